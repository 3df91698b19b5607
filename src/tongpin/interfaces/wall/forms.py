"""作战图筛选."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.work.enums import TaskArea
from tongpin.domains.work.selectors.wall import WallFilter, wall_choices
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import OfficeForm, offer_words

LIGHTS = (("", "全部"), ("red", "只看红灯"), ("yellow", "只看黄灯"), ("blue", "只看临期"), ("grey", "只看按期"), ("green", "只看已完成"))


class WallForm(OfficeForm):
    """责任领导、责任科室、党建或业务、灯."""

    leader = forms.TypedChoiceField(label="责任领导", required=False, coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label="责任科室", required=False, coerce=int, empty_value=None)
    area = forms.ChoiceField(label="类别", required=False, choices=(("", "全部"), *TaskArea.choices))
    light = forms.ChoiceField(label="灯", required=False, choices=LIGHTS)

    def __init__(self, *args: Any, org: Organisation, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        leaders, departments = wall_choices(viewer, org)
        offer_words(self, "leader", [("", "全部"), *((p.pk, p.name) for p in leaders)])
        offer_words(self, "department", [("", "全部"), *((o.pk, o.shown_name) for o in departments)])

    def chosen(self) -> WallFilter:
        """The filter; nothing is filtered where it cannot be read."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return WallFilter(
            self.org,
            leader=wanted.get("leader"),
            department=wanted.get("department"),
            area=wanted.get("area") or "",
            with_ended=True,
        )

    @property
    def chosen_light(self) -> str:
        """The light that is asked for; "" for all."""
        return str(self.cleaned_data.get("light") or "") if self.is_valid() else ""
