"""责任落实: every way of changing letters, orders, duty lists and risks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.factories.access import make_user
from tests.factories.accountability import (
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
from tests.factories.orgs import make_person
from tests.reliability.edit import Edit, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.accountability.models import Letter, LetterClause, OrderExtension, OrderItem, WorkOrder
from tongpin.domains.accountability.services import duty_lists, letters, orders

LATER = date(2024, 12, 31)
_days = count(1)


def _clause(letter: Letter) -> LetterClause:
    """The one clause of the letter, with the letter as it was read."""
    clause = LetterClause.objects.select_related("wording").get(wording__letter=letter)
    clause.wording.letter = letter
    return clause


def _clause_fields(person: int) -> dict[str, Any]:
    return {
        "position": 1,
        "duty": f"责任{person}",
        "target_kind": "evidence",
        "measure_code": "",
        "target_value": None,
        "target": None,
        "evidence": "记录",
        "due_on": LATER,
        "rhythm": "until_done",
        "scorer": "机关党委",
    }


def _drafted(o: Office) -> Any:
    letter = make_letter(o.org)
    make_clause(letter)
    return letter


def _order(**values: Any) -> Any:
    return lambda o: make_order(o.org, **values)


def _accepted(o: Office) -> WorkOrder:
    return make_order(o.org, state="accepted", reported_on=TODAY, accepted_on=TODAY, accepted_by=bare_user())


def _closed(o: Office) -> WorkOrder:
    return make_order(o.org, state="closed", accepted_on=TODAY, accepted_by=bare_user(), closed_on=TODAY, closed_by=bare_user())


def _extending(o: Office) -> WorkOrder:
    order = make_order(o.org)
    asker = make_user(roles=[("officer", o.org)])
    wanted = order.due_on + timedelta(days=30)
    OrderExtension.objects.create(order=order, asked_on=TODAY, asked_by=asker, before=order.due_on, wanted_on=wanted, reason="等待")
    return order


def _list(o: Office) -> Any:
    """A list of somebody's own: an office has one of each kind a year."""
    return make_duty_list(o.org, person=make_person(o.org))


def _items(order: WorkOrder, person: int) -> dict[int, tuple[str, str]]:
    return dict.fromkeys(OrderItem.objects.filter(order=order).values_list("pk", flat=True), ("done", f"情况{person}"))


LETTER_EDITS = (
    Edit(
        "correct_template",
        lambda o: make_template(o.org),
        lambda r, o, p: letters.correct_template(r, **signed(o), **as_read(r), **said(r, letters.TemplateFields, duty=f"责任{p}")),
    ),
    Edit(
        "end_template",
        lambda o: make_template(o.org),
        lambda r, o, p: letters.end_template(r, **signed(o), **as_read(r), on=TODAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_letter",
        lambda o: make_letter(o.org),
        lambda r, o, p: letters.correct_letter(r, **signed(o), **as_read(r), **said(r, letters.LetterFields, title=f"责任状{p}")),
    ),
    Edit(
        "add_clause",
        lambda o: make_letter(o.org),
        lambda r, o, p: letters.add_clause(r, **signed(o), **as_read(r), **_clause_fields(p)),
    ),
    Edit("correct_clause", _drafted, lambda r, o, p: letters.correct_clause(_clause(r), **signed(o), **as_read(r), **_clause_fields(p))),
    Edit("remove_clause", _drafted, lambda r, o, p: letters.remove_clause(_clause(r), **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "sign_letter",
        _drafted,
        lambda r, o, p: letters.sign_letter(r, **signed_today(o), **as_read(r), on=TODAY - timedelta(days=p)),
    ),
    Edit(
        "amend_letter",
        lambda o: make_signed(o.org),
        lambda r, o, p: letters.amend_letter(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "end_letter",
        lambda o: make_signed(o.org),
        lambda r, o, p: letters.end_letter(r, **signed_today(o), **as_read(r), on=TODAY, reason=f"原因{p}"),
    ),
)

ORDER_EDITS = (
    Edit(
        "correct_order",
        _order(state="drafted", issued_on=None),
        lambda r, o, p: orders.correct_order(
            r, **signed_today(o), **as_read(r), due_on=r.due_on, assists=[], **said(r, orders.OrderFields, title=f"督办{p}")
        ),
    ),
    Edit(
        "issue_order",
        _order(state="drafted", issued_on=None),
        lambda r, o, p: orders.issue_order(r, **signed_today(o), **as_read(r)),
        alike=True,
    ),
    Edit(
        "receive_order",
        _order(state="issued"),
        lambda r, o, p: orders.receive_order(r, **signed_today(o), **as_read(r)),
        alike=True,
    ),
    Edit(
        "report_order",
        _order(),
        lambda r, o, p: orders.report_order(r, **signed_today(o), **as_read(r), result=f"结果{p}", items=_items(r, p)),
    ),
    Edit(
        "accept_order",
        _order(state="reported", reported_on=TODAY),
        lambda r, o, p: orders.accept_order(r, **signed_today(o), **as_read(r), words=f"意见{p}"),
    ),
    Edit(
        "send_back_order",
        _order(state="reported", reported_on=TODAY),
        lambda r, o, p: orders.send_back_order(r, **signed_today(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit("close_order", _accepted, lambda r, o, p: orders.close_order(r, **signed_today(o), **as_read(r), words=f"复核{p}")),
    Edit("fail_recheck", _accepted, lambda r, o, p: orders.fail_recheck(r, **signed_today(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "reopen_order",
        _closed,
        lambda r, o, p: orders.reopen_order(r, **signed_today(o), **as_read(r), due_on=LATER, reason=f"原因{p}"),
    ),
    Edit("withdraw_order", _order(), lambda r, o, p: orders.withdraw_order(r, **signed_today(o), **as_read(r), reason=f"原因{p}")),
    Edit("urge_order", _order(), lambda r, o, p: orders.urge_order(r, **signed_today(o), **as_read(r), words=f"催办{p}")),
    Edit(
        "ask_extension",
        _order(),
        lambda r, o, p: orders.ask_extension(
            r, **signed_today(o), **as_read(r), wanted_on=r.due_on + timedelta(days=1 + p), reason=f"原因{p}"
        ),
    ),
    Edit(
        "decide_extension",
        _extending,
        lambda r, o, p: orders.decide_extension(r, **signed_today(o), **as_read(r), verdict="granted", words=f"意见{p}"),
    ),
    Edit(
        "correct_rules",
        lambda o: make_rules(o.org, valid_from=date(2000, 1, 1) + timedelta(days=next(_days))),
        lambda r, o, p: orders.correct_rules(r, **signed(o), **as_read(r), **said(r, orders.RulesFields, basis=f"会议{p}")),
    ),
)

LIST_EDITS = (
    Edit(
        "correct_list",
        lambda o: _list(o),
        lambda r, o, p: duty_lists.correct_list(r, **signed_today(o), **as_read(r), **said(r, duty_lists.ListFields, title=f"清单{p}")),
    ),
    Edit(
        "correct_line",
        lambda o: make_duty_line(_list(o)),
        lambda r, o, p: duty_lists.correct_line(r, **signed(o), **as_read(r), **said(r, duty_lists.LineFields, duty=f"责任{p}")),
    ),
    Edit(
        "remove_line",
        lambda o: make_duty_line(_list(o)),
        lambda r, o, p: duty_lists.remove_line(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_proof",
        lambda o: make_proof(make_duty_line(_list(o))),
        lambda r, o, p: duty_lists.correct_proof(r, **signed_today(o), **as_read(r), done_on=TODAY, words=f"研究{p}"),
    ),
    Edit(
        "correct_risk",
        lambda o: make_risk(o.org),
        lambda r, o, p: duty_lists.correct_risk(r, **signed_today(o), **as_read(r), **said(r, duty_lists.RiskFields, control=f"措施{p}")),
    ),
    Edit(
        "check_risk",
        lambda o: make_risk(o.org),
        lambda r, o, p: duty_lists.check_risk(r, **signed_today(o), **as_read(r), checked_on=TODAY, is_effective=True, words=f"检查{p}"),
    ),
    Edit(
        "end_risk",
        lambda o: make_risk(o.org),
        lambda r, o, p: duty_lists.end_risk(r, **signed_today(o), **as_read(r), on=TODAY, reason=f"原因{p}"),
    ),
)

ACCOUNTABILITY_EDITS = (*LETTER_EDITS, *ORDER_EDITS, *LIST_EDITS)
