"""主题党日页面: the list, one theme day, entry on one screen; the fusion list of Party items and the business they serve."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.enums import THEME_DAY
from tongpin.domains.orglife.forms.gatherings import ThemeDayForm
from tongpin.domains.orglife.lists.theme_days import THEME_DAYS, theme_day_state
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import theme_days as selectors
from tongpin.domains.orglife.selectors.attendance import attendance, roster_of
from tongpin.domains.orglife.selectors.happenings import is_planned
from tongpin.domains.orglife.selectors.meetings import clock_span
from tongpin.domains.orglife.services import theme_days as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def theme_day_list(request: OfficeRequest) -> HttpResponseBase:
    """主题党日清单."""
    actions = list_actions(request, EDIT, new="orglife:theme_day_new", title="登记主题党日")
    return list_page(request, THEME_DAYS, in_scope(selectors.theme_days(), request, VIEW), actions=actions)


@requires(VIEW)
def theme_day_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次主题党日."""
    theme_day = fetch(selectors.theme_days(), request.user, VIEW, pk)
    activity, there = theme_day.activity, attendance(theme_day)
    return record_page(
        request,
        theme_day.reference(),
        template="orglife/theme_day.html",
        context={"theme_day": theme_day, "attendance": there},
        facts=[
            ("主题", activity.title),
            ("日期", activity.day),
            ("时间", clock_span(activity.starts_at, activity.ends_at)),
            ("地点", activity.place),
            ("党组织", theme_day.org.name),
            ("状态", theme_day_state(theme_day)[1]),
            ("结合节点", theme_day.get_festival_display()),
            ("融入科技业务", theme_day.is_science),
            ("服务事项", "、".join(theme_day.served_titles)),
            ("会前研究", theme_day.studied_beforehand),
            ("主要内容", activity.summary),
            ("后续落实", theme_day.follow_up),
        ],
        actions=_actions(request, theme_day),
        back=("主题党日台账", reverse("orglife:theme_days")),
    )


def _actions(request: OfficeRequest, theme_day: Any) -> tuple[Action, ...]:
    held = "登记开展" if is_planned(theme_day.activity) else "更正"
    steps = record_actions(request, theme_day, EDIT, (held, "orglife:theme_day_edit"), ("撤销", "orglife:theme_day_cancel"))
    serve = Action("关联业务事项", here(request, reverse("orglife:serve", args=[theme_day.activity_id])))
    return (steps[0], serve, *steps[1:]) if steps else ()


@requires(EDIT)
def theme_day_new(request: OfficeRequest) -> HttpResponseBase:
    """登记主题党日 on one screen."""
    org = entry_org(request, EDIT)
    service = partial(services.enter_theme_day, org=org, by=request.user, today=today())
    roster, festivals = roster_of(org, THEME_DAY, today()), selectors.festival_choices(org, today().year)
    form = ThemeDayForm(request.POST or None, roster=roster, festivals=festivals, initial=selectors.usual(org, today()))
    back = reverse("orglife:theme_days")
    return entry_page(request, form, service, title="登记主题党日", done="主题党日已登记。", page="orglife:theme_day", back=back)


@requires(EDIT)
def theme_day_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记开展 or 更正主题党日."""
    theme_day = fetch(selectors.theme_days(), request.user, EDIT, pk)
    service = partial(services.correct_theme_day, theme_day, by=request.user, today=today())
    roster = roster_of(theme_day.org, THEME_DAY, theme_day.activity.day)
    festivals = selectors.festival_choices(theme_day.org, theme_day.activity.day.year, also=theme_day)
    initial = selectors.as_typed(theme_day)
    form = ThemeDayForm(request.POST or None, roster=roster, festivals=festivals, initial=initial, record=theme_day)
    back = reverse("orglife:theme_day", args=[pk])
    return entry_page(
        request, form, service, title=f"登记开展情况：{theme_day}", done="主题党日已保存。", page="orglife:theme_day", back=back
    )


@requires(EDIT)
def theme_day_cancel(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销主题党日."""
    theme_day = fetch(selectors.theme_days(), request.user, EDIT, pk)
    service = partial(services.cancel_theme_day, theme_day, by=request.user)
    form, back = ReasonForm(request.POST or None, record=theme_day), reverse("orglife:theme_day", args=[pk])
    title, after = f"撤销主题党日：{theme_day}", reverse("orglife:theme_days")
    return entry_page(request, form, service, title=title, done="主题党日已撤销。", page=after, back=back, submit="撤销")
