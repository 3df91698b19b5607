"""党员与组织事实: what the register says of members, branches, committees, secretaries and the unit on a day; untold facts are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tongpin.domains.membership.enums import Abroad, BranchKind, LeavingReason, Office, Standing
from tongpin.domains.membership.models import BranchProfile, DuesMonth, Member, Officer, Term
from tongpin.domains.membership.selectors import members, members_on, officers_on, profiles, term_on
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import all_organisations
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
)
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
    found = {}
    for key in people:
        if key in held:
            found[key] = known(_member(held[key], posts.get(key), as_of) | unpaid.get(key, {}) | first.get(key, {}))
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
        "is_probationary": full is None,
        "accepted_on": member.joined_on,
    }
    return values


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


# --- organisations ---------------------------------------------------------------------------------------------------------
BRANCH_FACTS = declared(
    ("full_members", "正式党员数", NUMBER, "人"),
    ("members", "党员数", NUMBER, "人"),
    ("has_committee", "设有支部委员会", YES_NO),
    ("committee_members", "支委会委员数", NUMBER, "人"),
    ("committee_roles_missing", "没有人担任的分工", TEXTS),
    ("has_secretary", "有现任书记", YES_NO),
    ("is_temporary", "临时党支部", YES_NO),
    ("is_joint", "联合党支部", YES_NO),
    ("covered_units", "覆盖单位数", NUMBER, "个"),
    ("setup_requested_on", "提出成立申请日期", DATE),
    ("setup_replied_on", "上级批复日期", DATE),
    ("last_election_on", "最近一次换届选举日期", DATE),
    ("term_extended_to", "上级批准延期换届至", DATE),
    ("vacancy_on", "最早一个未补缺额的日期", DATE),
    ("small_groups", "党小组数", NUMBER, "个"),
    ("collection_day", "每月固定收缴日", NUMBER, "日"),
    ("dues_entries", "本月党费收缴记录数", NUMBER, "条"),
)
COMMITTEE_FACTS = declared(("has_committee", "设有支部委员会", YES_NO))
ELECTED_FACTS = declared(("last_election_on", "最近一次换届选举日期", DATE), ("term_extended_to", "上级批准延期换届至", DATE))
UNIT_FACTS = declared(
    ("full_members", "正式党员数", NUMBER, "人"),
    ("members", "党员总数", NUMBER, "人"),
    ("has_branch", "已成立党支部", YES_NO),
    ("top_organisation", "最高一级基层党组织", TEXT),
)
SECRETARY_FACTS = declared(
    ("full_member_on", "党龄起算日", DATE), ("elected_on", "当选或任职日期", DATE), ("appointed_on", "任职之日", DATE)
)
ROLES = {
    Office.SECRETARY: "书记",
    Office.ORGANISATION: "组织委员",
    Office.PUBLICITY: "宣传委员",
    Office.DISCIPLINE: "纪检委员",
}


def collect_branches(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党支部的事实 on the day; a branch without any member in the register tells no number of members."""
    keys = [s.pk for s in subjects]
    rows: dict[int, list[Member]] = defaultdict(list)
    for member in members_on(as_of).filter(org_id__in=keys, joined_on__lte=as_of):
        rows[member.org_id].append(member)
    terms, offices = _terms(keys, as_of), officers_on(keys, as_of)
    described = {p.org_id: p for p in profiles().filter(org_id__in=keys)}
    groups = _groups_below(keys, as_of)
    entries = _dues_entries(keys, window)
    vacancies = _vacancies(keys, as_of)
    return {
        key: known(
            _numbers(rows.get(key, []), as_of)
            | _committee(terms.get(key), [o for o in offices if o.org_id == key])
            | _profile(described.get(key))
            | {"vacancy_on": vacancies.get(key), "small_groups": groups.get(key, 0), **entries.get(key, {})}
        )
        for key in keys
    }


def _numbers(rows: Sequence[Member], as_of: date) -> Values:
    if not rows:
        return {}
    return {"full_members": sum(1 for m in rows if m.standing_on(as_of) == Standing.FULL), "members": len(rows)}


def _committee(term: Term | None, offices: Sequence[Officer]) -> Values:
    if term is None:
        return {}
    values: Values = {
        "has_committee": term.has_committee,
        "has_secretary": any(o.office == Office.SECRETARY for o in offices),
        **_elected(term),
    }
    if term.has_committee:
        held = {o.office for o in offices}
        values["committee_members"] = len(offices)
        values["committee_roles_missing"] = tuple(title for office, title in ROLES.items() if office not in held)
    return values


def _elected(term: Term | None) -> Values:
    return {} if term is None else {"last_election_on": term.elected_on, "term_extended_to": term.postponed_to}


def _profile(profile: BranchProfile | None) -> Values:
    if profile is None:
        return {}
    return {
        "is_temporary": profile.kind == BranchKind.TEMPORARY,
        "is_joint": profile.kind == BranchKind.JOINT,
        "covered_units": profile.units_covered,
        "setup_requested_on": profile.requested_on,
        "setup_replied_on": profile.approved_on,
        "collection_day": profile.dues_day if profile.dues_day is not None else 0,
    }


def _terms(keys: Iterable[int], as_of: date) -> dict[int, Term]:
    return term_on(keys, as_of)


def _groups_below(keys: Sequence[int], as_of: date) -> dict[int, int]:
    standing = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
    found: dict[int, int] = defaultdict(int)
    for parent in Organisation.objects.filter(
        standing, parent_id__in=keys, level=OrgLevel.PARTY_SMALL_GROUP, starts_on__lte=as_of
    ).values_list("parent_id", flat=True):
        if parent is not None:
            found[parent] += 1
    return found


def _dues_entries(keys: Sequence[int], window: Period | None) -> dict[int, Values]:
    if window is None or window.kind is not PeriodKind.MONTH:
        return {}
    found: dict[int, int] = dict.fromkeys(DuesMonth.objects.filter(org_id__in=keys).values_list("org_id", flat=True).distinct(), 0)
    for org in DuesMonth.objects.filter(org_id__in=keys, month=window.start, paid_on__isnull=False).values_list("org_id", flat=True):
        found[org] += 1
    return {key: {"dues_entries": number} for key, number in found.items()}


def _vacancies(keys: Sequence[int], as_of: date) -> dict[int, date]:
    """The first day on which an office of the running term fell free and was not filled again."""
    running = Q(term__ended_on__isnull=True) | Q(term__ended_on__gt=as_of)
    rows = list(Officer.objects.filter(running, org_id__in=keys, starts_on__lte=as_of).order_by("starts_on", "pk"))
    found: dict[int, date] = {}
    for row in rows:
        if row.ends_on is None or row.ends_on > as_of:
            continue
        filled = any(o.org_id == row.org_id and o.office == row.office and o.starts_on >= row.ends_on for o in rows)
        if not filled:
            found[row.org_id] = min(found.get(row.org_id, row.ends_on), row.ends_on)
    return found


def collect_committees(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """支委会的事实."""
    return {key: {"has_committee": term.has_committee} for key, term in _terms([s.pk for s in subjects], as_of).items()}


def collect_elected(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """党委、党总支的换届."""
    return {key: known(_elected(term)) for key, term in _terms([s.pk for s in subjects], as_of).items()}


def collect_units(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """本单位的党员和党组织, those of all Party organisations below it together."""
    orgs = {org.pk: org for org in all_organisations().filter(pk__in=[s.pk for s in subjects])}
    found: dict[int, Values] = {}
    for key, org in orgs.items():
        standing = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
        below = set(all_organisations().filter(standing, path__startswith=org.path, starts_on__lte=as_of).values_list("level", flat=True))
        rows = list(members_on(as_of).filter(org__path__startswith=org.path, joined_on__lte=as_of))
        order = (OrgLevel.PARTY_COMMITTEE, OrgLevel.PARTY_GENERAL_BRANCH, OrgLevel.PARTY_BRANCH)
        top = next((level.label for level in order if level in below), None)
        found[key] = known({**_numbers(rows, as_of), "has_branch": top is not None, "top_organisation": top})
    return found


def collect_secretaries(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """书记的党龄与任职."""
    people = [s.pk for s in subjects]
    since = dict(members().filter(person_id__in=people, full_since__lte=as_of).values_list("person_id", "full_since"))
    return {s.pk: known({"full_member_on": since.get(s.pk), "elected_on": s.starts_on, "appointed_on": s.starts_on}) for s in subjects}


def known(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


SOURCES = [
    DutySubject(key="member", title="党员", find=member_subjects, is_personal=True),
    DutySubject(key="leader", title="党员领导干部", find=leader_subjects, is_personal=True),
    DutySubject(key="secretary", title="党组织书记", find=secretary_subjects, is_personal=True),
    DutySubject(key="branch_committee", title="支部委员会", find=committee_subjects),
    FactSource(subject="member", facts=MEMBER_FACTS, record_kinds=("member", "officer", "dues_month"), collect=collect_members),
    FactSource(
        subject="branch",
        facts=BRANCH_FACTS,
        record_kinds=("member", "term", "officer", "branch_profile", "dues_month"),
        collect=collect_branches,
    ),
    FactSource(subject="branch_committee", facts=COMMITTEE_FACTS, record_kinds=("term",), collect=collect_committees),
    FactSource(subject="party_committee", facts=ELECTED_FACTS, record_kinds=("term",), collect=collect_elected),
    FactSource(subject="general_branch", facts=ELECTED_FACTS, record_kinds=("term",), collect=collect_elected),
    FactSource(subject="unit", facts=UNIT_FACTS, record_kinds=("member", "organisation"), collect=collect_units),
    FactSource(subject="secretary", facts=SECRETARY_FACTS, record_kinds=("member", "officer", "term"), collect=collect_secretaries),
]
