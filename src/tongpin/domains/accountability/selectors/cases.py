"""信访件查询: only for the officers named in a file; everybody else finds nothing, the command line's account included."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.domains.accountability.case_flow import ENDED
from tongpin.domains.accountability.models import CaseAccess, CaseNote, CaseOfficer, PetitionCase
from tongpin.domains.accountability.permissions import Permission
from tongpin.foundation.access.selectors import holders, may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people, work_calendar

SOON_WORKDAYS = 5


def petition_cases() -> QuerySet[PetitionCase]:
    """信访件 without its sealed words."""
    return PetitionCase.objects.select_related("org").defer("matter", "conclusion", "reply")


def named(user: User) -> QuerySet[CaseOfficer]:
    """本人经办的: where this person is named now."""
    return CaseOfficer.objects.filter(person__user=user.pk, person__user__isnull=False, ended_on__isnull=True)


def cases_of(user: User) -> QuerySet[PetitionCase]:
    """看得见的信访件: those in which this person is named, as long as they hold the permission at all."""
    if user.pk is None or not may(user, Permission.CASES):
        return petition_cases().none()
    return petition_cases().filter(Exists(named(user).filter(case=OuterRef("pk"))))


def officers_of(case: PetitionCase) -> QuerySet[CaseOfficer]:
    """经办人, those who were relieved last."""
    return CaseOfficer.objects.filter(case=case).select_related("person", "person__org").order_by("ended_on", "pk")


def officers_now(case: PetitionCase) -> QuerySet[CaseOfficer]:
    """现任经办人."""
    return officers_of(case).filter(ended_on__isnull=True)


def notes_of(case: PetitionCase) -> QuerySet[CaseNote]:
    """办理记录 without its words."""
    return CaseNote.objects.filter(case=case).select_related("by").defer("words")


def words_of_notes(case: PetitionCase) -> QuerySet[CaseNote]:
    """办理记录 with its words, for the page that shows them."""
    return CaseNote.objects.filter(case=case).select_related("by")


def accesses_of(case: PetitionCase) -> QuerySet[CaseAccess]:
    """查阅记录, the latest first."""
    return CaseAccess.objects.filter(case=case)


def people_to_name(org: Organisation, case: PetitionCase | None = None) -> QuerySet[Person]:
    """可指定的经办人: people with an account who may handle such files, and are not named yet."""
    users = holders(Permission.CASES, [org.pk]).get(org.pk, [])
    rows = people().filter(user__in=users, left_on__isnull=True)
    if case is not None:
        rows = rows.exclude(pk__in=officers_now(case).values("person"))
    return rows.order_by("pinyin", "pk")


def case_light(case: PetitionCase, on: date) -> tuple[str, str, str]:
    """信访件的灯 by its deadline; a file without one has no colour."""
    if case.state in ENDED:
        late = case.replied_on is not None and case.reply_by is not None and case.replied_on > case.reply_by
        return ("yellow", "逾期答复", "") if late else ("green", case.get_state_display(), "")
    if case.reply_by is None:
        return "grey", "没有时限", ""
    if on > case.reply_by:
        return "red", "逾期", f"应于{case.reply_by:%Y-%m-%d}前办理完毕。"
    left = work_calendar().workdays_between(on, case.reply_by).value
    return ("blue", "临期", f"距时限{left}个工作日。") if left <= SOON_WORKDAYS else ("grey", "未到期", "")


def cases_due(user: User, until: date) -> QuerySet[PetitionCase]:
    """待办的信访件 of this person, due by a day."""
    return cases_of(user).exclude(state__in=ENDED).filter(Q(reply_by__isnull=False, reply_by__lte=until)).order_by("reply_by", "pk")
