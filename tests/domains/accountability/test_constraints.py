"""约束: what the database itself refuses, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accountability import (
    DAY,
    make_clause,
    make_duty_line,
    make_duty_list,
    make_letter,
    make_order,
    make_proof,
    make_risk,
    make_rules,
    make_signed,
    make_template,
)
from tests.factories.accounts import bare_user
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.domains.accountability.enums import EvidenceKind
from tongpin.domains.accountability.models import (
    LetterVersion,
    OrderAssist,
    OrderEvidence,
    OrderExtension,
    OrderItem,
    OrderUrging,
)
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    tree: OrgTree = make_tree()
    return tree.ningyang


def _again(record: Any, **changed: Any) -> Any:
    """The same row once more, but for what is changed."""
    record.pk, record._state.adding = None, True
    return _with(record, **changed)


def _with(record: Any, **changed: Any) -> Any:
    for name, value in changed.items():
        setattr(record, name, value)
    return record


def _quarter(org: Organisation, **values: Any) -> Any:
    return make_order(org, kind="quarter", quarter=1, **values)


def _evidence(org: Organisation) -> Any:
    item = OrderItem.objects.get(order=make_order(org))
    return OrderEvidence.objects.create(item=item, round=1, kind=EvidenceKind.TASK, record_kind="task", record_pk=1, title="任务", on=DAY)


def _extension(org: Organisation, **values: Any) -> Any:
    later = date(2025, 1, 31)
    fields = {"asked_on": DAY, "asked_by": bare_user(), "before": date(2024, 12, 31), "wanted_on": later, "reason": "等待", **values}
    return OrderExtension.objects.create(order=make_order(org), **fields)


def _item_of_clause(org: Organisation) -> Any:
    order, clause = make_order(org), make_clause(make_letter(org))
    return OrderItem.objects.create(order=order, clause=clause, position=2, text="事项", due_on=DAY)


def _closed(org: Organisation) -> Any:
    return make_order(org, state="closed", accepted_by=bare_user(), accepted_on=DAY, closed_by=bare_user(), closed_on=DAY)


def _same_person(org: Organisation) -> Any:
    order = _closed(org)
    return _with(order, closed_by=order.accepted_by)


def _signed_by_both(org: Organisation) -> Any:
    letter = make_letter(org)
    return _with(letter, superior=letter.signer)


def _decided_by_the_asker(org: Organisation) -> Any:
    found = _extension(org)
    return _with(found, verdict="granted", decided_on=DAY, decided_by=found.asked_by)


BROKEN: dict[str, Callable[[Organisation], Any]] = {
    "clause_template_days": lambda org: _with(make_template(org), valid_to=date(2020, 1, 1), reason="停用"),
    "clause_template_names_its_measure": lambda org: _with(make_template(org), target_kind="measure"),
    "clause_template_once": lambda org: _again(make_template(org)),
    "letter_once_a_year": lambda org: _again(make_letter(org)),
    "letter_between_two": _signed_by_both,
    "letter_year_plausible": lambda org: _with(make_letter(org), year=1900),
    "letter_ended_with_reason": lambda org: _with(make_letter(org), state="ended"),
    "letter_version_once": lambda org: LetterVersion(letter=make_signed(org), number=1, signed_on=DAY, digest="a" * 64, text="文本"),
    "letter_one_open_version": lambda org: LetterVersion(letter=make_letter(org), number=2, amendment="修订"),
    "letter_version_frozen": lambda org: _with(make_letter(org).versions.get(), signed_on=DAY),
    "letter_version_says_why": lambda org: LetterVersion(
        letter=make_signed(org), number=2, signed_on=DAY, digest="a" * 64, text="文本", amendment=""
    ),
    "letter_clause_key_once": lambda org: _again(make_clause(make_letter(org))),
    "letter_clause_names_its_measure": lambda org: _with(make_clause(make_letter(org)), target_kind="measure"),
    "letter_clause_names_its_record": lambda org: _with(make_clause(make_letter(org)), target_kind="record"),
    "order_rules_once_a_day": lambda org: _again(make_rules(org)),
    "order_rules_red_after_yellow": lambda org: _with(make_rules(org), yellow_urgings=5),
    "order_rules_plausible": lambda org: _with(make_rules(org), repeat_months=61),
    "work_order_number_once": lambda org: _again(make_order(org)),
    "work_order_once_a_quarter": lambda org: _again(_quarter(org), number="另一号"),
    "work_order_quarter_of_its_kind": lambda org: _with(make_order(org), quarter=1),
    "work_order_issued_with_a_day": lambda org: _with(make_order(org), issued_on=None),
    "work_order_closed_by_somebody": lambda org: _with(_closed(org), closed_on=None),
    "work_order_closed_by_another": _same_person,
    "order_assist_once": lambda org: _again(OrderAssist.objects.create(order=make_order(org), org=org)),
    "order_item_once_a_clause": lambda org: _again(_item_of_clause(org), position=3),
    "order_item_position_once": lambda org: _again(OrderItem.objects.get(order=make_order(org))),
    "order_evidence_once": lambda org: _again(_evidence(org)),
    "order_urging_counted_once": lambda org: _again(
        OrderUrging.objects.create(order=make_order(org), number=1, urged_on=DAY, words="催办", urged_by="张")
    ),
    "order_extension_one_open": lambda org: _again(_extension(org)),
    "order_extension_later": lambda org: _with(_extension(org), wanted_on=date(2024, 12, 31)),
    "order_extension_decided": lambda org: _with(_extension(org), verdict="granted"),
    "order_extension_by_another": _decided_by_the_asker,
    "duty_list_once_a_person": lambda org: _again(make_duty_list(org, person=make_person(org))),
    "duty_list_once_a_year": lambda org: _again(make_duty_list(org)),
    "duty_list_year_plausible": lambda org: _with(make_duty_list(org), year=1999),
    "duty_line_once": lambda org: _again(make_duty_line(make_duty_list(org))),
    "duty_proof_once": lambda org: _again(make_proof(make_duty_line(make_duty_list(org)))),
    "risk_point_once": lambda org: _again(make_risk(org)),
    "risk_point_ended_with_reason": lambda org: _with(make_risk(org), ended_on=DAY + timedelta(days=1)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_and_a_person_is_told_why(org: Organisation, name: str) -> None:
    record = BROKEN[name](org)
    (constraint,) = [c for c in type(record)._meta.constraints if c.name == name]
    with pytest.raises(Refused) as refused:
        check(record)
    assert str(constraint.violation_error_message) in refused.value.message
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()
