"""政策办理: entered, corrected with the former text kept; a new one follows an old one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.policy.models import Policy, PolicyEdition
from tongpin.domains.policy.selectors.conditions import conditions
from tongpin.domains.policy.selectors.policies import KEPT
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import insert, snapshot
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused


class PolicyFields(TypedDict):
    """政策栏目; ``last_day`` is the last day on which it is in force."""

    title: str
    number: str
    issuer: str
    level: str
    published_on: date | None
    summary: str
    starts_on: date
    last_day: date | None
    benefit: str
    benefit_amount: Decimal | None
    benefit_percent: Decimal | None
    rule: str
    department: Organisation | None
    officer: Person | None
    source: str
    replaces: Policy | None


@transaction.atomic
def enter_policy(*, org: Organisation, by: User, today: date, **fields: Unpack[PolicyFields]) -> Policy:
    """登记政策."""
    values = _values(org, fields, today)
    return enter(Policy(org=org, **values), verb="policy.entered", by=by, fields=list(KEPT))


@transaction.atomic
def correct_policy(record: Policy, *, by: User, today: date, expected: int, **fields: Unpack[PolicyFields]) -> Policy:
    """更正政策: what it said before is kept as an edition."""
    values = _values(record.org, fields, today)
    if values["replaces"] is not None and values["replaces"].pk == record.pk:
        raise Refused("政策不能替代它自己。", field="replaces")
    stored = Policy.objects.get(pk=record.pk)
    before = edition_of(stored)
    if all(getattr(stored, name) == value for name, value in values.items()):
        return record
    amend(record, verb="policy.corrected", by=by, expected=expected, values=values)
    insert(PolicyEdition(policy=record, number=expected, values=before, superseded_at=now(), superseded_by=by))
    return record


def edition_of(record: Policy) -> dict[str, Any]:
    """现有内容 as an edition keeps it."""
    return snapshot(record, KEPT)


def _values(org: Organisation, fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    values = dict(fields)
    last, starts = values.pop("last_day"), values["starts_on"]
    if last is not None and last < starts:
        raise Refused(f"执行截止日期“{last:%Y-%m-%d}”早于执行起始日期“{starts:%Y-%m-%d}”，请核对两个日期。", field="last_day")
    values["ends_on"] = None if last is None else last + timedelta(days=1)
    if values["published_on"] is not None and values["published_on"] > today:
        raise Refused(f"发布日期“{values['published_on']:%Y-%m-%d}”还没有到，请核对。", field="published_on")
    if values["rule"] and values["rule"] not in conditions(org):
        raise Refused("条件规则不在可选之列，请重新选择。", field="rule")
    former = values["replaces"]
    if former is not None and former.org_id != org.pk:
        raise Refused("所替代的政策不属于本单位。", field="replaces")
    if former is not None and former.starts_on >= starts:
        raise Refused(f"所替代的政策自 {former.starts_on:%Y-%m-%d} 起执行，本政策的执行起始日期应晚于该日。", field="starts_on")
    return values
