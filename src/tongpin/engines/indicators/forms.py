"""指标表单: reporting a value, explaining a red light, issuing targets, revising definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from tongpin.engines.indicators.calculations.printing import in_shown_unit, to_stored_unit
from tongpin.engines.indicators.calculations.shares import check_curve
from tongpin.engines.indicators.enums import Aggregation, Direction, Kind, Span, Status
from tongpin.engines.indicators.models import LightNote, Target
from tongpin.engines.indicators.selectors.definitions import Definition
from tongpin.engines.indicators.services.definitions import Wording, wording_in
from tongpin.foundation.ui.forms import DropZone, OfficeForm, offer_words, sensible
from tongpin.kernel.errors import Refused
from tongpin.kernel.rounding import plain


class UnitValueField(forms.DecimalField):
    """以显示单位填写的数: cleaned to the stored unit, exact."""

    def __init__(self, one: Definition, **kwargs: Any) -> None:
        self.one = one
        super().__init__(**kwargs)
        self.unit = one.version.shown_unit

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)
        return None if typed is None else to_stored_unit(sensible(typed), self.one.version.unit, self.one.version.shown_unit)


class ReportForm(OfficeForm):
    """填报指标值."""

    as_of = forms.DateField(label="截至日期", help_text="数值为本年初至该日的累计数（存量为该日的数）。")
    status = forms.ChoiceField(label="数据状态", choices=Status.choices, help_text="核定须附佐证材料；由强改弱须写理由。")
    evidence = forms.FileField(label="佐证材料", required=False, widget=DropZone(hint="上级通报、统计报表、核定文件等"))
    note = forms.CharField(label="说明", required=False, max_length=200)
    reason = forms.CharField(label="改报理由", required=False, max_length=100)

    def __init__(self, one: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": UnitValueField(one, label=one.version.title), **self.fields}
        self._set_up()


class ExplainForm(OfficeForm):
    """说明红灯."""

    cause = forms.CharField(label="未达进度的原因", max_length=300, widget=forms.Textarea)
    action = forms.CharField(label="整改措施", max_length=300, widget=forms.Textarea)
    due_on = forms.DateField(label="完成时限", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, note: LightNote | None) -> dict[str, Any]:
        """Initial values from the note that stands."""
        return {} if note is None else {"cause": note.cause, "action": note.action, "due_on": note.due_on, "version": note.version}


class IssueForm(OfficeForm):
    """下达目标."""

    measure = forms.ChoiceField(label="指标")
    value = forms.DecimalField(
        label="目标值", min_value=0, max_digits=20, decimal_places=6, help_text="以指标的显示单位填写，单位见指标名称后括号。"
    )
    document = forms.CharField(label="下达文号", max_length=120, required=False)
    department = forms.CharField(label="责任科室", max_length=100, required=False)

    def __init__(self, found: Sequence[Definition], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {one.code: one for one in found}
        choices = [(code, f"{one.version.title}（{one.version.shown_unit}）") for code, one in self.found.items()]
        offer_words(self, "measure", [("", "请选择"), *choices])

    def stored(self) -> tuple[Definition, Decimal]:
        """The chosen indicator and the value in its stored unit."""
        one = self.found[self.cleaned_data["measure"]]
        value = to_stored_unit(self.cleaned_data["value"], one.version.unit, one.version.shown_unit)
        return one, value if value is not None else self.cleaned_data["value"]


class AdjustForm(OfficeForm):
    """调整目标."""

    document = forms.CharField(label="下达文号", max_length=120, required=False)
    department = forms.CharField(label="责任科室", max_length=100, required=False)
    reason = forms.CharField(label="调整原因", max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, one: Definition, target: Target, *args: Any, **kwargs: Any) -> None:
        initial = {
            "value": plain(in_shown_unit(target.value, one.version.unit, one.version.shown_unit)),
            "document": target.document,
            "department": target.department,
            "version": target.version,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields = {"value": UnitValueField(one, label="目标值", min_value=0), **self.fields}
        self._set_up()


class WordingForm(OfficeForm):
    """指标口径, what every indicator has."""

    title = forms.CharField(label="指标名称", max_length=100)
    aliases = forms.CharField(label="别名", required=False, widget=forms.Textarea, help_text="下达目标时可能使用的其他名称，每行一个。")
    shown_unit = forms.CharField(label="显示单位", max_length=20, help_text="金额可写万元、亿元。")
    places = forms.IntegerField(label="显示小数位", min_value=0, max_value=4)
    growth_places = forms.IntegerField(label="增幅小数位", min_value=0, max_value=4)
    direction = forms.ChoiceField(label="方向", choices=Direction.choices)
    seasonality = forms.CharField(
        label="进度曲线", required=False, help_text="12个逐月累计百分比，用逗号分开，最后一个为100；留空按默认进度。"
    )
    report_every = forms.ChoiceField(label="填报周期", required=False, choices=[("", "不要求"), *Span.choices])
    valid_from = forms.DateField(label="启用日期")
    basis = forms.CharField(label="依据", max_length=200, help_text="文件名称和文号，或会议纪要。")

    def clean_seasonality(self) -> list[int]:
        """The curve as twelve whole percentages."""
        words = [word for word in re.split(r"[,，、\s]+", self.cleaned_data["seasonality"]) if word]
        if not all(word.isdigit() for word in words):
            raise forms.ValidationError("进度曲线只能由整数和逗号组成。")
        curve = [int(word) for word in words]
        try:
            check_curve(curve)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None
        return curve

    def clean_aliases(self) -> list[str]:
        """One alias a line, without doubles."""
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()))

    def changes(self) -> dict[str, Any]:
        """The fields of a wording that this form holds."""
        names = ("title", "aliases", "shown_unit", "places", "growth_places", "direction", "seasonality", "report_every")
        return {name: self.cleaned_data[name] for name in names}


class RevisionForm(WordingForm):
    """修订口径: a new version of a definition."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, one: Definition, today: date, *args: Any, **kwargs: Any) -> None:
        version = one.version
        initial = {
            **{name: getattr(version, name) for name in ("title", "shown_unit", "places", "growth_places", "direction", "report_every")},
            "aliases": "\n".join(version.aliases),
            "seasonality": ",".join(map(str, version.seasonality)),
            "valid_from": today,
            "seen": version.number,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        if not one.measure.is_computed:
            self.fields["formula"] = forms.CharField(label="计算方法", widget=forms.Textarea, initial=version.formula)
            self._set_up()

    def wording(self, one: Definition) -> Wording:
        """What the new version says."""
        formula = self.cleaned_data.get("formula", one.version.formula)
        return replace(wording_in(one.version), formula=formula, **self.changes())


class MeasureForm(WordingForm):
    """新增指标, reported by hand."""

    code = forms.CharField(label="指标代码", max_length=80, help_text="小写字母和下划线，用点分段，如 rd.spending；以后不能改。")
    unit = forms.CharField(label="计量单位", max_length=20, help_text="金额一律写元。")
    kind = forms.ChoiceField(label="口径类型", choices=Kind.choices)
    aggregation = forms.ChoiceField(
        label="汇总方式",
        choices=[(a.value, a.label) for a in (Aggregation.SUM, Aggregation.NONE)],
        help_text="上级单位没有自报数时怎样得出。",
    )
    formula = forms.CharField(label="计算方法", widget=forms.Textarea)

    field_order = ("title", "code", "unit", "shown_unit", "kind", "formula")

    def wording(self) -> Wording:
        """What its first version says."""
        given = {name: self.cleaned_data[name] for name in ("unit", "kind", "aggregation", "formula")}
        return Wording(**given, **self.changes())
