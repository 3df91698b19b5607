"""导入记录清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.engines.dataio.enums import BatchState
from tongpin.foundation.ui.filters import OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

TONES = {
    BatchState.READING: "active",
    BatchState.PARSED: "warn",
    BatchState.QUEUED: "active",
    BatchState.CONFIRMED: "done",
    BatchState.UNDONE: "stop",
    BatchState.DISCARDED: "stop",
    BatchState.FAILED: "warn",
}


class BatchFilter(OfficeFilterSet):
    """批次筛选."""

    title = django_filters.CharFilter(label="文件名", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label="状态", choices=BatchState.choices)


def _state(row: Any) -> tuple[str, str]:
    return TONES[BatchState(row.state)], row.get_state_display()


BATCHES = ListSpec(
    "import_batches",
    "导入记录",
    (
        Column("pk", "批次号", kind="code", sort=("pk",), link="dataio:batch"),
        Column("title", "文件", sort=("title",), link="dataio:batch"),
        Column("state", "状态", _state, kind="state", sort=("state",)),
        Column("org", "所属单位", "org.shown_name"),
        Column("created_by", "提交人", "created_by.display_name"),
        Column("created_at", "提交时间", kind="moment", sort=("created_at",)),
        Column("confirmed_at", "确认时间", kind="moment", sort=("confirmed_at",)),
        Column("undone_at", "撤销时间", kind="moment", sort=("undone_at",), hidden=True),
    ),
    BatchFilter,
    "-pk",
    empty_title="还没有导入过台账",
    empty_hint="点“导入台账”，把平时用的 Excel 表直接传上来即可。",
    noun="批",
)
