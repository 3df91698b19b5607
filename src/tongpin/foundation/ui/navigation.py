"""导航: the left rail and the scope bar, worked out once per page and only where a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest

from tongpin.foundation.ui.addresses import SCOPE_KEYS, address_if_any, scope_of, scope_query
from tongpin.foundation.ui.viewer import may
from tongpin.kernel.extensions import NavItem, gathered
from tongpin.kernel.periods import Period, PeriodKind

YEARS_BACK = 5
MOST_ORGS = 300


@dataclass(frozen=True)
class NavLink:
    """导航链接: an entry that this viewer may open."""

    title: str
    url: str
    icon: str
    is_current: bool
    is_here: bool = False


@dataclass(frozen=True)
class NavGroup:
    """导航组: entries under one heading."""

    title: str
    links: Sequence[NavLink]
    is_first: bool = False

    @property
    def is_open(self) -> bool:
        """Unfolded on arrival: the first group, and the one that the page stands under; others as the viewer left them."""
        return self.is_first or any(link.is_current for link in self.links)


def nav_groups(request: HttpRequest) -> list[NavGroup]:
    """左侧导航: what the viewer may open; entries whose page is not installed are left out."""
    found = [(item, url) for item in gathered(NavItem) if may(request, item.permission) and (url := address_if_any(request, item.url_name))]
    current = _current(request, found)
    view_name = getattr(getattr(request, "resolver_match", None), "view_name", "")
    groups: dict[str, list[NavLink]] = {}
    for item, url in found:
        link = NavLink(item.title, url, item.icon, is_current=item is current, is_here=item is current and item.url_name == view_name)
        groups.setdefault(item.group, []).append(link)
    return [NavGroup(title, links, is_first=place == 0) for place, (title, links) in enumerate(groups.items())]


def _current(request: HttpRequest, found: Sequence[tuple[NavItem, str]]) -> NavItem | None:
    """The entry that the page stands under: its own, else the one whose address it goes on from, else the subject's only one."""
    match = getattr(request, "resolver_match", None)
    view_name, app = getattr(match, "view_name", ""), getattr(match, "app_name", "")
    if own := next((item for item, _ in found if item.url_name == view_name), None):
        return own
    above = [(len(path), item) for item, url in found if (path := urlsplit(url).path) != "/" and request.path.startswith(path)]
    if above:
        return max(above, key=lambda pair: pair[0])[1]
    same = [item for item, _ in found if app and item.url_name.partition(":")[0] == app]
    return same[0] if len(same) == 1 else None


def breadcrumbs(groups: Iterable[NavGroup], below: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """所在位置: group and entry that the page stands under, then what the page itself names; its own heading is not repeated."""
    above: list[tuple[str, str]] = []
    for group in groups:
        for link in group.links:
            if link.is_current:
                above = [(group.title, "")] if group.title and group.title != link.title else []
                above += [] if link.is_here else [(link.title, link.url)]
    known = {title for title, _ in above} | {urlsplit(url).path for _, url in above if url}
    return above + [(title, url) for title, url in below if title not in known and (not url or urlsplit(url).path not in known)]


@dataclass(frozen=True)
class PeriodChoices:
    """期间选项: under one heading (年度, 2023年)."""

    title: str
    periods: Sequence[Period]


@dataclass(frozen=True)
class ScopeBar:
    """范围栏: organisation, period and as-of date now, what may be chosen, and the page's other parameters to keep."""

    org: Any
    orgs: Sequence[tuple[str, str]]
    period: Period
    periods: Sequence[PeriodChoices]
    as_of: date
    kept: Sequence[tuple[str, str]]
    query: Sequence[tuple[str, str]]


def scope_bar(request: HttpRequest) -> ScopeBar | None:
    """范围栏 of the page, None where there is no scope (signed out, no organisation granted)."""
    scope = scope_of(request)
    if scope is None or not getattr(request.user, "is_authenticated", False) or getattr(scope.org, "pk", None) is None:
        return None
    return ScopeBar(
        org=scope.org,
        orgs=_org_choices(scope),
        period=scope.period,
        periods=period_choices(scope.period, scope.as_of),
        as_of=scope.as_of,
        kept=[(k, v) for k in request.GET if k not in (*SCOPE_KEYS, "page", "export") for v in request.GET.getlist(k)],
        query=list(scope_query(request).items()),
    )


def _org_choices(scope: Any) -> list[tuple[str, str]]:
    """(code, name) of what the viewer may switch to, set in by level; the one chosen now is always among them."""
    offered = list(islice(getattr(scope, "orgs", ()), MOST_ORGS))
    if all(org.code != scope.org.code for org in offered):
        offered.insert(0, scope.org)
    top = min(_depth(org) for org in offered)
    return [(org.code, "　" * (_depth(org) - top) + org.name) for org in offered]


def _depth(org: Any) -> int:
    return str(getattr(org, "path", "")).count("/")


def period_choices(period: Period, today: date) -> list[PeriodChoices]:
    """Years around, then halves, quarters and months of the chosen year."""
    year = Period.year(period.start.year)
    last = max(today.year, period.start.year)
    years = [Period.year(y) for y in range(last, min(last - YEARS_BACK, period.start.year - 1) - 1, -1)]
    parts = [part for kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH) for part in year.split(kind)]
    return [PeriodChoices("年度", years), PeriodChoices(year.title, parts)]
