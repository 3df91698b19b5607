"""Pages of duties for three persons; what concerns one person is shown to those who may see it and to that person."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.duties import MEETING, MEETINGS, Told, make_branch
from tests.factories.orgs import OrgTree, make_person
from tongpin.engines.duties.desk import calendar_entries, reminders
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption, Finding, StatedFact
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors import findings
from tongpin.engines.duties.selectors.gathering import concerns_persons
from tongpin.engines.duties.services import judge_again
from tongpin.foundation.access.selectors import holders
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import gathered, install
from tongpin.kernel.obligations import DutyAction, DutySubject, FactSource, Subject

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _first_of_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DAY.isoformat())


@pytest.fixture
def judged(records: Told, tree: OrgTree, branch: Organisation) -> Finding:
    """The overdue second quarter of the branch, which is too large besides."""
    records.meetings.append((branch.pk, date(2026, 2, 3)))
    records.members[branch.pk] = 53
    judge_again(tree.ningyang, today=DAY)
    return findings().get(rule_key=MEETINGS, window="2026-Q2")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def secretary(branch: Organisation) -> User:
    return make_user(roles=[("branch_secretary", branch)], display_name="支部书记")


@pytest.fixture
def stranger(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.dongping)], display_name="东平党务干部")


def asked(client: Client, name: str, *args: Any, **query: str) -> Any:
    return client.get(reverse(name, args=args), query)


ClientOf = Callable[[User], Client]


def test_the_matrix_tells_the_year_with_its_reasons(judged: Finding, branch: Organisation, secretary: User, client_of: ClientOf) -> None:
    text = asked(client_of(secretary), "duties:matrix", period="2026").content.decode()
    assert "逾期" in text and "本季度召开党员大会0次" in text and "未开始" in text and "不符合" in text
    earlier = asked(client_of(secretary), "duties:matrix", period="2026", as_of="2026-06-20").content.decode()
    assert "临期" in earlier and "截至 2026-06-20" in earlier and "本周到期" in earlier


def test_a_branch_is_nobody_elses(judged: Finding, branch: Organisation, stranger: User, client_of: ClientOf) -> None:
    client = client_of(stranger)
    for name, args in (("duties:matrix", ()), ("duties:heat", ()), ("duties:findings", ()), ("duties:rules", ())):
        assert asked(client, name, *args, org=branch.code).status_code == 404
    assert asked(client, "duties:finding", judged.pk).status_code == 404
    assert asked(client, "duties:state", judged.pk).status_code == 404


def test_the_table_of_all_branches(judged: Finding, tree: OrgTree, clerk: User, client_of: ClientOf) -> None:
    client = client_of(clerk)
    text = asked(client, "duties:heat", period="2026").content.decode()
    assert "机关支部" in text and "LIFE-01" in text and "1/3" in text
    assert "没有符合条件" in asked(client, "duties:heat", period="2026", state="soon").content.decode()
    assert "打印人" in asked(client, "duties:heat", period="2026", print="1").content.decode()
    export = asked(client, "duties:heat", period="2026", export="xlsx")
    with zipfile.ZipFile(BytesIO(b"".join(export.streaming_content))) as book:
        words = "".join(book.read(name).decode() for name in book.namelist())
    assert "逾期 1；未到期 1；已完成 1" in words and "本季度召开党员大会0次" in words


@pytest.mark.parametrize("name", ["duties:heat", "duties:findings"])
def test_a_page_asks_no_more_for_more_branches(
    judged: Finding, records: Told, tree: OrgTree, clerk: User, client_of: ClientOf, name: str
) -> None:
    client = client_of(clerk)
    counts = []
    for number in (19, 181):
        for _ in range(number):
            make_branch(tree.ningyang)
        judge_again(tree.ningyang, today=DAY)
        asked(client, name, period="2026")
        with CaptureQueriesContext(connection) as queries:
            assert asked(client, name, period="2026").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_a_finding_shows_facts_way_history_and_the_next_step(
    judged: Finding, records: Told, tree: OrgTree, branch: Organisation, secretary: User, client_of: ClientOf
) -> None:
    def draft(subject: Subject, window: Any) -> str:
        return f"/draft/{subject.pk}/{window}/"

    own = [one for one in gathered(FactSource) if one.record_kinds == (MEETING,)]
    install("tests.duties", [*own, DutyAction(codes=("LIFE-01",), title="起草通知", permission=DutyPermission.STATE, url=draft)])
    client = client_of(secretary)
    text = asked(client, "duties:finding", judged.pk).content.decode()
    assert "提醒：本季度召开党员大会0次" in text and "第十一条" in text and "研判过程" in text
    assert f"/draft/{branch.pk}/2026-Q2/" in text
    records.meetings.append((branch.pk, date(2026, 6, 30)))
    judge_again(tree.ningyang, today=DAY)
    later = asked(client, "duties:finding", judged.pk).content.decode()
    assert "本季度召开党员大会1次" in later and "本季度召开党员大会0次" in later
    assert "/draft/" not in later


def test_facts_are_stated_where_no_record_tells_them(
    judged: Finding, records: Told, branch: Organisation, secretary: User, client_of: ClientOf
) -> None:
    client = client_of(secretary)
    assert asked(client, "duties:state", judged.pk).status_code == 404, "records tell this fact"
    own = [one for one in gathered(FactSource) if one.record_kinds == (MEETING,)]
    install("tests.duties", [replace(one, facts=(), collect=lambda *_: {}) for one in own])
    page = asked(client, "duties:state", judged.pk)
    assert page.status_code == 200
    address = reverse("duties:state", args=[judged.pk])
    empty = client.post(address, {"holds_from": "2026-04-01", "basis": "会议记录"})
    assert "至少填写一项" in empty.content.decode() and not StatedFact.objects.exists()
    sent = client.post(address, {"fact_general_meetings_held": "1", "holds_from": "2026-04-01", "basis": "会议记录", "evidence": "记录本"})
    assert sent.status_code == 302
    row = StatedFact.objects.get()
    assert (row.value, row.window, row.evidence_title) == ("1", "2026-Q2", "记录本")
    assert "认定事实" in asked(client, "duties:finding", judged.pk).content.decode()


def test_rules_are_taken_up_changed_and_ended_on_their_page(
    records: Told, tree: OrgTree, clerk: User, secretary: User, client_of: ClientOf
) -> None:
    client = client_of(clerk)
    assert "LIFE-01" in asked(client, "duties:rules").content.decode()
    assert "党员大会" in asked(client, "duties:rules", q="LIFE-01 季度").content.decode()
    sent = client.post(
        reverse("duties:adopt", args=["LIFE-01"]),
        {"choice": Choice.KEEP, "parameter_least": "2", "effective_from": "2026-04-01", "basis": "县委办〔2026〕3号"},
    )
    assert sent.status_code == 302
    own = Adoption.objects.get()
    assert (own.org, own.parameters, own.choice) == (tree.ningyang, {"least": "2"}, Choice.KEEP)
    text = asked(client, "duties:rule", "LIFE-01").content.decode()
    assert "县委办〔2026〕3号" in text and "每季度最少次数 2次" in text and "{least}" not in text
    moved = client.post(reverse("duties:move", args=["LIFE-01"]), {"window": "2026-Q1", "due_on": "2026-04-15", "basis": "上级通知"})
    assert moved.status_code == 302
    changed = client.post(
        reverse("duties:change", args=[own.pk]), {"parameter_least": "3", "basis": "更正文号", "version": str(own.version)}
    )
    assert changed.status_code == 302
    own.refresh_from_db()
    assert own.parameters == {"least": "3"} and own.basis == "更正文号"
    stale = client.post(reverse("duties:end", args=[own.pk]), {"effective_to": "2026-07-01", "version": "1"})
    assert "已被他人修改" in stale.content.decode()
    ended = client.post(reverse("duties:end", args=[own.pk]), {"effective_to": "2026-07-01", "version": str(own.version)})
    assert ended.status_code == 302
    only_sees = client_of(secretary)
    assert asked(only_sees, "duties:adopt", "LIFE-01").status_code == 404
    assert asked(only_sees, "duties:rule", "LIFE-01").status_code == 200
    assert asked(only_sees, "duties:rule", "NO-99").status_code == 404


def personal_finding(org: Organisation, person: Any) -> Finding:
    subject = {"subject_kind": "member", "subject_pk": person.pk, "subject_title": person.name, "person_pk": person.pk}
    return Finding.objects.create(
        org=org,
        rule_key=MEETINGS,
        rule_code="LIFE-01",
        rule_title="党员大会",
        window="",
        due_on=date(2026, 6, 30),
        state="overdue",
        outcome="not_met",
        word="逾期",
        reason="不便外传的理由",
        is_personal=True,
        as_of=DAY,
        found_at="2026-07-01T00:00:00Z",
        **subject,
    )


def test_what_concerns_one_person_is_theirs_and_of_few(
    records: Told, tree: OrgTree, branch: Organisation, secretary: User, clerk: User, client_of: ClientOf
) -> None:
    member = make_user(roles=[("party_member", branch)], display_name="党员甲")
    other = make_user(roles=[("party_member", branch)], display_name="党员乙")
    director = make_user(roles=[("director", tree.ningyang)], display_name="局长")
    found = personal_finding(branch, make_person(branch, "党员甲", user=member))
    people = (member, other, director, secretary, clerk)
    seen = {user.display_name: asked(client_of(user), "duties:finding", found.pk).status_code for user in people}
    assert seen == {"党员甲": 200, "党员乙": 404, "局长": 404, "支部书记": 200, "党务干部": 200}
    for name in ("duties:findings", "duties:heat", "duties:matrix"):
        text = asked(client_of(director), name, org=branch.code, period="2026").content.decode()
        assert "不便外传的理由" not in text
    assert "不便外传的理由" in asked(client_of(clerk), "duties:findings", org=branch.code).content.decode()
    assert "党员大会" in asked(client_of(member), "duties:mine").content.decode()
    assert "没有涉及您本人" in asked(client_of(other), "duties:mine").content.decode()


def test_reminders_go_to_the_nearest_first_and_say_nothing_of_a_person(
    judged: Finding, tree: OrgTree, branch: Organisation, secretary: User, clerk: User
) -> None:
    due = [one for one in reminders(DAY) if one.url.endswith(f"/{judged.pk}/")]
    assert [(one.user_id, one.step) for one in due] == [(secretary.pk, 1), (clerk.pk, 2)]
    assert {one.due_on for one in due} == {date(2026, 6, 30)}
    member = make_user(roles=[("party_member", branch)])
    own = personal_finding(branch, make_person(branch, "党员甲", user=member))
    about = [one for one in reminders(DAY) if one.url.endswith(f"/{own.pk}/")]
    assert about[0].user_id == member.pk
    assert not any("不便外传" in one.title or "党员甲" in one.title for one in about)


def test_holders_are_named_nearest_first(tree: OrgTree, branch: Organisation, secretary: User, clerk: User, stranger: User) -> None:
    assert holders(DutyPermission.STATE, [branch.pk]) == {branch.pk: [secretary.pk, clerk.pk]}


def test_the_desk_says_what_is_due(
    judged: Finding, records: Told, tree: OrgTree, clerk: User, secretary: User, client_of: ClientOf
) -> None:
    text = asked(client_of(clerk), "desk:home", period="2026").content.decode()
    assert "应尽事项" in text and "逾期或不符合" in text
    rows = client_of(secretary).get(reverse("desk:todo")).content.decode()
    assert "机关支部：党员大会一般每季度召开一次" in rows
    for _ in range(4):
        make_branch(tree.ningyang)
    judge_again(tree.ningyang, today=DAY)
    many = client_of(clerk).get(reverse("desk:todo")).content.decode()
    assert "机关支部：2 项逾期或不符合" in many


def test_the_calendar_and_the_organisations_page_show_what_is_open(
    judged: Finding, tree: OrgTree, branch: Organisation, clerk: User, client_of: ClientOf
) -> None:
    client = client_of(clerk)
    page = asked(client, "orgs:organisation", branch.pk).content.decode()
    assert "本季度召开党员大会0次" in page and "不便外传" not in page
    request = type("Request", (), {"user": clerk})()
    held = list(calendar_entries(request, date(2026, 6, 1), date(2026, 7, 1)))
    assert [(one.day, one.title) for one in held] == [(date(2026, 6, 30), "机关支部：党员大会一般每季度召开一次")]
    make_branch(tree.ningyang)
    judge_again(tree.ningyang, today=DAY)
    held = list(calendar_entries(request, date(2026, 6, 1), date(2026, 7, 1)))
    assert [one.title for one in held] == ["党员大会一般每季度召开一次（2 个未完成）"]


def test_what_a_source_marks_as_personal_is_kept_so(records: Told, tree: OrgTree, branch: Organisation) -> None:
    """Both by the kind of subject and by the person a subject names."""

    def find(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
        named = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title="书记一人", person_id=7)
        return [named] if branch.pk in org_ids else []

    own = [one for one in gathered(FactSource) if one.record_kinds == (MEETING,)]
    install("tests.duties", [*own, DutySubject(key="branch", title="党支部", find=find)])
    judge_again(tree.ningyang, today=DAY)
    assert set(findings().values_list("is_personal", "person_pk")) == {(True, 7)}
    install("tests.duties", [*own, DutySubject(key="branch", title="党支部", find=find, is_personal=True)])
    assert concerns_persons("branch")
