"""任前廉政谈话查询: whose appointment was decided and who has not been talked to, for those who see to the talks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.membership.selectors.appointments import TalkDue, appointment_cases, appointments_due_for_talk
from tongpin.foundation.access.selectors import is_operator, visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import ancestors

SOON_DAYS = 7


def talks_due(user: User, as_of: date, org: Organisation | None = None) -> list[TalkDue]:
    """待谈话的: within the organisations where this person sees to the talks."""
    orgs = visible_orgs(user, Permission.INTEGRITY) if not is_operator(user) else Organisation.objects.all()
    if org is not None and org.path:
        orgs = orgs.filter(path__startswith=org.path)
    return appointments_due_for_talk(as_of, orgs.order_by().values_list("pk", flat=True))


def talk_light(due: TalkDue, on: date) -> tuple[str, str, str]:
    """待谈话的灯: the talk comes before taking office."""
    if due.takes_office_on is None:
        return "blue", "待谈话", "到任日期未定。"
    if on >= due.takes_office_on:
        return "red", "逾期", f"{due.takes_office_on:%Y-%m-%d}到任，到任前没有谈话。"
    if (due.takes_office_on - on).days <= SOON_DAYS:
        return "yellow", "临近到任", f"{due.takes_office_on:%Y-%m-%d}到任。"
    return "blue", "待谈话", f"{due.takes_office_on:%Y-%m-%d}到任。"


@dataclass(frozen=True, slots=True)
class Due:
    """待谈话一行: whom, how it stands, and where it is recorded."""

    pk: int
    due: TalkDue
    light: tuple[str, str, str]
    url: str


def office_talks(user: User, on: date, org: Organisation | None) -> list[Due]:
    """待谈话 as the page shows it."""
    return [
        Due(one.case_pk, one, talk_light(one, on), reverse("accountability:office_talk", args=[one.case_pk]))
        for one in talks_due(user, on, org)
    ]


def case_to_talk(user: User, pk: int, on: date) -> tuple[Any, Organisation | None]:
    """待谈话的任用案 and the bureau among whose people the talker is; (None, None) where no talk is due or it is not theirs to see to."""
    if not any(one.case_pk == pk for one in talks_due(user, on)):
        return None, None
    case = appointment_cases().get(pk=pk)
    tops = [one for one in (*ancestors(case.org), case.org) if OrgLevel(one.level).is_bureau]
    return case, tops[-1] if tops else case.org
