"""规则包 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.packs import make_pack
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today


def pack_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A pack of the bureau, adopted today."""
    return {"rule_pack": make_pack(org, title=f"{mark}规则", document=f"{mark}办法", adopted_on=today())}
