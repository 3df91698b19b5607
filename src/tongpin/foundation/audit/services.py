"""审计服务: appends to the trail. Nothing here changes or removes an event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from django.db import transaction
from django.db.transaction import TransactionManagementError

from tongpin.foundation.audit import anchors, keys
from tongpin.foundation.audit.chain import FORMAT_VERSION, GENESIS, SIGNED_FIELDS, body, sign
from tongpin.foundation.audit.context import current
from tongpin.foundation.audit.masking import canonical, clean_text, masked
from tongpin.foundation.audit.models import AuditEvent, AuditHead
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import AuditVerb, gathered
from tongpin.kernel.reference import Reference

RESUMED = "audit.resumed"
KEY_ROTATED = "audit.key_rotated"
VERIFIED = "audit.verified"


class Actor(Protocol):
    """操作人: whoever signs in; accounts stands above this floor."""

    pk: Any

    def get_username(self) -> str: ...


class UnknownVerb(Exception):
    """未登记的审计动作: declare it as ``AuditVerb`` in the app's ``extensions.py``."""


class AuditBroken(Refused):
    """审计链异常: the service only reads until an operator has recorded a reason."""


def record(
    verb: str,
    *,
    by: Actor | None,
    subject: Reference | None = None,
    org_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    outcome: str = "ok",
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Appends one event as the last statement of the business transaction: no event, no write.

    ``by`` None: nobody signed in (in a request), or the system. Values are masked; ``before`` and ``after`` hold changed fields only.
    """
    if verb not in {known.verb for known in gathered(AuditVerb)}:
        raise UnknownVerb(f"审计动作“{verb}”没有登记。")
    head = _locked_head()
    if verb != RESUMED:
        _refuse_when_cut(head)
    values = _values(verb, by, subject, org_id, before, after, outcome, detail, key_id=head.key_id)
    return _append(head, values)


def read_only_mode() -> str:
    """只读原因: why writing is stopped, or an empty text when it is not.

    The chain is shorter than, or differs from, an anchor: it was cut or restored. ``resume`` lifts it.
    """
    last = anchors.last_anchor()
    head = AuditHead.objects.filter(pk=1).first()
    return _cut_reason(head or AuditHead(seq=0, mac=GENESIS), last)


@transaction.atomic
def resume(*, by: Actor, reason: str) -> AuditEvent:
    """恢复写入: an operator accepts the chain as it now ends (after a restore) and says why; the anchors of the lost part stay on file."""
    if not reason.strip():
        raise Refused("请填写恢复写入的原因，例如从哪一份备份恢复、由谁批准。", field="reason")
    lost = anchors.last_anchor()
    found = {"reason": reason, "read_only": read_only_mode(), "last_anchor_seq": lost.seq if lost else 0}
    event = record(RESUMED, by=by, detail=found)
    transaction.on_commit(partial(anchors.write_anchor, event.seq, event.mac, event.at, resumed=True))
    return event


@transaction.atomic
def rotate_key(*, by: Actor) -> AuditEvent:
    """更换密钥: the event that announces the new key is signed with the old one; from the next event on the new key signs."""
    head = _locked_head()
    _refuse_when_cut(head)
    new_id = keys.add_key()
    values = _values(KEY_ROTATED, by, None, None, None, None, "ok", {"new_key_id": new_id}, key_id=head.key_id)
    return _append(head, values, next_key_id=new_id)


def anchor_now() -> bool:
    """写锚点: notes the present head outside the database, unless it stands there already."""
    head = AuditHead.objects.filter(pk=1).first()
    if head is None or head.seq == 0:
        return False
    last = anchors.last_anchor()
    if last is not None and last.seq >= head.seq:
        return False
    anchors.write_anchor(head.seq, head.mac, now())
    return True


def _locked_head() -> AuditHead:
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise TransactionManagementError("审计记录须与业务写入在同一事务中。")
    if connection.vendor == "postgresql":
        connection.check_constraints()  # left to the commit, references would wait for their rows while everybody waits for the head
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        is_new = AuditHead.objects.get_or_create(pk=1, defaults={"seq": 0, "mac": GENESIS})[1]
        if is_new and AuditEvent.objects.exists():
            raise AuditBroken("审计链头缺失，系统已停止写入。请联系系统管理员核查数据库后再办理。")
        head = AuditHead.objects.select_for_update().get(pk=1)
    if not head.key_id and head.seq == 0:
        head.key_id = keys.first_key()
    return head


def _cut_reason(head: AuditHead, last: anchors.Anchor | None) -> str:
    if last is None or head.seq > last.seq:
        return ""
    if head.seq < last.seq:
        return f"审计链止于第 {head.seq} 条，而锚点记到第 {last.seq} 条，数据库可能被截断或恢复过"
    return "" if head.mac == last.mac else f"审计链第 {head.seq} 条与锚点不一致"


def _refuse_when_cut(head: AuditHead) -> None:
    if reason := _cut_reason(head, anchors.last_anchor()):
        raise AuditBroken(f"{reason}，系统暂停写入。请由系统管理员核查并登记原因后恢复。")


def _values(
    verb: str,
    by: Actor | None,
    subject: Reference | None,
    org_id: int | None,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    outcome: str,
    detail: Mapping[str, Any] | None,
    *,
    key_id: str,
) -> dict[str, Any]:
    context = current()
    return {
        "at": now(),
        "actor_id": by.pk if by is not None else None,
        "actor_name": _name(by),
        "org_id": org_id,
        "verb": verb,
        "subject_kind": subject.kind if subject else "",
        "subject_pk": subject.pk if subject else None,
        "subject_title": masked(clean_text(subject.title, 300)) if subject else "",
        "outcome": outcome,
        "before_text": _text(before),
        "after_text": _text(after),
        "detail_text": _text(detail or None),
        "request_id": context.request_id,
        "ip": context.ip,
        "format_version": FORMAT_VERSION,
        "key_id": key_id,
    }


def _name(by: Actor | None) -> str:
    if by is None or by.pk is None:
        return "未登录" if current().request_id else "系统"
    shown = getattr(by, "display_name", "") or by.get_username()
    if getattr(by, "is_operator", False):
        return clean_text(shown, 150)
    return clean_text(f"{shown}（{by.get_username()}）" if shown != by.get_username() else shown, 150)


def _text(value: Mapping[str, Any] | None) -> str:
    return "" if value is None else canonical(masked(value))


def _append(head: AuditHead, values: dict[str, Any], *, next_key_id: str = "") -> AuditEvent:
    seq, prev_mac = head.seq + 1, head.mac
    mac = sign(keys.key(head.key_id), seq, prev_mac, body(tuple(values[name] for name in SIGNED_FIELDS)))
    event = AuditEvent(seq=seq, prev_mac=prev_mac, mac=mac, **values)
    event.save(force_insert=True)
    moved = AuditHead.objects.filter(pk=1, seq=head.seq, mac=prev_mac).update(seq=seq, mac=mac, key_id=next_key_id or head.key_id)
    if moved != 1:
        raise AuditBroken("审计链头在写入时被改动，本次操作未执行。请重试；仍不行请联系系统管理员。")
    if seq % anchors.ANCHOR_EVERY == 0:
        transaction.on_commit(partial(anchors.write_anchor, seq, mac, values["at"]), robust=True)
    return event
