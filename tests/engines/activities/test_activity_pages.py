"""工作记录页面: one screen to record; one visit on every page that should show it; sight, search and export; three persons per page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.activities import VISIT, make_activity, make_kind, minutes_docx
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_person
from tongpin.engines.activities import selectors
from tongpin.engines.activities.models import Activity, KindDefinition, Participation
from tongpin.foundation.accounts.models import User
from tongpin.foundation.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-06-03")


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filled(**values: Any) -> dict[str, Any]:
    return {"title": "走访华阳机械", "day": "2024-05-20", "confidentiality": "internal", "what": "save", **values}


def new_url(kind: str = VISIT, **query: str) -> str:
    return f"{reverse('activities:new')}?" + "&".join(f"{name}={value}" for name, value in {"kind": kind, **query}.items())


def text_of(client: Client, name: str, *args: Any, query: str = "") -> str:
    return client.get(reverse(name, args=args) + query).content.decode()


# --- one visit, every page ---------------------------------------------------------------------------------------------------
def test_one_visit_entered_once_stands_everywhere_and_counts_once(persons: ThreePersons) -> None:
    client = signed(persons.editor)
    firm = make_enterprise(persons.org, "华阳机械")
    zhang = make_person(persons.org, "张局")
    values = filled(
        present=[zhang.pk],
        chair="张局",
        outsiders="赵敏（华阳机械）",
        links=[f"serves:enterprise:{firm.pk}", f"follows:enterprise:{firm.pk}"],
        outcome_problems_raised="3",
        outcome_requests="贷款",
        start_time="09:00",
        end_time="11:30",
    )
    answer = client.post(new_url(), values)
    assert answer.status_code == 302, answer.context["form"].errors
    visit = Activity.objects.get()
    for page, args in (
        ("enterprises:enterprise", [firm.pk]),
        ("orgs:organisation", [persons.org.pk]),
        ("orgs:person", [zhang.pk]),
        ("activities:activities", []),
    ):
        shown = text_of(client, page, *args)
        assert len(re.findall(rf"/activities/{visit.pk}/", shown)) == 1, page
    record = text_of(client, "activities:activity", visit.pk)
    for words in ("参加 2 人", "主持", "张局", "赵敏（华阳机械）", "反映问题数", "3个", "贷款", "华阳机械", "2024-05-20 09:00至11:30"):
        assert words in record
    year = (date(2024, 1, 1), date(2025, 1, 1))
    assert selectors.count_of(firm.reference(), *year) == 1
    assert selectors.count_by_kind([persons.org.pk], *year) == {(VISIT, persons.org.pk): 1}
    assert selectors.held(selectors.activities_of_person(zhang)).count() == 1
    client.post(reverse("activities:end", args=[visit.pk]), {"version": visit.version, "reason": "误登"})
    assert f"/activities/{visit.pk}/" not in text_of(client, "enterprises:enterprise", firm.pk)
    assert selectors.count_of(firm.reference(), *year) == 0


# --- recording ---------------------------------------------------------------------------------------------------------------
def test_attendance_is_entered_by_exception(persons: ThreePersons) -> None:
    kind = make_kind(persons.org, "局务会", roster="org_people")
    people = [make_person(persons.org, name) for name in ("甲一", "乙二", "丙三")]
    client = signed(persons.editor)
    assert "名册 3 人" in client.get(new_url(kind.key)).content.decode()
    client.post(new_url(kind.key), filled(**{f"absent_{people[1].pk}": "病假", "chair": "甲一"}))
    assert {(p.name, p.is_present, p.capacity) for p in Participation.objects.all()} == {
        ("甲一", True, "chair"),
        ("乙二", False, "attendee"),
        ("丙三", True, "attendee"),
    }


def test_the_page_knows_what_was_last_time(persons: ThreePersons) -> None:
    sun = make_person(persons.org, "孙工")
    make_person(persons.org, "李工")
    make_activity(persons.org, title="每周走访", place="华阳机械", present=[sun])
    form = signed(persons.editor).get(new_url()).context["form"]
    assert (form["title"].value(), form["place"].value(), form["present"].value()) == ("每周走访", "华阳机械", [str(sun.pk)])


def test_a_second_of_the_same_day_asks_first(persons: ThreePersons) -> None:
    client = signed(persons.editor)
    client.post(new_url(), filled())
    asked = client.post(new_url(), filled())
    assert asked.status_code == 200 and "可能重复" in asked.content.decode()
    assert Activity.objects.count() == 1
    assert client.post(new_url(), filled(again="1")).status_code == 302
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"day": "2024-06-04"}, "day"),
        ({"end_time": "10:00"}, "start_time"),
        ({"start_time": "10:00", "end_time": "09:00"}, "__all__"),
        ({"links": ["serves:enterprise:999999"]}, "links"),
        ({"links": ["nothing"]}, "links"),
        ({"chair": "张伟"}, "chair"),
        ({"chair": "！？"}, "chair"),
        ({"outcome_problems_raised": "约3"}, "outcome_problems_raised"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(persons: ThreePersons, values: dict[str, Any], field: str) -> None:
    make_person(persons.tree.ningyang_plan, "张伟")
    make_person(persons.tree.ningyang_office, "张伟")
    answer = signed(persons.editor).post(new_url(), filled(**values))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_a_link_to_what_one_may_not_see_is_refused(persons: ThreePersons) -> None:
    firm = make_enterprise(persons.tree.dongping, "东平机械")
    answer = signed(persons.editor).post(new_url(), filled(links=[f"serves:enterprise:{firm.pk}"]))
    assert "不存在或无权查看" in str(answer.context["form"].errors["links"])
    found = signed(persons.editor).get(f"{reverse('activities:link_search')}?find=机械").content.decode()
    assert "东平机械" not in found


def test_records_to_link_are_found(persons: ThreePersons) -> None:
    firm = make_enterprise(persons.org, "华阳机械")
    client = signed(persons.editor)
    part = client.get(f"{reverse('activities:link_search')}?find=华阳&role=counts", headers={"HX-Request": "true"}).content.decode()
    assert f'value="counts:enterprise:{firm.pk}"' in part and "<html" not in part
    assert "<html" in client.get(f"{reverse('activities:link_search')}?find=华阳").content.decode()
    assert "没有找到" in client.get(f"{reverse('activities:link_search')}?find=乌有").content.decode()


def test_a_plan_is_held_and_then_corrected(persons: ThreePersons) -> None:
    client = signed(persons.editor)
    client.post(new_url(), filled(what="plan", day="2024-06-20"))
    plan = Activity.objects.get()
    assert plan.state == "planned"
    assert "还没有到" in str(
        client.post(reverse("activities:hold", args=[plan.pk]), filled(version=1, day="2024-06-20")).context["form"].errors
    )
    assert client.post(reverse("activities:hold", args=[plan.pk]), filled(version=1, day="2024-06-02")).status_code == 302
    stale = client.post(reverse("activities:edit", args=[plan.pk]), filled(version=1, title="旧页面"))
    assert "已被他人修改" in str(stale.context["form"].errors)
    assert client.post(reverse("activities:edit", args=[plan.pk]), filled(version=2, day="2024-06-02", place="二楼")).status_code == 302
    assert Activity.objects.get().place == "二楼"
    assert client.get(reverse("activities:hold", args=[plan.pk])).status_code == 404


def test_correcting_shows_what_is_on_file(persons: ThreePersons) -> None:
    sun, li = make_person(persons.org, "孙工"), make_person(persons.org, "李工")
    client = signed(persons.editor)
    values = filled(
        present=[sun.pk, li.pk], chair="孙工", outsiders="赵敏（华阳机械）", agenda="一、听取情况\n企业介绍", outcome_problems_raised="2"
    )
    client.post(new_url(), values)
    activity = Activity.objects.get()
    form = client.get(reverse("activities:edit", args=[activity.pk])).context["form"]
    again = {name: form[name].value() for name in form.fields if name != "evidence" and form[name].value() is not None}
    assert client.post(reverse("activities:edit", args=[activity.pk]), {**again, "what": "save"}).status_code == 302
    activity.refresh_from_db()
    assert activity.version == 1


def test_minutes_are_read_looked_at_and_kept(persons: ThreePersons) -> None:
    kind = make_kind(persons.org, "局务会", roster="org_people")
    here, away = make_person(persons.org, "王建国"), make_person(persons.org, "吴刚")
    make_person(persons.org, "郑洁")
    lines = [
        "局务会会议记录",
        "时间：2024年5月20日上午9:00",
        "地点：会议室",
        "主持：王建国",
        "出席：王建国、钱进",
        "缺席：吴刚（出差）",
        "一、学习",
        "全文。",
    ]
    client = signed(persons.editor)
    file = SimpleUploadedFile("局务会.docx", minutes_docx(lines))
    page = client.post(new_url(kind.key), {"what": "read", "minutes_file": file, "place": "原来的地点"})
    form = page.context["form"]
    assert not Activity.objects.exists()
    assert (form["title"].value(), form["day"].value(), form["place"].value()) == ("局务会会议记录", date(2024, 5, 20), "会议室")
    assert form[f"absent_{away.pk}"].value() == "出差"
    assert not form[f"absent_{here.pk}"].value()
    again = {name: form[name].value() for name in form.fields if name != "evidence" and form[name].value() is not None}
    answer = client.post(new_url(kind.key), {**again, "what": "save"})
    assert answer.status_code == 302, answer.context["form"].errors
    activity = Activity.objects.get()
    assert [(item.title, item.text) for item in activity.agenda.all()] == [("学习", "全文。")]
    assert Attachment.objects.get(record_kind="activity", record_pk=activity.pk).purpose == "会议记录原件"
    assert {p.name: (p.is_present, p.reason) for p in activity.participations.all()} == {
        "王建国": (True, ""),
        "吴刚": (False, "出差"),
        "郑洁": (False, "记录中未列明"),
        "钱进": (True, ""),
    }


def test_another_persons_original_is_not_attached(persons: ThreePersons) -> None:
    client = signed(persons.editor)
    for token in ("1", "1:1", "x" * 50):
        client.post(new_url(), filled(source_file=token, again="1"))
    assert not Attachment.objects.exists()


# --- who may what ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "state", "kinds"),
    [
        ("activities:activity", "held", (200, 200, 404)),
        ("activities:edit", "held", (200, 404, 404)),
        ("activities:end", "held", (200, 404, 404)),
        ("activities:hold", "planned", (200, 404, 404)),
    ],
)
def test_three_persons_at_a_record(persons: ThreePersons, page: str, state: str, kinds: tuple[int, int, int]) -> None:
    activity = make_activity(persons.org, state=state)
    found = tuple(
        signed(one).get(reverse(page, args=[activity.pk])).status_code for one in (persons.editor, persons.viewer, persons.stranger)
    )
    assert found == kinds


def test_three_persons_at_the_entry(persons: ThreePersons) -> None:
    assert signed(persons.editor).get(new_url()).status_code == 200
    assert signed(persons.viewer).get(new_url()).status_code == 404
    foreign = new_url(organiser=str(persons.org.pk))
    assert signed(persons.stranger).get(foreign).status_code == 404


def test_what_is_restricted_is_in_no_search_and_no_export(persons: ThreePersons) -> None:
    officer = make_user(roles=[("discipline_officer", persons.org)])
    make_activity(persons.org, title="秘密谈话", confidentiality="restricted")
    make_activity(persons.org, title="普通走访")
    client = signed(officer)
    listed = reverse("activities:activities")
    assert "秘密谈话" in client.get(listed).content.decode()
    for query in ("?print=1", "?export=csv", "?export=xlsx"):
        answer = client.get(listed + query)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "秘密谈话".encode() not in content
    assert "普通走访" in client.get(f"{listed}?print=1").content.decode()
    assert "秘密谈话" not in client.get(f"{reverse('desk:search')}?q=谈话").content.decode()
    assert "秘密谈话" not in signed(persons.editor).get(listed).content.decode()


def test_the_list_is_filtered(persons: ThreePersons) -> None:
    sun = make_person(persons.org, "孙工")
    make_activity(persons.org, title="三月的", day=date(2024, 3, 5), present=[sun])
    make_activity(persons.org, title="四月的", day=date(2024, 4, 1))
    client = signed(persons.viewer)
    for query, shown, hidden in (
        ("month=2024-03", "三月的", "四月的"),
        ("participant=孙工", "三月的", "四月的"),
        (f"kind={VISIT}&day_after=2024-04-01", "四月的", "三月的"),
    ):
        page = client.get(f"{reverse('activities:activities')}?{query}").content.decode()
        assert shown in page and hidden not in page, query
    assert "月份应为" in client.get(f"{reverse('activities:activities')}?month=2024-13").content.decode()


# --- kinds as data -----------------------------------------------------------------------------------------------------------
def test_a_bureau_adds_its_own_kind_and_records_with_it(persons: ThreePersons) -> None:
    client = signed(persons.editor)
    values = {
        "title": "现场办公",
        "area": "business",
        "roster": "",
        "outcomes": "解决事项，数，件，必填\n等次，文字，好/较好",
        "basis": "局党组会纪要",
        "starts_on": "2024-01-01",
    }
    answer = client.post(reverse("activities:kind_new"), values)
    assert answer.status_code == 302, answer.context["form"].errors
    kind = KindDefinition.objects.get()
    assert [one["name"] for one in kind.outcomes] == ["field_1", "field_2"]
    answer = client.post(new_url(kind.key), filled(outcome_field_1="3", outcome_field_2="好"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Activity.objects.get().outcomes == {"field_1": "3", "field_2": "好"}
    page = client.get(reverse("activities:kind_edit", args=[kind.pk]))
    assert page.context["form"]["outcomes"].value() == "解决事项，数，件，必填\n等次，文字，好/较好"
    more = {**values, "outcomes": "新栏，是否\n解决事项，数，件", "version": 1}
    assert client.post(reverse("activities:kind_edit", args=[kind.pk]), more).status_code == 302
    kind.refresh_from_db()
    assert [(one["name"], one["title"]) for one in kind.outcomes] == [("field_3", "新栏"), ("field_1", "解决事项")]
    wrong = client.post(reverse("activities:kind_edit", args=[kind.pk]), {**values, "outcomes": "解决事项", "version": 2})
    assert "读不出来" in str(wrong.context["form"].errors["outcomes"])
