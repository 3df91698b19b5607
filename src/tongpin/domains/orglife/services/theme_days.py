"""主题党日办理: planned, entered, corrected, called off; entered once, it shows on the branch, the firm and the fusion list."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from django.db import transaction

from tongpin.domains.enterprises.selectors import enterprise_named
from tongpin.domains.orglife.enums import THEME_DAY
from tongpin.domains.orglife.models import ThemeDay
from tongpin.domains.orglife.selectors.catalogues import festivals_for
from tongpin.domains.orglife.selectors.colleagues import bureau_of
from tongpin.domains.orglife.services.gatherings import GatheringFields, call_off, correct, of_gathering, put_on_file
from tongpin.engines.activities import services as activities
from tongpin.engines.activities.enums import LinkRole
from tongpin.engines.ledgers.services import enter, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import changed_fields, check, save_versioned, snapshot
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference

OWN = ("festival", "is_science", "studied_beforehand", "follow_up")


class ThemeDayFields(GatheringFields):
    """主题党日栏目."""

    festival: str
    is_science: bool
    studied_beforehand: str
    follow_up: str
    enterprise_name: str


@transaction.atomic
def enter_theme_day(*, org: Organisation, by: User, today: date, **fields: Unpack[ThemeDayFields]) -> ThemeDay:
    """登记主题党日."""
    links = _serving(org, fields["enterprise_name"])
    activity = put_on_file(org=org, kind=THEME_DAY, by=by, today=today, links=links, fields=of_gathering(fields))
    title = _festival_title(org, fields["festival"], fields["day"])
    record = ThemeDay(org=org, activity=activity, festival_title=title, **_own(fields))
    return enter(record, verb="theme_day.entered", by=by, fields=("activity", *OWN))


@transaction.atomic
def plan_theme_day(*, org: Organisation, kind: str, title: str, day: date, theme: str, by: User, today: date) -> ThemeDay:
    """安排主题党日 by the year's plan."""
    activity = activities.plan_activity(org=org, kind=kind, by=by, today=today, title=title, day=day, summary=theme)
    return enter(ThemeDay(org=org, activity=activity), verb="theme_day.planned", by=by, fields=("activity",))


@transaction.atomic
def correct_theme_day(
    theme_day: ThemeDay, *, by: User, today: date, expected: int, activity_version: int, **fields: Unpack[ThemeDayFields]
) -> ThemeDay:
    """登记开展 or 更正主题党日; links to other business items stay."""
    kept = [(link.role, link.reference()) for link in theme_day.activity.links.all() if not _is_served_firm(link)]
    links = [*kept, *_serving(theme_day.org, fields["enterprise_name"])]
    correct(theme_day.activity, by=by, today=today, expected=activity_version, links=links, fields=of_gathering(fields))
    stored = ThemeDay.objects.get(pk=theme_day.pk)
    before = snapshot(stored, OWN)
    for name, value in _own(fields).items():
        setattr(theme_day, name, value)
    if stored.festival != fields["festival"]:
        theme_day.festival_title = _festival_title(theme_day.org, fields["festival"], fields["day"])
    check(theme_day)
    save_versioned(theme_day, expected=expected, fields=(*OWN, "festival_title"))
    tell(theme_day.org_id, "theme_day")
    old, new = changed_fields(before, theme_day, OWN)
    audit.record("theme_day.corrected", by=by, subject=theme_day.reference(), org_id=theme_day.org_id, before=old, after=new)
    return theme_day


@transaction.atomic
def cancel_theme_day(theme_day: ThemeDay, *, by: User, expected: int, reason: str) -> ThemeDay:
    """撤销主题党日: it counts nowhere; rows and trail stay."""
    save_versioned(theme_day, expected=expected, fields=())
    call_off(theme_day.activity, by=by, reason=reason)
    tell(theme_day.org_id, "theme_day")
    audit.record("theme_day.cancelled", by=by, subject=theme_day.reference(), org_id=theme_day.org_id, detail={"reason": reason})
    return theme_day


@transaction.atomic
def open_file(activity: Any, *, by: User) -> ThemeDay:
    """建立主题党日档案: for one that is on file as a 工作记录 only."""
    if activity.kind != THEME_DAY:
        raise Refused("这条工作记录不是主题党日，不能建立主题党日档案。")
    if ThemeDay.objects.filter(activity=activity).exists():
        raise Refused("该主题党日已有档案，不必重复建立。")
    return enter(ThemeDay(org=activity.org, activity=activity), verb="theme_day.entered", by=by, fields=("activity",))


def _festival_title(org: Organisation, key: str, day: date) -> str:
    """The title of a day of note; it must be in the calendar of that year."""
    if not key:
        return ""
    found = next((one.title for one in festivals_for(org, day.year) if one.key == key), None)
    if found is None:
        raise Refused("所选节点不在当年的节点日历中，请重新选择。", field="festival")
    return found


def _serving(org: Organisation, name: str) -> list[tuple[str, Reference]]:
    if not name:
        return []
    firm = enterprise_named(bureau_of(org), name)
    if firm is None:
        raise Refused(f"企业台账中没有“{name}”，请核对名称，或先登记企业。", field="enterprise_name")
    return [(LinkRole.SERVES, firm.reference())]


def _is_served_firm(link: Any) -> bool:
    return bool(link.role == LinkRole.SERVES and link.record_kind == "enterprise")


def _own(fields: Any) -> dict[str, Any]:
    return {name: fields[name] for name in OWN}
