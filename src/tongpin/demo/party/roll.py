"""演示名册: made-up names in a fixed order, and how a branch gets its members, committee and term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from tongpin.demo.bureau import FOUNDED
from tongpin.domains.membership.enums import LeaderChoice, Office, Standing
from tongpin.domains.membership.services import appoint_officer, begin_term, describe_branch, name_group_leader, register_member
from tongpin.domains.membership.services.members import MemberFields
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.services import add_person, appoint, create_organisation
from tongpin.kernel.dates import plus_months

SURNAMES = "顾沈许曹彭潘蒋余杜戴夏田董方石姚谭廖范汪陆金崔康毛邱秦江史侯孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = (
    *("怀远", "清源", "思齐", "明达", "承志", "嘉禾", "立言", "书瑶", "云帆", "子衿", "晓岚", "景明", "润泽", "若谷", "维桢"),
    *("亦菲", "长青", "雅宁", "致远", "凌霄", "望舒", "文渊", "采薇", "博雅", "启明", "安澜", "知新", "和煦", "砚秋"),
)
COMMITTEE = (Office.SECRETARY, Office.ORGANISATION, Office.PUBLICITY, Office.DISCIPLINE)
LEAST_FOR_COMMITTEE = 7


def names() -> Iterator[str]:
    """姓名, each once: 46 surnames against 29 given names meet every pair once before any comes again."""
    for number in count():
        yield SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)]


@dataclass
class Branch:
    """一个党支部: its organisation, who stands in it and who leads it."""

    org: Organisation
    people: list[Person] = field(default_factory=list)
    groups: list[Organisation] = field(default_factory=list)
    has_committee: bool = False

    @property
    def secretary(self) -> Person:
        return self.people[0]

    @property
    def recorder(self) -> Person:
        """The second of the committee, or of the branch where there is none."""
        return self.people[1]


@dataclass(frozen=True)
class Staffing:
    """编制: how many members, since when the committee, which fixed day; ``grouped`` by small groups; ``retired`` asks nothing of them."""

    full: int
    elected_on: date
    theme_day: int
    probationary: int = 0
    grouped: int = 0
    retired: bool = False


def staff(
    org: Organisation, home: Organisation, plan: Staffing, *, fixed: list[tuple[str, str]], roll: Iterator[str], by: User, today: date
) -> Branch:
    """编入党员: ``fixed`` are (name, post) that come first; the first is the secretary."""
    branch = Branch(org, has_committee=plan.full >= LEAST_FOR_COMMITTEE)
    branch.groups = [_group(org, number, by=by) for number in range(1, plan.grouped + 1)]
    for place in range(plan.full + plan.probationary):
        name, post = fixed[place] if place < len(fixed) else (next(roll), "退休干部" if plan.retired else "干部")
        person = add_person(name=name, org=home, is_party_member=True, by=by)
        appoint(person=person, org=home, title=post, starts_on=FOUNDED, by=by)
        branch.people.append(person)
        group = branch.groups[place % len(branch.groups)] if branch.groups else None
        if group is not None and place < len(branch.groups):
            appoint(person=person, org=group, title="党小组组长", starts_on=FOUNDED, is_lead=True, by=by)
        enrolled = _enrol(branch, person, place, plan, group, by=by, today=today)
        if group is not None and place < len(branch.groups):
            name_group_leader(group=group, member=enrolled, chosen=LeaderChoice.PROPOSED, starts_on=FOUNDED, by=by, today=today)
    _elect(branch, plan, by=by, today=today)
    describe_branch(
        org=org,
        by=by,
        kind="standing",
        units_covered=None,
        requested_on=None,
        approved_on=FOUNDED,
        approval="机关党委批复",
        theme_day=plan.theme_day,
        dues_day=10,
        needs_groups=plan.grouped > 0,
        body_ended_on=None,
        fewer_approved=None,
    )
    return branch


def member(standing: Standing, joined_on: date, full_since: date | None, arrived_on: date, group: Organisation | None) -> MemberFields:
    """党员栏目, all that is not said being empty."""
    return MemberFields(
        standing=standing,
        joined_on=joined_on,
        full_since=full_since,
        arrived_on=arrived_on,
        group=group,
        is_leader=False,
        is_exempt=False,
        rights_limited_from=None,
        rights_limited_until=None,
        rights_reason="",
    )


def _enrol(branch: Branch, person: Person, place: int, plan: Staffing, group: Organisation | None, *, by: User, today: date) -> Any:
    if place >= plan.full:
        joined = plus_months(today, -5)
        fields = member(Standing.PROBATIONARY, joined, None, joined, group)
    else:
        joined = date(1988 if plan.retired else 2001, 6, 20).replace(year=(1978 if plan.retired else 2000) + (place * 3) % 17)
        fields = member(Standing.FULL, joined, plus_months(joined, 12), FOUNDED, group)
        fields["is_exempt"] = plan.retired and place > 1
    return register_member(org=branch.org, person=person, by=by, today=today, **fields)


def _elect(branch: Branch, plan: Staffing, *, by: User, today: date) -> None:
    term = begin_term(
        org=branch.org, number="第三届", has_committee=branch.has_committee, elected_on=plan.elected_on, months=None, by=by, today=today
    )
    offices = COMMITTEE if branch.has_committee else COMMITTEE[:1]
    for person, office in zip(branch.people, offices, strict=False):
        approved = plan.elected_on if office == Office.SECRETARY else None
        appoint_officer(
            term,
            person=person,
            office=office,
            starts_on=plan.elected_on,
            approved_on=approved,
            approval="机关党委批复" if approved else "",
            by=by,
            today=today,
        )


def _group(org: Organisation, number: int, *, by: User) -> Organisation:
    name = f"{org.name}第{'一二三四'[number - 1]}党小组"
    code = f"{org.code}-XZ{number}"
    return create_organisation(code=code, name=name, level=OrgLevel.PARTY_SMALL_GROUP, parent=org, starts_on=FOUNDED, by=by)
