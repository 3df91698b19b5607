"""组织与人员查询: the tree now and on a day, names on a day, people and posts, the working calendar."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from tongpin.foundation.orgs.models import CalendarDay, Organisation, OrganisationName, OrganisationPlacement, Person, Post
from tongpin.kernel.workdays import WorkCalendar


def all_organisations() -> QuerySet[Organisation]:
    """全部组织, in the order of the tree."""
    return Organisation.objects.order_by("path")


def organisations() -> QuerySet[Organisation]:
    """组织, with parent and successor."""
    return Organisation.objects.select_related("parent", "merged_into")


def outside(org: Organisation) -> QuerySet[Organisation]:
    """Organisations that are neither ``org`` nor below it."""
    return Organisation.objects.exclude(path__startswith=org.path)


def organisation(code: str) -> Organisation | None:
    """The organisation with this code, or None."""
    return Organisation.objects.filter(code=code).first()


def children(org: Organisation) -> QuerySet[Organisation]:
    """下级组织 that exist now."""
    return Organisation.objects.filter(parent=org, ends_on__isnull=True).order_by("face", "sort_order", "code")


def ancestors(org: Organisation) -> list[Organisation]:
    """上级组织, from the root down, without ``org`` itself."""
    keys = [int(part) for part in org.path.strip("/").split("/")[:-1] if part]
    return list(Organisation.objects.filter(pk__in=keys).order_by("path"))


def subtree_ids(org: Organisation, on: date | None = None) -> tuple[int, ...]:
    """辖内组织: keys of ``org`` and all below it, now or on a day. An organisation that ended is asked about its last day."""
    if on is None and org.ends_on is not None:
        on = org.ends_on - timedelta(days=1)
    if on is None or not OrganisationPlacement.objects.filter(valid_to__gt=on).exists():
        return tuple(Organisation.objects.filter(path__startswith=org.path).order_by("pk").values_list("pk", flat=True))
    return _subtree_on(org, on)


def name_on(org: Organisation, day: date) -> str:
    """某日全称: the name ``org`` bore on ``day``; its first name before that."""
    return _name_row(org, day).name


def short_name_on(org: Organisation, day: date) -> str:
    """某日简称, or the full name where there was none."""
    row = _name_row(org, day)
    return row.short_name or row.name


def root() -> Organisation | None:
    """最上级组织 of this installation: the first that stands under nobody."""
    return Organisation.objects.filter(parent__isnull=True, ends_on__isnull=True).order_by("pk").first()


@dataclass(frozen=True)
class TreeRow:
    """组织树的一行: an organisation, how deep it is drawn, whether it is the one looked at or on the way to it."""

    org: Organisation
    depth: int
    is_chosen: bool
    is_open: bool


def tree_rows(seen: QuerySet[Organisation], chosen: Organisation | None) -> list[TreeRow]:
    """组织树: the tops of what is seen, opened along the way to ``chosen``; three queries however big the tree is."""
    seen = seen.filter(ends_on__isnull=True)
    way = {int(part) for part in chosen.path.strip("/").split("/")} if chosen and chosen.path else set()
    tops = Q(parent__isnull=True) | ~Q(parent__in=seen.order_by().values("pk"))
    shown = list(seen.filter(tops | Q(parent__in=way)).order_by("face", "sort_order", "code"))
    below: dict[int | None, list[Organisation]] = defaultdict(list)
    keys = {org.pk for org in shown}
    for org in shown:
        below[org.parent_id if org.parent_id in keys else None].append(org)
    rows: list[TreeRow] = []
    _draw(below, None, 0, way, chosen, rows)
    return rows


def _draw(
    below: dict[int | None, list[Organisation]],
    parent: int | None,
    depth: int,
    way: set[int],
    chosen: Organisation | None,
    rows: list[TreeRow],
) -> None:
    for org in below[parent]:
        rows.append(TreeRow(org, depth, chosen is not None and org.pk == chosen.pk, org.pk in way))
        _draw(below, org.pk, depth + 1, way, chosen, rows)


def names_of(org: Organisation) -> QuerySet[OrganisationName]:
    """名称沿革, latest first."""
    return OrganisationName.objects.filter(org=org).order_by("-valid_from")


def placements_of(org: Organisation) -> QuerySet[OrganisationPlacement]:
    """隶属沿革, latest first."""
    return OrganisationPlacement.objects.filter(org=org).select_related("parent").order_by("-valid_from")


def merged_into(org: Organisation) -> QuerySet[Organisation]:
    """已并入的组织."""
    return Organisation.objects.filter(merged_into=org).order_by("-ends_on")


def people() -> QuerySet[Person]:
    """人员清单, with their organisation, account and present posts."""
    now_held = Post.objects.filter(ends_on__isnull=True).select_related("org").order_by("-is_lead", "starts_on")
    return Person.objects.select_related("org", "user").prefetch_related(Prefetch("posts", now_held, to_attr="present_posts"))


def people_within(seen: QuerySet[Person], org: Organisation) -> QuerySet[Person]:
    """辖内人员: of those seen, who belong to ``org`` or below it."""
    return seen.filter(org__in=Organisation.objects.filter(path__startswith=org.path).order_by().values("pk"))


def posts() -> QuerySet[Post]:
    """任职, with person and organisation."""
    return Post.objects.select_related("person", "org")


def posts_of(person: Person) -> QuerySet[Post]:
    """任职经历 on both sides, latest first."""
    return Post.objects.filter(person=person).select_related("org").order_by("ends_on", "-starts_on", "pk")


def posts_in(org: Organisation, on: date) -> QuerySet[Post]:
    """在任人员 of ``org`` on a day, leaders first."""
    return (
        Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), org=org, starts_on__lte=on)
        .select_related("person")
        .order_by("-is_lead", "starts_on", "pk")
    )


def posts_on(person: Person, day: date) -> QuerySet[Post]:
    """某日任职: what the person was on ``day``."""
    return Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), person=person, starts_on__lte=day).select_related("org")


def calendar_days() -> QuerySet[CalendarDay]:
    """工作日调整, latest first."""
    return CalendarDay.objects.order_by("-day")


def work_calendar() -> WorkCalendar:
    """工作日历: the national calendar with the office's own days laid over it."""
    return WorkCalendar(dict(CalendarDay.objects.values_list("day", "is_workday")))


@dataclass(frozen=True)
class MonthDay:
    """月历的一日: None as ``day`` fills the weeks up."""

    day: date | None
    is_workday: bool = False
    is_override: bool = False


@dataclass(frozen=True)
class Month:
    """月历: weeks from Monday, and how many days are worked."""

    title: str
    weeks: tuple[tuple[MonthDay, ...], ...]
    workdays: int


def calendar_months(year: int) -> list[Month]:
    """年历: the twelve months of ``year`` as this office works."""
    overrides = dict(CalendarDay.objects.filter(day__year=year).values_list("day", "is_workday"))
    days = WorkCalendar(overrides)
    return [_month(year, number, days, overrides) for number in range(1, 13)]


def is_provisional(year: int) -> bool:
    """是否暂定: the State Council has not published this year's working days, as far as this version knows."""
    return WorkCalendar().is_workday(date(year, 1, 1)).provisional


def _month(year: int, number: int, days: WorkCalendar, overrides: dict[date, bool]) -> Month:
    weeks = tuple(
        tuple(MonthDay(day, days.is_workday(day).value, day in overrides) if day.month == number else MonthDay(None) for day in week)
        for week in Calendar().monthdatescalendar(year, number)
    )
    return Month(f"{number}月", weeks, sum(one.is_workday for week in weeks for one in week))


def _name_row(org: Organisation, day: date) -> OrganisationName:
    rows = OrganisationName.objects.filter(org=org).order_by("valid_from")
    found = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).first()
    return found or OrganisationName(org=org, name=org.name, short_name=org.short_name)


def _subtree_on(org: Organisation, on: date) -> tuple[int, ...]:
    below: dict[int, list[int]] = defaultdict(list)
    standing = OrganisationPlacement.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    for child, parent in standing.exclude(parent=None).values_list("org_id", "parent_id"):
        below[parent].append(child)
    found, waiting = {org.pk}, [org.pk]
    while waiting:
        fresh = [child for child in below[waiting.pop()] if child not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return tuple(sorted(found))
