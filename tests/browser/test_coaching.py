"""一家企业的研判: the officer opens it, reads a gap, tries another figure, sees the outcome change, hands the gap over."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import found_bureau, no_sideways_scroll, sign_in
from tests.factories.coaching import sound_firm
from tongpin.domains.coaching.models import FirmYear
from tongpin.domains.coaching.services.judging import judge_county
from tongpin.domains.work.models import Task
from tongpin.kernel.clock import today


def test_from_the_firm_to_the_task(page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2023-11-15")
    org = found_bureau()["NY"]
    firm = sound_firm(org, technical_staff=Decimal(8))
    judge_county(org, today=today())
    sign_in(page, live_server, "gaoxin")

    page.goto(f"{live_server.url}/coaching/?only=hnte")
    page.get_by_role("link", name=firm.name).click()
    page.get_by_role("link", name=firm.name).first.click()
    expect(page.get_by_text("科技人员占比8%，应不低于10%。还差2人。").first).to_be_visible()
    page.get_by_role("link", name="研判详情和差距").click()
    expect(page.get_by_role("heading", name=re.compile("梯度位置：苗子"))).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)

    page.locator("#hnte").get_by_role("link", name="试算").click()
    page.get_by_label(re.compile("^当年科技人员数")).fill("0.35")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("像是比例，应填人数").first).to_be_visible()
    page.get_by_label(re.compile("^当年科技人员数")).fill("10")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("8人 → 10人")).to_be_visible()
    result = page.locator("section", has=page.get_by_role("heading", name="试算结果"))
    expect(result.get_by_text("各项条件符合。").first).to_be_visible()
    result.get_by_text(re.compile("^判断过程")).click()
    expect(result.get_by_text("科技人员占比10%，应不低于10%。").last).to_be_visible()
    assert FirmYear.objects.get(firm=firm, year=2022).technical_staff == 8

    page.locator("main").get_by_role("link", name="返回", exact=True).click()
    row = page.locator("#hnte tr", has_text="科技人员占比达到下限")
    row.get_by_role("link", name="交办").click()
    expect(page.get_by_label(re.compile("^任务"))).to_have_value(re.compile(firm.name))
    page.get_by_label(re.compile("^责任领导")).select_option(label="周正平")
    page.get_by_label(re.compile("^责任科室")).select_option(label="高新科")
    page.get_by_label(re.compile("^责任人")).select_option(label="王思远")
    page.get_by_role("button", name="交办").click()
    expect(page.get_by_text("任务已交办。")).to_be_visible()
    task = Task.objects.get(source_kind="enterprise", source_pk=firm.pk)
    expect(page.get_by_role("link", name=task.title)).to_be_visible()
    assert task.area == "business" and task.title.startswith(firm.name)
