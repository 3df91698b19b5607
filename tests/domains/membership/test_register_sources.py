"""事实来源: dues, gifts, ranks and spans of the register as the rules are told them, case by case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.access import ThreePersons, three_persons
from tests.factories.cadres import make_correction
from tests.factories.membership import (
    make_base,
    make_branch,
    make_dues_gift,
    make_dues_month,
    make_member,
    make_profile,
    make_rank,
)
from tests.factories.orgs import make_person
from tests.factories.work_forces import make_force
from tongpin.domains.membership import services
from tongpin.domains.membership.enums import CadreRank, PayChannel, PayerKind, Standing, Waiver
from tongpin.domains.membership.facts import elections, organisations, register, upkeep
from tongpin.domains.membership.models import Member
from tongpin.domains.work.services.forces import join_force, leave_force
from tongpin.engines.duties.models import DutyMark
from tongpin.engines.rules.book import duty_rules
from tongpin.engines.rules.duty import judge
from tongpin.engines.rules.overrides import Override
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import FactSource, Subject
from tongpin.kernel.occasions import spans
from tongpin.kernel.periods import Period

TODAY = date(2023, 7, 15)
JUNE = Period.parse("2023-06")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def about(pk: int, org: Organisation, kind: str = "member") -> list[Subject]:
    return [Subject(kind=kind, pk=pk, org_id=org.pk, title="")]


def judged(code: str, facts: dict[str, Any], as_of: date = TODAY, window: Period | None = None) -> Any:
    rule = next(r for r in duty_rules() if r.duty and r.duty.code == code)
    return judge(rule, {name: value for name, value in facts.items() if name in rule.facts}, as_of, window)


# --- a month of dues --------------------------------------------------------------------------------------------------------
MONTHS: list[tuple[dict[str, Any], date, str]] = [
    ({"has_reason": True}, TODAY, "不适用"),
    ({}, TODAY, "逾期"),
    ({"paid_on": date(2023, 6, 10), "amount": Decimal(50)}, TODAY, "已完成"),
    ({"paid_on": date(2023, 7, 3), "amount": Decimal(50)}, date(2023, 7, 2), "逾期"),
    ({"paid_on": date(2023, 7, 3), "amount": Decimal(50)}, date(2023, 7, 3), "已完成"),
]


@pytest.mark.parametrize(("values", "as_of", "word"), MONTHS)
def test_an_excused_month_is_never_overdue(branch: Organisation, values: dict[str, Any], as_of: date, word: str) -> None:
    member = make_member(branch)
    make_base(member, base=Decimal(5000), starts_on=date(2023, 1, 1))
    row = make_dues_month(member, month=date(2023, 6, 1), **{"paid_on": None, "amount": None, **values})
    facts = dict(elections.collect_dues(about(row.pk, branch, "dues_month"), None, as_of)[row.pk])
    assert judged("DUES-01", facts, as_of).state.label == word


CHANGES: list[tuple[list[tuple[date, date | None]], str]] = [
    ([(date(2023, 1, 1), None)], "不适用"),
    ([(date(2023, 1, 1), date(2023, 5, 10))], "不符合"),
    ([(date(2023, 1, 1), None), (date(2023, 5, 1), date(2023, 5, 10))], "已完成"),
    ([(date(2023, 1, 1), date(2023, 7, 1))], "不适用"),
    ([(date(2023, 1, 1), date(2023, 6, 30))], "不符合"),
    ([(date(2023, 1, 1), date(2023, 2, 1)), (date(2023, 3, 1), date(2023, 5, 10))], "不符合"),
]


@pytest.mark.parametrize(("bases", "word"), CHANGES)
def test_a_change_of_pay_is_told_with_the_base(branch: Organisation, bases: list[tuple[date, date | None]], word: str) -> None:
    member = make_member(branch)
    for starts_on, changed in bases:
        make_base(member, starts_on=starts_on, pay_changed_on=changed)
    row = make_dues_month(member, month=date(2023, 6, 1))
    facts = dict(elections.collect_dues(about(row.pk, branch, "dues_month"), None, TODAY)[row.pk])
    rule = next(r for r in duty_rules() if r.duty and r.duty.code == "DUES-07")
    taken_up = Override(rule=rule.key, starts_on=date(2020, 1, 1), basis="本单位决定", adopted=True)
    found = judge(rule, {n: v for n, v in facts.items() if n in rule.facts}, TODAY, None, (taken_up,))
    assert found.state_label == word


SETTLED: list[tuple[dict[str, Any], bool | None]] = [
    ({"month": date(2023, 6, 1), "paid_on": date(2023, 6, 10)}, True),
    ({"month": date(2023, 6, 1), "paid_on": None, "amount": None, "has_reason": True}, True),
    ({"month": date(2023, 6, 1), "paid_on": date(2023, 7, 16)}, False),
    ({"month": date(2023, 6, 1), "paid_on": date(2023, 7, 15)}, True),
    ({"month": date(2023, 5, 1), "paid_on": date(2023, 5, 10)}, False),
    ({"month": date(2023, 7, 1), "paid_on": date(2023, 7, 10)}, None),
]


@pytest.mark.parametrize(("row", "settled"), SETTLED)
def test_a_month_is_settled_unpaid_or_not_kept(branch: Organisation, row: dict[str, Any], settled: bool | None) -> None:
    member = make_member(branch)
    make_dues_month(member, **row)
    facts = upkeep.collect_payments(about(member.person_id, branch), JUNE, TODAY).get(member.person_id, {})
    assert facts.get("month_settled") is settled
    if settled is False:
        assert judged("DUES-06", dict(facts), TODAY, JUNE).state.label == "逾期"
        assert judged("DUES-06", dict(facts), date(2023, 6, 30), JUNE).state.label == "临期"


NOT_ASKED: list[tuple[str, dict[str, Any]]] = [
    ("accepted in the month", {"standing": Standing.PROBATIONARY, "joined_on": date(2023, 6, 1), "full_since": None}),
    ("came in the month", {"arrived_on": date(2023, 6, 2)}),
    ("left in the month", {"left_on": date(2023, 6, 20), "left_for": "transferred"}),
]


@pytest.mark.parametrize(("case", "values"), NOT_ASKED)
def test_who_came_or_left_in_the_month_is_not_asked(branch: Organisation, case: str, values: dict[str, Any]) -> None:
    make_dues_month(make_member(branch), month=date(2023, 5, 1))
    member = make_member(branch, **values)
    assert "month_settled" not in upkeep.collect_payments(about(member.person_id, branch), JUNE, TODAY).get(member.person_id, {})


def test_who_is_exempt_and_a_temporary_branch_owe_nothing(persons: ThreePersons, branch: Organisation) -> None:
    make_dues_month(make_member(branch), month=date(2023, 5, 1))
    free = make_member(branch)
    make_base(free, starts_on=date(2023, 1, 1), waiver=Waiver.FREE, waiver_approved_on=date(2023, 1, 1), amount=0)
    temporary = make_branch(persons.tree.ningyang)
    make_profile(temporary, kind="temporary")
    sent = make_member(temporary)
    make_dues_month(sent, month=date(2023, 5, 1))
    for member, org in ((free, branch), (sent, temporary)):
        assert "month_settled" not in upkeep.collect_payments(about(member.person_id, org), JUNE, TODAY).get(member.person_id, {})


EXCUSED: list[tuple[list[tuple[int, bool]], int]] = [
    ([], 0),
    ([(6, True)], 1),
    ([(5, True), (6, True), (7, True)], 3),
    ([(5, True), (7, True)], 1),
    ([(5, False), (6, True)], 0),
]


@pytest.mark.parametrize(("months", "count"), EXCUSED)
def test_months_excused_after_acceptance(branch: Organisation, months: list[tuple[int, bool]], count: int) -> None:
    joined: dict[str, Any] = {"joined_on": date(2023, 5, 20), "arrived_on": date(2023, 5, 20), "full_since": None}
    member = make_member(branch, standing=Standing.PROBATIONARY, **joined)
    for month, excused in months:
        paid = {"paid_on": None, "amount": None, "has_reason": True} if excused else {"paid_on": date(2023, month, 25)}
        make_dues_month(member, month=date(2023, month, 1), **paid)
    facts = register.collect_members(about(member.person_id, branch), None, date(2023, 9, 1))[member.person_id]
    assert facts["months_excused_at_first"] == count


# --- gifts ------------------------------------------------------------------------------------------------------------------
GIFTS: list[tuple[list[dict[str, Any]], tuple[bool | None, bool | None]]] = [
    ([], (None, None)),
    ([{"amount": Decimal("999.99")}], (False, None)),
    ([{"amount": Decimal(1000)}], (True, False)),
    ([{"amount": Decimal(1000), "forwarded_on": date(2023, 6, 25)}], (True, True)),
    ([{"amount": Decimal(2000), "forwarded_on": date(2023, 6, 25)}, {"amount": Decimal(1000), "on": date(2023, 6, 1)}], (True, False)),
    ([{"amount": Decimal(1000), "on": date(2023, 7, 1)}], (None, None)),
]


@pytest.mark.parametrize(("gifts", "told"), GIFTS)
def test_large_gifts_are_told_without_amounts(
    branch: Organisation, gifts: list[dict[str, Any]], told: tuple[bool | None, bool | None]
) -> None:
    member = make_member(branch)
    for values in gifts:
        make_dues_gift(member, **values)
    facts = upkeep.collect_payments(about(member.person_id, branch), JUNE, TODAY).get(member.person_id, {})
    assert (facts.get("gift_over_limit"), facts.get("gift_forwarded")) == told
    assert not any(isinstance(value, Decimal) for value in facts.values())


def test_gifts_are_entered_and_forwarded(persons: ThreePersons, branch: Organisation) -> None:
    member = make_member(branch)
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    words: dict[str, Any] = {"on": date(2023, 6, 10), "amount": Decimal(1500), "forwarded_on": None}
    with pytest.raises(Refused, match="交纳日期"):
        services.record_gift(member=member, **act, **{**words, "on": date(2023, 7, 16)})
    gift = services.record_gift(member=member, **act, **words)
    with pytest.raises(Refused, match="已经登记"):
        services.record_gift(member=member, **act, **words)
    services.correct_gift(gift, expected=1, **act, **{**words, "forwarded_on": date(2023, 6, 20)})
    for values in ({"amount": 0}, {"forwarded_on": date(2023, 6, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_dues_gift(make_member(branch), **{"on": date(2023, 6, 10), **values})


# --- ranks ------------------------------------------------------------------------------------------------------------------
RANKS: list[tuple[list[tuple[str, date]], date, str | None]] = [
    ([], TODAY, None),
    ([("township", date(2020, 1, 1))], TODAY, "乡科级及以下"),
    ([("township", date(2023, 7, 15))], TODAY, "乡科级及以下"),
    ([("township", date(2023, 7, 16))], TODAY, None),
    ([("township", date(2020, 1, 1)), ("county", date(2023, 7, 1))], TODAY, "县处级及以上"),
    ([("township", date(2020, 1, 1)), ("county", date(2023, 7, 1))], date(2023, 6, 30), "乡科级及以下"),
]


@pytest.mark.parametrize(("entries", "as_of", "word"), RANKS)
def test_a_rank_holds_from_its_day(branch: Organisation, entries: list[tuple[str, date]], as_of: date, word: str | None) -> None:
    member = make_member(branch)
    for rank, starts_on in entries:
        make_rank(member, rank=rank, starts_on=starts_on)
    told = register.collect_ranks(about(member.person_id, branch), Period.parse("2023"), as_of)
    assert told.get(member.person_id, {}).get("cadre_rank") == word
    before = register.collect_ranks(about(member.person_id, branch), Period.parse("2019"), as_of)
    assert before == {}


def test_ranks_are_noted_for_several_at_once(persons: ThreePersons, branch: Organisation) -> None:
    members = [make_member(branch) for _ in range(3)]
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    with pytest.raises(Refused):
        services.note_ranks(members=members, rank="county", starts_on=date(2023, 7, 16), **act)
    assert len(services.note_ranks(members=members, rank="township", starts_on=date(2023, 1, 1), **act)) == 3
    with pytest.raises(Refused, match="已经是这一层次"):
        services.note_ranks(members=members, rank="township", starts_on=date(2023, 5, 1), **act)
    (one,) = services.note_ranks(members=members[:1], rank="county", starts_on=date(2023, 5, 1), **act)
    with pytest.raises(Refused, match="已登记干部层次"):
        services.correct_rank(one, expected=1, rank="county", starts_on=date(2023, 1, 1), **act)
    one.refresh_from_db()
    services.remove_rank(one, expected=1, by=persons.editor, reason="登记有误")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rank(members[0], rank="none", starts_on=date(2023, 1, 1))


# --- spans of the register ----------------------------------------------------------------------------------------------------
SPANS: list[tuple[str, dict[str, Any], list[tuple[date, date | None]]]] = [
    ("away", {}, []),
    ("away", {"away_since": date(2023, 1, 5)}, [(date(2023, 1, 5), None)]),
    ("away", {"away_since": date(2023, 1, 5), "back_on": date(2023, 7, 15)}, [(date(2023, 1, 5), date(2023, 7, 15))]),
    ("away", {"away_since": date(2023, 1, 5), "back_on": date(2023, 7, 16)}, [(date(2023, 1, 5), None)]),
    ("away", {"away_since": date(2023, 7, 16)}, []),
    ("away", {"is_lost": True, "last_contact_on": date(2022, 12, 1)}, [(date(2022, 12, 1), None)]),
    ("away", {"abroad_since": date(2023, 2, 1), "abroad_for": "study"}, [(date(2023, 2, 1), None)]),
    ("exempt", {}, []),
    ("full_member", {"full_since": date(2021, 1, 1), "joined_on": date(2020, 1, 1)}, [(date(2021, 1, 1), None)]),
    ("probation", {"full_since": date(2021, 1, 1), "joined_on": date(2020, 1, 1)}, [(date(2020, 1, 1), date(2021, 1, 1))]),
]


@pytest.mark.parametrize(("key", "values", "told"), SPANS)
def test_spans_of_the_register(branch: Organisation, key: str, values: dict[str, Any], told: list[tuple[date, date | None]]) -> None:
    member = make_member(branch, **values)
    assert list(spans(key, [member.person_id], TODAY).get(member.person_id, [])) == told


def test_spans_follow_a_transfer_and_measures(persons: ThreePersons, branch: Organisation) -> None:
    full: dict[str, Any] = {"joined_on": date(2019, 1, 1), "full_since": date(2020, 1, 1)}
    member = make_member(branch, **full, left_on=date(2023, 3, 1), left_for="transferred")
    make_member(make_branch(persons.tree.ningyang), person=member.person, **full, arrived_on=date(2023, 3, 1))
    assert list(spans("full_member", [member.person_id], TODAY)[member.person_id])[-1] == (date(2020, 1, 1), None)
    now = Member.objects.get(person=member.person, left_on__isnull=True)
    make_correction(now, placed_on=date(2023, 4, 1), until=date(2024, 3, 31))
    assert list(spans("measures", [member.person_id], TODAY)[member.person_id]) == [(date(2023, 4, 1), None)]
    assert spans("measures", [member.person_id], date(2023, 3, 31)) == {}


# --- words --------------------------------------------------------------------------------------------------------------------
WORDS = {
    "payer_kind": PayerKind.labels,
    "dues_waiver": Waiver.labels,
    "payment_channel": PayChannel.labels,
    "cadre_rank": CadreRank.labels,
}


@pytest.mark.parametrize("name", WORDS)
def test_the_register_says_it_in_the_words_of_the_rules(name: str) -> None:
    asked = [set(r.facts[name].choices) for r in duty_rules() if r.duty and name in r.facts and r.key.startswith("party.")]
    assert asked
    assert all(set(map(str, WORDS[name])) <= choices for choices in asked)


def test_a_profile_tells_whether_small_groups_are_needed(branch: Organisation) -> None:
    told = organisations.collect_branches(about(branch.pk, branch, "branch"), None, TODAY)[branch.pk]
    assert "needs_small_groups" not in told
    make_profile(branch, needs_groups=False)
    assert organisations.collect_branches(about(branch.pk, branch, "branch"), None, TODAY)[branch.pk]["needs_small_groups"] is False


# --- changes ------------------------------------------------------------------------------------------------------------------
CHANGED: dict[str, Callable[[Member, User], Any]] = {
    "dues_gift": lambda member, by: services.record_gift(
        member=member, on=TODAY, amount=Decimal(1000), forwarded_on=None, by=by, today=TODAY
    ),
    "rank_record": lambda member, by: services.note_ranks(members=[member], rank="county", starts_on=TODAY, by=by, today=TODAY),
    "dues_base": lambda member, by: services.set_base(
        member=member,
        starts_on=date(2023, 7, 1),
        payer="working",
        base=Decimal(5000),
        pay_changed_on=date(2023, 6, 20),
        waiver=Waiver.NONE,
        by=by,
    ),
    "dues_month": lambda member, by: services.excuse_dues(org=member.org, month=date(2023, 6, 1), members=[member], by=by, today=TODAY),
    "member": lambda member, by: services.note_absence(
        member,
        expected=1,
        away_since=date(2023, 1, 5),
        away_place="外地",
        abroad_since=None,
        abroad_for="",
        back_on=None,
        by=by,
        today=TODAY,
    ),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_change_of_these_records_makes_findings_stale(persons: ThreePersons, branch: Organisation, kind: str) -> None:
    assert any(kind in source.record_kinds for source in gathered(FactSource))
    member = make_member(branch)
    DutyMark.objects.all().delete()
    CHANGED[kind](member, persons.editor)
    assert list(DutyMark.objects.values_list("org", flat=True)) == [branch.pk]


def test_who_joins_a_task_force_makes_findings_stale(persons: ThreePersons, branch: Organisation) -> None:
    force = make_force(persons.tree.ningyang)
    DutyMark.objects.all().delete()
    joined = join_force(
        force, person=make_person(branch), name="", unit="", role="member", duty="", starts_on=force.founded_on, by=persons.editor
    )
    leave_force(joined, on=force.founded_on, by=persons.editor)
    assert DutyMark.objects.filter(org=persons.tree.ningyang).count() == 2
