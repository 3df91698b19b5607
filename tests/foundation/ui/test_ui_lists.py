"""清单: sorting by the spec only, sums over the whole filter, paging in a constant number of queries, export of what is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
import pytest
from django.db.models import DecimalField, F, QuerySet, Value
from django.db.models.functions import Cast, NullIf
from django.http import Http404, HttpResponse

from tests.factories.orgs import make_org
from tests.factories.ui import page_request
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Action, Column, ListPage, ListSpec, list_page
from tongpin.kernel.extensions import ListExporter

pytestmark = pytest.mark.django_db


class OrgFilter(OfficeFilterSet):
    q = KeywordFilter("name", "code", label="关键词")
    starts_from = django_filters.DateFilter("starts_on", "gte", label="成立日自")

    class Meta:
        model = Organisation
        fields: list[str] = []


SPEC = ListSpec(
    "orgs",
    "单位台账",
    (
        Column("code", "代码", kind="code", sort=("code",)),
        Column("name", "名称", sort=("name", "code"), link=lambda row: f"/orgs/{row.pk}/"),
        Column("amount", "金额", kind="money", unit="万元", sort=("amount",), total="amount"),
        Column("starts_on", "成立日", kind="date"),
        Column("level", "层级", hidden=True),
    ),
    OrgFilter,
    "code",
    empty_title="还没有单位",
    empty_hint="请先导入单位台账。",
    per_page=20,
    noun="家",
)


def rows() -> QuerySet[Organisation]:
    """Every organisation with an amount of 万元 by its version; version 1 has none."""
    money = DecimalField(max_digits=18, decimal_places=2)
    return Organisation.objects.annotate(amount=NullIf(Cast(F("version") * 10000, money), Value(Decimal(10000), money)))


@pytest.fixture
def orgs() -> list[Organisation]:
    return [make_org(f"单位{n}", code=f"C{n:03d}", version=n) for n in range(1, 46)]


def shown(path: str = "/list/", **kwargs: Any) -> str:
    return list_page(page_request(path), SPEC, rows(), **kwargs).content.decode()


def order(html: str) -> list[str]:
    body = html.split("<tfoot>")[0]
    return [part.split("</td>")[0] for part in body.split('data-label="代码">')[1:]]


def test_default_sort_and_both_directions(orgs: list[Organisation]) -> None:
    assert order(shown())[:2] == ["C001", "C002"]
    assert order(shown("/list/?sort=code"))[:2] == ["C001", "C002"]
    assert order(shown("/list/?sort=-code"))[:2] == ["C045", "C044"]
    assert 'aria-sort="descending"' in shown("/list/?sort=-code")


@pytest.mark.parametrize("sort", ["starts_on", "path", "-pk", "name__regex", "user__password", "--code", "code,name", "amount;drop"])
def test_only_keys_of_the_spec_sort(orgs: list[Organisation], sort: str) -> None:
    assert order(shown(f"/list/?sort={sort}"))[0] == "C001"


def test_missing_values_come_last_in_both_directions(orgs: list[Organisation]) -> None:
    assert order(shown("/list/?sort=amount&page=3"))[-1] == "C001"
    assert order(shown("/list/?sort=-amount&page=3"))[-1] == "C001"
    assert order(shown("/list/?sort=amount"))[0] == "C002"


def test_default_sort_takes_column_keys_and_fields() -> None:
    fields = [
        [f.expression.name for f in ListSpec("x", "x", SPEC.columns, default_sort=given).ordering("", Organisation)]
        for given in ("name", ("-starts_on", "code"), "-pk")
    ]
    assert fields == [["name", "code", "pk"], ["starts_on", "code", "pk"], ["pk"]]


def test_sum_is_over_the_whole_filter_and_says_what_is_missing(orgs: list[Organisation]) -> None:
    html = shown()
    assert "共 <strong>45</strong> 家" in html
    assert f"{sum(range(2, 46)):,}.00" in html
    assert "另 1 家未填" in html
    filtered = shown("/list/?q=单位4")
    assert "共 <strong>7</strong> 家" in filtered
    assert f"{sum([4, *range(40, 46)])}.00" in filtered
    assert "未填" not in filtered


def test_sum_of_nothing_but_missing_values_is_a_dash() -> None:
    make_org("甲", code="A", version=1)
    foot = shown().split("<tfoot>")[1]
    assert "—" in foot
    assert "0.00" not in foot


def test_paging_keeps_its_number_of_queries(orgs: list[Organisation], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # count, page, sum
        shown()
    with django_assert_num_queries(3):
        shown("/list/?page=3&size=200&q=单位")


def test_page_and_size(orgs: list[Organisation]) -> None:
    assert "第 21–40 家，共 45 家" in shown("/list/?page=2")
    assert "第 1–45 家，共 45 家" in shown("/list/?size=50")
    assert "第 1–20 家，共 45 家" in shown("/list/?size=100000")
    assert "第 41–45 家，共 45 家" in shown("/list/?page=99")
    assert "第 1–20 家，共 45 家" in shown("/list/?page=abc")
    assert '<td class="cell-index" data-label="序号">21</td>' in shown("/list/?page=2")


def test_columns_chosen_in_the_url(orgs: list[Organisation]) -> None:
    assert 'data-label="层级"' not in shown()
    chosen = shown("/list/?cols=code&cols=level")
    assert 'data-label="层级"' in chosen
    assert 'data-label="名称"' not in chosen
    assert 'data-label="名称"' in shown("/list/?cols=nonsense")
    assert "<tfoot>" not in chosen


def test_bad_filter_lists_nothing_and_says_why(orgs: list[Organisation]) -> None:
    html = shown("/list/?starts_from=2023-02-30")
    assert "筛选条件有误" in html
    assert "没有这一天" in html
    assert order(html) == []


def test_filter_words_and_empty_states(orgs: list[Organisation]) -> None:
    assert "关键词：单位1；成立日自：2001-01-01" in shown("/list/?q=单位1&starts_from=2001-01-01")
    none = shown("/list/?q=没有")
    assert "没有符合条件的记录" in none
    empty = list_page(page_request(), SPEC, rows().none(), actions=(Action("导入台账", "/import/", primary=True),)).content.decode()
    assert "还没有单位" in empty
    assert empty.count('href="/import/"') == 2


def test_export_gets_the_same_filter_sort_and_columns(orgs: list[Organisation], contribute: Callable[..., None]) -> None:
    seen: list[ListPage] = []

    def respond(request: Any, page: ListPage) -> HttpResponse:
        seen.append(page)
        return HttpResponse(b"xlsx")

    contribute(ListExporter(format="xlsx", title="导出", respond=respond))
    answer = list_page(page_request("/list/?q=单位4&sort=-code&cols=code,amount&export=xlsx&page=2"), SPEC, rows())
    assert answer.content == b"xlsx"
    page = seen[0]
    assert [row.code for row in page.queryset] == ["C045", "C044", "C043", "C042", "C041", "C040", "C004"]
    assert [c.key for c in page.columns] == ["code", "amount"]
    assert page.filter_text == "关键词：单位4"
    assert page.totals()["amount"][0] == Decimal(2590000)
    assert page.columns[1].read(page.queryset[0]) == Decimal(450000)
    assert page.columns[1].shown(page.queryset[0]) == "45.00"
    with pytest.raises(Http404):
        list_page(page_request("/list/?export=csv"), SPEC, rows())


def test_htmx_gets_the_table_part_only(orgs: list[Organisation]) -> None:
    answer = list_page(page_request("/list/?q=单位4", fragment="list-part"), SPEC, rows())
    html = answer.content.decode()
    assert html.startswith('<section id="list-part"')
    assert "<html" not in html
    assert "HX-Request" in answer["Vary"]
    assert "<html" in list_page(page_request(fragment="side-panel-body"), SPEC, rows()).content.decode()


def test_paper_form_shows_all_rows_with_signatures(orgs: list[Organisation]) -> None:
    html = shown("/list/?print=1&q=单位")
    assert len(order(html)) == 45
    assert "填表人：" in html
    assert "关键词：单位" in html
    assert "print-a3" in shown("/list/?print=1&paper=a3")
    assert "print-a3" not in html


def test_state_of_the_list_survives_a_new_filter(orgs: list[Organisation]) -> None:
    html = shown("/list/?org=C001&period=2023&sort=-code&size=50&cols=code&cols=name&page=2")
    for name, value in (("sort", "-code"), ("size", "50"), ("cols", "code"), ("cols", "name")):
        assert f'<input type="hidden" form="filters" name="{name}" value="{value}">' in html
    assert '<input type="hidden" name="org" value="C001">' in html
    assert '<input type="hidden" name="period" value="2023">' in html


def test_cells_are_escaped_and_missing_ones_are_not_linked() -> None:
    make_org("<script>甲</script>", code="X", starts_on=date(2020, 2, 3))
    html = shown()
    assert "&lt;script&gt;甲" in html
    assert "<script>甲" not in html
    assert "2020-02-03" in html
    cell = Column("ends_on", "撤销日", kind="date", link=lambda row: "/x/").cell(Organisation.objects.get(code="X"), page_request())
    assert cell.html == '<span class="missing">—</span>'
