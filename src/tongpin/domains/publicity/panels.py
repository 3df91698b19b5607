"""品牌面板: the brands of a branch on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.domains.publicity.lists import brand_columns
from tongpin.domains.publicity.permissions import Permission
from tongpin.domains.publicity.selectors import brands
from tongpin.engines.ledgers.pages import table_of
from tongpin.kernel.reference import Reference


def brands_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """党建品牌 of a Party organisation, ended ones too."""
    columns = [column for column in brand_columns(request.scope.as_of) if column.key != "org"]
    return table_of("党建品牌", columns, request.visible(brands(), Permission.VIEW).filter(org=reference.pk), request)
