"""约束: what the database refuses of figures, rights and applications, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.coaching import (
    make_application,
    make_coached,
    make_firm_year,
    make_report,
    make_review,
    make_right,
)
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_org
from tongpin.domains.coaching.models import FirmMonth, FirmYearEdition, UsedRight
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db
Maker = Callable[..., Any]


@pytest.fixture
def org() -> Organisation:
    return make_org()


@pytest.fixture
def firm(org: Organisation) -> Enterprise:
    return make_enterprise(org)


def make_month(org: Organisation, **values: Any) -> FirmMonth:
    year = values.pop("firm_year", None) or make_firm_year(org)
    counts = {"staff_start": 10, "staff_end": 10, "technical_start": 1, "technical_end": 1}
    return FirmMonth.objects.create(firm_year=year, **{"month": 1, **counts, **values})


WRONG: list[tuple[str, Maker, dict[str, Any]]] = [
    ("不能为负数（只有净资产可以为负）", make_firm_year, {"sales": Decimal(-1)}),
    ("不能为负数（只有净资产可以为负）", make_firm_year, {"rd_other": Decimal(-1)}),
    ("职工总数（月平均）应大于 0 人", make_firm_year, {"staff": Decimal(0), "technical_staff": None}),
    ("研发人员数不能为负数", make_firm_year, {"rd_staff": Decimal(-1)}),
    ("科技人员数多于职工总数", make_firm_year, {"technical_staff": Decimal(101)}),
    ("高新技术产品（服务）收入大于总收入", make_firm_year, {"high_tech_income": Decimal(31_000_001)}),
    ("净资产大于资产总额", make_firm_year, {"net_assets": Decimal(40_000_001)}),
    ("月份应为 1 至 12", make_month, {"month": 13}),
    ("科技人员数多于职工人数", make_month, {"technical_end": 11}),
    ("授权（登记）日期早于申请日期", make_right, {"applied_on": date(2022, 3, 2)}),
    ("失效日期应不早于授权", make_right, {"lapsed_on": date(2022, 2, 28)}),
    ("已办结的申报须有结果和办结日期", make_application, {"stage": "decided"}),
    ("已办结的申报须有结果和办结日期", make_application, {"result": "recognised"}),
    ("须写明原因", make_application, {"stage": "decided", "result": "refused", "decided_on": date(2023, 11, 1)}),
    (
        "办结日期早于提交日期",
        make_application,
        {"stage": "decided", "result": "recognised", "decided_on": date(2023, 5, 1), "submitted_on": date(2023, 6, 1)},
    ),
    ("组织管理水平得分应为 0 至 20 分", make_review, {"management_points": 21}),
]


@pytest.mark.parametrize(("words", "make", "values"), WRONG)
def test_the_database_refuses_and_a_person_is_told_why(org: Organisation, words: str, make: Maker, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, **values)
    record = make(org)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused) as refused:
        check(record)
    assert words in str(refused.value)


TWICE: list[tuple[str, Callable[[Organisation, Enterprise], Any]]] = [
    ("这一年度的经营数据已经登记", lambda org, firm: make_firm_year(org, firm)),
    ("已有该专利号（登记号）", lambda org, firm: make_right(org, firm, number="ZL2021")),
    ("本年度已有同一类别的申报", lambda org, firm: make_application(org, firm)),
    ("报表已登记填报", lambda org, firm: make_report(org, firm)),
    ("已在辅导名单中", lambda org, firm: make_coached(org, firm)),
    ("人工认定已经登记", lambda org, firm: make_review(org, firm)),
]


@pytest.mark.parametrize(("words", "make"), TWICE)
def test_a_second_one_is_refused_in_words(
    org: Organisation, firm: Enterprise, words: str, make: Callable[[Organisation, Enterprise], Any]
) -> None:
    record = make(org, firm)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, firm)
    record.pk, record._state.adding = None, True
    with pytest.raises(Refused, match=words):
        check(record)


def test_a_withdrawn_application_leaves_room_for_another(org: Organisation, firm: Enterprise) -> None:
    make_application(org, firm, stage="decided", result="withdrawn", decided_on=date(2023, 5, 1), reason="材料不全")
    assert make_application(org, firm).pk


def test_parts_stand_once(org: Organisation, firm: Enterprise) -> None:
    year = make_firm_year(org, firm)
    month = make_month(org, firm_year=year)
    edition = FirmYearEdition.objects.create(firm_year=year, number=1, values={"sales": "1"}, superseded_at=now())
    application, right = make_application(org, firm), make_right(org, firm)
    used = UsedRight.objects.create(application=application, right=right)
    for part, words in ((month, "同一月份的人数只登记一次"), (edition, "已经存档"), (used, "已列入本次申报")):
        part.pk, part._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            part.save(force_insert=True)
        part.pk, part._state.adding = None, True
        with pytest.raises(Refused, match=words):
            check(part)


def test_a_class_two_right_counts_in_one_recognition_only(org: Organisation, firm: Enterprise) -> None:
    right = make_right(org, firm)
    UsedRight.objects.create(application=make_application(org, firm, year=2020), right=right, counts_once=True)
    again = UsedRight(application=make_application(org, firm), right=right, counts_once=True)
    with pytest.raises(Refused, match="Ⅱ类仅限使用一次"):
        check(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
