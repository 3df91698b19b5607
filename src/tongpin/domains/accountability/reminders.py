"""责任落实的待办、提醒和日程: who has to act on which order, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tongpin.domains.accountability.enums import LetterState, OrderState
from tongpin.domains.accountability.models import WorkOrder
from tongpin.domains.accountability.order_flow import OWED
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors.letters import visible_letters
from tongpin.domains.accountability.selectors.orders import Desk, orders, pending_extension, visible_orders
from tongpin.foundation.access.selectors import holders
from tongpin.foundation.orgs.selectors import people, work_calendar
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.obligations import CalendarEntry, Remembrance

NEXT = {
    OrderState.ISSUED: "待签收",
    OrderState.RECEIVED: "待报送",
    OrderState.RETURNED: "退回待补充",
}

BACK = ("send_back", "recheck_fails", "reopen")
"""退回: every time an order comes back it is told anew."""


def todo(request: Any) -> Sequence[Todo]:
    """待办: what my unit owes, what my office has to check, decide or close, letters to sign."""
    user, on = request.user, today()
    desk = Desk(work_calendar(), on)
    found = [_item(order, NEXT[OrderState(order.state)], desk.light(order)[2]) for order in _mine(user)]
    if request.may(Permission.EDIT):
        for order in visible_orders(user, Permission.EDIT).filter(state__in=(OrderState.DRAFTED, OrderState.REPORTED)):
            found.append(_item(order, "待签发" if order.state == OrderState.DRAFTED else "待审核", ""))
        for letter in visible_letters(user, Permission.EDIT).filter(state=LetterState.DRAFTED):
            url = reverse("accountability:letter", args=[letter.pk])
            found.append(Todo(title=str(letter), url=url, kind="待签订", reason=f"{letter.year}年度，{letter.department.shown_name}"))
    if request.may(Permission.CHECK):
        for order in (
            visible_orders(user, Permission.CHECK).filter(state=OrderState.ACCEPTED, kind="supervision").exclude(accepted_by=user.pk)
        ):
            found.append(_item(order, "待复核销号", "销号复核由审核人以外的人办理。"))
        asked = visible_orders(user, Permission.CHECK).filter(extensions__verdict="asked").exclude(extensions__asked_by=user.pk).distinct()
        for order in asked:
            extension = pending_extension(order)
            if extension is not None:
                found.append(_item(order, "待审批延期", f"申请延至{extension.wanted_on:%Y-%m-%d}：{extension.reason}"))
    return found


def _mine(user: Any) -> Iterable[WorkOrder]:
    """Orders that this person has to answer: as the one named, or as one of the unit that leads."""
    own = [person.org_id for person in people().filter(user=user.pk)]
    signers = Q(items__clause__wording__letter__signer__user=user.pk)
    rows = visible_orders(user, Permission.ANSWER).filter(state__in=OWED)
    return rows.filter(Q(person__user=user.pk) | Q(lead__in=own) | signers).distinct().order_by("due_on", "pk")


def _item(order: WorkOrder, kind: str, reason: str) -> Todo:
    return Todo(title=order.title, url=reverse("accountability:order", args=[order.pk]), kind=kind, due_on=order.due_on, reason=reason)


def due(on: date) -> Iterable[Remembrance]:
    """提醒: an issued order at once, a returned one at once, every urging at once, and what is near or past its day."""
    owed = list(orders().filter(state__in=OWED).prefetch_related("urgings", "steps", "items__clause__wording__letter__signer"))
    nearest = holders(Permission.ANSWER, {order.lead_id for order in owed})
    desk = Desk(work_calendar(), on)
    for order in owed:
        url, light = reverse("accountability:order", args=[order.pk]), desk.light(order)
        again = sum(step.move in BACK for step in order.steps.all())
        events = [(f"order-{order.pk}-{order.state}-{again}", f"{NEXT[OrderState(order.state)]}：{order.title}", 1)]
        events += [(f"order-{order.pk}-urge-{u.number}", f"第{u.number}次催办：{order.title}", 1) for u in order.urgings.all()]
        if light[1] in ("临期", "逾期"):
            events.append((f"order-{order.pk}-{light[0]}", f"{light[1]}：{order.title}", 1))
        for user_id in _answering(order, nearest.get(order.lead_id, [])):
            for key, title, step in events:
                yield Remembrance(key=key, user_id=user_id, title=title, url=url, due_on=order.due_on, step=step)


def _answering(order: WorkOrder, nearest: list[int]) -> list[int]:
    """The person named and the signers of its clauses; where none has an account, who may answer nearest to the unit."""
    named = [order.person.user_id] if order.person is not None else []
    for item in order.items.all():
        if item.clause is not None:
            named.append(item.clause.wording.letter.signer.user_id)
    found = list(dict.fromkeys(key for key in named if key is not None))
    return found or nearest[:1]


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: orders by the day they are due."""
    for order in visible_orders(request.user).filter(state__in=OWED, due_on__gte=start, due_on__lt=end):
        url = reverse("accountability:order", args=[order.pk])
        yield CalendarEntry(
            key=f"order-{order.pk}", title=f"{order.get_kind_display()}到期：{order.title}", day=order.due_on, url=url, kind="工单"
        )
