"""工作记录面板: what is linked to a record, what a person took part in, what an organisation held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from tongpin.engines.activities.enums import ActivityState
from tongpin.engines.activities.lists import PANEL
from tongpin.engines.activities.models import Activity, ActivityLink, Participation
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.activities.selectors import activities_in, activities_of, activities_of_person, visible_activities
from tongpin.engines.ledgers.pages import MOST_IN_PANEL, table_of
from tongpin.foundation.files.selectors import record_url_name
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.kernel.reference import Reference

LEFT_OUT = frozenset({"person", "organisation", "activity_kind"})
"""Records whose activities are found another way, or that are none of the office's business records."""


def linked_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """关联的工作记录, with how each is linked; those who may record also find here where to begin."""
    if reference.kind in LEFT_OUT or not record_url_name(reference.kind):
        return None  # what nobody can open from elsewhere is linked to nothing
    links = ActivityLink.objects.filter(record_kind=reference.kind, record_pk=reference.pk)
    roles: dict[int, list[str]] = {}
    for link in links:
        roles.setdefault(link.activity_id, []).append(link.get_role_display())
    role = Column("role", "关联方式", lambda row: "、".join(roles.get(row.pk, ())))
    return _panel("关联的工作记录", (*PANEL, role), activities_of(reference), request, reference)


def person_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """参加的工作记录 of a person, with in what capacity or why not."""
    rows = {row.activity_id: row for row in Participation.objects.filter(person=reference.pk)}

    def how(activity: Any) -> str:
        row = rows[activity.pk]
        return row.get_capacity_display() if row.is_present else f"缺席（{row.reason}）"

    return _panel("参加的工作记录", (*PANEL, Column("how", "参加情况", how)), activities_of_person(reference.pk), request)


def organisation_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """主办的工作记录 of an organisation."""
    columns: Sequence[Column] = [column for column in PANEL if column.key != "org"]
    return _panel("主办的工作记录", columns, activities_in(reference.pk), request)


def _panel(
    title: str, columns: Sequence[Column], rows: QuerySet[Activity], request: Any, linking: Reference | None = None
) -> Mapping[str, Any] | None:
    seen = visible_activities(request.user).filter(pk__in=rows.order_by().values("pk")).exclude(state=ActivityState.WITHDRAWN)
    table = table_of(title, columns, seen.order_by("-day", "-pk"), request)
    may_record = linking is not None and request.may(Permission.EDIT, linking.org_id or request.scope.org)
    if table is None and not may_record:
        return None
    new = ""
    if linking is not None and may_record:
        new = here(request, f"{reverse('activities:new')}?{urlencode({'link': f'{linking.kind}:{linking.pk}'})}")
    more = seen.count() > MOST_IN_PANEL if table else False
    return {"table": table, "new_url": new, "most": MOST_IN_PANEL if more else 0}
