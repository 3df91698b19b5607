"""节前廉政提醒表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.accountability.models import IntegrityReminder, IntegrityRules
from tongpin.domains.accountability.selectors.reminders import not_received
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.orgs.selectors import people
from tongpin.foundation.ui.forms import DateInput, offer
from tongpin.kernel.holidays import NAMES


class IntegrityRulesForm(LedgerForm):
    """节前提醒规则表单."""

    holidays = forms.MultipleChoiceField(label="节日", choices=[(name, name) for name in NAMES], widget=forms.CheckboxSelectMultiple)
    units = {"send_workdays": "个工作日", "draft_workdays": "个工作日", "urge_workdays": "个工作日", "most_urgings": "次"}
    groups = (
        ("启用", ("valid_from", "basis")),
        ("发出", ("holidays", "send_workdays", "draft_workdays", "sends_itself", "audience")),
        ("通道", ("by_mail", "by_text")),
        ("未签收的再提醒", ("urge_workdays", "most_urgings")),
    )

    class Meta:
        model = IntegrityRules
        fields = (
            "valid_from",
            "holidays",
            "send_workdays",
            "draft_workdays",
            "sends_itself",
            "audience",
            "by_mail",
            "by_text",
            "urge_workdays",
            "most_urgings",
            "basis",
        )
        help_texts = {
            "basis": "会议或文件名称。",
            "send_workdays": "1 是放假前最后一个工作日，按调休计算。",
            "sends_itself": "不勾选的，到期列入待办，由人签发。",
            "by_mail": "站内消息总是发送。邮件须由系统管理员配置邮件服务器，并在人员中登记电子邮箱。",
            "by_text": "短信通道未接入时，发送记录写明未配置。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("holidays", list(NAMES))


class PaperReceiptForm(StepForm):
    """纸质签收登记表单."""

    on = forms.DateField(label="签收日期", widget=DateInput)
    people = forms.ModelMultipleChoiceField(
        label="签收人员",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="列出还没有签收的人员。在纸质签收单上签字的，在这里登记；签收单可作为附件上传。",
    )

    def __init__(self, *args: Any, record: IntegrityReminder, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        lacking = not_received(record).order_by().values("person")
        offer(self, "people", people().filter(pk__in=lacking).order_by("pinyin", "pk"))


class ReminderForm(LedgerForm):
    """廉政提醒函表单."""

    class Meta:
        model = IntegrityReminder
        fields = ("title", "words", "audience", "send_on")
        widgets = {"words": forms.Textarea(attrs={"rows": 10})}
        help_texts = {"words": "每行一段。第一行是引言，以后各行逐条编号。", "send_on": "改期的，仍须在放假首日以前。"}
