"""演示一年: what the department and its branches have held since the first of January, a few things late or missing as in any office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from tongpin.demo.party.decisions import decide, report_to_members
from tongpin.demo.party.department import FIRMS, LEADERS, Department
from tongpin.demo.party.gatherings import hold_meeting, hold_theme_day
from tongpin.demo.party.minutes import COMMITTEE_ITEMS, LIFE_ITEMS, SMALL_GROUP_ITEM, are_unwritten, close
from tongpin.demo.party.roll import Branch
from tongpin.domains.orglife.enums import LIFE_STEPS, MeetingKind
from tongpin.domains.orglife.selectors.happenings import held_activities
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.domains.orglife.services.deadlines import enter_notice
from tongpin.domains.orglife.services.follow_ups import add_rectification, finish_rectification
from tongpin.domains.orglife.services.plans import confirm_plan, draft_year
from tongpin.domains.publicity.selectors import brands_on
from tongpin.engines.activities.services import link_activity, record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.periods import Period, PeriodKind

THEMES = {
    1: ("学习全会精神，谋划全年工作", ""),
    2: ("党费日学习交流", ""),
    3: ("学雷锋，科技志愿服务进社区", "leifeng"),
    4: ("缅怀革命先烈，传承红色基因", "qingming"),
    5: ("弘扬科学家精神", "science"),
    6: ("重温入党誓词，过政治生日", "party"),
    7: ("走进红色教育基地", "party"),
    8: ("政策解读进园区", ""),
    9: ("科普进基层", "science_day"),
    10: ("走访慰问老党员", "veterans"),
    11: ("学习贯彻最新会议精神", ""),
    12: ("宪法学习和警示教育", "constitution"),
}
LECTURES = ("坚定理想信念，锤炼党性修养", "以科技创新引领产业创新", "中央八项规定精神学习辅导", "做新时代合格党员")
SKIPPED = {"ZB04": ("theme", 2), "ZB09": ("theme", 1), "ZB06": ("committee", 3), "ZB13": ("lecture", 1), "ZB16": ("general", 1)}
"""缺办: branch → what it did not hold, so many months (of quarters: quarters) before the present one."""
AWAY = ("出差", "参加上级会议", "病假", "驻村帮扶")


def play_year(made: Department, *, by: User, today: date, since: date) -> None:
    """组织生活 since a day and up to today; what is still to come stands in the plan of two branches."""
    play_months(made.org("JW"), made.org("DZ"), made.leaders, made.branches, by=by, today=today, since=since)
    for code in ("ZZ1", "ZZ2"):
        for year in range(since.year, today.year + 1):
            _general_branch(made, code, year, by=by, today=today)
    _link_brands(made, by=by, today=today)
    _plans(made, by=by, today=today)


def play_months(
    committee: Organisation,
    group: Organisation,
    leaders: Sequence[Person],
    branches: Mapping[str, Branch],
    *,
    by: User,
    today: date,
    since: date,
) -> None:
    """逐月的组织生活 of a bureau: its Party group and its branches."""
    _notices(committee, group, by=by, today=today, since=since)
    for month in _months(since, today):
        _leaders_month(group, leaders, month, by=by, today=today)
        for place, (code, branch) in enumerate(branches.items()):
            _branch_month(code, branch, place, month, by=by, today=today)
            if month.start.month == 2:
                _life_meeting(branch, place, month.start.year, by=by, today=today)
            if month.start.month == 6:
                _training(branch, month, by=by, today=today)


def _months(since: date, today: date) -> Iterator[Period]:
    month = Period.containing(since, PeriodKind.MONTH)
    while month.start <= today:
        yield month
        month = month.shifted(1)


def _notices(committee: Organisation, group: Organisation, *, by: User, today: date, since: date) -> None:
    for year in range(since.year - 1, today.year + 1):
        words = f"关于召开{year}年度组织生活会和开展民主评议党员的通知"
        enter_notice(org=committee, by=by, year=year, matter=MeetingKind.ORGANISATIONAL_LIFE, due_on=date(year + 1, 3, 31), document=words)
        words = f"关于开好{year}年度党员领导干部民主生活会的通知"
        enter_notice(org=group, by=by, year=year, matter=MeetingKind.DEMOCRATIC_LIFE, due_on=date(year + 1, 2, 28), document=words)


def _leaders_month(org: Organisation, leaders: Sequence[Person], month: Period, *, by: User, today: date) -> None:
    """党组会 each month, a 中心组 session every second one, 民主生活会 in January."""
    head, second, *_ = leaders
    number, year = month.start.month, month.start.year
    day = workday_near(month.start.replace(day=9))
    items = [("学习重要讲话精神，研究贯彻落实措施", "first_topic", "同意贯彻措施，责任处室按月报告进展。")]
    if number in (3, 9):
        items.append(("专题研究全面从严治党工作", "governance", "同意工作安排，压实责任。"))
    if number in (5, 11):
        items.append(("专题研究意识形态工作", "ideology", "同意研判意见。"))
    items.append(("听取重点科技项目推进情况", "report", "加快进度，按期完成。"))
    both: dict[str, Any] = {"chair": head, "recorder": second, "by": by, "today": today}
    if day <= today:
        words = f"{year}年第{number}次党组会"
        meeting = hold_meeting(
            org, MeetingKind.PARTY_GROUP, words, day, items=items, at=time(9, 0), place="一号会议室", is_closed=False, **both
        )
        if number % 3 == 0:
            decide(meeting, len(items) + 1, leaders, month, by=by, today=today)
        close(meeting, by=by, today=today)
    study = workday_near(month.start.replace(day=16))
    if number % 2 == 0 and study <= today:
        words = f"理论学习中心组第{number // 2}次集体学习研讨"
        hold_meeting(
            org, MeetingKind.CENTRE_GROUP, words, study, summary="围绕科技自立自强开展研讨。", at=time(9, 0), place="一号会议室", **both
        )
    life = workday_near(month.start.replace(day=22))
    if number == 1 and life <= today:
        words, steps = f"{year - 1}年度民主生活会", "、".join(LIFE_STEPS)
        meeting = hold_meeting(
            org,
            MeetingKind.DEMOCRATIC_LIFE,
            words,
            life,
            for_year=year - 1,
            steps=steps,
            at=time(9, 0),
            items=LIFE_ITEMS,
            is_closed=False,
            **both,
        )
        problem, measure = "调查研究不够深入", "班子成员每人联系两家企业，每季度走访一次"
        add_rectification(meeting, by=by, problem=problem, measure=measure, owner=head.name, due_on=date(year, 12, 20))
        close(meeting, by=by, today=today)


def _branch_month(code: str, branch: Branch, place: int, month: Period, *, by: User, today: date) -> None:
    """What a branch holds in a month: committee, theme day, in the last month of a quarter general meeting and lecture, groups."""
    what, ago = SKIPPED.get(code, ("", 0))
    now = Period.containing(today, PeriodKind.MONTH)
    skipped = what if month.shifted(ago) == now and what in ("theme", "committee") else ""
    is_written = not are_unwritten(code, month, today)
    both: dict[str, Any] = {"chair": branch.secretary, "recorder": branch.recorder, "by": by, "today": today}
    absent = {}
    if (place + month.start.month) % 3 == 0:
        absent = {branch.people[-1].pk: AWAY[(place + month.start.month) % len(AWAY)]}
    words = f"{month.start.month}月份"
    committee = workday_near(month.start.replace(day=4 + place % 3))
    if branch.has_committee and skipped != "committee" and committee <= today:
        items = [
            ("传达学习上级会议精神", "first_topic", "组织党员学习，结合业务抓好落实。"),
            (COMMITTEE_ITEMS[month.start.month - 1], "other", "同意，按分工落实。"),
        ]
        hold_meeting(
            branch.org,
            MeetingKind.COMMITTEE,
            f"{words}支部委员会会议",
            committee,
            items=items if month.start.year == today.year else items[1:],
            is_written=is_written,
            **both,
        )
    if skipped != "theme":
        _theme_day(code, branch, place, month, absent, both)
    if month.start.month % 3 == 2:
        _quarter(code, branch, place, month, absent, both)
    for number, group in enumerate(branch.groups):
        day = workday_near(month.start.replace(day=13 + number))
        if day <= today:
            leader = branch.people[number]
            hold_meeting(
                group,
                MeetingKind.SMALL_GROUP,
                f"{words}党小组会",
                day,
                chair=leader,
                recorder=branch.people[number + 2],
                items=(SMALL_GROUP_ITEM,),
                by=by,
                today=today,
            )


def _theme_day(code: str, branch: Branch, place: int, month: Period, absent: dict[int, str], both: dict[str, Any]) -> None:
    fixed = (10, 15, 20, 25)[place % 4]
    day = workday_near(month.start.replace(day=fixed))
    shared = code == "ZB05" and month.shifted(1) == Period.containing(both["today"], PeriodKind.MONTH)
    if day > both["today"] or shared:  # that month's was held with the partner of the co-building agreement
        return
    title, festival = THEMES[month.start.month]
    firm, where, science = "", "党员活动室", False
    if code in ("ZB05", "ZB08", "ZB15") and month.start.month in (3, 6, 8, 10):
        firm = FIRMS[("ZB05", "ZB08", "ZB15").index(code)][0]
        title, where, science, festival = "科技政策和服务进企业", firm, True, ""
    hold_theme_day(
        branch.org,
        f"{month.start.month}月主题党日：{title}",
        day,
        place=where,
        absent=absent,
        festival=festival,
        enterprise=firm,
        is_science=science,
        summary=f"围绕“{title}”开展学习和交流，{len(branch.people)}名党员应到。",
        follow_up="收集企业技术需求，交业务处室办理。" if firm else "",
        **both,
    )


def _training(branch: Branch, month: Period, *, by: User, today: date) -> None:
    """党员集中轮训 of the year, five days in June; its hours are the register's, nobody is ranked by them."""
    day = workday_near(month.start.replace(day=25))
    if day <= today:
        record_activity(
            org=branch.org,
            kind="orglife.training",
            title=f"{day.year}年党员集中轮训",
            day=day,
            hours=Decimal(40),
            place="市委党校",
            present=[person.pk for person in branch.people],
            by=by,
            today=today,
        )


def _quarter(code: str, branch: Branch, place: int, month: Period, absent: dict[int, str], both: dict[str, Any]) -> None:
    """党员大会和党课, in the second month of a quarter."""
    what, ago = SKIPPED.get(code, ("", 0))
    quarter = Period.containing(month.start, PeriodKind.QUARTER)
    skipped = what if quarter.shifted(ago) == Period.containing(both["today"], PeriodKind.QUARTER) else ""
    number = (month.start.month + 2) // 3
    is_written = not are_unwritten(code, month, both["today"])
    general = workday_near(month.start.replace(day=17 + place % 5))
    if skipped != "general" and general <= both["today"]:
        items = [("学习党章和党内法规", "study", ""), ("听取支部工作情况报告", "report", "审议通过。")]
        words = f"第{number}季度支部党员大会"
        this_year = general.year == both["today"].year
        meeting = hold_meeting(
            branch.org,
            MeetingKind.GENERAL,
            words,
            general,
            items=items if this_year else items[1:],
            absent=absent,
            is_closed=False,
            is_written=is_written,
            **both,
        )
        if this_year and is_written:
            report_to_members(meeting, by=both["by"])
        if is_written:
            close(meeting, by=both["by"], today=both["today"])
    lecture = workday_near(month.start.replace(day=23 + place % 4))
    if skipped != "lecture" and lecture <= both["today"]:
        leader = next((name for name, _, _, own in LEADERS if own == code and number == 2), "")
        speaker = leader or branch.secretary.name
        chair = dict(both) if leader else {**both, "chair": None}
        if speaker == branch.recorder.name:
            chair["recorder"] = branch.people[2]
        words = f"党课：{LECTURES[number - 1]}"
        hold_meeting(branch.org, MeetingKind.LECTURE, words, lecture, speakers=[speaker], summary="结合岗位实际讲授并讨论。", **chair)


def _life_meeting(branch: Branch, place: int, held_in: int, *, by: User, today: date) -> None:
    """上年度组织生活会, in February, with what it found; the problems of one branch are not all mended."""
    day = workday_near(date(held_in, 2, 12 + place % 8))
    if day > today:
        return
    year, steps = held_in - 1, "、".join(LIFE_STEPS)
    meeting = hold_meeting(
        branch.org,
        MeetingKind.ORGANISATIONAL_LIFE,
        f"{year}年度组织生活会",
        day,
        chair=branch.secretary,
        recorder=branch.recorder,
        by=by,
        today=today,
        for_year=year,
        steps=steps,
        summary="党支部班子作对照检查，党员开展批评和自我批评。",
        items=LIFE_ITEMS,
        is_closed=False,
    )
    problems = (("学习不够系统", "制定学习清单，按月交流", 4), ("服务企业不够主动", "每名党员联系一家企业", 6))
    for number, (problem, measure, month) in enumerate(problems):
        due = date(held_in, month, 30)
        owner = branch.people[number].name
        item = add_rectification(meeting, by=by, problem=problem, measure=measure, owner=owner, due_on=due)
        if due <= today and not (place == 8 and number == 1 and held_in == today.year):
            finish_rectification(item, by=by, today=today, expected=item.version, on=due, result="已完成，长期坚持。")
    close(meeting, by=by, today=today)


def _general_branch(made: Department, code: str, year: int, *, by: User, today: date) -> None:
    """党总支: a theme day of all its branches each quarter, counted for the general branch and each branch that took part."""
    org = made.org(code)
    under = [branch for branch in made.branches.values() if branch.org.parent_id == org.pk]
    for month in (3, 6, 9, 12):
        day = workday_near(date(year, month, 28))
        if day > today:
            continue
        lead = under[0]
        record = hold_theme_day(
            org,
            f"{month}月党总支联合主题党日",
            day,
            chair=lead.secretary,
            recorder=lead.recorder,
            by=by,
            today=today,
            summary="所属党支部集中学习，交流服务创新主体的做法。",
        )
        for branch in under:
            link_activity(record.activity, role="counts", to=branch.org.reference(), by=by)


def _link_brands(made: Department, *, by: User, today: date) -> None:
    """Each second theme day of a branch with a brand was held under it."""
    for brand in brands_on(today, [org.pk for org in made.orgs.values()]):
        rows = held_activities("orglife.theme_day").filter(org=brand.org).order_by("day")
        for activity in list(rows)[::2]:
            link_activity(activity, role="counts", to=brand.reference(), by=by)


def _plans(made: Department, *, by: User, today: date) -> None:
    """年度计划 of the rest of the year: confirmed, it stands in the calendar; what was held is not planned again."""
    months = range(today.month + 1, 13)
    if not months:
        return
    planning: list[tuple[Organisation, int]] = [(made.org("ZB05"), 15), (made.org("ZB08"), 25)]
    for org, day in planning:
        plan = draft_year(org=org, by=by, year=today.year, months=months, day=day, basis="支部委员会会议研究")
        confirm_plan(plan, by=by, today=today, expected=plan.version)
