"""通知变动: told at once, or once at the end of a block that changes very much; never outside its transaction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tongpin.engines.ledgers.services import tell, telling_once
from tongpin.kernel.extensions import ChangeListener, install

pytestmark = pytest.mark.django_db
Told = list[tuple[int, frozenset[str]]]


@pytest.fixture
def told() -> Iterator[Told]:
    heard: Told = []
    install("tests.telling", [ChangeListener(changed=lambda org, kinds: heard.append((org, kinds)) if "test" in kinds else None)])
    yield heard
    install("tests.telling", [])


def test_every_change_is_told_at_once(told: Told) -> None:
    tell(1, "test")
    tell(1, "test")
    assert told == [(1, frozenset({"test"}))] * 2


def test_within_a_block_once_for_each_organisation_with_all_kinds(told: Told) -> None:
    with telling_once():
        for number in (2, 1, 2):
            tell(number, "test", f"kind-{number}")
        tell(1, "test", "other")
        assert told == []
    assert told == [(1, frozenset({"test", "kind-1", "other"})), (2, frozenset({"test", "kind-2"}))]
    tell(3, "test")
    assert told[-1] == (3, frozenset({"test"})), "afterwards at once again"


def test_what_was_taken_back_is_not_told_and_the_next_block_begins_anew(told: Told) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), telling_once():
        tell(1, "test")
        _ = 1 / 0
    assert told == []
    with telling_once():
        tell(2, "test")
    assert told == [(2, frozenset({"test"}))]
