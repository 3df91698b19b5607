"""届次办理: a term begins with its election, may be moved with approval, ends with the next; officers come and go within it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from tongpin.domains.membership.enums import Office
from tongpin.domains.membership.models import Officer, Term
from tongpin.domains.membership.selectors.members import bureau_of
from tongpin.domains.membership.selectors.terms import term_rule
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.dates import plus_months
from tongpin.kernel.errors import Refused


@transaction.atomic
def begin_term(*, org: Organisation, number: str, has_committee: bool, elected_on: date, months: int | None, by: User, today: date) -> Term:
    """登记届次: the months come from the rule in force on the day of the election where none are given.

    The term that still runs ends with this election, and those who held its offices leave them on the day.
    """
    if org.face != Face.PARTY or org.level == OrgLevel.PARTY_GROUP:
        raise Refused(f"“{org}”不经选举产生委员会，请选择党支部、党总支或机关党委。", field="org")
    not_after(elected_on, today, "选举日期", field="elected_on")
    if months is None:
        rule = term_rule(org.level, elected_on)
        if rule is None:
            raise Refused(f"规则手册没有{elected_on:%Y-%m-%d}适用的任期，请按当时的规定填写任期月数。", field="months")
        months = rule.months
    former = Term.objects.filter(org=org, ended_on__isnull=True, elected_on__lt=elected_on).first()
    if former is not None:
        end_term(former, by=by, today=today, expected=former.version, on=elected_on)
    values = {"number": number, "has_committee": has_committee, "elected_on": elected_on, "months": months}
    return enter(Term(org=org, **values), verb="term.begun", by=by, fields=values)


@transaction.atomic
def correct_term(
    term: Term, *, by: User, today: date, expected: int, number: str, has_committee: bool, elected_on: date, months: int
) -> Term:
    """更正届次."""
    not_after(elected_on, today, "选举日期", field="elected_on")
    values = {"number": number, "has_committee": has_committee, "elected_on": elected_on, "months": months}
    return amend(term, verb="term.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def postpone_term(term: Term, *, by: User, today: date, expected: int, postponed_to: date, approved_on: date, approval: str) -> Term:
    """提前或延期换届: with the superior's approval, and no further than the rule allows."""
    _check_open(term)
    not_after(approved_on, today, "批准日期", field="approved_on")
    if postponed_to <= term.elected_on:
        raise Refused("调整后的换届日期须晚于本届选举日期，请核对。", field="postponed_to")
    rule = term_rule(term.org.level, approved_on)
    if rule is not None:
        first, last = plus_months(term.expires_on, -rule.shift_months), plus_months(term.expires_on, rule.shift_months)
        if not first <= postponed_to <= last:
            message = f"提前或延期一般不超过{rule.shift_months}个月，换届日期应在 {first:%Y-%m-%d} 至 {last:%Y-%m-%d} 之间。"
            raise Refused(message, field="postponed_to")
    values = {"postponed_to": postponed_to, "postponement_approved_on": approved_on, "postponement_approval": approval}
    return amend(term, verb="term.postponed", by=by, expected=expected, values=values)


@transaction.atomic
def remind_term(term: Term, *, by: User, today: date, expected: int, on: date) -> Term:
    """上级提醒换届: by letter or call, on a day within the term."""
    _check_open(term)
    not_after(on, today, "提醒日期", field="on")
    if on < term.elected_on:
        raise Refused(f"提醒日期早于本届选举日期 {term.elected_on:%Y-%m-%d}，请核对。", field="on")
    return amend(term, verb="term.reminded", by=by, expected=expected, values={"reminded_on": on})


@transaction.atomic
def end_term(term: Term, *, by: User, today: date, expected: int, on: date) -> Term:
    """本届结束: those still in office leave it on the same day."""
    _check_open(term)
    not_after(on, today, "本届结束日期", field="on")
    if on <= term.elected_on:
        raise Refused("本届结束日期须晚于选举日期，请核对。", field="on")
    for officer in Officer.objects.filter(term=term, ends_on__isnull=True):
        last = max(on, officer.starts_on + timedelta(days=1))
        amend(officer, verb="officer.released", by=by, expected=officer.version, values={"ends_on": last})
    return amend(term, verb="term.ended", by=by, expected=expected, values={"ended_on": on})


@transaction.atomic
def appoint_officer(
    term: Term, *, person: Person, office: str, starts_on: date, approved_on: date | None, approval: str, by: User, today: date
) -> Officer:
    """任职: elected or assigned to an office of the term."""
    _check_open(term)
    not_after(starts_on, today, "任职日期", field="starts_on")
    if not term.has_committee and office not in (Office.SECRETARY, Office.DEPUTY):
        raise Refused("本届不设委员会，只设书记，必要时设副书记。", field="office")
    if starts_on < term.elected_on:
        raise Refused(f"任职日期早于本届选举日期 {term.elected_on:%Y-%m-%d}，请核对。", field="starts_on")
    if approved_on is not None:
        not_after(approved_on, today, "批准日期", field="approved_on")
    if not bureau_of(term.org).contains(person.org):
        raise Refused(f"“{person}”属于{person.org}，不是本单位人员，请另选。", field="person")
    values = {"person": person, "office": office, "starts_on": starts_on, "approved_on": approved_on, "approval": approval}
    return enter(Officer(org=term.org, term=term, **values), verb="officer.appointed", by=by, fields=("term", *values))


@transaction.atomic
def release_officer(officer: Officer, *, by: User, today: date, expected: int, on: date) -> Officer:
    """免职: from ``on`` no longer in office."""
    if officer.ends_on is not None:
        raise Refused("该任职已经结束，不必重复办理。")
    not_after(on, today, "免职日期", field="on")
    if on <= officer.starts_on:
        raise Refused("免职日期须晚于任职日期，请核对。", field="on")
    return amend(officer, verb="officer.released", by=by, expected=expected, values={"ends_on": on})


def _check_open(term: Term) -> None:
    if term.ended_on is not None:
        raise Refused(f"“{term}”已于{term.ended_on:%Y-%m-%d}结束，不能再办理。")
