"""典型案例通报表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.accountability.models import Circular, CircularUnit
from tongpin.domains.accountability.selectors.circulars import meetings_to_choose
from tongpin.domains.accountability.selectors.letters import units_to_sign
from tongpin.engines.activities.selectors import activities
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class CircularForm(LedgerForm):
    """案例通报表单: by default it names nobody of the unit."""

    units = forms.ModelMultipleChoiceField(  # type: ignore[assignment]  # Django takes the field out of the class
        label="通报单位", queryset=organisations().none(), widget=forms.CheckboxSelectMultiple
    )
    groups = (
        ("通报", ("title", "source", "summary", "lesson", "naming_basis")),
        ("范围和时限", ("units", "receive_by", "study_by")),
    )

    class Meta:
        model = Circular
        fields = ("title", "source", "summary", "lesson", "naming_basis", "receive_by", "study_by")
        widgets = {"summary": forms.Textarea(attrs={"rows": 8}), "lesson": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "source": "如“上级纪委通报”“本系统查处”。",
            "summary": "默认不点名，写“某单位某同志”。出现本单位人员姓名的不能保存。",
            "naming_basis": "上级要求点名道姓通报的，写明文件或批示；不点名的留空。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = units_to_sign(org).exclude(pk=org.pk)
        offer(self, "units", offered)
        if self.instance.pk is not None:
            self.initial.setdefault("units", [unit.org_id for unit in self.instance.units.all()])


class StudyForm(PlainForm):
    """登记学习表单: the meeting is on record already, it is only pointed at."""

    study = forms.ModelChoiceField(
        label="学习会议", queryset=activities().none(), help_text="从通报印发以后本单位已登记的会议和活动中选择；没有的，请先登记会议。"
    )

    def __init__(self, *args: Any, unit: CircularUnit, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "study", meetings_to_choose(unit, user, today()), words=lambda one: f"{one.day:%Y-%m-%d} {one.title}")
