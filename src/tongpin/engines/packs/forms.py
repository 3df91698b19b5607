"""规则包表单: the text is typed or comes as a file; what is wrong in it is told line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from tongpin.engines.ledgers.forms import PlainForm, StepForm
from tongpin.engines.packs.handbook import AREAS, RuleStanding
from tongpin.engines.packs.models import RulePack
from tongpin.engines.packs.selectors import national_keys
from tongpin.engines.rules.pack_text import MOST_CHARACTERS, read_pack
from tongpin.foundation.ui.forms import OfficeForm

MOST_SHOWN = 20
OFF = "off"


class TextFields(OfficeForm):
    """规则文本栏目, of a new pack and of a further edition."""

    document = forms.CharField(label="依据文件", max_length=200, help_text="文件全称；没有正式文件的写明会议或批示。")
    document_number = forms.CharField(label="文号", max_length=80, required=False)
    article = forms.CharField(label="条款", max_length=80, required=False, help_text="没有把握的不写，在规则的 note 里说明“待核对”。")
    text = forms.CharField(
        label="规则和案例",
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 26, "class": "pack-text", "spellcheck": "false", "wrap": "off"}),
        help_text="写法见模板；每条规则后面写案例（cases）。",
    )
    file = forms.FileField(label="或者上传文件", required=False, help_text="UTF-8 编码的 .yaml 文件；选了文件的，以文件为准。")

    def pack_code(self) -> str:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        file = values.pop("file", None)
        if file is not None:
            values["text"] = self.text_from(file)
        if not values.get("text", "").strip():
            if not self.has_error("file"):
                self.add_error("text", "请填写规则和案例，或者上传文件。")
            return values
        problems = read_pack(values["text"], self.pack_code() or "pack", frozenset(national_keys())).problems
        for problem in problems[:MOST_SHOWN]:
            self.add_error("text", str(problem))
        if len(problems) > MOST_SHOWN:
            self.add_error("text", f"另有 {len(problems) - MOST_SHOWN} 处。")
        return values

    def text_from(self, file: Any) -> str:
        """The content of the file, put into the text field too, so that it can be mended on the page."""
        if file.size > 4 * MOST_CHARACTERS:
            self.add_error("file", f"文件超过 {4 * MOST_CHARACTERS // 1000} KB，请分成几个规则包。")
            return ""
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "文件不是 UTF-8 编码的文本，请另存为 UTF-8 编码后再上传。")
            return ""
        self.data = {**self.data.dict(), "text": text}  # type: ignore[attr-defined]  # a bound form holds a QueryDict
        return str(text)


class PackForm(TextFields, PlainForm):
    """登记规则包表单."""

    code = forms.CharField(label="代号", max_length=30, validators=RulePack._meta.get_field("code").validators)
    title = forms.CharField(label="名称", max_length=100)
    field_order = ("code", "title", "document", "document_number", "article", "text", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "小写英文字母、数字和下划线，写进各条规则的名称，如 fj_giant；以后不能改。"

    def pack_code(self) -> str:
        return str(self.cleaned_data.get("code", ""))


class ReviseForm(TextFields, StepForm):
    """修订规则包表单."""

    def pack_code(self) -> str:
        return str(self.record.code)  # type: ignore[attr-defined]


class SwitchForm(StepForm):
    """采用或停用表单."""

    number = forms.TypedChoiceField(label="办理", coerce=lambda value: None if value == OFF else int(value), empty_value="")
    starts_on = forms.DateField(label="自何日起", help_text="首次采用可以早于今天；以后的采用和停用不早于今天，以前的结论因此不变。")
    reason = forms.CharField(label="说明", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, numbers: Sequence[int], may_stop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), f"采用第 {number} 版") for number in numbers]
        self.fields["number"].choices = [*choices, *([(OFF, "停用")] if may_stop else [])]  # type: ignore[attr-defined]


class RuleSearchForm(OfficeForm):
    """查找规则."""

    q = forms.CharField(label="名称、标题或依据", required=False, max_length=100)
    area = forms.ChoiceField(label="领域", required=False, choices=[("", "全部"), *AREAS.items()])

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for, so that an empty list may be due to it."""
        return self.is_valid() and any(self.cleaned_data.values())

    def chosen(self, rows: Iterable[RuleStanding]) -> list[RuleStanding]:
        """Those that fit; all where what was asked is no choice."""
        asked = self.cleaned_data if self.is_valid() else {}
        words, area = str(asked.get("q", "")).strip().lower(), asked.get("area", "")
        return [row for row in rows if (not area or row.area == area) and (not words or words in row.searched)]
