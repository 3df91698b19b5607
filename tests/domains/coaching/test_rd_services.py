"""研发费用辅助账: services, what the database refuses, and the sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_operator
from tests.factories.coaching import make_firm_year
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_org
from tests.factories.research import make_rd_entry, make_rd_project, make_rd_year
from tongpin.domains.coaching.models import FirmYear, FirmYearEdition, RdEntry, RdProject
from tongpin.domains.coaching.selectors.research import firm_meanings, year_facts
from tongpin.domains.coaching.services import rd_entries, rd_projects, rd_years
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.extensions import ImportSheet, gathered

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 15)
PROJECT: dict[str, Any] = {
    "number": "RD01",
    "title": "高效夹具研制",
    "way": "own",
    "state": "running",
    "starts_on": date(2023, 1, 10),
    "ends_on": None,
    "contract_number": "",
    "result": "",
    "result_number": "",
    "note": "",
}
ENTRY: dict[str, Any] = {
    "booked_on": date(2023, 3, 15),
    "voucher_type": "记",
    "voucher_number": "15",
    "summary": "3月研发人员工资",
    "item": "wages",
    "amount": Decimal(30_000),
    "tax_amount": None,
    "is_capitalised": False,
    "is_fiscal": False,
    "has_invoice": True,
}


@pytest.fixture
def org() -> Organisation:
    return make_org()


@pytest.fixture
def by() -> User:
    return make_operator()


@pytest.fixture
def firm(org: Organisation) -> Enterprise:
    return make_enterprise(org)


@pytest.fixture
def project(org: Organisation, by: User, firm: Enterprise) -> RdProject:
    return rd_projects.open_rd_project(org=org, credit_code=firm.credit_code, by=by, today=TODAY, **PROJECT)


def test_an_entry_stands_in_the_group_of_its_item(project: RdProject, by: User) -> None:
    entry = rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    assert (entry.group, entry.org_id) == ("personnel", project.org_id)
    moved = rd_entries.correct_rd_entry(entry, by=by, today=TODAY, expected=1, **{**ENTRY, "item": "materials"})
    assert RdEntry.objects.get(pk=moved.pk).group == "direct"
    with pytest.raises(StaleRecord):
        rd_entries.correct_rd_entry(entry, by=by, today=TODAY, expected=1, **{**ENTRY, "item": "rent"})
    rd_entries.remove_rd_entry(moved, by=by, expected=2, reason="重复登记")
    assert not RdEntry.objects.exists()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"booked_on": date(2024, 1, 16)}, "booked_on", "还没有到"),
        ({"booked_on": date(2023, 1, 9)}, "booked_on", "早于项目开始日期 2023-01-10"),
        ({"amount": Decimal(-1)}, "amount", "请在摘要中写明“冲销”或“红字”"),
        ({"amount": Decimal(0)}, "", "金额为 0 的分录不必登记"),
        ({"tax_amount": Decimal(-5)}, "", "正负不一致"),
        ({"item": "scrap", "amount": Decimal(-5), "summary": "冲销"}, "", "冲减项按正数填写"),
    ],
)
def test_wrong_entries_are_refused(project: RdProject, by: User, values: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        rd_entries.enter_rd_entry(project, by=by, today=TODAY, **{**ENTRY, **values})
    assert words in refused.value.message and (not field or refused.value.field == field)


def test_a_reversal_is_accepted_in_its_words(project: RdProject, by: User) -> None:
    values = {**ENTRY, "amount": Decimal(-100), "summary": "冲销3月工资"}
    assert rd_entries.enter_rd_entry(project, by=by, today=TODAY, **values).amount == -100


def test_a_project_keeps_its_entries_inside_and_does_not_vanish_with_them(project: RdProject, by: User) -> None:
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    for values, words in (({"starts_on": date(2023, 3, 16)}, "开始日期应不晚于该日"), ({"ends_on": date(2023, 3, 14)}, "应不早于该日")):
        with pytest.raises(Refused, match=words):
            rd_projects.correct_rd_project(project, by=by, today=TODAY, expected=1, **{**PROJECT, **values})
    with pytest.raises(Refused, match="费用照样归集"):
        rd_projects.remove_rd_project(project, by=by, expected=1, reason="项目失败")
    failed = {**PROJECT, "state": "failed", "ends_on": date(2023, 12, 31)}
    rd_projects.correct_rd_project(project, by=by, today=TODAY, expected=1, **failed)
    assert firm_meanings(project.firm_id, 2023).tax.total == 30_000, "失败的项目照样归集"
    late = {**ENTRY, "booked_on": date(2024, 1, 2)}
    with pytest.raises(Refused, match="晚于项目结束日期"):
        rd_entries.enter_rd_entry(project, by=by, today=TODAY, **late)


def test_the_ledger_is_taken_over_and_what_stood_is_kept(org: Organisation, project: RdProject, by: User, firm: Enterprise) -> None:
    figures = make_firm_year(org, firm, 2023)
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    taken = rd_years.take_over_ledger(firm_pk=firm.pk, year=2023, by=by, today=TODAY, expected=1)
    stored = FirmYear.objects.get(pk=figures.pk)
    assert taken.pk == figures.pk
    assert (stored.version, stored.rd_personnel, stored.rd_direct, stored.rd_tax) == (2, 30_000, 0, 30_000)
    assert stored.sales == figures.sales, "其余数据不变"
    assert FirmYearEdition.objects.get(firm_year=figures).values["rd_direct"] == "500000"
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **{**ENTRY, "item": "rent"})
    with pytest.raises(StaleRecord):
        rd_years.take_over_ledger(firm_pk=firm.pk, year=2023, by=by, today=TODAY, expected=1)


def test_the_ledger_begins_a_year_that_had_no_figures(project: RdProject, by: User) -> None:
    with pytest.raises(Refused, match="没有可以采用的数据"):
        rd_years.take_over_ledger(firm_pk=project.firm_id, year=2023, by=by, today=TODAY, expected=None)
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    taken = rd_years.take_over_ledger(firm_pk=project.firm_id, year=2023, by=by, today=TODAY, expected=None)
    assert (taken.rd_personnel, taken.sales, taken.state) == (30_000, None, "annual")
    with pytest.raises(StaleRecord):
        rd_years.take_over_ledger(firm_pk=project.firm_id, year=2023, by=by, today=TODAY, expected=None)


def test_what_is_left_to_take_off_follows_from_the_year_before(org: Organisation, project: RdProject, firm: Enterprise, by: User) -> None:
    make_rd_entry(org, project, item="wages", amount=Decimal(100), booked_on=date(2023, 5, 1))
    make_rd_entry(org, project, item="product", amount=Decimal(130), booked_on=date(2023, 6, 1))
    assert year_facts(firm.pk, 2024).carried_in == 30
    stated = make_rd_year(org, firm, 2024, carried_in=Decimal(25))
    assert year_facts(firm.pk, 2024).carried_in == 25
    rd_years.correct_rd_year(
        stated,
        by=by,
        expected=1,
        kind="制造业",
        gross_income=None,
        untaxed_income=None,
        investment_income=None,
        excluded_income=None,
        carried_in=None,
    )
    assert year_facts(firm.pk, 2024).carried_in == 30


Maker = Callable[..., Any]
WRONG: list[tuple[str, Maker, dict[str, Any]]] = [
    ("结束日期早于开始日期", make_rd_project, {"ends_on": date(2015, 12, 31)}),
    ("须填结束日期", make_rd_project, {"state": "done"}),
    ("金额为 0 的分录不必登记", make_rd_entry, {"amount": Decimal(0)}),
    ("冲减项按正数填写", make_rd_entry, {"item": "scrap", "group": "income", "amount": Decimal(-1)}),
    ("正负不一致", make_rd_entry, {"tax_amount": Decimal(-1)}),
    ("费用明细不属于所选的费用项目", make_rd_entry, {"group": "other"}),
    ("不能为负数（只有投资收益可以为负）", make_rd_year, {"gross_income": Decimal(-1), "excluded_income": None}),
    ("除外行业业务的收入大于收入总额", make_rd_year, {"excluded_income": Decimal(10_000_001)}),
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


@pytest.mark.parametrize(
    ("words", "make"),
    [
        ("已有同一编号的研发项目", lambda org, firm: make_rd_project(org, firm, number="RD01")),
        ("这一年度的事项已经登记", lambda org, firm: make_rd_year(org, firm)),
    ],
)
def test_a_second_one_is_refused_in_words(org: Organisation, firm: Enterprise, words: str, make: Maker) -> None:
    record = make(org, firm)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, firm)
    record.pk, record._state.adding = None, True
    with pytest.raises(Refused, match=words):
        check(record)


def test_a_second_entry_of_a_voucher_line_is_refused(project: RdProject, by: User) -> None:
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    with pytest.raises(Refused, match="请打开原分录更正"):
        rd_entries.enter_rd_entry(project, by=by, today=TODAY, **{**ENTRY, "amount": Decimal(1)})


def sheet(kind: str) -> ImportSheet:
    return next(s for s in gathered(ImportSheet) if s.kind == kind)


def row(kind: str, firm: Enterprise, **values: Any) -> dict[str, Any]:
    empty = {column.name: None for column in sheet(kind).columns}
    known = {
        "enterprise_name": firm.name,
        "credit_code": firm.credit_code,
        "project_number": "RD01",
        "spending": "expensed",
        "booked_on": date(2023, 3, 15),
        "voucher_type": "记",
        "voucher_number": "15",
        "summary": "3月工资",
    }
    return {**empty, **known, **values}


FOUND: list[tuple[str, dict[str, Any], list[str]]] = [
    ("rd_ledger_2021", {"personnel": Decimal(100)}, []),
    ("rd_ledger_2021", {"personnel": Decimal(100), "booked": Decimal(100), "collected": Decimal(100)}, []),
    ("rd_ledger_2021", {"depreciation": Decimal(100), "booked": Decimal(10), "collected": Decimal(100)}, []),
    ("rd_ledger_2021", {}, ["personnel"]),
    ("rd_ledger_2021", {"personnel": Decimal(100), "collected": Decimal(99)}, ["collected"]),
    ("rd_ledger_2021", {"personnel": Decimal(50), "direct": Decimal(50), "booked": Decimal(90)}, ["booked"]),
    ("rd_ledger_2021", {"personnel": Decimal(-5)}, ["booked"]),
    ("rd_ledger_2021", {"personnel": Decimal(-5), "summary": "红字冲销"}, []),
    ("rd_ledger_2021", {"personnel": Decimal(5), "project_number": "RD99"}, ["project_number"]),
    ("rd_ledger_2021", {"personnel": Decimal(5), "booked_on": date(2022, 12, 31)}, ["booked_on"]),
    ("rd_ledger_2015", {"wages": Decimal(5), "insurance": Decimal(1), "collected": Decimal(6)}, []),
]


@pytest.mark.parametrize(("kind", "values", "columns"), FOUND)
def test_what_the_check_of_a_ledger_finds(project: RdProject, kind: str, values: dict[str, Any], columns: list[str]) -> None:
    asked = sheet(kind)
    assert asked.check is not None
    found = asked.check(project.org, [row(kind, project.firm, **values)])
    assert [name for name, _, _ in found.get(0, [])] == columns


class Written:
    """变更集 of a test: writes at once."""

    def create(self, objs: list[Any]) -> list[Any]:
        for one in objs:
            one.save(force_insert=True)
        return objs

    def update(self, objs: list[Any], fields: list[str]) -> None:
        for one in objs:
            one.save(update_fields=fields)


def test_a_row_of_the_form_becomes_entries_and_reads_back(project: RdProject, by: User) -> None:
    asked = sheet("rd_ledger_2021")
    both = row("rd_ledger_2021", project.firm, personnel=Decimal(60), other=Decimal(40), booked=Decimal(100), collected=Decimal(100))
    fast = row("rd_ledger_2021", project.firm, voucher_number="16", depreciation=Decimal(1000), booked=Decimal(100))
    asked.apply(project.org, [both, fast], Written(), by, TODAY)
    kept = RdEntry.objects.order_by("pk").values_list("item", "amount", "tax_amount")
    assert list(kept) == [("personnel", 60, None), ("other", 40, None), ("depreciation", 100, 1000)]
    keys = [tuple(one[name] for name in asked.key) for one in (both, fast)]
    read = asked.current(project.org, keys)
    assert {name: read[keys[0]][name] for name in ("personnel", "other", "direct", "booked", "collected")} == {
        "personnel": 60,
        "other": 40,
        "direct": None,
        "booked": 100,
        "collected": 100,
    }
    assert (read[keys[1]]["depreciation"], read[keys[1]]["booked"]) == (1000, 100)
    assert len(asked.current(project.org, None)) == 2
    asked.apply(project.org, [{**both, "personnel": Decimal(70), "booked": None}], Written(), by, TODAY)
    assert RdEntry.objects.get(item="personnel").amount == 70 and RdEntry.objects.count() == 3


def test_the_same_voucher_line_is_not_told_twice(project: RdProject, by: User) -> None:
    details = sheet("rd_ledger_2015")
    details.apply(project.org, [row("rd_ledger_2015", project.firm, wages=Decimal(60), insurance=Decimal(4))], Written(), by, TODAY)
    for kind, values, words in (
        ("rd_ledger_2021", {"personnel": Decimal(64)}, "已按“工资薪金”登记60元"),
        ("rd_ledger_2015", {"wages": Decimal(60)}, "“五险一金”4元，本表为空"),
    ):
        asked = sheet(kind)
        assert asked.check is not None
        problems = asked.check(project.org, [row(kind, project.firm, **values)])[0]
        assert any(words in message for _, message, _ in problems)


def test_projects_are_imported_and_checked(org: Organisation, project: RdProject, by: User) -> None:
    asked = sheet("rd_project")
    firm = project.firm
    values = {**PROJECT, "enterprise_name": firm.name, "credit_code": firm.credit_code}
    asked.apply(org, [{**values, "number": "RD02", "title": "新炉型"}], Written(), by, TODAY)
    assert RdProject.objects.get(number="RD02").title == "新炉型"
    rd_entries.enter_rd_entry(project, by=by, today=TODAY, **ENTRY)
    assert asked.check is not None
    for change, column in (
        ({"ends_on": date(2023, 1, 1)}, "ends_on"),
        ({"state": "done"}, "ends_on"),
        ({"starts_on": date(2023, 4, 1)}, "starts_on"),
        ({"ends_on": date(2023, 3, 1)}, "ends_on"),
    ):
        assert column in [name for name, _, _ in asked.check(org, [{**values, **change}])[0]]
