"""企业页面上的面板: what a firm qualifies for, what is missing, its figures, rights and applications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.domains.coaching.lists.records import APPLICATION_PANEL, YEAR_PANEL, right_panel
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors.applications import applications_of
from tongpin.domains.coaching.selectors.firm_years import firm_years_of
from tongpin.domains.coaching.selectors.readiness import outlook
from tongpin.domains.coaching.selectors.rights import rights_of
from tongpin.engines.ledgers.pages import TABLE, table_panel
from tongpin.kernel.extensions import RecordPanel
from tongpin.kernel.reference import Reference

VIEW = Permission.VIEW


def readiness_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """企业研判 on the firm's own page."""
    if not request.may(VIEW, reference.org_id):
        return None
    found = outlook(reference.pk, request.scope.as_of)
    return {"found": found, "rows": list(found.now.values()), "firm_pk": reference.pk}


PANELS = [
    RecordPanel(
        record_kind="enterprise",
        title="企业研判",
        permission=VIEW,
        template="coaching/panel.html",
        context=readiness_panel,
        order=190,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="年度经营数据",
        permission=VIEW,
        template=TABLE,
        context=table_panel("年度经营数据", YEAR_PANEL, firm_years_of, VIEW),
        order=240,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="知识产权",
        permission=VIEW,
        template=TABLE,
        context=table_panel("知识产权", right_panel, rights_of, VIEW),
        order=250,
    ),
    RecordPanel(
        record_kind="enterprise",
        title="申报进度",
        permission=VIEW,
        template=TABLE,
        context=table_panel("申报进度", APPLICATION_PANEL, applications_of, VIEW),
        order=260,
    ),
]
