"""建议办理: every proposal is answered; an adopted one can become a task."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import Suggestion
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused


class SuggestionFields(TypedDict):
    """建议栏目."""

    campaign: str
    author: Person
    on: date
    title: str
    text: str
    answer_due_on: date


@transaction.atomic
def enter_suggestion(*, org: Organisation, by: User, today: date, **fields: Unpack[SuggestionFields]) -> Suggestion:
    """登记建议."""
    _check_days(fields, today)
    return enter(Suggestion(org=org, **fields), verb="suggestion.entered", by=by, fields=fields)


@transaction.atomic
def correct_suggestion(suggestion: Suggestion, *, by: User, today: date, expected: int, **fields: Unpack[SuggestionFields]) -> Suggestion:
    """更正建议."""
    _check_days(fields, today)
    return amend(suggestion, verb="suggestion.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def answer_suggestion(
    suggestion: Suggestion, *, by: User, today: date, expected: int, answer: str, answer_text: str, answered_on: date
) -> Suggestion:
    """答复建议; answering again replaces the answer, and the trail keeps the former one."""
    not_after(answered_on, today, "答复日期", field="answered_on")
    if answered_on < suggestion.on:
        raise Refused("答复日期不能早于提出日期，请核对。", field="answered_on")
    values = {"answer": answer, "answer_text": answer_text, "answered_on": answered_on}
    return amend(suggestion, verb="suggestion.answered", by=by, expected=expected, values=values)


def _check_days(fields: SuggestionFields, today: date) -> None:
    not_after(fields["on"], today, "提出日期", field="on")
    if fields["answer_due_on"] < fields["on"]:
        raise Refused("答复期限不能早于提出日期，请核对。", field="answer_due_on")
