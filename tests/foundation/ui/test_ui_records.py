"""记录页: panels of other subjects, only those the viewer may see, each in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.ui import page_request
from tongpin.foundation.ui.components import Moment
from tongpin.foundation.ui.lists import Action
from tongpin.foundation.ui.records import record_page, record_panels
from tongpin.kernel.extensions import RecordPanel
from tongpin.kernel.reference import Reference

CONTRACT = Reference("technology_contract", 5, "热误差补偿技术开发", "2023610000005")


def panel(title: str, kind: str = "*", permission: str = "x.view", order: int = 100, **variables: Any) -> RecordPanel:
    return RecordPanel(
        record_kind=kind,
        title=title,
        permission=permission,
        template="ui/components/timeline.html",
        context=lambda reference, request: None if variables.get("nothing") else {"entries": [], **variables},
        order=order,
    )


def titles(permissions: set[str], aside: bool | None = None) -> list[str]:
    found = record_panels(page_request(permissions=permissions), CONTRACT)
    return [p.title for p in found if aside is None or p.aside is aside]


def test_panels_by_kind_permission_and_order(contribute: Callable[..., None]) -> None:
    contribute(
        panel("修改记录", order=900, aside=True),
        panel("付款", "technology_contract", order=10),
        panel("别类", "enterprise"),
        panel("机密", permission="y.view"),
        panel("人人", permission=""),
        panel("没有内容", nothing=True),
    )
    assert titles({"x.view"}) == ["付款", "人人", "修改记录"]
    assert titles({"x.view"}, aside=True) == ["修改记录"]
    assert titles(set()) == ["人人"]
    assert titles({"x.view", "y.view"}) == ["付款", "机密", "人人", "修改记录"]


def test_page_shows_facts_actions_and_panels(contribute: Callable[..., None]) -> None:
    contribute(panel("经过", entries=[Moment(at="2023-12-20", title="签订<合同>")]))  # type: ignore[arg-type]
    html = record_page(
        page_request(permissions={"x.view"}),
        CONTRACT,
        facts=[("合同编号", CONTRACT.key), ("买方", None, "台账未填写买方")],
        actions=(Action("撤销登记", "/undo/", method="post", confirm="确定撤销？"), Action("修改", "/edit/", primary=True)),
        back=("技术合同", "/contracts/"),
    ).content.decode()
    assert "<h1>热误差补偿技术开发</h1>" in html
    assert "台账未填写买方" in html
    assert '<a href="/contracts/">技术合同</a>' in html
    assert 'data-confirm="确定撤销？"' in html
    assert "签订&lt;合同&gt;" in html
    assert "csrfmiddlewaretoken" in html


def test_panel_variables_do_not_leak_into_the_next(contribute: Callable[..., None]) -> None:
    contribute(panel("甲", order=1, entries=[Moment(at="2023-01-01", title="只在甲")]), panel("乙", order=2))  # type: ignore[arg-type]
    html = record_page(page_request(permissions={"x.view"}), CONTRACT).content.decode()
    assert html.count("只在甲") == 1
    assert ">乙</h2>" in html
