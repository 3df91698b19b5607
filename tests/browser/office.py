"""The office at its browser: the bureau it belongs to, how its people sign in, and what no page of theirs may do."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tongpin.demo.bureau import DEMO_PASSWORD, build_bureau
from tongpin.engines.dataio import services as dataio
from tongpin.foundation.accounts.selectors import operator
from tongpin.interfaces.terminal.administration import prepare_database
from tongpin.kernel.clock import today

LEDGERS = sorted((Path(__file__).parent.parent / "data" / "county-2023").glob("*.xlsx"))
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found_bureau() -> dict[str, Any]:
    """The demonstration bureau with its people and accounts, its ledgers still empty; organisations by code."""
    prepare_database()
    return build_bureau(by=operator())


def take_in(orgs: dict[str, Any], *names: str) -> None:
    """Ledgers whose file names begin so, imported by the command line's account (all of them where none is named)."""
    wanted = [path for path in LEDGERS if not names or path.name.startswith(names)]
    contents = [(path.name, path.read_bytes()) for path in wanted]
    batch = dataio.stage_many(contents, org=orgs["NY"], by=operator(), today=today())
    dataio.confirm(batch, by=operator(), today=today())


def renamed(path: Path, sheet: str, header: str, other: str, **cells: object) -> dict[str, Any]:
    """A ledger as an upload, one header called otherwise and some cells (by address) overwritten."""
    book = load_workbook(path)
    page = book[sheet]
    (cell,) = [cell for row in page.iter_rows(max_row=5) for cell in row if cell.value == header]
    cell.value = other
    for address, value in cells.items():
        page[address] = value
    held = BytesIO()
    book.save(held)
    return {"name": path.name, "mimeType": EXCEL, "buffer": held.getvalue()}


def sign_in(page: Page, server: Any, username: str) -> None:
    """At the sign-in page, as a person does."""
    page.goto(server.url)
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="工作台", level=1)).to_be_visible()


def rail(page: Page, title: str) -> None:
    """Go where the left rail leads, the group of the entry unfolded where it is not yet."""
    entries = page.get_by_role("navigation", name="主导航")
    group = entries.locator("details", has=page.get_by_role("link", name=title, exact=True, include_hidden=True))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    entries.get_by_role("link", name=title, exact=True).click()


def no_sideways_scroll(page: Page, *sizes: dict[str, int]) -> None:
    """Nothing on the page sticks out to the right at any of the sizes; the first size is left in place."""
    for size in (*sizes[1:], sizes[0]):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= size["width"], f"{page.url} needs {needed} pixels, the screen has {size['width']}"


def card(page: Page, name: str) -> Locator:
    """The tile of an indicator on the desk."""
    return page.get_by_role("article", name=name, exact=True)
