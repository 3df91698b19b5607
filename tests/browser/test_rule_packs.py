"""规则包和预审: the officer takes a template, mends what is refused, adopts it, and has a firm's own form looked through."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import EXCEL, found_bureau, no_sideways_scroll, sign_in
from tests.factories.rd_forms import GOOD_PROJECT, as_bytes, rd_book

DAY = "2026-02-10"


def test_from_the_template_to_the_form_that_comes_back(page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DAY)
    found_bureau()
    sign_in(page, live_server, "gaoxin")
    page.goto(f"{live_server.url}/rules/packs/")
    page.locator("li", has_text="研发统计表预审").get_by_role("link", name="从此模板登记").click()
    text = page.get_by_label("规则和案例")
    good = text.input_value()
    text.fill(good.replace("{at_most: [project_government, project_spending]}", "{at_moost: [project_government, project_spending]}"))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("没有“at_moost”这种运算").first).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)

    page.get_by_label("规则和案例").fill(good)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("未采用")).to_be_visible()
    page.get_by_role("link", name="第 1 版").click()
    expect(page.get_by_text("案例全部相符，可以采用")).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)
    page.go_back()
    page.get_by_role("link", name="采用或停用").click()
    page.get_by_label("说明").fill("局长办公会议定")
    page.get_by_role("button", name="办理").click()
    expect(page.get_by_text("采用第 1 版").first).to_be_visible()

    page.goto(f"{live_server.url}/coaching/rd/precheck/")
    content = as_bytes(rd_book([[*GOOD_PROJECT[:5], 61, *GOOD_PROJECT[6:]]]))
    upload = {"name": "甲厂.xlsx", "mimeType": EXCEL, "buffer": content}
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]  # a file of the test's own making
    page.get_by_role("button", name="在页面上看结果").click()
    expect(page.get_by_text("人月数不超过人数的12倍").first).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    with page.expect_download() as download:
        page.get_by_role("button", name="预审并下载原表").click()
    assert download.value.suggested_filename == "甲厂_预审.xlsx"
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames[-1] == "预审结果"
    comment = book["107-1"]["E3"].comment
    assert comment is not None and "人月数不超过人数的12倍" in comment.text
