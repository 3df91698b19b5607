"""The product stands alone: its pages ask nobody but itself, and the watch that says so can see."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Watch


def test_first_page_asks_only_our_own_server(page: Page, live_server: Any, watch: Watch) -> None:
    page.goto(live_server.url)
    page.wait_for_load_state("networkidle")
    assert "/account/sign-in/" in page.url
    assert page.locator("input[type=password]").is_visible()
    assert not watch.foreign


def test_chart_library_is_served_from_here(page: Page, live_server: Any) -> None:
    answer = page.request.get(f"{live_server.url}/static/vendor/echarts/echarts.min.js")
    assert answer.ok
    assert len(answer.body()) > 500_000


def test_the_watch_sees_a_foreign_request(page: Page, live_server: Any, watch: Watch) -> None:
    page.route("**/cdn.example/**", lambda route: route.abort())
    page.goto(f"{live_server.url}/account/sign-in/")
    page.evaluate("fetch('https://cdn.example/x.js', {mode: 'no-cors'}).catch(() => null)")
    assert watch.foreign or any("Content Security Policy" in text for text in watch.errors)
    watch.foreign.clear()
    watch.errors.clear()
