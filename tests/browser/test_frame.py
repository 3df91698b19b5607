"""页面骨架: the rail, the theme, the side panel, the search box and the drawer do what people expect, and remember."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office import found_bureau, sign_in, take_in


@pytest.fixture
def clerk(page: Page, live_server: Any) -> Page:
    """The clerk at her desk, one ledger in it."""
    take_in(found_bureau(), "荣誉")
    sign_in(page, live_server, "taizhang")
    return page


def test_frame(clerk: Page, live_server: Any) -> None:
    rail_is_remembered(clerk)
    theme_is_remembered(clerk)
    slash_goes_to_the_search(clerk)
    panel_closes_and_gives_the_focus_back(clerk, live_server)
    menus_close(clerk)


def rail_is_remembered(page: Page) -> None:
    page.get_by_role("button", name="收起导航").click()
    expect(page.locator("html")).to_have_class(re.compile("rail-folded"))
    page.reload()
    expect(page.locator("html")).to_have_class(re.compile("rail-folded"))
    assert page.locator("#rail").evaluate("rail => rail.offsetWidth") < 80
    assert page.get_by_role("navigation", name="主导航").get_by_role("link", name="荣誉").is_visible(), "folded entries keep their names"
    page.get_by_role("button", name="展开导航").click()
    page.reload()
    expect(page.get_by_role("button", name="收起导航")).to_be_visible()


def theme_is_remembered(page: Page) -> None:
    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    bright = paper()
    toggle = page.locator(".top-tools > [data-theme-toggle]")
    toggle.click()
    toggle.click()
    expect(toggle).to_have_attribute("aria-label", "界面主题：深色")
    dark = paper()
    assert dark != bright
    page.reload()
    assert paper() == dark
    toggle.click()
    expect(toggle).to_have_attribute("aria-label", "界面主题：跟随系统")
    assert paper() == bright


def slash_goes_to_the_search(page: Page) -> None:
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="全局搜索")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("模范机关")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="模范机关").first).to_be_visible()


def panel_closes_and_gives_the_focus_back(page: Page, server: Any) -> None:
    page.goto(f"{server.url}/indicators/honours.won/?period=2023")
    opener = page.get_by_role("article").get_by_role("link", name="10")
    opener.click()
    panel = page.get_by_role("dialog", name="依据与来源")
    expect(panel).to_contain_text("模范机关")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="关闭").click()
    expect(panel).to_be_hidden()


def menus_close(page: Page) -> None:
    person = page.locator("details.person")
    person.locator("summary").click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()


def test_drawer_on_a_phone(phone: Page, live_server: Any) -> None:
    found_bureau()
    sign_in(phone, live_server, "taizhang")
    button = phone.locator(".drawer-button")
    entry = phone.get_by_role("link", name="技术合同", exact=True)
    expect(entry).to_be_hidden()
    button.click()
    group = phone.locator("#rail details", has=phone.get_by_role("link", name="技术合同", exact=True, include_hidden=True))
    group.locator("summary").click()
    expect(entry).to_be_visible()
    phone.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    button.click()
    entry.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("技术合同")
    phone.locator("details.scope > summary").click()
    phone.get_by_label("期间", exact=True).select_option("2023")
    phone.get_by_role("button", name="切换").click()
    expect(phone.locator(".scope-words")).to_contain_text("2023年")
