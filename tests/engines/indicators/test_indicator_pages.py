"""Pages of indicators for three persons: who edits, who only sees, and who belongs to another county and meets 404."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from tests.factories.access import ThreePersons, make_user
from tests.factories.indicators import enter, reported_measure, set_target, strike, toy_measures
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import LightNote, MeasureVersion, Observation, StaleMark, Target
from tongpin.engines.indicators.selectors import desk
from tongpin.engines.indicators.services import explain_light, refresh_stale, refresh_year, report_value
from tongpin.foundation.access.scope import read_scope
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.kernel import extensions
from tongpin.kernel.extensions import RecordKind
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 10)


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """The toy indicators, seen on a day of January 2024; rows of the toy ledger open as people."""
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
    kept = dict(extensions._installed)
    kind = RecordKind(
        kind="post",
        title="合同",
        url_name="indicators:target",
        permission="orgs.view",
        fetch=lambda pk, viewer: Reference("post", pk, "合同"),
    )
    extensions.install("toy_kinds", [kind])
    with toy_measures():
        yield
    extensions._installed.clear()
    extensions._installed.update(kept)


@pytest.fixture
def filled(persons: ThreePersons) -> ThreePersons:
    """A year with one red and one green light."""
    enter(persons.org, date(2022, 3, 1), "90000000")
    enter(persons.org, date(2023, 1, 5), "150000000")
    enter(persons.org, date(2023, 11, 1), "50000000")
    set_target(persons.org, "toy.deals", 180_000_000, by=persons.editor)
    set_target(persons.org, "toy.stock", 65, by=persons.editor)
    refresh_stale(today=TODAY)
    return persons


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, url: str, status: int = 200, **query: Any) -> str:
    answer = at(user).get(url, {"org": "NY", "period": "2023", "as_of": "2023-12-31", **query})
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode() if status == 200 else ""


def post(user: User, url: str, data: dict[str, Any], status: int = 302) -> str:
    answer = at(user).post(f"{url}?org=NY&period=2023&as_of=2023-12-31", data)
    text = answer.content.decode()
    assert answer.status_code == status, text[text.find("error-summary") : text.find("error-summary") + 600]
    return text


VIEWED = [
    "",
    "targets/",
    "toy.deals/",
    "toy.stock/",
    "toy.average/",
    "toy.people/",
    "toy.deals/trace/",
    "toy.stock/trace/",
    "toy.deals/tree/",
]
REPORTED = ["toy.stock/explain/"]


class TestSight:
    @pytest.mark.parametrize("url", VIEWED)
    def test_seen_by_those_who_may(self, filled: ThreePersons, url: str) -> None:
        page(filled.editor, f"/indicators/{url}")
        page(filled.viewer, f"/indicators/{url}")
        page(filled.stranger, f"/indicators/{url}", 404)
        page(make_user(roles=[("auditor", filled.org)]), f"/indicators/{url}", 404)

    @pytest.mark.parametrize("url", [*REPORTED, "targets/new/"])
    def test_forms_are_for_those_who_write(self, filled: ThreePersons, url: str) -> None:
        page(filled.editor, f"/indicators/{url}")
        page(filled.viewer, f"/indicators/{url}", 404)
        page(filled.stranger, f"/indicators/{url}", 404)

    @pytest.mark.parametrize("url", ["new/", "toy.deals/revise/"])
    def test_definitions_are_changed_at_the_top_only(self, filled: ThreePersons, url: str) -> None:
        page(make_user(roles=[("clerk", filled.tree.city)]), f"/indicators/{url}")
        page(filled.editor, f"/indicators/{url}", 404)
        page(filled.viewer, f"/indicators/{url}", 404)

    def test_records_of_another_county_are_not_there(self, filled: ThreePersons) -> None:
        row = Observation.objects.filter(org=filled.org).latest("pk")
        target = Target.objects.latest("pk")
        for url in (f"observations/{row.pk}/", f"targets/{target.pk}/"):
            page(filled.viewer, f"/indicators/{url}")
            assert at(filled.stranger).get(f"/indicators/{url}").status_code == 404
        assert at(filled.stranger).get(f"/indicators/targets/{target.pk}/adjust/").status_code == 404
        assert at(filled.viewer).get(f"/indicators/targets/{target.pk}/adjust/").status_code == 404

    def test_nobody_signed_in_sees_anything(self, filled: ThreePersons) -> None:
        assert Client().get("/indicators/").status_code == 302

    def test_a_wrong_code_is_not_there(self, filled: ThreePersons) -> None:
        for url in ("toy.nothing/", "toy.nothing/trace/", "toy.nothing/tree/", "toy.nothing/report/", "toy.deals/report/"):
            page(filled.editor, f"/indicators/{url}", 404)


class TestList:
    def test_it_shows_every_indicator_with_its_light(self, filled: ThreePersons) -> None:
        text = page(filled.viewer, "/indicators/")
        for words in ("技术合同成交额", "1.8", "111.11", "122%", "红灯", "高新技术企业总量"):
            assert words in text
        assert "只看红灯" in text

    def test_only_red_lights(self, filled: ThreePersons) -> None:
        text = page(filled.viewer, "/indicators/", light="red")
        assert "高新技术企业总量</a>" in text
        assert "技术合同成交额</a>" not in text

    def test_an_indicator_is_found_by_its_alias(self, filled: ThreePersons) -> None:
        text = page(filled.viewer, "/indicators/", q="高企")
        assert "高新技术企业总量</a>" in text
        assert "对接专家</a>" not in text

    def test_it_reads_only(self, filled: ThreePersons) -> None:
        enter(filled.org, date(2023, 12, 1), "1")
        before = (Observation.objects.count(), StaleMark.objects.count())
        page(filled.viewer, "/indicators/")
        page(filled.viewer, "/indicators/toy.deals/")
        assert (Observation.objects.count(), StaleMark.objects.count()) == before

    def test_the_number_of_queries_does_not_grow_with_the_rows(self, filled: ThreePersons, django_assert_max_num_queries: Any) -> None:
        client = at(filled.viewer)
        client.get("/indicators/?org=NY&period=2023")
        with django_assert_max_num_queries(60):
            client.get("/indicators/?org=NY&period=2023")
        for n in range(40):
            enter(filled.org, date(2023, 1 + n % 12, 5), "1")
        with django_assert_max_num_queries(90):
            client.get("/indicators/?org=NY&period=2023")


class TestMeasurePage:
    def test_it_shows_value_course_history_and_definition(self, filled: ThreePersons) -> None:
        text = page(filled.viewer, "/indicators/toy.deals/")
        for words in (
            "2.00",
            "亿元",
            "1.8亿元",
            "宁委办字〔2023〕6号",
            "122%",
            "逐月亮灯",
            "序时目标",
            "指标值沿革",
            "口径沿革",
            "系统内置口径",
        ):
            assert words in text
        assert "修订口径" not in text

    def test_by_quarter(self, filled: ThreePersons) -> None:
        assert "4季度" in page(filled.viewer, "/indicators/toy.deals/", by="quarter")

    def test_units_below_are_ranked(self, filled: ThreePersons) -> None:
        viewer = make_user(roles=[("viewer", filled.tree.city)])
        text = page(viewer, "/indicators/toy.deals/", org="TA")
        assert text.index("宁阳县局") < text.index("东平县局")
        assert "逐级汇总" in text
        refresh_year(filled.tree.ningyang_plan, 2023, by=None, today=TODAY)
        assert "已有数的单位" in page(viewer, "/indicators/toy.deals/tree/", org="TA")

    def test_what_is_missing_is_a_dash_with_its_reason(self, persons: ThreePersons) -> None:
        text = page(persons.viewer, "/indicators/toy.average/")
        assert "没有合同，不能求平均" in text

    def test_the_old_value_stays_readable(self, filled: ThreePersons) -> None:
        old = Observation.objects.get(org=filled.org, measure__code="toy.deals", as_of=date(2023, 12, 31))
        strike(enter(filled.org, date(2023, 12, 1), "5"))
        enter(filled.org, date(2023, 12, 2), "7")
        refresh_stale(today=TODAY)
        old.refresh_from_db()
        assert not old.is_current
        text = page(filled.viewer, f"/indicators/observations/{old.pk}/")
        assert "已被后来的值替代" in text
        assert "合同150000000" in text
        assert "合同7" not in text


class TestTrace:
    def test_two_clicks_from_the_list_to_the_row(self, filled: ThreePersons) -> None:
        assert "/indicators/toy.deals/trace/?" in page(filled.viewer, "/indicators/")
        text = page(filled.viewer, "/indicators/toy.deals/trace/")
        assert "合同150000000</a>" in text
        assert "/indicators/targets/" in text
        for words in ("共 2 条明细", "1.5", "技术合同成交额按台账计算", "亮灯依据", "2023-01-05"):
            assert words in text

    def test_in_the_side_panel_only_the_part(self, filled: ThreePersons) -> None:
        answer = at(filled.viewer).get(
            "/indicators/toy.deals/trace/?org=NY&period=2023", headers={"HX-Request": "true", "HX-Target": "side-panel-body"}
        )
        text = answer.content.decode()
        assert "<html" not in text
        assert "打开指标页" in text

    def test_rows_are_paged(self, filled: ThreePersons) -> None:
        for _ in range(60):
            enter(filled.org, date(2023, 12, 2), "7")
        for _ in range(2):
            first = page(filled.viewer, "/indicators/toy.deals/trace/")
            second = page(filled.viewer, "/indicators/toy.deals/trace/", page=2)
            assert ("第 1 页，共 2 页" in first, "第 2 页，共 2 页" in second) == (True, True)
            refresh_stale(today=TODAY)

    def test_rows_that_the_viewer_may_not_open_are_not_named(self, filled: ThreePersons) -> None:
        kind = RecordKind(kind="post", title="合同", url_name="indicators:target", permission="audit.view", fetch=lambda pk, viewer: None)
        extensions.install("toy_kinds", [kind])
        text = page(filled.viewer, "/indicators/toy.deals/trace/")
        assert "合同150000000" not in text
        assert "您没有查看此类记录的权限" in text


class TestWriting:
    def test_reporting_with_evidence(self, filled: ThreePersons) -> None:
        reported_measure(by=filled.editor)
        url = "/indicators/rd.spending/report/"
        page(filled.viewer, url, 404)
        data = {"value": "1,234.5", "as_of": "2023-12-31", "status": "final", "note": "", "reason": ""}
        assert "佐证材料" in post(filled.editor, url, data, 200)
        post(filled.editor, url, {**data, "evidence": SimpleUploadedFile("核定.txt", "核定通知".encode())})
        assert Observation.objects.get(measure__code="rd.spending").value == Decimal(12_345_000)
        text = page(filled.viewer, "/indicators/rd.spending/trace/")
        assert "核定.txt" in text
        assert "填报，截至 2023-12-31" in text
        assert "改报理由" in post(filled.editor, url, {**data, "status": "flash", "value": "1"}, 200)
        post(filled.viewer, url, data, 404)
        post(filled.stranger, url, data, 404)

    def test_explaining_a_red_light(self, filled: ThreePersons) -> None:
        url = "/indicators/toy.stock/explain/"
        assert "说明12月红灯" in page(filled.editor, "/indicators/toy.stock/")
        post(filled.editor, url, {"cause": "企业申报晚", "action": "逐家上门", "due_on": ""})
        assert "企业申报晚" in page(filled.viewer, "/indicators/toy.stock/")
        assert "企业申报晚" in page(filled.editor, url)
        post(filled.editor, url, {"cause": "甲", "action": "乙", "version": 1})
        assert "已被他人修改" in post(filled.editor, url, {"cause": "丙", "action": "丁", "version": 1}, 200)
        assert LightNote.objects.get().cause == "甲"
        post(filled.viewer, url, {"cause": "甲", "action": "乙"}, 404)

    def test_issuing_and_adjusting_a_target(self, filled: ThreePersons) -> None:
        post(
            filled.editor,
            "/indicators/targets/new/",
            {"measure": "toy.registered", "value": "90", "document": "文", "department": "高新科"},
        )
        assert "已有此项目标" in post(filled.editor, "/indicators/targets/new/", {"measure": "toy.deals", "value": "18"}, 200)
        target = Target.objects.get(measure__code="toy.deals")
        text = page(filled.editor, f"/indicators/targets/{target.pk}/adjust/")
        assert 'value="1.8"' in text
        post(filled.editor, f"/indicators/targets/{target.pk}/adjust/", {"value": "2.5", "reason": "中期调整", "version": "1"})
        assert Target.objects.get(measure__code="toy.deals", superseded_at=None).value == 250_000_000
        assert "已被替代" in page(filled.viewer, f"/indicators/targets/{target.pk}/")
        assert "现行" in page(filled.viewer, "/indicators/targets/", current="1")
        post(filled.viewer, "/indicators/targets/new/", {"measure": "toy.registered", "value": "90"}, 404)

    def test_revising_a_definition(self, filled: ThreePersons) -> None:
        chief = make_user(roles=[("clerk", filled.tree.city)])
        data = {
            "title": "合同成交额", "aliases": "成交额\n合同额", "shown_unit": "万元", "places": "1", "growth_places": "1",
            "direction": "up", "seasonality": "", "report_every": "", "valid_from": "2024-01-01", "basis": "会议纪要", "seen": "1",
        }  # fmt: skip
        assert "12个" in post(chief, "/indicators/toy.deals/revise/", {**data, "seasonality": "1,2,3"}, 200)
        assert "整数和逗号" in post(chief, "/indicators/toy.deals/revise/", {**data, "seasonality": "甲"}, 200)
        post(chief, "/indicators/toy.deals/revise/", data)
        assert MeasureVersion.objects.get(number=2).aliases == ["成交额", "合同额"]
        assert "刚被他人修订" in post(chief, "/indicators/toy.deals/revise/", data, 200)
        post(filled.editor, "/indicators/toy.deals/revise/", data, 404)

    def test_a_new_indicator(self, filled: ThreePersons) -> None:
        chief = make_user(roles=[("clerk", filled.tree.city)])
        data = {
            "title": "研发投入", "code": "rd.spending", "unit": "元", "shown_unit": "亿元", "kind": "flow", "aggregation": "sum",
            "formula": "统计部门提供", "aliases": "", "places": "2", "growth_places": "1", "direction": "up", "seasonality": "",
            "report_every": "year", "valid_from": "2023-01-01", "basis": "统计报表制度",
        }  # fmt: skip
        assert "减负" in post(chief, "/indicators/new/", {**data, "title": "机关签到率"}, 200)
        post(chief, "/indicators/new/", {**data, "code": "rd.all"})
        assert "均未填报" in page(chief, "/indicators/rd.all/")


class TestDesk:
    def request(self, user: User, **query: str) -> Any:
        request = RequestFactory().get("/", {"org": "NY", **query})
        request.user = user
        request.scope = read_scope({"org": "NY", "period": "2023", **query}, user, TODAY)
        request.may = partial(may, user)
        return request

    def test_red_first(self, filled: ThreePersons) -> None:
        card = desk.lights_card(self.request(filled.viewer))
        assert card is not None
        assert [tile.title for tile in card["tiles"]][:2] == ["高新技术企业总量", "技术合同成交额"]
        assert card["counts"] == [("red", "红灯", 1), ("green", "绿灯", 1)]

    def test_a_red_light_waits_for_its_explanation(self, filled: ThreePersons) -> None:
        request = self.request(filled.editor)
        (one,) = desk.todo(request)
        assert one.title == "说明“高新技术企业总量”亮红灯的原因和整改措施"
        assert one.url == "/indicators/toy.stock/explain/?org=NY&period=2023"
        target = Target.objects.get(measure__code="toy.stock")
        explain_light(
            org=filled.org,
            measure=target.measure,
            month=Period.parse("2023-12"),
            cause="甲",
            action="乙",
            due_on=None,
            version=None,
            by=filled.editor,
        )
        assert desk.todo(request) == []
        assert desk.todo(self.request(filled.viewer)) == []

    def test_a_reported_value_is_due(self, filled: ThreePersons) -> None:
        reported_measure(report_every="quarter", by=filled.editor)
        found = [todo for todo in desk.todo(self.request(filled.editor)) if todo.kind == "指标填报"]
        assert [(t.title, t.due_on) for t in found] == [("填报“研发投入”2023年第4季度数", date(2024, 1, 10))]
        report_value(
            org=filled.org,
            code="rd.spending",
            as_of=date(2023, 12, 31),
            value=Decimal(1),
            status=Status.FLASH,
            by=filled.editor,
            today=TODAY,
        )
        assert not [todo for todo in desk.todo(self.request(filled.editor)) if todo.kind == "指标填报"]

    def test_freshness_says_what_waits(self, filled: ThreePersons) -> None:
        card = desk.freshness_card(self.request(filled.viewer))
        assert card is not None
        assert card["stale"] == 0
        enter(filled.org, date(2023, 12, 2), "7")
        card = desk.freshness_card(self.request(filled.viewer))
        assert card is not None
        assert card["stale"] == 7

    def test_the_default_year_is_the_latest_with_targets_or_values(self, filled: ThreePersons) -> None:
        assert desk.default_year(filled.org.pk, date(2026, 1, 1)) == 2023
        assert desk.default_year(filled.tree.dongping.pk, date(2026, 1, 1)) is None
