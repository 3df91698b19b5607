"""专家智库: institutes and experts."""

from __future__ import annotations

from itertools import count
from typing import Any

from tongpin.domains.experts.models import Expert, Institute
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_institute(org: Organisation, name: str = "") -> Institute:
    """An institute of ``org``; the one of that name where there is one."""
    return Institute.objects.get_or_create(org=org, name=name or f"第{next(_numbers)}研究院")[0]


def make_expert(org: Organisation, name: str = "", institute: str = "", **values: Any) -> Expert:
    """An expert of an institute."""
    return Expert.objects.create(org=org, name=name or f"专家{next(_numbers)}", institute=make_institute(org, institute), **values)
