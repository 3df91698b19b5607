"""推送和享受办理: who told which firm and what it answered; what was applied for, agreed and granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.enterprises.services import firm_of
from tongpin.domains.policy.models import Policy, Push, Uptake
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused

PUSHED = ("policy", "firm", "person", "pushed_on", "channel", "reply", "replied_on", "reason", "note")
STEPS = (("applied", "申报"), ("agreed", "同意"), ("granted", "兑现"))
TAKEN = ("policy", "firm", "year", *(f"{step}_{part}" for step, _ in STEPS for part in ("on", "amount")), "note")


class PushFields(TypedDict):
    """推送栏目."""

    policy: Policy
    credit_code: str
    person: Person
    pushed_on: date
    channel: str
    reply: str
    replied_on: date | None
    reason: str
    note: str


class UptakeFields(TypedDict):
    """享受栏目."""

    policy: Policy
    credit_code: str
    year: int
    applied_on: date
    applied_amount: Decimal | None
    agreed_on: date | None
    agreed_amount: Decimal | None
    granted_on: date | None
    granted_amount: Decimal | None
    note: str


@transaction.atomic
def record_push(*, org: Organisation, by: User, today: date, **fields: Unpack[PushFields]) -> Push:
    """登记推送."""
    return enter(Push(org=org, **_push(org, fields, today)), verb="policy_push.recorded", by=by, fields=PUSHED)


@transaction.atomic
def push_to_firms(
    policy: Policy, *, by: User, today: date, codes: Sequence[str], person: Person, pushed_on: date, channel: str
) -> list[Push]:
    """一次向多家企业推送: one record for each firm; what they answer is entered afterwards."""
    if not codes:
        raise Refused("请选择企业。", field="codes")
    about: dict[str, Any] = {"policy": policy, "person": person, "pushed_on": pushed_on, "channel": channel}
    empty: dict[str, Any] = {"reply": "waiting", "replied_on": None, "reason": "", "note": ""}
    return [record_push(org=policy.org, by=by, today=today, credit_code=code, **about, **empty) for code in codes]


@transaction.atomic
def correct_push(record: Push, *, by: User, today: date, expected: int, **fields: Unpack[PushFields]) -> Push:
    """更正推送, or enter what the firm answered."""
    return amend(record, verb="policy_push.corrected", by=by, expected=expected, values=_push(record.org, fields, today))


@transaction.atomic
def remove_push(record: Push, *, by: User, expected: int, reason: str) -> Push:
    """移除误登的推送: what it said stays in the trail."""
    return remove(record, verb="policy_push.removed", by=by, expected=expected, reason=reason, fields=PUSHED)


@transaction.atomic
def record_uptake(*, org: Organisation, by: User, today: date, **fields: Unpack[UptakeFields]) -> Uptake:
    """登记享受情况."""
    return enter(Uptake(org=org, **_uptake(org, fields, today)), verb="policy_uptake.recorded", by=by, fields=TAKEN)


@transaction.atomic
def correct_uptake(record: Uptake, *, by: User, today: date, expected: int, **fields: Unpack[UptakeFields]) -> Uptake:
    """更正享受情况, or enter the next step."""
    return amend(record, verb="policy_uptake.corrected", by=by, expected=expected, values=_uptake(record.org, fields, today))


@transaction.atomic
def remove_uptake(record: Uptake, *, by: User, expected: int, reason: str) -> Uptake:
    """移除误登的享受情况: what it said stays in the trail."""
    return remove(record, verb="policy_uptake.removed", by=by, expected=expected, reason=reason, fields=TAKEN)


def _push(org: Organisation, fields: PushFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    _check_policy(org, values["policy"], values["pushed_on"], "pushed_on")
    not_after(values["pushed_on"], today, "推送日期", field="pushed_on")
    if values["replied_on"] is not None:
        not_after(values["replied_on"], today, "答复日期", field="replied_on")
    return values


def _uptake(org: Organisation, fields: UptakeFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    _check_policy(org, values["policy"], values["applied_on"], "applied_on")
    for step, title in STEPS:
        day = values[f"{step}_on"]
        if day is not None:
            not_after(day, today, f"{title}日期", field=f"{step}_on")
    return values


def _check_policy(org: Organisation, policy: Policy, day: date, field: str) -> None:
    if policy.org_id != org.pk:
        raise Refused("该政策不属于本单位的政策库。", field="policy")
    if day < policy.starts_on and (policy.published_on is None or day < policy.published_on):
        raise Refused(f"该政策自 {policy.starts_on:%Y-%m-%d} 起执行，日期“{day:%Y-%m-%d}”早于该日，请核对。", field=field)
