"""扩展点: gathering by kind and order, replacing on reinstall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tongpin.kernel import extensions
from tongpin.kernel.extensions import AuditVerb, MeasureScope, NavItem, contributors, gathered, install
from tongpin.kernel.periods import Period


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(extensions, "_installed", {})
    yield


def entry(title: str, order: int) -> NavItem:
    return NavItem(group="业务", title=title, url_name="x:list", permission="x.view", order=order)


def test_gathered_by_kind_and_order() -> None:
    install("a", [entry("乙", 20), AuditVerb(verb="x.created", title="新建")])
    install("b", [entry("甲", 10), entry("丙", 20)])
    assert [e.title for e in gathered(NavItem)] == ["甲", "乙", "丙"]
    assert [v.verb for v in gathered(AuditVerb)] == ["x.created"]


def test_installing_again_replaces() -> None:
    install("a", [entry("旧", 1)])
    install("a", [entry("新", 1)])
    assert [e.title for e in gathered(NavItem)] == ["新"]
    assert list(contributors()) == ["a"]


def test_contributors_cannot_be_changed_from_outside() -> None:
    install("a", [entry("甲", 1)])
    dict(contributors()).clear()
    assert gathered(NavItem)


WINDOWS = [
    ("2023", date(2023, 6, 30), date(2023, 7, 1)),
    ("2023", date(2024, 5, 1), date(2024, 1, 1)),
    ("2023-06", date(2023, 6, 30), date(2023, 7, 1)),
]


@pytest.mark.parametrize(("period", "as_of", "stop"), WINDOWS)
def test_scope_stops_at_window_or_business_date(period: str, as_of: date, stop: date) -> None:
    assert MeasureScope((1,), Period.parse(period), as_of).stop == stop
