"""品牌事实: whether a branch has a brand, and when something was last done under it, for the rules of 应尽事项."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.publicity.selectors import brands_on
from tongpin.engines.activities.selectors import latest_by_link
from tongpin.kernel.obligations import Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType


def brand_facts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """党建品牌的事实 of branches: the latest activity of any of its brands; left out where there was none."""
    owned: dict[int, list[int]] = defaultdict(list)
    for brand in brands_on(as_of, [one.org_id for one in subjects]):
        owned[brand.org_id].append(brand.pk)
    latest = latest_by_link("brand", [pk for keys in owned.values() for pk in keys], as_of)
    found: dict[int, dict[str, Any]] = {}
    for one in subjects:
        found[one.pk] = {"has_brand": one.org_id in owned}
        days = [latest[pk] for pk in owned.get(one.org_id, ()) if pk in latest]
        if days:
            found[one.pk]["brand_last_activity_on"] = max(days)
    return found


FACTS = [
    FactSource(
        subject="branch",
        facts=(
            Fact(name="has_brand", title="有党建品牌", type=ValueType.YES_NO),
            Fact(name="brand_last_activity_on", title="品牌最近一次活动日期", type=ValueType.DATE),
        ),
        record_kinds=("brand", "activity"),
        collect=brand_facts,
    ),
]
