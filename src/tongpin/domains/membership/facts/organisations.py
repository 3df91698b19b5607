"""党组织事实: what the register says of branches, committees, secretaries and the unit on a day; untold facts are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q

from tongpin.domains.membership.enums import BranchKind, Office, Standing
from tongpin.domains.membership.facts.register import DATE, NUMBER, TEXT, TEXTS, YES_NO, Values, declared, known
from tongpin.domains.membership.models import BranchProfile, DevelopmentStep, DuesMonth, Election, Member, Officer, Term
from tongpin.domains.membership.selectors import leaders_on, members, members_on, officers_on, profiles, term_on
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import all_organisations, posts
from tongpin.kernel.obligations import FactSource, Subject
from tongpin.kernel.periods import Period, PeriodKind

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
    ("small_groups_without_leader", "没有组长的党小组", TEXTS),
    ("barred_acts_recorded", "临时党支部登记的不应办理事项", TEXTS),
    ("needs_small_groups", "党员较多或者分散，需要划分党小组", YES_NO),
    ("temporary_body_ended_on", "临时机构撤销日期", DATE),
    ("term_reminded_on", "上级提醒换届日期", DATE),
    ("vacancy_filled_on", "补选或指派日期", DATE),
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
    ("joined_joint_branch", "已加入联合党支部", YES_NO),
    ("higher_form_approved", "党员不足规定人数，经上级批准设立", YES_NO),
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
    vacancies, filled = _vacancies(keys, as_of)
    leaderless, barred = _leaderless(keys, as_of), _barred(keys, described, as_of)
    return {
        key: known(
            _numbers(rows.get(key, []), as_of)
            | _committee(terms.get(key), [o for o in offices if o.org_id == key])
            | _profile(described.get(key))
            | {
                "vacancy_on": vacancies.get(key),
                "vacancy_filled_on": filled.get(key),
                "small_groups": groups.get(key, 0),
                "small_groups_without_leader": tuple(leaderless.get(key, ())),
                "barred_acts_recorded": barred.get(key, ()),
                **entries.get(key, {}),
            }
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
    return (
        {}
        if term is None
        else {
            "last_election_on": term.elected_on,
            "term_extended_to": term.postponed_to,
            "term_reminded_on": term.reminded_on,
        }
    )


def _profile(profile: BranchProfile | None) -> Values:
    if profile is None:
        return {}
    return {
        "is_temporary": profile.kind == BranchKind.TEMPORARY,
        "is_joint": profile.kind == BranchKind.JOINT,
        "covered_units": profile.units_covered,
        "setup_requested_on": profile.requested_on,
        "setup_replied_on": profile.approved_on,
        "needs_small_groups": profile.needs_groups,
        "temporary_body_ended_on": profile.body_ended_on,
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


def _vacancies(keys: Sequence[int], as_of: date) -> tuple[dict[int, date], dict[int, date]]:
    """The first day on which an office of the running term fell free, and the day it was filled again.

    Offices that are still free come first; only where none is free is the latest one that was filled told.
    """
    running = Q(term__ended_on__isnull=True) | Q(term__ended_on__gt=as_of)
    rows = list(Officer.objects.filter(running, org_id__in=keys, starts_on__lte=as_of).order_by("starts_on", "pk"))
    free: dict[int, date] = {}
    filled: dict[int, tuple[date, date]] = {}
    for row in rows:
        if row.ends_on is None or row.ends_on > as_of:
            continue
        after = [o.starts_on for o in rows if o.org_id == row.org_id and o.office == row.office and o.starts_on >= row.ends_on]
        if not after:
            free[row.org_id] = min(free.get(row.org_id, row.ends_on), row.ends_on)
        elif row.org_id not in filled or row.ends_on > filled[row.org_id][0]:
            filled[row.org_id] = (row.ends_on, min(after))
    settled = {key: pair for key, pair in filled.items() if key not in free}
    return {**free, **{key: pair[0] for key, pair in settled.items()}}, {key: pair[1] for key, pair in settled.items()}


def _leaderless(keys: Sequence[int], as_of: date) -> dict[int, list[str]]:
    """Small groups that nobody leads on the day, by branch; whoever stands as their head in the organisation's own posts leads them too."""
    standing = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
    rows = all_organisations().filter(standing, parent_id__in=keys, level=OrgLevel.PARTY_SMALL_GROUP, starts_on__lte=as_of)
    groups = list(rows.order_by("path"))
    keys_of = [g.pk for g in groups]
    heads = posts().filter(standing, org__in=keys_of, is_lead=True, starts_on__lte=as_of)
    led = {*leaders_on(keys_of, as_of).values_list("org_id", flat=True), *heads.values_list("org_id", flat=True)}
    found: dict[int, list[str]] = defaultdict(list)
    for group in groups:
        if group.parent_id is not None and group.pk not in led:
            found[group.parent_id].append(group.shown_name)
    return found


def _barred(keys: Sequence[int], described: Mapping[int, BranchProfile], as_of: date) -> dict[int, tuple[str, ...]]:
    """What temporary branches did and should not have done, as the records show."""
    temporary = [key for key in keys if key in described and described[key].kind == BranchKind.TEMPORARY]
    found: dict[int, list[str]] = {key: [] for key in temporary}
    if not temporary:
        return {}
    acts = (
        ("发展党员", DevelopmentStep.objects.filter(org__in=temporary, number__in=(3, 15), on__lte=as_of)),
        ("收缴党费", DuesMonth.objects.filter(org__in=temporary, paid_on__lte=as_of)),
        ("换届选举", Election.objects.filter(org__in=temporary, on__lte=as_of)),
    )
    for title, rows in acts:
        for key in set(rows.values_list("org_id", flat=True)):
            found[key].append(title)
    return {key: tuple(titles) for key, titles in found.items()}


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
        described = list(profiles().filter(org__path__startswith=org.path))
        joint = members_on(as_of).filter(person__org__path__startswith=org.path, org__in=_joint_branches()).exists()
        order = (OrgLevel.PARTY_COMMITTEE, OrgLevel.PARTY_GENERAL_BRANCH, OrgLevel.PARTY_BRANCH)
        top = next((level.label for level in order if level in below), None)
        found[key] = known(
            {
                **_numbers(rows, as_of),
                "has_branch": top is not None,
                "top_organisation": top,
                "joined_joint_branch": joint if rows else None,
                "higher_form_approved": _approved(described),
            }
        )
    return found


def _joint_branches() -> list[int]:
    return list(BranchProfile.objects.filter(kind=BranchKind.JOINT).values_list("org_id", flat=True))


def _approved(described: Sequence[BranchProfile]) -> bool | None:
    """Whether the superior approved the form of the highest organisation; None where nobody said."""
    said = [p.fewer_approved for p in described if p.org.level == OrgLevel.PARTY_COMMITTEE and p.fewer_approved is not None]
    return any(said) if said else None


def collect_secretaries(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """书记的党龄与任职."""
    people = [s.pk for s in subjects]
    since = dict(members().filter(person_id__in=people, full_since__lte=as_of).values_list("person_id", "full_since"))
    return {s.pk: known({"full_member_on": since.get(s.pk), "elected_on": s.starts_on, "appointed_on": s.starts_on}) for s in subjects}


SOURCES = [
    FactSource(
        subject="branch",
        facts=BRANCH_FACTS,
        record_kinds=("member", "term", "officer", "branch_profile", "dues_month", "group_leader", "development_step", "election"),
        collect=collect_branches,
    ),
    FactSource(subject="branch_committee", facts=COMMITTEE_FACTS, record_kinds=("term",), collect=collect_committees),
    FactSource(subject="party_committee", facts=ELECTED_FACTS, record_kinds=("term",), collect=collect_elected),
    FactSource(subject="general_branch", facts=ELECTED_FACTS, record_kinds=("term",), collect=collect_elected),
    FactSource(subject="unit", facts=UNIT_FACTS, record_kinds=("member", "organisation", "branch_profile"), collect=collect_units),
    FactSource(subject="secretary", facts=SECRETARY_FACTS, record_kinds=("member", "officer", "term"), collect=collect_secretaries),
]
