"""自设种类办理: a bureau adds, changes and ends its own kinds of activities, with the basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.engines.activities.kinds import roster_sources
from tongpin.engines.activities.models import Activity, KindDefinition
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.occasions import OutcomeField
from tongpin.kernel.values import ValueType

MOST_FIELDS = 20
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


class KindFields(TypedDict):
    """自设种类栏目."""

    title: str
    area: str
    roster: str
    study_hours: bool
    basis: str
    starts_on: date


@transaction.atomic
def define_kind(*, org: Organisation, by: User, outcomes: Sequence[OutcomeField] = (), **fields: Unpack[KindFields]) -> KindDefinition:
    """增设种类 for an organisation and those below it."""
    _check_roster(fields["roster"])
    record = KindDefinition(org=org, outcomes=_as_rows(outcomes), **fields)
    return enter(record, verb="activity_kind.defined", by=by, fields=(*fields, "outcomes"))


@transaction.atomic
def change_kind(
    definition: KindDefinition, *, by: User, expected: int, outcomes: Sequence[OutcomeField], **fields: Unpack[KindFields]
) -> KindDefinition:
    """修改自设种类: a field under which something was recorded keeps its type."""
    _check_roster(fields["roster"])
    if definition.ends_on is not None:
        raise Refused("该种类已经停用，不能再修改。")
    kept = KindDefinition.objects.get(pk=definition.pk)
    types = {one["name"]: one["type"] for one in kept.outcomes}
    changed = [one for one in outcomes if one.name in types and types[one.name] != one.type]
    if changed and Activity.objects.filter(kind=definition.key).exists():
        raise Refused(f"“{changed[0].title}”已有登记，不能改为另一类型。请另设一栏。", field="outcomes")
    return amend(definition, verb="activity_kind.changed", by=by, expected=expected, values={**fields, "outcomes": _as_rows(outcomes)})


@transaction.atomic
def end_kind(definition: KindDefinition, *, by: User, expected: int, on: date) -> KindDefinition:
    """停用自设种类: from that day on it is not offered; what was recorded stays."""
    if definition.ends_on is not None:
        raise Refused("该种类已经停用，不必重复办理。")
    return amend(definition, verb="activity_kind.ended", by=by, expected=expected, values={"ends_on": on})


def _check_roster(key: str) -> None:
    if key and key not in {source.key for source in roster_sources()}:
        raise Refused("所选应到名册不存在，请重新选择。", field="roster")


def _as_rows(outcomes: Sequence[OutcomeField]) -> list[dict[str, object]]:
    if len(outcomes) > MOST_FIELDS:
        raise Refused(f"成果栏目不超过 {MOST_FIELDS} 项。", field="outcomes")
    names = [field.name for field in outcomes]
    if len(set(names)) != len(names) or not all(_NAME.match(name) for name in names):
        raise Refused("成果栏目的代号不能重复，由小写字母、数字和下划线组成。", field="outcomes")
    if any(not field.title.strip() for field in outcomes):
        raise Refused("成果栏目须有名称。", field="outcomes")
    return [
        {
            "name": field.name,
            "title": field.title.strip(),
            "type": ValueType(field.type).value,
            "unit": field.unit,
            "choices": list(field.choices),
            "required": field.required,
            "hint": field.hint,
        }
        for field in outcomes
    ]
