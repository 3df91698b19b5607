"""演示责任清单: the lists of the Party group, its secretary and a department with what shows each duty, and the risk points of posts."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.demo.party.department import Department
from tongpin.domains.accountability.enums import Frequency, ListKind, RiskLevel
from tongpin.domains.accountability.services.duty_lists import check_risk, enter_line, enter_list, enter_proof, enter_risk
from tongpin.domains.orglife.selectors.agenda import meeting_items
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.engines.activities.enums import LinkRole
from tongpin.engines.activities.selectors import activities_in, held
from tongpin.engines.activities.services import link_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import user_named
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.periods import Period, PeriodKind

F = Frequency
LISTS: dict[ListKind, tuple[str, tuple[tuple[str, Frequency, str, str], ...]]] = {
    # duty, how often, what shows it, where it stands already: a kind of activity, a topic of meetings, or "" for what is noted
    ListKind.MAIN: (
        "厅党组落实全面从严治党主体责任清单",
        (
            ("专题研究全面从严治党工作", F.HALF, "党组会议记录", "topic:governance"),
            ("组织党组理论学习中心组学习", F.QUARTER, "学习记录", "orglife.centre_group"),
            ("召开党组会议研究党建和业务工作", F.MONTH, "党组会议记录", "orglife.party_group_meeting"),
            ("听取机关党委工作汇报", F.HALF, "会议记录", ""),
        ),
    ),
    ListKind.FIRST: (
        "党组书记第一责任人责任清单",
        (
            ("与班子成员谈心谈话", F.HALF, "谈话登记", ""),
            ("到基层党支部调研指导", F.QUARTER, "调研记录", ""),
        ),
    ),
    ListKind.DEPARTMENT: (
        "高新技术处党风廉政建设责任清单",
        (
            ("排查项目评审、经费拨付廉政风险", F.HALF, "风险点台账", ""),
            ("检查处室人员执行回避规定情况", F.QUARTER, "检查记录", ""),
        ),
    ),
}
RISKS = (
    ("ST-ZY", "项目评审岗", "向申报单位透露评审专家和评审意见", RiskLevel.HIGH, "专家随机抽取，评审全程留痕，结果公示。"),
    ("ST-ZY", "经费拨付岗", "违反程序拨付项目经费", RiskLevel.HIGH, "拨付经处室会审、分管厅领导签批。"),
    ("ST-GX", "高企认定岗", "在认定辅导中收受企业财物", RiskLevel.MEDIUM, "两人以上下企业，每年轮换联系企业。"),
    ("ST-BG", "采购岗", "拆分采购规避公开招标", RiskLevel.MEDIUM, "采购计划按年汇总，由机关纪委抽查。"),
)


def answer_lists(made: Department, *, by: User, today: date) -> None:
    """责任清单和廉政风险点 of the year up to ``today``."""
    issued = workday_near(date(today.year, 1, 20))
    if issued > today:
        return
    owners: dict[ListKind, tuple[Organisation, Person | None]] = {
        ListKind.MAIN: (made.org("DZ"), None),
        ListKind.FIRST: (made.org("DZ"), made.leaders[0]),
        ListKind.DEPARTMENT: (made.orgs["ST-GX"], None),
    }
    for number, (kind, (title, lines)) in enumerate(LISTS.items(), 1):
        org, person = owners[kind]
        document = f"江科党组发〔{today.year}〕{number}号"
        found = enter_list(
            org=org, by=by, today=issued, kind=kind, year=today.year, title=title, person=person, issued_on=issued, document=document
        )
        owner = None if person else made.leaders[0] if org == made.org("DZ") else made.branches["ZB05"].secretary
        for position, (duty, frequency, evidence, source) in enumerate(lines, 1):
            line = enter_line(found, by=by, position=position, duty=duty, owner=owner, frequency=frequency, evidence=evidence)
            _show(line, source, issued, by=by, today=today)
    _risks(made, issued, by=by, today=today)


def _show(line: Any, source: str, issued: date, *, by: User, today: date) -> None:
    """What was recorded as a meeting is linked; only what stands nowhere else is noted."""
    year = Period.year(today.year)
    if source.startswith("topic:"):
        items = meeting_items().filter(
            org=line.org, topic__startswith=source.removeprefix("topic:"), meeting__activity__day__gte=year.start
        )
        found = [item.meeting.activity for item in items if item.meeting.activity.day <= today]
    elif source:
        found = list(held(activities_in(line.org)).filter(kind=source, day__gte=year.start, day__lte=today))
    else:
        found = []
        for period in year.split(PeriodKind(line.frequency)):
            day = max(workday_near(period.last_day.replace(day=15)), issued)
            if day < today:
                enter_proof(line, by=by, today=day, done_on=day, words=f"{period.title}已办理，{line.evidence}归档。")
    for activity in found:
        link_activity(activity, role=LinkRole.COUNTS, to=line.reference(), by=by)


def _risks(made: Department, issued: date, *, by: User, today: date) -> None:
    officer = user_named("jijian") or by
    checked = workday_near(date(today.year, 7, 8))
    for department, post, matter, level, control in RISKS:
        where = made.orgs[department]
        values: dict[str, Any] = {"department": where, "post": post, "matter": matter, "level": level, "control": control}
        risk = enter_risk(org=made.orgs["ST"], by=officer, today=issued, owner=None, found_on=issued, **values)
        if checked <= today:
            words = "抽查资料，措施有效。"
            check_risk(risk, by=officer, today=checked, expected=risk.version, checked_on=checked, is_effective=True, words=words)
