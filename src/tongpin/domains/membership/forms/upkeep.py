"""日常登记表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import LeaderChoice
from tongpin.domains.membership.models import CommitteeWork, DuesPublication, Member, SecretaryReport
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer


class GroupLeaderForm(OfficeForm):
    """确定党小组组长表单."""

    member = forms.ModelChoiceField(label="组长", queryset=Member.objects.none(), help_text="从编入该党小组的党员中选择。")
    chosen = forms.ChoiceField(label="产生方式", choices=LeaderChoice.choices)
    starts_on = forms.DateField(label="任职日期", widget=DateInput)
    act = LedgerForm.act

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class PublicationEditForm(LedgerForm):
    """更正党费收缴公布表单."""

    units = {"payers_due": "人", "payers_paid": "人"}

    class Meta:
        model = DuesPublication
        fields: tuple[str, ...] = ("year", "part", "published_on", "place", "payers_due", "payers_paid")


class _OrgForm(LedgerForm):
    def __init__(self, *args: Any, orgs: QuerySet[Organisation], people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if people is not None:
            offer(self, "person", people)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)


class PublicationForm(_OrgForm, PublicationEditForm):
    """登记党费收缴公布表单."""

    class Meta(PublicationEditForm.Meta):
        fields = ("org", *PublicationEditForm.Meta.fields)
        labels = {"org": "党组织"}


class WorkEditForm(LedgerForm):
    """更正基层党委年度工作表单."""

    class Meta:
        model = CommitteeWork
        fields: tuple[str, ...] = ("kind", "on", "title", "covers_education")


class WorkForm(_OrgForm, WorkEditForm):
    """登记基层党委年度工作表单."""

    class Meta(WorkEditForm.Meta):
        fields = ("org", *WorkEditForm.Meta.fields)
        labels = {"org": "机关党委"}


class ReportEditForm(LedgerForm):
    """更正书记述职评议表单."""

    units = {"rectification_items": "项"}

    class Meta:
        model = SecretaryReport
        fields: tuple[str, ...] = (
            "year",
            "due_on",
            "reported_on",
            "told_members_on",
            "grade",
            "feedback_on",
            "rectification_items",
        )


class ReportForm(_OrgForm, ReportEditForm):
    """登记书记述职评议表单."""

    class Meta(ReportEditForm.Meta):
        fields = ("org", "person", *ReportEditForm.Meta.fields)
        labels = {"org": "党组织"}
