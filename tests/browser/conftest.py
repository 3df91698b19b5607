"""A person at a real Chromium: Debian's browser, no address but our own, no error on the console."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--font-render-hinting=none",
    ],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser and a database that other processes' threads can see."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; only while a browser is there may the database be asked from it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": WIDE}


class Watch:
    """What pages did that no page of ours may do."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in {"localhost", "127.0.0.1"}:
            self.foreign.append(request.url)

    def on_console(self, message: ConsoleMessage) -> None:
        failed_load = message.text.startswith("Failed to load resource")  # an answer of 4xx that the test itself asked for
        if message.type == "error" and not failed_load:
            self.errors.append(message.text)

    def on_page_error(self, error: Any) -> None:
        self.errors.append(str(error))


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def context(context: BrowserContext, watch: Watch) -> Iterator[BrowserContext]:
    """Every page of every browser test is watched; the test fails when one asked a foreign host or broke a script."""
    context.on("request", watch.on_request)
    context.on("console", watch.on_console)
    context.on("weberror", lambda raised: watch.on_page_error(raised.error))
    context.set_default_timeout(15_000)
    yield context
    assert not watch.foreign, f"asked foreign hosts: {watch.foreign}"
    assert not watch.errors, f"errors on the console: {watch.errors}"


@pytest.fixture
def phone(page: Page) -> Page:
    """The same page at the width of a telephone."""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return page


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures for looking at are put: the folder named by SCREENSHOTS, or the run's own data folder."""
    folder = Path(os.environ.get("SCREENSHOTS", Path(os.environ["TONGPIN_DATA"]) / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
