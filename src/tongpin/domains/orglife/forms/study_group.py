"""中心组和上报材料表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.orglife.enums import StudyGroupRole
from tongpin.domains.orglife.models import StudyGroupMember, UpwardReport
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer


class StudyMembersForm(PlainForm):
    """列入中心组名单表单: several people in one role."""

    org = forms.ModelChoiceField(label="党组（党委）", queryset=Organisation.objects.none())
    role = forms.ChoiceField(label="中心组职责", choices=StudyGroupRole.choices, initial=StudyGroupRole.MEMBER)
    starts_on = forms.DateField(label="列入日期", widget=DateInput)
    people = forms.ModelMultipleChoiceField(
        label="人员",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="职责相同的可以一次选多人；组长、学习秘书单独登记。",
    )

    def __init__(self, *args: Any, groups: QuerySet[Organisation], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", groups)
        offer(self, "people", people)
        if len(groups) == 1:
            self.initial.setdefault("org", groups[0].pk)


class StudyMemberForm(LedgerForm):
    """更正中心组名单表单."""

    class Meta:
        model = StudyGroupMember
        fields = ("role", "starts_on")


class ReportEditForm(LedgerForm):
    """更正上报材料表单."""

    class Meta:
        model = UpwardReport
        fields: tuple[str, ...] = ("kind", "year", "title", "number", "sent_to", "sent_on")


class ReportForm(ReportEditForm):
    """登记上报材料表单."""

    class Meta(ReportEditForm.Meta):
        fields = ("org", *ReportEditForm.Meta.fields)
        labels = {"org": "党组织"}

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)
