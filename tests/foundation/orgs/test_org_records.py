"""精确金额与按版本保存."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Sum
from django.test.utils import isolate_apps

from tests.factories.orgs import make_person, make_tree
from tongpin.foundation.orgs.records import ExactField, MoneyField, changed_fields, check, save_versioned, snapshot
from tongpin.kernel.errors import Refused, StaleRecord

with isolate_apps("tongpin.foundation.orgs"):

    class Purse(models.Model):
        """中文名: 钱袋 (of this test, unknown to the product)."""

        amount = MoneyField("金额", null=True, blank=True)
        share = ExactField("份额", places=4, null=True, blank=True)

        class Meta:
            app_label = "orgs"


@pytest.fixture
def purses(transactional_db: None) -> Iterator[type[Purse]]:
    with connection.schema_editor() as editor:
        editor.create_model(Purse)
    yield Purse
    with connection.schema_editor() as editor:
        editor.delete_model(Purse)


def test_sum_is_exact(purses: type[Purse]) -> None:
    purses.objects.bulk_create([Purse(amount=Decimal("0.10"), share=Decimal("0.0001")) for _ in range(1000)])
    sums = purses.objects.aggregate(amount=Sum("amount"), share=Sum("share"))
    assert sums == {"amount": Decimal("100.00"), "share": Decimal("0.1000")}
    assert all(type(value) is Decimal for value in sums.values())


def test_value_lookup_and_bulk_update_speak_yuan(purses: type[Purse]) -> None:
    big, small = purses.objects.create(amount=Decimal("20140000.55")), purses.objects.create(amount=7)
    assert purses.objects.get(pk=big.pk).amount == Decimal("20140000.55")
    assert list(purses.objects.filter(amount__gt=Decimal("7"))) == [big]
    assert purses.objects.filter(amount__in=[Decimal("7.00")]).get() == small
    small.amount = Decimal("8.25")
    purses.objects.bulk_update([small], ["amount"])
    assert purses.objects.values_list("amount", flat=True).get(pk=small.pk) == Decimal("8.25")
    assert purses.objects.aggregate(s=Sum("amount", filter=models.Q(pk=0)))["s"] is None


def test_more_places_than_kept_are_refused(purses: type[Purse]) -> None:
    with pytest.raises(ValueError, match="decimal places"):
        purses.objects.create(amount=Decimal("0.001"))
    with pytest.raises(ValidationError):
        Purse(amount="约300").full_clean()
    with pytest.raises(ValidationError):
        Purse(amount=Decimal("12345678901234567.00")).full_clean()
    Purse(amount=Decimal("0.01")).full_clean()


@pytest.mark.django_db
def test_save_versioned_lets_the_first_win() -> None:
    person = make_person(make_tree().ningyang, "甲")
    first, second = type(person).objects.get(pk=person.pk), type(person).objects.get(pk=person.pk)
    first.name, second.name = "乙", "丙"
    save_versioned(first, expected=1, fields=["name"])
    assert first.version == 2
    with pytest.raises(StaleRecord):
        save_versioned(second, expected=1, fields=["name"])
    assert type(person).objects.get(pk=person.pk).name == "乙"


@pytest.mark.django_db
def test_changed_fields_names_only_what_changed() -> None:
    tree = make_tree()
    person = make_person(tree.ningyang, "甲", left_on=date(2023, 1, 1))
    before = snapshot(person, ["name", "org", "left_on"])
    person.org, person.left_on = tree.dongping, None
    old, new = changed_fields(before, person, ["name", "org", "left_on"])
    assert old == {"org": tree.ningyang.pk, "left_on": "2023-01-01"}
    assert new == {"org": tree.dongping.pk, "left_on": None}


@pytest.mark.django_db
def test_check_refuses_in_chinese_at_the_field() -> None:
    person = make_person(make_tree().ningyang)
    person.name = ""
    with pytest.raises(Refused) as caught:
        check(person)
    assert caught.value.field == "name"
    assert "姓名" in caught.value.message
