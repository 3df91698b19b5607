"""会议和主题党日表单: one screen; who was due is known, so that only those absent are entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms

from tongpin.domains.orglife.enums import LIFE_STEPS, MeetingKind
from tongpin.domains.orglife.kinds import STUDY
from tongpin.engines.ledgers.forms import _act
from tongpin.foundation.ui.forms import OfficeForm
from tongpin.kernel.occasions import RosterEntry


class GatheringForm(OfficeForm):
    """一次活动表单: when, where, who chaired and wrote, who of the roster was absent and why."""

    title = forms.CharField(label="名称", max_length=200)
    day = forms.DateField(label="日期", help_text="尚未召开的填计划日期，召开后再补登到会情况和记录。")
    at = forms.TimeField(label="开始时间", required=False, input_formats=["%H:%M"], help_text="如 09:00，可不填。")
    until = forms.TimeField(label="结束时间", required=False, input_formats=["%H:%M"], help_text="如 11:00，可不填。")
    place = forms.CharField(label="地点", max_length=200, required=False)
    chair = forms.ChoiceField(label="主持人", required=False)
    recorder = forms.ChoiceField(label="记录人", required=False)
    speakers = forms.CharField(label="授课（领学）人", max_length=100, required=False, help_text="多人用顿号隔开。")
    absent = forms.CharField(
        label="缺席人员",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只登记缺席的：每行一人，姓名、空格、原因，如“张三 出差”。其余应到人员视为到会。",
    )
    observers = forms.CharField(label="列席人员", max_length=300, required=False, help_text="多人用顿号隔开。")
    summary = forms.CharField(label="主要内容", required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, roster: Sequence[RosterEntry], record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        choices = [("", "请选择"), *((str(one.person_id), one.name) for one in roster)]
        for name in ("chair", "recorder"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if record is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=record.version)
            self.fields["activity_version"] = forms.IntegerField(widget=forms.HiddenInput, initial=record.activity.version)

    def clean_chair(self) -> int | None:
        return int(self.cleaned_data["chair"]) if self.cleaned_data["chair"] else None

    def clean_recorder(self) -> int | None:
        return int(self.cleaned_data["recorder"]) if self.cleaned_data["recorder"] else None

    def clean_speakers(self) -> list[str]:
        return listed(self.cleaned_data["speakers"])

    def clean_observers(self) -> list[str]:
        return listed(self.cleaned_data["observers"])

    def clean_absent(self) -> dict[int, str]:
        """Person → reason; every line must name exactly one person of the roster."""
        found: dict[int, str] = {}
        wrong: list[str] = []
        wordless: list[str] = []
        for line in self.cleaned_data["absent"].splitlines():
            name, _, reason = line.replace("　", " ").replace("\t", " ").strip().partition(" ")
            if not name:
                continue
            known = [one.person_id for one in self.roster if one.name == name]
            if len(known) != 1:
                wrong.append(name)
            elif not reason.strip():
                wordless.append(name)
            else:
                found[known[0]] = reason.strip()[:100]
        if wrong:
            raise forms.ValidationError(f"应到名单中没有（或不止一位）：{'、'.join(wrong[:10])}，请核对姓名。")
        if wordless:
            raise forms.ValidationError(f"请写明缺席原因：{'、'.join(wordless[:10])}。")
        return found

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        absent = values.get("absent") or {}
        for name, label in (("chair", "主持人"), ("recorder", "记录人")):
            if values.get(name) in absent:
                self.add_error(name, f"{label}登记为缺席，请核对。")
        if values.get("chair") is not None and values["chair"] == values.get("recorder"):
            self.add_error("recorder", "主持人和记录人应为两人，请核对。")
        at, until = values.get("at"), values.get("until")
        if until is not None and at is None:
            self.add_error("at", "填写结束时间的，须同时填写开始时间。")
        elif until is not None and until <= at:
            self.add_error("until", "结束时间应晚于开始时间，请核对。")
        return values

    def act(self, service: Any) -> Any:
        """Calls ``service`` with the cleaned values; None where the form or the service refuses."""
        return _act(self, service)


class MeetingForm(GatheringForm):
    """会议表单."""

    no_first_topic_reason = forms.CharField(
        label="未设第一议题的原因", max_length=200, required=False, help_text="仅党组会填写，如：专题研究紧急事项。"
    )
    hours = forms.DecimalField(
        label="学时",
        required=False,
        max_digits=4,
        decimal_places=1,
        min_value=Decimal("0.1"),
        help_text="不填的按起止时间计算；实际学习时间不同的填写。只作学时登记，不计分。",
    )
    steps_done = forms.MultipleChoiceField(
        label="已完成环节",
        required=False,
        choices=[(step, step) for step in LIFE_STEPS],
        widget=forms.CheckboxSelectMultiple,
    )
    for_year = forms.IntegerField(label="计入年度", required=False, min_value=2000, max_value=2100, help_text="次年补开的填所属年度。")
    timing_basis = forms.CharField(label="提前或推迟召开的批准文件", max_length=200, required=False)
    reported_on = forms.DateField(label="上报会议情况日期", required=False, help_text="民主生活会后十五日内上报。")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unasked = set()
        if kind != MeetingKind.PARTY_GROUP:
            unasked.add("no_first_topic_reason")
        if kind not in (MeetingKind.ORGANISATIONAL_LIFE, MeetingKind.DEMOCRATIC_LIFE):
            unasked |= {"steps_done", "for_year", "timing_basis"}
        if kind != MeetingKind.DEMOCRATIC_LIFE:
            unasked.add("reported_on")
        if kind not in STUDY:
            unasked |= {"speakers", "hours"}
        else:
            self.units = {"hours": "学时"}
        self.unasked = unasked
        for name in unasked:
            del self.fields[name]

    def clean_steps_done(self) -> str:
        return "、".join(self.cleaned_data["steps_done"])

    def clean(self) -> dict[str, Any]:
        """What this kind of meeting is not asked is empty."""
        empty: Mapping[str, Any] = {"speakers": [], "hours": None, "for_year": None, "reported_on": None}
        return {**{name: empty.get(name, "") for name in self.unasked}, **super().clean()}


class ThemeDayForm(GatheringForm):
    """主题党日表单; ``serves`` names the business item it was held for."""

    festival = forms.ChoiceField(label="结合节点", required=False)
    is_science = forms.BooleanField(label="融入科技业务", required=False)
    studied_beforehand = forms.CharField(label="会前研究", max_length=200, required=False, help_text="何时由支委会或支部研究确定主题。")
    follow_up = forms.CharField(label="后续落实", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    enterprise_name = forms.CharField(
        label="服务企业",
        max_length=200,
        required=False,
        help_text="在企业开展或为企业服务的，填台账中的企业名称，企业页面随即显示，并记为融入科技业务。",
    )

    def __init__(self, *args: Any, festivals: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["festival"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "无"), *festivals]

    def clean(self) -> dict[str, Any]:
        """A day held for a firm serves the work of science and technology, ticked or not."""
        cleaned = super().clean()
        if cleaned.get("enterprise_name"):
            cleaned["is_science"] = True
        return cleaned


class KindForm(OfficeForm):
    """选择会议种类表单."""

    kind = forms.ChoiceField(label="会议种类")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds


def listed(text: str) -> list[str]:
    """Names separated by 、 or commas or spaces."""
    for mark in "，,；; 　":
        text = text.replace(mark, "、")
    return [name for name in (part.strip() for part in text.split("、")) if name]


def clock_time(value: time | None) -> str:
    """ "09:00", or "" where none was given."""
    return f"{value:%H:%M}" if value is not None else ""
