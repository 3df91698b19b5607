"""页面框架: navigation by permission, what is not installed is left out, scope bar, error pages, icons, colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.factories.ui import page_request
from tongpin.foundation import ui
from tongpin.foundation.ui import errors, navigation
from tongpin.foundation.ui.lights import LIGHT_WORDS
from tongpin.kernel.extensions import NavItem, gathered
from tongpin.kernel.periods import Period

HERE = Path(ui.__file__).parent
MOST_IN_GROUP = 6
STATIC = HERE / "static" / "ui"


def nav(title: str, url_name: str, permission: str = "a.view", group: str = "台账", order: int = 1) -> NavItem:
    return NavItem(group=group, title=title, url_name=url_name, permission=permission, order=order)


def scope() -> Any:
    org = SimpleNamespace(pk=1, code="NY", name="宁阳县科学技术局", short_name="宁阳科技局")
    return SimpleNamespace(org=org, period=Period.year(2023), as_of=date(2023, 12, 31), query={"org": "NY"})


def test_rail_shows_what_may_be_opened_and_is_installed(contribute: Callable[..., None]) -> None:
    contribute(nav("样例", "ui:gallery"), nav("无权", "ui:gallery", "b.view"), nav("未装", "nowhere:list"))
    request = page_request("/ui/gallery/more/", permissions={"a.view"}, scope=scope())
    groups = navigation.nav_groups(request)
    assert [(g.title, [link.title for link in g.links]) for g in groups] == [("台账", ["样例"])]
    assert groups[0].links[0].is_current
    assert groups[0].links[0].url == "/ui/gallery/?org=NY"
    below = [("样例", "/x/"), ("别名", "/ui/gallery/?q=1"), ("甲", "")]
    assert navigation.breadcrumbs(groups, below) == [("台账", ""), ("样例", "/ui/gallery/?org=NY"), ("甲", "")]


def test_no_group_of_the_rail_has_more_than_six_entries() -> None:
    sizes = Counter(item.group for item in gathered(NavItem))
    assert {group: size for group, size in sizes.items() if size > MOST_IN_GROUP} == {}


def test_groups_are_folded_but_the_first_and_the_one_of_the_page(contribute: Callable[..., None]) -> None:
    others = [nav(group, name, group=group, order=0) for group, name in (("一", "desk:home"), ("二", "desk:todo"))]
    contribute(*others, nav("样例", "ui:gallery"))
    groups = navigation.nav_groups(page_request("/ui/gallery/", permissions={"a.view"}, scope=scope()))
    assert [(group.title, group.is_open) for group in groups] == [("一", True), ("二", False), ("台账", True)]


def test_scope_bar_keeps_the_other_parameters() -> None:
    request = page_request("/list/?org=NY&period=2023&as_of=2023-12-31&q=甲&page=3&export=xlsx", scope=scope())
    bar = navigation.scope_bar(request)
    assert bar
    assert list(bar.kept) == [("q", "甲")]
    html = render_to_string("ui/base.html", {"title": "甲"}, request)
    assert "宁阳县科学技术局" in html
    assert '<option value="2023" selected>2023年</option>' in html
    assert 'value="2023-12-31"' in html


def test_no_scope_bar_without_organisation() -> None:
    nobody = scope()
    nobody.org.pk = None
    assert navigation.scope_bar(page_request(scope=nobody)) is None
    assert navigation.scope_bar(page_request()) is None


def test_organisations_to_switch_to_are_set_in_and_hold_the_chosen_one() -> None:
    city = SimpleNamespace(pk=1, code="TA", name="泰安市科学技术局", path="/1/")
    county = SimpleNamespace(pk=2, code="NY", name="宁阳县科学技术局", path="/1/2/", short_name="")
    chosen = SimpleNamespace(**{**vars(scope()), "org": county, "orgs": [city, county]})
    bar = navigation.scope_bar(page_request(scope=chosen))
    assert bar
    assert list(bar.orgs) == [("TA", "泰安市科学技术局"), ("NY", "　宁阳县科学技术局")]
    chosen.orgs = [city]
    bar = navigation.scope_bar(page_request(scope=chosen))
    assert bar
    assert [code for code, _ in bar.orgs] == ["NY", "TA"]


def test_period_choices_hold_the_chosen_year() -> None:
    years, parts = navigation.period_choices(Period.parse("2015-Q3"), date(2024, 5, 1))
    assert str(years.periods[0]) == "2024"
    assert "2015" in [str(p) for p in years.periods]
    assert [str(p) for p in parts.periods[:3]] == ["2015-H1", "2015-H2", "2015-Q1"]


def test_every_page_carries_the_banner_and_skip_link() -> None:
    html = render_to_string("ui/base.html", {"title": "甲"}, page_request())
    assert "本系统为非涉密系统，严禁录入、存储、传输国家秘密和工作秘密信息" in html
    assert 'href="#content"' in html
    assert "<title>甲 · 同频</title>" in html


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "没有做任何改动"),
        (errors.forbidden, 403, "按程序授权"),
        (errors.csrf_failure, 403, "本次提交没有保存"),
        (errors.not_found, 404, "不在您的管辖范围内"),
    ],
)
def test_error_pages_say_what_to_do(view: Any, status: int, words: str) -> None:
    answer = view(page_request(), Exception("秘密"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "秘密信息" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_server_error_asks_nothing_of_the_request() -> None:
    answer = errors.server_error(object())  # type: ignore[arg-type]
    assert answer.status_code == 500
    assert "告诉本单位系统管理员" in answer.content.decode()


def test_error_page_survives_a_frame_that_cannot_be_drawn() -> None:
    class Broken(SimpleNamespace):
        @property
        def org(self) -> Any:
            raise RuntimeError("database away")

    answer = errors.not_found(page_request(scope=Broken()))
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))


def test_every_icon_is_drawn() -> None:
    used = {item.icon for item in gathered(NavItem)} | {f"light-{colour}" for colour in LIGHT_WORDS}
    for template in HERE.parent.parent.rglob("*.html"):
        used |= set(re.findall(r"\{% icon ['\"]([a-z-]+)['\"]", template.read_text()))
    assert used - sprite() == set()


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def themes() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text()
    light, system, chosen = re.split(r"@media screen[^{]*\{", text)
    return {"light": colours(light), "system": colours(system), "chosen": colours(chosen)}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_dark_is_the_same_by_system_and_by_choice() -> None:
    assert themes()["system"] == themes()["chosen"]


@pytest.mark.parametrize("theme", ["light", "chosen"])
def test_words_and_lights_can_be_read(theme: str) -> None:
    c = {**themes()["light"], **themes()[theme]}
    for ink in ("ink", "ink-2", "ink-3", "link", "error-ink"):
        for ground in ("page", "surface", "sunken", "hover"):
            assert contrast(c[ink], c[ground]) >= 4.5, (theme, ink, ground)
    for wash in ("error-wash", "warn-wash", "good-wash", "info-wash"):
        assert contrast(c["ink"], c[wash]) >= 4.5, (theme, wash)
    assert contrast(c["on-primary"], c["primary"]) >= 4.5
    for light in ("green", "yellow", "red", "blue", "grey"):
        glyph = "on-light-yellow" if light == "yellow" else "on-light"
        assert contrast(c[glyph], c[f"light-{light}"]) >= 3, (theme, light)
        assert contrast(c[f"light-{light}"], c["surface"]) >= 3, (theme, light)
