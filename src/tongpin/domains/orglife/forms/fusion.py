"""关联业务事项表单."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpin.foundation.ui.forms import OfficeForm


class ServeForm(OfficeForm):
    """关联业务事项表单: what kind of business item, and its title."""

    kind = forms.ChoiceField(label="业务种类")
    title = forms.CharField(label="名称", max_length=200, help_text="填名称或名称的一部分。")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds
