"""申报表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.coaching.enums import Result, Stage
from tongpin.domains.coaching.forms.firms import FirmForm
from tongpin.domains.coaching.models import AnnualReport, Application
from tongpin.domains.coaching.selectors.applications import usable_rights, used_rights
from tongpin.engines.ledgers.forms import StepForm
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class ApplicationForm(FirmForm):
    """建立申报表单."""

    on = forms.DateField(label="开始准备日期")

    class Meta:
        model = Application
        fields = ("programme", "year", "batch")


class MoveForm(StepForm):
    """推进申报表单."""

    stage = forms.ChoiceField(label="进入阶段", choices=[(s.value, s.label) for s in Stage if s not in (Stage.PREPARING, Stage.DECIDED)])
    on = forms.DateField(label="日期")


class UseRightsForm(StepForm):
    """所用知识产权表单: of those that may be used."""

    rights: Any = forms.ModelMultipleChoiceField(
        label="所用知识产权",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="用于高新技术企业认定的Ⅱ类知识产权仅限使用一次，已用于另一次认定的不列出。",
    )

    def __init__(self, *args: Any, record: Application, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer(self, "rights", usable_rights(record, today()))
        self.initial.setdefault("rights", [used.right_id for used in used_rights(record)])


class CertificateForm(StepForm):
    """认定通过表单: the certificate goes into the register of firms."""

    on = forms.DateField(label="办结日期", help_text="公告认定的日期。")
    certificate_number = forms.CharField(label="证书编号", max_length=64, help_text="“GR”加12位数字。")
    issued_on = forms.DateField(label="发证日期")
    valid_to = forms.DateField(label="有效期至", help_text="含当日。")


class RegistrationForm(StepForm):
    """入库登记表单: the registration goes into the register of firms."""

    on = forms.DateField(label="入库日期")
    registration_number = forms.CharField(label="入库登记编号", max_length=32, help_text="18位，前四位为入库年份。")
    batch = forms.CharField(label="批次", max_length=50, required=False)


class PassForm(StepForm):
    """通过表单 of a programme whose certificates are kept elsewhere."""

    on = forms.DateField(label="办结日期")


class FailForm(StepForm):
    """未通过或撤回表单."""

    result = forms.ChoiceField(label="结果", choices=[(r.value, r.label) for r in Result if r != Result.RECOGNISED])
    on = forms.DateField(label="办结日期")
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(FirmForm):
    """年度报表填报表单."""

    class Meta:
        model = AnnualReport
        fields = ("year", "filed_on")
