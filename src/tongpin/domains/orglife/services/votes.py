"""表决办理: totals of a vote. Who voted how is not asked and cannot be kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.enums import TopicNature, VoteMethod, VoteRule
from tongpin.domains.orglife.models import MeetingItem, Vote
from tongpin.domains.orglife.services.agenda import must_be_open
from tongpin.domains.orglife.services.quiet import amend_quietly
from tongpin.engines.ledgers.services import enter, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.errors import Refused

OPEN_TO_ALL = ("subject", "candidate", "candidates", "method", "rule", "declared", "is_restricted")
"""What may be said of a restricted vote where its totals must not be."""


OF_ONE_PERSON = frozenset({TopicNature.ADMISSION, TopicNature.CONVERSION, TopicNature.EXTENDED, TopicNature.CANCELLED})
"""What is voted on person by person."""


class VoteFields(TypedDict):
    """表决栏目."""

    subject: str
    method: str
    rule: str
    due: int
    present: int
    issued: int | None
    returned: int | None
    valid: int | None
    yes: int
    no: int
    abstain: int
    declared: str
    counters: str
    is_restricted: bool
    candidate: NotRequired[Person | None]
    candidates: NotRequired[int]


@transaction.atomic
def record_vote(item: MeetingItem, *, by: User, **fields: Unpack[VoteFields]) -> Vote:
    """登记表决."""
    _check(item, fields)
    vote = Vote(org=item.org, item=item, **fields)
    return enter(vote, verb="vote.entered", by=by, fields=_told(fields, restricted=fields["is_restricted"]))


@transaction.atomic
def correct_vote(vote: Vote, *, by: User, expected: int, **fields: Unpack[VoteFields]) -> Vote:
    """更正表决; the trail of one that is, or was, restricted says that it was corrected and not the totals."""
    _check(vote.item, fields)
    kept = Vote.objects.get(pk=vote.pk)
    told = _told(fields, restricted=fields["is_restricted"] or kept.is_restricted)
    return amend_quietly(vote, verb="vote.corrected", by=by, expected=expected, values=dict(fields), told=told)


@transaction.atomic
def remove_vote(vote: Vote, *, by: User, expected: int, reason: str) -> Vote:
    """移出表决."""
    must_be_open(vote.item.meeting)
    fields = _told(VoteFields.__annotations__, restricted=vote.is_restricted)
    return remove(vote, verb="vote.removed", by=by, expected=expected, reason=reason, fields=fields)


def _told(fields: Iterable[str], *, restricted: bool) -> list[str]:
    return list(OPEN_TO_ALL) if restricted else list(fields)


def _check(item: MeetingItem, fields: VoteFields) -> None:
    must_be_open(item.meeting)
    if item.nature in OF_ONE_PERSON and fields.get("candidate") is None and fields.get("candidates", 1) == 1:
        raise Refused("该类事项逐人表决，请选择表决对象；确系几人合并表决的，如实填写表决对象人数。", field="candidate")
    if fields["method"] != VoteMethod.SECRET:
        if fields["is_restricted"]:
            raise Refused("举手或口头表决当场公开，不需要限制查看。", field="is_restricted")
        return
    if item.opinions.exclude(stance="").exists():
        raise Refused("该议题已登记个人表态，不能再登记无记名投票。请先在意见中清除个人表态。", field="method")
    given, valid = fields["yes"] + fields["no"] + fields["abstain"], fields["valid"]
    if valid is not None and fields["rule"] != VoteRule.ELECTION and given < valid:
        raise Refused(f"赞成、反对、弃权合计 {given} 票，与有效票 {valid} 票不符，请核对。", field="valid")
