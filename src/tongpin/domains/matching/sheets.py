"""供需对接导入表: events, the experts who took part, and agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.enterprises.selectors import enterprises_named
from tongpin.domains.experts.services import NamedExpert, note_experts, note_institutes
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.matching.permissions import Permission
from tongpin.domains.matching.selectors import agreements, events, events_coded, participations
from tongpin.engines.ledgers.selectors import Key, Row, stored
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

EVENT_COLUMNS = {name: name for name in ("code", "title", "held_on", "place", "status")}


def current_events(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存对接活动, by code."""
    return stored(events().filter(org=org), keys, ["code"], EVENT_COLUMNS)


def apply_events(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入对接活动."""

    def make(row: Row) -> dict[str, Any]:
        return {"org": org, **{name: row[name] for name in EVENT_COLUMNS}, "place": row.get("place") or ""}

    upsert(changes, events().filter(org=org), rows, key=["code"], paths=["code"], make=make)


PARTICIPATION_KEY = ("event_code", "expert_name", "institute")
PARTICIPATION_PATHS = ("event__code", "expert__name", "expert__institute__name")
PARTICIPATION_COLUMNS = {
    "event_code": "event__code",
    "expert_name": "expert__name",
    "institute": "expert__institute__name",
    "title": "title",
}


def current_participations(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存参加活动专家, by event code, name and institute."""
    return stored(participations().filter(org=org), keys, PARTICIPATION_KEY, PARTICIPATION_COLUMNS)


def check_events_known(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对活动编号: a row names an event that stands in the ledger."""
    codes = {row["event_code"] for row in rows if row["event_code"]}
    known = events_coded(org, codes)
    message, advice = "对接活动台账中没有活动编号“{}”", "请核对活动编号，或先导入对接活动"
    return {
        index: [("event_code", message.format(row["event_code"]), advice)]
        for index, row in enumerate(rows)
        if row["event_code"] and row["event_code"] not in known
    }


def apply_participations(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入参加活动专家, with the experts and institutes they name."""
    known = _events(org, rows)
    people = note_experts(org, [NamedExpert(row["expert_name"], row["institute"], row.get("title") or "") for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            "event": known[row["event_code"]],
            "expert": people[row["expert_name"], row["institute"]],
            "title": row.get("title") or "",
        }

    upsert(changes, participations().filter(org=org), rows, key=PARTICIPATION_KEY, paths=PARTICIPATION_PATHS, make=make)


AGREEMENT_COLUMNS = {
    "code": "code",
    "event_code": "event__code",
    "institute": "institute__name",
    "enterprise_name": "enterprise_name",
    "signed_on": "signed_on",
    "status": "status",
    "cancelled_on": "cancelled_on",
}


def current_agreements(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存合作协议, by code."""
    return stored(agreements().filter(org=org), keys, ["code"], AGREEMENT_COLUMNS)


def check_agreements(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对合作协议: a known event, and a day where it is signed."""
    found = dict(check_events_known(org, rows))
    for index, row in enumerate(rows):
        if row["status"] == AgreementStatus.SIGNED and row["signed_on"] is None:
            advice = "请补填签订日期，或把状态改为“意向”"
            found.setdefault(index, []).append(("signed_on", "状态为“已签订”，但没有签订日期", advice))
        out_of_order(found, index, row, "signed_on", "cancelled_on", "终止日期早于签订日期，请核对两个日期。")
    return found


def apply_agreements(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入合作协议, with the institutes they name."""
    known = _events(org, rows)
    institutes = note_institutes(org, [row["institute"] for row in rows], changes)
    firms = enterprises_named(org, {row["enterprise_name"] for row in rows})

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            "code": row["code"],
            "event": known[row["event_code"]] if row.get("event_code") else None,
            "institute": institutes[row["institute"]],
            "enterprise_name": row["enterprise_name"],
            "enterprise": firms.get(row["enterprise_name"]),
            "signed_on": row["signed_on"],
            "status": row["status"],
            "cancelled_on": row.get("cancelled_on"),
        }

    upsert(changes, agreements().filter(org=org), rows, key=["code"], paths=["code"], make=make)


def _events(org: Organisation, rows: Sequence[Row]) -> Mapping[str, Any]:
    codes = {row["event_code"] for row in rows if row.get("event_code")}
    known = events_coded(org, codes)
    if missing := sorted(codes - set(known)):
        raise Refused(f"对接活动台账中没有活动编号“{'、'.join(missing[:5])}”，请先导入对接活动。")
    return known


EVENT_CODE = ImportColumn(name="event_code", title="活动编号", aliases=("活动代码", "场次编号"), max_length=50, example="SB2023-01")
INSTITUTE_ALIASES = ("院所", "所在院所", "院所名称", "工作单位", "所在单位", "所在高校院所", "高校院所", "院校")

SHEETS = [
    ImportSheet(
        kind="matching_event",
        title="对接活动台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="code", title="活动编号", aliases=("活动代码", "场次编号"), required=True, max_length=50, example="SB2023-01"
            ),
            ImportColumn(name="title", title="活动名称", aliases=("活动主题", "名称"), required=True, example="液压产业对接"),
            ImportColumn(
                name="held_on",
                title="日期",
                type=ColumnType.DATE,
                aliases=("活动日期", "举办日期", "活动时间", "举办时间"),
                required=True,
                allow_future=True,
                example="2023-02-09",
            ),
            ImportColumn(name="place", title="地点", aliases=("活动地点", "举办地点"), example="蒋集镇"),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("活动状态",),
                required=True,
                choices=spelled(EventStatus, {"计划中": EventStatus.PLANNED, "取消": EventStatus.CANCELLED, "举办": EventStatus.HELD}),
                example="已举办",
                default=EventStatus.HELD.value,
            ),
        ),
        key=("code",),
        current=current_events,
        apply=apply_events,
        sheet_hints=("活动",),
        list_url_name="matching:events",
        order=80,
    ),
    ImportSheet(
        kind="event_expert",
        title="参加活动专家名单",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="event_code", title="活动编号", aliases=("活动代码", "场次编号"), required=True, max_length=50, example="SB2023-01"
            ),
            ImportColumn(name="expert_name", title="姓名", aliases=("专家姓名", "专家"), required=True, max_length=50, example="徐国"),
            ImportColumn(name="institute", title="所在院所", aliases=INSTITUTE_ALIASES, required=True, example="青岛科技大学"),
            ImportColumn(name="title", title="职称", aliases=("专业技术职称", "职务职称", "职称职务"), max_length=50, example="教授"),
        ),
        key=PARTICIPATION_KEY,
        current=current_participations,
        check=check_events_known,
        apply=apply_participations,
        duplicates="last",
        sheet_hints=("专家",),
        list_url_name="matching:participations",
        order=90,
    ),
    ImportSheet(
        kind="agreement",
        title="合作协议台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="code", title="协议编号", aliases=("协议号", "合作协议编号"), required=True, max_length=50, example="XY2023-01"
            ),
            EVENT_CODE,
            ImportColumn(name="institute", title="院所", aliases=INSTITUTE_ALIASES, required=True, example="齐鲁工业大学"),
            ImportColumn(name="enterprise_name", title="企业名称", aliases=("企业", "签约企业", "合作企业"), required=True),
            ImportColumn(name="signed_on", title="签订日期", type=ColumnType.DATE, aliases=("签约日期", "签订时间"), example="2023-08-24"),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("协议状态", "签订状态"),
                required=True,
                choices=spelled(
                    AgreementStatus, {"签订": AgreementStatus.SIGNED, "已签约": AgreementStatus.SIGNED, "达成意向": AgreementStatus.INTENT}
                ),
                example="已签订",
                default=AgreementStatus.SIGNED.value,
            ),
            ImportColumn(name="cancelled_on", title="终止日期", type=ColumnType.DATE, aliases=("终止时间",), hint="已终止的填"),
        ),
        key=("code",),
        current=current_agreements,
        check=check_agreements,
        apply=apply_agreements,
        sheet_hints=("协议", "签约"),
        list_url_name="matching:agreements",
        order=95,
    ),
]
