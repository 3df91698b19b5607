"""主题党日查询, and the fusion list: which Party item serves which business item, and which serve none."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tongpin.domains.orglife.enums import THEME_DAY
from tongpin.domains.orglife.models import ThemeDay
from tongpin.domains.orglife.selectors.catalogues import festivals_for
from tongpin.domains.orglife.selectors.happenings import OURS, gathering_activities, open_to_those_of
from tongpin.domains.orglife.selectors.meetings import gathering_as_typed
from tongpin.engines.activities.enums import ActivityState, LinkRole
from tongpin.engines.activities.selectors import links
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import SearchSource, gathered

PARTY_SIDE = (
    "organisation",
    "person",
    "user",
    "activity",
    "meeting",
    "meeting_item",
    "theme_day",
    "campaign",
    "year_plan",
    "year_notice",
    "catalogue_entry",
    "off_meeting_decision",
    "member",
)
"""Kinds of records that are no business item."""


def theme_days() -> QuerySet[ThemeDay]:
    """主题党日清单; neither those cancelled or withdrawn nor those that are 限知悉."""
    served = Prefetch("activity__links", links().filter(role=LinkRole.SERVES), to_attr="served")
    return ThemeDay.objects.filter(open_to_those_of("activity")).select_related("org", "activity").prefetch_related(served)


def theme_day_matches(text: str) -> Q:
    """Theme days whose theme contains ``text``."""
    return Q(activity__title__icontains=text)


def theme_days_held(org: Organisation, since: date, until: date) -> QuerySet[ThemeDay]:
    """期间主题党日 of one organisation, both days included."""
    found = theme_days().filter(org=org, activity__day__gte=since, activity__day__lte=until)
    return found.prefetch_related("activity__participations").order_by("activity__day", "pk")


def usual(org: Organisation, today: date) -> dict[str, Any]:
    """照上一次填: place, chair and recorder as last time."""
    last = theme_days().filter(org=org).order_by("-activity__day", "-pk").first()
    start = {"title": f"{today.year}年{today.month}月主题党日", "day": today}
    if last is None:
        return start
    known = gathering_as_typed(last)
    return {**start, **{name: known[name] for name in ("chair", "recorder", "at")}}


def as_typed(theme_day: ThemeDay) -> dict[str, Any]:
    """主题党日 as its form shows it."""
    enterprise = next((link.record_title for link in theme_day.served_links if link.record_kind == "enterprise"), "")
    return {
        **gathering_as_typed(theme_day),
        "festival": theme_day.festival,
        "is_science": theme_day.is_science,
        "studied_beforehand": theme_day.studied_beforehand,
        "follow_up": theme_day.follow_up,
        "enterprise_name": enterprise,
    }


def festival_choices(org: Organisation, year: int, also: ThemeDay | None = None) -> list[tuple[str, str]]:
    """可结合的节点 of a year, and the one that a theme day already has."""
    found = [(one.key, one.title) for one in festivals_for(org, year)]
    if also is not None and also.festival and also.festival not in {key for key, _ in found}:
        found.append((also.festival, also.get_festival_display()))
    return found


def fusion_links() -> QuerySet[Any]:
    """融合清单: every link by which a Party activity serves a business item; one line for each pair."""
    return (
        links()
        .filter(open_to_those_of("activity"), role=LinkRole.SERVES, activity__kind__in=OURS, activity__state=ActivityState.HELD)
        .exclude(record_kind__in=PARTY_SIDE)
        .select_related("activity", "activity__org", "activity__theme_day", "activity__meeting")
    )


def orphans() -> QuerySet[Any]:
    """未融合的主题党日: held, and serving no business item."""
    serving = links().filter(role=LinkRole.SERVES, activity=OuterRef("pk")).exclude(record_kind__in=PARTY_SIDE)
    return gathering_activities().filter(~Exists(serving), kind=THEME_DAY, state=ActivityState.HELD).select_related("org", "theme_day")


def business_sources() -> list[SearchSource]:
    """可关联的业务种类: what can be searched and is no Party item, each kind once."""
    return [one for one in gathered(SearchSource) if one.kind not in PARTY_SIDE]
