"""党员表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import Abroad, ContactManner, LeavingReason
from tongpin.domains.membership.models import BranchProfile, Member
from tongpin.domains.membership.selectors import group_choices
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer

_RIGHTS = ("rights_limited_from", "rights_limited_until", "rights_reason")


class MemberEditForm(LedgerForm):
    """更正党员表单."""

    groups: Any = (("权利受限（没有的留空）", _RIGHTS),)

    class Meta:
        model = Member
        fields = ("standing", "joined_on", "full_since", "arrived_on", "group", "is_leader", "is_exempt", *_RIGHTS)

    def __init__(self, *args: Any, orgs: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group", group_choices(orgs))


class MemberForm(MemberEditForm):
    """登记党员表单."""

    class Meta:
        model = Member
        fields = ("org", "person", *MemberEditForm.Meta.fields)
        labels = {"org": "党支部"}

    def __init__(self, *args: Any, branches: QuerySet[Organisation], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, orgs=list(branches), **kwargs)
        offer(self, "org", branches)
        offer(self, "person", people)
        if len(branches) == 1:
            self.initial.setdefault("org", branches[0].pk)


class MoveForm(StepForm):
    """组织内调整表单."""

    to = forms.ModelChoiceField(label="转往组织", queryset=Organisation.objects.none())
    on = forms.DateField(label="调整日期", widget=DateInput, help_text="自该日起计入新的组织。")

    def __init__(self, *args: Any, branches: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", branches)


class LeaveForm(StepForm):
    """减少党员表单."""

    on = forms.DateField(label="离开日期", widget=DateInput, help_text="自该日起不再计入本组织。")
    left_for = forms.ChoiceField(label="减少原因", choices=LeavingReason.choices)
    left_to = forms.CharField(label="转往组织", max_length=100, required=False, help_text="转出本单位的填写接收党组织。")


class ConvertForm(StepForm):
    """转正表单."""

    on = forms.DateField(label="转正日期", widget=DateInput, help_text="预备期满转为正式党员之日，不是上级批准之日。")


class AbsenceForm(StepForm):
    """登记外出表单."""

    away_since = forms.DateField(label="外出起始日期", widget=DateInput, required=False)
    away_place = forms.CharField(label="外出地点", max_length=60, required=False)
    abroad_since = forms.DateField(label="出国（境）日期", widget=DateInput, required=False)
    abroad_for = forms.ChoiceField(label="出国（境）事由", choices=[("", "没有"), *Abroad.choices], required=False)
    back_on = forms.DateField(label="返回日期", widget=DateInput, required=False)

    def __init__(self, *args: Any, record: Member, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for name in ("away_since", "away_place", "abroad_since", "abroad_for", "back_on"):
            self.initial.setdefault(name, getattr(record, name))


class ContactForm(StepForm):
    """登记联系情况表单."""

    on = forms.DateField(label="联系日期", widget=DateInput)
    manner = forms.ChoiceField(label="联系方式", choices=ContactManner.choices)
    is_reached = forms.BooleanField(label="取得联系", required=False, initial=True)
    is_lost = forms.BooleanField(label="此后失去联系", required=False, help_text="只作工作提示，是否启动程序由党组织研究决定。")

    def __init__(self, *args: Any, record: Member, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial.setdefault("is_lost", record.is_lost)


class ProfileForm(LedgerForm):
    """党组织概况表单."""

    class Meta:
        model = BranchProfile
        fields = (
            "kind",
            "units_covered",
            "requested_on",
            "approved_on",
            "approval",
            "theme_day",
            "dues_day",
            "needs_groups",
            "body_ended_on",
            "fewer_approved",
        )
