"""选举、评议与党费事实: totals of elections, numbers and names of appraisals, one member's month of dues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from tongpin.domains.membership.enums import ElectionBody, ElectionKind, Grade, Standing, Waiver
from tongpin.domains.membership.facts.register import DATE, NUMBER, TEXT, TEXTS, YES_NO, Values, declared, known
from tongpin.domains.membership.models import Appraisal, AppraisalGrade, Candidate, DuesBase, DuesMonth, Election
from tongpin.domains.membership.selectors import appraisals, base_in, elections, members_on, result
from tongpin.kernel.obligations import DutySubject, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind

ELECTION_FACTS = declared(
    ("election_on", "选举日期", DATE),
    ("election_body", "选举方式", TEXT),
    ("election_kind", "选举种类", TEXT),
    ("members_total", "党员总数", NUMBER, "人"),
    ("congress_approved", "召开代表大会已经批准", YES_NO),
    ("seats", "应选人数", NUMBER, "人"),
    ("candidates", "正式候选人数", NUMBER, "人"),
    ("ineligible_counted", "计入应到的无选举权人数", NUMBER, "人"),
    ("voters_due", "应到会有选举权人数", NUMBER, "人"),
    ("voters_present", "实到会有选举权人数", NUMBER, "人"),
    ("members_with_right", "有选举权党员总数", NUMBER, "人"),
    ("excused_approved", "经批准不计入应到人数", NUMBER, "人"),
    ("excused_unapproved", "未经批准而剔除的人数", NUMBER, "人"),
    ("secret_ballot", "无记名投票", YES_NO),
    ("proxy_votes", "委托投票张数", NUMBER, "票"),
    ("counters_candidates", "兼任监票计票的候选人数", NUMBER, "人"),
    ("ballots_issued", "发出选票", NUMBER, "张"),
    ("ballots_returned", "收回选票", NUMBER, "张"),
    ("most_names_on_valid_ballot", "有效选票中所选人数最多的一张", NUMBER, "人"),
    ("lowest_winning_votes", "当选人中最少的赞成票", NUMBER, "票"),
    ("passed_candidates", "得赞成票过半的人数", NUMBER, "人"),
    ("tied_at_last_seat", "最后名额票数相等", YES_NO),
    ("revote_held", "已再次投票", YES_NO),
    ("reduction_consents", "同意减少名额的人数", NUMBER, "人"),
    ("committee_filed_on", "委员报备日期", DATE),
    ("secretary_approved_on", "书记副书记批复日期", DATE),
    ("secretary_in_office_on", "书记履职日期", DATE),
    ("former_term_ended_on", "上届任期届满日期", DATE),
    ("shift_approved", "提前或延期换届已经批准", YES_NO),
)
APPRAISAL_FACTS = declared(
    ("self_on", "个人自评日期", DATE),
    ("mutual_on", "党员互评日期", DATE),
    ("tested_on", "民主测评日期", DATE),
    ("members_without_opinion", "没有评定意见的党员", TEXTS),
    ("probationers_graded", "被评定等次的预备党员", TEXTS),
    ("other_grades", "四个等次以外的等次", TEXTS),
    ("graded_members", "评定等次的党员数", NUMBER, "人"),
    ("members", "评议时党员总数", NUMBER, "人"),
    ("excellent_members", "评为优秀的人数", NUMBER, "人"),
    ("unqualified_unhandled", "不合格而没有处置的党员", TEXTS),
    ("barely_unhelped", "基本合格而没有帮助的党员", TEXTS),
)
BRANCH_FACTS = declared(("appraisals_held", "该年度民主评议党员次数", NUMBER, "次"))
DUES_FACTS = declared(
    ("payer_kind", "交费人员类别", TEXT),
    ("dues_base", "党费计算基数", NUMBER, "元"),
    ("dues_paid", "当月交纳数", NUMBER, "元"),
    ("month_end", "该月最后一日", DATE),
    ("dues_waiver", "党费减免", TEXT),
    ("waiver_applied_on", "减免申请日期", DATE),
    ("branch_studied_on", "党支部研究日期", DATE),
    ("waiver_approved_on", "减免批准日期", DATE),
    ("base_effective_on", "现基数起用之日", DATE),
    ("is_excused", "当月未交有正当理由", YES_NO),
    ("pay_changed_on", "固定收入变动之日", DATE),
)


def election_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """选举 of the year of the day."""
    rows = elections().filter(org_id__in=list(org_ids), on__gte=date(as_of.year, 1, 1), on__lte=as_of)
    return [_subject("election", row, reverse("membership:election", args=[row.pk]), row.on) for row in rows]


def appraisal_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """民主评议 held in the year of the day or for it."""
    rows = appraisals().filter(org_id__in=list(org_ids), held_on__lte=as_of, held_on__gte=date(as_of.year - 1, 1, 1))
    return [_subject("appraisal", row, reverse("membership:appraisal", args=[row.pk]), row.held_on) for row in rows]


def dues_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """党费月份 of the year of the day, one for each member and month; the title names nobody."""
    rows = DuesMonth.objects.filter(org_id__in=list(org_ids), month__gte=date(as_of.year, 1, 1), month__lte=as_of)
    return [_subject("dues_month", row, reverse("membership:dues"), row.month) for row in rows]


def _subject(kind: str, row: Any, url: str, on: date) -> Subject:
    return Subject(kind=kind, pk=row.pk, org_id=row.org_id, title=str(row), starts_on=on, url=url)


def collect_elections(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """选举的事实: totals only."""
    rows = list(elections().filter(pk__in=[s.pk for s in subjects]))
    again = set(Election.objects.filter(again_of__in=rows, on__lte=as_of).values_list("again_of_id", flat=True))
    return {row.pk: known(_election(row, row.pk in again)) for row in rows}


def _election(row: Election, again: bool) -> Values:
    named: list[Candidate] = list(row.candidates.all())
    found = result(row)
    winning = [c.votes for c in named if found and c.pk in found.elected and c.votes is not None]
    return {
        "election_on": row.on,
        "election_body": ElectionBody(row.body).label,
        "election_kind": ElectionKind(row.kind).label,
        "members_total": row.members_total,
        "congress_approved": row.congress_approved,
        "seats": row.seats,
        "candidates": sum(1 for c in named if c.is_nominated),
        "ineligible_counted": None if row.voters_due is None else max(row.voters_due + row.excused_approved - row.members_with_right, 0),
        "voters_due": row.voters_due,
        "voters_present": row.voters_present,
        "members_with_right": row.members_with_right,
        "excused_approved": row.excused_approved,
        "excused_unapproved": 0,
        "secret_ballot": row.is_secret if row.is_counted else None,
        "proxy_votes": row.proxy_votes if row.is_counted else None,
        "counters_candidates": row.counters_candidates if row.is_counted else None,
        "ballots_issued": row.ballots_issued,
        "ballots_returned": row.ballots_returned,
        "most_names_on_valid_ballot": row.most_names,
        "lowest_winning_votes": min(winning) if winning else None,
        "passed_candidates": found.passed if found else None,
        "tied_at_last_seat": bool(found.tied) if found else None,
        "revote_held": again if found else None,
        "reduction_consents": row.reduction_consents,
        "committee_filed_on": row.committee_filed_on,
        "secretary_approved_on": row.secretary_approved_on,
        "secretary_in_office_on": row.secretary_in_office_on,
        "former_term_ended_on": row.former_term_ends_on,
        "shift_approved": row.shift_approved,
    }


def collect_appraisals(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """民主评议的事实; names where the rules ask for them."""
    rows = list(appraisals().filter(pk__in=[s.pk for s in subjects]))
    graded: dict[int, list[AppraisalGrade]] = defaultdict(list)
    for grade in AppraisalGrade.objects.filter(appraisal__in=rows).select_related("member__person"):
        graded[grade.appraisal_id].append(grade)
    found = {}
    for row in rows:
        present = list(members_on(row.held_on).filter(org__path__startswith=row.org.path, joined_on__lte=row.held_on))
        found[row.pk] = known(_appraisal(row, present, graded[row.pk]))
    return found


def _appraisal(row: Appraisal, present: Sequence[Any], graded: Sequence[AppraisalGrade]) -> Values:
    given = {g.member_id: g for g in graded}
    full = [m for m in present if m.standing_on(row.held_on) == Standing.FULL]

    def named(*grades: Grade) -> tuple[str, ...]:
        return tuple(g.member.person.name for g in graded if g.grade in grades and g.followed_up_on is None)

    return {
        "self_on": row.self_on,
        "mutual_on": row.mutual_on,
        "tested_on": row.tested_on,
        "members_without_opinion": tuple(m.person.name for m in full if m.pk not in given or given[m.pk].opinion_on is None),
        "probationers_graded": tuple(g.member.person.name for g in graded if g.member.standing_on(row.held_on) != Standing.FULL),
        "other_grades": (),
        "graded_members": len(graded),
        "members": len(present),
        "excellent_members": sum(1 for g in graded if g.grade == Grade.EXCELLENT),
        "unqualified_unhandled": named(Grade.UNQUALIFIED),
        "barely_unhelped": named(Grade.BARELY),
    }


def collect_appraised_branches(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党支部该年度的民主评议次数; told only for a year."""
    if window is None or window.kind is not PeriodKind.YEAR:
        return {}
    found: dict[int, Values] = {s.pk: {"appraisals_held": 0} for s in subjects}
    for key in Appraisal.objects.filter(org_id__in=list(found), year=window.start.year, held_on__lte=as_of).values_list(
        "org_id", flat=True
    ):
        found[key]["appraisals_held"] += 1
    return found


def collect_dues(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党费月份的事实: base and amount are for rules that only those who keep dues may open; what was paid later is not known yet."""
    rows = list(DuesMonth.objects.filter(pk__in=[s.pk for s in subjects]))
    changes = _pay_changes([row.member_id for row in rows])
    found = {}
    for month in {row.month for row in rows}:
        of_month, last = [row for row in rows if row.month == month], Period(month, PeriodKind.MONTH).last_day
        bases = base_in([row.member_id for row in of_month], month)
        for row in of_month:
            base, is_paid = bases.get(row.member_id), row.paid_on is not None and row.paid_on <= as_of
            values: Values = {
                "month_end": last,
                "dues_paid": row.amount if is_paid else None,
                "is_excused": row.has_reason,
                "pay_changed_on": max((day for day in changes.get(row.member_id, ()) if day <= last), default=None),
            }
            if base is not None:
                values |= {
                    "payer_kind": base.get_payer_display(),
                    "dues_base": base.base,
                    "dues_waiver": Waiver(base.waiver).label,
                    "waiver_applied_on": base.waiver_applied_on,
                    "branch_studied_on": base.branch_studied_on,
                    "waiver_approved_on": base.waiver_approved_on,
                    "base_effective_on": base.starts_on,
                }
            found[row.pk] = known(values)
    return found


def _pay_changes(members: Sequence[int]) -> Mapping[int, list[date]]:
    """固定收入变动 of members: told with the base that followed it, or with the one that was in use when it came."""
    found: dict[int, list[date]] = defaultdict(list)
    for member, day in DuesBase.objects.filter(member__in=members, pay_changed_on__isnull=False).values_list("member", "pay_changed_on"):
        if day is not None:
            found[member].append(day)
    return found


SOURCES = [
    DutySubject(key="election", title="选举", find=election_subjects),
    DutySubject(key="appraisal", title="民主评议", find=appraisal_subjects, is_personal=True),
    DutySubject(key="dues_month", title="党费月份", find=dues_subjects, is_personal=True),
    FactSource(subject="election", facts=ELECTION_FACTS, record_kinds=("election", "candidate"), collect=collect_elections),
    FactSource(subject="appraisal", facts=APPRAISAL_FACTS, record_kinds=("appraisal", "appraisal_grade"), collect=collect_appraisals),
    FactSource(subject="branch", facts=BRANCH_FACTS, record_kinds=("appraisal",), collect=collect_appraised_branches),
    FactSource(subject="dues_month", facts=DUES_FACTS, record_kinds=("dues_month", "dues_base"), collect=collect_dues),
]
