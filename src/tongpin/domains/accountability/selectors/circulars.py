"""典型案例通报查询: who sees which, receipts and study by unit, and names that should not stand in the words."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongpin.domains.accountability.enums import CircularState
from tongpin.domains.accountability.models import Circular, CircularUnit
from tongpin.domains.accountability.permissions import Permission
from tongpin.engines.activities.models import Activity
from tongpin.engines.activities.selectors import for_others, held, visible_activities
from tongpin.foundation.access.selectors import is_operator, may, visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import people, people_within
from tongpin.kernel.reference import Reference

SHORTEST_NAME = 2


def circulars() -> QuerySet[Circular]:
    """典型案例通报, with how many units it went to, have signed and have studied."""
    return Circular.objects.select_related("org", "issued_by").annotate(
        unit_count=Count("units", distinct=True),
        received_count=Count("units", filter=Q(units__received_on__isnull=False), distinct=True),
        studied_count=Count("units", filter=Q(units__study__isnull=False), distinct=True),
    )


def visible_circulars(user: User, permission: str = Permission.VIEW) -> QuerySet[Circular]:
    """看得见的通报: those of one's office; once issued, those that went to one's unit."""
    if is_operator(user):
        return circulars()
    orgs = visible_orgs(user, permission).order_by().values("pk")
    if permission == Permission.EDIT:
        return circulars().filter(org__in=orgs)
    ours = CircularUnit.objects.filter(circular=OuterRef("pk"), org__in=orgs)
    return circulars().filter(Q(org__in=orgs) | Q(Exists(ours), state=CircularState.ISSUED))


def circular_seen(pk: int, viewer: User) -> Reference | None:
    """The circular where the viewer may see it."""
    if not may(viewer, Permission.VIEW):
        return None
    found = visible_circulars(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def circular_units() -> QuerySet[CircularUnit]:
    """通报单位."""
    return CircularUnit.objects.select_related("circular", "circular__org", "org", "received_by", "study")


def units_of(circular: Circular) -> QuerySet[CircularUnit]:
    """通报单位 of one circular."""
    return circular_units().filter(circular=circular)


def units_to_answer(user: User) -> QuerySet[CircularUnit]:
    """我能签收的: units of issued circulars for which this person may answer."""
    orgs = visible_orgs(user, Permission.ANSWER).order_by().values("pk")
    return circular_units().filter(org__in=orgs, circular__state=CircularState.ISSUED)


def names_in(org: Organisation, words: str) -> list[str]:
    """出现的姓名 of people of the office."""
    names = people_within(people(), org).values_list("name", flat=True)
    return sorted({name for name in names if len(name) >= SHORTEST_NAME and name in words})


def meetings_to_choose(unit: CircularUnit, user: User, on: date) -> QuerySet[Activity]:
    """可登记的学习会议: what the unit held after the circular was issued, and the person may see."""
    rows = for_others(held(visible_activities(user))).filter(org__path__startswith=unit.org.path, day__lte=on)
    if unit.circular.issued_on is not None:
        rows = rows.filter(day__gte=unit.circular.issued_on)
    return rows.order_by("-day", "-pk")


def unit_light(unit: CircularUnit, on: date) -> tuple[str, str, str]:
    """通报单位的灯: received and studied in time or not."""
    circular = unit.circular
    if unit.study_id is not None:
        return "green", "已学习", ""
    if unit.received_on is None:
        late = on > circular.receive_by
        return ("red", "逾期未签收", f"应于{circular.receive_by:%Y-%m-%d}前签收。") if late else ("blue", "待签收", "")
    if on > circular.study_by:
        return "red", "逾期未学习", f"应于{circular.study_by:%Y-%m-%d}前学习。"
    return "blue", "待学习", ""
