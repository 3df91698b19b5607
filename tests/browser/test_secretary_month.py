"""支部书记的一个月: a committee meeting, a lecture and a theme day at a firm, recorded on the pages; what is typed is counted."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import found_bureau, no_sideways_scroll, sign_in, take_in
from tests.factories.membership import make_member
from tests.factories.orgs import make_person
from tongpin.demo.bureau import DEMO_PASSWORD
from tongpin.domains.enterprises.models import Enterprise
from tongpin.engines.activities.models import Activity
from tongpin.foundation.access.services import grant_role
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.accounts.services import create_demo_user

MOST_FIELDS = 15
MOST_SECONDS = 180


class Hand:
    """The secretary's hand: types and picks, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.typed, self.picked = page, 0, 0

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).fill(words)
        self.typed += 1

    def pick(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).select_option(label=words)
        self.picked += 1

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.picked += 1


def test_a_month_is_recorded_in_under_three_minutes(page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-03-29")
    orgs = found_bureau()
    take_in(orgs, "高新技术企业")
    branch = orgs["NY-ZB"]
    secretary = create_demo_user(username="shuji", display_name="高书记", password=DEMO_PASSWORD, by=operator())
    for name, user in (("高书记", secretary), ("田组织", None), ("冯宣传", None), ("韩党员", None)):
        make_member(branch, person=make_person(orgs["NY"], name, user=user))
    grant_role(
        user=secretary, role="branch_secretary", org=branch, with_subtree=True, since=date(2023, 1, 1), basis="支部选举", by=operator()
    )
    firm = Enterprise.objects.order_by("pk").first()
    assert firm is not None

    sign_in(page, live_server, "shuji")
    hand, begun = Hand(page), time.monotonic()
    _meeting(hand, live_server, "支部委员会会议", "研究三月工作", "2024-03-05")
    _meeting(hand, live_server, "党课", "科技工作者的初心", "2024-03-12")
    page.goto(f"{live_server.url}/orglife/theme-days/new/")
    no_sideways_scroll(page, WIDE, PHONE)
    hand.fill("名称", "送政策进企业")
    hand.fill("日期", "2024-03-20")
    hand.fill("缺席人员", "韩党员 出差")
    hand.fill("服务企业", firm.name)
    hand.press("保存")
    expect(page.get_by_text("主题党日已登记")).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)
    seconds = time.monotonic() - begun
    print(f"\n一个月的组织生活：填写 {hand.typed} 栏，点选 {hand.picked} 次，用时 {seconds:.0f} 秒（含页面加载）")  # noqa: T201

    assert hand.typed <= MOST_FIELDS
    assert seconds < MOST_SECONDS
    assert Activity.objects.filter(org=branch, state="held").count() == 3
    page.goto(f"{live_server.url}/duties/?org=NY-ZB&period=2024&as_of=2024-03-29")
    no_sideways_scroll(page, WIDE, PHONE)
    page.context.clear_cookies()
    sign_in(page, live_server, "juzhang")
    page.goto(f"{live_server.url}/enterprises/{firm.pk}/")
    expect(page.get_by_text("送政策进企业").first).to_be_visible()


def _meeting(hand: Hand, server: Any, kind: str, title: str, day: str) -> None:
    hand.page.goto(f"{server.url}/orglife/meetings/new/")
    hand.pick("会议种类", kind)
    hand.press("下一步")
    hand.fill("名称", title)
    hand.fill("日期", day)
    hand.press("保存")
    expect(hand.page.get_by_text("会议已登记")).to_be_visible()
