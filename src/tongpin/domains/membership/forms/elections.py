"""选举与评议表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.membership.enums import Grade
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, Candidate, Election, Member
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer

_COUNT = ("excused_approved", "voters_present", "ballots_issued", "ballots_returned", "ballots_valid", "most_names")


class ElectionEditForm(LedgerForm):
    """更正选举表单."""

    units = {"seats": "人"}

    class Meta:
        model = Election
        fields: tuple[str, ...] = ("kind", "body", "congress_approved", "on", "seats", "former_term_ends_on", "shift_approved")


class ElectionForm(ElectionEditForm):
    """登记选举表单."""

    class Meta:
        model = Election
        fields = ("org", *ElectionEditForm.Meta.fields)
        labels = {"org": "党组织"}

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)


class CandidateForm(LedgerForm):
    """提名候选人表单."""

    class Meta:
        model = Candidate
        fields = ("person", "is_nominated")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class CountForm(StepForm):
    """登记计票表单: totals, and one number for each candidate."""

    excused_approved = forms.IntegerField(
        label="经批准不计入应到人数", min_value=0, max_value=9999, initial=0, help_text="须经上级党组织同意并经党员大会通过。"
    )
    voters_present = forms.IntegerField(label="实到会有选举权人数", min_value=0, max_value=9999)
    ballots_issued = forms.IntegerField(label="发出选票", min_value=0, max_value=9999)
    ballots_returned = forms.IntegerField(label="收回选票", min_value=0, max_value=9999)
    ballots_valid = forms.IntegerField(label="有效选票", min_value=0, max_value=9999)
    most_names = forms.IntegerField(label="有效选票中所选人数最多的一张", min_value=0, max_value=99, required=False)
    is_secret = forms.BooleanField(label="无记名投票", required=False, initial=True)
    proxy_votes = forms.IntegerField(label="委托投票张数", min_value=0, max_value=9999, initial=0)
    counters_candidates = forms.IntegerField(label="兼任监票计票的候选人数", min_value=0, max_value=99, initial=0)

    def __init__(self, *args: Any, record: Election, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record.is_counted:
            for name in (*_COUNT, "is_secret", "proxy_votes", "counters_candidates"):
                self.initial.setdefault(name, getattr(record, name))
        self._votes = {f"votes_{c.pk}": c.pk for c in record.candidates.all()}
        for candidate in record.candidates.all():
            name = f"votes_{candidate.pk}"
            self.fields[name] = forms.IntegerField(label=f"{candidate}得赞成票", min_value=0, max_value=9999)
            self.initial.setdefault(name, candidate.votes)
        self.groups = (("得票（只填总数）", tuple(self._votes)),)
        self._set_up()

    def clean(self) -> dict[str, Any]:
        """The numbers of the candidates become one mapping."""
        cleaned = super().clean() or {}
        if self._votes.keys() <= cleaned.keys():
            cleaned["votes"] = {key: cleaned.pop(name) for name, key in self._votes.items()}
        return cleaned


class FilingForm(StepForm):
    """报备与批复表单."""

    committee_filed_on = forms.DateField(label="委员报备日期", widget=DateInput, required=False)
    secretary_approved_on = forms.DateField(label="书记副书记批复日期", widget=DateInput, required=False)
    secretary_in_office_on = forms.DateField(label="书记履职日期", widget=DateInput, required=False)
    reduction_consents = forms.IntegerField(
        label="同意减少名额的人数", min_value=0, max_value=9999, required=False, help_text="当选人数少于应选名额、不再补选的填写。"
    )

    def __init__(self, *args: Any, record: Election, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for name in ("committee_filed_on", "secretary_approved_on", "secretary_in_office_on", "reduction_consents"):
            self.initial.setdefault(name, getattr(record, name))


class AgainForm(StepForm):
    """再次投票表单."""

    on = forms.DateField(label="再次投票日期", widget=DateInput)


class AppraisalEditForm(LedgerForm):
    """更正民主评议表单."""

    class Meta:
        model = Appraisal
        fields: tuple[str, ...] = ("year", "held_on", "self_on", "mutual_on", "tested_on")


class AppraisalForm(AppraisalEditForm):
    """登记民主评议表单."""

    class Meta:
        model = Appraisal
        fields = ("org", *AppraisalEditForm.Meta.fields)
        labels = {"org": "党组织"}

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)


class GradeEditForm(LedgerForm):
    """更正等次表单."""

    class Meta:
        model = AppraisalGrade
        fields: tuple[str, ...] = ("grade", "opinion_on", "followed_up_on")


class GradeForm(GradeEditForm):
    """评定等次表单."""

    grade = forms.ChoiceField(label="等次", choices=Grade.choices)

    class Meta:
        model = AppraisalGrade
        fields = ("member", *GradeEditForm.Meta.fields)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)
