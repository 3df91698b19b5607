"""研发费用页面: from a project and its ledger to the three meanings, the working paper and the firm's figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.coaching import make_firm_year
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_org
from tests.factories.research import make_rd_entry, make_rd_project, make_rd_year
from tongpin.domains.coaching.models import FirmYear, RdEntry, RdProject, RdYear
from tongpin.domains.enterprises.models import Enterprise
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    return make_org()


@pytest.fixture
def firm(org: Organisation) -> Enterprise:
    return make_enterprise(org)


@pytest.fixture
def officer(org: Organisation) -> Client:
    client = Client()
    client.force_login(make_user(roles=[("officer", org)]))
    return client


def test_a_project_is_opened_and_an_entry_made(officer: Client, firm: Enterprise) -> None:
    new = reverse("coaching:rd_project_new", args=[firm.pk])
    values = {"number": "RD01", "title": "夹具", "way": "own", "state": "running", "starts_on": "2023-01-10"}
    assert officer.post(new, values).status_code == 302
    project = RdProject.objects.get()
    entry = {
        "booked_on": "2023-03-15",
        "voucher_type": "记",
        "voucher_number": "15",
        "summary": "工资",
        "item": "wages",
        "amount": "30,000.50",
        "has_invoice": "on",
    }
    assert officer.post(reverse("coaching:rd_entry_new", args=[project.pk]), entry).status_code == 302
    assert RdEntry.objects.get().amount == Decimal("30000.50"), "typed in 元"
    page = officer.get(reverse("coaching:rd_ledger", args=[project.pk])).content.decode()
    assert "30,000.50" in page


def test_the_meanings_stand_side_by_side_and_open_their_entries(officer: Client, org: Organisation, firm: Enterprise) -> None:
    project = make_rd_project(org, firm)
    make_rd_year(org, firm, 2023)
    make_rd_entry(org, project, item="wages", amount=Decimal(900_000))
    make_rd_entry(org, project, item="building_rent", amount=Decimal(60_000), summary="厂房租金")
    make_rd_entry(org, project, item="scrap", amount=Decimal(10_000))
    page = officer.get(reverse("coaching:rd_year", args=[firm.pk, 2023])).content.decode()
    for words in ("960,000.00", "890,000.00", "房屋租赁费", "下脚料", "高新技术企业认定口径", "统计口径"):
        assert words in page, words
    behind = officer.get(reverse("coaching:rd_entries", args=[firm.pk]), {"item": "building_rent", "booked_on_min": "2023-01-01"})
    assert "厂房租金" in behind.content.decode() and "领用材料" not in behind.content.decode()
    july = officer.get(reverse("coaching:rd_year", args=[firm.pk, 2023]), {"through": "6"}).content.decode()
    assert "可以享受当年前6个月" in july
    assert officer.get(reverse("coaching:rd_year", args=[firm.pk, 1999])).status_code == 404


def test_the_working_paper_adds_up(officer: Client, org: Organisation, firm: Enterprise) -> None:
    project = make_rd_project(org, firm, number="RD01")
    make_rd_entry(org, project, item="wages", amount=Decimal(900_000))
    make_rd_entry(org, project, item="institution", amount=Decimal(500_000))
    answer = officer.get(reverse("coaching:rd_paper", args=[firm.pk, 2023]))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)), data_only=True)  # type: ignore[attr-defined]
    assert book.sheetnames == ["项目归集表", "三种口径对照", "八类费用", "计算过程", "辅助账明细"]
    sheet = book["三种口径对照"]
    rows = {row[0]: row[1:4] for row in sheet.iter_rows(values_only=True)}
    assert rows["账载合计"] == (1_400_000, 1_400_000, 1_400_000)
    assert rows["合计"] == (1_300_000, 1_300_000, 900_000)
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")


def test_the_ledger_is_taken_over_in_one_click(officer: Client, org: Organisation, firm: Enterprise) -> None:
    figures = make_firm_year(org, firm, 2023)
    make_rd_entry(org, make_rd_project(org, firm), item="wages", amount=Decimal(900_000))
    page = officer.get(reverse("coaching:rd_year", args=[firm.pk, 2023])).content.decode()
    assert "采用辅助账归集数" in page and "项不一致" in page
    address = reverse("coaching:rd_take_over", args=[firm.pk, 2023])
    assert officer.get(address).status_code == 405
    officer.post(address, {"version": "1"})
    assert FirmYear.objects.get(pk=figures.pk).rd_personnel == 900_000
    assert "两者一致" in officer.get(reverse("coaching:rd_year", args=[firm.pk, 2023])).content.decode()


def test_what_a_year_needs_is_stated_and_corrected(officer: Client, firm: Enterprise) -> None:
    address = reverse("coaching:rd_year_state", args=[firm.pk, 2023])
    assert officer.post(address, {"kind": "一般企业", "gross_income": "1000000"}).status_code == 302
    assert RdYear.objects.get().gross_income == 1_000_000
    assert officer.post(address, {"kind": "制造业", "gross_income": "1000000", "version": "1"}).status_code == 302
    assert (RdYear.objects.get().kind, RdYear.objects.get().version) == ("制造业", 2)


def test_other_pages_answer(officer: Client, org: Organisation, firm: Enterprise) -> None:
    project = make_rd_project(org, firm)
    entry = make_rd_entry(org, project, item="communication", booked_on=date(2022, 5, 1))
    held = make_rd_year(org, firm, 2022)
    for name, pk in (
        ("rd_firm", firm.pk),
        ("rd_project", project.pk),
        ("rd_project_edit", project.pk),
        ("rd_project_remove", project.pk),
        ("rd_entry", entry.pk),
        ("rd_entry_edit", entry.pk),
        ("rd_entry_remove", entry.pk),
        ("rd_year_record", held.pk),
    ):
        assert officer.get(reverse(f"coaching:{name}", args=[pk])).status_code == 200, name
    assert "没有通讯费" in officer.get(reverse("coaching:rd_entry", args=[entry.pk])).content.decode()
    assert project.title in officer.get(reverse("coaching:rd_projects")).content.decode()
    ledger = reverse("coaching:rd_ledger", args=[project.pk])
    for left in ("capitalised", "fiscal", "invoice"):
        assert officer.get(ledger, {"left": left, "differs": "true"}).status_code == 200
    panel = officer.get(reverse("enterprises:enterprise", args=[firm.pk])).content.decode()
    assert "2022年度" in panel
