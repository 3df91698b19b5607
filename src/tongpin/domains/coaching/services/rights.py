"""知识产权办理."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.enums import RightKind
from tongpin.domains.coaching.models import IntellectualProperty
from tongpin.domains.enterprises.services import firm_of
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class RightFields(TypedDict):
    """知识产权栏目."""

    credit_code: str
    kind: str
    number: str
    title: str
    owner: str
    obtained: str
    applied_on: date | None
    granted_on: date | None
    ends_on: date | None
    coached_by: Person | None


@transaction.atomic
def enter_right(*, org: Organisation, by: User, today: date, **fields: Unpack[RightFields]) -> IntellectualProperty:
    """登记知识产权: its class follows from its kind."""
    values = _values(org, fields, today)
    return enter(IntellectualProperty(org=org, **values), verb="right.entered", by=by, fields=[n for n in values if n != "firm"])


@transaction.atomic
def correct_right(
    record: IntellectualProperty, *, by: User, today: date, expected: int, **fields: Unpack[RightFields]
) -> IntellectualProperty:
    """更正知识产权: one that an application uses stays with its firm and in its class."""
    values = _values(record.org, fields, today)
    stored = IntellectualProperty.objects.get(pk=record.pk)
    if (values["firm"].pk, values["right_class"]) != (stored.firm_id, stored.right_class) and stored.uses.exists():
        raise Refused("该知识产权已用于申报，不能改到另一家企业或另一类别；请先从申报中移出。")
    return amend(record, verb="right.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def lapse_right(record: IntellectualProperty, *, by: User, today: date, expected: int, on: date, reason: str) -> IntellectualProperty:
    """登记失效: from ``on`` it no longer counts."""
    not_after(on, today, "失效日期", field="on")
    if record.granted_on is None:
        raise Refused("该知识产权还没有授权，没有失效可言；撤回申请的请在名称后注明。")
    if record.lapsed_on is not None:
        raise Refused("该知识产权已登记失效，不必重复办理。")
    return amend(record, verb="right.lapsed", by=by, expected=expected, values={"lapsed_on": on, "reason": reason})


def _values(org: Organisation, fields: RightFields, today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    values["right_class"] = RightKind(values["kind"]).right_class
    for name, label in (("applied_on", "申请日期"), ("granted_on", "授权（登记）日期")):
        if values[name] is not None:
            not_after(values[name], today, label, field=name)
    return values
