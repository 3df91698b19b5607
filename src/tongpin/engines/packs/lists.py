"""规则包清单."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class PackFilter(OfficeFilterSet):
    """规则包筛选."""

    q = KeywordFilter("title", "code", label="名称或代号")


def pack_state(pack: Any, on: date) -> tuple[str, str]:
    """What holds of a pack on a day, with its tone; the pack comes from ``packs()``, its switches the last first."""
    switch = next((one for one in pack.switches.all() if one.starts_on <= on), None)
    if switch is None:
        return "plain", "未采用"
    return ("done", f"采用第 {switch.edition.number} 版") if switch.edition is not None else ("stop", "已停用")


def pack_list(on: date) -> ListSpec:
    """规则包清单, as of a day."""
    return ListSpec(
        "rule_packs",
        "规则包",
        (
            Column("title", "名称", sort=("title",), link="packs:pack"),
            Column("code", "代号", kind="code", sort=("code",)),
            Column("state", "状态", lambda row: pack_state(row, on), kind="state"),
            Column("latest", "最新版次", kind="number", sort=("latest",)),
            Column("basis", "依据", lambda row: row.editions.all()[0].basis),
            Column("org", "单位", "org.shown_name", sort=("org__path",)),
            Column("updated_at", "最近办理", kind="moment", sort=("updated_at",)),
        ),
        PackFilter,
        default_sort="title",
        empty_title="还没有规则包",
        empty_hint="点“登记规则包”写入本单位的规则，也可以先选一个模板再按本单位的文件修改。",
        noun="个",
    )
