"""办理表单: what one step asks beside the activity itself, and the minutes that are read in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.engines.activities.kinds import kinds_for
from tongpin.engines.documents.lines import MOST_SIGNS
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DropZone, OfficeForm

MOST_ASKED = 50


class MinutesForm(OfficeForm):
    """读入会议记录: pasted, or as a Word file."""

    pasted = forms.CharField(
        label="粘贴会议记录",
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes_file = forms.FileField(label="或上传 Word 文档（.docx）", required=False, widget=forms.FileInput(attrs={"accept": ".docx"}))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("pasted") and not cleaned.get("minutes_file"):
            self.add_error("pasted", "请粘贴会议记录，或选择 Word 文档。")
        return cleaned


class BookForm(OfficeForm):
    """上传会议记录本: many meetings in one Word file."""

    file = forms.FileField(
        label="会议记录本（.docx）",
        widget=DropZone(attrs={"accept": ".docx"}, hint="一本里可以有多次会议，按平时的写法即可，不必先整理。旧的 .doc 请先另存为 .docx。"),
    )
    organiser = forms.ModelChoiceField(label="主办单位", queryset=Organisation.objects.none())
    kind = forms.ChoiceField(label="默认种类", help_text="会议标题中写明种类的，按标题；没有写明的，按这里所选。")

    def __init__(self, *args: Any, organisers: QuerySet[Organisation], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organiser, kind = self.fields["organiser"], self.fields["kind"]
        if isinstance(organiser, forms.ModelChoiceField):
            organiser.queryset = organisers
            organiser.initial = organisers.first()
        if isinstance(kind, forms.ChoiceField):
            offered = {one.key: one.title for org in organisers[:MOST_ASKED] for one in kinds_for(org, on)}
            kind.choices = list(offered.items())
