"""品牌与公开: honours."""

from __future__ import annotations

from itertools import count
from typing import Any

from tongpin.domains.publicity.enums import HonourLevel
from tongpin.domains.publicity.models import Honour
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
