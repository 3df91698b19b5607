"""议题、意见、表决、补课、整改表单."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from tongpin.domains.orglife.calculations.attendance import Attendee
from tongpin.domains.orglife.calculations.catalogues import Entry
from tongpin.domains.orglife.calculations.topics import nature_of
from tongpin.domains.orglife.enums import ADMISSION_STEPS, MeetingKind, Stance, TopicNature
from tongpin.domains.orglife.models import MakeUp, MeetingItem, Opinion, Rectification, Recusal, Vote
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm, StepForm
from tongpin.foundation.orgs.models import Person


class ItemForm(LedgerForm):
    """议题表单."""

    topic = forms.ChoiceField(label="议题类别")
    steps_taken = forms.MultipleChoiceField(
        label="已履行程序",
        required=False,
        choices=[(step, step) for step in ADMISSION_STEPS],
        widget=forms.CheckboxSelectMultiple,
        help_text="讨论接收预备党员的填写，按实际履行的勾选；其他议题不填。",
    )
    groups = (
        ("议题", ("number", "title", "topic", "reporter", "materials")),
        ("接收预备党员的程序", ("steps_taken",)),
        ("讨论和决定", ("discussion", "decision")),
        ("贯彻落实", ("follow_up", "follow_up_by", "follow_up_due")),
    )

    class Meta:
        model = MeetingItem
        fields = (
            "number",
            "title",
            "topic",
            "reporter",
            "materials",
            "steps_taken",
            "discussion",
            "decision",
            "follow_up",
            "follow_up_by",
            "follow_up_due",
        )
        help_texts = {
            "discussion": "写要点。少数人的不同意见应如实记录。",
            "follow_up": "第一议题应写明贯彻落实措施。",
        }

    def __init__(self, *args: Any, topics: Sequence[Entry], kind: str, instance: MeetingItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if kind != MeetingKind.GENERAL:
            del self.fields["steps_taken"]
        choices = [(one.key, one.title) for one in topics]
        if instance is not None:
            self.initial["steps_taken"] = instance.steps
            if instance.topic not in {key for key, _ in choices}:
                choices.append((instance.topic, instance.get_topic_display()))
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_steps_taken(self) -> str:
        return "、".join(self.cleaned_data["steps_taken"])

    def clean(self) -> dict[str, Any]:
        """Steps are asked of what admits somebody, at a general meeting; of other topics none are kept."""
        values = super().clean() or {}
        if "steps_taken" in self.fields and nature_of(values.get("topic", "")) != TopicNature.ADMISSION:
            values["steps_taken"] = ""
        return values


class PeopleForm(LedgerForm):
    """选人表单: offers only the people that the page gives."""

    person_field = "person"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.person_field]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class OpinionForm(PeopleForm):
    """意见表单."""

    class Meta:
        model = Opinion
        fields = ("person", "position", "stance", "text", "is_written")
        help_texts = {
            "position": "当场发言的填第几个发言；主要负责人应末位表态。书面意见不填。",
            "is_written": "因故未到会、会前书面提出的意见。",
        }


class OpinionsForm(PlainForm):
    """逐人意见表单: everybody whose view is not yet on file, in the order they speak; whose row stays empty is left out."""

    def __init__(self, *args: Any, speakers: Sequence[Attendee], people: Iterable[Person], first: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {person.pk: person for person in people}
        self.speakers = [(one, known[one.person_id]) for one in speakers if one.person_id is not None and one.person_id in known]
        groups = []
        for place, (one, person) in enumerate(self.speakers, first):
            names = [f"stance_{person.pk}", f"text_{person.pk}"]
            self.fields[names[0]] = forms.ChoiceField(label="表态", required=False, choices=[("", "不填"), *Stance.choices])
            self.fields[names[1]] = forms.CharField(label="意见", required=False, widget=forms.Textarea(attrs={"rows": 2}))
            if one.is_present:
                names.insert(0, f"position_{person.pk}")
                self.fields[names[0]] = forms.IntegerField(label="发言顺序", initial=place, required=False, min_value=1)
            groups.append((one.name if one.is_present else f"{one.name}（缺席，填会前提出的书面意见）", names))
        self.groups = tuple(groups)

    def clean(self) -> dict[str, Any]:
        """What the service takes: one opinion for each row with a stance or words in it."""
        values, given = super().clean() or {}, []
        for one, person in self.speakers:
            stance, text = values.get(f"stance_{person.pk}") or "", values.get(f"text_{person.pk}") or ""
            if stance or text:
                said = {"person": person, "position": values.get(f"position_{person.pk}"), "stance": stance, "text": text}
                given.append({**said, "is_written": not one.is_present})
        if not given and not self.errors:
            self.add_error(None, "还没有填写任何人的意见。")
        return {"given": given}


class RecusalForm(PeopleForm):
    """回避表单."""

    class Meta:
        model = Recusal
        fields = ("person", "reason")


class VoteForm(LedgerForm):
    """表决表单; ``candidates`` are the people of the bureau who may be voted upon."""

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["candidate"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates

    units = {
        "candidates": "人",
        "due": "人",
        "present": "人",
        "issued": "票",
        "returned": "票",
        "valid": "票",
        "yes": "票",
        "no": "票",
        "abstain": "票",
    }
    groups = (
        ("表决", ("subject", "candidate", "candidates", "method", "rule")),
        ("人数", ("due", "present")),
        ("票数", ("issued", "returned", "valid", "yes", "no", "abstain")),
        ("结果", ("declared", "counters", "is_restricted")),
    )

    class Meta:
        model = Vote
        fields = (
            "subject",
            "candidate",
            "candidates",
            "method",
            "rule",
            "due",
            "present",
            "issued",
            "returned",
            "valid",
            "yes",
            "no",
            "abstain",
            "declared",
            "counters",
            "is_restricted",
        )
        help_texts = {
            "due": "正式党员中有表决权的人数，不含预备党员和留党察看期间的党员。",
            "issued": "仅无记名投票填写。系统只登记总数，不登记谁投了什么票。",
            "is_restricted": "民主测评、人事等票数，仅限持有查看票数权限的人员查看；其他人只看到结果。",
        }


class MakeUpForm(PeopleForm):
    """补课表单."""

    class Meta:
        model = MakeUp
        fields = ("person", "day", "content", "confirmed_by")
        help_texts = {"content": "如：送学上门，学习会议材料。", "confirmed_by": "由谁确认已补课。"}


class RectificationForm(LedgerForm):
    """整改表单."""

    class Meta:
        model = Rectification
        fields = ("problem", "measure", "owner", "due_on")


class FinishForm(StepForm):
    """完成整改表单."""

    on = forms.DateField(label="完成日期")
    result = forms.CharField(label="整改结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
