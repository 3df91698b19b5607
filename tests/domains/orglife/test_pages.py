"""组织生活页面: who may edit, who sees, who is a stranger; a meeting on one screen; downloads; from a finding to the form."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.orglife import make_gathering, make_item, make_meeting, make_members, make_plan, make_theme_day, make_vote
from tests.factories.orgs import make_person
from tests.factories.publicity import make_honour
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.forms.gatherings import ThemeDayForm
from tongpin.domains.orglife.models import Meeting, MeetingItem, ThemeDay, YearPlan
from tongpin.engines.activities.models import Activity
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.occasions import TaskMaker
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def group(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_leaders


def page(user: Any, name: str, *args: Any, **query: str) -> Any:
    """A page as somebody sees it who has just signed in."""
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"orglife:{name}", args=args), query)


def test_a_meeting_is_typed_on_one_screen(client: Client, persons: ThreePersons, group: Organisation) -> None:
    people = make_members(group)
    url = reverse("orglife:meeting_new", args=["party_group_meeting"]) + f"?org={group.code}"
    client.force_login(persons.editor)
    form = client.get(url).context["form"]
    assert form.initial["title"] == "2024年1月党组会"
    typed = {
        "title": "2024年第1次党组会",
        "day": "2024-01-10",
        "at": "09:00",
        "chair": people[0].pk,
        "recorder": people[1].pk,
        "absent": f"{people[6].name} 出差",
        "observers": "办公室主任、规划科科长",
    }
    answer = client.post(url, typed)
    meeting = Meeting.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("orglife:meeting", args=[meeting.pk]))
    shown = page(persons.editor, "meeting", meeting.pk).content.decode()
    for expected in ("应到 7 人，实到 6 人", "出差", "规划科科长", "没有登记议题"):
        assert expected in shown
    last = client.get(url).context["form"].initial
    assert (last["chair"], last["recorder"], last["at"]) == (str(people[0].pk), str(people[1].pk), "09:00")


WRONG = [
    ({"absent": "查无此人 出差"}, "应到名单中没有"),
    ({"absent": "{6}"}, "请写明缺席原因"),
    ({"absent": "{0} 出差"}, "主持人登记为缺席"),
    ({"recorder": "{chair}"}, "主持人和记录人应为两人"),
]


@pytest.mark.parametrize(("values", "words"), WRONG)
def test_what_is_typed_wrongly_is_said_at_its_field(
    client: Client, persons: ThreePersons, group: Organisation, values: dict[str, str], words: str
) -> None:
    people = make_members(group)
    filled = {name: value.format(*(one.name for one in people), chair=people[0].pk) for name, value in values.items()}
    client.force_login(persons.editor)
    url = reverse("orglife:meeting_new", args=["party_group_meeting"]) + f"?org={group.code}"
    typed = {"title": "党组会", "day": "2024-01-10", "chair": people[0].pk, "recorder": people[1].pk, **filled}
    assert words in client.post(url, typed).content.decode()
    assert not Activity.objects.exists()


def test_who_may_edit_who_sees_and_who_is_a_stranger(client: Client, persons: ThreePersons, group: Organisation) -> None:
    make_members(group)
    meeting = make_meeting(group, by=persons.editor, title="第七次党组会")
    item, theme_day = make_item(meeting, title="研究议题甲"), make_theme_day(group, by=persons.editor, title="重温誓词")
    plan = make_plan(group)
    make_gathering(plan)
    for name, args, word in (
        ("meetings", (), "第七次党组会"),
        ("meeting", (meeting.pk,), "第七次党组会"),
        ("items", (), "研究议题甲"),
        ("item", (item.pk,), "研究议题甲"),
        ("theme_days", (), "重温誓词"),
        ("theme_day", (theme_day.pk,), "重温誓词"),
        ("plans", (), "县局党组"),
        ("plan", (plan.pk,), "2024年3月支部党员大会"),
    ):
        for user in (persons.editor, persons.viewer):
            assert word in page(user, name, *args).content.decode(), (name, user)
        answer = page(persons.stranger, name, *args)
        assert (answer.status_code == 404) if args else (word not in answer.content.decode())
    for name, args in (("meeting_edit", (meeting.pk,)), ("item_edit", (item.pk,)), ("theme_day_edit", (theme_day.pk,)), ("plan_new", ())):
        assert page(persons.editor, name, *args).status_code == 200
        assert page(persons.viewer, name, *args).status_code == 404
    edit = reverse("orglife:meeting_edit", args=[meeting.pk])
    assert edit in page(persons.editor, "meeting", meeting.pk).content.decode()
    assert edit not in page(persons.viewer, "meeting", meeting.pk).content.decode()


def test_restricted_totals_are_shown_to_a_few(client: Client, persons: ThreePersons, group: Organisation) -> None:
    item = make_item(make_meeting(group, by=persons.editor), topic="personnel", title="任免")
    vote = make_vote(item, subject="任免事项", is_restricted=True, yes=6, no=1)
    assert "赞成 6 票" in page(persons.editor, "item", item.pk).content.decode()
    shown = page(persons.viewer, "item", item.pk).content.decode()
    assert "票数仅限指定人员查看" in shown
    assert "赞成 6 票" not in shown
    only_edits = make_user(roles=[("discipline_officer", persons.org)])
    assert page(only_edits, "vote_edit", vote.pk).status_code == 404
    assert page(persons.editor, "vote_edit", vote.pk).status_code == 200


def test_closing_says_what_is_missing_and_then_closes(client: Client, persons: ThreePersons, group: Organisation) -> None:
    people = make_members(group)
    meeting = make_meeting(group, by=persons.editor, chair=people[0].pk, recorder=people[1].pk)
    client.force_login(persons.editor)
    close = reverse("orglife:meeting_close", args=[meeting.pk]) + f"?version={meeting.version}"
    assert "还不能办结，缺：没有登记议题" in client.post(close, follow=True).content.decode()
    make_item(meeting)
    assert "会议已办结" in client.post(close, follow=True).content.decode()
    assert "退回办结" in page(persons.editor, "meeting", meeting.pk).content.decode()


def test_a_plan_is_drafted_confirmed_and_leads_to_the_notice(client: Client, persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    client.force_login(persons.editor)
    url = reverse("orglife:plan_new") + f"?org={branch.code}"
    assert client.post(url, {"year": 2024, "months": [1, 2, 3], "day": 25}).status_code == 302
    plan = YearPlan.objects.get()
    shown = page(persons.editor, "plan", plan.pk).content.decode()
    assert "起草通知和议程" in shown
    confirm = reverse("orglife:plan_confirm", args=[plan.pk]) + "?version=1"
    assert "年度计划已确认" in client.post(confirm, follow=True).content.decode()
    assert "刷新核对" in client.post(confirm, follow=True).content.decode() or YearPlan.objects.get().version == 2
    first = plan.gatherings.order_by("day").first()
    assert first is not None
    assert page(persons.editor, "gathering_notice", first.pk)["Content-Type"].endswith("wordprocessingml.document")


def test_a_pack_is_one_download(client: Client, persons: ThreePersons, group: Organisation) -> None:
    make_meeting(group, by=persons.editor)
    client.force_login(persons.viewer)
    asked = {"org": group.pk, "since": "2023-01-01", "until": "2023-12-31"}
    answer = client.post(reverse("orglife:pack"), asked)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "目录.xlsx" in archive.namelist()
    client.force_login(persons.stranger)
    assert "所选项已不在可选范围内" in client.post(reverse("orglife:pack"), asked).content.decode()
    client.force_login(persons.viewer)
    assert "最多生成一年" in client.post(reverse("orglife:pack"), {**asked, "since": "2020-01-01"}).content.decode()


def test_a_decision_becomes_a_task_in_one_step(client: Client, persons: ThreePersons, group: Organisation) -> None:
    assert gathered(TaskMaker)
    office = persons.tree.ningyang_office
    leader, worker = make_person(persons.org, "张局长"), make_person(office, "李主任")
    item = make_item(make_meeting(group, by=persons.editor), topic="project", title="平台", decision="年内建成创新平台")
    client.force_login(persons.editor)
    url = reverse("orglife:item_task", args=[item.pk])
    form = client.get(url).context["form"]
    assert form.initial["title"] == "平台：年内建成创新平台"
    typed = {"title": form.initial["title"], "leader": leader.pk, "department": office.pk, "person": worker.pk, "due_on": "2024-06-30"}
    assert "任务已交办" in client.post(url, typed, follow=True).content.decode()
    assert "李主任" in page(persons.editor, "item", item.pk).content.decode()
    assert "李主任" in page(persons.editor, "meeting", item.meeting_id).content.decode()


def test_a_theme_day_is_linked_to_what_it_serves_by_name(client: Client, persons: ThreePersons) -> None:
    honour = make_honour(persons.org, title="先进集体")
    theme_day = make_theme_day(persons.tree.ningyang_branch, by=persons.editor)
    client.force_login(persons.editor)
    url = reverse("orglife:serve", args=[theme_day.activity_id])
    assert "没有找到" in client.post(url, {"kind": "honour", "title": "没有这个"}).content.decode()
    assert client.post(url, {"kind": "honour", "title": "先进集体"}).status_code == 302
    assert honour.title in page(persons.editor, "fusion").content.decode()
    assert ThemeDay.objects.get().served_titles == ["先进集体"]


def test_a_theme_day_held_for_a_firm_serves_science_ticked_or_not() -> None:
    typed = {"title": "送政策进企业", "day": "2026-11-24", "enterprise_name": "云启智能"}
    form = ThemeDayForm(typed, roster=[], festivals=[])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["is_science"] is True
    alone = ThemeDayForm({**typed, "enterprise_name": ""}, roster=[], festivals=[])
    assert alone.is_valid() and alone.cleaned_data["is_science"] is False


def test_a_finding_leads_to_the_form_of_its_organisation(persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    subject = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.name, org_code=branch.code)
    actions = {(code, one.title): one for one in gathered(DutyAction) for code in one.codes}
    enter = actions["LIFE-01", "登记党员大会"].url(subject, Period.parse("2024-Q1"))
    assert enter == reverse("orglife:meeting_new", args=["general_meeting"]) + f"?org={branch.code}"
    draft = actions["LIFE-01", "起草通知和议程"]
    assert draft.url(subject, Period.parse("2024-Q1")) == ""
    planned = make_gathering(make_plan(branch), kind=MeetingKind.GENERAL)
    assert draft.url(subject, Period.parse("2024-Q1")) == reverse("orglife:gathering_notice", args=[planned.pk])
    assert draft.url(subject, Period.parse("2024-Q2")) == ""


def test_what_is_restricted_stands_on_the_page_of_its_activity_only(client: Client, persons: ThreePersons, group: Organisation) -> None:
    meeting = make_meeting(group, by=persons.editor, title="秘会甲")
    item = make_item(meeting, title="秘议甲")
    Activity.objects.update(confidentiality="restricted")
    assert page(persons.editor, "meeting", meeting.pk).status_code == 404
    assert page(persons.editor, "item", item.pk).status_code == 404
    for name in ("meetings", "items"):
        shown = page(persons.editor, name).content.decode()
        assert "秘会甲" not in shown
        assert "秘议甲" not in shown
    assert MeetingItem.objects.exists()
