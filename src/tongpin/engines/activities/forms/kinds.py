"""自设种类表单: a kind with its fields, each on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from tongpin.engines.activities.enums import ActivityArea
from tongpin.engines.activities.kinds import outcome_fields, roster_sources
from tongpin.engines.activities.models import KindDefinition
from tongpin.foundation.ui.forms import OfficeForm
from tongpin.kernel.occasions import OutcomeField
from tongpin.kernel.values import ValueType

TYPES = {"数": ValueType.NUMBER, "文字": ValueType.TEXT, "是否": ValueType.YES_NO, "日期": ValueType.DATE, "清单": ValueType.TEXTS}
WORDS = {kind: word for word, kind in TYPES.items()}
REQUIRED = "必填"


class KindForm(OfficeForm):
    """自设种类."""

    title = forms.CharField(label="种类名称", max_length=60)
    area = forms.ChoiceField(label="类别", choices=ActivityArea.choices)
    roster = forms.ChoiceField(label="应到名册", required=False, help_text="选了名册的，登记时全员按到场，只填缺席的人。")
    study_hours = forms.BooleanField(label="登记学时", required=False)
    outcomes = forms.CharField(
        label="成果栏目",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一栏：名称，类型，单位或选项（用斜线分开），必填。类型有数、文字、是否、日期、清单。如：反映问题数，数，个，必填",
    )
    basis = forms.CharField(label="依据", max_length=200, help_text="如党组会纪要、工作方案的名称和文号。")
    starts_on = forms.DateField(label="启用日期")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, definition: KindDefinition | None = None, today: date, **kwargs: Any) -> None:
        self.kept = outcome_fields(definition.outcomes) if definition else ()
        initial: dict[str, Any] = {"starts_on": today}
        if definition:
            names = ("title", "area", "roster", "study_hours", "basis", "starts_on", "version")
            initial = {name: getattr(definition, name) for name in names} | {"outcomes": as_text(self.kept)}
        super().__init__(*args, initial=initial, **kwargs)
        roster = self.fields["roster"]
        if isinstance(roster, forms.ChoiceField):
            roster.choices = [("", "没有名册，逐次勾选"), *((source.key, source.title) for source in roster_sources())]

    def clean_outcomes(self) -> tuple[OutcomeField, ...]:
        """Fields from their lines; one that was there under the same title keeps its name."""
        names = {one.title: one.name for one in self.kept}
        taken = set(names.values())
        found = []
        for number, line in enumerate((one for one in self.cleaned_data["outcomes"].splitlines() if one.strip()), 1):
            one = _field(line, number)
            name = names.get(one["title"]) or next(free for n in range(1, 1000) if (free := f"field_{n}") not in taken)
            taken.add(name)
            found.append(OutcomeField(name=name, **one))
        return tuple(found)

    def values(self) -> Mapping[str, Any]:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def as_text(fields: Sequence[OutcomeField]) -> str:
    """成果栏目, a line each."""
    return "\n".join(
        "，".join(
            part for part in (one.title, WORDS[one.type], one.unit or "/".join(one.choices), REQUIRED if one.required else "") if part
        )
        for one in fields
    )


def _field(line: str, number: int) -> dict[str, Any]:
    parts = [part.strip() for part in line.replace(",", "，").split("，") if part.strip()]
    required = len(parts) > 2 and parts[-1] == REQUIRED
    if required:
        parts.pop()
    if not 2 <= len(parts) <= 3 or parts[1] not in TYPES:
        raise forms.ValidationError(f"第 {number} 行“{line[:30]}”读不出来，应为：名称，类型，单位或选项，必填；类型有{'、'.join(TYPES)}。")
    kind = TYPES[parts[1]]
    rest = parts[2] if len(parts) == 3 else ""
    is_choice = kind in (ValueType.TEXT, ValueType.TEXTS)
    choices = tuple(one.strip() for one in rest.split("/") if one.strip()) if is_choice else ()
    return {"title": parts[0][:60], "type": kind, "required": required, "choices": choices, "unit": "" if is_choice else rest[:10]}
