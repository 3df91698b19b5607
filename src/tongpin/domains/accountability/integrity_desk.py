"""廉政和公开的待办、提醒和日程: letters to send and to sign for, circulars, steps of disclosures, talks owed, files one handles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from tongpin.domains.accountability.enums import DisclosureState, ReminderState
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import cases, circulars, disclosures, reminders
from tongpin.domains.accountability.selectors.office_talks import office_talks
from tongpin.foundation.access.selectors import holders
from tongpin.foundation.orgs.selectors import people
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.obligations import CalendarEntry, Remembrance

AHEAD = timedelta(days=14)
WAITING = {
    DisclosureState.PROPOSED: ("待保密审查", Permission.SECRECY),
    DisclosureState.CHECKED: ("待审批", Permission.CHECK),
    DisclosureState.APPROVED: ("待公开", Permission.EDIT),
}


def todo(request: Any) -> Sequence[Todo]:
    """待办 of the office: what is to be sent, signed for, studied, checked, approved or published."""
    on = today()
    return [*_letters(request, on), *_circulars(request, on), *_disclosures(request), *_talks(request, on), *_cases(request, on)]


def todo_own(request: Any) -> Sequence[Todo]:
    """本人待办: letters one has not signed for."""
    rows = reminders.deliveries_to(request.user).filter(received_at__isnull=True)
    return [
        Todo(
            title=row.reminder.title,
            url=reverse("accountability:delivery", args=[row.pk]),
            kind="待签收",
            due_on=row.reminder.starts_on,
            reason="请阅看并签收。",
        )
        for row in rows
    ]


def _letters(request: Any, on: date) -> Iterable[Todo]:
    rows = request.visible(reminders.reminders(), Permission.EDIT).filter(state=ReminderState.DRAFTED, starts_on__gt=on)
    for row in rows.order_by("send_on", "pk"):
        url = reverse("accountability:reminder", args=[row.pk])
        yield Todo(title=row.title, url=url, kind="待发出", due_on=row.send_on, reason=f"{row.starts_on:%Y-%m-%d}放假。")


def _circulars(request: Any, on: date) -> Iterable[Todo]:
    if not request.may(Permission.ANSWER):
        return
    own = [person.org_id for person in people().filter(user=request.user.pk)]
    for unit in circulars.units_to_answer(request.user).filter(study__isnull=True, org__in=own):
        circular = unit.circular
        kind, due_on = ("待签收", circular.receive_by) if unit.received_on is None else ("待学习", circular.study_by)
        url = reverse("accountability:circular", args=[circular.pk])
        yield Todo(title=circular.title, url=url, kind=kind, due_on=due_on, reason=unit.org.shown_name)


def _disclosures(request: Any) -> Iterable[Todo]:
    for state, (kind, permission) in WAITING.items():
        if not request.may(permission):
            continue
        for row in disclosures.visible_disclosures(request.user, permission).filter(state=state):
            if row.proposed_by_id == request.user.pk and state != DisclosureState.APPROVED:
                continue
            url = reverse("accountability:disclosure", args=[row.pk])
            yield Todo(title=row.title, url=url, kind=kind, reason=f"{row.item.department.shown_name}提出。")


def _talks(request: Any, on: date) -> Iterable[Todo]:
    """Those who handle the appointments themselves have the same on their list already."""
    if not request.may(Permission.INTEGRITY) or request.may("membership.appointments"):
        return
    for row in office_talks(request.user, on, None):
        reason, due_on = "已讨论决定，还没有进行任前廉政谈话。", row.due.takes_office_on
        yield Todo(title=f"任用案第{row.pk}号", url=row.url, kind="任前谈话", due_on=due_on, reason=reason)


def _cases(request: Any, on: date) -> Iterable[Todo]:
    """By number alone: a list of things to do is read over shoulders."""
    for case in cases.cases_due(request.user, on + AHEAD):
        reason = cases.case_light(case, on)[2]
        url = reverse("accountability:case", args=[case.pk])
        yield Todo(title=case.number, url=url, kind="信访件", due_on=case.reply_by, reason=reason)


def due(on: date) -> Iterable[Remembrance]:
    """提醒: a letter that should be sent goes to who may send it; a disclosure that was taken down or waits is told on the desk alone."""
    waiting = list(reminders.reminders().filter(state=ReminderState.DRAFTED, send_on__lte=on, starts_on__gt=on))
    able = holders(Permission.EDIT, {row.org_id for row in waiting})
    for row in waiting:
        url = reverse("accountability:reminder", args=[row.pk])
        for user_id in able.get(row.org_id, [])[:3]:
            yield Remembrance(key=f"reminder-{row.pk}", user_id=user_id, title=f"待发出：{row.title}", url=url, due_on=row.send_on)


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: the days on which letters are due, and until which circulars are signed for and studied."""
    for row in request.visible(reminders.reminders(), Permission.VIEW).filter(send_on__gte=start, send_on__lt=end):
        if row.state != ReminderState.DROPPED:
            url = reverse("accountability:reminder", args=[row.pk])
            yield CalendarEntry(key=f"integrity-{row.pk}", title=f"发出：{row.title}", day=row.send_on, url=url, kind="廉政提醒")
    for unit in circulars.units_to_answer(request.user).filter(
        circular__study_by__gte=start, circular__study_by__lt=end, study__isnull=True
    ):
        url = reverse("accountability:circular", args=[unit.circular_id])
        title = f"学习：{unit.circular.title}（{unit.org.shown_name}）"
        yield CalendarEntry(key=f"circular-{unit.pk}", title=title, day=unit.circular.study_by, url=url, kind="案例通报")
