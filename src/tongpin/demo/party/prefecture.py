"""演示市局: the first half of 2023 of a city bureau: six sessions of the centre group, six of the groups, halls, festivals, co-building."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.demo.bureau import FOUNDED
from tongpin.demo.party.accounts import NAMES
from tongpin.demo.party.department import elect_committee
from tongpin.demo.party.gatherings import hold_meeting, hold_theme_day
from tongpin.demo.party.roll import Branch, Staffing, names, staff
from tongpin.domains.enterprises.services import register_enterprise
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.services.agreements import sign_co_building
from tongpin.domains.orglife.services.meetings import open_file
from tongpin.domains.orglife.services.talks import enter_talk
from tongpin.engines.activities.services import Outsider, link_activity, record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.services import appoint, create_organisation
from tongpin.kernel.credit_code import check_character
from tongpin.kernel.dates import plus_months

ELECTED = date(2021, 9, 16)
ORGANISATIONS = (
    ("YC", "云川市科学技术局", OrgLevel.CITY, None),
    ("YC-DZ", "云川市科学技术局党组", OrgLevel.PARTY_GROUP, "YC"),
    ("YC-JW", "云川市科学技术局机关党委", OrgLevel.PARTY_COMMITTEE, "YC"),
    ("YC-ZH", "综合科", OrgLevel.DEPARTMENT, "YC"),
    ("YC-GX", "高新技术科", OrgLevel.DEPARTMENT, "YC"),
    ("YC-SC", "云川市生产力促进中心", OrgLevel.UNIT, "YC"),
    ("YC-ZB1", "机关党支部", OrgLevel.PARTY_BRANCH, "YC-JW"),
    ("YC-ZB2", "生产力促进中心党支部", OrgLevel.PARTY_BRANCH, "YC-JW"),
    ("YC-ZB3", "离退休干部党支部", OrgLevel.PARTY_BRANCH, "YC-JW"),
)
CENTRE = (
    (date(2023, 1, 12), "学习贯彻党的二十大精神"),
    (date(2023, 2, 16), "学习全国两会精神准备专题"),
    (date(2023, 3, 16), "科技自立自强专题研讨"),
    (date(2023, 4, 13), "主题教育读书班"),
    (date(2023, 5, 18), "优化营商环境专题研讨"),
    (date(2023, 6, 15), "全面从严治党专题学习"),
)
GROUPS = (
    (date(2023, 1, 18), "党的二十大报告原文学习"),
    (date(2023, 2, 22), "党章学习"),
    (date(2023, 3, 22), "全国两会精神学习"),
    (date(2023, 4, 19), "主题教育必读篇目学习"),
    (date(2023, 5, 24), "调查研究方法交流"),
    (date(2023, 6, 21), "重要文章学习交流"),
)
HALLS = (
    # hall, day, title, whom (leader by place, member of a branch by place, or a guest)
    ("领航讲坛", date(2023, 2, 24), "以高质量党建引领科技创新", "leader:0"),
    ("领航讲坛", date(2023, 5, 12), "深化科技体制改革的思考", "leader:1"),
    ("建功讲堂", date(2023, 3, 10), "高新技术企业培育实务", "ZB1:3"),
    ("建功讲堂", date(2023, 4, 21), "产业链党建“登门三问”体会", "ZB2:0"),
    ("筑梦学堂", date(2023, 3, 31), "我在科技服务一线", "ZB1:7"),
    ("筑梦学堂", date(2023, 5, 26), "青年干部调研交流", "ZB2:5"),
    ("强基课堂", date(2023, 6, 9), "知识产权保护与运用", "guest:俞教授"),
)
WARNINGS = ((date(2023, 1, 17), "典型案例通报", "节前典型案例通报"), (date(2023, 6, 20), "观看警示教育片", "警示教育片集中观看"))
FIRM = "云川御泉酿造集团有限公司"
PARTNER, PARTNER_UNIT = "江岭省科技资源统筹服务中心第三党支部", "江岭省科技资源统筹服务中心"


@dataclass(frozen=True)
class City:
    """演示市局: its organisations, branches by code and leaders."""

    orgs: dict[str, Organisation]
    branches: dict[str, Branch]
    leaders: list[Person]

    @property
    def people(self) -> dict[str, Person]:
        return {person.name: person for branch in self.branches.values() for person in branch.people}


def play_first_half(orgs: dict[str, Organisation], *, by: User, today: date) -> City:
    """半年工作 of the bureau, as far as it has come."""
    for code, name, level, parent in ORGANISATIONS:
        orgs[code] = create_organisation(
            code=code, name=name, level=level, parent=orgs[parent] if parent else None, starts_on=FOUNDED, by=by
        )
    branches, leaders = _people(orgs, by=by, today=today)
    if today >= CENTRE[0][0]:
        _sessions(orgs, branches, leaders, by=by, today=today)
        _lectures(orgs, branches, leaders, by=by, today=today)
        _theme_days(orgs, branches, by=by, today=today)
        _integrity(orgs, branches, leaders, by=by, today=today)
    return City(orgs, {f"YC-{code}": branch for code, branch in branches.items()}, leaders)


def _people(orgs: dict[str, Organisation], *, by: User, today: date) -> tuple[dict[str, Branch], list[Person]]:
    roll = names()
    for _ in range(400):  # other people than those of the department
        next(roll)
    leading = [(NAMES["yunjuzhang"], "局长"), (next(roll), "副局长"), (next(roll), "副局长")]
    plans = {
        "ZB1": ("YC-ZH", Staffing(11, _elected(today), 25, grouped=2), [(NAMES["yundangwu"], "机关党委专职副书记"), *leading[:2]]),
        "ZB2": ("YC-SC", Staffing(8, _elected(today), 25, grouped=2), [(next(roll), "主任"), (next(roll), "副主任"), leading[2]]),
        "ZB3": ("YC-ZH", Staffing(9, _elected(today), 25, retired=True), []),
    }
    branches = {}
    for code, (home, plan, fixed) in plans.items():
        branches[code] = staff(orgs[f"YC-{code}"], orgs[home], plan, fixed=fixed, roll=roll, by=by, today=today)
    known = {person.name: person for branch in branches.values() for person in branch.people}
    leaders = [known[name] for name, _ in leading]
    for place, (person, post) in enumerate(zip(leaders, ("党组书记", "党组成员", "党组成员"), strict=True)):
        appoint(person=person, org=orgs["YC-DZ"], title=post, starts_on=FOUNDED, is_lead=place == 0, by=by)
    bureau, centre = branches["ZB1"].people, branches["ZB2"].people
    elect_committee(orgs["YC-JW"], [bureau[0], bureau[3], centre[0], bureau[4]], _elected(today), "第五届", by=by, today=today)
    head = branches["ZB1"].people[3]
    appoint(person=head, org=orgs["YC-GX"], title="科长", starts_on=FOUNDED, is_lead=True, by=by)
    code = "91620800MA7DEM0990"[:17]
    register_enterprise(org=orgs["YC"], by=by, credit_code=code + check_character(code), name=FIRM, township="云川区")
    return branches, leaders


def _elected(today: date) -> date:
    """换届选举日期: as it was in the half year that is told of; later on, a term that still runs."""
    return plus_months(today, -27) if today >= date(2024, 1, 1) else min(ELECTED, today)


def _sessions(orgs: dict[str, Organisation], branches: dict[str, Branch], leaders: list[Person], *, by: User, today: date) -> None:
    """中心组学习; 党小组学习 of all branches in one afternoon: one record that counts for each branch, and once in all."""
    for number, (day, subject) in enumerate(CENTRE, 1):
        if day <= today:
            title = f"党组理论学习中心组第{number}次学习：{subject}"
            both: dict[str, Any] = {"chair": leaders[0], "recorder": leaders[1], "by": by, "today": today}
            hold_meeting(orgs["YC-DZ"], MeetingKind.CENTRE_GROUP, title, day, summary="领学原文，交流研讨。", **both)
    for number, (day, subject) in enumerate(GROUPS, 1):
        if day > today:
            continue
        activity = record_activity(
            org=orgs["YC-JW"],
            kind=MeetingKind.GROUP_STUDY.value,
            by=by,
            today=today,
            title=f"党小组第{number}次学习：{subject}",
            day=day,
            place="局机关和生产力促进中心",
            summary="各党支部以党小组为单位分组学习，集中交流。",
            present=_everybody(branches),
            capacities={branches["ZB1"].secretary.pk: "chair", branches["ZB1"].recorder.pk: "recorder"},
            links=[("counts", branch.org.reference()) for branch in branches.values()],
        )
        open_file(activity, by=by)


def _lectures(orgs: dict[str, Organisation], branches: dict[str, Branch], leaders: list[Person], *, by: User, today: date) -> None:
    """四类讲堂, seven speakers."""
    issues: dict[str, int] = {}
    for hall, day, title, whom in HALLS:
        if day > today:
            continue
        issues[hall] = issues.get(hall, 0) + 1
        where, name = whom.split(":")
        given: dict[str, Any] = {"present": _everybody(branches)}
        if where == "guest":
            given["outsiders"] = [Outsider(name, "江岭理工大学", "speaker")]
        else:
            person = leaders[int(name)] if where == "leader" else branches[where].people[int(name)]
            given["capacities"] = {person.pk: "speaker"}
        record_activity(
            org=orgs["YC-JW"],
            kind="orglife.hall_lecture",
            by=by,
            today=today,
            title=f"{hall}第{issues[hall]}期：{title}",
            day=day,
            place="多功能厅",
            outcomes={"hall": hall, "issue": issues[hall]},
            **given,
        )


def _theme_days(orgs: dict[str, Organisation], branches: dict[str, Branch], *, by: User, today: date) -> None:
    """节日主题党日; one with the partner of the co-building agreement, one at a firm."""
    bureau, centre, veterans = branches["ZB1"], branches["ZB2"], branches["ZB3"]
    signed = date(2023, 3, 28)
    agreement = None
    if signed <= today:
        agreement = sign_co_building(
            org=bureau.org,
            by=by,
            today=today,
            partner=PARTNER,
            partner_unit=PARTNER_UNIT,
            signed_on=signed,
            valid_until=date(2026, 3, 27),
            content="资源共享、优势互补、联创共建，共同服务企业创新。",
        )

    def held(branch: Branch, day: date, title: str, festival: str, place: str, enterprise: str = "", observers: Iterable[str] = ()) -> Any:
        if day > today:
            return None
        return hold_theme_day(
            branch.org,
            title,
            day,
            chair=branch.secretary,
            recorder=branch.recorder,
            by=by,
            today=today,
            festival=festival,
            place=place,
            enterprise=enterprise,
            is_science=bool(enterprise),
            observers=list(observers),
            summary=f"{title}。",
        )

    held(bureau, date(2023, 3, 3), "学习雷锋好榜样，党员干部作表率", "leifeng", "挂钩社区")
    held(bureau, date(2023, 3, 8), "以史为鉴担使命，巾帼奋进向未来", "women", "市革命纪念馆")
    joint = held(bureau, date(2023, 4, 4), "赓续红色血脉，争做时代先锋", "qingming", FIRM, FIRM, ["共建党支部党员代表"])
    held(centre, date(2023, 4, 4), "悦见春光好，携手植未来", "qingming", "城郊林场")
    youth = held(bureau, date(2023, 5, 4), "传承五四薪火，青年党员读书分享", "youth", "挂钩社区", observers=["社区青年代表"])
    held(veterans, date(2023, 6, 28), "学思践悟二十大，银辉映初心", "party", FIRM, FIRM)
    if joint is not None and agreement is not None:
        link_activity(joint.activity, role="counts", to=agreement.reference(), by=by)
    if youth is not None:
        link_activity(youth.activity, role="counts", to=centre.org.reference(), by=by)


def _integrity(orgs: dict[str, Organisation], branches: dict[str, Branch], leaders: list[Person], *, by: User, today: date) -> None:
    for day, form, title in WARNINGS:
        if day <= today:
            record_activity(
                org=orgs["YC-JW"],
                kind="orglife.warning_education",
                by=by,
                today=today,
                title=title,
                day=day,
                place="多功能厅",
                outcomes={"form": form, "case": title},
                present=_everybody(branches),
            )
    for place, day in enumerate((date(2023, 2, 10), date(2023, 4, 26))):
        if day <= today:
            talked_to = branches["ZB1"].people[3 + place]
            kind = "before_post" if place == 0 else "integrity"
            enter_talk(org=orgs["YC-JW"], by=by, today=today, on=day, kind=kind, talker=leaders[1], talked_to=talked_to, officer=None)


def _everybody(branches: dict[str, Branch]) -> list[int]:
    return [person.pk for branch in branches.values() for person in branch.people]
