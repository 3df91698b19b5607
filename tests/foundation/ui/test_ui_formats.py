"""显示格式与标签: a missing value is a dash and 0 is 0; amounts rounded half up; links stay in their scope."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.template import engines

from tests.factories.ui import page_request
from tongpin.foundation.ui import addresses, formats
from tongpin.foundation.ui.lights import light_badge, state_badge

SCOPE = SimpleNamespace(query={"org": "NY", "period": "2023"})


def rendered(text: str, request: Any = None, **context: Any) -> str:
    return engines["django"].from_string(text).render(context, request)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ('{{ v|yuan:"万元" }}', Decimal("20265000"), "2,026.5万元"),
        ("{{ v|yuan }}", Decimal("63000000.00"), "6,300万元"),
        ('{{ v|yuan:"亿元" }}', Decimal("2014000000"), "20.14亿元"),
        ('{{ v|yuan:"亿元:4" }}', Decimal("732360000"), "7.3236亿元"),
        ('{{ v|yuan:"万元:" }}', Decimal("12345.67"), "1.234567万元"),
        ('{{ v|yuan:"元" }}', Decimal("0.005"), "0.01元"),
        ("{{ v|yuan }}", None, "—"),
        ("{{ v|yuan }}", 0, "0万元"),
        ('{{ v|money:"万元" }}', Decimal("-12345678905"), "-1,234,567.89"),
        ("{{ v|number }}", Decimal("1234567.50"), "1,234,567.5"),
        ("{{ v|number:1 }}", Decimal("86.25"), "86.3"),
        ("{{ v|number }}", None, "—"),
        ("{{ v|percent }}", Decimal("34.7222"), "34.72%"),
        ("{{ v|percent:0 }}", None, "—"),
        ("{{ v|dash }}", "", "—"),
        ("{{ v|dash }}", 0, "0"),
        ("{{ v|dash }}", False, "否"),
        ("{{ v|dash }}", "<b>", "&lt;b&gt;"),
        ("{{ v|day }}", date(2023, 1, 5), "2023-01-05"),
        ("{{ v|day }}", datetime(2023, 12, 31, 16, 30, tzinfo=UTC), "2024-01-01"),
        ("{{ v|day }}", None, "—"),
        ("{{ v|moment }}", datetime(2023, 12, 31, 16, 30, tzinfo=UTC), "2024-01-01 00:30"),
    ],
)
def test_formats(text: str, value: Any, expected: str) -> None:
    assert rendered(text, v=value) == expected


def test_text_that_is_no_number_stays_as_it_is() -> None:
    assert formats.number("约300") == "约300"


def test_lights_are_word_shape_and_colour() -> None:
    html = light_badge("red", reason="<逾期12天>")
    assert "light-red" in html
    assert "#light-red" in html
    assert "红灯" in html
    assert "&lt;逾期12天&gt;" in html
    assert "light-grey" in light_badge("purple")
    assert "state-plain" in state_badge("草稿", "nonsense")


def test_addresses_keep_the_scope_of_the_page() -> None:
    request = page_request("/x/?org=NY&period=2023&q=1", scope=SCOPE)
    assert rendered("{% url_here 'ui:gallery' %}", request) == "/ui/gallery/?org=NY&amp;period=2023"
    assert rendered("{{ u|here:request }}", request, u="/a/?org=OTHER") == "/a/?org=OTHER&amp;period=2023"
    assert rendered("{% url_if 'nowhere:at_all' as u %}[{{ u }}]", request) == "[]"
    assert rendered("{% query q=None page=2 %}", request) == "?org=NY&amp;period=2023&amp;page=2"
    assert addresses.here(None, "/a/") == "/a/"


def test_changed_query_takes_lists_and_leaves_the_original() -> None:
    query = QueryDict("a=1&b=2&b=3")
    assert addresses.changed_query(query, a=None, c=[4, 5]) == "?b=2&b=3&c=4&c=5"
    assert query.urlencode() == "a=1&b=2&b=3"


def test_fact_escapes_and_shows_the_missing() -> None:
    assert rendered("{% fact '买方' v '台账未填写' %}", v=None).startswith('<div class="fact"><dt>买方</dt><dd>—<span class="hint">')
    assert "&lt;i&gt;" in rendered("{% fact '买方' v %}", v="<i>")


def test_steps_mark_where_one_is() -> None:
    html = rendered('{% steps "上传" "核对" "确认" current=2 %}')
    assert html.count('aria-current="step"') == 1
    assert 'aria-current="step">核对' in html
    assert html.count("已完成") == 1
