"""工作记录页面: the list and one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.engines.activities import selectors
from tongpin.engines.activities.attendance import summary_of
from tongpin.engines.activities.enums import ActivityState
from tongpin.engines.activities.lists import ACTIVITIES, with_counts
from tongpin.engines.activities.outcomes import shown
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.ledgers.pages import record_actions
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.selectors import within
from tongpin.foundation.files.selectors import record_url_name, visible_record
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.formats import moment, number
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.extensions import RecordKind, gathered

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@dataclass(frozen=True)
class ShownLink:
    """关联记录 as it stands on the page."""

    role: str
    title: str
    kind_title: str
    url: str


def fetch_seen(request: OfficeRequest, pk: int) -> Any:
    """取一条工作记录 where the viewer may see it; 404 otherwise."""
    found = selectors.visible_activities(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def fetch_own(request: OfficeRequest, pk: int) -> Any:
    """取一条可改的工作记录: seen, of an organisation for which the viewer records, and not kept by a subject of its own."""
    found = fetch_seen(request, pk)
    if not request.may(EDIT, found.org) or is_kept_elsewhere(found.kind):
        raise Http404
    return found


def is_kept_elsewhere(key: str) -> bool:
    """Whether a subject has pages of its own for this kind."""
    kind = selectors.find_kind(key)
    return kind is not None and bool(kind.entry_url_name)


@requires(VIEW)
def activity_list(request: OfficeRequest) -> HttpResponseBase:
    """工作记录清单; what is 限知悉 stands on the screen of those who may see it and on no paper or file."""
    rows = within(selectors.visible_activities(request.user), request.scope.org)
    if request.GET.get("export") or request.GET.get("print"):
        rows = selectors.for_others(rows)
    actions = []
    if request.may(EDIT, request.scope.org):
        actions = [
            Action("上传会议记录本", address(request, "activities:book_new")),
            Action("登记工作记录", address(request, "activities:new"), primary=True),
        ]
    return list_page(request, ACTIVITIES, with_counts(rows), actions=actions)


@requires(VIEW)
def activity_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条工作记录."""
    activity = fetch_seen(request, pk)
    kind = selectors.find_kind(activity.kind)
    return record_page(
        request,
        activity.reference(),
        template="activities/activity.html",
        facts=_facts(activity),
        actions=_actions(request, activity),
        back=("工作记录", reverse("activities:activities")),
        context={
            "title": activity.title,
            "activity": activity,
            "attendance": summary_of(list(selectors.participations(activity))),
            "outcomes": shown(kind.outcomes, activity.outcomes) if kind else [],
            "agenda": activity.agenda.all(),
            "links": shown_links(request, activity),
        },
    )


def shown_links(request: OfficeRequest, activity: Any) -> Sequence[ShownLink]:
    """关联记录 that the viewer may see, under the names they bear now."""
    titles = {kind.kind: kind.title for kind in gathered(RecordKind)}
    found = []
    for link in activity.links.all():
        seen = visible_record(link.record_kind, link.record_pk, request.user)
        if seen is not None:
            url = address(request, record_url_name(seen.kind), seen.pk)
            found.append(ShownLink(link.get_role_display(), seen.title, titles.get(seen.kind, ""), url))
    return found


def _facts(activity: Any) -> list[tuple[Any, ...]]:
    ended = [("取消原因" if activity.state == ActivityState.CANCELLED else "撤回原因", activity.reason)] if activity.reason else []
    lasted = [("时长", f"{number(activity.lasted)}小时")] if activity.lasted is not None else []
    return [
        ("种类", activity.kind_title),
        ("状态", activity.get_state_display()),
        *ended,
        ("主办单位", activity.org.name),
        ("时间", _when(activity)),
        *lasted,
        ("地点", activity.place),
        ("知悉范围", activity.get_confidentiality_display()),
        ("登记人", activity.recorded_by.display_name if activity.recorded_by else "", moment(activity.created_at)),
    ]


def _when(activity: Any) -> str:
    if activity.starts_at is None:
        return f"{activity.day:%Y-%m-%d}"
    start = moment(activity.starts_at)
    if activity.ends_at is None:
        return start
    end = moment(activity.ends_at)
    return f"{start}至{end.removeprefix(start[:11])}"


def _actions(request: OfficeRequest, activity: Any) -> tuple[Action, ...]:
    if is_kept_elsewhere(activity.kind):
        return ()
    steps = {
        ActivityState.PLANNED: (("登记开展情况", "activities:hold"), ("更正", "activities:edit"), ("取消", "activities:end")),
        ActivityState.HELD: (("更正", "activities:edit"), ("撤回", "activities:end")),
    }
    return record_actions(request, activity, EDIT, *steps.get(activity.state, ()))
