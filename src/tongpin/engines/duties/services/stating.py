"""认定事实办理: a person says what no record tells, with a basis; the earlier statement stays on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from tongpin.engines.duties.calculations.values import as_kept
from tongpin.engines.duties.models import StatedFact
from tongpin.engines.duties.selectors.gathering import left_to_people
from tongpin.engines.ledgers.services import not_after, tell
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference


@transaction.atomic
def state_facts(
    *,
    subject: Subject,
    rule: Rule,
    values: Mapping[str, Any],
    window: Period | None,
    holds_from: date,
    basis: str,
    evidence: str,
    by: User,
    today: date,
) -> list[StatedFact]:
    """一次认定几项事实 on one basis."""
    if not values:
        raise Refused("没有填写任何一项事实。不清楚的可以留空，但至少填写一项。")
    return [
        state_fact(
            subject=subject,
            rule=rule,
            name=name,
            value=value,
            window=window,
            basis=basis,
            by=by,
            today=today,
            holds_from=holds_from,
            evidence_words=evidence,
        )
        for name, value in values.items()
    ]


@transaction.atomic
def state_fact(
    *,
    subject: Subject,
    rule: Rule,
    name: str,
    value: Any,
    window: Period | None,
    basis: str,
    by: User,
    today: date,
    holds_from: date | None = None,
    evidence: Reference | None = None,
    evidence_words: str = "",
) -> StatedFact:
    """认定事实 of a subject for a window; what was stated before of the same day is superseded. The audit trail leaves the value out."""
    if name not in rule.facts:
        raise Refused("这条规则不需要这项事实，请从研判结果页面补充。", field="name")
    if rule.facts[name].secret:
        raise Refused("这项事实不公开，只由登记的记录提供，不能在这里认定。", field="name")
    if name not in left_to_people(rule, subject.kind):
        raise Refused("这项事实由登记的记录得出，请在相应的台账中登记或者更正，不能在这里认定。", field="name")
    day = holds_from or (window.start if window else today)
    not_after(day, today, "日期", field="holds_from")
    moment = now()
    same = {"subject_kind": subject.kind, "subject_pk": subject.pk, "window": str(window or ""), "name": name, "holds_from": day}
    StatedFact.objects.filter(**same, superseded_at__isnull=True).update(superseded_at=moment)
    row = StatedFact(
        org_id=subject.org_id,
        subject_title=subject.title[:200],
        title=rule.facts[name].title[:120],
        value=as_kept(value),
        basis=basis.strip(),
        evidence_kind=evidence.kind if evidence else "",
        evidence_pk=evidence.pk if evidence else None,
        evidence_title=evidence.title[:200] if evidence else evidence_words.strip(),
        stated_by=by,
        stated_at=moment,
        **same,
    )
    insert(row)
    tell(subject.org_id, "stated_fact")
    detail = {"subject": f"{subject.kind} {subject.pk}", "window": str(window or ""), "fact": name, "basis": row.basis}
    audit.record("stated_fact.stated", by=by, subject=row.reference(), org_id=subject.org_id, detail=detail)
    return row
