"""Findings follow the records: late entries, the calendar, other choices and statements change them; nothing is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.duties import MEETING, MEETINGS, MEMBERS, Told, make_branch, told
from tests.factories.orgs import OrgTree, make_org
from tongpin.engines.duties.calculations.order import AREAS, area_of, rule_order
from tongpin.engines.duties.enums import Choice, FindingState
from tongpin.engines.duties.models import DutyMark, Finding
from tongpin.engines.duties.selectors import duty_of, duty_rule, duty_rules, findings, verdicts
from tongpin.engines.duties.selectors.kept import members_of, tree_of
from tongpin.engines.duties.services import (
    adopt_rule,
    end_adoption,
    judge_again,
    judge_all,
    judge_stale,
    move_due_date,
    records_changed,
    state_fact,
)
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db

FIRST_OF_JULY = date(2026, 7, 1)
Q1, Q2, Q3 = (Period.parse(f"2026-Q{n}") for n in (1, 2, 3))


def rule(key: str = MEETINGS) -> Any:
    found = duty_rule(key)
    assert found is not None
    return found


def current(branch: Organisation, window: Period | None, key: str = MEETINGS) -> Finding | None:
    return findings().filter(rule_key=key, subject_pk=branch.pk, window=str(window or "")).first()


def state_of(branch: Organisation, window: Period | None, key: str = MEETINGS) -> str:
    found = current(branch, window, key)
    return found.state if found else ""


def subject(branch: Organisation) -> Subject:
    return Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.shown_name)


def test_every_window_begun_is_judged_and_kept(records: Told, tree: OrgTree, branch: Organisation) -> None:
    records.meetings.append((branch.pk, date(2026, 2, 3)))
    records.members[branch.pk] = 53
    judge_again(tree.ningyang, today=FIRST_OF_JULY)
    assert [state_of(branch, w) for w in (Q1, Q2, Q3)] == ["done", "overdue", "open"]
    assert state_of(branch, Period.parse("2025-Q4")) == "overdue"
    assert current(branch, Period.parse("2026-Q4")) is None
    found = current(branch, Q2)
    assert found is not None
    assert (found.word, found.due_on, found.facts) == ("逾期", date(2026, 6, 30), {"general_meetings_held": "0"})
    assert found.citation == "《中国共产党支部工作条例（试行）》第十一条"
    standing = current(branch, None, MEMBERS)
    assert standing is not None and (standing.state, standing.word, standing.due_on) == ("overdue", "不符合", None)


def test_judging_again_writes_only_what_changed(records: Told, tree: OrgTree, branch: Organisation) -> None:
    first = judge_again(tree.ningyang, today=FIRST_OF_JULY)
    assert first and Finding.objects.count() == first
    assert judge_again(tree.ningyang, today=FIRST_OF_JULY) == 0
    assert Finding.objects.count() == first


def test_a_late_entry_changes_a_past_window_and_the_earlier_finding_stays(records: Told, tree: OrgTree, branch: Organisation) -> None:
    judge_again(tree.ningyang, today=FIRST_OF_JULY)
    before = current(branch, Q1)
    assert before is not None and before.state == FindingState.OVERDUE
    records.meetings.append((branch.pk, date(2026, 3, 30)))
    records_changed(branch.pk, {MEETING})
    assert jobs().filter(name="duties.judge_stale").count() == 1
    records_changed(branch.pk, {MEETING})
    assert jobs().filter(name="duties.judge_stale").count() == 1, "one job waits for all changes"
    assert judge_stale(today=FIRST_OF_JULY) == 1
    assert state_of(branch, Q1) == "done"
    before.refresh_from_db()
    assert before.superseded_at is not None and before.state == FindingState.OVERDUE
    assert not DutyMark.objects.exists()


def test_records_of_another_kind_make_nothing_stale(records: Told, branch: Organisation) -> None:
    records_changed(branch.pk, {"enterprise"})
    assert not DutyMark.objects.exists()


def test_a_change_in_a_branch_makes_its_whole_bureau_stale_and_no_other(records: Told, tree: OrgTree, branch: Organisation) -> None:
    assert tree_of(branch) == tree.ningyang
    assert set(members_of(tree.ningyang)) >= {branch.pk, tree.ningyang.pk, tree.ningyang_office.pk}
    assert tree.ningyang.pk not in members_of(tree.city)
    other = make_branch(tree.dongping)
    judge_all(today=FIRST_OF_JULY)
    records.meetings += [(one.pk, date(2026, 4, 2)) for one in (branch, other)]
    records_changed(branch.pk, {MEETING})
    judge_stale(today=FIRST_OF_JULY)
    assert (state_of(branch, Q2), state_of(other, Q2)) == ("done", "overdue")


def test_what_the_night_left_out_is_judged_with_the_next_change(records: Told, tree: OrgTree, branch: Organisation) -> None:
    assert judge_stale(today=FIRST_OF_JULY), "never judged yet"
    assert judge_stale(today=FIRST_OF_JULY) == 0
    judge_stale(today=date(2026, 10, 1))
    assert state_of(branch, Q3) == "overdue"


def test_the_calendar_alone_makes_things_due(records: Told, tree: OrgTree, branch: Organisation) -> None:
    seen = []
    for day in (date(2026, 6, 19), date(2026, 6, 20), date(2026, 6, 30), FIRST_OF_JULY):
        judge_again(tree.ningyang, today=day)
        seen.append(state_of(branch, Q2))
    assert seen == ["open", "soon", "soon", "overdue"]


def test_part_periods_are_not_checked(records: Told, tree: OrgTree) -> None:
    young = make_branch(tree.ningyang, starts_on=date(2026, 5, 10))
    closed = make_branch(tree.ningyang, ends_on=date(2026, 5, 10))
    judge_again(tree.ningyang, today=FIRST_OF_JULY)
    assert [state_of(young, w) for w in (Q1, Q2, Q3)] == ["", "", "open"]
    assert [state_of(closed, w) for w in (Q1, Q2, Q3)] == ["overdue", "", ""]


def test_a_branch_that_is_gone_has_no_current_finding(records: Told, tree: OrgTree, branch: Organisation) -> None:
    records.members[branch.pk] = 12
    judge_again(tree.ningyang, today=FIRST_OF_JULY)
    Organisation.objects.filter(pk=branch.pk).update(ends_on=date(2026, 7, 2))
    judge_again(tree.ningyang, today=date(2026, 7, 3))
    assert current(branch, None, MEMBERS) is None
    assert Finding.objects.filter(rule_key=MEMBERS, subject_pk=branch.pk).get().superseded_at is not None


def test_a_rule_without_facts_waits_for_a_statement_or_the_units_choice(tree: OrgTree, branch: Organisation, clerk: User) -> None:
    with told(with_size=False):
        judge_again(tree.ningyang, today=FIRST_OF_JULY)
        assert current(branch, None, MEMBERS) is None
        state_fact(
            subject=subject(branch),
            rule=rule(MEMBERS),
            name="members",
            value=53,
            window=None,
            basis="花名册",
            by=clerk,
            today=FIRST_OF_JULY,
        )
        judge_again(tree.ningyang, today=FIRST_OF_JULY)
        found = current(branch, None, MEMBERS)
        assert found is not None and found.state == "overdue" and "53人" in found.reason
        other = make_branch(tree.ningyang)
        adopt_rule(
            org=other, rule=rule(MEMBERS), choice=Choice.ON, parameters={}, basis="支部决定", effective_from=date(2026, 1, 1), by=clerk
        )
        judge_again(tree.ningyang, today=FIRST_OF_JULY)
        asked = current(other, None, MEMBERS)
        assert asked is not None and asked.state == "missing" and asked.missing == ["党员人数"]


def test_a_later_statement_supersedes_and_an_earlier_day_does_not_know_it(tree: OrgTree, branch: Organisation, clerk: User) -> None:
    with told(with_size=False):
        for value in (53, 48):
            state_fact(
                subject=subject(branch),
                rule=rule(MEMBERS),
                name="members",
                value=value,
                window=None,
                basis="花名册",
                holds_from=date(2026, 6, 1),
                by=clerk,
                today=FIRST_OF_JULY,
            )
        asked = {"rules": [rule(MEMBERS)], "years": [2026]}
        found = verdicts([branch.pk], FIRST_OF_JULY, **asked)
        assert [one.state for one in found] == ["done"]
        assert verdicts([branch.pk], date(2026, 5, 31), **asked) == []
    detail = AuditEvent.objects.filter(verb="stated_fact.stated").latest("seq").detail
    assert "48" not in str(detail), "the trail does not repeat the value"


def test_what_records_tell_is_stated_by_nobody(tree: OrgTree, branch: Organisation, clerk: User) -> None:
    said: dict[str, Any] = {"subject": subject(branch), "rule": rule(MEMBERS), "name": "members", "window": None, "by": clerk}
    with told(with_size=False):
        state_fact(**said, value=53, basis="口头", today=FIRST_OF_JULY, holds_from=date(2026, 6, 1))
    with told() as records:
        assert [one.state for one in verdicts([branch.pk], FIRST_OF_JULY, [2026], rules=[rule(MEMBERS)])] == [FindingState.MISSING]
        records.members[branch.pk] = 20
        (found,) = verdicts([branch.pk], FIRST_OF_JULY, [2026], rules=[rule(MEMBERS)])
        assert found.state == FindingState.DONE
        with pytest.raises(Refused, match="由登记的记录得出"):
            state_fact(**said, value=53, basis="口头", today=FIRST_OF_JULY)


def test_a_threshold_of_the_unit_holds_from_its_day_with_its_basis(records: Told, tree: OrgTree, branch: Organisation, clerk: User) -> None:
    records.meetings += [(branch.pk, date(2026, 2, 3)), (branch.pk, date(2026, 5, 3))]
    adopt_rule(
        org=tree.ningyang,
        rule=rule(),
        choice=Choice.KEEP,
        parameters={"least": 2},
        basis="县委办〔2026〕3号",
        effective_from=date(2026, 4, 1),
        by=clerk,
    )
    assert DutyMark.objects.filter(org=tree.ningyang).exists()
    judge_stale(today=FIRST_OF_JULY)
    assert [state_of(branch, w) for w in (Q1, Q2)] == ["done", "overdue"]
    found = current(branch, Q2)
    assert found is not None and "2次" in found.reason


def test_a_rule_switched_off_is_asked_no_longer_and_again_after_the_end(
    records: Told, tree: OrgTree, branch: Organisation, clerk: User
) -> None:
    off = adopt_rule(
        org=tree.ningyang, rule=rule(), choice=Choice.OFF, parameters={}, basis="专题会议", effective_from=date(2026, 1, 1), by=clerk
    )
    judge_stale(today=FIRST_OF_JULY)
    assert [state_of(branch, w) for w in (Q1, Q2)] == ["", ""]
    assert state_of(branch, Period.parse("2025-Q4")) == "overdue"
    end_adoption(off, by=clerk, expected=off.version, effective_to=date(2026, 4, 1))
    judge_stale(today=FIRST_OF_JULY)
    assert [state_of(branch, w) for w in (Q1, Q2)] == ["", "overdue"]


def test_a_moved_date_counts_for_its_window_alone(records: Told, tree: OrgTree, branch: Organisation, clerk: User) -> None:
    move_due_date(org=tree.ningyang, rule=rule(), window=Q1, due_on=date(2026, 7, 31), basis="上级通知", by=clerk, today=FIRST_OF_JULY)
    judge_stale(today=FIRST_OF_JULY)
    assert [state_of(branch, w) for w in (Q1, Q2)] == ["open", "overdue"]
    found = current(branch, Q1)
    assert found is not None and found.due_on == date(2026, 7, 31)


def test_an_adjustment_reaches_bureaus_further_down(records: Told, tree: OrgTree, branch: Organisation, clerk: User) -> None:
    adopt_rule(org=tree.city, rule=rule(), choice=Choice.OFF, parameters={}, basis="市局通知", effective_from=date(2020, 1, 1), by=clerk)
    judge_stale(today=FIRST_OF_JULY)
    assert current(branch, Q2) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"choice": Choice.KEEP, "parameters": {}}, "choice"),
        ({"choice": Choice.OFF, "parameters": {"least": 2}}, "choice"),
        ({"choice": Choice.ON, "parameters": {}, "basis": ""}, "basis"),
        ({"choice": Choice.ON, "parameters": {}, "effective_to": date(2026, 1, 1)}, ""),
    ],
)
def test_an_adjustment_that_says_nothing_is_refused(tree: OrgTree, clerk: User, given: dict[str, Any], field: str) -> None:
    asked = {"basis": "通知", "effective_from": date(2026, 1, 1), **given}
    with pytest.raises(Refused) as refused:
        adopt_rule(org=tree.ningyang, rule=rule(), by=clerk, **asked)
    assert refused.value.field == field


def test_a_window_of_another_length_is_refused(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="每季度"):
        move_due_date(
            org=tree.ningyang,
            rule=rule(),
            window=Period.parse("2026-03"),
            due_on=date(2026, 4, 5),
            basis="通知",
            by=clerk,
            today=FIRST_OF_JULY,
        )


@pytest.mark.parametrize("number", [19, 200])
def test_questions_to_the_database_do_not_grow_with_the_branches(records: Told, tree: OrgTree, number: int) -> None:
    for one in range(number):
        make_org(f"第{one}党支部", tree.ningyang, OrgLevel.PARTY_BRANCH)
    org_ids = members_of(tree.ningyang)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = verdicts(org_ids, FIRST_OF_JULY, [2026])
    assert len([one for one in found if one.rule.key == MEETINGS]) == 3 * (number + 1)
    assert len(asked) <= 40, "every contributor of facts asks a constant number of questions"
    assert records.calls == 3


def test_columns_and_rows_begin_with_organisation_life_and_end_with_practices() -> None:
    codes = [duty_of(one).code for one in sorted(duty_rules(), key=rule_order)]
    areas = list(dict.fromkeys(area_of(one) for one in sorted(duty_rules(), key=rule_order)))
    assert areas == list(AREAS), "every area of the rulebook has its place"
    assert codes[0] == "LIFE-01" and codes.index("LIFE-06a") == codes.index("LIFE-06") + 1 < codes.index("LIFE-10")
