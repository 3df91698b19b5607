"""目录表单: one form for each catalogue, with the columns it uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from tongpin.domains.orglife.enums import Catalogue, Layer
from tongpin.domains.orglife.models import CatalogueEntry
from tongpin.engines.ledgers.forms import LedgerForm, _act
from tongpin.foundation.ui.forms import OfficeForm

HINTS = {
    "basis": "如党组会纪要、工作方案的名称和文号。",
    "starts_on": "自该日起按本项办理。",
    "order": "数字小的排在前面。",
}


class TopicForm(LedgerForm):
    """议题类别表单."""

    class Meta:
        model = CatalogueEntry
        fields = ("title", "nature", "materials", "general_only", "two_thirds", "order", "basis", "starts_on")
        help_texts = {**HINTS, "nature": "决定按哪一类规定检查：如三重一大须逐人发表意见，接收党员须履行程序。"}


class FestivalForm(LedgerForm):
    """节点表单."""

    units = {"month": "月", "day": "日"}

    class Meta:
        model = CatalogueEntry
        fields = ("title", "day_rule", "month", "day", "theme", "order", "basis", "starts_on")
        help_texts = HINTS


class HallForm(LedgerForm):
    """讲堂表单."""

    layer = forms.ChoiceField(
        label="主讲人层级", required=False, choices=Layer.choices, help_text="由哪一层的人主讲；外请专家授课的选不限。"
    )

    class Meta:
        model = CatalogueEntry
        fields = ("title", "layer", "note", "order", "basis", "starts_on")
        help_texts = {**HINTS, "note": "如：每季度一期，由科室轮流主讲。"}


class PostForm(LedgerForm):
    """职务层次表单."""

    layer = forms.ChoiceField(label="层级", choices=[(one.value, one.label) for one in (Layer.LEADER, Layer.MIDDLE)])

    class Meta:
        model = CatalogueEntry
        fields = ("title", "layer", "order", "basis", "starts_on")
        help_texts = {**HINTS, "title": "职务名称或其结尾，如“科长”包括“规划科科长”。"}


FORMS: Mapping[str, type[LedgerForm]] = {
    Catalogue.TOPIC: TopicForm,
    Catalogue.FESTIVAL: FestivalForm,
    Catalogue.HALL: HallForm,
    Catalogue.POST: PostForm,
}


class IntroduceForm(OfficeForm):
    """引入预设表单."""

    catalogue = forms.ChoiceField(label="目录", choices=Catalogue.choices)

    def act(self, service: Any) -> Any:
        """Calls ``service`` with the catalogue; None where the form or the service refuses."""
        return _act(self, service)
