"""品牌与公开表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.domains.publicity.models import Brand, Honour
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer


class HonourForm(LedgerForm):
    """荣誉表单."""

    class Meta:
        model = Honour
        fields = ("title", "level", "holder", "year", "awarded_by", "remark")
        help_texts = {"title": "按表彰文件原文填写。", "year": "四位年份，如 2023。"}


class BrandEditForm(LedgerForm):
    """更正品牌表单."""

    class Meta:
        model = Brand
        fields: tuple[str, ...] = ("name", "meaning", "started_on")
        widgets = {"meaning": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"meaning": "一两句话说明围绕什么业务、解决什么问题。", "started_on": "品牌命名或上级备案之日。"}


class BrandForm(BrandEditForm):
    """登记品牌表单."""

    class Meta(BrandEditForm.Meta):
        fields = ("org", "name", "meaning", "started_on")
        labels = {"org": "党组织"}

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs)
        if len(orgs) == 1:
            self.initial.setdefault("org", orgs[0].pk)
