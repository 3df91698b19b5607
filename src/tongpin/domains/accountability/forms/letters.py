"""责任状表单."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from tongpin.domains.accountability.enums import LetterLevel
from tongpin.domains.accountability.models import ClauseTemplate, Letter, LetterClause
from tongpin.domains.accountability.selectors.letters import measure_titles, measure_units, people_to_sign, units_to_sign
from tongpin.domains.accountability.selectors.targets import choices, read
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer
from tongpin.kernel.money import MoneyUnit, from_yuan, to_yuan
from tongpin.kernel.rounding import plain


def measure_field(on: date) -> forms.ChoiceField:
    """指标选择: the indicators in use."""
    found = [("", "不用指标"), *((code, title) for code, title in measure_titles(on).items())]
    return forms.ChoiceField(
        label="指标", choices=found, required=False, help_text="落实方式为指标时选择，完成值由系统按台账计算，不再填报。"
    )


class TemplateForm(LedgerForm):
    """条款模板表单."""

    groups = (
        ("适用", ("level", "post", "position", "valid_from")),
        ("条款", ("duty", "target_kind", "measure_code", "evidence", "due", "rhythm", "scorer")),
    )

    class Meta:
        model = ClauseTemplate
        fields = (
            "level",
            "post",
            "position",
            "valid_from",
            "duty",
            "target_kind",
            "measure_code",
            "evidence",
            "due",
            "rhythm",
            "scorer",
        )
        widgets = {"duty": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "post": "只用于某一岗位时填写，须与责任状上的职务一致；留空用于该层级全部责任状。",
            "due": "每年的月-日，如 06-30；2 月 29 日以后的日期按当月最后一日。",
        }

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure_code"] = measure_field(on)
        self._set_up()


class LetterEditForm(LedgerForm):
    """更正责任状表单."""

    class Meta:
        model = Letter
        fields: tuple[str, ...] = ("title", "signer", "post", "department", "superior")
        help_texts = {
            "post": "与条款模板的岗位一致时，带入该岗位的条款。",
            "department": "季度工单下达给这个单位。",
            "superior": "代表单位签字的领导。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("signer", "superior"):
            offer(self, name, people_to_sign(org))
        offer(self, "department", units_to_sign(org))


class LetterForm(LetterEditForm):
    """拟订责任状表单."""

    class Meta(LetterEditForm.Meta):
        fields = ("year", "level", "title", "signer", "post", "department", "superior")

    def __init__(self, *args: Any, org: Organisation, year: int, **kwargs: Any) -> None:
        super().__init__(*args, org=org, **kwargs)
        self.initial.setdefault("year", year)
        self.initial.setdefault("level", LetterLevel.DEPARTMENTS)
        self.initial.setdefault("title", f"{year}年度党建暨党风廉政建设责任状")


class ClauseForm(LedgerForm):
    """责任条款表单: names the letter's version, since the letter is what is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    target = forms.ChoiceField(label="任务或项目", required=False, help_text="落实方式为任务或项目时选择，进度由系统带入。")
    groups = (
        ("责任", ("position", "duty")),
        ("落实", ("target_kind", "measure_code", "target_value", "target", "evidence")),
        ("时限和评分", ("due_on", "rhythm", "scorer")),
    )

    class Meta:
        model = LetterClause
        fields = ("position", "duty", "target_kind", "measure_code", "target_value", "evidence", "due_on", "rhythm", "scorer")
        widgets = {"duty": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"target_value": "按指标清单上显示的单位填写，如万元、家；不另定目标的留空。"}

    def __init__(self, *args: Any, letter: Letter, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = letter.version
        self.shown_units = measure_units(on)
        unit = self.shown_units.get(self.instance.measure_code, "")
        if self.instance.target_value is not None and unit in set(MoneyUnit):
            self.initial["target_value"] = plain(from_yuan(self.instance.target_value, MoneyUnit(unit)))
        self.fields["measure_code"] = measure_field(on)
        offered = choices(letter.org)
        if self.instance.target is not None:
            own = f"{self.instance.record_kind}:{self.instance.record_pk}"
            self.initial["target"] = own
            if own not in dict(offered):
                offered.insert(0, (own, self.instance.record_title))
        target = self.fields["target"]
        assert isinstance(target, forms.ChoiceField)
        target.choices = [("", "不对应任务或项目"), *offered]
        self._set_up()

    def clean_target(self) -> Any:
        """The record itself, for the service."""
        chosen = self.cleaned_data["target"]
        return read(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """The target in the stored unit: amounts in 元."""
        values = super().clean() or {}
        unit = self.shown_units.get(values.get("measure_code", ""), "")
        if isinstance(values.get("target_value"), Decimal) and unit in set(MoneyUnit):
            values["target_value"] = to_yuan(values["target_value"], MoneyUnit(unit))
        return values


class SignForm(StepForm):
    """签订表单."""

    on = forms.DateField(label="签订日期", widget=DateInput, help_text="签字当日。签订后内容固定，变更须修订为新的一版。")


class AmendForm(StepForm):
    """修订表单."""

    reason = forms.CharField(label="修订原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class CheckForm(OfficeForm):
    """核对校验码表单."""

    code = forms.CharField(
        label="纸质责任状上的内容校验码", max_length=200, help_text="共 64 位，空格可以不输；也可以只输前 8 位。", min_length=8
    )
