"""典型案例通报办理: drafted, issued to units with a number, signed for, and studied at a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from tongpin.domains.accountability.enums import CircularState
from tongpin.domains.accountability.models import Circular, CircularUnit
from tongpin.domains.accountability.selectors.circulars import names_in
from tongpin.engines.activities.models import Activity
from tongpin.engines.ledgers.services import amend, enter, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert
from tongpin.kernel.errors import Refused


class CircularFields(TypedDict):
    """案例通报栏目."""

    title: str
    source: str
    summary: str
    lesson: str
    naming_basis: str
    receive_by: date
    study_by: date


@transaction.atomic
def draft_circular(
    *, org: Organisation, units: Iterable[Organisation], by: User, today: date, **fields: Unpack[CircularFields]
) -> Circular:
    """拟出案例通报 to units of the bureau."""
    chosen = list(units)
    _check(org, chosen, fields, today)

    def with_parts(made: Circular) -> None:
        for unit in chosen:
            insert(CircularUnit(circular=made, org=unit))

    return enter(Circular(org=org, **fields), verb="circular.drafted", by=by, fields=("title", "receive_by"), with_parts=with_parts)


@transaction.atomic
def correct_circular(
    circular: Circular, *, units: Iterable[Organisation], by: User, today: date, expected: int, **fields: Unpack[CircularFields]
) -> Circular:
    """更正案例通报 before it is issued."""
    if circular.state != CircularState.DRAFTED:
        raise Refused("只有待印发的通报可以更正。")
    chosen = list(units)
    _check(circular.org, chosen, fields, today)
    found = amend(circular, verb="circular.corrected", by=by, expected=expected, values=dict(fields))
    kept = set(CircularUnit.objects.filter(circular=circular).values_list("org", flat=True))
    CircularUnit.objects.filter(circular=circular).exclude(org__in=chosen).delete()
    for unit in chosen:
        if unit.pk not in kept:
            insert(CircularUnit(circular=circular, org=unit))
    return found


@transaction.atomic
def issue_circular(circular: Circular, *, by: User, today: date, expected: int) -> Circular:
    """印发案例通报: it gets the next number of the year."""
    if circular.state != CircularState.DRAFTED:
        raise Refused(f"该通报{circular.get_state_display()}，不能再印发。")
    _check_names(circular.org, circular.title, circular.summary, circular.lesson, circular.naming_basis)
    if circular.receive_by < today:
        raise Refused("签收时限已经过去，请先更正时限。", field="receive_by")
    last = Circular.objects.filter(org=circular.org, year=today.year).aggregate(last=Max("serial"))["last"] or 0
    values = {"state": CircularState.ISSUED, "year": today.year, "serial": last + 1, "issued_on": today, "issued_by": by}
    return amend(circular, verb="circular.issued", by=by, expected=expected, values=values)


@transaction.atomic
def withdraw_circular(circular: Circular, *, by: User, expected: int, reason: str) -> Circular:
    """撤回案例通报."""
    if circular.state == CircularState.WITHDRAWN:
        raise Refused("该通报已经撤回。")
    values = {"state": CircularState.WITHDRAWN, "reason": reason}
    return amend(circular, verb="circular.withdrawn", by=by, expected=expected, values=values)


@transaction.atomic
def receive_circular(unit: CircularUnit, *, by: User, today: date) -> CircularUnit:
    """签收案例通报 for a unit; who comes second finds it done."""
    _check_issued(unit.circular)
    rows = CircularUnit.objects.filter(pk=unit.pk, received_on__isnull=True)
    if rows.update(received_on=today, received_by=by):
        unit.received_on, unit.received_by = today, by
        _noted(unit, "circular.received", by)
    return unit


@transaction.atomic
def note_study(unit: CircularUnit, *, by: User, today: date, study: Activity) -> CircularUnit:
    """登记学习: the meeting of the unit at which the circular was studied."""
    _check_issued(unit.circular)
    locked = CircularUnit.objects.select_for_update().get(pk=unit.pk)
    if locked.received_on is None:
        raise Refused("请先签收，再登记学习。")
    issued = unit.circular.issued_on
    if study.state != "held" or study.day > today or (issued is not None and study.day < issued):
        raise Refused("学习会议应是通报印发以后已召开的会议，请另选。", field="study")
    if not unit.org.contains(study.org):
        raise Refused(f"该会议不是{unit.org.shown_name}的会议，请另选。", field="study")
    CircularUnit.objects.filter(pk=unit.pk).update(study=study)
    unit.study = study
    _noted(unit, "circular.studied", by)
    return unit


def _noted(unit: CircularUnit, verb: str, by: User) -> None:
    circular = unit.circular
    tell(circular.org_id, circular.record_kind)
    audit.record(verb, by=by, subject=circular.reference(), org_id=circular.org_id, after={"单位": unit.org.name})


def _check_issued(circular: Circular) -> None:
    if circular.state != CircularState.ISSUED:
        raise Refused(f"该通报{circular.get_state_display()}，不能办理。")


def _check(org: Organisation, units: list[Organisation], fields: CircularFields, today: date) -> None:
    if not units:
        raise Refused("请至少选择一个通报单位。", field="units")
    for unit in units:
        if not org.contains(unit):
            raise Refused(f"“{unit}”不属于{org}，请另选。", field="units")
    if fields["receive_by"] < today:
        raise Refused(f"签收时限“{fields['receive_by']:%Y-%m-%d}”已经过去。", field="receive_by")
    _check_names(org, fields["title"], fields["summary"], fields["lesson"], fields["naming_basis"])


def _check_names(org: Organisation, title: str, summary: str, lesson: str, basis: str) -> None:
    """By default a circular names nobody of the unit."""
    named = names_in(org, f"{title}\n{summary}\n{lesson}") if not basis.strip() else []
    if named:
        raise Refused(
            f"内容中出现了人员姓名：{'、'.join(named)}。请改用“某单位某同志”；确需点名的，写明依据。",
            field="summary" if any(name in summary for name in named) else "lesson" if any(name in lesson for name in named) else "title",
        )
