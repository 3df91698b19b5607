"""启用台账日期: nothing is held against a unit for the time of which it kept no records here; the way there is on file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.duties import MEETINGS, MEMBERS, Told, make_branch
from tests.factories.orgs import OrgTree
from tongpin.config.commands import cli
from tongpin.engines.duties.models import DutyMark, LedgerStart
from tongpin.engines.duties.selectors import duty_rule, explain, findings, verdicts
from tongpin.engines.duties.selectors.starts import start_of, starts_of
from tongpin.engines.duties.services import (
    change_ledger_start,
    judge_again,
    judge_stale,
    start_ledgers,
    withdraw_ledger_start,
)
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)
MAY = date(2026, 5, 11)


def rule(key: str = MEETINGS) -> Rule:
    found = duty_rule(key)
    assert found
    return found


def begun(org: Organisation, by: User, starts_on: date = MAY) -> LedgerStart:
    return start_ledgers(org=org, starts_on=starts_on, basis="局办通知", by=by, today=DAY)


def states(branch: Organisation, day: date = DAY) -> list[tuple[str, str, str]]:
    found = verdicts([branch.pk], day, [2025, 2026], rules=[rule()])
    return [(str(one.window), one.state.value, one.reason) for one in found]


def test_windows_before_are_set_aside_with_words_that_say_why(records: Told, tree: OrgTree, branch: Organisation, clerk: User) -> None:
    assert [state for _, state, _ in states(branch)] == ["overdue"] * 6 + ["open"]
    records.meetings.append((branch.pk, date(2025, 8, 5)))
    begun(tree.ningyang, clerk)
    found = states(branch)
    assert [(window, state) for window, state, _ in found] == [
        ("2025-Q1", "not_applicable"),
        ("2025-Q2", "not_applicable"),
        ("2025-Q3", "done"),
        ("2025-Q4", "not_applicable"),
        ("2026-Q1", "not_applicable"),
        ("2026-Q2", "not_applicable"),
        ("2026-Q3", "open"),
    ]
    assert found[4][2] == "本单位自2026年5月11日起启用台账，2026年第1季度在此之前，不作检查。"
    assert found[5][2] == "本单位自2026年5月11日起启用台账，2026年第2季度此前的情况没有登记，不作逾期认定。"
    assert states(branch, date(2026, 6, 25))[5][1] == "soon", "what is still to come in the window is shown"


def test_a_window_that_begins_on_the_day_is_judged_whole(records: Told, branch: Organisation, clerk: User) -> None:
    begun(branch, clerk, date(2026, 4, 1))
    assert [state for window, state, _ in states(branch) if window == "2026-Q2"] == ["overdue"]


def test_a_standing_state_is_judged_from_that_day_on(records: Told, branch: Organisation, clerk: User) -> None:
    records.members[branch.pk] = 53
    begun(branch, clerk)

    def state(day: date) -> str:
        return verdicts([branch.pk], day, [day.year], rules=[rule(MEMBERS)])[0].state.value

    assert (state(DAY), state(date(2026, 5, 10))) == ("overdue", "not_applicable")


def test_the_nearest_upwards_counts_and_others_are_judged_whole(records: Told, tree: OrgTree, branch: Organisation, clerk: User) -> None:
    other = make_branch(tree.dongping)
    begun(tree.city, clerk, date(2025, 1, 1))
    own = begun(branch, clerk)
    assert starts_of({one.pk: one.path for one in (branch, other)}) == {branch.pk: MAY, other.pk: date(2025, 1, 1)}
    assert start_of(branch) == own
    assert "overdue" in {state for _, state, _ in states(other)}
    assert "overdue" not in {state for _, state, _ in states(branch)}


def test_one_finding_explains_itself_in_the_same_way(records: Told, branch: Organisation, clerk: User) -> None:
    begun(branch, clerk)
    subject = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.shown_name)
    found = explain(rule(), subject, Period.parse("2026-Q1"), DAY)
    assert found is not None and found.state.value == "not_applicable"
    assert ("启用台账", "自2026年5月11日起") in [(line.kind, line.title) for line in found.trace]


def test_what_was_kept_is_judged_again_and_again_after_a_withdrawal(
    records: Told, tree: OrgTree, branch: Organisation, clerk: User
) -> None:
    judge_again(tree.ningyang, today=DAY)
    first = findings().get(rule_key=MEETINGS, subject_pk=branch.pk, window="2026-Q1")
    row = begun(tree.ningyang, clerk)
    assert DutyMark.objects.filter(org=tree.ningyang).exists()
    judge_stale(today=DAY)
    first.refresh_from_db()
    assert first.superseded_at is not None
    row = change_ledger_start(row, by=clerk, expected=row.version, starts_on=date(2026, 1, 1), basis="更正通知", today=DAY)
    judge_stale(today=DAY)
    assert findings().get(rule_key=MEETINGS, subject_pk=branch.pk, window="2026-Q1").state == "overdue"
    assert findings().get(rule_key=MEETINGS, subject_pk=branch.pk, window="2025-Q4").state == "not_applicable"
    withdraw_ledger_start(row, by=clerk, expected=row.version, reason="登记有误")
    judge_stale(today=DAY)
    assert findings().get(rule_key=MEETINGS, subject_pk=branch.pk, window="2025-Q4").state == "overdue"
    verbs = AuditEvent.objects.filter(verb__startswith="ledger_start.").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["ledger_start.set", "ledger_start.changed", "ledger_start.withdrawn"]


def test_a_day_to_come_no_basis_and_a_second_day_are_refused(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="还没有到"):
        begun(tree.ningyang, clerk, date(2026, 7, 2))
    with pytest.raises(Refused):
        start_ledgers(org=tree.ningyang, starts_on=MAY, basis=" ", by=clerk, today=DAY)
    begun(tree.ningyang, clerk)
    with pytest.raises(Refused, match="请更正原来的日期"):
        begun(tree.ningyang, clerk)
    with pytest.raises(ValidationError, match="本单位已登记启用台账日期"):
        LedgerStart(org=tree.ningyang, starts_on=MAY, basis="通知").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerStart.objects.create(org=tree.ningyang, starts_on=MAY, basis="通知")


def test_the_command_line_tells_it(records: Told, branch: Organisation, clerk: User) -> None:
    begun(branch, clerk)
    ran = CliRunner().invoke(cli, ["duties", "check", "--org", branch.code, "--rule", "LIFE-01", "--as-of", "2026-07-01", "--json"])
    assert ran.exit_code == 0, ran.output
    told = {one["window"]: one["state"] for one in json.loads(ran.stdout)["findings"]}
    assert told == {"2026-Q1": "not_applicable", "2026-Q2": "not_applicable", "2026-Q3": "open"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    return lambda day: monkeypatch.setenv("TONGPIN_TODAY", day.isoformat())


def test_the_clerk_enters_changes_and_withdraws_it_on_pages(
    records: Told, tree: OrgTree, branch: Organisation, clerk: User, today_is: Callable[[date], None]
) -> None:
    today_is(DAY)
    client = signed_in(clerk)
    rules, start = reverse("duties:rules"), reverse("duties:start")
    assert "没有登记，所有期间都按规则检查" in client.get(rules).content.decode()
    client.post(start, {"starts_on": "2026-05-11", "basis": "县局通知"})
    row = LedgerStart.objects.get()
    text = client.get(rules).content.decode()
    assert "2026-05-11" in text and reverse("duties:start_change", args=[row.pk]) in text
    assert client.get(start).status_code == 302, "one day for one organisation"
    for page in ("duties:matrix", "duties:heat"):
        shown = client.get(reverse(page), {"period": "2026", "org": branch.code}).content.decode()
        assert "不适用" in shown
    client.post(reverse("duties:start_change", args=[row.pk]), {"starts_on": "2026-04-01", "basis": "县局通知", "version": row.version})
    row.refresh_from_db()
    assert row.starts_on == date(2026, 4, 1)
    stale = client.post(reverse("duties:start_change", args=[row.pk]), {"starts_on": "2026-03-01", "basis": "县局通知", "version": 1})
    row.refresh_from_db()
    assert row.starts_on == date(2026, 4, 1) and stale.status_code != 302
    secretary = signed_in(make_user(roles=[("branch_secretary", branch)]))
    shown = secretary.get(rules).content.decode()
    assert "2026-04-01" in shown and "登记启用台账日期" not in shown
    for stranger in (secretary, signed_in(make_user(roles=[("party_clerk", tree.dongping)]))):
        assert stranger.get(reverse("duties:start_change", args=[row.pk])).status_code == 404
    client.post(reverse("duties:start_end", args=[row.pk]), {"reason": "登记有误", "version": row.version})
    assert not LedgerStart.objects.exists()
