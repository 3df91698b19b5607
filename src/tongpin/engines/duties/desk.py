"""工作台与提醒: what is due this week with its reason, for whom it is to be done; reminders step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tongpin.engines.duties.calculations.windows import window_title
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.lists import OWN_COLUMNS, PANEL_COLUMNS
from tongpin.engines.duties.models import Finding
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.kept import (
    by_weight,
    due_findings,
    finding_counts,
    findings_of_person,
    findings_seen,
    person_of,
)
from tongpin.engines.duties.selectors.lines import line_of
from tongpin.engines.duties.selectors.matrix import PRESSING
from tongpin.engines.duties.selectors.next_steps import actions_in, next_steps
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.access.selectors import holders, visible_to, within
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import Todo
from tongpin.kernel.obligations import CalendarEntry, Remembrance
from tongpin.kernel.reference import Reference

MOST_ON_CARD = 6
MOST_TODO = 200
FEW_ORGS = 3
STILL_OWED = (FindingState.OVERDUE, FindingState.SOON, FindingState.OPEN)
LOOK_BACK = timedelta(days=60)
"""What has been overdue for longer stands in the lists, but nobody is reminded of it every day."""


def card(request: Any) -> Mapping[str, Any] | None:
    """应尽事项卡片: what is overdue or due this week in the organisation looked at; left out where nothing is judged.

    Whoever keeps its duties has them among the things to do, and finds here only the numbers and the way to the year.
    """
    org = request.scope.org
    if org.pk is None:
        return None
    rows = within(findings_seen(request.user), org)
    counted = finding_counts(rows)
    if not counted:
        return None
    due = _due_this_week(rows, today())
    if request.may(DutyPermission.STATE, org):
        due = due.none()
    shown = [line for row in due[:MOST_ON_CARD] if (line := line_of(row)) is not None]
    pressing = sorted(((FindingState(state), n) for state, n in counted.items()), key=lambda pair: -pair[0].weight)
    return {
        "lines": shown,
        "more": max(due.count() - MOST_ON_CARD, 0),
        "keeps": request.may(DutyPermission.STATE, org),
        "counts": [(state, n) for state, n in pressing if state in PRESSING],
    }


def own_part(request: Any) -> Mapping[str, Any] | None:
    """我的应尽事项: what is still owed of what concerns the viewer; left out for whom no rule is about."""
    person = person_of(request.user)
    rows = findings_of_person(person) if person else None
    if rows is None or not rows.exists():
        return None
    weighed: Any = by_weight(rows.filter(state__in=STILL_OWED))
    return {"table": table_of("我的应尽事项", OWN_COLUMNS, weighed.order_by("-weight", "due_on", "pk"), request)}


def todo(request: Any) -> Sequence[Todo]:
    """待办: duties overdue or due this week, of organisations for which the viewer states facts, and the viewer's own.

    Whoever keeps many organisations has one entry for each of them, with the number; what has been overdue for long is not repeated.
    """
    day = today()
    person = person_of(request.user)
    own = list(_recent(findings_of_person(person), day)[:MOST_TODO]) if person else []
    keeping = visible_to(findings_seen(request.user), request.user, DutyPermission.STATE)
    rows = list(_recent(keeping, day).exclude(pk__in=[row.pk for row in own])[:MOST_TODO])
    of_org: dict[int, list[Finding]] = {}
    for row in rows:
        of_org.setdefault(row.org_id, []).append(row)
    if len(of_org) <= FEW_ORGS:
        return [_todo(row, request.user) for row in (*own, *rows)]
    return [*(_todo(row, request.user) for row in own), *(_todo_of_org(org) for org in of_org.values())]


def _todo(row: Finding, viewer: User) -> Todo:
    return Todo(
        title=f"{row.subject_title}：{row.rule_title}",
        url=reverse("duties:finding", args=[row.pk]),
        kind=row.word,
        due_on=row.due_on,
        reason=row.reason,
        steps=partial(_steps, row, viewer),
    )


def _steps(row: Finding, viewer: User) -> Sequence[tuple[str, str]]:
    line = line_of(row)
    return next_steps(line, actions_in(row.org, viewer), row.org.code) if line else ()


def _todo_of_org(rows: Sequence[Finding]) -> Todo:
    first = rows[0]
    overdue = sum(row.state == FindingState.OVERDUE for row in rows)
    coming = len(rows) - overdue
    words = "，".join(f"{n} 项{what}" for n, what in ((overdue, "逾期或不符合"), (coming, "本周到期")) if n)
    titles = "、".join(dict.fromkeys(row.rule_title for row in rows[:3]))
    matrix = f"{reverse('duties:matrix')}?org={first.org.code}&period={today().year}"
    return Todo(
        title=f"{first.org.shown_name}：{words}",
        url=matrix,
        steps=lambda: (("逐项办理", matrix),),
        kind="应尽事项",
        due_on=first.due_on,
        reason=titles + ("等" if len(rows) > 3 else ""),
    )


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: what is still to be done, by the day it is due; the same duty of many organisations is one entry with their number."""
    keeping = visible_to(findings_seen(request.user), request.user, DutyPermission.STATE)
    open_states = (FindingState.OPEN, FindingState.SOON, FindingState.OVERDUE, FindingState.MISSING)
    of_day: dict[tuple[date, str, str], list[Finding]] = {}
    for row in keeping.filter(state__in=open_states, due_on__gte=start, due_on__lt=end).order_by("due_on", "rule_code", "pk"):
        if row.due_on is not None:
            of_day.setdefault((row.due_on, row.rule_code, row.window), []).append(row)
    for (due, code, window), rows in of_day.items():
        first = rows[0]
        many = len(rows) > 1
        yield CalendarEntry(
            key=f"duty-{code}-{window}-{due}" if many else f"duty-{first.pk}",
            title=f"{first.rule_title}（{len(rows)} 个未完成）" if many else f"{first.subject_title}：{first.rule_title}",
            day=due,
            url=f"{reverse('duties:findings')}?code={code}" if many else reverse("duties:finding", args=[first.pk]),
            kind="应尽事项",
        )


def organisation_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """应尽事项 on an organisation's page: what asks for attention there."""
    return _panel(findings_seen(request.user).filter(org=reference.pk, is_personal=False), request)


def person_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """应尽事项 on a person's page, for those who may see what concerns one person."""
    return _panel(findings_seen(request.user).filter(person_pk=reference.pk), request)


def _panel(rows: Any, request: Any) -> Mapping[str, Any] | None:
    weighed: Any = by_weight(rows.filter(state__in=PRESSING))
    return table_of("应尽事项", PANEL_COLUMNS, weighed.order_by("-weight", "due_on", "pk"), request)


def reminders(day: date) -> Iterable[Remembrance]:
    """提醒: due soon and overdue, first to those nearest who keep the duties of the organisation; overdue in a second step to those above.

    A person's own finding goes to that person first. The words name the duty and nothing that was found.
    """
    rows = list(due_findings(day, since=day - LOOK_BACK))
    keepers = holders(DutyPermission.STATE, {row.org_id for row in rows})
    overseers = holders(DutyPermission.ADOPT, {row.org_id for row in rows})
    users = _users_of({row.person_pk for row in rows if row.person_pk is not None})
    for row in rows:
        overdue = row.state == FindingState.OVERDUE
        above = overseers.get(row.org_id, [])
        keeping = keepers.get(row.org_id, [])
        near = [users[row.person_pk]] if row.person_pk in users else [user for user in keeping if user not in above] or keeping
        yield from (_reminder(row, user, overdue, 1) for user in near)
        if overdue:
            yield from (_reminder(row, user, overdue, 2) for user in above if user not in near)


def _reminder(row: Finding, user: int, overdue: bool, step: int) -> Remembrance:
    words = "已逾期" if overdue else "临近期限"
    window = f"（{window_title(row.window)}）" if row.window else ""
    return Remembrance(
        key=f"{row.rule_key}:{row.subject_kind}:{row.subject_pk}:{row.window}:{'overdue' if overdue else 'soon'}",
        user_id=user,
        title=f"{row.rule_title}{window}{words}" if row.is_personal else f"{row.subject_title}：{row.rule_title}{window}{words}",
        url=reverse("duties:finding", args=[row.pk]),
        due_on=row.due_on,
        step=step,
    )


def _users_of(person_pks: Iterable[int]) -> dict[int | None, int]:
    rows = Person.objects.filter(pk__in=person_pks, user__isnull=False, user__is_active=True)
    return {pk: user for pk, user in rows.values_list("pk", "user_id") if user is not None}


def _recent(rows: Any, day: date) -> Any:
    return _due_this_week(rows, day).filter(Q(due_on__isnull=True) | Q(due_on__gte=day - LOOK_BACK))


def _due_this_week(rows: Any, day: date) -> Any:
    sunday = day + timedelta(days=6 - day.weekday())
    overdue = Q(state=FindingState.OVERDUE)
    coming = Q(state__in=(FindingState.SOON, FindingState.OPEN), due_on__lte=sunday)
    return rows.filter(overdue | coming).order_by("due_on", "rule_code", "pk")
