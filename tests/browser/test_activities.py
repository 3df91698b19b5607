"""工作记录 at the browser: a visit recorded by keyboard alone; the firm found and linked; no photo asked for anywhere."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.office import found_bureau, sign_in, take_in
from tongpin.engines.activities.models import Activity


def test_a_visit_is_recorded_by_keyboard_alone(page: Page, live_server: Any, watch: Any) -> None:
    orgs = found_bureau()
    take_in(orgs, "高新技术企业")
    sign_in(page, live_server, "taizhang")
    page.goto(f"{live_server.url}/activities/new/?kind=enterprise_visit")
    page.locator("#id_title").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("走访企业了解融资需求")
    for name, words in (("place", "企业会议室"), ("outsiders", "赵敏（某公司）"), ("outcome_problems_raised", "2")):
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        page.keyboard.type(words)
    while page.evaluate("document.activeElement.id") != "link-find":
        page.keyboard.press("Tab")
    page.keyboard.type("有限公司")
    page.keyboard.press("Enter")
    found = page.locator("#found-links input").first
    expect(found).to_be_visible()
    while not page.evaluate("document.activeElement.closest('#found-links') !== null"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.textContent.trim()") != "保存":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="走访企业了解融资需求", level=1)).to_be_visible()
    expect(page.get_by_text("赵敏（某公司）")).to_be_visible()
    visit = Activity.objects.get()
    assert visit.outcomes == {"problems_raised": "2"}
    assert visit.links.count() == 1
    assert watch.errors == []
