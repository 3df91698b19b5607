"""品牌与公开: honours and brands."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tongpin.domains.publicity.enums import HonourLevel
from tongpin.domains.publicity.models import Brand, Honour
from tongpin.foundation.orgs.models import Organisation

_numbers = count(1)


def make_honour(org: Organisation, **values: Any) -> Honour:
    """A county honour of 2023."""
    defaults = {
        "title": f"第{next(_numbers)}模范机关",
        "level": HonourLevel.COUNTY,
        "holder": "宁阳县科技局",
        "year": 2023,
        "awarded_by": "中共宁阳县委",
    }
    return Honour.objects.create(org=org, **{**defaults, **values})


def make_brand(org: Organisation, **values: Any) -> Brand:
    """A brand of a branch."""
    defaults = {"name": f"第{next(_numbers)}品牌", "started_on": date(2021, 7, 1)}
    return Brand.objects.create(org=org, **{**defaults, **values})
