"""迎检材料包表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.foundation.ui.forms import OfficeForm


class PackForm(OfficeForm):
    """迎检材料包表单: whose material, from when to when."""

    org: Any = forms.ModelChoiceField(label="党组织", queryset=None)
    since = forms.DateField(label="自")
    until = forms.DateField(label="至")

    def __init__(self, *args: Any, orgs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["org"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = orgs

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "“至”不能早于“自”。")
        if since and until and (until - since).days > 366:
            self.add_error("until", "一次最多生成一年的材料。")
        return values
