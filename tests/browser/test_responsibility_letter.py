"""责任状的一年: signed, rolled into an order, answered, returned, accepted; light and wall change; told without retyping."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.office import found_bureau, no_sideways_scroll, sign_in
from tests.factories.accountability import make_template
from tests.factories.accounts import make_operator
from tests.factories.work import make_node, make_project, start
from tongpin.domains.accountability.models import Letter, OrderItem, WorkOrder
from tongpin.domains.accountability.tasks import roll_quarter
from tongpin.foundation.orgs.models import Person


class Office:
    """Two people at one browser."""

    def __init__(self, page: Page, server: Any) -> None:
        self.page, self.server = page, server

    def enter(self, username: str) -> None:
        self.page.context.clear_cookies()
        sign_in(self.page, self.server, username)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server.url}{path}")

    def follow(self, title: str) -> None:
        self.page.locator(".page-actions").get_by_role("link", name=title, exact=True).click()

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).first.fill(words)

    def pick(self, label: str, words: str) -> None:
        self.page.get_by_label(re.compile(f"^{label}")).first.select_option(label=words)

    def press(self, name: str, then: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()
        expect(self.page.get_by_text(then).first).to_be_visible()


def test_a_letter_from_signature_to_debrief(page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-01-15")
    orgs = found_bureau()
    person = Person.objects.get(name="王思远")
    make_template(orgs["NY"], duty="每季度开展廉政提醒", rhythm="each_quarter")
    project = make_project(orgs["NY"], title="成果转化平台项目", person=person, department=orgs["NY-GXK"], due_on=date(2024, 6, 28))
    task = make_node(project, "1", 20, title="建设科技成果转化平台", is_node=True)
    start(project, make_operator(), date(2024, 1, 15))
    office = Office(page, live_server)

    office.enter("taizhang")
    office.go("/accountability/letters/new/")
    office.pick("责任人", "王思远")
    office.fill("职务", "科长")
    office.pick("责任单位", "高新科")
    office.pick("签订领导", "周正平")
    office.press("拟订", "责任状已拟订")
    expect(page.get_by_text("每季度开展廉政提醒")).to_be_visible()
    office.follow("增加条款")
    office.fill("顺序", "2")
    office.fill("责任内容", "建成科技成果转化平台")
    office.pick("落实方式", "任务或项目")
    page.get_by_label(re.compile("^任务或项目")).select_option(value=f"task:{task.pk}")
    office.fill("佐证要求", "验收意见")
    office.fill("完成时限", "2024-06-28")
    office.fill("评分单位", "办公室")
    office.press("保存", "条款已增加")
    office.follow("签订")
    office.press("签订", "责任状已签订")
    no_sideways_scroll(page, WIDE, PHONE)
    letter = Letter.objects.get()

    monkeypatch.setenv("TONGPIN_TODAY", "2024-04-01")
    assert roll_quarter() == 1
    order = WorkOrder.objects.get(quarter=2)
    page_of_order = f"/accountability/orders/{order.pk}/"

    office.enter("gaoxin")
    office.go(page_of_order)
    office.follow("签收")
    office.press("签收", "工单已签收")
    office.go(f"/work/tasks/{task.pk}/report/")
    page.get_by_label(re.compile("^完成进度")).select_option(value="60")
    office.press("报告", "进展已报告")
    _wall(office, "grey", "按期推进", "完成 0/1")
    item = OrderItem.objects.get(order=order, clause__record_pk=task.pk)
    other = OrderItem.objects.exclude(pk=item.pk).get(order=order)
    _report(office, page_of_order, item.pk, other.pk, "推进中", "完成60%")

    office.enter("taizhang")
    office.go(page_of_order)
    office.follow("退回")
    office.fill("理由", "平台还没有验收")
    office.press("退回", "工单已退回")

    office.enter("gaoxin")
    office.go(f"/work/tasks/{task.pk}/complete/")
    office.fill("办结日期", "2024-04-01")
    office.fill("完成情况", "平台通过验收")
    office.press("办结", "任务已办结")
    _report(office, page_of_order, item.pk, other.pk, "已完成", "完成100%")

    office.enter("taizhang")
    office.go(page_of_order)
    office.follow("审核通过")
    office.press("审核通过", "已审核通过")
    no_sideways_scroll(page, WIDE, PHONE)
    office.go(f"/accountability/letters/{letter.pk}/")
    row = page.get_by_role("row").filter(has_text="建成科技成果转化平台")
    expect(row.locator(".light-green")).to_contain_text("已完成")

    _wall(office, "green", "节点已完成", "完成 1/1")
    page.set_viewport_size({"width": 1920, "height": 1080})
    office.go("/wall/screen/?period=2024")
    screen = page.locator("svg.w-drawing")
    assert screen.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    expect(screen.get_by_role("link", name="成果转化平台项目", exact=True)).to_be_visible()

    office.go(f"/accountability/letters/{letter.pk}/debrief/?period=2024")
    told = page.locator("section").filter(has_text="建成科技成果转化平台").last
    for words in ("已完成", "完成100%", order.number, "审核通过"):
        expect(told.get_by_text(words).first).to_be_visible()
    no_sideways_scroll(page, WIDE, PHONE)
    told.get_by_role("link", name="建设科技成果转化平台").first.click()
    expect(page.get_by_role("heading", name="建设科技成果转化平台", level=1)).to_be_visible()


def _report(office: Office, order: str, item: int, other: int, progress: str, shown: str) -> None:
    """The department answers: what the records show stands there already; only the other duty needs a word."""
    page = office.page
    office.go(order)
    office.follow("报送")
    expect(page.get_by_text(re.compile(shown)).first).to_be_visible()
    page.locator(f"input[name=state_{item}]").and_(page.get_by_label(progress)).check()
    page.locator(f"input[name=state_{other}]").and_(page.get_by_label("推进中")).check()
    page.locator(f"textarea[name=words_{other}]").fill("节前已提醒")
    office.press("报送", "办理情况已报送")


def _wall(office: Office, colour: str, word: str, done: str) -> None:
    """The wall shows the project in this light, in words, with so many of its nodes done."""
    office.go("/wall/?period=2024")
    row = office.page.locator(".wall-list").get_by_role("row").filter(has_text="成果转化平台项目")
    expect(row.locator(f".light-{colour}")).to_contain_text(word)
    expect(row).to_contain_text(done)
