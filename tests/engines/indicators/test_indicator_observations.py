"""Observations are superseded, never overwritten; a change makes them stale at once; counting again brings them up to date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.access import ThreePersons
from tests.factories.indicators import enter, set_target, strike
from tongpin.engines.indicators.models import Measure, Observation, Recount, RowSet, StaleMark
from tongpin.engines.indicators.selectors import figure
from tongpin.engines.indicators.selectors.definitions import definition
from tongpin.engines.indicators.selectors.values import ValueReader, kept_rows
from tongpin.engines.indicators.services import observations, records_changed, refresh, refresh_stale, refresh_year
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.jobs.worker import run_pending
from tongpin.foundation.orgs.models import Post
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
LAST = date(2023, 12, 31)
TODAY = date(2024, 1, 10)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toys")]


def count(persons: ThreePersons, code: str = "toy.deals", as_of: date = LAST) -> list[Observation]:
    return refresh(persons.org, codes=[code], period=Y2023, as_of=as_of, by=persons.editor, today=TODAY)


def test_a_kept_value_is_used_and_lists_its_rows(persons: ThreePersons, django_assert_num_queries: Any) -> None:
    row = enter(persons.org, date(2023, 5, 1), "100.50")
    (kept,) = count(persons)
    found = figure("toy.deals", persons.org, Y2023)
    assert found.observation == kept
    assert (found.value, kept.row_count) == (Decimal("100.50"), 1)
    assert [(r.kind, r.pk, r.title, r.contribution, r.on) for r in found.rows()] == [
        ("post", row.pk, "合同100.50", Decimal("100.50"), date(2023, 5, 1))
    ]
    event = AuditEvent.objects.get(verb="observation.recorded")
    assert event.org_id == persons.org.pk


def test_counting_again_records_nothing_where_nothing_changed(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100.50")
    assert len(count(persons)) == 1
    assert count(persons) == []
    assert Observation.objects.count() == 1
    assert Recount.objects.get().number == 2


def test_a_later_day_without_change_confirms_the_value(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 5, 1), "100.50")
    count(persons, as_of=date(2023, 6, 30))
    assert count(persons, as_of=date(2023, 7, 15)) == []
    kept = Observation.objects.get()
    assert (kept.as_of, kept.checked_as_of) == (date(2023, 6, 30), date(2023, 7, 15))
    assert figure("toy.deals", persons.org, Y2023, date(2023, 7, 15)).observation == kept
    assert figure("toy.deals", persons.org, Y2023, date(2023, 7, 10)).observation is None


def test_the_old_value_stays_readable_with_its_rows(persons: ThreePersons) -> None:
    gone = enter(persons.org, date(2023, 5, 1), "100")
    enter(persons.org, date(2023, 6, 1), "1")
    (old,) = count(persons)
    strike(gone)
    (new,) = count(persons)
    old.refresh_from_db()
    assert (old.value, new.value, old.superseded_by, old.is_current, new.is_current) == (101, 1, new, False, True)
    assert old.superseded_at == new.recorded_at
    assert [r.title for r in kept_rows(old)] == ["合同100", "合同1"]
    assert figure("toy.deals", persons.org, Y2023).value == 1


def test_an_exchange_of_rows_with_the_same_sum_is_a_change(persons: ThreePersons) -> None:
    row = enter(persons.org, date(2023, 5, 1), "100")
    count(persons)
    enter(persons.org, date(2023, 6, 1), "100")
    strike(row)
    assert len(count(persons)) == 1


def test_stale_at_once_live_meanwhile_fresh_after_the_job(persons: ThreePersons) -> None:
    row = enter(persons.org, date(2023, 5, 1), "100")
    refresh_stale(today=TODAY)
    assert figure("toy.deals", persons.org, Y2023).observation is not None
    Post.objects.filter(pk=row.pk).update(title="70")
    records_changed(persons.org.pk, {"post"})
    live = figure("toy.deals", persons.org, Y2023)
    assert (live.value, live.observation) == (70, None)
    run_pending()
    kept = figure("toy.deals", persons.org, Y2023)
    assert (kept.value, kept.observation is not None) == (70, True)
    assert not StaleMark.objects.exists()
    assert [o.value for o in Observation.objects.filter(measure__code="toy.deals", org=persons.org).order_by("pk")] == [100, 70]


def test_organisations_above_become_stale_too_and_others_do_not(persons: ThreePersons) -> None:
    tree = persons.tree
    enter(tree.ningyang_plan, date(2023, 5, 1), "100")
    marked = set(StaleMark.objects.values_list("org__code", flat=True))
    assert marked == {"TA", "NY", "NY-GHK"}
    assert jobs().filter(name="indicators.refresh_stale").count() == 1
    records_changed(tree.ningyang.pk, {"something_else"})
    assert set(StaleMark.objects.values_list("org__code", flat=True)) == marked


def test_values_as_of_an_older_day_are_not_trusted_after_a_change(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    count(persons, as_of=date(2023, 3, 15))
    enter(persons.org, date(2023, 3, 1), "7")
    refresh_stale(today=TODAY)
    old = Observation.objects.get(as_of=date(2023, 3, 15), measure__code="toy.deals")
    assert (old.is_outdated, old.value, old.is_current) == (True, 100, True)
    assert figure("toy.deals", persons.org, Y2023, date(2023, 3, 15)).value == 107


def test_as_of_in_the_past_reproduces_the_older_figure(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    enter(persons.org, date(2023, 9, 1), "7")
    refresh_year(persons.org, 2023, by=persons.editor, today=TODAY)
    assert figure("toy.deals", persons.org, Y2023, date(2023, 6, 30)).value == 100
    assert figure("toy.deals", persons.org, Y2023).value == 107


def test_month_ends_are_kept_where_a_target_is_set(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    set_target(persons.org, "toy.deals", 1000, by=persons.editor)
    refresh_year(persons.org, 2023, by=persons.editor, today=date(2023, 4, 10))
    kept = Observation.objects.filter(measure__code="toy.deals").order_by("as_of")
    assert [(o.as_of, o.value, o.checked_as_of) for o in kept] == [
        (date(2023, 1, 31), 0, date(2023, 1, 31)),
        (date(2023, 2, 28), 100, date(2023, 2, 28)),
        (date(2023, 3, 31), 100, date(2023, 4, 10)),
    ]


def test_nothing_is_kept_for_years_without_rows(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    refresh_stale(today=TODAY)
    assert set(Observation.objects.filter(measure__code="toy.deals").values_list("period_start__year", flat=True)) == {2023}


def test_a_moved_organisation_makes_kept_values_of_its_parent_old(persons: ThreePersons) -> None:
    tree = persons.tree
    enter(tree.dongping, date(2023, 2, 1), "100")
    refresh(tree.city, codes=["toy.deals"], period=Y2023, as_of=LAST, by=None, today=TODAY)
    assert figure("toy.deals", tree.city, Y2023).observation is not None
    tree.dongping.path = f"/{tree.dongping.pk}/"
    tree.dongping.parent = None
    tree.dongping.save()
    found = figure("toy.deals", tree.city, Y2023)
    assert (found.value, found.observation) == (0, None)


def test_who_counted_from_older_rows_gives_way(persons: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between counting and writing, another counter sees a newer row and writes first."""
    enter(persons.org, date(2023, 2, 1), "100")
    real, calls = observations._count, []

    def counted(*arguments: Any) -> Any:
        found = real(*arguments)
        if not calls:
            calls.append(1)
            enter(persons.org, date(2023, 3, 1), "7")
            count(persons)
        return found

    monkeypatch.setattr(observations, "_count", counted)
    count(persons)
    assert [o.value for o in Observation.objects.filter(superseded_at=None)] == [107]
    assert figure("toy.deals", persons.org, Y2023).value == 107


def test_equal_lists_of_rows_are_kept_once(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    refresh(persons.org, codes=["toy.deals"], period=Y2023, as_of=LAST, by=None, today=TODAY)
    refresh(persons.tree.city, codes=["toy.deals"], period=Y2023, as_of=LAST, by=None, today=TODAY)
    assert (Observation.objects.count(), RowSet.objects.count()) == (2, 1)


def test_the_database_keeps_one_current_value_and_a_reason_for_a_missing_one(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    (kept,) = count(persons)
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)
    kept.as_of, kept.checked_as_of, kept.value = date(2023, 1, 1), date(2023, 1, 2), None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_a_missing_value_is_kept_as_missing(persons: ThreePersons) -> None:
    assert count(persons, "toy.average") == []
    set_target(persons.org, "toy.deals", 1000, by=persons.editor)
    (kept,) = count(persons, "toy.average")
    assert (kept.value, kept.reason) == (None, "没有合同，不能求平均")
    found = figure("toy.average", persons.org, Y2023)
    assert (found.observation, found.value, found.status) == (kept, None, None)


def test_reading_never_writes(persons: ThreePersons) -> None:
    enter(persons.org, date(2023, 2, 1), "100")
    set_target(persons.org, "toy.deals", 1000, by=persons.editor)
    before = (Observation.objects.count(), StaleMark.objects.count(), RowSet.objects.count())
    figure("toy.deals", persons.org, Y2023)
    assert (Observation.objects.count(), StaleMark.objects.count(), RowSet.objects.count()) == before


def test_a_mark_of_an_indicator_without_source_is_dropped(persons: ThreePersons) -> None:
    gone = Measure.objects.create(code="gone.measure", origin="computed")
    StaleMark.objects.create(measure=gone, org=persons.org)
    refresh_stale(today=TODAY)
    assert not StaleMark.objects.exists()


def test_the_kept_value_equals_the_live_one(persons: ThreePersons) -> None:
    for n in range(7):
        enter(persons.org, date(2023, 1 + n, 3), f"{n}.37")
    one = definition("toy.average", LAST)
    reader = ValueReader(persons.org, [one], (2023,))
    live = reader.count(one, Y2023, LAST)
    count(persons, "toy.average")
    assert figure("toy.average", persons.org, Y2023).value == live.value
