"""Targets: issued, adjusted by a following one, imported from the office's own sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from tests.factories.access import ThreePersons
from tests.factories.indicators import set_target
from tongpin.engines.indicators.models import Target
from tongpin.engines.indicators.selectors import figure
from tongpin.engines.indicators.services import adjust_target
from tongpin.engines.indicators.services.target_sheet import TARGET_SHEET
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toys")]


class Changes:
    """Writes like the import's change set."""

    def create(self, objs: list[models.Model]) -> list[models.Model]:
        return [self._saved(o) for o in objs]

    def _saved(self, row: models.Model) -> models.Model:
        row.save(force_insert=True)
        return row

    def update(self, objs: list[models.Model], fields: list[str]) -> None:
        for row in objs:
            row.save(update_fields=fields)


def row(measure: str = "高新技术企业总量", value: str = "65", unit: str = "家", year: int | None = 2023) -> dict[str, Any]:
    return {
        "year": year,
        "measure": measure,
        "unit": unit,
        "value": Decimal(value),
        "department": "高新科",
        "document": "宁委办字〔2023〕6号",
    }


def take_in(persons: ThreePersons, *rows: dict[str, Any]) -> None:
    TARGET_SHEET.apply(persons.org, list(rows), Changes(), persons.editor, date(2023, 2, 1))


def test_an_adjusted_target_leaves_the_old_one_readable(persons: ThreePersons) -> None:
    old = set_target(persons.org, "toy.stock", 60, by=persons.editor)
    new = adjust_target(target=old, version=1, value=Decimal(65), document="宁委办字〔2023〕9号", reason="中期调整", by=persons.editor)
    old.refresh_from_db()
    assert (old.is_current, old.superseded_reason, new.replaces) == (False, "中期调整", old)
    assert figure("toy.stock", persons.org, Y2023).target == 65
    event = AuditEvent.objects.get(verb="target.adjusted")
    assert (event.before["value"], event.after["value"]) == ("60", "65")
    with pytest.raises(StaleRecord):
        adjust_target(target=old, version=1, value=Decimal(70), reason="再调", by=persons.editor)
    with pytest.raises(Refused, match="原因"):
        adjust_target(target=new, version=1, value=Decimal(70), reason="", by=persons.editor)
    with pytest.raises(Refused, match="没有变化"):
        adjust_target(target=new, version=1, value=Decimal(65), document=new.document, reason="无", by=persons.editor)


def test_one_current_target_and_no_negative_one(persons: ThreePersons) -> None:
    set_target(persons.org, "toy.stock", 60, by=persons.editor)
    with pytest.raises(Refused, match="已有此项目标"):
        set_target(persons.org, "toy.stock", 61, by=persons.editor)
    with pytest.raises(Refused, match="不能为负数"):
        set_target(persons.org, "toy.deals", -1, by=persons.editor)


def test_the_sheet_is_read_in_its_own_units(persons: ThreePersons) -> None:
    take_in(persons, row(), row("合同成交额", "18", "亿元"), row("科技型中小企业入库", "90", "户"))
    assert {t.measure.code: t.value for t in Target.objects.select_related("measure")} == {
        "toy.stock": 65,
        "toy.deals": 1_800_000_000,
        "toy.registered": 90,
    }
    stored = TARGET_SHEET.current(persons.org, [(2023, "合同成交额"), (2023, "高新技术企业总量"), (2022, "合同成交额"), (2023, "没有的")])
    assert stored[2023, "合同成交额"]["value"] == 18
    assert stored[2023, "合同成交额"]["unit"] == "亿元"
    assert set(stored) == {(2023, "合同成交额"), (2023, "高新技术企业总量")}


def test_taking_it_in_again_changes_nothing_and_another_value_supersedes(persons: ThreePersons) -> None:
    take_in(persons, row())
    take_in(persons, row())
    assert Target.objects.count() == 1
    take_in(persons, row(value="70"))
    old, new = Target.objects.order_by("pk")
    assert (old.is_current, new.is_current, new.replaces, new.value) == (False, True, old, 70)
    assert old.superseded_reason == "目标任务表重新下达"


def test_wrong_rows_say_what_and_what_instead(persons: ThreePersons) -> None:
    rows = [row("高新技术企业总数"), row("合同成交额", "18", "家"), row(year=None), row(), row("高企总量", "3", "个")]
    found = TARGET_SHEET.check(persons.org, rows) if TARGET_SHEET.check else {}
    assert {index: [(column, suggestion) for column, _, suggestion in wrong] for index, wrong in found.items()} == {
        0: [("measure", "是否为“高新技术企业总量”")],
        1: [("unit", "应为元、千元、万元、百万元、亿元")],
        2: [("year", "请在表中加“年度”列，或在标题中写明年份，如“2023年度目标任务”。")],
    }
    assert found[1][0][1] == "单位“家”与指标“技术合同成交额”不符。"
    with pytest.raises(Refused, match="对不上"):
        take_in(persons, row("没有的"))


def test_all_targets_are_given_back_for_export(persons: ThreePersons) -> None:
    take_in(persons, row("科技型中小企业入库", "90", "家"), row("合同成交额", "18", "亿元"), row(year=2022, value="48"), row(value="60"))
    take_in(persons, row(value="65"))
    found = TARGET_SHEET.current(persons.org, None)  # type: ignore[arg-type]
    assert [(key, values["value"], values["unit"]) for key, values in found.items()] == [
        ((2022, "高新技术企业总量"), 48, "家"),
        ((2023, "技术合同成交额"), 18, "亿元"),
        ((2023, "高新技术企业总量"), 65, "家"),
        ((2023, "科技型中小企业入库"), 90, "家"),
    ]


def test_a_unit_may_be_left_out(persons: ThreePersons) -> None:
    take_in(persons, row("合同成交额", "18", ""))
    assert Target.objects.get().value == 1_800_000_000
