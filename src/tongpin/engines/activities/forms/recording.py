"""登记表单: one screen for one activity, its fields by its kind, its attendance by exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms

from tongpin.engines.activities.enums import Capacity, Confidentiality, LinkRole
from tongpin.engines.activities.forms.files import EvidenceField
from tongpin.engines.activities.kinds import roster_of
from tongpin.engines.activities.matching import people_named, typed_names
from tongpin.engines.activities.minutes.splitting import agenda_of
from tongpin.engines.activities.models import LONGEST_SUMMARY, Activity
from tongpin.engines.activities.outcomes import field_key, value_of
from tongpin.engines.activities.selectors import org_people, people_by_key
from tongpin.engines.activities.services import Outsider
from tongpin.foundation.files.selectors import visible_record
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import OfficeForm
from tongpin.foundation.ui.widgets import DateInput
from tongpin.kernel.errors import Refused
from tongpin.kernel.occasions import ActivityKind, OutcomeField
from tongpin.kernel.periods import OFFICE_ZONE
from tongpin.kernel.reference import Reference
from tongpin.kernel.values import ValueType

MOST_SHOWN = 300
CAPACITIES = {"chair": Capacity.CHAIR, "recorder": Capacity.RECORDER, "speaker": Capacity.SPEAKER, "observers": Capacity.OBSERVER}
REASONS = ("出差", "病假", "事假", "休假", "公务冲突", "外出学习")


@dataclass(frozen=True)
class Listed:
    """名单上的人: somebody whose attendance the page asks about."""

    pk: int
    name: str
    standing: str = ""


@dataclass
class Crew:
    """应到名单: by exception where the kind has a roster (everybody but those with a reason), otherwise by tick."""

    people: list[Listed]
    by_exception: bool
    ticked: list[int] = field(default_factory=list)


def crew_of(kind: ActivityKind, org: Organisation, day: date, *, usual: Sequence[int] = (), also: Iterable[Listed] = ()) -> Crew:
    """名单 of a kind: its roster; where it has none, the organisation's own people and those who usually come."""
    due = [Listed(entry.person_id, entry.name, entry.standing) for entry in roster_of(kind, org, day)]
    people = {one.pk: one for one in due or [Listed(person.pk, person.name) for person in org_people(org.pk, day)]}
    if not due:
        people.update({person.pk: Listed(person.pk, person.name) for person in people_by_key(usual)})
    for one in also:
        people.setdefault(one.pk, one)
    return Crew(list(people.values())[:MOST_SHOWN], bool(due), list(usual))


class LinksField(forms.Field):
    """关联记录: values "role:kind:pk", each of a record that the viewer sees; cleans to (role, Reference) pairs."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, viewer: Any, **kwargs: Any) -> None:
        self.viewer = viewer
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[tuple[str, Reference]]:
        found = [self.read(str(one)) for one in (value if isinstance(value, list | tuple) else [value]) if one]
        if any(one is None for one in found):
            raise forms.ValidationError("所选的关联记录不存在或无权查看，请重新选择。")
        return [one for one in found if one is not None]

    def read(self, text: str) -> tuple[str, Reference] | None:
        """One pair; None where there is no such record for the viewer."""
        role, _, rest = text.partition(":")
        kind, _, number = rest.partition(":")
        if role not in LinkRole.values or not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        reference = visible_record(kind, int(number), self.viewer)
        return (role, reference) if reference is not None else None


class ActivityForm(OfficeForm):
    """登记工作记录."""

    title = forms.CharField(label="名称", max_length=200)
    day = forms.DateField(label="日期", widget=DateInput)
    start_time = forms.TimeField(label="开始", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end_time = forms.TimeField(label="结束", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label="地点", max_length=200, required=False)
    confidentiality = forms.ChoiceField(
        label="知悉范围",
        choices=Confidentiality.choices,
        initial=Confidentiality.INTERNAL,
        help_text="限知悉的只有参加人、登记人和专门授权的人看得到，不进入搜索和导出。",
    )
    chair = forms.CharField(label="主持", max_length=100, required=False)
    recorder = forms.CharField(label="记录", max_length=100, required=False)
    speaker = forms.CharField(label="主讲", max_length=200, required=False)
    observers = forms.CharField(label="列席", max_length=500, required=False)
    outsiders = forms.CharField(
        label="其他参加人员",
        max_length=2000,
        required=False,
        help_text="不在上面名单中的，写姓名，用顿号分开；外单位的可在括号内写单位，如 赵敏（华阳机械）。",
    )
    agenda = forms.CharField(
        label="议题",
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每个议题以“一、”“议题一：”等开头另起一行，内容写在下面。",
    )
    summary = forms.CharField(label="内容摘要", required=False, max_length=LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 5}))
    evidence = EvidenceField(label="佐证材料")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source_file = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(
        self, *args: Any, org: Organisation, kind: ActivityKind, crew: Crew, viewer: Any, is_plan: bool = False, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.org, self.kind, self.crew, self.is_plan = org, kind, crew, is_plan
        self.fields["links"] = LinksField(viewer=viewer, label="关联记录")
        if kind.study_hours:
            self.fields["hours"] = forms.DecimalField(
                label="学时",
                required=False,
                max_digits=5,
                decimal_places=1,
                min_value=0,
                help_text="不填的按起止时间计算。只作学时登记，不参与任何考核计分。",
            )
            self.units = {"hours": "小时"}
        if crew.by_exception:
            for one in crew.people:
                widget = forms.TextInput(attrs={"list": "absence-reasons", "placeholder": "到场"})
                self.fields[f"absent_{one.pk}"] = forms.CharField(label=one.name, max_length=100, required=False, widget=widget)
        elif crew.people:
            self.fields["present"] = forms.MultipleChoiceField(
                label="参加人员",
                required=False,
                choices=[(str(one.pk), one.name) for one in crew.people],
                initial=[str(pk) for pk in crew.ticked],
                widget=forms.CheckboxSelectMultiple,
            )
        for outcome in kind.outcomes:
            self.fields[field_key(outcome)] = _outcome_field(outcome, is_plan=is_plan)
        self._set_up()

    # what the template asks for
    def head_fields(self) -> list[Any]:
        """What, when, where."""
        return [self[name] for name in ("title", "day", "start_time", "end_time", "hours", "place") if name in self.fields]

    def people_fields(self) -> list[Any]:
        return [self[name] for name in (*CAPACITIES, "outsiders")]

    def absence_fields(self) -> list[tuple[Listed, Any]]:
        return [(one, self[f"absent_{one.pk}"]) for one in self.crew.people] if self.crew.by_exception else []

    def outcome_bound(self) -> list[Any]:
        return [self[field_key(outcome)] for outcome in self.kind.outcomes]

    def linked(self) -> list[tuple[str, str, Reference]]:
        """Links chosen so far: (value, role, record); what the viewer may not see is passed over."""
        field = self.fields["links"]
        values = self["links"].value() or []
        found = []
        for text in dict.fromkeys(values if isinstance(values, list | tuple) else [values]):
            pair = field.read(str(text)) if isinstance(field, LinksField) else None
            if pair is not None:
                found.append((str(text), str(LinkRole(pair[0]).label), pair[1]))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("end_time") and not cleaned.get("start_time"):
            self.add_error("start_time", "填写结束时间的，须同时填写开始时间。")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the services take. Refused where a name means several people."""
        given = self.cleaned_data
        day: date = given["day"]
        return {
            "title": given["title"].strip(),
            "day": day,
            "starts_at": _at(day, given["start_time"]),
            "ends_at": _at(day, given["end_time"]),
            "hours": given.get("hours") or None,
            "place": given["place"],
            "summary": given["summary"],
            "confidentiality": given["confidentiality"],
            "outcomes": {one.name: _typed(one, given.get(field_key(one))) for one in self.kind.outcomes},
            "links": given["links"],
            "agenda": self._agenda(given["agenda"]),
            **self._attendance(day),
        }

    def _agenda(self, text: str) -> list[tuple[str, str]]:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return agenda_of(lines) or [(line[:300], "") for line in lines]

    def _attendance(self, day: date) -> dict[str, Any]:
        given = self.cleaned_data
        listed = [one.pk for one in self.crew.people]
        absent = {pk: given[f"absent_{pk}"].strip() for pk in listed if given.get(f"absent_{pk}", "").strip()}
        present = [pk for pk in listed if pk not in absent] if self.crew.by_exception else [int(pk) for pk in given.get("present", ())]
        capacities: dict[int, str] = {}
        outsiders: list[Outsider] = []
        for name in (*CAPACITIES, "outsiders"):
            capacity = CAPACITIES.get(name, Capacity.ATTENDEE)
            typed = typed_names(given[name])
            if given[name].strip() and not typed:
                raise Refused("没有读出姓名，请写姓名，用顿号分开。", field=name)
            known = people_named([one for one, unit in typed], self.org, day, first=listed)
            for person, unit in typed:
                if person in known.ambiguous and not unit:
                    raise Refused(f"本局有几位“{person}”，请在名单中勾选，或在括号内写明单位。", field=name)
                pk = known.found.get(person)
                if pk is None or (unit and pk not in listed):
                    outsiders.append(Outsider(person, unit, capacity))
                    continue
                if pk in absent:
                    raise Refused(f"{person}登记为缺席，不能同时填写在“{self.fields[name].label}”中。", field=name)
                if pk not in present:
                    present.append(pk)
                capacities.setdefault(pk, capacity)
        return {"present": present, "absent": absent, "outsiders": outsiders, "capacities": capacities}


def initial_of(activity: Activity) -> dict[str, Any]:
    """已有内容 of an activity as the form shows it, to correct it or to hold what was planned."""
    people = list(activity.participations.all())
    by_capacity = {
        name: "、".join(
            row.name if row.person_id or not row.unit else f"{row.name}（{row.unit}）" for row in people if row.capacity == capacity
        )
        for name, capacity in CAPACITIES.items()
    }
    others = [
        f"{row.name}（{row.unit}）" if row.unit else row.name
        for row in people
        if row.person_id is None and row.capacity == Capacity.ATTENDEE
    ]
    return {
        **words_of(activity),
        **by_capacity,
        "day": activity.day,
        "summary": activity.summary,
        "hours": activity.hours,
        "outsiders": "、".join(others),
        "present": [str(row.person_id) for row in people if row.person_id and row.is_present],
        **{f"absent_{row.person_id}": row.reason for row in people if row.person_id and not row.is_present},
        "agenda": "\n".join(f"议题{row.position}：{row.title}\n{row.text}".strip() for row in activity.agenda.all()),
        "links": [f"{link.role}:{link.record_kind}:{link.record_pk}" for link in activity.links.all()],
        "version": activity.version,
    }


def words_of(activity: Activity) -> dict[str, Any]:
    """上一次的内容 that usually stays the same from one time to the next."""
    start, end = activity.starts_at, activity.ends_at
    return {
        "title": activity.title,
        "place": activity.place,
        "confidentiality": activity.confidentiality,
        "start_time": f"{start.astimezone(OFFICE_ZONE):%H:%M}" if start else "",
        "end_time": f"{end.astimezone(OFFICE_ZONE):%H:%M}" if end else "",
    }


def outcomes_of(kind: ActivityKind, kept: Mapping[str, Any]) -> dict[str, Any]:
    """成果 as the form shows them."""
    found = {}
    for outcome in kind.outcomes:
        value = value_of(outcome, kept)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        found[field_key(outcome)] = "\n".join(value) if isinstance(value, list) and not outcome.choices else value
    return found


def _at(day: date, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock, tzinfo=OFFICE_ZONE) if clock is not None else None


def _outcome_field(outcome: OutcomeField, *, is_plan: bool) -> forms.Field:
    shared: dict[str, Any] = {"label": outcome.title, "required": outcome.required and not is_plan, "help_text": outcome.hint}
    made: forms.Field
    match outcome.type:
        case ValueType.NUMBER:
            made = forms.DecimalField(max_digits=16, decimal_places=6, min_value=0, **shared)
        case ValueType.DATE:
            made = forms.DateField(**shared)
        case ValueType.YES_NO:
            made = forms.ChoiceField(choices=[("", "未填"), ("yes", "是"), ("no", "否")], **shared)
        case ValueType.TEXTS if outcome.choices:
            made = forms.MultipleChoiceField(choices=[(one, one) for one in outcome.choices], widget=forms.CheckboxSelectMultiple, **shared)
        case _ if outcome.choices:
            made = forms.ChoiceField(choices=[("", "未填"), *((one, one) for one in outcome.choices)], **shared)
        case _:
            made = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **shared)
    if outcome.unit:
        setattr(made, "unit", outcome.unit)  # noqa: B010
    return made


def _typed(outcome: OutcomeField, value: Any) -> Any:
    if outcome.type is ValueType.YES_NO:
        return {"yes": True, "no": False}.get(value)
    return value
