"""演示攻坚的建立: the county's flagship project and what a department carries through beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.demo.party.department import Department
from tongpin.demo.work.breakdown import BRANCHES, FIRMS, PLATFORMS, ZONE
from tongpin.demo.work.playing import Change, Course, Players, play_project
from tongpin.domains.work.enums import ForceKind, ForceRole, Grade, PlanKind, TaskArea
from tongpin.domains.work.services.forces import carry, found_force, join_force
from tongpin.domains.work.services.plans import add_clause, open_plan, set_objective
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import user_named
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people

CLAUSES = (
    # number, text, area, department, objective, target
    ("一", "全力推进省级高新区创建，年内完成认定申报。", TaskArea.BUSINESS, "NY-GXK", "省级高新区创建", None),
    ("二", "实施高新技术企业倍增行动，有效期内高新技术企业稳步增长。", TaskArea.BUSINESS, "NY-GXK", "高新技术企业培育", Decimal(75)),
    ("三", "深化产学研合作，推动科技成果在县内转化。", TaskArea.BUSINESS, "NY-CGK", "成果转化和技术合同登记", None),
    ("四", "实施党支部标准化规范化提升行动，推动党建与业务融合。", TaskArea.PARTY, "NY-BGS", "党支部标准化规范化", None),
)


def build_work(orgs: Mapping[str, Organisation], made: Department, *, by: User, today: date) -> None:
    """攻坚推进 of the county bureau and of the department."""
    _county(orgs, by=by, today=today)
    _department(made, by=by, today=today)


def _county(orgs: Mapping[str, Organisation], *, by: User, today: date) -> None:
    org = orgs["NY"]
    plan = open_plan(
        org=org,
        by=by,
        year=today.year,
        kind=PlanKind.YEARLY,
        title=f"{today.year}年全县科技工作要点",
        document=f"宁科发〔{today.year}〕3号",
        issued_by="宁阳县科学技术局",
    )
    served: dict[str, dict[str, Any]] = {}
    for number, text, area, code, title, target in CLAUSES:
        clause = add_clause(plan, by=by, number=number, text=text, area=area, department=orgs[code], note="")
        objective = set_objective(
            plan,
            by=by,
            today=today,
            clause=clause,
            title=title,
            area=area,
            measure="hnte.stock" if target is not None else "",
            target_value=target,
            due_on=date(today.year, 12, 31),
        )
        served[number] = {"clause": clause, "objective": objective, "area": area}
    players = _county_players(orgs)
    zone = play_project(
        org=org,
        nodes=ZONE,
        players=players,
        course=Course(
            behind=125,
            ahead=55,
            late={"8": 3, "11": 4, "18": 5, "23": 2},
            held_up={"22": "园区四至调整待市自然资源部门确认", "24": "规划环评需市生态环境局出具区域污染物排放意见"},
            changes=(
                Change(56, 15, "省科技厅调整年度受理时间，现场考察顺延", "同意，其他节点不得放松。"),
                Change(112, 5, "专项审计补充两家企业", "同意，抓紧完成。", task="43"),
            ),
        ),
        by=by,
        today=today,
        title="省级高新区创建",
        requirement="对照省级高新技术产业开发区认定条件逐项补齐短板，按期完成申报和现场考察。",
        is_number_one=True,
        urgency=Grade.UTMOST,
        difficulty=Grade.UTMOST,
        **served["一"],
    )
    firms = play_project(
        org=org,
        nodes=FIRMS,
        players=players,
        course=Course(behind=64, ahead=26, late={"2": 2}),
        by=by,
        today=today,
        title="高新技术企业倍增行动",
        requirement="分层建立培育名单，逐户辅导，应报尽报。",
        is_number_one=False,
        urgency=Grade.HIGH,
        difficulty=Grade.ORDINARY,
        **served["二"],
    )
    _forces(orgs, players, {"zone": zone, "firms": firms}, by=by, today=today)


def _forces(orgs: Mapping[str, Organisation], players: Players, carried: Mapping[str, Any], *, by: User, today: date) -> None:
    """专班 for the flagship project, 突击队 for the firms."""
    founded = carried["zone"].signed_on
    for kind, name, duty, project, members in (
        (ForceKind.TASK_FORCE, "省级高新区创建工作专班", "统筹创建工作，周调度、月通报。", "zone", ("zone", "planning", "land", "office")),
        (ForceKind.SQUAD, "高企培育党员突击队", "逐户上门辅导申报。", "firms", ("firms", "results")),
    ):
        force = found_force(
            org=orgs["NY"],
            by=by,
            today=today,
            kind=kind,
            name=name,
            duty=duty,
            document=f"宁科发〔{founded.year}〕12号",
            founded_on=founded,
            term_until=None,
        )
        roles = (ForceRole.DEPUTY, ForceRole.MEMBER, ForceRole.MEMBER, ForceRole.LIAISON)
        people_in = [(players.leader, ForceRole.HEAD), *((players.of[key][1], role) for key, role in zip(members, roles, strict=False))]
        for person, role in people_in:
            join_force(force, by=by, person=person, name="", unit="", role=role, duty="", starts_on=founded)
        carry(force, by=by, today=today, project=carried[project])


def _county_players(orgs: Mapping[str, Organisation]) -> Players:
    def person(name: str) -> Person:
        return people().get(user__username=name)

    office, planning, zone, results = orgs["NY-BGS"], orgs["NY-GHK"], orgs["NY-GXK"], orgs["NY-CGK"]
    staff = list(people().filter(org=office, left_on__isnull=True).order_by("pk")[:4])
    return Players(
        leader=person("juzhang"),
        of={
            "office": (office, person("dangwu")),
            "planning": (planning, person("taizhang")),
            "zone": (zone, person("gaoxin")),
            "firms": (zone, staff[2]),
            "land": (planning, staff[3]),
            "results": (results, person("kanke")),
        },
        asker=_user("gaoxin"),
        approver=_user("juzhang"),
        main="zone",
    )


def _department(made: Department, *, by: User, today: date) -> None:
    org, branches = made.orgs["ST"], made.branches
    party = Players(
        leader=made.leaders[3],
        of={
            "office": (made.orgs["ST-RS"], made.people["苏敏华"]),
            "branch": (made.orgs["ST-GX"], branches["ZB05"].secretary),
        },
        asker=_user("tingdangwu"),
        approver=_user("tingzhang"),
        main="office",
    )
    play_project(
        org=org,
        nodes=BRANCHES,
        players=party,
        course=Course(behind=56, ahead=22, late={"2": 3}),
        by=by,
        today=today,
        title="党支部标准化规范化提升行动",
        area=TaskArea.PARTY,
        objective=None,
        clause=None,
        requirement="对标党支部工作条例逐项检查整改。",
        is_number_one=False,
        urgency=Grade.HIGH,
        difficulty=Grade.ORDINARY,
    )
    business = Players(
        leader=made.leaders[1],
        of={
            "planning": (made.orgs["ST-GH"], branches["ZB02"].secretary),
            "tech": (made.orgs["ST-GX"], branches["ZB05"].people[1]),
        },
        asker=_user("shuji"),
        approver=_user("tingzhang"),
        main="planning",
    )
    play_project(
        org=org,
        nodes=PLATFORMS,
        players=business,
        course=Course(behind=48, ahead=45, held_up={"3": "两家依托单位未反馈意见"}),
        by=by,
        today=today,
        title="科技创新平台优化整合",
        area=TaskArea.BUSINESS,
        objective=None,
        clause=None,
        requirement="按领域优化布局，撤并低效平台。",
        is_number_one=False,
        urgency=Grade.ORDINARY,
        difficulty=Grade.HIGH,
    )


def _user(name: str) -> User:
    user = user_named(name)
    assert user is not None, f"演示账号 {name}"
    return user
