"""单位调整办理: a unit takes a rule up, switches it off, sets its own threshold, or moves one window's due date; always with a basis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from tongpin.engines.duties.calculations.values import as_kept, as_known
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption
from tongpin.engines.duties.selectors.duties import duty_of
from tongpin.engines.duties.selectors.kept import trees_below
from tongpin.engines.duties.services.marks import mark
from tongpin.engines.ledgers.services import amend, enter
from tongpin.engines.rules.rule import Rule
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

FIELDS = ("rule_key", "choice", "parameters", "window", "due_on", "basis", "effective_from", "effective_to")


@transaction.atomic
def adopt_rule(
    *,
    org: Organisation,
    rule: Rule,
    choice: Choice,
    parameters: Mapping[str, Any],
    basis: str,
    effective_from: date,
    by: User,
    effective_to: date | None = None,
) -> Adoption:
    """采用、停用或调整规则 for the organisation and everything below it, from a day on; an earlier adjustment stays for its own days."""
    _check_choice(rule, choice, parameters)
    record = Adoption(
        org=org,
        rule_key=rule.key,
        choice=choice,
        parameters=_kept(rule, parameters),
        basis=basis.strip(),
        effective_from=effective_from,
        effective_to=effective_to,
    )
    return _spread(enter(record, verb="duty_adoption.made", by=by, fields=FIELDS))


@transaction.atomic
def move_due_date(*, org: Organisation, rule: Rule, window: Period, due_on: date, basis: str, by: User, today: date) -> Adoption:
    """另定期限 of one window, as a superior's notice sets it."""
    kind = duty_of(rule).window.period_kind
    if kind is None or window.kind != kind:
        raise Refused(f"“{rule.title}”{duty_of(rule).window.label}检查一次，期间“{window}”与此不符。", field="window")
    if due_on < window.start:
        raise Refused(f"另定期限“{due_on:%Y-%m-%d}”早于期间开始的 {window.start:%Y-%m-%d}，请核对。", field="due_on")
    record = Adoption(
        org=org,
        rule_key=rule.key,
        choice=Choice.KEEP,
        window=str(window),
        due_on=due_on,
        basis=basis.strip(),
        effective_from=today,
    )
    return _spread(enter(record, verb="duty_adoption.made", by=by, fields=FIELDS))


@transaction.atomic
def change_adoption(
    adoption: Adoption,
    *,
    rule: Rule,
    by: User,
    expected: int,
    basis: str,
    parameters: Mapping[str, Any] | None = None,
    due_on: date | None = None,
) -> Adoption:
    """更正单位调整: its standards, its date or its basis, where they were entered wrongly."""
    values: dict[str, Any] = {"basis": basis.strip()}
    if adoption.window:
        values["due_on"] = due_on
    else:
        _check_choice(rule, Choice(adoption.choice), parameters or {})
        values["parameters"] = _kept(rule, parameters or {})
    return _spread(amend(adoption, verb="duty_adoption.changed", by=by, expected=expected, values=values))


@transaction.atomic
def end_adoption(adoption: Adoption, *, by: User, expected: int, effective_to: date) -> Adoption:
    """终止单位调整 from a day on; what was before that day stays as it was judged."""
    if effective_to <= adoption.effective_from:
        raise Refused(f"终止日期应晚于起始日期 {adoption.effective_from:%Y-%m-%d}。", field="effective_to")
    return _spread(amend(adoption, verb="duty_adoption.ended", by=by, expected=expected, values={"effective_to": effective_to}))


def _spread(adoption: Adoption) -> Adoption:
    """Bureaus further down follow the adjustment too, so that theirs are judged again."""
    for tree in trees_below(adoption.org):
        mark(tree.pk)
    return adoption


def _kept(rule: Rule, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Only standards of the rule that differ from nothing, as text."""
    unknown = sorted(parameters.keys() - rule.parameters.keys())
    if unknown:
        raise Refused(f"“{rule.title}”没有标准“{'、'.join(unknown)}”。")
    kept = {name: as_kept(value) for name, value in parameters.items() if value is not None}
    for name, value in kept.items():
        as_known(value, rule.parameters[name].type)
    return kept


def _check_choice(rule: Rule, choice: Choice, parameters: Mapping[str, Any]) -> None:
    if choice == Choice.KEEP and not any(value is not None for value in parameters.values()):
        raise Refused("没有写明调整了哪一项标准；照常执行而不调整的，不需要登记。", field="choice")
    if choice == Choice.OFF and any(value is not None for value in parameters.values()):
        raise Refused("停用的规则不再检查，不需要填写标准。", field="choice")
