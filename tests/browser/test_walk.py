"""一位台账管理员的一天: from ten ledgers on her own disk to the year-end report, on the pages alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import LEDGERS, card, found_bureau, no_sideways_scroll, rail, renamed, sign_in

CERTIFICATES = next(path for path in LEDGERS if path.name.startswith("高新技术企业"))
OTHERS = [path for path in LEDGERS if path != CERTIFICATES]


def test_from_ten_ledgers_to_the_report(page: Page, live_server: Any, tmp_path: Path) -> None:
    found_bureau()
    sign_in(page, live_server, "taizhang")
    _bring_certificates(page)
    _bring_the_others(page)
    _read_the_desk(page, live_server)
    _trace_down_to_a_row(page)
    _take_the_report_home(page, tmp_path)
    _undo_the_last_import(page)


def _look(page: Page) -> None:
    no_sideways_scroll(page, WIDE, PHONE)


def _bring_certificates(page: Page) -> None:
    """A header nobody can guess is corrected on the page, a wrong cell is told, the good rows go in; then again with a change."""
    rail(page, "导入台账")
    page.locator("input[type=file]").set_input_files(renamed(CERTIFICATES, "高企", "证书编号", "甲列", F5="二〇一八年十二月五十日"))
    expect(page.get_by_text(CERTIFICATES.name)).to_be_visible()
    _look(page)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    expect(page.get_by_role("alert").or_(page.locator(".notice-error")).filter(has_text="证书编号").first).to_be_visible()
    _look(page)

    page.get_by_role("link", name="更正列对应").click()
    page.get_by_label("甲列").select_option(label="证书编号（必填）")
    _look(page)
    page.get_by_role("button", name="重新核对").click()
    expect(page.get_by_text("已按您的更正重新核对")).to_be_visible()
    counts = page.locator(".import-summary")
    expect(counts).to_contain_text("可新增 88 行")
    expect(counts).to_contain_text("有错 1 行")
    expect(page.locator(".import-table td.is-wrong")).to_contain_text("二〇一八年十二月五十日")
    _look(page)
    page.get_by_role("button", name="确认导入 88 行").click()
    expect(page.get_by_text("已导入：新增 88 行")).to_be_visible()

    rail(page, "导入台账")
    page.locator("input[type=file]").set_input_files(renamed(CERTIFICATES, "高企", "证书编号", "甲列", I4="档案已移交"))
    page.get_by_role("button", name="上传并核对").click()
    expect(counts).to_contain_text("可新增 1 行，变更 1 行，与台账相同 87 行，有错 0 行")
    page.get_by_role("button", name="确认导入 2 行").click()
    expect(page.get_by_text("已导入：新增 1 行，变更 1 行")).to_be_visible()


def _bring_the_others(page: Page) -> None:
    rail(page, "导入台账")
    page.locator("input[type=file]").set_input_files(OTHERS)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator(".import-summary")).to_contain_text("有错 0 行")
    _look(page)
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已导入：新增")).to_be_visible()


def _read_the_desk(page: Page, server: Any) -> None:
    page.goto(f"{server.url}/?period=2023&as_of=2023-12-31")
    firms = card(page, "高新技术企业总量")
    expect(firms).to_contain_text("68")
    expect(firms).to_contain_text("绿灯")
    expect(firms).to_contain_text("36%")
    expect(card(page, "技术合同成交额")).to_contain_text("20.14")
    expect(card(page, "对上争取无偿资金")).to_contain_text("193")
    _look(page)


def _trace_down_to_a_row(page: Page) -> None:
    """Desk → indicator → side panel → whole page → the record itself: each step one click."""
    rail(page, "指标与红黄灯")
    _look(page)
    page.get_by_role("link", name="高新技术企业总量", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("高新技术企业总量")
    expect(page.locator("figure canvas")).to_be_visible()
    _look(page)
    page.get_by_role("article").get_by_role("link", name="68").click()
    panel = page.get_by_role("dialog", name="依据与来源")
    expect(panel).to_contain_text("共 68 条明细")
    expect(panel).to_contain_text("有效期至不早于截至日")
    panel.get_by_role("link", name="整页查看").click()
    expect(page).to_have_url(re.compile("/trace/"))
    expect(page.get_by_text("共 68 条明细")).to_be_visible()
    _look(page)
    row = page.get_by_role("region", name="明细").get_by_role("link").first
    name = row.inner_text().split(" ")[0]
    row.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("heading", name="佐证材料")).to_be_visible()
    _look(page)


def _take_the_report_home(page: Page, folder: Path) -> None:
    rail(page, "年终总结")
    expect(page.get_by_role("heading", level=1)).to_have_text("宁阳县科学技术局2023年工作总结")
    _look(page)
    page.get_by_role("link", name="2000余").click()
    panel = page.get_by_role("dialog", name="依据与来源")
    expect(panel).to_contain_text("2026.50万元")
    expect(panel.get_by_role("region", name="明细").get_by_role("link").first).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载 Word").click()
    kept = folder / coming.value.suggested_filename
    coming.value.save_as(kept)
    assert kept.name == "年终总结_宁阳县科学技术局_2023年.docx"
    text = "\n".join(paragraph.text for paragraph in Document(str(kept)).paragraphs)
    for words in ("2000余万元", "193%", "68家", "34.72%", "20.14亿元"):
        assert words in text


def _undo_the_last_import(page: Page) -> None:
    rail(page, "导入记录")
    _look(page)
    page.locator("table tbody tr").first.get_by_role("link").first.click()
    page.get_by_role("button", name="撤销本次导入").click()
    page.get_by_role("dialog", name="请确认").get_by_role("button", name="撤销本次导入").click()
    expect(page.get_by_text("台账已恢复到导入之前")).to_be_visible()
    rail(page, "技术合同")
    expect(page.get_by_text("还没有技术合同")).to_be_visible()
    rail(page, "高新技术企业")
    expect(page.locator(".list-count")).to_have_text("共 89 张")
