"""研发项目办理: opened, corrected, and removed as long as nothing is charged to it."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max, Min

from tongpin.domains.coaching.models import RdProject
from tongpin.domains.coaching.models.research import RdEntry
from tongpin.domains.enterprises.services import firm_of
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

AUDITED = ("number", "title", "way", "state", "starts_on", "ends_on")


class RdProjectFields(TypedDict):
    """研发项目栏目."""

    number: str
    title: str
    way: str
    state: str
    starts_on: date
    ends_on: date | None
    contract_number: str
    result: str
    result_number: str
    note: str


@transaction.atomic
def open_rd_project(*, org: Organisation, credit_code: str, by: User, today: date, **fields: Unpack[RdProjectFields]) -> RdProject:
    """建立研发项目 of a firm."""
    not_after(fields["starts_on"], today, "开始日期", field="starts_on")
    record = RdProject(org=org, firm=firm_of(org, credit_code), **fields)
    return enter(record, verb="rd_project.opened", by=by, fields=AUDITED)


@transaction.atomic
def correct_rd_project(project: RdProject, *, by: User, today: date, expected: int, **fields: Unpack[RdProjectFields]) -> RdProject:
    """更正研发项目: its days still have to hold every entry of its ledger."""
    not_after(fields["starts_on"], today, "开始日期", field="starts_on")
    RdProject.objects.select_for_update().get(pk=project.pk)
    booked = RdEntry.objects.filter(project=project).aggregate(first=Min("booked_on"), last=Max("booked_on"))
    first, last, ends_on = booked["first"], booked["last"], fields["ends_on"]
    if first is not None and first < fields["starts_on"]:
        raise Refused(f"辅助账中已有 {first:%Y-%m-%d} 的分录，开始日期应不晚于该日。", field="starts_on")
    if last is not None and ends_on is not None and last > ends_on:
        raise Refused(f"辅助账中已有 {last:%Y-%m-%d} 的分录，结束日期应不早于该日。", field="ends_on")
    values: dict[str, Any] = dict(fields)
    return amend(project, verb="rd_project.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def remove_rd_project(project: RdProject, *, by: User, expected: int, reason: str) -> RdProject:
    """移除研发项目 that was entered by mistake; one with entries stays."""
    RdProject.objects.select_for_update().filter(pk=project.pk).first()
    if RdEntry.objects.filter(project=project).exists():
        raise Refused("该项目的辅助账中已有分录，不能移除；项目失败的请把实施状态改为“失败终止”，费用照样归集。")
    return remove(project, verb="rd_project.removed", by=by, expected=expected, reason=reason, fields=AUDITED)
