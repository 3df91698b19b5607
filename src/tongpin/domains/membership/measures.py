"""党员队伍指标: members and Party organisations in stock, as of any day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q

from tongpin.domains.membership.selectors import members, members_on
from tongpin.engines.ledgers.selectors import counted
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.selectors import organisations
from tongpin.kernel.extensions import Computed, MeasureKind, MeasureScope, MeasureSource


def members_stock(scope: MeasureScope) -> Computed:
    """党员总数: full and probationary members in the register on the as-of day."""
    ledger = members().filter(org_id__in=scope.org_ids, joined_on__isnull=False)
    rows = members_on(scope.as_of).filter(org_id__in=scope.org_ids, joined_on__lte=scope.as_of).order_by("person__pinyin", "pk")
    return counted(rows, "person_id", ledger=ledger, day="arrived_on", scope=scope)


def branches_stock(scope: MeasureScope) -> Computed:
    """党支部数 that stood on the as-of day."""
    return _standing(scope, (OrgLevel.PARTY_BRANCH,))


def grassroots_stock(scope: MeasureScope) -> Computed:
    """党支部（总支）数 that stood on the as-of day."""
    return _standing(scope, (OrgLevel.PARTY_BRANCH, OrgLevel.PARTY_GENERAL_BRANCH))


def _standing(scope: MeasureScope, levels: Sequence[OrgLevel]) -> Computed:
    ledger = organisations().filter(pk__in=scope.org_ids, level__in=levels)
    standing = Q(ends_on__isnull=True) | Q(ends_on__gt=scope.as_of)
    rows = ledger.filter(standing, starts_on__lte=scope.as_of).order_by("path")
    number = rows.count()
    if not number and not ledger.exists():
        return Computed(None, rows, "组织机构中还没有党支部")
    return Computed(Decimal(number), rows)


MEASURES = [
    MeasureSource(
        code="members.stock",
        title="党员总数",
        unit="名",
        kind=MeasureKind.STOCK,
        record_kinds=("member",),
        formula="截至日在册的正式党员和预备党员人数，一人只计一次；已转出、去世等离开本组织的不计。",
        compute=members_stock,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.joined_on,
        aliases=("党员人数", "党员数"),
        order=210,
    ),
    MeasureSource(
        code="branches.stock",
        title="党支部数",
        unit="个",
        kind=MeasureKind.STOCK,
        record_kinds=("organisation",),
        formula="截至日存续的党支部个数，已撤销或合并的不计。",
        compute=branches_stock,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.starts_on,
        aliases=("党支部个数", "支部数"),
        order=220,
    ),
    MeasureSource(
        code="grassroots.stock",
        title="党支部（总支）数",
        unit="个",
        kind=MeasureKind.STOCK,
        record_kinds=("organisation",),
        formula="截至日存续的党支部和党总支个数，已撤销或合并的不计。",
        compute=grassroots_stock,
        reference=lambda row: row.reference(),
        row_date=lambda row: row.starts_on,
        aliases=("党支部（党总支）数", "基层党组织数"),
        order=221,
    ),
]
