"""企业辅导的待办、提醒和日程: certificates that run out, yearly reports, and the day by which a firm should be ready."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors.reviews import coached_firms
from tongpin.domains.coaching.selectors.standings import held_certificates
from tongpin.foundation.access.selectors import holders, visible_to
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.obligations import CalendarEntry, Remembrance

EDIT = Permission.EDIT
REPORT_MONTHS = (3, 4, 5)
"""The yearly report is due by the end of May: it is spoken of from March on."""
SOON_DAYS = 30


def report_due(on: date) -> date:
    """年度报表截止日 of the year."""
    return date(on.year, 5, 31)


def todo(request: Any) -> Sequence[Todo]:
    """待办: certificates to renew and reports to see to, one line each for the whole office; the firms I coach, each by name."""
    user, on = request.user, today()
    found = []
    if request.may(EDIT):
        held, page = visible_to(held_certificates(on), user, EDIT), reverse("coaching:held")
        renew = held.filter(needs_renewal=True)
        if number := renew.count():
            first = renew.order_by("valid_to").values_list("valid_to", flat=True)[0]
            title = f"{number}家高新技术企业证书一年内到期，尚未准备重新认定"
            found.append(Todo(title=title, url=f"{page}?need=renew&as_of={on:%Y-%m-%d}", kind="证书到期", due_on=first))
        if on.month in REPORT_MONTHS and (number := held.filter(owes_report=True).count()):
            title = f"{number}家高新技术企业还没有登记填报{on.year - 1}年度发展情况报表"
            found.append(Todo(title=title, url=f"{page}?need=report&as_of={on:%Y-%m-%d}", kind="年度报表", due_on=report_due(on)))
    for plan in coached_firms().filter(coach__user=user.pk, due_on__isnull=False, due_on__lte=_ahead(on)).order_by("due_on", "pk"):
        url = reverse("coaching:readiness", args=[plan.firm_id])
        title = f"辅导{plan.firm.name}（{plan.get_programme_display() or '未定目标'}）"
        found.append(Todo(title=title, url=url, kind="企业辅导", due_on=plan.due_on))
    return found


def due(on: date) -> Iterable[Remembrance]:
    """提醒: a certificate once when its last year begins and once a month before its end; coaches before their day."""
    soon = list(held_certificates(on).filter(needs_renewal=True).order_by("valid_to", "pk"))
    coaches = {plan.firm_id: plan for plan in coached_firms().filter(coach__user__isnull=False)}
    nearest = holders(EDIT, {title.org_id for title in soon})
    for title in soon:
        plan = coaches.get(title.enterprise_id)
        user = plan.coach.user_id if plan is not None and plan.coach is not None else next(iter(nearest.get(title.org_id, [])), None)
        if user is None:
            continue
        steps = [("year", "一年内到期，请准备重新申请认定")]
        if (title.valid_to - on).days <= SOON_DAYS:
            steps.append(("month", f"{(title.valid_to - on).days}天后到期，还没有准备重新认定"))
        for key, words in steps:
            yield Remembrance(
                key=f"hnte-{title.pk}-{key}",
                user_id=user,
                title=f"{title.enterprise.name}高新技术企业证书{words}",
                url=reverse("coaching:readiness", args=[title.enterprise_id]),
                due_on=title.valid_to,
            )
    for plan in coaches.values():
        user = plan.coach.user_id if plan.coach is not None else None
        if user is not None and plan.due_on is not None and 0 <= (plan.due_on - on).days <= SOON_DAYS:
            yield Remembrance(
                key=f"coached-{plan.pk}-{plan.due_on:%Y%m%d}",
                user_id=user,
                title=f"{plan.firm.name}辅导时限临近",
                url=reverse("coaching:readiness", args=[plan.firm_id]),
                due_on=plan.due_on,
            )


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: the days by which coached firms should be ready, and the end of May for yearly reports."""
    rows = request.visible(coached_firms(), Permission.VIEW).filter(due_on__gte=start, due_on__lt=end)
    for plan in rows.order_by("due_on", "pk"):
        url = reverse("coaching:readiness", args=[plan.firm_id])
        yield CalendarEntry(key=f"coached-{plan.pk}", title=f"辅导时限：{plan.firm.name}", day=plan.due_on, url=url, kind="企业辅导")
    for year in range(start.year, end.year + 1):
        day = report_due(date(year, 1, 1))
        if start <= day < end:
            yield CalendarEntry(
                key=f"annual-report-{year}",
                title=f"高新技术企业{year - 1}年度发展情况报表填报截止",
                day=day,
                url=reverse("coaching:held"),
                kind="企业辅导",
            )


def _ahead(on: date) -> date:
    return date.fromordinal(min(on.toordinal() + SOON_DAYS, date.max.toordinal()))
