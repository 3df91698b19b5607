"""通知页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongpin.engines.ledgers.pages import entry_org, entry_page
from tongpin.engines.notifications import selectors, services
from tongpin.engines.notifications.forms import HoursForm
from tongpin.engines.notifications.permissions import NoticePermission
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.lists import Action, ListSpec, list_page
from tongpin.kernel.clock import now

VIEW, EDIT = NoticePermission.VIEW, NoticePermission.EDIT


def _state(row: Any) -> tuple[str, str]:
    return ("done", "已读") if row.read_at else ("active", "未读")


NOTICES = ListSpec(
    "notices",
    "提醒",
    (
        Column("day", "日期", "digest.day", kind="date", sort=("digest__day",)),
        Column("title", "提醒内容", link="notifications:open"),
        Column("due_on", "时限", kind="date", sort=("due_on",)),
        Column("state", "状态", _state, kind="state"),
    ),
    default_sort=("-day", "due_on"),
    empty_title="还没有提醒",
    empty_hint="临近时限和逾期的事项，每个工作日汇总提醒一次。",
)


@requires(VIEW)
def notices(request: OfficeRequest) -> HttpResponseBase:
    """本人的提醒."""
    actions = [Action("全部标为已读", here(request, reverse("notifications:read_all")), method="post")]
    if request.scope.org.pk is not None and request.may(EDIT, request.scope.org):
        actions.append(Action("通知时间", here(request, reverse("notifications:hours"))))
    return list_page(request, NOTICES, selectors.notices_of(request.user), actions=tuple(actions))


@require_GET
@requires(VIEW)
def open_notice(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """打开提醒: marks it as read and goes where it is dealt with."""
    notice = selectors.notices_of(request.user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    services.read_notice(notice, moment=now())
    return redirect(notice.url)


@require_POST
@requires(VIEW)
def read_all(request: OfficeRequest) -> HttpResponseBase:
    """全部标为已读."""
    services.read_all(by=request.user, moment=now())
    messages.success(request, "已全部标为已读。")
    return redirect(here(request, reverse("notifications:notices")))


@requires(EDIT)
def hours(request: OfficeRequest) -> HttpResponseBase:
    """通知时间 of the organisation the page looks at."""
    org = entry_org(request, EDIT)
    back = reverse("notifications:notices")
    form = HoursForm(request.POST or None, instance=selectors.hours_set(org))
    service = partial(services.set_hours, org=org, by=request.user)
    return entry_page(request, form, service, title=f"通知时间：{org}", done="通知时间已保存。", page=back, back=back)
