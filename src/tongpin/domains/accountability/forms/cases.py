"""信访件表单. What is typed goes in sealed; it is not shown again in a form."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.accountability.enums import CaseSource
from tongpin.domains.accountability.models import PetitionCase
from tongpin.domains.accountability.selectors.cases import officers_now, people_to_name
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm, StepForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people
from tongpin.foundation.ui.forms import DateInput, offer

SEALED = "加密保存，只有本件经办人可以查看，不进入导出、搜索、提醒和操作记录。涉及国家秘密的内容不得录入本系统。"


def _words(label: str, rows: int = 8) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=10_000, widget=area, help_text=SEALED)


class CaseForm(PlainForm):
    """登记信访件表单."""

    source = forms.ChoiceField(label="来源", choices=CaseSource.choices)
    received_on = forms.DateField(label="收到日期", widget=DateInput)
    matter = _words("反映内容")
    reply_by = forms.DateField(label="办理时限", required=False, widget=DateInput)
    reply_basis = forms.CharField(label="时限依据", max_length=200, required=False, help_text="填写办理时限的，写明文件或交办要求。")
    officers = forms.ModelMultipleChoiceField(
        label="其他经办人",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="您本人自动列为经办人。除经办人外，任何人都看不到本件。",
    )

    def __init__(self, *args: Any, org: Organisation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "officers", people_to_name(org).exclude(user=user.pk))


class CaseEditForm(LedgerForm):
    """更正信访件表单."""

    class Meta:
        model = PetitionCase
        fields = ("source", "received_on", "reply_by", "reply_basis")


class CaseStepForm(StepForm):
    """办理表单."""

    words = _words("办理情况", 6)


class CaseNoteForm(StepForm):
    """办理情况表单."""

    on = forms.DateField(label="日期", widget=DateInput)
    words = _words("办理情况", 6)


class NameOfficerForm(StepForm):
    """指定经办人表单."""

    person = forms.ModelChoiceField(label="经办人", queryset=Person.objects.none(), help_text="只列出有信访件办理权限的人员。")

    def __init__(self, *args: Any, record: PetitionCase, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer(self, "person", people_to_name(record.org, record))


class RelieveOfficerForm(StepForm):
    """解除经办人表单."""

    person = forms.ModelChoiceField(label="解除的经办人", queryset=Person.objects.none(), help_text="解除后不能再看到本件。")

    def __init__(self, *args: Any, record: PetitionCase, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        named = officers_now(record).values("person")
        offer(self, "person", people().filter(pk__in=named))
