"""办理: figures, rights, applications and coaching through their services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.accounts import make_operator
from tests.factories.coaching import (
    WAN,
    make_application,
    make_coached,
    make_firm_year,
    make_review,
    make_right,
    sound_figures,
)
from tests.factories.enterprises import make_certificate, make_enterprise
from tests.factories.orgs import make_org
from tongpin.domains.coaching.calculations.averages import MonthCount, averages
from tongpin.domains.coaching.enums import Stage
from tongpin.domains.coaching.models import FirmYear, FirmYearEdition, UsedRight
from tongpin.domains.coaching.selectors.applications import usable_rights
from tongpin.domains.coaching.services import applications, firm_years, reviews, rights
from tongpin.domains.enterprises.models import Enterprise, Title
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 15)


@pytest.fixture
def org() -> Organisation:
    return make_org()


@pytest.fixture
def by() -> User:
    return make_operator()


@pytest.fixture
def firm(org: Organisation) -> Enterprise:
    return make_enterprise(org)


def entered(org: Organisation, by: User, firm: Enterprise, year: int = 2022, **values: Any) -> FirmYear:
    figures = {**sound_figures(), "note": "", **values}
    return firm_years.enter_firm_year(org=org, by=by, today=TODAY, credit_code=firm.credit_code, year=year, **figures)


def test_a_correction_keeps_what_stood_before(org: Organisation, by: User, firm: Enterprise) -> None:
    record = entered(org, by, firm)
    figures = sound_figures(sales=3200 * WAN, rd_other=None)
    firm_years.correct_firm_year(
        record, by=by, today=TODAY, expected=1, credit_code=firm.credit_code, year=2022, note="审计调整", **figures
    )
    edition = FirmYearEdition.objects.get(firm_year=record)
    assert (edition.number, edition.values["sales"], edition.values["rd_other"]) == (1, "30000000", "100000")
    stored = FirmYear.objects.get(pk=record.pk)
    assert (stored.version, stored.sales, stored.rd_other) == (2, 3200 * WAN, None)
    with pytest.raises(StaleRecord):
        firm_years.correct_firm_year(
            record, by=by, today=TODAY, expected=1, credit_code=firm.credit_code, year=2022, note="", **sound_figures()
        )


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"sales": Decimal(-1)}, "", "不能为负数"),
    ({"staff": Decimal(0), "technical_staff": Decimal(0)}, "", "应大于 0 人"),
    ({"staff": Decimal("0.35")}, "staff", "“0.35”像是比例"),
    ({"technical_staff": Decimal("0.35")}, "technical_staff", "应填人数（单位：人），不填占比"),
    ({"year": 2025}, "year", "还没有到"),
    ({"year": 2024}, "state", "数据性质应为“快报”"),
    ({"sales": 3000 * WAN * 10_000}, "sales", "请核对是不是元和万元混用"),
    ({"rd_tax": 3000 * WAN * 200}, "rd_tax", "倍"),
]


@pytest.mark.parametrize(("values", "field", "words"), WRONG)
def test_wrong_figures_are_refused_with_the_fact_and_its_unit(
    org: Organisation, by: User, firm: Enterprise, values: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        entered(org, by, firm, **values)
    assert words in refused.value.message
    assert not field or refused.value.field == field


def test_an_odd_jump_is_asked_and_an_explained_one_accepted(org: Organisation, by: User, firm: Enterprise) -> None:
    make_firm_year(org, firm, 2021)
    small = {"total_assets": Decimal(400_000), "net_assets": Decimal(200_000)}
    with pytest.raises(Refused, match=r"资产总额40万元只有2021年度（4000万元）的100分之一.*元和万元混用"):
        entered(org, by, firm, **small)
    assert entered(org, by, firm, **small, note="剥离资产，已核对").total_assets == 400_000


def test_the_averages_follow_from_the_months(org: Organisation, by: User, firm: Enterprise) -> None:
    record = entered(org, by, firm)
    months = [MonthCount(1, 100, 102, 10, 11), MonthCount(2, 102, 105, 11, 11)]
    counted = firm_years.count_months(record, by=by, expected=1, months=months)
    assert (counted.staff, counted.technical_staff, counted.months.count()) == (Decimal("102.25"), Decimal("10.75"), 2)
    with pytest.raises(Refused, match="由月度人数计算"):
        firm_years.correct_firm_year(
            counted, by=by, today=TODAY, expected=2, credit_code=firm.credit_code, year=2022, note="", **sound_figures()
        )
    with pytest.raises(StaleRecord):
        firm_years.count_months(record, by=by, expected=1, months=months)
    again = firm_years.count_months(counted, by=by, expected=2, months=months)
    assert again.version == 3


@pytest.mark.parametrize("months", [1, 2, 5, 7, 11, 12])
def test_a_tenth_counted_in_half_people_stays_a_tenth(months: int) -> None:
    """Rounding the averages never turns a share that is exactly 10 % into less, nor less into 10 %."""
    rows = [MonthCount(n + 1, 10, 10, 1, 1) for n in range(months)]
    staff, technical = averages(rows)
    assert technical / staff >= Decimal("0.1")
    staff, technical = averages([*rows[:-1], MonthCount(months, 11, 10, 1, 1)])
    assert technical / staff < Decimal("0.1")


def test_a_class_two_right_is_used_once_and_freed_by_a_failure(org: Organisation, by: User, firm: Enterprise) -> None:
    right, invention = make_right(org, firm), make_right(org, firm, kind="invention")
    first = make_application(org, firm, year=2022)
    applications.use_rights(first, by=by, today=TODAY, expected=1, rights=[right, invention])
    second = make_application(org, firm, year=2023)
    assert set(usable_rights(second, TODAY)) == {invention}
    with pytest.raises(Refused, match="Ⅱ类知识产权（仅限使用一次）"):
        applications.use_rights(second, by=by, today=TODAY, expected=1, rights=[right])
    applications.fail_application(first, by=by, today=TODAY, expected=2, on=date(2023, 12, 1), result="refused", reason="得分不足")
    assert set(usable_rights(second, TODAY)) == {invention, right}
    assert not UsedRight.objects.filter(counts_once=True).exists()


def test_recognition_writes_the_certificate_once(org: Organisation, by: User, firm: Enterprise) -> None:
    application = make_application(org, firm)
    applications.move_application(application, by=by, today=TODAY, expected=1, stage=Stage.SUBMITTED, on=date(2023, 6, 1))
    with pytest.raises(Refused, match="只能推进到后面的阶段"):
        applications.move_application(application, by=by, today=TODAY, expected=2, stage=Stage.PREPARING, on=date(2023, 7, 1))
    certificate: Any = {
        "credit_code": firm.credit_code,
        "holder_name": "",
        "township": "",
        "certificate_number": "GR202337000001",
        "issued_on": date(2023, 12, 7),
        "valid_to": date(2026, 12, 6),
        "remark": "",
    }
    done = applications.recognise_firm(application, by=by, today=TODAY, expected=2, on=date(2023, 12, 7), certificate=certificate)
    assert done.certificate == Title.objects.get() and done.result == "recognised"
    with pytest.raises(Refused, match="已经办结"):
        applications.move_application(done, by=by, today=TODAY, expected=3, stage=Stage.PUBLICISED, on=TODAY)


def test_a_certificate_of_another_firm_is_refused(org: Organisation, by: User, firm: Enterprise) -> None:
    other = make_certificate(org)
    application = make_application(org, firm)
    certificate: Any = {"certificate_number": other.certificate_number}
    with pytest.raises(Refused, match="属于"):
        applications.recognise_firm(application, by=by, today=TODAY, expected=1, on=date(2023, 12, 7), certificate=certificate)


def test_rights_follow_their_kind_and_dates(org: Organisation, by: User, firm: Enterprise) -> None:
    fields: Any = {
        "credit_code": firm.credit_code,
        "kind": "software",
        "number": "2023SR000001",
        "title": "管理软件",
        "owner": "",
        "obtained": "own",
        "applied_on": None,
        "granted_on": date(2023, 5, 1),
        "ends_on": None,
        "coached_by": None,
    }
    right = rights.enter_right(org=org, by=by, today=TODAY, **fields)
    assert right.right_class == "two"
    with pytest.raises(Refused, match="还没有到"):
        rights.enter_right(org=org, by=by, today=TODAY, **{**fields, "number": "2", "granted_on": date(2024, 2, 1)})
    lapsed = rights.lapse_right(right, by=by, today=TODAY, expected=1, on=date(2024, 1, 1), reason="未缴年费")
    assert lapsed.lapsed_on == date(2024, 1, 1)


def test_yearly_reports_are_filed_in_the_next_year(org: Organisation, by: User, firm: Enterprise) -> None:
    with pytest.raises(Refused, match="次年填报"):
        applications.file_report(org=org, by=by, today=TODAY, credit_code=firm.credit_code, year=2023, filed_on=date(2023, 12, 1))
    report = applications.file_report(org=org, by=by, today=TODAY, credit_code=firm.credit_code, year=2022, filed_on=date(2023, 4, 1))
    about: Any = {"credit_code": firm.credit_code, "year": 2022, "filed_on": date(2023, 5, 4)}
    assert applications.correct_report(report, by=by, today=TODAY, expected=1, **about).filed_on == date(2023, 5, 4)


def test_coaching_stays_with_its_firm(org: Organisation, by: User, firm: Enterprise) -> None:
    record = make_coached(org, firm)
    kept: Any = {"registered_on": None, "coach": None, "programme": "sme", "due_on": None, "rights_checked_on": None, "remark": ""}
    other = make_enterprise(org)
    with pytest.raises(Refused, match="不能更换"):
        reviews.correct_coaching(record, by=by, today=TODAY, expected=1, credit_code=other.credit_code, **kept)
    assert reviews.correct_coaching(record, by=by, today=TODAY, expected=1, credit_code=firm.credit_code, **kept).programme == "sme"
    reviews.release_firm(record, by=by, expected=2, reason="外迁")


def test_reviews_are_corrected_against_their_version(org: Organisation, by: User, firm: Enterprise) -> None:
    record = make_review(org, firm)
    reviews.correct_review(record, by=by, today=TODAY, expected=1, credit_code=firm.credit_code, year=2023, clean_year=None)
    assert record.clean_year is None
    with pytest.raises(Refused, match="申报年度"):
        reviews.enter_review(org=org, by=by, today=TODAY, credit_code=firm.credit_code, year=2030)
