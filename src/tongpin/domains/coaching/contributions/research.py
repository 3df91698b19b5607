"""研发费用 as 企业辅导 contributes it: pages, records, the panel of a firm, sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tongpin.domains.coaching.contributions.rd_sheets import RD_SHEETS
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors.research import (
    booked_years,
    rd_entries,
    rd_project_matches,
    rd_projects,
    rd_projects_of,
    rd_years,
)
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.foundation.ui.addresses import here
from tongpin.kernel.extensions import Extension, NavItem, RecordKind, RecordPanel, SearchSource
from tongpin.kernel.reference import Reference

VIEW = Permission.VIEW


def rd_panel(reference: Reference, request: Any) -> Mapping[str, Any]:
    """研发费用 of a firm: how many projects, and the years that can be compared."""
    years = [(year, here(request, reverse("coaching:rd_year", args=[reference.pk, year]))) for year in booked_years(reference.pk)]
    return {
        "years": years,
        "number": rd_projects_of(reference.pk).count(),
        "url": here(request, reverse("coaching:rd_firm", args=[reference.pk])),
    }


RESEARCH: tuple[Extension, ...] = (
    NavItem(group="企业数据", title="研发表格预审", url_name="coaching:precheck", permission=Permission.EDIT, icon="check", order=318),
    NavItem(group="企业数据", title="研发项目和辅助账", url_name="coaching:rd_projects", permission=VIEW, icon="money", order=312),
    RecordKind(kind="rd_project", title="研发项目", url_name="coaching:rd_project", permission=VIEW, fetch=seen(rd_projects, VIEW)),
    RecordKind(kind="rd_entry", title="辅助账分录", url_name="coaching:rd_entry", permission=VIEW, fetch=seen(rd_entries, VIEW)),
    RecordKind(kind="rd_year", title="加计扣除年度事项", url_name="coaching:rd_year_record", permission=VIEW, fetch=seen(rd_years, VIEW)),
    RecordPanel(
        record_kind="enterprise", title="研发费用", permission=VIEW, template="coaching/parts/rd_panel.html", context=rd_panel, order=45
    ),
    SearchSource(kind="rd_project", title="研发项目", permission=VIEW, find=finder(rd_projects, VIEW, rd_project_matches)),
    *RD_SHEETS,
)
