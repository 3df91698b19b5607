"""辅导专利件数: each right once, only patents, only those somebody coached; whatever a visit's record says."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.coaching import make_right
from tests.factories.orgs import make_org, make_person
from tongpin.domains.coaching.measures import patents_applied, patents_granted
from tongpin.kernel.extensions import MeasureScope
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db


def scope(org_pk: int, year: int, as_of: date | None = None) -> MeasureScope:
    return MeasureScope((org_pk,), Period.year(year), as_of or date(year, 12, 31))


def test_patents_are_counted_once_by_the_day_of_application() -> None:
    org = make_org()
    coach = make_person(org)
    coached = make_right(org, coached_by=coach)
    undated = make_right(org, coached_by=coach, applied_on=None)
    make_right(org)
    make_right(org, coached_by=coach, kind="software", number="2021SR1")
    found = patents_applied(scope(org.pk, 2021))
    assert found.value == 1 and list(found.rows) == [coached]
    assert list(patents_applied(scope(org.pk, 2022)).rows) == [undated]
    assert patents_granted(scope(org.pk, 2022)).value == 2
    assert patents_granted(scope(org.pk, 2022, date(2022, 2, 28))).value == 0
    assert patents_applied(scope(org.pk, 2020)).value is None
    assert patents_applied(scope(make_org().pk, 2021)).value is None
