"""党员与组织事实: what the register says of members, branches, committees, secretaries and the unit on a day; untold facts are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tongpin.domains.membership.enums import Abroad, CadreRank, LeavingReason, Office
from tongpin.domains.membership.models import DuesMonth, Member, Officer
from tongpin.domains.membership.selectors import members, officers_on, ranks_on, term_on
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.kernel.dates import plus_months
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.values import ValueType

Values = dict[str, Any]
FLOATING_MONTHS = 6


def declared(*rows: tuple[str, str, ValueType] | tuple[str, str, ValueType, str]) -> tuple[Fact, ...]:
    return tuple(Fact(name=r[0], title=r[1], type=r[2], unit=r[3] if len(r) > 3 else "") for r in rows)


NUMBER, TEXT, YES_NO, DATE, TEXTS = ValueType.NUMBER, ValueType.TEXT, ValueType.YES_NO, ValueType.DATE, ValueType.TEXTS

# --- subjects --------------------------------------------------------------------------------------------------------------


def member_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """党员: full and probationary members, by person; those who left in the year of the day too."""
    return [_person("member", m) for m in _standing(org_ids, as_of)]


def leader_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """党员领导干部, by person."""
    return [_person("leader", m) for m in _standing(org_ids, as_of) if m.is_leader]


def secretary_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """党组织书记 in office, by person."""
    return [
        Subject(
            kind="secretary",
            pk=officer.person_id,
            org_id=officer.org_id,
            title=f"{officer.term.org.shown_name}书记{officer.person.name}",
            starts_on=officer.starts_on,
            ends_on=officer.ends_on,
            url=reverse("membership:term", args=[officer.term_id]),
            person_id=officer.person_id,
        )
        for officer in officers_on(org_ids, as_of)
        if officer.office == Office.SECRETARY
    ]


def committee_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """支部委员会, by its branch, where the running term has one."""
    running = term_on(org_ids, as_of).values()
    return [
        Subject(
            kind="branch_committee",
            pk=term.org_id,
            org_id=term.org_id,
            title=f"{term.org.shown_name}支委会",
            starts_on=term.elected_on,
            ends_on=term.ended_on,
            url=reverse("membership:term", args=[term.pk]),
        )
        for term in running
        if term.has_committee and term.org.level == OrgLevel.PARTY_BRANCH
    ]


def _standing(org_ids: Sequence[int], as_of: date) -> list[Member]:
    held = Q(left_on__isnull=True) | Q(left_on__gte=date(as_of.year, 1, 1))
    rows = members().filter(held, org_id__in=list(org_ids), joined_on__lte=as_of, arrived_on__lte=as_of)
    return list({m.person_id: m for m in rows.order_by("arrived_on", "pk")}.values())


def _person(kind: str, member: Member) -> Subject:
    url = reverse("membership:member", args=[member.pk])
    title = f"{member.person.name}（{member.org.shown_name}）"
    return Subject(
        kind=kind,
        pk=member.person_id,
        org_id=member.org_id,
        title=title,
        starts_on=member.joined_on,
        ends_on=member.left_on,
        url=url,
        person_id=member.person_id,
    )


# --- members ---------------------------------------------------------------------------------------------------------------
MEMBER_FACTS = declared(
    ("activity_exempt", "活动和学习不作硬性要求", YES_NO),
    ("joined_on", "入党日期", DATE),
    ("became_full_on", "转正日期", DATE),
    ("branch_post", "党支部职务", TEXT),
    ("away_since", "外出之日", DATE),
    ("away_place_fixed", "外出地点相对固定", YES_NO),
    ("relation_transferred_on", "外出后组织关系转出之日", DATE),
    ("is_floating", "流动党员", YES_NO),
    ("studies_abroad", "出国（境）学习", YES_NO),
    ("lost_contact", "失去联系", YES_NO),
    ("last_contact_on", "最后一次取得联系之日", DATE),
    ("membership_stopped_on", "停止党籍之日", DATE),
    ("abroad_since", "出国（境）之日", DATE),
    ("abroad_kind", "出国（境）事由", TEXT),
    ("months_unpaid", "连续未交党费的整月数", NUMBER, "个月"),
    ("is_probationary", "预备党员", YES_NO),
    ("accepted_on", "接收为预备党员的党员大会之日", DATE),
    ("first_dues_month_on", "首次交纳党费的月份", DATE),
    ("transfer_out_on", "组织关系转出之日", DATE),
    ("transfer_received_on", "接收组织接收之日", DATE),
    ("old_branch", "转出的原党支部", TEXT),
    ("months_idle", "连续未做党组织分配工作的整月数", NUMBER, "个月"),
    ("months_excused_at_first", "接收后有正当理由未交党费的月数", NUMBER, "个月"),
)
RANK_FACTS = declared(("cadre_rank", "干部层次", TEXT))
# No record tells whether somebody did the work they were given: ``months_idle`` is only ever stated by a person, with a basis.
_POSTS = {Office.SECRETARY: "党支部书记", Office.DEPUTY: "党支部副书记"}
_ABROAD = {Abroad.SETTLED: "因私长期定居", Abroad.STUDY: "出国留学"}


def collect_members(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党员的事实 on the day."""
    people = [s.pk for s in subjects]
    held: dict[int, list[Member]] = defaultdict(list)
    for member in members().filter(person_id__in=people, arrived_on__lte=as_of).order_by("arrived_on", "pk"):
        held[member.person_id].append(member)
    posts = {o.person_id: o for o in officers_on([s.org_id for s in subjects], as_of)}
    unpaid, first = _unpaid(people, held, as_of)
    excused = _excused_at_first(held)
    found = {}
    for key in people:
        if key in held:
            values = _member(held[key], posts.get(key), as_of) | unpaid.get(key, {}) | first.get(key, {})
            found[key] = known({**values, "months_excused_at_first": excused.get(key)})
    return found


def _member(rows: list[Member], officer: Officer | None, as_of: date) -> Values:
    member = rows[-1]
    gone = member.away_since is not None and (member.back_on is None or member.back_on > as_of)
    abroad = member.abroad_since is not None and (member.back_on is None or member.back_on > as_of)
    stopped = next((m.left_on for m in rows if m.left_for == LeavingReason.SUSPENDED and m.left_on and m.left_on <= as_of), None)
    moved = member.left_on if member.left_for == LeavingReason.TRANSFERRED and member.left_on and member.left_on <= as_of else None
    full = member.full_since if member.full_since and member.full_since <= as_of else None
    values: Values = {
        "activity_exempt": member.is_exempt,
        "joined_on": member.joined_on,
        "became_full_on": full,
        "branch_post": _POSTS.get(Office(officer.office), "党支部委员") if officer else "无",
        "away_since": member.away_since if gone else None,
        "away_place_fixed": bool(member.away_place) if gone else None,
        "relation_transferred_on": moved,
        "is_floating": bool(gone and member.away_since and plus_months(member.away_since, FLOATING_MONTHS) <= as_of and moved is None),
        "studies_abroad": abroad and member.abroad_for == Abroad.STUDY,
        "lost_contact": member.is_lost,
        "last_contact_on": member.last_contact_on,
        "membership_stopped_on": stopped,
        "abroad_since": member.abroad_since if abroad else None,
        "abroad_kind": _ABROAD.get(Abroad(member.abroad_for), "其他") if abroad else None,
        **_transfer(rows, as_of),
        "is_probationary": full is None,
        "accepted_on": member.joined_on,
    }
    return values


def _transfer(rows: list[Member], as_of: date) -> Values:
    """The latest transfer out, and who answers until it is received; a transfer within the bureau is received on the day it is made."""
    out = [m for m in rows if m.left_for == LeavingReason.TRANSFERRED and m.left_on is not None and m.left_on <= as_of]
    if not out:
        return {}
    last = out[-1]
    later = [m.arrived_on for m in rows if m.pk != last.pk and last.left_on is not None and m.arrived_on >= last.left_on]
    received = min(later) if later else last.received_on
    known_receipt = received if received is not None and received <= as_of else None
    return {"transfer_out_on": last.left_on, "transfer_received_on": known_receipt, "old_branch": last.org.name}


def _unpaid(people: Sequence[int], held: Mapping[int, list[Member]], as_of: date) -> tuple[dict[int, Values], dict[int, Values]]:
    """Whole months up to last month without payment and without a proper reason; only where the organisation keeps the register."""
    this_month = Period.containing(as_of, PeriodKind.MONTH)
    settled: dict[int, set[date]] = defaultdict(set)
    paid: dict[int, list[date]] = defaultdict(list)
    begun: dict[int, date] = {}
    orgs = {m.org_id for rows in held.values() for m in rows}
    for row in DuesMonth.objects.filter(Q(member__person_id__in=list(people)) | Q(org_id__in=orgs)).select_related("member"):
        begun[row.org_id] = min(begun.get(row.org_id, row.month), row.month)
        if row.paid_on is not None or row.has_reason:
            settled[row.member.person_id].add(row.month)
        if row.paid_on is not None and row.paid_on <= as_of:
            paid[row.member.person_id].append(row.month)
    unpaid: dict[int, Values] = {}
    for key, rows in held.items():
        member = rows[-1]
        first = begun.get(member.org_id)
        if first is None or member.joined_on is None:
            continue
        first = max(first, Period.containing(member.joined_on, PeriodKind.MONTH).start)
        count, month = 0, this_month.shifted(-1)
        while month.start >= first and month.start not in settled[key]:
            count, month = count + 1, month.shifted(-1)
        unpaid[key] = {"months_unpaid": count}
    return unpaid, {key: {"first_dues_month_on": min(months)} for key, months in paid.items()}


def _excused_at_first(held: Mapping[int, list[Member]]) -> dict[int, int]:
    """接收后有正当理由未交的月数 of probationary members, without a gap from the first month of which one was excused or paid."""
    joined = {key: m.joined_on for key, rows in held.items() if (m := rows[-1]).joined_on is not None and m.full_since is None}
    reasons: dict[int, dict[date, bool]] = defaultdict(dict)
    for person, month, has_reason in DuesMonth.objects.filter(member__person__in=list(joined)).values_list(
        "member__person", "month", "has_reason"
    ):
        reasons[person][month] = has_reason
    found = {}
    for key, day in joined.items():
        if day is None:
            continue
        asked = Period.containing(day, PeriodKind.MONTH)
        if asked.start not in reasons[key]:
            asked = asked.shifted(1)
        count = 0
        while reasons[key].get(asked.start):
            count, asked = count + 1, asked.shifted(1)
        found[key] = count
    return found


def collect_ranks(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """干部层次 of members on the last day of the window, or on the day where that comes first; who is not entered is not told."""
    day = as_of if window is None else min(window.last_day, as_of)
    return {person: {"cadre_rank": CadreRank(rank).label} for person, rank in ranks_on([s.pk for s in subjects], day).items()}


def known(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


SOURCES = [
    DutySubject(key="member", title="党员", find=member_subjects, is_personal=True),
    DutySubject(key="leader", title="党员领导干部", find=leader_subjects, is_personal=True),
    DutySubject(key="secretary", title="党组织书记", find=secretary_subjects, is_personal=True),
    DutySubject(key="branch_committee", title="支部委员会", find=committee_subjects),
    FactSource(subject="member", facts=MEMBER_FACTS, record_kinds=("member", "officer", "dues_month"), collect=collect_members),
    FactSource(subject="member", facts=RANK_FACTS, record_kinds=("rank_record",), collect=collect_ranks),
]
