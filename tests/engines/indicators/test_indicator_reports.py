"""Values reported by hand: status order, evidence, addition of what lower units report, nothing counted twice, nothing invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from tests.factories.access import ThreePersons
from tests.factories.indicators import reported_measure
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Observation
from tongpin.engines.indicators.selectors import figure
from tongpin.engines.indicators.services import report_value
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.files.selectors import attachments
from tongpin.foundation.files.services import store
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

Y2023 = Period.year(2023)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toys")]


@pytest.fixture
def spending(persons: ThreePersons) -> None:
    reported_measure(by=persons.editor)


def report(persons: ThreePersons, value: str, status: Status = Status.FLASH, org: Organisation | None = None, **values: Any) -> Observation:
    return report_value(
        **{
            "org": org or persons.org,
            "code": "rd.spending",
            "as_of": date(2023, 6, 30),
            "value": Decimal(value),
            "status": status,
            "by": persons.editor,
            "today": date(2024, 5, 1),
            **values,
        }
    )


def proof(persons: ThreePersons) -> Any:
    return store(BytesIO("核定通知".encode()), name="核定通知.txt", org=persons.org, by=persons.editor)


@pytest.mark.usefixtures("spending")
class TestReporting:
    def test_the_order_of_statuses(self, persons: ThreePersons) -> None:
        first = report(persons, "10", Status.FORECAST)
        second = report(persons, "11", Status.FLASH)
        with pytest.raises(Refused, match="佐证材料"):
            report(persons, "12", Status.FINAL)
        third = report(persons, "12", Status.FINAL, evidence=[proof(persons)])
        with pytest.raises(Refused, match="须填写理由"):
            report(persons, "11", Status.FLASH)
        fourth = report(persons, "11.5", Status.FLASH, reason="核定结果被退回")
        rows = list(Observation.objects.order_by("pk"))
        assert rows == [first, second, third, fourth]
        assert [r.superseded_by for r in rows] == [second, third, fourth, None]
        assert [a.file.name for a in attachments(third.reference())] == ["核定通知.txt"]
        event = AuditEvent.objects.filter(verb="observation.reported").latest("seq")
        assert (event.before["value"], event.after["value"]) == ("12", "11.5")

    def test_the_same_again_changes_nothing(self, persons: ThreePersons) -> None:
        assert report(persons, "10") == report(persons, "10")
        assert Observation.objects.count() == 1

    def test_the_figure_shows_the_latest_report_known_on_the_day(self, persons: ThreePersons) -> None:
        report(persons, "10", as_of=date(2023, 3, 31))
        report(persons, "25", as_of=date(2023, 6, 30), status=Status.FORECAST)
        assert figure("rd.spending", persons.org, Y2023, date(2023, 5, 1)).value == 10
        found = figure("rd.spending", persons.org, Y2023)
        assert (found.value, found.is_forecast, found.printed) == (25, True, "预计0万元")
        assert [r.kind for r in found.rows()] == ["observation"]
        assert figure("rd.spending", persons.org, Y2023, date(2023, 3, 1)).reason == "2023年截至2023-03-01本单位和下级单位均未填报"

    def test_a_quarter_is_the_difference_of_two_totals(self, persons: ThreePersons) -> None:
        report(persons, "10", as_of=date(2023, 3, 31))
        report(persons, "25", as_of=date(2023, 6, 30))
        assert figure("rd.spending", persons.org, Period.parse("2023-Q2")).value == 15
        missing = figure("rd.spending", persons.org, Period.parse("2023-Q3"), date(2023, 9, 30))
        assert missing.value == 0
        assert figure("rd.spending", persons.org, Period.parse("2023-06")).value is None

    def test_what_lower_units_report_is_added_and_missing_ones_are_not_zero(self, persons: ThreePersons) -> None:
        tree = persons.tree
        assert figure("rd.spending", tree.city, Y2023).reason == "2023年截至2023-12-31本单位和下级单位均未填报"
        report(persons, "10", org=tree.ningyang)
        report(persons, "4", org=tree.ningyang_plan)
        report(persons, "5", org=tree.dongping, status=Status.FORECAST)
        found = figure("rd.spending", tree.city, Y2023)
        assert (found.value, found.status, found.now.note) == (15, Status.FORECAST, "由2个单位的填报值相加")
        assert len(found.rows()) == 2

    def test_what_is_counted_cannot_be_reported(self, persons: ThreePersons) -> None:
        with pytest.raises(Refused, match="由台账取数"):
            report(persons, "10", code="toy.deals")

    def test_the_future_can_only_be_expected(self, persons: ThreePersons) -> None:
        with pytest.raises(Refused, match="预计"):
            report(persons, "10", today=date(2023, 6, 1))
        assert report(persons, "10", Status.FORECAST, today=date(2023, 6, 1)).pk

    def test_more_digits_than_can_be_kept_are_refused(self, persons: ThreePersons) -> None:
        with pytest.raises(Refused, match="数值"):
            report(persons, "10.00001")
        with pytest.raises(Refused, match="数值"):
            report(persons, "1" * 20)
