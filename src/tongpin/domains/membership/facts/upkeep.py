"""日常登记事实: dues as they were paid, corrections, contacts, yearly work of a committee, reports of secretaries, appointments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from tongpin.domains.membership.calculations.appointments import OFFICE, PASSED
from tongpin.domains.membership.enums import BranchKind, CommitteeWorkKind, ContactManner, DuesPart, PayChannel, Waiver
from tongpin.domains.membership.facts.register import DATE, NUMBER, TEXT, YES_NO, Values, declared, known
from tongpin.domains.membership.models import (
    AppointmentStep,
    BranchProfile,
    CommitteeWork,
    CorrectionMeasure,
    DuesGift,
    DuesMonth,
    DuesPublication,
    Member,
    MemberContact,
    SecretaryReport,
)
from tongpin.domains.membership.selectors import base_in, corrections
from tongpin.kernel.obligations import FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind

LARGE_GIFT = 1000
"""一次自愿多交的数额 in 元, from which on it is forwarded to the centre."""

PAYMENT_FACTS = declared(
    ("month_settled", "本月应交的党费已经交纳或者登记正当理由", YES_NO),
    ("gift_over_limit", "一次自愿多交1000元以上", YES_NO),
    ("gift_forwarded", "自愿多交已转交中央", YES_NO),
    ("months_paid_at_once", "一次交纳的月数", NUMBER, "个月"),
    ("payment_channel", "交纳方式", TEXT),
    ("payment_consent", "党支部同意", YES_NO),
    ("collected_before_meeting", "大会以前当月党费已收完", YES_NO),
)
CORRECTION_FACTS = declared(
    ("correction_from", "限期改正起始日", DATE),
    ("correction_until", "限期改正截止日", DATE),
    ("help_measures", "帮教措施", NUMBER, "项"),
    ("correction_result", "限期改正结论", TEXT),
)
CONTACT_FACTS = declared(("contact_records", "联系次数", NUMBER, "次"), ("home_study_visits", "送学上门次数", NUMBER, "次"))
PUBLICATION_FACTS = declared(("dues_publications", "该年度公布次数", NUMBER, "次"), ("dues_published_on", "公布日期", DATE))
WORK_FACTS = declared(
    ("activist_analyses_held", "分析入党积极分子队伍次数", NUMBER, "次"),
    ("rotation_trainings", "组织党员轮训期数", NUMBER, "期"),
    ("yearly_report_on", "本年报告日期", DATE),
    ("report_covers_member_education", "报告含党员教育管理内容", YES_NO),
)
REPORT_FACTS = declared(
    ("work_reports", "该年度述职次数", NUMBER, "次"),
    ("work_report_on", "述职日期", DATE),
    ("work_report_due_on", "上级通知的截止日", DATE),
    ("work_report_grade", "述职评议等次", TEXT),
    ("grade_feedback_on", "结果反馈日期", DATE),
    ("rectification_items", "整改清单", NUMBER, "项"),
    ("reports_to_members", "在党员大会述职次数", NUMBER, "次"),
)
LEADER_FACTS = declared(("appointed_on", "任现职日期", DATE), ("integrity_talk_on", "任前廉政谈话日期", DATE))


def collect_payments(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """交纳的事实: the largest payment of the month by how many months it covered, and whether the month of acceptance was collected."""
    people = [s.pk for s in subjects]
    found: dict[int, Values] = {key: {} for key in people}
    if window is not None and window.kind is PeriodKind.MONTH:
        paid: dict[tuple[int, date], list[DuesMonth]] = defaultdict(list)
        last = min(window.last_day, as_of)
        for row in DuesMonth.objects.filter(member__person__in=people, paid_on__gte=window.start, paid_on__lte=last).select_related(
            "member"
        ):
            if row.paid_on is not None:
                paid[row.member.person_id, row.paid_on].append(row)
        for (person, _), rows in sorted(paid.items(), key=lambda item: (len(item[1]), item[0])):
            found[person] = {
                "months_paid_at_once": len(rows),
                "payment_channel": PayChannel(rows[0].channel).label,
                "payment_consent": all(row.is_consented for row in rows),
            }
        for person, values in _gifts(people, window.start, last).items():
            found[person] |= values
        for person, settled in _settled(people, window, as_of).items():
            found[person] |= {"month_settled": settled}
            found[person].setdefault("gift_over_limit", False)
    if window is None:
        for person, value in _collected(people).items():
            found[person]["collected_before_meeting"] = value
    return {key: values for key, values in found.items() if values}


def _gifts(people: Sequence[int], start: date, last: date) -> dict[int, Values]:
    """自愿多交 of the month: only whether one of them was large, and whether all large ones were forwarded by then."""
    found: dict[int, Values] = {}
    for row in DuesGift.objects.filter(member__person__in=people, on__gte=start, on__lte=last).select_related("member"):
        values = found.setdefault(row.member.person_id, {"gift_over_limit": False})
        if row.amount >= LARGE_GIFT:
            forwarded = row.forwarded_on is not None
            values |= {"gift_over_limit": True, "gift_forwarded": forwarded and values.get("gift_forwarded", True)}
    return found


def _settled(people: Sequence[int], month: Period, as_of: date) -> dict[int, bool]:
    """本月应交的党费是否已交或者有正当理由, of those who belong to an organisation that keeps the register by then.

    Who was accepted or arrived in the month is told by the rule of probationers, or pays where they came from; who is exempt owes nothing.
    What was paid late is paid from that day on.
    """
    standing = Q(left_on__isnull=True) | Q(left_on__gte=month.end)
    rows = Member.objects.filter(standing, person__in=people, joined_on__lt=month.start, arrived_on__lte=month.start)
    members = {m.person_id: m for m in rows.order_by("arrived_on", "pk")}
    orgs = {m.org_id for m in members.values()}
    kept = set(DuesMonth.objects.filter(org__in=orgs, month__lte=month.start).order_by().values_list("org_id", flat=True).distinct())
    temporary = set(BranchProfile.objects.filter(org__in=orgs, kind=BranchKind.TEMPORARY).values_list("org_id", flat=True))
    bases = base_in([m.pk for m in members.values()], month.start)
    settled = {
        person
        for person, paid_on, has_reason in DuesMonth.objects.filter(member__person__in=people, month=month.start).values_list(
            "member__person", "paid_on", "has_reason"
        )
        if has_reason or (paid_on is not None and paid_on <= as_of)
    }
    return {
        person: person in settled
        for person, m in members.items()
        if m.org_id in kept - temporary and ((base := bases.get(m.pk)) is None or base.waiver != Waiver.FREE)
    }


def _collected(people: Sequence[int]) -> dict[int, bool]:
    """大会以前已收完: the organisation's own collecting day of that month had passed; without such a day, what others had paid by then.

    Told only where the organisation has a collecting day or keeps the register of dues.
    """
    rows = list(Member.objects.filter(person__in=people, joined_on__isnull=False, full_since__isnull=True, left_on__isnull=True))
    orgs = {m.org_id for m in rows}
    days = dict(BranchProfile.objects.filter(org__in=orgs, dues_day__isnull=False).values_list("org_id", "dues_day"))
    months = {m.joined_on.replace(day=1) for m in rows if m.joined_on is not None}
    paid: dict[tuple[int, date], list[tuple[int, date]]] = defaultdict(list)
    for org, month, payer, on in DuesMonth.objects.filter(org__in=orgs, month__in=months, paid_on__isnull=False).values_list(
        "org_id", "month", "member_id", "paid_on"
    ):
        if on is not None:
            paid[org, month].append((payer, on))
    kept = set(DuesMonth.objects.filter(org__in=orgs).values_list("org_id", flat=True))
    found: dict[int, bool] = {}
    for member in rows:
        if member.joined_on is None:
            continue
        day = days.get(member.org_id)
        if day is not None:
            found[member.person_id] = member.joined_on.day > day
        elif member.org_id in kept:
            others = [on for key, on in paid[member.org_id, member.joined_on.replace(day=1)] if key != member.pk]
            found[member.person_id] = bool(others) and max(others) < member.joined_on
    return found


def collect_corrections(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """限期改正的事实: the latest measure of each person; a conclusion of a later day is not known yet."""
    latest: dict[int, CorrectionMeasure] = {}
    for measure in corrections().filter(member__person__in=[s.pk for s in subjects], placed_on__lte=as_of).order_by("placed_on", "pk"):
        latest[measure.member.person_id] = measure
    return {
        person: known(
            {
                "correction_from": one.placed_on,
                "correction_until": one.until,
                "help_measures": sum(1 for h in one.helps.all() if h.on <= as_of),
                "correction_result": one.get_outcome_display() if one.settled_on is not None and one.settled_on <= as_of else None,
            }
        )
        for person, one in latest.items()
    }


def collect_contacts(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """联系的事实, for a window: those reached; an attempt that reached nobody does not count as contact."""
    if window is None:
        return {}
    found: dict[int, Values] = {s.pk: {"contact_records": 0, "home_study_visits": 0} for s in subjects}
    rows = MemberContact.objects.filter(
        member__person__in=list(found), on__gte=window.start, on__lt=window.end, on__lte=as_of, is_reached=True
    )
    for person, manner in rows.values_list("member__person_id", "manner"):
        found[person]["contact_records"] += 1
        found[person]["home_study_visits"] += manner == ContactManner.HOME_STUDY
    return found


def collect_publications(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党费公布的事实, for a year: the whole year once, or both halves; one half alone does not make the year."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    told: dict[int, dict[str, date]] = {s.pk: {} for s in subjects}
    for row in DuesPublication.objects.filter(org__in=list(told), year=window.start.year, published_on__lte=as_of):
        told[row.org_id][row.part] = row.published_on
    found: dict[int, Values] = {}
    for key, parts in told.items():
        halves = [parts[p] for p in (DuesPart.FIRST_HALF, DuesPart.SECOND_HALF) if p in parts]
        whole = [parts[DuesPart.YEAR]] if DuesPart.YEAR in parts else []
        days = whole + ([max(halves)] if len(halves) == 2 else [])
        found[key] = known({"dues_publications": len(days), "dues_published_on": max(days, default=None)})
    return found


def collect_committee_work(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """基层党委年度工作的事实, for a year."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    found: dict[int, Values] = {s.pk: {"activist_analyses_held": 0, "rotation_trainings": 0} for s in subjects}
    for row in CommitteeWork.objects.filter(org__in=list(found), on__gte=window.start, on__lt=window.end, on__lte=as_of).order_by(
        "on", "pk"
    ):
        values = found[row.org_id]
        if row.kind == CommitteeWorkKind.ANALYSIS:
            values["activist_analyses_held"] += 1
        elif row.kind == CommitteeWorkKind.TRAINING:
            values["rotation_trainings"] += 1
        elif not values.get("report_covers_member_education"):
            values |= {"yearly_report_on": row.on, "report_covers_member_education": row.covers_education}
    return found


def collect_reports(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """书记述职的事实, for a year."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    found: dict[int, Values] = {s.pk: {"work_reports": 0, "reports_to_members": 0} for s in subjects}
    for row in SecretaryReport.objects.filter(person__in=list(found), year=window.start.year):
        reported = row.reported_on is not None and row.reported_on <= as_of
        graded = reported and bool(row.grade)
        found[row.person_id] |= known(
            {
                "work_reports": int(reported),
                "reports_to_members": int(row.told_members_on is not None and row.told_members_on <= as_of),
                "work_report_on": row.reported_on if reported else None,
                "work_report_due_on": row.due_on,
                "work_report_grade": row.get_grade_display() if graded else None,
                "grade_feedback_on": row.feedback_on if row.feedback_on is not None and row.feedback_on <= as_of else None,
                "rectification_items": row.rectification_items if graded else None,
            }
        )
    return found


def collect_leaders(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """任职的事实 of leading members: the latest post taken through an appointment case, and its talk."""
    rows = AppointmentStep.objects.filter(
        Q(title=OFFICE), case__person__in=[s.pk for s in subjects], conclusion=PASSED, on__lte=as_of
    ).select_related("case")
    found: dict[int, Values] = {}
    for row in rows.order_by("on", "pk"):
        talk = row.case.integrity_talk_on
        talked = talk if talk is not None and talk <= as_of else None
        found[row.case.person_id] = known({"appointed_on": row.on, "integrity_talk_on": talked})
    return found


SOURCES = [
    FactSource(
        subject="member",
        facts=PAYMENT_FACTS,
        record_kinds=("dues_month", "dues_gift", "dues_base", "branch_profile", "member"),
        collect=collect_payments,
    ),
    FactSource(
        subject="member", facts=CORRECTION_FACTS, record_kinds=("correction_measure", "correction_help"), collect=collect_corrections
    ),
    FactSource(subject="member", facts=CONTACT_FACTS, record_kinds=("member_contact",), collect=collect_contacts),
    FactSource(subject="branch", facts=PUBLICATION_FACTS, record_kinds=("dues_publication",), collect=collect_publications),
    FactSource(subject="party_committee", facts=WORK_FACTS, record_kinds=("committee_work",), collect=collect_committee_work),
    FactSource(subject="secretary", facts=REPORT_FACTS, record_kinds=("secretary_report",), collect=collect_reports),
    FactSource(subject="leader", facts=LEADER_FACTS, record_kinds=("appointment_case", "appointment_step"), collect=collect_leaders),
]
