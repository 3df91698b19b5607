"""程序: admission step by step and person by person; decisions without a meeting; talks that cover a branch; what voting leaves behind."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.activities import make_activity
from tests.factories.membership import make_member
from tests.factories.orglife import HELD, make_item, make_meeting, make_members, make_off_meeting, make_opinion, make_recusal, make_vote
from tests.factories.orgs import make_person
from tests.factories.registers import make_talk
from tongpin.domains.orglife.enums import ADMISSION_STEPS, MeetingKind
from tongpin.domains.orglife.facts.organisations import branch_facts, committee_facts
from tongpin.domains.orglife.facts.talks import branch_talks, leader_posts
from tongpin.domains.orglife.facts.votes import facts_of_votes
from tongpin.domains.orglife.models import OffMeetingDecision, Vote
from tongpin.domains.orglife.selectors.agenda import votes as all_votes
from tongpin.domains.orglife.selectors.completeness import shortfalls
from tongpin.domains.orglife.services import agenda, decisions, votes
from tongpin.domains.orglife.study_kinds import VOLUNTEERING
from tongpin.engines.rules.book import book
from tongpin.engines.rules.duty import DutyState, judge
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Post
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

TODAY = date(2024, 1, 15)
YEAR = Period.year(2023)
END = date(2023, 12, 31)
BALLOT = {
    "subject": "接收为预备党员",
    "method": "secret",
    "rule": "admission",
    "due": 7,
    "present": 7,
    "issued": 7,
    "returned": 7,
    "valid": 7,
    "yes": 7,
    "no": 0,
    "abstain": 0,
    "declared": "passed",
    "counters": "",
    "is_restricted": False,
}


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch, db: Any) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="branch_secretary", viewer_role="party_member")


def admission(persons: ThreePersons, steps: str = "") -> Any:
    make_members(persons.org, 7)
    meeting = make_meeting(persons.org, by=persons.editor, kind=MeetingKind.GENERAL)
    return make_item(meeting, topic="admission", title="讨论接收预备党员", follow_up="", steps_taken=steps)


def told(*rows: Vote) -> dict[str, Any]:
    return facts_of_votes(list(all_votes().filter(pk__in=[row.pk for row in rows])))[rows[0].pk]


def state(code: str, facts: dict[str, Any], day: date) -> DutyState:
    rule = next(rule for rule in book().rules.values() if rule.duty and rule.duty.code == code)
    return judge(rule, {name: facts[name] for name in rule.facts if facts.get(name) is not None}, day).state


def test_admission_is_voted_on_person_by_person(persons: ThreePersons) -> None:
    item = admission(persons, "、".join(ADMISSION_STEPS))
    first, second = make_person(persons.org), make_person(persons.org)
    with pytest.raises(Refused, match="逐人表决"):
        votes.record_vote(item, by=persons.editor, **BALLOT)
    one = votes.record_vote(item, by=persons.editor, **BALLOT, candidate=first)
    with pytest.raises(Refused, match="已有同一表决事项"):
        votes.record_vote(item, by=persons.editor, **BALLOT, candidate=second)
    other = votes.record_vote(item, by=persons.editor, **{**BALLOT, "subject": "接收另一人"}, candidate=second)
    facts = told(one, other)
    assert (facts["candidates"], facts["voted_one_by_one"], facts["agenda_missing"]) == (2, True, ())
    assert state("DEV-17", facts, HELD) is DutyState.DONE
    assert state("DEV-17a", facts, HELD) is DutyState.DONE


def test_what_was_voted_on_together_is_recorded_as_such_and_found(persons: ThreePersons) -> None:
    item = admission(persons, "本人汇报、介绍人介绍")
    with pytest.raises(Refused, match="不填表决对象"):
        votes.record_vote(item, by=persons.editor, **BALLOT, candidate=make_person(persons.org), candidates=2)
    one = votes.record_vote(item, by=persons.editor, **BALLOT, candidates=2)
    facts = told(one)
    assert (facts["candidates"], facts["voted_one_by_one"]) == (2, False)
    assert facts["agenda_missing"] == ("支委会报告审查情况", "与会党员讨论")
    assert state("DEV-17", facts, HELD) is DutyState.OVERDUE
    assert state("DEV-17a", facts, HELD) is DutyState.OVERDUE
    said = [one.text for one in shortfalls(item.meeting)]
    assert any("合并表决" in text for text in said)
    assert any("没有登记以下程序：支委会报告审查情况、与会党员讨论" in text for text in said)


def test_steps_not_entered_are_not_known(persons: ThreePersons) -> None:
    one = make_vote(admission(persons), candidate=make_person(persons.org))
    assert "agenda_missing" not in told(one)
    ordinary = make_vote(make_item(one.item.meeting, topic="other"))
    assert not {"candidates", "voted_one_by_one", "agenda_missing"} & told(ordinary).keys()


def test_a_vote_names_one_candidate_or_says_how_many(persons: ThreePersons) -> None:
    one = make_vote(admission(persons), candidate=make_person(persons.org))
    for wrong in ({"candidates": 0}, {"candidates": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.filter(pk=one.pk).update(**wrong)
    again = Vote(org=one.org, item=one.item, candidate=one.candidate, **{**BALLOT, "subject": "再次"})
    with pytest.raises(ValidationError, match="对此人的表决已经登记"):
        again.full_clean()


def test_the_page_asks_steps_and_whom_the_vote_is_about(persons: ThreePersons, client: Client) -> None:
    item = admission(persons)
    person = make_person(persons.org, "申请人甲")
    client.force_login(persons.editor)
    sent = {"number": 1, "title": item.title, "topic": "admission", "steps_taken": list(ADMISSION_STEPS[:3]), "version": 1}
    page = client.post(reverse("orglife:item_edit", args=[item.pk]), sent, follow=True).content.decode()
    assert "本人汇报、介绍人介绍、支委会报告审查情况" in page
    ballot = {name: value for name, value in BALLOT.items() if value is not False} | {"candidates": 1}
    new = reverse("orglife:vote_new", args=[item.pk])
    assert "逐人表决，请选择表决对象" in client.post(new, ballot).content.decode()
    page = client.post(new, {**ballot, "candidate": person.pk}, follow=True).content.decode()
    assert "申请人甲" in page


def committee(persons: ThreePersons, as_of: date = END) -> dict[str, Any]:
    subject = Subject(kind="branch_committee", pk=persons.org.pk, org_id=persons.org.pk, title="")
    return dict(committee_facts([subject], None, as_of)[persons.org.pk])


def test_a_decision_without_a_meeting_stays_one_until_a_meeting_took_it_up(persons: ThreePersons) -> None:
    fields = {"title": "追加采购", "decided_on": date(2023, 11, 1), "way": "secretary", "decided_by": "书记", "reason": "时间紧急"}
    with pytest.raises(Refused, match="还没有到"):
        decisions.record_decision(org=persons.org, by=persons.editor, today=TODAY, **{**fields, "decided_on": date(2024, 1, 16)})
    made = decisions.record_decision(org=persons.org, by=persons.editor, today=TODAY, **fields)
    assert committee(persons)["decisions_without_meeting"] == 1
    assert committee(persons, date(2023, 10, 31))["decisions_without_meeting"] == 0
    make_members(persons.org, 3)
    early = make_item(make_meeting(persons.org, by=persons.editor, kind=MeetingKind.COMMITTEE, day=date(2023, 10, 1)))
    with pytest.raises(Refused, match="决定日期当日或以后"):
        decisions.take_up(made, by=persons.editor, expected=1, item=early)
    item = make_item(make_meeting(persons.org, by=persons.editor, kind=MeetingKind.COMMITTEE))
    decisions.take_up(made, by=persons.editor, expected=1, item=item)
    assert committee(persons)["decisions_without_meeting"] == 0
    assert committee(persons, date(2023, 11, 19))["decisions_without_meeting"] == 1
    with pytest.raises(Refused, match="晚于补开会议"):
        decisions.correct_decision(made, by=persons.editor, today=TODAY, expected=2, **{**fields, "decided_on": date(2023, 12, 1)})


def test_decisions_of_the_committee_have_opinions_or_a_vote(persons: ThreePersons) -> None:
    people = make_members(persons.org, 3)
    meeting = make_meeting(persons.org, by=persons.editor, kind=MeetingKind.COMMITTEE)
    make_item(meeting, topic="study", decision="学习")
    items = [make_item(meeting, topic="other", decision=f"同意{number}") for number in range(3)]
    assert committee(persons)["decisions_without_vote_record"] == 3
    make_opinion(items[0], people[0])
    make_vote(items[1])
    assert committee(persons)["decisions_without_vote_record"] == 1


def test_a_decision_says_why_and_stands_once(persons: ThreePersons) -> None:
    one = make_off_meeting(persons.org)
    with pytest.raises(IntegrityError), transaction.atomic():
        OffMeetingDecision.objects.filter(pk=one.pk).update(reason="")
    again = OffMeetingDecision(org=one.org, title=one.title, decided_on=one.decided_on, way="other", decided_by="书记", reason="急")
    with pytest.raises(ValidationError, match="已经登记"):
        again.full_clean()


def test_the_pages_of_decisions(persons: ThreePersons, client: Client) -> None:
    one = make_off_meeting(persons.org, title="追加采购")
    make_members(persons.org, 3)
    item = make_item(make_meeting(persons.org, by=persons.editor, title="十一月党组会"))
    page = reverse("orglife:off_meeting_decision", args=[one.pk])
    client.force_login(persons.editor)
    assert "没有会议记录" in client.get(page).content.decode()
    up = reverse("orglife:off_meeting_taken_up", args=[one.pk])
    listed = reverse("orglife:off_meeting_decisions")
    assert "追加采购" in client.get(listed, {"org": persons.org.code, "waiting": "true"}).content.decode()
    assert "追加采购" not in client.get(listed, {"org": persons.org.code, "waiting": "false"}).content.decode()
    assert "十一月党组会" in client.get(up).content.decode()
    assert "已补开会议研究" in client.post(up, {"item": item.pk, "version": 1}, follow=True).content.decode()
    client.force_login(persons.viewer)
    assert client.get(page).status_code == 200
    assert client.get(up).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404


def test_talks_cover_a_branch_by_day_and_pair(persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    members = [make_member(branch, name) for name in ("甲", "乙", "丙")]
    people = [member.person for member in members]
    subject = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title="")
    make_talk(branch, talker=people[0], talked_to=people[1], on=date(2023, 6, 1))
    make_talk(branch, talker=people[0], talked_to=people[2], on=date(2022, 6, 1))
    make_talk(branch, talker=people[0], talked_to=people[2], on=date(2023, 6, 1), kind="integrity")
    found = branch_talks([subject], YEAR, END)[branch.pk]
    assert found["members_without_member_talk"] == ("丙",)
    assert set(found["members_without_committee_talk"]) == {"甲", "乙", "丙"}
    assert found["committee_pairs_without_talk"] == ()
    assert not branch_talks([Subject(kind="branch", pk=persons.tree.dongping.pk, org_id=persons.tree.dongping.pk, title="")], YEAR, END)


def test_who_heads_a_party_group(persons: ThreePersons) -> None:
    chief, deputy = make_person(persons.org), make_person(persons.org)
    for person, title in ((chief, "党组书记"), (deputy, "党组副书记")):
        Post.objects.create(person=person, org=persons.org, title=title, starts_on=date(2020, 1, 1))
    subjects = [Subject(kind="leader", pk=one.pk, org_id=persons.org.pk, title="") for one in (chief, deputy)]
    found = leader_posts(subjects, YEAR, END)
    assert (found[chief.pk]["is_chief_secretary"], found[deputy.pk]["is_chief_secretary"]) == (True, False)
    assert not leader_posts(subjects, YEAR, date(2019, 1, 1))[chief.pk]["is_chief_secretary"]


def test_volunteering_counts_and_somebody_confirms_it(persons: ThreePersons) -> None:
    given = {"kind": VOLUNTEERING, "kind_title": "志愿服务", "area": "party", "day": HELD}
    make_activity(persons.org, **given)
    make_activity(persons.org, **given, outcomes={"confirmed_by": "社区"})
    subject = Subject(kind="branch", pk=persons.org.pk, org_id=persons.org.pk, title="")
    found = branch_facts([subject], YEAR, END)[persons.org.pk]
    assert (found["volunteer_events"], found["unconfirmed_volunteer_records"]) == (2, 1)


def test_a_round_of_views_is_entered_at_once_the_leader_last(persons: ThreePersons, client: Client) -> None:
    leader, second, third, away = make_members(persons.org, 4)
    Post.objects.filter(person=leader).update(is_lead=True)
    meeting = make_meeting(persons.org, by=persons.editor, absent={away.pk: "出差"})
    item = make_item(meeting, topic="decision", title="审议任务清单")
    make_recusal(item, third)
    client.force_login(persons.editor)
    page = reverse("orglife:opinions_new", args=[item.pk])
    assert page in client.get(reverse("orglife:item", args=[item.pk])).content.decode()
    text = client.get(page).content.decode()
    names = re.findall(r"<legend>([^<]*)</legend>", text)
    assert names == [second.name, leader.name, f"{away.name}（缺席，填会前提出的书面意见）"]
    assert "还没有填写任何人的意见" in client.post(page, {"sent": "1"}).content.decode()
    said = {f"position_{second.pk}": "1", f"stance_{second.pk}": "agree", f"position_{leader.pk}": "2", f"stance_{leader.pk}": "agree"}
    client.post(page, {**said, f"text_{away.pk}": "书面同意"})
    rows = [(one.person, one.position, one.stance, one.is_written) for one in item.opinions.all()]
    assert rows == [(second, 1, "agree", False), (leader, 2, "agree", False), (away, None, "", True)]
    shown = client.get(reverse("orglife:item", args=[item.pk])).content.decode()
    assert page not in shown and reverse("orglife:opinion_new", args=[item.pk]) in shown


def test_two_who_speak_at_one_place_are_refused_together(persons: ThreePersons, client: Client) -> None:
    people = make_members(persons.org, 2)
    item = make_item(make_meeting(persons.org, by=persons.editor), topic="decision")
    client.force_login(persons.editor)
    said = {f"{name}_{one.pk}": value for one in people for name, value in (("position", "1"), ("stance", "agree"))}
    answer = client.post(reverse("orglife:opinions_new", args=[item.pk]), said)
    assert "这个发言顺序已有人" in answer.content.decode() and not item.opinions.exists()


def test_the_trail_of_an_item_names_its_class(persons: ThreePersons) -> None:
    make_members(persons.org, 2)
    meeting = make_meeting(persons.org, by=persons.editor)
    values = {"number": 1, "title": "任免", "topic": "personnel", "reporter": "", "materials": "", "discussion": "", "decision": ""}
    item = agenda.add_item(meeting, by=persons.editor, **values, follow_up="", follow_up_by="", follow_up_due=None)
    after = AuditEvent.objects.get(verb="meeting_item.entered", subject_pk=item.pk).after
    assert after["topic_title"] == "干部任免" and "topic" not in after
