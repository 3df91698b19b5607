"""工作台取数: what waits for a person and what was said about the pages, limited to what they may see."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.interfaces.desk.models import CalendarFeed, Feedback
from tongpin.interfaces.desk.permissions import DeskPermission
from tongpin.kernel.extensions import DeskCard, OwnPart, RecordKind, SearchSource, Todo, TodoSource, gathered
from tongpin.kernel.obligations import CalendarEntry, CalendarSource
from tongpin.kernel.reference import Reference

if TYPE_CHECKING:
    from tongpin.foundation.access.doors import OfficeRequest
    from tongpin.foundation.accounts.models import User


@dataclass(frozen=True)
class Card:
    """卡片: a desk card with the variables of its template."""

    card: DeskCard
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """本人事项的一部分: a part of one's own page with the variables of its template."""

    part: OwnPart
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """搜索结果: what one subject found."""

    title: str
    url_name: str
    references: list[Reference]


def todo_items(request: OfficeRequest) -> list[Todo]:
    """待办: everything that waits for this person, the most urgent first, things without a date last."""
    items = [t for s in gathered(TodoSource) if request.may(s.permission) for t in s.items(request)]
    return sorted(items, key=lambda t: (t.due_on or date.max, t.title))


def due_this_week(items: list[Todo], *, today: date) -> list[Todo]:
    """本周到期: overdue things and those due up to Sunday of this week; the first of all that is to do, since it stands by day."""
    sunday = today + timedelta(days=6 - today.weekday())
    return [t for t in items if t.due_on and t.due_on <= sunday]


def desk_cards(request: OfficeRequest) -> list[Card]:
    """工作台卡片, by order, without those that have nothing to say to this person."""
    cards = [(c, c.context(request)) for c in gathered(DeskCard) if request.may(c.permission)]
    return [Card(c, context) for c, context in cards if context is not None]


def own_parts(request: OfficeRequest) -> list[Part]:
    """本人事项, by order, without the parts that have nothing to say to this person."""
    parts = [(p, p.context(request)) for p in gathered(OwnPart) if request.may(p.permission)]
    return [Part(p, context) for p, context in parts if context is not None]


def search(text: str, request: OfficeRequest, *, limit: int = 20) -> list[Found]:
    """搜索: every subject's hits that the person may see; subjects without hits are left out."""
    kinds = {k.kind: k for k in gathered(RecordKind)}
    results = [
        Found(s.title, kinds[s.kind].url_name, list(s.find(text, request, limit)))
        for s in gathered(SearchSource)
        if request.may(s.permission)
    ]
    return [r for r in results if r.references]


def answerable_feedback(viewer: User) -> QuerySet[Feedback]:
    """待答复的意见: of the organisations whose feedback the person answers."""
    return visible_to(Feedback.objects.all(), viewer, DeskPermission.ANSWER)


def visible_feedback(viewer: User) -> QuerySet[Feedback]:
    """意见反馈: one's own, and those one may answer."""
    own_or_answerable = Q(author=viewer) | Q(pk__in=answerable_feedback(viewer).values("pk"))
    return Feedback.objects.filter(own_or_answerable).select_related("author", "answered_by", "org")


def feedback_reference(pk: int, viewer: User) -> Reference | None:
    """The feedback's reference where the viewer may see it."""
    found = visible_feedback(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def feedback_todo(request: OfficeRequest) -> list[Todo]:
    """待答复的意见 as things to do."""
    waiting = answerable_feedback(request.user).filter(answered_at=None)[:200]
    return [Todo(title=f"答复意见：{f}", url=reverse("desk:feedback_record", args=[f.pk]), kind="意见反馈") for f in waiting]


@dataclass(frozen=True)
class CalendarDay:
    """日历的一日: what stands on it; days of the neighbouring months fill the weeks up."""

    day: date
    in_month: bool
    is_workday: bool
    is_today: bool
    entries: list[CalendarEntry]


def calendar_entries(request: OfficeRequest, start: date, end: date) -> list[CalendarEntry]:
    """日程 in [start, end) of everything that the viewer may see, by day and hour; one question to each subject."""
    found = [e for s in gathered(CalendarSource) if request.may(s.permission) for e in s.entries(request, start, end)]
    return sorted(found, key=lambda e: (e.day, e.starts_at is not None, e.starts_at.timestamp() if e.starts_at else 0, e.title))


def month_weeks(request: OfficeRequest, month: date, *, today: date) -> list[list[CalendarDay]]:
    """月历: the weeks of a month from Monday, each day with what stands on it."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    on_day: dict[date, list[CalendarEntry]] = defaultdict(list)
    for entry in calendar_entries(request, weeks[0][0], weeks[-1][-1] + timedelta(days=1)):
        on_day[entry.day].append(entry)
    worked = work_calendar()
    return [[CalendarDay(d, d.month == month.month, worked.is_workday(d).value, d == today, on_day[d]) for d in week] for week in weeks]


def feed_of(user: User) -> CalendarFeed | None:
    """本人的日程订阅."""
    return CalendarFeed.objects.filter(user=user).first()


def feed_with(digest: str) -> CalendarFeed | None:
    """订阅: the feed behind an address, of somebody whose account is in use."""
    return CalendarFeed.objects.filter(token_digest=digest, user__is_active=True).select_related("user").first()
