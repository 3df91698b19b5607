"""Definitions are data: versions follow each other, a bureau's revision survives an upgrade, counting of activity is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.access import ThreePersons
from tests.factories.indicators import DEALS, REGISTERED, enter, reported_measure, toy_measures
from tongpin.engines.indicators.models import Measure, MeasureVersion
from tongpin.engines.indicators.selectors import definition, figure
from tongpin.engines.indicators.selectors.definitions import versions_of
from tongpin.engines.indicators.services import create_measure, revise_measure, sync_measures
from tongpin.engines.indicators.services.definitions import wording_in
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureKind, ReportedMeasure
from tongpin.kernel.periods import Period

TODAY = date(2026, 3, 1)
pytestmark = pytest.mark.django_db


def last(code: str) -> MeasureVersion:
    return versions_of(Measure.objects.get(code=code)).first()  # type: ignore[return-value]


def revise(
    persons: ThreePersons, code: str, valid_from: date = date(2024, 1, 1), seen: int | None = None, **values: object
) -> MeasureVersion:
    version = last(code)
    return revise_measure(
        measure=version.measure,
        seen=version.number if seen is None else seen,
        wording=replace(wording_in(version), **values),
        valid_from=valid_from,
        basis="局办公会纪要〔2024〕1号",
        by=persons.editor,
        today=TODAY,
    )


@pytest.mark.usefixtures("toys")
class TestVersions:
    def test_syncing_again_changes_nothing(self, persons: ThreePersons) -> None:
        assert sync_measures(by=None, today=TODAY) == []
        assert AuditEvent.objects.filter(verb="measure.synced").count() == 1
        assert last("toy.deals").basis == "系统内置口径"

    def test_a_revision_holds_from_its_day_on(self, persons: ThreePersons) -> None:
        enter(persons.org, date(2023, 5, 1), "1234567")
        revise(persons, "toy.deals", shown_unit="万元", places=1, aliases=["成交额"])
        assert figure("toy.deals", persons.org, Period.year(2023)).printed == "0.01亿元"
        assert figure("toy.deals", persons.org, Period.year(2024)).shown_unit == "万元"
        assert definition("toy.deals", date(2023, 12, 31)).version.number == 1
        assert [v.number for v in versions_of(Measure.objects.get(code="toy.deals"))] == [2, 1]
        event = AuditEvent.objects.get(verb="measure.revised")
        assert (event.before["shown_unit"], event.after["shown_unit"]) == ("亿元", "万元")

    def test_two_revisions_from_the_same_page_do_not_both_win(self, persons: ThreePersons) -> None:
        revise(persons, "toy.deals", title="成交额")
        with pytest.raises(Refused, match="刚被他人修订"):
            revise(persons, "toy.deals", seen=1, title="合同额")

    def test_what_the_program_decides_cannot_be_reworded(self, persons: ThreePersons) -> None:
        with pytest.raises(Refused, match="没有任何变化"):
            revise(persons, "toy.deals", formula="随便", unit="万元")

    def test_a_revision_cannot_begin_before_the_present_one(self, persons: ThreePersons) -> None:
        revise(persons, "toy.deals", title="成交额")
        with pytest.raises(Refused, match="不能早于"):
            revise(persons, "toy.deals", valid_from=date(2023, 1, 1), title="合同额")

    def test_a_basis_is_asked_for(self, persons: ThreePersons) -> None:
        version = last("toy.deals")
        wording = replace(wording_in(version), title="甲")
        with pytest.raises(Refused, match="依据"):
            revise_measure(measure=version.measure, seen=1, wording=wording, valid_from=TODAY, basis=" ", by=persons.editor, today=TODAY)

    @pytest.mark.parametrize("title", ["机关签到率", "每日在线时长", "公众号点赞", "走访照片数", "党员学习时长排名", "打卡次数"])
    def test_counting_activity_for_its_own_sake_is_refused(self, persons: ThreePersons, title: str) -> None:
        with pytest.raises(Refused, match="减负"):
            create_measure(
                code="party.activity",
                wording=replace(wording_in(last("toy.registered")), title=title),
                valid_from=TODAY,
                basis="测试",
                by=persons.editor,
                today=TODAY,
            )
        assert not Measure.objects.filter(code="party.activity").exists()

    def test_a_new_indicator_is_reported_by_hand(self, persons: ThreePersons) -> None:
        measure = reported_measure(by=persons.editor)
        assert (measure.is_computed, last("rd.spending").report_every) == (False, "year")
        with pytest.raises(Refused, match="已被使用"):
            reported_measure(by=persons.editor)
        with pytest.raises(Refused, match="小写字母"):
            reported_measure("研发投入", by=persons.editor)
        with pytest.raises(Refused, match="显示单位"):
            reported_measure("rd.other", unit="万元", by=persons.editor)

    def test_a_ratio_cannot_be_added_up(self, persons: ThreePersons) -> None:
        with pytest.raises(Refused, match="比率"):
            reported_measure(kind="ratio", unit="%", shown_unit="%", by=persons.editor)


def test_a_changed_source_becomes_a_new_version_and_keeps_what_the_bureau_revised(persons: ThreePersons) -> None:
    with toy_measures(DEALS, REGISTERED):
        revise(persons, "toy.registered", title="科小入库")
    changed = (replace(DEALS, title="合同成交额"), replace(REGISTERED, title="入库数", formula="按批次计算"))
    with toy_measures(*changed, today=date(2025, 1, 1)):
        assert (last("toy.deals").title, last("toy.deals").basis, last("toy.deals").valid_from) == (
            "合同成交额",
            "系统升级",
            date(2025, 1, 1),
        )
        assert (last("toy.registered").title, last("toy.registered").formula, last("toy.registered").number) == (
            "科小入库",
            "按批次计算",
            3,
        )


def test_indicators_that_no_ledger_gives_are_offered_too(persons: ThreePersons) -> None:
    talent = ReportedMeasure(code="talent.national", title="国家级人才", unit="人", kind=MeasureKind.FLOW, formula="按公布名单填报")
    rate = ReportedMeasure(code="talent.rate", title="人才占比", unit="%", kind=MeasureKind.RATIO, formula="统计部门提供")
    with toy_measures(talent, rate):
        made = last("talent.national")
        assert (made.measure.origin, made.aggregation, made.basis) == ("reported", "sum", "系统内置口径")
        assert last("talent.rate").aggregation == "none"
        assert figure("talent.national", persons.org, Period.year(2023)).value is None
        revise(persons, "talent.national", title="国家级人才入选", formula="按部委名单填报")
    with toy_measures(replace(talent, formula="另一种算法"), replace(rate, title="占比"), today=date(2025, 1, 1)):
        assert (last("talent.national").number, last("talent.national").formula) == (2, "按部委名单填报")
        assert (last("talent.rate").number, last("talent.rate").title) == (2, "占比")
