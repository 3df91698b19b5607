"""导入来源: a record tells by which batch it came and who confirmed it; what was taken back or never imported tells nothing."""

from datetime import date
from pathlib import Path

import pytest

from tests.factories.access import three_persons
from tongpin.domains.enterprises.models import Title
from tongpin.engines.dataio import services
from tongpin.engines.dataio.selectors import origins

LEDGER = Path(__file__).parent.parent.parent / "data" / "county-2023" / "高新技术企业台账.xlsx"
TODAY = date(2024, 1, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons():
    return three_persons()


@pytest.fixture
def batch(persons):
    staged = services.stage(LEDGER.read_bytes(), name=LEDGER.name, org=persons.org, by=persons.editor, today=TODAY)
    return services.confirm(staged, by=persons.editor, today=TODAY)


def test_imported_records_name_batch_and_person_in_one_query(batch, persons, django_assert_num_queries):
    keys = list(Title.objects.values_list("pk", flat=True)[:50])
    with django_assert_num_queries(1):
        found = origins("hnte_certificate", keys)
    assert set(found) == set(keys)
    assert {(entry.by, entry.title) for entry in found.values()} == {(persons.editor.display_name, f"导入批次 {batch.pk}")}


def test_nothing_is_said_of_what_nobody_imported(batch):
    assert origins("hnte_certificate", [10**9]) == {}
    assert origins("feedback", [1]) == {}
    assert origins("hnte_certificate", []) == {}


def test_a_batch_taken_back_says_nothing(batch, persons):
    keys = list(Title.objects.values_list("pk", flat=True))
    services.undo(batch, by=persons.editor)
    assert origins("hnte_certificate", keys) == {}
