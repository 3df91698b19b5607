"""密封字段: a column whose words never stand in the database, an export, a search or a log."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from tongpin.foundation.sealing.sealed import Sealed, seal


class _SealedAttribute(DeferredAttribute):
    """What is set as words is held sealed from then on; what was left out of a query is fetched when asked for."""

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class SealedField(models.TextField):
    """密封字段: Python sees a ``Sealed`` or None; set it to words or None. It cannot be searched, sorted or compared in the database."""

    description = "密封文字"
    descriptor_class = _SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {k: v for k, v in kwargs.items() if k not in ("null", "blank", "editable")}

    @property
    def place(self) -> str:
        """The column, bound into what is sealed."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def to_python(self, value: Any) -> Sealed | None:
        if value is None or value == "":
            return None
        return value if isinstance(value, Sealed) else Sealed(text=str(value))

    def get_prep_value(self, value: Any) -> Any:
        sealed = self.to_python(value)
        return None if sealed is None else seal(sealed.reveal(), place=self.place)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(token=value, place=self.place)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"密封字段“{self.verbose_name}”不能查询，只能问有没有。")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"密封字段“{self.verbose_name}”不能查询，只能问有没有。")
