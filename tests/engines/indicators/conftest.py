"""Fixtures for indicators: a tree, persons, toy indicators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.access import ThreePersons, three_persons
from tests.factories.indicators import toy_measures


@pytest.fixture
def toys(db: None) -> Iterator[None]:
    """The toy indicators and no others."""
    with toy_measures():
        yield


@pytest.fixture
def persons(db: None) -> ThreePersons:
    """Editor and viewer of 宁阳, stranger of 东平."""
    return three_persons()
