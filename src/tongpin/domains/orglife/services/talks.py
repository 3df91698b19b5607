"""谈话办理: a talk is registered with its day, pair and kind; what was said goes in sealed, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import Talk
from tongpin.domains.orglife.selectors.talks import may_read
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import save_versioned
from tongpin.kernel.errors import Refused


class TalkFields(TypedDict):
    """谈话栏目, all of them open."""

    on: date
    kind: str
    talker: Person
    talked_to: Person
    officer: Person | None


@transaction.atomic
def enter_talk(*, org: Organisation, by: User, today: date, words: str = "", **fields: Unpack[TalkFields]) -> Talk:
    """登记谈话; the trail names day, pair and kind, never the words."""
    not_after(fields["on"], today, "谈话日期", field="on")
    talk = Talk(org=org, **fields)
    if words:
        _check_writer(talk, by)
        talk.words = words
    return enter(talk, verb="talk.entered", by=by, fields=fields)


@transaction.atomic
def correct_talk(talk: Talk, *, by: User, today: date, expected: int, **fields: Unpack[TalkFields]) -> Talk:
    """更正谈话: its open part."""
    not_after(fields["on"], today, "谈话日期", field="on")
    if talk.words is not None and any(getattr(talk, name) != fields[name] for name in ("talker", "talked_to")):
        raise Refused("这次谈话已有密封的内容，不能改换谈话双方。请删除后重新登记。", field="talker")
    return amend(talk, verb="talk.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def write_words(talk: Talk, *, by: User, expected: int, words: str) -> Talk:
    """填写谈话内容, by one of the two."""
    _check_writer(talk, by)
    talk.words = words
    save_versioned(talk, expected=expected, fields=("words",))
    audit.record("talk.words_written", by=by, subject=talk.reference(), org_id=talk.org_id)
    return talk


@transaction.atomic
def read_words(talk: Talk, *, by: User) -> str:
    """阅看谈话内容: for the two and the named officer; that it was read stays in the trail."""
    if not may_read(by, talk):
        raise Refused("谈话内容只有谈话双方和知悉人可以查看。")
    audit.record("talk.words_read", by=by, subject=talk.reference(), org_id=talk.org_id)
    words: Any = talk.words
    return words.reveal() if words is not None else ""


@transaction.atomic
def note_refusal(talk: Talk, *, by: User) -> None:
    """记下被拒绝的查看: somebody who is none of the three asked for the words."""
    audit.record("talk.words_refused", by=by, subject=talk.reference(), org_id=talk.org_id, outcome="refused")


@transaction.atomic
def remove_talk(talk: Talk, *, by: User, expected: int, reason: str) -> Talk:
    """删除谈话 that was registered by mistake; the trail keeps day, pair and kind."""
    return remove(talk, verb="talk.removed", by=by, expected=expected, reason=reason, fields=("on", "kind", "talker", "talked_to"))


def _check_writer(talk: Talk, by: User) -> None:
    if by.pk not in (talk.talker.user_id, talk.talked_to.user_id):
        raise Refused("谈话内容只能由谈话双方填写；代为登记的，请留空。", field="words")
