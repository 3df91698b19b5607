"""种类与名册: the kinds of activities that subjects contribute and bureaus define, and who is due at one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from tongpin.engines.activities.models import OWN_KIND, Activity, KindDefinition
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.occasions import ActivityKind, OutcomeField, RosterEntry, RosterSource
from tongpin.kernel.values import ValueType


def kinds_for(org: Organisation, on: date) -> list[ActivityKind]:
    """可用种类 of an organisation on a day: what subjects contribute, then what it or an organisation above it defined."""
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    own = KindDefinition.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), org__in=above, starts_on__lte=on)
    return [*(arranged(kind, org.pk, on) for kind in gathered(ActivityKind)), *(as_kind(definition) for definition in own)]


def arranged(kind: ActivityKind, org_id: int, on: date, kept: Mapping[str, Any] | None = None) -> ActivityKind:
    """种类 with what may be chosen in an organisation on a day; a word that is ``kept`` may stay."""
    if not any(field.choices_from for field in kind.outcomes):
        return kind

    def chosen(field: OutcomeField) -> OutcomeField:
        if field.choices_from is None:
            return field
        word = (kept or {}).get(field.name)
        offered = field.choices_from(org_id, on)
        return replace(field, choices=(*offered, word) if isinstance(word, str) and word not in offered else offered)

    return replace(kind, outcomes=tuple(chosen(field) for field in kind.outcomes))


def kind_of(activity: Activity) -> ActivityKind:
    """种类 of an activity as it may be corrected; where its subject is not installed any more, one without fields."""
    found = find_kind(activity.kind) or ActivityKind(key=activity.kind, title=activity.kind_title, area=activity.area)
    return arranged(found, activity.org_id, activity.day, activity.outcomes)


def find_kind(key: str) -> ActivityKind | None:
    """种类 by its key, whether it is still in use or not; None where nobody knows it."""
    if key.startswith(OWN_KIND):
        number = key.removeprefix(OWN_KIND)
        found = (
            KindDefinition.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
        )
        return as_kind(found) if found else None
    return next((kind for kind in gathered(ActivityKind) if kind.key == key), None)


def usable_kind(key: str, org: Organisation, on: date) -> ActivityKind:
    """种类 where ``org`` may use it on a day; refused otherwise."""
    found = next((kind for kind in kinds_for(org, on) if kind.key == key), None)
    if found is None:
        raise Refused("所选种类不在该单位当日可用的种类中，请重新选择。", field="kind")
    return found


def as_kind(definition: KindDefinition) -> ActivityKind:
    """自设种类 in the form that subjects contribute theirs."""
    return ActivityKind(
        key=definition.key,
        title=definition.title,
        area=definition.area,
        outcomes=outcome_fields(definition.outcomes),
        roster=definition.roster,
        study_hours=definition.study_hours,
        order=definition.order,
    )


def outcome_fields(kept: Sequence[Mapping[str, Any]]) -> tuple[OutcomeField, ...]:
    """成果栏目 as they were defined."""
    return tuple(
        OutcomeField(
            name=one["name"],
            title=one["title"],
            type=ValueType(one["type"]),
            unit=one.get("unit", ""),
            choices=tuple(one.get("choices", ())),
            required=bool(one.get("required", False)),
            hint=one.get("hint", ""),
        )
        for one in kept
    )


def roster_sources() -> list[RosterSource]:
    """名册一览."""
    return gathered(RosterSource)


def roster_of(kind: ActivityKind, org: Organisation, day: date) -> list[RosterEntry]:
    """应到人员 of a kind in an organisation on a day; nobody where the kind names no roster."""
    source = next((one for one in roster_sources() if one.key == kind.roster), None)
    return list(source.find(org.pk, day)) if source else []
