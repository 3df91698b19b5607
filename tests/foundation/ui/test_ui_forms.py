"""表单: money typed in its unit, wrong input told in office words, refusals at their field, the version carried along."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_filters
import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from tests.factories.ui import page_request
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.filters import office_form
from tongpin.foundation.ui.forms import DropZone, MoneyFormField, OfficeForm, OfficeModelForm, form_page
from tongpin.kernel.errors import Refused, StaleRecord


class ContractForm(OfficeForm):
    units = {"amount": "万元", "staff": "人"}
    groups = (("金额", ("amount", "staff")),)

    title = forms.CharField(label="合同名称", help_text="按<合同>原文填写。")
    signed_on = forms.DateField(label="登记日")
    amount = forms.DecimalField(label="成交额")
    staff = forms.IntegerField(label="人数", required=False)


GOOD = {"title": "甲", "signed_on": "2023-06-30", "amount": "1,260.5"}


def cleaned(**values: Any) -> Any:
    form = ContractForm({**GOOD, **values})
    assert form.is_valid(), form.errors
    return form.cleaned_data


def errors(**values: Any) -> dict[str, list[str]]:
    return dict(ContractForm({**GOOD, **values}).errors)


def test_money_is_typed_in_wan_and_cleaned_to_yuan() -> None:
    assert cleaned()["amount"] == Decimal("12605000.00")
    assert cleaned(amount="0.000001")["amount"] == Decimal("0.01")
    assert cleaned(amount=" 300 ")["amount"] == Decimal(3000000)


def test_a_stored_amount_is_shown_in_wan_and_unchanged_when_sent_back() -> None:
    form = ContractForm(initial={"amount": Decimal("12605000.00")})
    assert form["amount"].value() == "1260.5"
    assert not MoneyFormField(unit="万元").has_changed(Decimal("12605000.00"), "1260.50")
    assert MoneyFormField(unit="万元").has_changed(Decimal("12605000.00"), "1260.51")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"amount": "约300"}, "amount", "“约300”不是数字，应为以万元计的数，如 300.00。"),
        ({"amount": "0.0000001"}, "amount", "金额精确到分"),
        ({"amount": "NaN"}, "amount", "不是数字"),
        ({"amount": ""}, "amount", "这一栏必须填写。"),
        ({"signed_on": "2023-02-30"}, "signed_on", "没有这一天"),
        ({"staff": "十二"}, "staff", "应为整数"),
        ({"title": " "}, "title", "这一栏必须填写。"),
    ],
)
def test_wrong_input_is_told_in_office_words(values: dict[str, str], field: str, words: str) -> None:
    assert words in errors(**values)[field][0]


def test_a_message_of_the_form_itself_stays() -> None:
    class Own(OfficeForm):
        name = forms.CharField(label="名称", error_messages={"required": "请写企业全称。"})

    assert Own({}).errors["name"] == ["请写企业全称。"]


def test_a_refusal_goes_to_its_field_or_on_top() -> None:
    form = ContractForm(GOOD)
    assert form.is_valid()
    form.refuse(Refused("技术交易额大于成交额，请核对合同。", field="amount"))
    form.refuse(StaleRecord())
    form.refuse(Refused("没有这一栏。", field="nowhere"))
    assert form.errors["amount"] == ["技术交易额大于成交额，请核对合同。"]
    assert len(form.non_field_errors()) == 2


def test_page_shows_errors_twice_units_and_hints() -> None:
    request = page_request(method="post")
    html = form_page(request, ContractForm({"amount": "约300"}), title="修改合同", back="/contracts/", intro="说明").content.decode()
    assert "没有保存，请改好以下 3 处后再提交" in html
    assert '<a href="#id_amount">成交额：“约300”不是数字' in html
    assert 'id="id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="unit">万元</span>' in html
    assert '<span class="unit">人</span>' in html
    assert "按&lt;合同&gt;原文填写。" in html
    assert "<legend>金额</legend>" in html
    assert 'href="/contracts/"' in html
    assert "csrfmiddlewaretoken" in html


def test_dates_use_the_native_picker_and_numbers_do_not_spin() -> None:
    html = str(ContractForm(initial={"signed_on": "2023-06-30"}))
    assert 'type="date"' in html
    assert 'inputmode="decimal"' in html
    assert 'type="number"' not in html


@pytest.mark.django_db
def test_a_record_form_carries_the_version() -> None:
    class OrgForm(OfficeModelForm):
        class Meta:
            model = Organisation
            fields = ("short_name",)

    form = OrgForm(instance=Organisation(pk=3, version=7, short_name="甲"))
    assert '<input type="hidden" name="version" value="7"' in str(form["version"])
    assert "version" not in [field.name for group in form.field_groups() for field in group.fields]
    sent = OrgForm({"short_name": "乙"}, instance=Organisation(pk=3, version=7))
    assert "version" in sent.errors


def test_drop_zone_takes_one_or_many() -> None:
    class Upload(OfficeForm):
        one = forms.FileField(label="文件", widget=DropZone(hint="只收 xlsx"))

    html = str(Upload({}, MultiValueDict()))
    assert "data-drop-zone" in html
    assert "只收 xlsx" in html
    assert " multiple" not in html
    assert " multiple" in DropZone(many=True).render("files", None)


class Choosing(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(label="层级", choices=[("city", "市级")])
    parent = django_filters.ModelChoiceFilter(label="上级", queryset=Organisation.objects.none())
    starts_on = django_filters.DateFromToRangeFilter(label="成立日")

    class Meta:
        model = Organisation
        fields: list[str] = []


@pytest.mark.django_db
def test_filters_name_the_empty_choice_and_both_ends_of_a_range() -> None:
    html = str(office_form(Choosing({}, queryset=Organisation.objects.all()).form))
    assert "----" not in html
    assert html.count("不限") == 2
    assert html.count('type="date"') == 2
    assert 'aria-label="成立日起"' in html
    assert 'aria-label="成立日止"' in html


def test_a_required_choice_asks_to_choose() -> None:
    class Pick(OfficeForm):
        kind = forms.ChoiceField(label="类别", choices=[("", "---------"), ("a", "甲")])

    assert '<option value="" selected>请选择</option>' in str(Pick())
    assert Pick({"kind": "b"}).errors["kind"] == ["所选项已不在可选范围内，请重新选择。"]
