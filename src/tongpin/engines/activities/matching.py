"""人员匹配: names as people write them → people of the bureau; what is not surely one person stays a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tongpin.engines.activities.minutes.words import names_in
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import ancestors

BUREAUS = tuple(level.value for level in OrgLevel if level.is_bureau)


@dataclass(frozen=True)
class Named:
    """姓名对应: by name who it is; names borne by several, and names that nobody of the bureau bears."""

    found: dict[str, int] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def bureau_of(org: Organisation) -> Organisation:
    """所在局: the nearest bureau that ``org`` is or stands under."""
    return next((one for one in (org, *reversed(ancestors(org))) if one.level in BUREAUS), org)


def people_named(names: Iterable[str], org: Organisation, day: date, *, first: Sequence[int] = ()) -> Named:
    """人员 of the bureau on a day by name; of several with one name, the one among ``first`` (the roster)."""
    asked = list(dict.fromkeys(names))
    if not asked:
        return Named()
    within = Q(org__path__startswith=bureau_of(org).path) | Q(pk__in=list(first))
    rows = Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), within, name__in=asked)
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, name in rows.values_list("pk", "name"):
        by_name[name].append(pk)
    preferred = set(first)
    found: dict[str, int] = {}
    for name, keys in by_name.items():
        due = [key for key in keys if key in preferred]
        if len(keys) == 1 or len(due) == 1:
            found[name] = due[0] if len(due) == 1 else keys[0]
    return Named(
        found=found,
        ambiguous=tuple(name for name in asked if name in by_name and name not in found),
        unknown=tuple(name for name in asked if name not in by_name),
    )


def typed_names(text: str) -> list[tuple[str, str]]:
    """(name, unit) of what somebody typed into one field: 赵总（华阳机械）、钱工."""
    return [(name, said) for name, said in names_in(text)]
