"""可及性: nobody is kept out: axe finds nothing on the pages that matter, light and dark; the keyboard alone does the work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.office import LEDGERS, found_bureau, renamed, sign_in, take_in

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}}
CLERK = {
    "工作台": "/",
    "清单": "/enterprises/certificates/",
    "表单": "/enterprises/certificates/new/",
    "上传": "/import/",
    "指标清单": "/indicators/",
    "指标": "/indicators/hnte.stock/",
    "溯源": "/indicators/hnte.stock/trace/",
    "报告": "/reports/year-end/",
    "搜索": "/search/?q=ny",
}
OTHERS = {
    "xitong": {"组件样例": "/ui/gallery/"},
    "anquan": {"角色": "/access/roles/", "授权": "/access/grants/"},
    "shenji": {"审计记录": "/audit/"},
}


@pytest.fixture
def bureau(live_server: Any) -> Iterator[dict[str, Any]]:
    orgs = found_bureau()
    take_in(orgs, "高新", "年度")
    yield orgs


def violations(page: Page, name: str) -> list[str]:
    """What axe has against this page, in the light and in the dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(20)
        answer = Axe().run(page, options=RULES).response
        for broken in answer["violations"]:
            targets = [node["target"] for node in broken["nodes"][:3]]
            found.append(f"{name} ({scheme}): {broken['id']} {targets} {broken['nodes'][0]['failureSummary']}")
    page.emulate_media(color_scheme="light")
    return found


def visit(page: Page, server: Any, pages: dict[str, str]) -> list[str]:
    found = []
    for name, path in pages.items():
        page.goto(f"{server.url}{path}")
        page.wait_for_load_state("networkidle")
        found += violations(page, name)
    return found


def test_axe_finds_nothing_on_the_clerks_pages(page: Page, live_server: Any, bureau: dict[str, Any]) -> None:
    page.goto(live_server.url)
    found = violations(page, "登录")
    sign_in(page, live_server, "taizhang")
    found += visit(page, live_server, {name: f"{path}{'&' if '?' in path else '?'}period=2023" for name, path in CLERK.items()})
    page.goto(f"{live_server.url}/enterprises/certificates/")
    page.locator("table[data-rows] tbody a").first.click()
    found += violations(page, "记录")
    page.goto(f"{live_server.url}/indicators/hnte.stock/?period=2023")
    page.get_by_role("article").get_by_role("link", name="68").click()
    expect(page.get_by_role("dialog", name="依据与来源")).to_contain_text("共 68 条明细")
    found += violations(page, "侧栏")
    page.goto(f"{live_server.url}/import/")
    ledger = next(path for path in LEDGERS if path.name.startswith("高新"))
    page.locator("input[type=file]").set_input_files(renamed(ledger, "高企", "备注", "随记", F5="2018年2月30日", I6="已移交"))
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator(".import-summary")).to_contain_text("有错 1 行")
    found += violations(page, "导入核对")
    page.get_by_role("link", name="更正列对应").click()
    found += violations(page, "更正列对应")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("username", OTHERS)
def test_axe_finds_nothing_on_the_administrators_pages(page: Page, live_server: Any, username: str) -> None:
    found_bureau()
    sign_in(page, live_server, username)
    found = visit(page, live_server, OTHERS[username])
    assert not found, "\n".join(found)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Tab until the focus stands on it; fails where the keyboard cannot get there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{most} tabs never reach {selector} on {page.url}")


def test_the_keyboard_alone_does_the_work(page: Page, live_server: Any, bureau: dict[str, Any]) -> None:
    """Sign in, filter a list, open a record, correct it: no pointer anywhere."""
    page.goto(live_server.url)
    page.keyboard.type("taizhang")
    press(page, "Tab")
    page.keyboard.type("Tongpin-2023")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="工作台", level=1)).to_be_visible()

    tab_to(page, "#rail details:has(a[href*='/enterprises/certificates/']) > summary")
    press(page, "Enter")
    tab_to(page, "#rail a[href*='/enterprises/certificates/']")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("高新技术企业台账")
    press(page, "Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    press(page, "Enter")
    tab_to(page, "#filters input[name='q']")
    page.keyboard.type("GR201837000084")
    press(page, "Enter")
    expect(page.locator(".list-count strong")).to_have_text("1")

    page.locator("#filters input[name='q']").blur()
    press(page, "j", "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("GR201837000084")
    tab_to(page, "main a[href*='/edit/']")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("更正")
    tab_to(page, "main [name='remark']")
    page.keyboard.type("证书原件已核对")
    tab_to(page, "main form button[type='submit']")
    press(page, "Enter")
    expect(page.get_by_text("证书原件已核对").first).to_be_visible()
