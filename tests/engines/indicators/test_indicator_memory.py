"""算过的数: pages with many indicators count the same rows once; after a change or inside a transaction nothing comes from memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tests.factories.access import ThreePersons
from tests.factories.indicators import TOYS, enter, strike
from tongpin.engines.indicators.selectors import figures
from tongpin.engines.indicators.selectors.memory import MEMORY, MOST, Memory, states
from tongpin.engines.indicators.services import refresh_stale
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("toys")]


def deals(persons: ThreePersons) -> Decimal | None:
    return next(one.value for one in figures(persons.org, Y2023) if one.code == "toy.deals")


def rows_of(persons: ThreePersons) -> list[int]:
    return [row.pk for row in next(one for one in figures(persons.org, Y2023) if one.code == "toy.deals").rows()]


def test_the_same_rows_are_counted_once(persons: ThreePersons, django_assert_max_num_queries: Any) -> None:
    enter(persons.org, date(2023, 5, 1), "100.50")
    assert deals(persons) == Decimal("100.50")
    with django_assert_max_num_queries(9):  # 7 indicators and 2 years, and not one count
        assert deals(persons) == Decimal("100.50")
    assert len(TOYS) == 7


def test_a_change_is_seen_at_once(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100")
    assert deals(persons) == 100
    more = enter(persons.org, date(2023, 6, 1), "20")
    assert deals(persons) == 120
    strike(more)
    assert deals(persons) == 100


def test_a_change_while_nothing_is_marked_any_more_is_seen_too(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100")
    assert deals(persons) == 100
    refresh_stale(today=date(2024, 1, 10))
    assert deals(persons) == 100
    enter(persons.org, date(2023, 6, 1), "20")
    assert deals(persons) == 120
    refresh_stale(today=date(2024, 1, 10))
    assert deals(persons) == 120


def test_what_a_transaction_takes_back_is_never_remembered(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100")
    with transaction.atomic():
        enter(persons.org, date(2023, 6, 1), "20")
        assert deals(persons) == 120
        transaction.set_rollback(True)
    assert deals(persons) == 100


def test_rows_are_listed_as_they_are(persons: ThreePersons) -> None:
    row = enter(persons.org, date(2023, 5, 1), "100")
    deals(persons)
    assert rows_of(persons) == [row.pk]


def test_the_state_of_rows_never_returns(persons: ThreePersons) -> None:
    seen = [states(persons.org.pk)]
    for _ in range(2):
        row = enter(persons.org, date(2023, 5, 1), "100")
        seen.append(states(persons.org.pk))
        strike(row)
        seen.append(states(persons.org.pk))
        refresh_stale(today=date(2024, 1, 10))
        seen.append(states(persons.org.pk))
    assert all(one != other for n, one in enumerate(seen) for other in seen[:n])


def test_the_memory_is_bounded() -> None:
    memory = Memory()
    for n in range(MOST + 10):
        memory.keep(n, (Decimal(n), "", None))
    assert memory.get(0) is None
    assert memory.get(MOST + 9) == (Decimal(MOST + 9), "", None)
    assert MEMORY is not memory
