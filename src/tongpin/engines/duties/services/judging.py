"""研判办理: judges again and keeps what changed; a later finding supersedes an earlier one, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from tongpin.engines.duties.models import DutyCount, DutyMark, Finding
from tongpin.engines.duties.selectors.duties import duty_of
from tongpin.engines.duties.selectors.gathering import subject_kinds
from tongpin.engines.duties.selectors.judging import FindingKey, Verdict, verdicts
from tongpin.engines.duties.selectors.kept import findings, members_of, tree_of, trees, trees_left_out, years_kept
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now

ATTEMPTS = 3
CHUNK = 500
_KEPT = ("state", "outcome", "due_on", "reason", "citation", "word", "missing", "facts", "version_from", "subject_title", "person_pk")


def judge_stale(*, today: date) -> int:
    """研判有变动的单位: whatever is marked, and whatever the night left out; how many findings are new."""
    orgs = Organisation.objects.filter(pk__in=DutyMark.objects.order_by().values("org"))
    waiting = {tree.pk: tree for tree in (tree_of(org) for org in orgs)}
    waiting |= {tree.pk: tree for tree in trees_left_out(today)}
    return sum(judge_again(tree, today=today) for tree in waiting.values())


def judge_all(*, today: date) -> int:
    """全部研判: every day once, since the calendar alone makes things due."""
    return sum(judge_again(tree, today=today) for tree in trees())


def judge_again(tree: Organisation, *, today: date) -> int:
    """研判一个单位, with everything below it that belongs to no bureau further down.

    Gathers outside any transaction and writes in a short one; whoever gathered from older records gives way and gathers again.
    """
    if not subject_kinds():
        return 0
    for _ in range(ATTEMPTS):
        count, _is_new = DutyCount.objects.get_or_create(org=tree)
        org_ids = members_of(tree)
        marks = list(DutyMark.objects.filter(org__in=org_ids).values_list("pk", flat=True))
        found = verdicts(org_ids, today, years_kept(org_ids, today))
        written = _write(count, org_ids, found, marks, today)
        if written is not None:
            return written
    return 0


@transaction.atomic
def _write(count: DutyCount, org_ids: Sequence[int], found: Sequence[Verdict], marks: Sequence[int], today: date) -> int | None:
    claimed = DutyCount.objects.filter(pk=count.pk, number=count.number).update(number=count.number + 1, judged_on=today)
    if not claimed:
        return None
    moment = now()
    standing = {_key(row): row for row in findings().filter(org__in=org_ids).order_by()}
    fresh = {one.key: one for one in found}
    changed = {key: one for key, one in fresh.items() if key not in standing or _differs(standing[key], one)}
    gone = [row.pk for key, row in standing.items() if key in changed or key not in fresh]
    for start in range(0, len(gone), CHUNK):
        Finding.objects.filter(pk__in=gone[start : start + CHUNK]).update(superseded_at=moment)
    Finding.objects.bulk_create([_kept(one, moment) for one in changed.values()], batch_size=CHUNK)
    for start in range(0, len(marks), CHUNK):
        DutyMark.objects.filter(pk__in=marks[start : start + CHUNK]).delete()
    return len(changed)


def _key(row: Finding) -> FindingKey:
    return row.rule_key, row.subject_kind, row.subject_pk, row.window


def _differs(row: Finding, verdict: Verdict) -> bool:
    values = _values(verdict)
    return row.org_id != verdict.subject.org_id or any(getattr(row, name) != values[name] for name in _KEPT)


def _values(one: Verdict) -> Mapping[str, object]:
    return {
        "version_from": one.version_from,
        "subject_title": one.subject.title[:200],
        "person_pk": one.subject.person_id,
        "due_on": one.due,
        "state": one.state.value,
        "outcome": one.outcome,
        "word": one.word,
        "reason": one.reason,
        "citation": one.citation[:300],
        "missing": list(one.missing),
        "facts": dict(one.facts),
    }


def _kept(one: Verdict, moment: datetime) -> Finding:
    return Finding(
        org_id=one.subject.org_id,
        rule_key=one.rule.key,
        rule_code=duty_of(one.rule).code,
        rule_title=one.rule.title[:200],
        subject_kind=one.subject.kind,
        subject_pk=one.subject.pk,
        subject_url=one.subject.url[:300],
        is_personal=one.is_personal,
        window=str(one.window or ""),
        window_start=one.window.start if one.window else None,
        as_of=one.as_of,
        found_at=moment,
        **_values(one),
    )
