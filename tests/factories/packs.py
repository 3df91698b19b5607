"""规则包: a bureau's own rule with its cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.access import make_user
from tongpin.engines.packs.models import RulePack
from tongpin.engines.packs.services import enter_pack, switch_pack
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

TEXT = """key: bonus
title: 本地奖励条件
force: P
sources:
  - {document: 本单位办法}
facts:
  sales: {title: 年销售收入, type: number, unit: 元, least: 0}
parameters:
  least_sales: {title: 销售收入下限, type: number, unit: 元}
conditions:
  sales_met:
    title: 销售收入达到下限
    is: {at_least: [sales, least_sales]}
    says: 销售收入{sales}元，需{least_sales}元。
    gap: {title: 缺, unit: 元, is: {subtract: [least_sales, sales]}}
decide:
  - {when: {not: sales_met}, outcome: not_met, because: 收入不够。}
  - {outcome: met, because: 符合。}
versions:
  - {valid_from: 2020-01-01, values: {least_sales: 1000}}
as_of: 2026-01-01
given: {sales: 1000}
cases:
  - {case: 恰好一千元, facts: {}, expect: {outcome: met}}
  - {case: 差一分钱, facts: {sales: 999.99}, expect: {outcome: not_met}}
  - {case: 没有填, facts: {sales: ~}, expect: {outcome: unknown, missing: [年销售收入]}}
"""
WRONG_CASE = TEXT.replace("999.99}, expect: {outcome: not_met}", "999.99}, expect: {outcome: met}")


def make_pack(org: Organisation, *, by: User | None = None, adopted_on: date | None = None, **values: Any) -> RulePack:
    """A pack with one edition, adopted where a day is given."""
    by = by or make_user()
    plain = {"code": "county", "title": "本县规则", "document": "本县办法", "document_number": "", "article": "", "text": TEXT}
    pack = enter_pack(org=org, by=by, **{**plain, **values})
    if adopted_on is not None:
        switch_pack(pack, number=1, starts_on=adopted_on, reason="会议决定", by=by, expected=pack.version, today=adopted_on)
    return pack
