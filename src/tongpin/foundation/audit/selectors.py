"""审计查询: events as people read them: the verb's words, the field's words, the value's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel.extensions import AuditVerb, RecordKind, gathered
from tongpin.kernel.money import MoneyUnit, show_money
from tongpin.kernel.reference import Reference

PANEL_LIMIT = 50
_DETAIL = {
    "checked": "核对条数",
    "anchors": "核对锚点",
    "message": "结论",
    "reason": "原因",
    "basis": "依据",
    "on": "生效日期",
    "role": "角色",
    "user": "用户",
    "since": "起始日期",
    "until": "截止日期",
    "with_subtree": "包含下级",
    "sessions": "会话数",
    "address": "地址",
    "username": "用户名",
    "archive": "备份文件",
    "sha256": "校验值",
    "made_at": "备份时间",
    "report": "报告",
    "year": "年度",
    "form": "格式",
    "read_only": "只读原因",
    "last_anchor_seq": "末个锚点序号",
    "new_key_id": "新密钥标识",
    "batch": "批次",
    "demonstration": "演示账号",
    "file": "文件",
    "rows": "行数",
    "count": "条数",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """字段变动: the field in words, its value before and after in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """时间线条目: one event as the record page shows it."""

    seq: int
    at: datetime
    actor: str
    verb: str
    outcome: str
    changes: tuple[FieldChange, ...]


def events() -> QuerySet[AuditEvent]:
    """All events, newest first."""
    return AuditEvent.objects.order_by("-seq")


def history(reference: Reference) -> QuerySet[AuditEvent]:
    """修改记录 of one record, newest first."""
    return events().filter(subject_kind=reference.kind, subject_pk=reference.pk)


def moments(reference: Reference, limit: int = PANEL_LIMIT) -> list[Moment]:
    """The last events of one record in words."""
    return [moment(event) for event in history(reference)[:limit]]


def moment(event: AuditEvent) -> Moment:
    """One event in words."""
    return Moment(
        seq=event.seq,
        at=event.at,
        actor=event.actor_name,
        verb=verb_title(event.verb),
        outcome=outcome_title(event.outcome),
        changes=field_changes(event),
    )


def change_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """修改记录 of a record page."""
    if reference.kind not in kind_titles():
        return None
    found = list(history(reference)[: PANEL_LIMIT + 1])
    return {"moments": [moment(event) for event in found[:PANEL_LIMIT]], "more": len(found) > PANEL_LIMIT, "aside": True}


def verb_title(verb: str) -> str:
    """The verb's Chinese words; a verb that is no longer known shows as it was written."""
    return verb_titles().get(verb, verb)


def verb_titles() -> dict[str, str]:
    """All known verbs with their words."""
    return {known.verb: known.title for known in gathered(AuditVerb)}


def kind_titles() -> dict[str, str]:
    """Record kinds with their words."""
    return {known.kind: known.title for known in gathered(RecordKind)}


def kind_title(kind: str) -> str:
    """A kind in words; what has no page of its own goes by the name of its table."""
    tables = {_snake(model.__name__): str(model._meta.verbose_name) for model in apps.get_models()}
    return kind_titles().get(kind) or tables.get(kind, kind)


def outcome_title(outcome: str) -> str:
    """结果 in words."""
    return {"ok": "成功", "refused": "未通过", "failed": "失败"}.get(outcome, outcome)


def field_changes(event: AuditEvent) -> tuple[FieldChange, ...]:
    """What changed, field by field, in the words and the order of the record's own form."""
    before, after = event.before or {}, event.after or {}
    fields = {**_fields(event.verb.partition(".")[0]), **_fields(event.subject_kind)}
    order = {name: place for place, name in enumerate(fields)}
    names = sorted({**before, **after}, key=lambda name: order.get(name, len(order)))
    return tuple(_change(name, fields.get(name), before.get(name), after.get(name)) for name in names)


def detail_words(event: AuditEvent) -> list[tuple[str, str]]:
    """说明 in words, for the page of one event."""
    return [(_DETAIL.get(name, name), _words(value, None)) for name, value in event.detail.items()]


def _change(name: str, field: models.Field[Any, Any] | None, before: Any, after: Any) -> FieldChange:
    title = str(field.verbose_name) if field is not None else _DETAIL.get(name, name)
    return FieldChange(title, _words(before, field), _words(after, field))


def _words(value: Any, field: models.Field[Any, Any] | None) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_words(item, field) for item in value) or "—"
    if isinstance(value, dict):
        return "；".join(f"{name}：{_words(item, None)}" for name, item in value.items())
    if getattr(field, "is_money", False):
        return show_money(Decimal(str(value)), MoneyUnit.WAN)
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        return str(field.related_model._base_manager.filter(pk=value).first() or value)
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value))


@cache
def _fields(kind: str) -> dict[str, models.Field[Any, Any]]:
    """The fields of the model of this kind of record, or whose name is this kind in snake case."""
    models_known = sorted(apps.get_models(), key=lambda model: getattr(model, "record_kind", "") != kind)
    for model in models_known:
        if kind and kind in (getattr(model, "record_kind", ""), _snake(model.__name__)):
            found: dict[str, models.Field[Any, Any]] = {}
            for field in model._meta.concrete_fields:
                found[field.name] = found[field.attname] = field
            return found
    return {}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
