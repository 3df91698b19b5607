"""目录: what a bureau arranges holds from its day on, for it and those below; the days before and other bureaus stay as they were."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orglife import HELD, gathering, make_entry, make_item, make_meeting, make_members
from tests.factories.orgs import make_person
from tongpin.domains.orglife.calculations.catalogues import Entry, in_force
from tongpin.domains.orglife.enums import Catalogue, MeetingKind
from tongpin.domains.orglife.models import CatalogueEntry
from tongpin.domains.orglife.selectors.catalogues import arranged, festivals_for, halls_for, missing_materials, topic_of
from tongpin.domains.orglife.selectors.completeness import facts_of
from tongpin.domains.orglife.selectors.study import layers_of, lectures
from tongpin.domains.orglife.services import agenda, catalogues, theme_days
from tongpin.domains.orglife.study_kinds import HALL_LECTURE
from tongpin.engines.activities.services import correct_activity, record_activity
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Post
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

TODAY = date(2024, 1, 15)
ITEM = {
    "number": 1,
    "reporter": "",
    "materials": "",
    "discussion": "",
    "decision": "",
    "follow_up": "",
    "follow_up_by": "",
    "follow_up_due": None,
}
BASIS = {"order": 500, "basis": "党组会纪要"}


def row(key: str, path: str, start: date, end: date | None = None, title: str = "") -> Entry:
    return Entry(path, Catalogue.TOPIC, key, title or f"{key}{path}", starts_on=start, ends_on=end)


@pytest.mark.parametrize(
    ("path", "on", "titles"),
    [
        ("/1/2/", date(2023, 6, 1), ["预设"]),
        ("/1/2/", date(2024, 1, 1), ["县"]),
        ("/1/2/9/", date(2024, 1, 1), ["县"]),
        ("/1/3/", date(2024, 1, 1), ["市"]),
        ("/1/3/", date(2023, 12, 31), ["预设"]),
        ("/1/2/", date(2024, 6, 30), ["县"]),
        ("/1/2/", date(2024, 7, 1), ["县改"]),
        ("/1/2/", date(2025, 1, 1), []),
        ("/4/", date(2025, 1, 1), ["预设"]),
    ],
)
def test_the_nearest_row_that_has_begun_holds(path: str, on: date, titles: list[str]) -> None:
    rows = [
        row("a", "", date.min, title="预设"),
        row("a", "/1/", date(2024, 1, 1), title="市"),
        row("a", "/1/2/", date(2024, 1, 1), date(2024, 7, 1), title="县"),
        row("a", "/1/2/", date(2024, 7, 1), date(2025, 1, 1), title="县改"),
    ]
    assert [one.title for one in in_force(rows, path, on)] == titles


@pytest.fixture
def persons(monkeypatch: pytest.MonkeyPatch, db: Any) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    return three_persons(editor_role="party_clerk", viewer_role="party_member")


def topic(persons: ThreePersons, **values: Any) -> CatalogueEntry:
    usual = {"title": "科技专题", "nature": "decision", "materials": "调研报告", "general_only": False, "two_thirds": False}
    given = {**usual, **BASIS, "starts_on": date(2023, 11, 1), **values}
    return catalogues.add_entry(org=persons.org, catalogue="topic", by=persons.editor, **given)


def titles(persons: ThreePersons, catalogue: str, on: date = TODAY) -> list[str]:
    return [one.title for one in arranged(catalogue, persons.org, on)]


def test_presets_hold_until_a_bureau_takes_them_over_and_then_it_may_end_one(persons: ThreePersons) -> None:
    before = titles(persons, "topic")
    found = catalogues.introduce_presets(org=persons.org, catalogue="topic", by=persons.editor)
    assert titles(persons, "topic") == before
    assert len(found) == len(before)
    with pytest.raises(Refused, match="不必再引入"):
        catalogues.introduce_presets(org=persons.org, catalogue="topic", by=persons.editor)
    funds = next(one for one in found if one.key == "funds")
    catalogues.end_entry(funds, by=persons.editor, expected=1, on=TODAY)
    assert "大额资金使用" not in titles(persons, "topic")
    assert "大额资金使用" in titles(persons, "topic", date(2024, 1, 14))
    assert "大额资金使用" in [one.title for one in arranged("topic", persons.tree.dongping, TODAY)]
    with pytest.raises(Refused, match="已有停用日期"):
        catalogues.end_entry(funds, by=persons.editor, expected=2, on=TODAY)


def test_a_class_added_is_chosen_checked_and_kept_under_its_name(persons: ThreePersons) -> None:
    people = make_members(persons.org, 3)
    added = topic(persons)
    meeting = make_meeting(persons.org, by=persons.editor, chair=people[0].pk, recorder=people[1].pk)
    item = agenda.add_item(meeting, by=persons.editor, title="院所合作", topic=added.key, **ITEM)
    assert (item.get_topic_display(), item.nature, missing_materials(item, topic_of(item))) == ("科技专题", "decision", ["调研报告"])
    changed = catalogues.change_entry(
        added, by=persons.editor, expected=1, title="科技创新专题", materials="调研报告、论证意见", starts_on=date(2023, 12, 1), **BASIS
    )
    assert (changed.key, changed.nature) == (added.key, "decision")
    assert missing_materials(item, topic_of(item)) == ["调研报告"]
    later = make_meeting(persons.org, by=persons.editor, day=date(2023, 12, 5))
    second = agenda.add_item(later, by=persons.editor, title="院所合作", topic=added.key, **ITEM)
    assert (second.get_topic_display(), missing_materials(second, topic_of(second))) == ("科技创新专题", ["调研报告", "论证意见"])
    assert item.get_topic_display() == "科技专题"
    assert facts_of(later).items[0].topic_title == "科技创新专题"
    early = make_meeting(persons.org, by=persons.editor, day=date(2023, 10, 5))
    with pytest.raises(Refused, match="不在用"):
        agenda.add_item(early, by=persons.editor, title="院所合作", topic=added.key, **ITEM)


def test_what_a_class_is_stays_and_a_change_is_later_than_its_start(persons: ThreePersons) -> None:
    added = topic(persons)
    with pytest.raises(Refused, match="不能更改"):
        catalogues.correct_entry(added, by=persons.editor, expected=1, nature="funds")
    with pytest.raises(Refused, match="应晚于原启用日期"):
        catalogues.change_entry(added, by=persons.editor, expected=1, title="新名", starts_on=date(2023, 11, 1), **BASIS)
    catalogues.correct_entry(added, by=persons.editor, expected=1, title="科技工作专题", nature="decision")
    assert AuditEvent.objects.filter(verb="catalogue_entry.corrected").count() == 1


def test_days_of_note(persons: ThreePersons) -> None:
    make_members(persons.org, 3)
    given = {"day_rule": "", "month": 9, "day": 5, "theme": "招才引智", "starts_on": date(2024, 1, 1), **BASIS}
    added = catalogues.add_entry(org=persons.org, catalogue="festival", by=persons.editor, title="人才日", **given)
    assert "人才日" in [one.title for one in festivals_for(persons.org, 2024)]
    assert "人才日" not in [one.title for one in festivals_for(persons.org, 2023)]
    with pytest.raises(Refused, match="2 月没有 30 日"):
        catalogues.add_entry(org=persons.org, catalogue="festival", by=persons.editor, title="误", **{**given, "month": 2, "day": 30})
    with pytest.raises(Refused, match="须填写月和日"):
        catalogues.add_entry(org=persons.org, catalogue="festival", by=persons.editor, title="误", **{**given, "day": None})
    own = {"is_science": False, "studied_beforehand": "", "follow_up": "", "enterprise_name": ""}
    with pytest.raises(Refused, match="不在当年的节点日历中"):
        fields = {**gathering(day=HELD), **own, "festival": added.key}
        theme_days.enter_theme_day(org=persons.org, by=persons.editor, today=TODAY, **fields)
    fields = {**gathering(day=date(2024, 1, 5)), **own, "festival": added.key}
    held = theme_days.enter_theme_day(org=persons.org, by=persons.editor, today=TODAY, **fields)
    catalogues.correct_entry(added, by=persons.editor, expected=1, title="招才引智日")
    assert held.get_festival_display() == "人才日"


def test_a_hall_has_its_speakers_and_a_lecture_names_a_hall_in_use(persons: ThreePersons) -> None:
    (chief, *_) = make_members(persons.org, 1)
    Post.objects.filter(person=chief).update(title="副局长")
    hall = {"layer": "leader", "note": "", "starts_on": date(2023, 11, 1), **BASIS}
    added = catalogues.add_entry(org=persons.org, catalogue="hall", by=persons.editor, title="先锋讲堂", **hall)
    given = {"title": "第一讲", "day": HELD, "present": [chief.pk], "capacities": {chief.pk: "speaker"}}
    held = record_activity(
        org=persons.org, kind=HALL_LECTURE, by=persons.editor, today=TODAY, outcomes={"hall": "先锋讲堂", "issue": 1}, **given
    )
    assert [(one.hall, one.fits) for one in lectures(persons.org, *_year())] == [("先锋讲堂", True)]
    catalogues.correct_entry(added, by=persons.editor, expected=1, title="先锋大讲堂")
    assert "先锋大讲堂" in halls_for(persons.org.pk, HELD)
    correct_activity(held, by=persons.editor, today=TODAY, expected=1, place="会议室")
    with pytest.raises(Refused, match="应为"):
        record_activity(org=persons.org, kind=HALL_LECTURE, by=persons.editor, today=TODAY, outcomes={"hall": "无此讲堂"}, **given)
    with pytest.raises(Refused, match="应为"):
        outcomes = {"hall": "先锋大讲堂"}
        record_activity(
            org=persons.tree.dongping, kind=HALL_LECTURE, by=persons.editor, today=TODAY, outcomes=outcomes, title="讲", day=HELD
        )


def test_what_a_post_makes_of_its_holder(persons: ThreePersons) -> None:
    person = make_person(persons.org)
    Post.objects.create(person=person, org=persons.org, title="首席科技官", starts_on=date(2020, 1, 1))
    assert layers_of([person], TODAY)[person.pk] == "staff"
    catalogues.add_entry(org=persons.org, catalogue="post", by=persons.editor, title="科技官", layer="leader", starts_on=TODAY, **BASIS)
    assert layers_of([person], TODAY)[person.pk] == "leader"
    assert layers_of([person], date(2024, 1, 14))[person.pk] == "staff"


def _year() -> tuple[date, date]:
    year = Period.year(2023)
    return year.start, year.end


def test_rows_keep_their_rules(persons: ThreePersons) -> None:
    one = make_entry(persons.org)
    make_entry(persons.org, catalogue="hall", key="hall1", title="讲堂", nature="")
    for wrong in (
        {"ends_on": date(2022, 1, 1)},
        {"nature": ""},
        {"catalogue": "festival"},
        {"catalogue": "festival", "month": 13, "day": 1},
        {"catalogue": "festival", "day_rule": "qingming", "month": 4},
        {"catalogue": "post", "layer": "staff"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CatalogueEntry.objects.filter(pk=one.pk).update(**wrong)
    again = {"org": persons.org, "catalogue": "topic", "nature": "other", "basis": "纪要"}
    with pytest.raises(ValidationError, match="当日已经设置"):
        CatalogueEntry(key=one.key, title="另一名称", starts_on=one.starts_on, **again).full_clean()
    with pytest.raises(ValidationError, match="已有同名"):
        CatalogueEntry(key="other.x", title=one.title, starts_on=TODAY, **again).full_clean()


def test_the_pages(persons: ThreePersons, client: Client) -> None:
    org = {"org": persons.org.code}
    one = make_entry(persons.org)
    client.force_login(persons.editor)
    introduced = client.post(reverse("orglife:catalogue_introduce") + f"?org={persons.org.code}", {"catalogue": "hall"}, follow=True)
    assert "领航讲坛" in introduced.content.decode()
    page = reverse("orglife:catalogue_new", args=["festival"]) + f"?org={persons.org.code}"
    sent = {
        "title": "人才日",
        "day_rule": "",
        "month": 9,
        "day": 5,
        "theme": "招才引智",
        "order": 1,
        "basis": "纪要",
        "starts_on": "2024-01-01",
    }
    assert "9月5日：招才引智" in client.post(page, sent, follow=True).content.decode()
    change = reverse("orglife:catalogue_change", args=[one.pk])
    sent = {"title": "新名称", "nature": "other", "materials": "", "order": 1, "basis": "纪要", "starts_on": "2024-02-01", "version": 1}
    assert "未启用" in client.post(change, sent, follow=True).content.decode()
    assert "2024-02-01" in client.get(reverse("orglife:catalogue_entry", args=[one.pk])).content.decode()
    now = client.get(reverse("orglife:catalogues"), org).content.decode()
    assert one.title in now and "人才日" in now and "系统预设" in now and "设置目录" in now
    assert client.get(reverse("orglife:catalogue_new", args=["none"]), org).status_code == 404
    listed = client.get(reverse("orglife:catalogue_entries"), {**org, "in_use": "true"}).content.decode()
    assert "新名称" in listed and "人才日" in listed and one.title not in listed
    meeting = make_meeting(persons.org, by=persons.editor, kind=MeetingKind.PARTY_GROUP)
    offered = client.get(reverse("orglife:item_new", args=[meeting.pk])).content.decode()
    assert one.title in offered
    item = make_item(meeting, topic=one.key, title="题")
    assert one.title in client.get(reverse("orglife:item_edit", args=[item.pk])).content.decode()
    client.force_login(persons.viewer)
    assert client.get(reverse("orglife:catalogue_entry", args=[one.pk])).status_code == 200
    assert "设置目录" not in client.get(reverse("orglife:catalogues"), org).content.decode()
    assert client.get(change).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(reverse("orglife:catalogue_entry", args=[one.pk])).status_code == 404
