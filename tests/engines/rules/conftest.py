"""样例规则: one small rule file that uses every part of the format."""

from __future__ import annotations

import pytest

GOOD = """
key: area.sample
title: 样例
force: P
sources: [{document: 内部约定}]
facts:
  amount: {title: 数额, type: number}
  kind: {title: 类别, type: text}
parameters:
  limit: {title: 上限, type: number}
steps:
  half: {title: 一半, is: {divide: [amount, 2]}}
decide:
  - when: {all: [{at_most: [half, limit]}, {equal: [kind, {text: 甲}]}]}
    outcome: met
    because: 数额{amount}的一半不超过{limit:2}。
  - outcome: not_met
    because: 超过。
versions:
  - valid_from: 2020-01-01
    values: {limit: 10}
  - valid_from: 2022-01-01
    values: {limit: 12.5}
"""


@pytest.fixture
def good() -> str:
    return GOOD
