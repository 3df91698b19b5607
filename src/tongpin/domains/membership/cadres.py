"""青年干部、任用和程序的面板与提醒: postings and mentors on the pages of people, what comes to its end, who waits for the talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.membership.lists.growth import MENTORSHIP_PANEL, POSTING_PANEL, POSTINGS
from tongpin.domains.membership.lists.upkeep import CONTACT_COLUMNS
from tongpin.domains.membership.models import AppointmentCase
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.selectors import (
    appointment_cases,
    appointments_due_for_talk,
    corrections,
    group_leaders,
    member_contacts,
    members,
    mentorships_ending,
    mentorships_of,
    party_orgs,
    postings,
    postings_ending,
    postings_of,
    proposals,
)
from tongpin.domains.membership.selectors.growth import SOON_DAYS
from tongpin.domains.membership.services import probation_ends_on
from tongpin.engines.ledgers.pages import TABLE, table_of, table_panel
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.records import Fact
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import RecordPanel, Todo, TodoSource
from tongpin.kernel.obligations import CalendarEntry, CalendarSource
from tongpin.kernel.reference import Reference

FACTS = "membership/parts/facts.html"
OWN, VIEW, EDIT = Permission.OWN, Permission.VIEW, Permission.EDIT
Rows = Callable[[int], QuerySet[Any]]


def _person_of(reference: Reference) -> int | None:
    if reference.kind == "person":
        return reference.pk
    return members().filter(pk=reference.pk).values_list("person_id", flat=True).first()


def leader_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """组长 on the page of a 党小组, with the way to name one."""
    group = request.visible(organisations(), VIEW, field="").filter(pk=reference.pk, level=OrgLevel.PARTY_SMALL_GROUP).first()
    if group is None:
        return None
    leader = group_leaders().filter(org=group, ends_on__isnull=True).first()
    facts = (
        [Fact("组长", leader.person.name), Fact("产生方式", leader.get_chosen_display()), Fact("任职日期", leader.starts_on)]
        if leader
        else []
    )
    links = []
    if request.may(EDIT, reference.pk):
        title, name, key = ("卸任", "leader_end", leader.pk) if leader else ("确定组长", "leader_new", group.pk)
        links.append((title, here(request, reverse(f"membership:{name}", args=[key]))))
    return {"facts": facts, "links": links, "empty": "还没有确定组长。"}


def calendar_entries(request: Any, start: date, end: date) -> Iterable[CalendarEntry]:
    """日程: postings and mentorships whose agreed end comes up, for those concerned and those who see the register; trials for few."""
    ending = postings_ending(start, end)
    for posting in _for_me(ending, request):
        url = reverse("membership:posting", args=[posting.pk]) if request.may(VIEW, posting.org_id) else ""
        yield CalendarEntry(key=f"posting-{posting.pk}", title=f"挂职锻炼到期：{posting}", day=posting.ends_on, url=url, kind="挂职锻炼")
    for pair in _for_me(mentorships_ending(start, end), request):
        url = reverse("membership:mentorship", args=[pair.pk]) if request.may(VIEW, pair.org_id) else ""
        yield CalendarEntry(key=f"mentorship-{pair.pk}", title=f"导师帮带到期：{pair}", day=pair.ends_on, url=url, kind="导师帮带")
    if request.may(Permission.APPOINTMENTS):
        for case, ends in _trials(request):
            if start <= ends < end:
                url = reverse("membership:appointment", args=[case.pk])
                yield CalendarEntry(key=f"appointment-{case.pk}", title=f"试用期满：{case}", day=ends, url=url, kind="选拔任用")


def _for_me(rows: QuerySet[Any], request: Any) -> list[Any]:
    """Those the viewer sees in the register, and those in which they themselves stand on one side."""
    seen = set(request.visible(rows, VIEW).values_list("pk", flat=True))
    return [row for row in rows if row.pk in seen or any(one is not None and one.user_id == request.user.pk for one in row.people)]


def _trials(request: Any) -> list[tuple[AppointmentCase, date]]:
    cases = request.visible(appointment_cases(), Permission.APPOINTMENTS).filter(state="open")
    return [(case, ends) for case in cases if (ends := probation_ends_on(case)) is not None]


def reviews_due(request: Any) -> Sequence[Todo]:
    """待办: postings and mentorships that end soon or have gone past their day without a review."""
    on = today()
    last = on + timedelta(days=SOON_DAYS + 1)
    found = []
    for posting in request.visible(postings_ending(date.min, last), EDIT):
        reason = _reason(posting.ends_on, on)
        url = reverse("membership:posting_review", args=[posting.pk])
        found.append(Todo(title=f"评议：{posting}", url=url, kind="挂职锻炼", due_on=posting.ends_on, reason=reason))
    for pair in request.visible(mentorships_ending(date.min, last), EDIT):
        url = reverse("membership:mentorship_end", args=[pair.pk])
        found.append(Todo(title=f"评议：{pair}", url=url, kind="导师帮带", due_on=pair.ends_on, reason=_reason(pair.ends_on, on)))
    return found


def _reason(ends_on: date, on: date) -> str:
    return f"已于{ends_on:%Y-%m-%d}到期，还没有评议。" if ends_on < on else f"{ends_on:%Y-%m-%d}到期，请安排评议。"


def appointments_to_follow(request: Any) -> Sequence[Todo]:
    """待办: who was decided on and waits for the talk, and whose trial is over; the title names nobody."""
    on = today()
    seen = set(request.visible(appointment_cases(), Permission.APPOINTMENTS).values_list("pk", flat=True))
    found = []
    for one in appointments_due_for_talk(on):
        if one.case_pk in seen:
            url = reverse("membership:appointment", args=[one.case_pk])
            reason = "已讨论决定，还没有进行任前廉政谈话。"
            found.append(Todo(title=f"任用案第{one.case_pk}号", url=url, kind="任前谈话", due_on=one.takes_office_on, reason=reason))
    for case, ends in _trials(request):
        if ends <= on + timedelta(days=SOON_DAYS):
            url = reverse("membership:appointment", args=[case.pk])
            reason = f"试用期{ends:%Y-%m-%d}满，请组织考核。"
            found.append(Todo(title=str(case), url=url, kind="试用期", due_on=ends, reason=reason))
    return found


def procedures_to_consider(request: Any) -> Sequence[Todo]:
    """待办: how many proposals wait, and corrections that have run out; the titles name nobody."""
    on = today()
    orgs = list(request.visible(party_orgs(), Permission.PROCEDURES, field="").values_list("pk", flat=True))
    waiting = len(proposals(orgs, on)) if orgs else 0
    found = []
    if waiting:
        url = reverse("membership:proposals")
        reason = f"有{waiting}项建议需要研究是否启动程序。"
        found.append(Todo(title="建议启动程序", url=url, kind="组织程序", due_on=None, reason=reason))
    for measure in request.visible(corrections(), Permission.PROCEDURES).filter(outcome="", until__lt=on):
        url = reverse("membership:correction_settle", args=[measure.pk])
        reason = f"限期改正已于{measure.until:%Y-%m-%d}期满，还没有结论。"
        found.append(Todo(title=str(measure), url=url, kind="限期改正", due_on=measure.until, reason=reason))
    return found


def _panel(kind: str, title: str, rows: Rows, columns: Sequence[Any], order: int) -> RecordPanel:
    def context(reference: Reference, request: Any) -> Mapping[str, Any] | None:
        person = _person_of(reference)
        if person is None:
            return None
        found = rows(person)
        shown = _for_me(found, request)
        return table_of(title, columns, found.filter(pk__in=[row.pk for row in shown]), request)

    return RecordPanel(record_kind=kind, title=title, permission=OWN, template=TABLE, context=context, order=order)


CADRES = [
    *(_panel(kind, "挂职锻炼", postings_of, (POSTINGS.columns[0], *POSTING_PANEL), 30) for kind in ("person", "member")),
    *(_panel(kind, "导师帮带", mentorships_of, MENTORSHIP_PANEL, 32) for kind in ("person", "member")),
    RecordPanel(
        record_kind="enterprise",
        title="挂职锻炼",
        permission=VIEW,
        template=TABLE,
        context=table_panel("挂职锻炼", (POSTINGS.columns[0], *POSTING_PANEL), lambda pk: postings().filter(enterprise=pk), VIEW),
        order=70,
    ),
    RecordPanel(
        record_kind="member",
        title="联系记录",
        permission=VIEW,
        template=TABLE,
        context=table_panel("联系记录", CONTACT_COLUMNS, lambda pk: member_contacts().filter(member=pk), VIEW),
        order=40,
    ),
    RecordPanel(record_kind="organisation", title="党小组组长", permission=VIEW, template=FACTS, context=leader_panel, order=21),
    CalendarSource(key="membership-growth", title="青年干部培养", permission=OWN, entries=calendar_entries),
    TodoSource(key="membership-growth", title="青年干部培养", permission=EDIT, items=reviews_due),
    TodoSource(key="membership-appointments", title="选拔任用", permission=Permission.APPOINTMENTS, items=appointments_to_follow),
    TodoSource(key="membership-procedures", title="组织程序", permission=Permission.PROCEDURES, items=procedures_to_consider),
]
