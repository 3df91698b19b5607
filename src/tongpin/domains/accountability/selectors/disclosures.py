"""公开查询: the catalogue with how each item stands, disclosures on their way, and what hangs for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.accountability.calculations.openness import Shown, is_undisclosed, openness_light
from tongpin.domains.accountability.disclosure_flow import DISCLOSURE_FLOW
from tongpin.domains.accountability.enums import DisclosureState, OpenScope, OpenWay
from tongpin.domains.accountability.models import Disclosure, OpenItem
from tongpin.domains.accountability.permissions import Permission
from tongpin.foundation.access.selectors import is_operator, may, permissions_of, visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import ancestors, work_calendar
from tongpin.kernel.flow import Move
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference
from tongpin.kernel.workdays import WorkCalendar

LIVE = ~Q(state=DisclosureState.DROPPED)


def open_items() -> QuerySet[OpenItem]:
    """公开目录."""
    return OpenItem.objects.select_related("org", "department")


def visible_items(user: User, permission: str = Permission.VIEW) -> QuerySet[OpenItem]:
    """看得见的目录事项: of one's office, and those one's unit is responsible for."""
    if is_operator(user):
        return open_items()
    orgs = visible_orgs(user, permission).order_by().values("pk")
    if permission == Permission.EDIT:
        return open_items().filter(org__in=orgs)
    return open_items().filter(Q(org__in=orgs) | Q(department__in=orgs))


def item_matches(text: str) -> Q:
    """Items whose title or content contains ``text``."""
    return Q(title__icontains=text) | Q(content__icontains=text)


def item_seen(pk: int, viewer: User) -> Reference | None:
    """The item where the viewer may see it."""
    found = visible_items(viewer).filter(pk=pk).first() if may(viewer, Permission.VIEW) else None
    return found.reference() if found else None


def disclosures() -> QuerySet[Disclosure]:
    """公开事项."""
    return Disclosure.objects.select_related("org", "item", "item__department", "proposed_by", "checked_by", "approved_by")


def visible_disclosures(user: User, permission: str = Permission.VIEW) -> QuerySet[Disclosure]:
    """看得见的公开事项: of one's office, and those one's unit is responsible for."""
    if is_operator(user):
        return disclosures()
    orgs = visible_orgs(user, permission).order_by().values("pk")
    if permission in (Permission.VIEW, Permission.ANSWER):
        return disclosures().filter(Q(org__in=orgs) | Q(item__department__in=orgs))
    return disclosures().filter(org__in=orgs)


def disclosure_seen(pk: int, viewer: User) -> Reference | None:
    """The disclosure where the viewer may see it."""
    found = visible_disclosures(viewer).filter(pk=pk).first() if may(viewer, Permission.VIEW) else None
    return found.reference() if found else None


def disclosures_of(item: OpenItem) -> QuerySet[Disclosure]:
    """公开事项 of one item, the latest first."""
    return disclosures().filter(item=item).order_by("-pk")


def moves_open(user: User, disclosure: Disclosure) -> list[Move]:
    """能办的动作: what the flow allows this person now, the responsible unit's own answers included."""
    held = permissions_of(user, disclosure.org) | (permissions_of(user, disclosure.item.department) & {Permission.ANSWER.value})
    moves = DISCLOSURE_FLOW.open_moves(disclosure.state, held)
    if disclosure.proposed_by_id == user.pk:
        return [move for move in moves if move.key not in ("review", "approve")]
    return moves


def up_on(on: date) -> QuerySet[Disclosure]:
    """公开中的: what hangs on a day."""
    published = disclosures().filter(state__in=[DisclosureState.PUBLISHED, DisclosureState.TAKEN_DOWN], published_on__lte=on)
    return published.filter(Q(until__isnull=True) | Q(until__gte=on), Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=on))


def board_for(user: User, on: date) -> QuerySet[Disclosure]:
    """公开栏: what hangs for this person, by its scope: all of their bureau's, what is for members only for members."""
    if is_operator(user):
        return up_on(on)
    rows, own = up_on(on), visible_orgs(user, Permission.OWN).order_by().values("pk")
    person = Person.objects.filter(user=user.pk).select_related("org").first()
    above = [org.pk for org in ancestors(person.org)] if person is not None else []
    near = Q(org__in=own) | Q(org__in=[*above, *([person.org_id] if person is not None else [])])
    scopes = [OpenScope.SOCIETY, OpenScope.UNIT]
    if person is not None and person.is_party_member:
        scopes.append(OpenScope.MEMBERS)
    handled = visible_orgs(user, Permission.VIEW).order_by().values("pk")
    return rows.filter(near & Q(item__scope__in=scopes) | Q(org__in=handled))


def shown_by_item(items: Iterable[int]) -> dict[int, list[Shown]]:
    """各事项的公开: one query for all."""
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in Disclosure.objects.filter(LIVE, item__in=list(items)):
        found[row.item_id].append(Shown(row.period, row.published_on, row.taken_down_on, row.occurred_on, row.title))
    return found


class Openness:
    """目录灯: of the items of a list as of a day; one query for them all, asked when the first is shown."""

    def __init__(self, rows: QuerySet[OpenItem], on: date, calendar: WorkCalendar | None = None) -> None:
        self._rows, self._on, self._calendar = rows, on, calendar or work_calendar()
        self._shown: dict[int, list[Shown]] | None = None

    def light(self, item: OpenItem) -> tuple[str, str, str]:
        """The light of one item."""
        if item.ended_on is not None and item.ended_on <= self._on:
            return "grey", "已移出", item.reason
        if self._shown is None:
            self._shown = shown_by_item(self._rows.order_by().values_list("pk", flat=True))
        return openness_light(item.way, item.period, item.valid_from, self._shown.get(item.pk, []), self._on, self._calendar)


def yearly_duties(org_ids: Iterable[int], year: Period, on: date) -> dict[int, tuple[int, list[str]]]:
    """本年应公开: responsible unit → how many items are due in the year, and the titles of those not disclosed; two queries."""
    items = list(
        open_items()
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=year.start), department__in=list(org_ids), valid_from__lt=year.end)
        .exclude(way=OpenWay.ONCE)
    )
    shown = shown_by_item(item.pk for item in items)
    found: dict[int, tuple[int, list[str]]] = {}
    for item in items:
        count, lacking = found.get(item.department_id, (0, []))
        if is_undisclosed(item.way, item.period, item.valid_from, shown.get(item.pk, []), year, on):
            lacking = [*lacking, item.title]
        found[item.department_id] = (count + 1, lacking)
    return found


def departments_for_items(org: Organisation) -> QuerySet[Organisation]:
    """可选责任单位."""
    return Organisation.objects.filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")
