"""工作台和“我的”：组织生活 on the desk: what an inspection would miss; on a person's own page: what is still to be studied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.completeness import shortfalls
from tongpin.domains.orglife.selectors.meetings import held_meetings
from tongpin.domains.orglife.selectors.study import own_list
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import DeskCard, OwnPart

MOST_ON_CARD = 4
OWN_COLUMNS = (
    Column("title", "必学内容", link="orglife:required_study"),
    Column("source", "来源"),
    Column("due_on", "完成时限", kind="date"),
    Column("state", "状态", lambda row: ("red", "已过时限") if row.due_on < today() else ("grey", "未学"), kind="light"),
)


def inspection_card(request: Any) -> Mapping[str, Any] | None:
    """迎检材料: meetings of the year that were held and are not closed, the earliest first, with what the first of them lack."""
    if request.scope.org.pk is None or not request.may(Permission.EDIT, request.scope.org):
        return None
    on = today()
    held = in_scope(held_meetings(), request, Permission.EDIT).filter(activity__day__gte=date(on.year, 1, 1), activity__day__lte=on)
    total = held.count()
    if not total:
        return None
    unclosed = held.filter(closed_on__isnull=True).order_by("activity__day", "pk")
    lines = [(meeting, next((one.text for one in shortfalls(meeting) if one.blocks), "")) for meeting in unclosed[:MOST_ON_CARD]]
    every = here(request, f"{reverse('orglife:meetings')}?open=true")
    return {"lines": lines, "unclosed": unclosed.count(), "total": total, "year": on.year, "every": every}


def own_study(request: Any) -> Mapping[str, Any] | None:
    """我的学习清单: what is still to be studied of this year's lists."""
    rows: Any = own_list(request.user, today())
    return {"table": table_of("我的学习清单", OWN_COLUMNS, rows, request)}


DESK: list[Any] = [
    DeskCard(
        key="inspection",
        title="迎检材料",
        permission=Permission.EDIT,
        template="orglife/inspection_card.html",
        context=inspection_card,
        order=26,
    ),
    OwnPart(
        key="own-study",
        title="我的学习清单",
        permission=Permission.VIEW,
        template="orglife/own_study.html",
        context=own_study,
        url_name="orglife:required_studies",
        url_title="必学清单",
        order=30,
    ),
]
