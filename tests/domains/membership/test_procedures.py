"""组织程序: only ever proposed; a person starts, dismisses or defers; only a confirmed decision changes the register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.access.matrix import text_in
from tests.factories.access import ThreePersons, three_persons
from tests.factories.cadres import make_correction, make_help, make_lost_member, make_procedure, make_procedure_step
from tests.factories.membership import make_dues_month, make_member
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.cadres import procedures_to_consider
from tongpin.domains.membership.facts.upkeep import collect_corrections
from tongpin.domains.membership.models import Member, Procedure, ProposalAnswer
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject

TODAY = date(2026, 7, 15)
CANARY = "密语金丝雀"

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


def register() -> list[tuple[Any, ...]]:
    """The register as it stands: who is where, in which standing, gone or not."""
    names = ("pk", "org_id", "standing", "joined_on", "full_since", "left_on", "left_for", "left_to", "rights_reason")
    return list(Member.objects.order_by("pk").values_list(*names))


def proposed(branch: Organisation, today: date = TODAY) -> list[tuple[str, str, str]]:
    return [(p.member.person.name, p.kind.label, p.code) for p in selectors.proposals([branch.pk], today)]


def cases(branch: Organisation) -> dict[str, Member]:
    """One member for each rule that proposes."""
    paid = make_member(branch, "常交")
    unpaid = make_member(branch, "欠交")
    for month in range(1, 7):
        make_dues_month(paid, month=date(2026, month, 1), paid_on=date(2026, month, 10))
    found = {
        "lost": make_lost_member(branch, "失联", last_contact_on=date(2026, 1, 15)),
        "away": make_member(branch, "外出", away_since=date(2025, 12, 1), away_place="济南"),
        "abroad": make_member(branch, "留学", abroad_since=date(2021, 3, 1), abroad_for="study"),
        "unpaid": unpaid,
        "unchanged": make_member(branch, "未改"),
    }
    make_correction(
        found["unchanged"], placed_on=date(2025, 9, 1), until=date(2026, 3, 1), outcome="unchanged", settled_on=date(2026, 3, 5)
    )
    for month in range(1, 7):
        for other in ("lost", "away", "abroad", "unchanged"):
            make_dues_month(found[other], month=date(2026, month, 1), paid_on=date(2026, month, 10))
    return found


def test_every_rule_proposes_and_none_ever_sets(persons: ThreePersons, branch: Organisation) -> None:
    cases(branch)
    before = register()
    assert sorted(proposed(branch)) == [
        ("外出", "组织关系转接", "EDU-06"),
        ("失联", "停止党籍", "EDU-10"),
        ("未改", "劝退", "EDU-14a"),
        ("欠交", "按自行脱党除名", "EDU-12"),
        ("留学", "停止党籍", "EDU-11"),
    ]
    todo = procedures_to_consider(look_as(RequestFactory().get("/"), persons.editor))
    assert [t.reason for t in todo] == ["有5项建议需要研究是否启动程序。"]
    assert proposed(branch, date(2036, 7, 15)) and register() == before and not Procedure.objects.exists()


def test_two_rules_that_propose_the_same_are_shown_and_answered_once(client: Client, persons: ThreePersons, branch: Organisation) -> None:
    unpaid = cases(branch)["unpaid"]
    (one,) = [p for p in selectors.proposals([branch.pk], TODAY) if p.member == unpaid]
    assert [rule.code for rule in one.every] == ["EDU-12", "DUES-08"]
    client.force_login(persons.editor)
    listed = client.get(reverse("membership:proposals")).content.decode()
    assert listed.count("按自行脱党除名") == 1 and "（EDU-12）" in listed and "（DUES-08）" in listed
    assert "到上月末已连续6个月没有交纳党费" in listed
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    services.dismiss_proposal(member=unpaid, code="DUES-08", reason="核实为系统外交纳", **act)
    assert not [p for p in selectors.proposals([branch.pk], TODAY) if p.member == unpaid], "neither rule brings it back"
    listed = client.get(reverse("membership:proposals")).content.decode()
    assert "DUES-08、EDU-12" in listed and listed.count("核实为系统外交纳") == 1


def test_a_proposal_started_on_two_rules_names_both_as_grounds(persons: ThreePersons, branch: Organisation) -> None:
    unpaid = cases(branch)["unpaid"]
    started = services.start_proposed(member=unpaid, code="EDU-12", began_on=TODAY, by=persons.editor, today=TODAY)
    grounds = started.grounds.reveal()
    assert started.rule_code == "EDU-12" and "党费收缴" in grounds and "党员教育管理工作条例" in grounds


def test_a_proposal_says_why_and_by_which_article(branch: Organisation) -> None:
    make_lost_member(branch, "失联", last_contact_on=date(2026, 1, 15))
    (one,) = [p for p in selectors.proposals([branch.pk], TODAY) if p.code == "EDU-10"]
    assert one.reason.startswith("最后联系日期为2026年1月15日，到2026年7月15日已满六个月")
    assert "《中国共产党党员教育管理工作条例》第二十四条" in one.citation
    assert proposed(branch, date(2026, 7, 14)) == []


def test_start_dismiss_and_defer_change_nothing_in_the_register(persons: ThreePersons, branch: Organisation) -> None:
    found = cases(branch)
    before = register()
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    started = services.start_proposed(member=found["lost"], code="EDU-10", began_on=TODAY, **act)
    assert (started.kind, started.rule_code, started.state) == ("suspension", "EDU-10", "open")
    services.dismiss_proposal(member=found["away"], code="EDU-06", reason=CANARY, **act)
    services.defer_proposal(member=found["abroad"], code="EDU-11", until=date(2026, 9, 1), reason=CANARY, **act)
    assert sorted(code for _, _, code in proposed(branch)) == ["EDU-12", "EDU-14a"]
    assert ("留学", "停止党籍", "EDU-11") in proposed(branch, date(2026, 9, 1))
    assert not any(code == "EDU-06" for _, _, code in proposed(branch, date(2026, 9, 1)))
    for member, code in (("lost", "EDU-10"), ("away", "EDU-06")):
        with pytest.raises(Refused, match="已经处理"):
            services.dismiss_proposal(member=found[member], code=code, reason="再次", **act)
    with pytest.raises(Refused, match="须晚于今天"):
        services.defer_proposal(member=found["unpaid"], code="DUES-08", until=TODAY, reason="等等", **act)
    with pytest.raises(Refused, match="已有办理中的程序"):
        services.start_procedure(member=found["lost"], kind="removal", began_on=TODAY, grounds="", **act)
    Member.objects.filter(pk=found["away"].pk).update(away_since=date(2026, 1, 1))
    assert ("外出", "组织关系转接", "EDU-06") in proposed(branch)
    assert [row[5:] for row in register()] == [row[5:] for row in before]


def test_only_the_confirmed_decision_changes_the_register(persons: ThreePersons, branch: Organisation) -> None:
    member = make_lost_member(branch, "失联", last_contact_on=date(2026, 1, 15))
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    procedure = services.start_procedure(member=member, kind="suspension", began_on=date(2026, 7, 1), grounds=CANARY, **act)
    decision = {
        "decided_by": "机关党支部",
        "decided_on": date(2026, 7, 10),
        "document": "宁科党〔2026〕3号",
        "effective_on": date(2026, 7, 12),
    }
    before = register()
    with pytest.raises(Refused, match="尚未登记第1步“查找并核实情况”，不能确认决定。"):
        services.confirm_procedure(procedure, expected=1, **decision, **act)
    with pytest.raises(Refused, match="尚未登记第1步“查找并核实情况”，不能登记第3步“党员大会讨论”。"):
        services.record_procedure_step(procedure, number=3, on=date(2026, 7, 2), **act)
    for number in (1, 2, 3, 4):
        fresh = selectors.procedures().get(pk=procedure.pk)
        services.record_procedure_step(fresh, number=number, on=date(2026, 7, 2 + number), note=CANARY, **act)
    with pytest.raises(Refused, match="已经登记"):
        services.record_procedure_step(selectors.procedures().get(pk=procedure.pk), number=1, on=TODAY, **act)
    assert register() == before
    fresh = selectors.procedures().get(pk=procedure.pk)
    with pytest.raises(Refused, match="决定日期早于启动日期"):
        services.confirm_procedure(fresh, expected=1, **{**decision, "decided_on": date(2026, 6, 30)}, **act)
    services.confirm_procedure(selectors.procedures().get(pk=procedure.pk), expected=1, **decision, **act)
    member.refresh_from_db()
    assert (member.left_on, member.left_for) == (date(2026, 7, 12), "suspended")
    assert proposed(branch, date(2028, 7, 11)) == []
    assert proposed(branch, date(2028, 7, 12)) == [("失联", "按自行脱党除名", "EDU-10")]
    restored = services.start_procedure(member=member, kind="restoration", began_on=date(2026, 7, 13), grounds="已取得联系", **act)
    for number in (1, 2, 3, 4):
        services.record_procedure_step(selectors.procedures().get(pk=restored.pk), number=number, on=date(2026, 7, 13), **act)
    again = {**decision, "decided_on": date(2026, 7, 14), "effective_on": date(2026, 7, 14)}
    services.confirm_procedure(selectors.procedures().get(pk=restored.pk), expected=1, **again, **act)
    back = Member.objects.get(person=member.person, left_on__isnull=True)
    assert (back.standing, back.joined_on, back.full_since, back.arrived_on) == (
        member.standing,
        member.joined_on,
        member.full_since,
        date(2026, 7, 14),
    )


def test_a_transfer_is_answered_for_until_the_receipt(persons: ThreePersons, branch: Organisation) -> None:
    member = make_member(branch, "转接")
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    with pytest.raises(Refused, match="没有转出"):
        services.note_receipt(member, expected=1, on=TODAY, **act)
    procedure = make_procedure(member, began_on=date(2026, 7, 1))
    for number in (1, 2):
        make_procedure_step(procedure, number, on=date(2026, 7, 2))
    decision = {"decided_by": "机关党支部", "decided_on": date(2026, 7, 2), "document": "介绍信1号", "effective_on": date(2026, 7, 3)}
    services.confirm_procedure(selectors.procedures().get(pk=procedure.pk), expected=1, **decision, **act)
    member.refresh_from_db()
    assert (member.left_for, member.left_to) == ("transferred", "东平县科学技术局党支部")
    with pytest.raises(Refused, match="早于转出日期"):
        services.note_receipt(member, expected=member.version, on=date(2026, 7, 2), **act)
    services.note_receipt(member, expected=member.version, on=date(2026, 7, 9), **act)
    ended = services.start_procedure(member=make_member(branch), kind="withdrawal", began_on=TODAY, grounds="本人申请", **act)
    services.end_procedure(ended, expected=1, on=TODAY, reason=CANARY, **act)
    assert Member.objects.filter(left_on__isnull=True).count() == 1
    with pytest.raises(Refused, match="离开本组织"):
        services.start_procedure(member=member, kind="suspension", began_on=TODAY, grounds="", **act)


def test_a_correction_from_its_day_to_its_conclusion(persons: ThreePersons, branch: Organisation) -> None:
    member = make_member(branch, "改正")
    act: dict[str, Any] = {"by": persons.editor, "today": TODAY}
    words = {"placed_on": date(2026, 1, 15), "until": date(2026, 7, 10), "decided_by": "机关党支部", "ground": CANARY}
    measure = services.place_correction(member=member, **words, **act)
    with pytest.raises(Refused, match="还没有结论"):
        services.place_correction(member=member, **words, **act)
    with pytest.raises(Refused, match="日期早于限期改正起始日期"):
        services.note_help(measure, on=date(2026, 1, 1), note=CANARY, **act)
    services.note_help(measure, on=date(2026, 2, 1), note=CANARY, **act)
    subject = Subject(kind="member", pk=member.person_id, org_id=branch.pk, title="")
    told = collect_corrections([subject], None, TODAY)[member.person_id]
    assert told == {"correction_from": date(2026, 1, 15), "correction_until": date(2026, 7, 10), "help_measures": 1}
    with pytest.raises(Refused, match="才期满"):
        services.settle_correction(measure, expected=1, outcome="unchanged", on=date(2026, 7, 1), **act)
    settled = services.settle_correction(measure, expected=1, outcome="unchanged", on=date(2026, 7, 12), **act)
    assert collect_corrections([subject], None, TODAY)[member.person_id]["correction_result"] == "没有改正"
    with pytest.raises(Refused, match="已有结论"):
        services.note_help(settled, on=TODAY, note="再帮", **act)
    assert ("改正", "劝退", "EDU-14a") in proposed(branch)
    member.refresh_from_db()
    assert member.left_on is None


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("须填作出决定的党组织", {"state": "confirmed"}),
    ("没有确认的程序不填", {"decided_on": TODAY}),
    ("终止的程序须填终止日期", {"state": "ended"}),
]


@pytest.mark.parametrize(("said", "values"), WRONG)
def test_the_database_refuses_a_procedure(branch: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_procedure(make_member(branch), **values)
    procedure = make_procedure(make_member(branch))
    make_procedure_step(procedure)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_procedure_step(procedure)
    for name, value in values.items():
        setattr(procedure, name, value)
    with pytest.raises(Refused, match=said):
        check(procedure)


def test_the_database_refuses_a_correction(branch: Organisation) -> None:
    member = make_member(branch)
    for answer in ({"answer": "deferred"}, {"answer": "dismissed", "until": date(2026, 8, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProposalAnswer.objects.create(org=branch, member=member, rule_code="EDU-10", anchor=TODAY, on=TODAY, **answer)
    for values in ({"until": date(2023, 3, 1)}, {"outcome": "corrected"}, {"settled_on": date(2023, 4, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_correction(make_member(branch), **values)


def test_pages_with_three_persons_and_nothing_leaves_them(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    lost = make_lost_member(branch, "失联人", last_contact_on=date(2026, 1, 15))
    procedure = services.start_procedure(
        member=make_member(branch, f"李{CANARY}"), kind="persuasion", began_on=TODAY, grounds=CANARY, by=persons.editor, today=TODAY
    )
    measure = make_correction(make_member(branch, f"王{CANARY}"), ground=CANARY)
    make_help(measure, note=CANARY)
    addresses = [
        reverse("membership:procedure", args=[procedure.pk]),
        reverse("membership:correction", args=[measure.pk]),
        reverse("membership:proposal_start", args=[lost.pk, "EDU-10"]),
    ]
    for viewer in (persons.viewer, persons.stranger):
        client.force_login(viewer)
        assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(persons.editor)
    listed = client.get(reverse("membership:proposals")).content.decode()
    assert "失联人" in listed and "第二十四条" in listed and "停止党籍" in listed
    assert all(CANARY in client.get(address).content.decode() for address in addresses[:2])
    assert client.get(reverse("membership:proposal_start", args=[lost.pk, "EDU-11"])).status_code == 404
    answer = client.post(reverse("membership:proposal_dismiss", args=[lost.pk, "EDU-10"]), {"reason": CANARY})
    assert answer.status_code == 302
    assert "不予启动" in client.get(reverse("membership:proposals")).content.decode()
    for name in ("procedures", "corrections"):
        assert CANARY in client.get(reverse(f"membership:{name}")).content.decode()
        for leaving in ("export=xlsx", "print=1"):
            sent = client.get(f"{reverse(f'membership:{name}')}?{leaving}")
            assert CANARY not in text_in(b"".join(sent.streaming_content) if sent.streaming else sent.content)
    kept = AuditEvent.objects.values_list("verb", "subject_title", "before_text", "after_text", "detail_text")
    trail = "".join(map(str, kept))
    assert CANARY not in trail and "proposal.answered" in trail
    lost.refresh_from_db()
    assert lost.left_on is None
