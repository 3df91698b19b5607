"""单位所有的记录: what every record that belongs to an organisation shares: owner, version, exact amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import DecimalValidator
from django.db import IntegrityError, models, transaction

from tongpin.kernel import clock
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.reference import Reference

_LARGEST_DIGITS = 18  # fits a 64-bit integer on every database


class ExactField(models.Field):
    """精确数: a decimal kept as a whole number of its last place, so that sums are exact on every database.

    Python and lookups speak ``Decimal``; F-arithmetic between such fields asks for an explicit ``output_field``.
    """

    description = "精确小数"

    def __init__(self, *args: Any, places: int = 4, **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    @property
    def validators(self) -> list[Any]:
        return [*super().validators, DecimalValidator(_LARGEST_DIGITS, self.places)]

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            number = value if isinstance(value, Decimal) else Decimal(str(value))
        except InvalidOperation:
            raise ValidationError(f"“{value}”不是数字。") from None
        if not number.is_finite():
            raise ValidationError(f"“{value}”不是数字。")
        return number

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        number = self.to_python(value)
        if number is None:
            return None
        scaled = number.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{number} has more than {self.places} decimal places")
        return int(scaled)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        defaults = {"form_class": forms.DecimalField, "max_digits": _LARGEST_DIGITS, "decimal_places": self.places}
        return super().formfield(**{**defaults, **kwargs})


class MoneyField(ExactField):
    """金额: Decimal 元 in Python, a whole number of 分 in the database."""

    description = "金额（元）"
    is_money = True

    def __init__(self, *args: Any, places: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)


class OwnedRecord(models.Model):
    """中文名: 单位所有的记录。Abstract: belongs to an organisation and is edited only against the version that was read."""

    record_kind: ClassVar[str] = ""

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        abstract = True

    def reference(self) -> Reference:
        """How other subjects point at this record."""
        raise NotImplementedError


def save_versioned(record: models.Model, *, expected: int, fields: Iterable[str]) -> None:
    """按版本保存: writes ``fields`` only where the row still has version ``expected``; StaleRecord otherwise."""
    values: dict[str, Any] = {name: getattr(record, name) for name in fields}
    moment = clock.now()
    rows = type(record)._base_manager.filter(pk=record.pk, version=expected)
    with refusing_clash(record):
        updated = rows.update(**values, version=expected + 1, updated_at=moment)
    if not updated:
        raise StaleRecord
    record.version = expected + 1  # type: ignore[attr-defined]
    record.updated_at = moment  # type: ignore[attr-defined]


def insert(record: models.Model) -> None:
    """新增记录: checks and saves a new record; Refused also where somebody saved the same at that moment."""
    check(record)
    with refusing_clash(record):
        record.save(force_insert=True)


@contextmanager
def refusing_clash(record: models.Model, *, others: Iterable[models.Model] = ()) -> Iterator[None]:
    """撞车即拒绝: a check sees only what others have committed; what the database then refuses is refused in the same words.

    Only the block is rolled back, the caller's transaction can go on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        for one in (record, *others):
            _refuse_gone(one)
            check(one)
        raise


def _refuse_gone(record: models.Model) -> None:
    for field in record._meta.concrete_fields:
        key = field.value_from_object(record)
        if isinstance(field, models.ForeignKey) and key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            raise Refused(f"所引用的{field.verbose_name}刚刚被他人移除，本次没有保存。请刷新核对后重新办理。", field=field.name)


def check(record: models.Model) -> None:
    """校验记录: fields, uniqueness and constraints; Refused with the first Chinese message and its field."""
    try:
        record.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        name = "" if field == NON_FIELD_ERRORS else field
        label = f"{record._meta.get_field(name).verbose_name}：" if name else ""  # type: ignore[union-attr]
        raise Refused(f"{label}{messages[0]}", field=name) from None


def check_fields(record: models.Model, *, known: Iterable[str] = ()) -> None:
    """校验栏目 without asking the database, for many new records at once; what it promises it then refuses itself.

    ``known`` are fields that hold what was just read.
    """
    try:
        record.clean_fields(exclude=set(known))
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(f"{record._meta.get_field(field).verbose_name}：{messages[0]}", field=field) from None  # type: ignore[union-attr]


def snapshot(record: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """留痕快照: the named fields as values that the audit trail can keep (text, whole numbers, yes/no, nothing)."""
    return {name: _plain(getattr(record, record._meta.get_field(name).attname)) for name in fields}  # type: ignore[union-attr]


def changed_fields(before: Mapping[str, Any], record: models.Model, fields: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """变更项: of ``fields``, those whose value differs from ``before`` (a ``snapshot``), as (old, new)."""
    after = snapshot(record, fields)
    names = [name for name in after if before.get(name) != after[name]]
    return {n: before.get(n) for n in names}, {n: after[n] for n in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
