"""演示责任状: clause templates, letters of two departments signed in January, and the work orders that came of them quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongpin.demo.answering.evidence import Held, ended_in, show, task_of_the_half, task_of_the_year
from tongpin.demo.party.department import Department
from tongpin.domains.accountability.enums import ItemState, LetterLevel, OrderState, Rhythm, TargetKind, Urgency
from tongpin.domains.accountability.selectors.orders import items_of
from tongpin.domains.accountability.services.letters import draft_letter, enter_template, sign_letter
from tongpin.domains.accountability.services.orders import (
    accept_order,
    issue_order,
    open_order,
    receive_order,
    report_order,
    send_back_order,
    urge_order,
)
from tongpin.domains.accountability.services.rolling import roll_quarter
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import user_named
from tongpin.foundation.orgs.selectors import work_calendar

TEMPLATES = (
    # duty, evidence, by month and day, rhythm, who scores
    ("落实“第一议题”制度，组织处室人员学习贯彻重要讲话精神", "支部委员会会议记录", "12-20", Rhythm.EACH_QUARTER, "机关党委"),
    ("落实意识形态工作责任，上半年完成一次分析研判", "分析研判任务办结情况", "06-30", Rhythm.UNTIL_DONE, "机关党委"),
    ("同步部署党风廉政建设和业务工作，每季度开展一次警示教育", "警示教育记录", "12-20", Rhythm.EACH_QUARTER, "机关纪委"),
    ("完成年度重点科技任务", "任务进度", "12-20", Rhythm.UNTIL_DONE, "规划与政策法规处"),
    ("组织党员走进科技型企业，收集并办理需求", "主题党日或走访记录", "11-30", Rhythm.EACH_QUARTER, "机关党委"),
)
SIGNERS = (
    # department, branch, title, the task of the year that its fourth clause stands for
    ("ST-GX", "ZB05", "高新技术处党建和业务工作责任状", "完成高新技术领域重点研发项目年度执行检查"),
    ("ST-CG", "ZB08", "成果转化与区域创新处党建和业务工作责任状", "完成技术合同登记和成果转化年度核查"),
)
POST = "处长"
WORDS = {
    1: "已组织学习，重点内容见会议记录。",
    2: "已召开分析研判会，报告报机关党委。",
    3: "结合业务工作部署开展警示教育。",
    4: "按计划推进。",
    5: "结合主题党日走进企业，需求已转相关处室。",
}
"""办理情况 by the number of the clause."""
NOT_YET = {2: "计划6月上旬召开分析研判会，材料正在准备。"}
"""第一季度 of what is due by the middle of the year."""
FIRST_ANSWER = {2: "正在安排。"}


@dataclass(frozen=True)
class Hands:
    """办理人员: who issues, who answers for the department, who accepts."""

    issuer: User
    answering: User
    accepting: User


def answer_for(made: Department, *, by: User, today: date) -> None:
    """责任状 of the year to its present quarter, and one matter under supervision."""
    signed_on = workday_near(date(today.year, 1, 15))
    if signed_on > today:
        return
    hands = Hands(_user("tingdangwu"), _user("shuji"), _user("tingzhang"))
    held = _letters(made, signed_on, hands, by=by)
    for quarter in range(1, (today.month + 2) // 3 + 1):
        _quarter(made, quarter, hands, held, today=today, signed_on=signed_on)
    _supervise(made, hands, today=today)


def _letters(made: Department, signed_on: date, hands: Hands, *, by: User) -> list[Held]:
    org = made.orgs["ST"]
    for number, (duty, evidence, due, rhythm, scorer) in enumerate(TEMPLATES, 1):
        enter_template(
            org=org,
            by=by,
            level=LetterLevel.DEPARTMENTS,
            post=POST,
            position=number,
            duty=duty,
            target_kind=TargetKind.EVIDENCE,
            measure_code="",
            evidence=evidence,
            due=due,
            rhythm=rhythm,
            scorer=scorer,
            valid_from=date(signed_on.year, 1, 1),
        )
    held = []
    for home, branch, title, task in SIGNERS:
        letter = draft_letter(
            org=org,
            year=signed_on.year,
            level=LetterLevel.DEPARTMENTS,
            by=by,
            today=signed_on,
            title=title,
            signer=made.branches[branch].secretary,
            post=POST,
            department=made.orgs[home],
            superior=made.leaders[0],
        )
        carried = task_of_the_year(made, letter, task, by=hands.issuer, today=signed_on)
        letter = sign_letter(letter, by=hands.issuer, today=signed_on, expected=letter.version, on=signed_on)
        study = task_of_the_half(made, letter, by=hands.issuer, today=signed_on)
        held.append(Held(letter, made.branches[branch], carried, study))
    return held


def _quarter(made: Department, quarter: int, hands: Hands, held: Sequence[Held], *, today: date, signed_on: date) -> None:
    """季度工单: issued at the start, answered before its end; the first was returned once, that of the present quarter is under way."""
    begun = max(workday_near(date(today.year, 3 * quarter - 2, 10)), signed_on)
    if begun > today:
        return
    reported = workday_near(date(today.year, 3 * quarter, 20))
    for one in held:
        show(one, quarter, until=min(reported, today), by=hands.answering)
    for order in roll_quarter(org=made.orgs["ST"], by=hands.issuer, today=begun):
        _answer(order, quarter, reported, begun, hands, today=today)


def _answer(order: Any, quarter: int, reported: date, begun: date, hands: Hands, *, today: date) -> None:
    if order.state == OrderState.DRAFTED:
        order = issue_order(order, by=hands.issuer, today=begun, expected=order.version)
    order = receive_order(order, by=hands.answering, today=min(_later(begun, 2), today), expected=order.version)
    if reported >= today:
        return
    if quarter == 1:
        said = _said(order, "各项责任正在落实。", {**WORDS, **FIRST_ANSWER}, quarter)
        order = report_order(order, by=hands.answering, today=reported, expected=order.version, **said)
        reason = "第2项没有说明分析研判的时间，请补充。"
        order = send_back_order(order, by=hands.accepting, today=_later(reported, 1), expected=order.version, reason=reason)
        reported = _later(reported, 3)
    result = f"第{quarter}季度责任事项已逐项落实，佐证随单报送。"
    said = _said(order, result, {**WORDS, **(NOT_YET if quarter == 1 else {})}, quarter)
    order = report_order(order, by=hands.answering, today=reported, expected=order.version, **said)
    accept_order(order, by=hands.accepting, today=min(_later(reported, 2), today), expected=order.version, words="情况属实。")


def _supervise(made: Department, hands: Hands, *, today: date) -> None:
    """督办单: a decision that is behind, urged once and answered for."""
    opened, calendar = work_calendar().add_workdays(today, -20).value, work_calendar()
    order = open_order(
        org=made.orgs["ST"],
        due_on=calendar.add_workdays(today, 5).value,
        assists=[made.orgs["ST-GH"]],
        by=hands.issuer,
        today=opened,
        title="科技创新平台依托单位意见反馈",
        subject="创新平台优化整合",
        cause="coordination",
        requirement="督促两家依托单位反馈书面意见，汇总后报分管厅领导。",
        urgency=Urgency.IMPORTANT,
        lead=made.orgs["ST-GX"],
        person=made.branches["ZB05"].people[1],
    )
    order = issue_order(order, by=hands.issuer, today=opened, expected=order.version)
    order = receive_order(order, by=hands.answering, today=_later(opened, 1), expected=order.version)
    urge_order(order, by=hands.issuer, today=_later(opened, 12), expected=order.version, words="距办理时限不足十个工作日，请抓紧。")


def _said(order: Any, result: str, words: Mapping[int, str], quarter: int) -> Mapping[str, Any]:
    """Each item in the words of its own clause: an order of a later quarter lacks what was accepted as done."""
    items = {}
    for row in items_of(order):
        assert row.clause is not None
        done = row.clause.rhythm == Rhythm.EACH_QUARTER or ended_in(row.clause.key, quarter)
        items[row.pk] = (ItemState.DONE if done else ItemState.UNDER_WAY, words[row.clause.key])
    return {"result": result, "items": items}


def _later(day: date, workdays: int) -> date:
    return work_calendar().add_workdays(day, workdays).value


def _user(name: str) -> User:
    user = user_named(name)
    assert user is not None, f"演示账号 {name}"
    return user
