"""工作记录查询, as far as 组织生活 asks for it: what was held, what is planned, what it serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.engines.activities.enums import ActivityState, Confidentiality, LinkRole
from tongpin.engines.activities.selectors import activities, links
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import Period

OURS = (*MeetingKind.values, THEME_DAY)
IN_FORCE = (ActivityState.PLANNED, ActivityState.HELD)
"""Neither cancelled nor withdrawn."""


def open_to_those_of(path: str) -> Q:
    """不是限知悉的: along ``path`` to the activity; what is 限知悉 is seen on the page of its 工作记录 only."""
    return Q(**{f"{path}__state__in": IN_FORCE}) & ~Q(**{f"{path}__confidentiality": Confidentiality.RESTRICTED})


def held_activities(*kinds: str) -> QuerySet[Any]:
    """已开展的 activities of some kinds, however they were entered."""
    return activities().filter(kind__in=kinds or OURS, state=ActivityState.HELD)


def held_for(org_ids: Sequence[int], *kinds: str) -> QuerySet[Any]:
    """本组织开展或参加的: held by one of the organisations, or held together and counted for one of them; each once."""
    counted = links().filter(role=LinkRole.COUNTS, record_kind="organisation", record_pk__in=org_ids, activity=OuterRef("pk"))
    return held_activities(*kinds).filter(Q(org_id__in=org_ids) | Q(Exists(counted)))


def times_held(org_ids: Sequence[int], window: Period, as_of: date, *, kinds: Sequence[str]) -> dict[tuple[int, str], int]:
    """次数 by organisation and kind, in the window and not after ``as_of``; one held together counts for each that it counts for."""
    rows = held_activities(*kinds).filter(day__gte=window.start, day__lt=window.end, day__lte=as_of)
    held: dict[tuple[int, str], set[int]] = defaultdict(set)
    for pk, org_id, kind in rows.filter(org_id__in=org_ids).order_by().values_list("pk", "org_id", "kind"):
        held[org_id, kind].add(pk)
    shared = links().filter(role=LinkRole.COUNTS, record_kind="organisation", record_pk__in=org_ids, activity__in=rows.values("pk"))
    for pk, org_id, kind in shared.order_by().values_list("activity_id", "record_pk", "activity__kind"):
        held[org_id, kind].add(pk)
    return {key: len(keys) for key, keys in held.items()}


def party_activities(org: Organisation) -> QuerySet[Any]:
    """本组织的组织生活 that took place, latest first."""
    return held_activities().filter(org=org).order_by("-day", "-pk")


def is_planned(activity: Any) -> bool:
    """Whether it is still to come."""
    return bool(activity.state == ActivityState.PLANNED)


def is_held(activity: Any) -> bool:
    """Whether it took place."""
    return bool(activity.state == ActivityState.HELD)


def gathering_shortfalls(activity: Any) -> Sequence[str]:
    """缺项 of a theme day: what an inspection would ask for and is not there."""
    if is_planned(activity):
        return ("还没有登记开展情况",)
    found = []
    if not activity.place:
        found.append("没有地点")
    if not activity.summary.strip():
        found.append("没有主要内容")
    if not any(one.is_due for one in activity.participations.all()):
        found.append("没有参加人员")
    return found


def overdue(activity: Any, today: date) -> bool:
    """Whether it should have taken place before ``today`` and nothing was entered."""
    return is_planned(activity) and activity.day < today


def gathering_activities() -> QuerySet[Any]:
    """会议和主题党日的工作记录 in force, with their files where they have one; none that is 限知悉."""
    rows = activities().filter(kind__in=OURS, state__in=IN_FORCE).exclude(confidentiality=Confidentiality.RESTRICTED)
    return rows.select_related("org", "meeting", "theme_day")


def gathering_activity(pk: int) -> Any:
    """One of them, or None."""
    return gathering_activities().filter(pk=pk).first()
