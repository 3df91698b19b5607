"""党建品牌: registered for a branch, counted as of any day, found by the rule of practice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import make_operator
from tests.factories.activities import make_activity
from tests.factories.membership import make_branch
from tests.factories.orgs import make_org
from tests.factories.publicity import make_brand
from tongpin.domains.publicity.facts import brand_facts
from tongpin.domains.publicity.measures import brands_stock
from tongpin.domains.publicity.services import end_brand, enter_brand
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureScope
from tongpin.kernel.obligations import Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
TODAY = date(2023, 7, 1)


@pytest.fixture
def branch() -> Organisation:
    return make_branch(make_org())


def counted(branch: Organisation, as_of: date) -> Decimal | None:
    scope = MeasureScope(org_ids=(branch.pk,), window=Period.year(as_of.year), as_of=as_of)
    return brands_stock(scope).value


def test_a_brand_counts_from_its_day_until_it_ends(branch: Organisation) -> None:
    by = make_operator()
    assert counted(branch, TODAY) is None
    brand = enter_brand(org=branch, by=by, today=TODAY, name="先锋", meaning="", started_on=date(2023, 3, 1))
    end_brand(brand, by=by, today=TODAY, expected=brand.version, on=date(2023, 6, 1), reason="并入新品牌")
    make_brand(branch, started_on=date(2022, 1, 1))
    days = (date(2023, 2, 28), date(2023, 3, 1), date(2023, 5, 31), date(2023, 6, 1))
    assert [counted(branch, day) for day in days] == [1, 2, 2, 1]


def test_only_a_branch_has_a_brand_and_none_from_tomorrow(branch: Organisation) -> None:
    by = make_operator()
    with pytest.raises(Refused, match="由党支部、党总支创建"):
        enter_brand(org=make_org(), by=by, today=TODAY, name="先锋", meaning="", started_on=TODAY)
    with pytest.raises(Refused, match="创建日期"):
        enter_brand(org=branch, by=by, today=TODAY, name="先锋", meaning="", started_on=date(2023, 7, 2))
    brand = make_brand(branch, ended_on=TODAY, reason="停用")
    with pytest.raises(Refused, match="已经停用"):
        end_brand(brand, by=by, today=TODAY, expected=brand.version, on=TODAY, reason="再停")


def test_the_facts_tell_the_last_activity_of_the_brand(branch: Organisation) -> None:
    other = make_branch(branch.parent)
    brand = make_brand(branch)
    subjects = [Subject(kind="branch", pk=org.pk, org_id=org.pk, title=org.name) for org in (branch, other)]
    assert brand_facts(subjects, None, TODAY) == {branch.pk: {"has_brand": True}, other.pk: {"has_brand": False}}
    for day in (date(2023, 4, 20), date(2023, 5, 25), date(2023, 7, 5)):
        make_activity(branch, day=day, links=[brand.reference()])
    assert brand_facts(subjects, None, TODAY)[branch.pk]["brand_last_activity_on"] == date(2023, 5, 25)
