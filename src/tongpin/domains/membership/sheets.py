"""党员队伍导入表: the roster as offices keep it, without ID numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pypinyin import lazy_pinyin

from tongpin.domains.membership.enums import MEMBERS, Standing
from tongpin.domains.membership.models import Member
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.selectors import group_choices, members, party_orgs, people_to_choose
from tongpin.domains.membership.selectors.members import HOMES, bureau_of
from tongpin.engines.ledgers.selectors import Key, Row
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

YES_NO = {"否": "no", "是": "yes"}


class _Branches:
    """党支部 by full and short name below an organisation; one that is not named is the organisation itself."""

    def __init__(self, org: Organisation) -> None:
        self.own = org if org.level in HOMES else None
        self.named: dict[str, Organisation] = {}
        for one in party_orgs().filter(path__startswith=org.path):
            self.named[one.name] = one
            if one.short_name:
                self.named.setdefault(one.short_name, one)

    def find(self, name: Any) -> Organisation | None:
        return self.named.get(name) if name else self.own


def current_members(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存党员 in the register, by name and branch as the sheet writes it."""
    branches = _Branches(org)
    rows = members().filter(org__path__startswith=org.path, left_on__isnull=True).order_by("pk")
    held = {(m.person.name, m.org_id): m for m in rows}
    if keys is None:
        return {(m.person.name, m.org.name): _values(m, m.org.name) for m in held.values()}
    found: dict[Key, Row] = {}
    for key in keys:
        branch = branches.find(key[1])
        member = held.get((key[0], branch.pk)) if branch else None
        if member is not None:
            found[tuple(key)] = _values(member, key[1])
    return found


def check_members(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对党员: the branch is there, the name means one person, the dates fit the standing and each other."""
    branches, groups = _Branches(org), _groups(org)
    named = _people_by_name(org)
    homes = {m.person_id: m.org for m in members().filter(left_on__isnull=True, person__in=[p for many in named.values() for p in many])}
    found: Findings = {}
    for index, row in enumerate(rows):
        branch = branches.find(row.get("branch"))
        if branch is None:
            wrong = f"没有名为“{row['branch']}”的党支部" if row.get("branch") else "没有写明所在党支部"
            found.setdefault(index, []).append(("branch", wrong, "请填写本单位党支部的全称或简称"))
        elif row.get("group") and (branch.pk, row["group"]) not in groups:
            found.setdefault(index, []).append(("group", f"“{branch}”没有名为“{row['group']}”的党小组", "请先在组织机构中设立该党小组"))
        people = named.get(row["name"] or "", [])
        if len(people) > 1:
            found.setdefault(index, []).append(("name", f"本单位有{len(people)}位“{row['name']}”", "请在党员名册中逐个登记"))
        elif branch is not None and people and (home := homes.get(people[0].pk)) is not None and home.pk != branch.pk:
            found.setdefault(index, []).append(("branch", f"此人现编入“{home}”", "请先在原组织办理转出"))
        _check_standing(found, index, row)
        out_of_order(found, index, row, "joined_on", "full_since", "转正日期早于入党日期，请核对两个日期。")
    return found


def apply_members(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入党员; people who are not yet in the people register are entered with them."""
    branches, groups = _Branches(org), _groups(org)
    people = _note_people(org, rows, changes)
    held = {(m.person_id, m.org_id): m for m in members().filter(org__path__startswith=org.path, left_on__isnull=True)}
    new: list[Member] = []
    changed: dict[int, Member] = {}
    fields: dict[str, None] = {}
    for row in rows:
        branch, person = branches.find(row.get("branch")), people[row["name"]]
        assert branch is not None
        member = held.get((person.pk, branch.pk))
        attributes = {
            "standing": row["standing"],
            "joined_on": row.get("joined_on"),
            "full_since": row.get("full_since"),
            "group": groups.get((branch.pk, row["group"])) if row.get("group") else None,
            "is_leader": row.get("is_leader") == "yes",
            "is_exempt": row.get("is_exempt") == "yes",
        }
        arrived = row.get("arrived_on") or (
            member.arrived_on if member else max(branch.starts_on, row.get("joined_on") or branch.starts_on)
        )
        attributes["arrived_on"] = arrived
        if member is None:
            new.append(Member(org=branch, person=person, **attributes))
            continue
        for name, value in attributes.items():
            if getattr(member, name) != value:
                setattr(member, name, value)
                fields[name] = None
                changed[member.pk] = member
    if new:
        changes.create(new)
    if changed:
        changes.update(list(changed.values()), list(fields))
    for touched in {m.org_id for m in (*new, *changed.values())}:
        tell(touched, "member")  # the batch speaks for the organisation it was sent to, figures and findings hang on the branch


def _values(member: Member, branch: Any) -> dict[str, Any]:
    return {
        "name": member.person.name,
        "branch": branch,
        "standing": member.standing,
        "joined_on": member.joined_on,
        "full_since": member.full_since,
        "group": member.group.name if member.group else None,
        "arrived_on": member.arrived_on,
        "is_leader": "yes" if member.is_leader else "no",
        "is_exempt": "yes" if member.is_exempt else "no",
    }


def _check_standing(found: Findings, index: int, row: Row) -> None:
    standing = row.get("standing")
    if standing == Standing.FULL:
        for name, label in (("joined_on", "入党日期"), ("full_since", "转为正式党员日期")):
            if row.get(name) is None:
                found.setdefault(index, []).append((name, f"正式党员没有填{label}", f"请补填{label}"))
    elif standing == Standing.PROBATIONARY:
        if row.get("joined_on") is None:
            found.setdefault(index, []).append(("joined_on", "预备党员没有填入党日期", "请补填入党日期"))
        if row.get("full_since") is not None:
            found.setdefault(index, []).append(("full_since", "预备党员还没有转正日期", "已转正的，党员类别应为正式党员"))
    elif standing is not None and (row.get("joined_on") is not None or row.get("full_since") is not None):
        found.setdefault(index, []).append(("standing", "还不是党员，却有入党或转正日期", "请核对党员类别和日期"))


def _groups(org: Organisation) -> dict[tuple[int, str], Organisation]:
    """党小组 by branch and name; short names count too."""
    found: dict[tuple[int, str], Organisation] = {}
    for group in group_choices([org]):
        for above in (int(part) for part in group.path.strip("/").split("/")[:-1]):
            found[above, group.name] = group
            if group.short_name:
                found.setdefault((above, group.short_name), group)
    return found


def _people_by_name(org: Organisation) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people_to_choose(org):
        found[person.name].append(person)
    return found


def _note_people(org: Organisation, rows: Sequence[Row], changes: Changes) -> dict[str, Person]:
    known = {name: many[0] for name, many in _people_by_name(org).items()}
    bureau = bureau_of(org)
    is_member = {row["name"]: row["standing"] in MEMBERS for row in rows}
    new = [
        Person(org=bureau, name=name, pinyin="".join(lazy_pinyin(name))[:120], is_party_member=marked)
        for name, marked in is_member.items()
        if name not in known
    ]
    if new:
        known |= {person.name: person for person in changes.create(new)}
    unmarked = [known[name] for name, marked in is_member.items() if marked and not known[name].is_party_member]
    for person in unmarked:
        person.is_party_member = True
    if unmarked:
        changes.update(unmarked, ["is_party_member"])
    return known


SHEETS = [
    ImportSheet(
        kind="member",
        title="党员名册",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(name="name", title="姓名", aliases=("党员姓名",), required=True, max_length=40, example="张明"),
            ImportColumn(
                name="branch", title="所在党支部", aliases=("党支部", "支部", "所属支部", "所在支部", "所在党组织"), max_length=100
            ),
            ImportColumn(
                name="standing",
                title="党员类别",
                type=ColumnType.CHOICE,
                aliases=("人员类别", "类别", "党员状态"),
                required=True,
                choices=spelled(
                    Standing, {"正式": Standing.FULL, "预备": Standing.PROBATIONARY, "积极分子": Standing.ACTIVIST, "党员": Standing.FULL}
                ),
                example="正式党员",
            ),
            ImportColumn(
                name="joined_on",
                title="入党日期",
                type=ColumnType.DATE,
                aliases=("入党时间", "加入党组织日期", "加入中共组织日期"),
                example="2012-06-20",
            ),
            ImportColumn(
                name="full_since", title="转为正式党员日期", type=ColumnType.DATE, aliases=("转正时间", "转正日期"), example="2013-06-20"
            ),
            ImportColumn(name="group", title="党小组", aliases=("所在党小组", "小组"), max_length=100),
            ImportColumn(name="arrived_on", title="编入本组织日期", type=ColumnType.DATE, aliases=("转入日期", "转入时间")),
            ImportColumn(
                name="is_leader", title="党员领导干部", type=ColumnType.CHOICE, aliases=("领导干部",), choices=YES_NO, example="否"
            ),
            ImportColumn(
                name="is_exempt",
                title="不作硬性要求",
                type=ColumnType.CHOICE,
                aliases=("老弱病残", "年老体弱"),
                choices=YES_NO,
                example="否",
            ),
        ),
        key=("name", "branch"),
        current=current_members,
        check=check_members,
        apply=apply_members,
        sheet_hints=("党员名册", "党员花名册", "党员信息"),
        list_url_name="membership:members",
        order=120,
    ),
]
