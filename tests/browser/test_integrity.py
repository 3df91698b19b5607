"""廉政提醒和党务公开: a letter before a merged holiday is signed for; a talk is owed; a disclosure hangs until its day."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import found_bureau, no_sideways_scroll, sign_in
from tests.factories.access import make_grant
from tests.factories.cadres import make_appointment
from tests.factories.orgs import make_person
from tongpin.demo.bureau import DEMO_PASSWORD
from tongpin.domains.accountability.models import IntegrityReminder, ReminderSending
from tongpin.domains.accountability.tasks import deliver_reminder, take_down
from tongpin.domains.membership.models import AppointmentCase
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.accounts.services import create_demo_user
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.services import link_user


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """The bureau in the week before the merged holiday of 2025, with an officer for discipline."""
    monkeypatch.setenv("TONGPIN_TODAY", "2025-09-25")
    org: Organisation = found_bureau()["NY"]
    officer = create_demo_user(username="jijian", display_name="何清源", password=DEMO_PASSWORD, by=operator())
    link_user(person=make_person(org, "何清源"), user=officer, by=operator())
    make_grant(officer, "discipline_officer", org)
    return org


def _enter(page: Page, server: Any, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, server, username)


def _fill(page: Page, label: str, words: str) -> None:
    page.get_by_label(re.compile(f"^{label}")).first.fill(words)


def _press(page: Page, name: str, then: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(then).first).to_be_visible()


def _follow(page: Page, name: str) -> None:
    page.locator(".page-actions").get_by_role("link", name=name, exact=True).click()


def test_a_letter_before_a_merged_holiday(page: Page, live_server: Any, bureau: Organisation) -> None:
    _enter(page, live_server, "jijian")
    page.goto(f"{live_server.url}/accountability/reminders/")
    page.locator(".page-actions").get_by_role("button", name="拟出近期节日的提醒函").click()
    row = page.get_by_role("row").filter(has_text="2025-10-01")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("中秋节、国庆节")
    no_sideways_scroll(page, WIDE, PHONE)
    row.get_by_role("link").first.click()
    reminder = IntegrityReminder.objects.get(starts_on=date(2025, 10, 1))
    assert reminder.ends_on >= date(2025, 10, 8) and reminder.send_on < date(2025, 10, 1)
    _follow(page, "发出")
    page.locator("main").get_by_role("button", name="发出").click()
    expect(page.get_by_text(re.compile(r"〔2025〕\d+号")).first).to_be_visible()
    assert deliver_reminder(reminder.pk) > 0
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载文稿").first.click()
    paper = docx.Document(BytesIO(waiting.value.path().read_bytes()))
    words = "\n".join(one.text for one in paper.paragraphs)
    assert "中秋" in words and "国庆" in words and re.search(r"〔2025〕\d+号", words)

    _enter(page, live_server, "gaoxin")
    page.goto(f"{live_server.url}/accountability/deliveries/")
    page.get_by_role("link", name=reminder.title).click()
    _press(page, "已阅并签收", "签收")
    no_sideways_scroll(page, WIDE, PHONE)

    _enter(page, live_server, "jijian")
    page.goto(f"{live_server.url}/accountability/reminders/{reminder.pk}/sendings/?q=王思远")
    expect(page.get_by_role("row").filter(has_text="王思远").first).to_contain_text("已发送")
    no_sideways_scroll(page, WIDE, PHONE)
    assert ReminderSending.objects.filter(channel="site", state="sent").exists()


def test_a_talk_owed_by_an_appointment(page: Page, live_server: Any, bureau: Organisation) -> None:
    case = make_appointment(bureau, 4, person=make_person(bureau, "周任"), post="高新科科长")
    _enter(page, live_server, "jijian")
    page.goto(f"{live_server.url}/accountability/office-talks/")
    page.get_by_role("row").filter(has_text="周任").get_by_role("link").first.click()
    _fill(page, "谈话日期", "2025-09-24")
    page.get_by_label(re.compile("^谈话人")).select_option(label="何清源")
    _press(page, "登记", "谈话已登记")
    expect(page.get_by_role("row").filter(has_text="周任")).to_have_count(0)
    assert AppointmentCase.objects.get(pk=case.pk).integrity_talk_on == date(2025, 9, 24)
    no_sideways_scroll(page, WIDE, PHONE)


def test_a_disclosure_from_the_catalogue_until_it_is_taken_down(
    page: Page, live_server: Any, bureau: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enter(page, live_server, "dangwu")
    page.goto(f"{live_server.url}/accountability/catalogue/new/")
    for label, choice in (("公开类别", "党务公开"), ("公开范围", "在本单位公开"), ("公开方式", "一次性公开"), ("责任单位", "办公室")):
        page.get_by_label(re.compile(f"^{label}")).first.select_option(label=choice)
    for label, words in (
        ("公开事项", "发展党员公示"),
        ("公开内容", "拟接收预备党员名单和公示期"),
        ("公开依据", "党务公开目录"),
        ("列入目录日期", "2025-09-01"),
    ):
        _fill(page, label, words)
    _press(page, "保存", "已列入公开目录")
    _follow(page, "拟公开稿")
    _fill(page, "标题", "拟接收预备党员公示")
    _fill(page, "公开内容", "拟接收预备党员1名，公示期5个工作日。")
    _fill(page, "事项办结日期", "2025-09-24")
    _press(page, "保存", "公开稿已拟好")
    record = page.url
    _step(page, "提交审查", "已提交保密审查")
    _enter(page, live_server, "jijian")
    page.goto(record)
    _follow(page, "保密审查")
    _fill(page, "审查意见", "不涉及国家秘密、工作秘密和个人隐私。")
    _press(page, "保密审查", "保密审查已通过")
    _enter(page, live_server, "juzhang")
    page.goto(record)
    _step(page, "审批", "已审批，可以公开")
    _enter(page, live_server, "dangwu")
    page.goto(record)
    _follow(page, "公开")
    _fill(page, "公开至", "2025-09-30")
    _press(page, "公开", "已公开，列入公开栏")
    no_sideways_scroll(page, WIDE, PHONE)
    _on_the_board(page, live_server, "拟接收预备党员公示", 1)
    monkeypatch.setenv("TONGPIN_TODAY", "2025-09-30")
    assert take_down() == 0
    monkeypatch.setenv("TONGPIN_TODAY", "2025-10-01")
    assert take_down() == 1
    _on_the_board(page, live_server, "拟接收预备党员公示", 0)
    page.goto(record)
    expect(page.get_by_text("已撤下").first).to_be_visible()


def _step(page: Page, name: str, then: str) -> None:
    _follow(page, name)
    _press(page, name, then)


def _on_the_board(page: Page, server: Any, title: str, times: int) -> None:
    page.goto(f"{server.url}/accountability/board/")
    expect(page.locator("main").get_by_role("link", name=title)).to_have_count(times)
