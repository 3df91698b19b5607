"""演示责任状: clause templates, letters of two departments signed in January, and the work orders that came of them quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    ("落实“第一议题”制度，组织处室人员学习贯彻重要讲话精神", "会议记录或学习登记", "12-20", Rhythm.EACH_QUARTER, "机关党委"),
    ("落实意识形态工作责任，每半年分析研判一次", "分析研判材料", "06-30", Rhythm.UNTIL_DONE, "机关党委"),
    ("同步部署党风廉政建设和业务工作，开展廉政谈话", "谈话登记", "12-20", Rhythm.EACH_QUARTER, "机关纪委"),
    ("完成年度重点科技任务", "任务进度或项目资料", "12-20", Rhythm.UNTIL_DONE, "规划与政策法规处"),
    ("每名党员联系服务一家科技型企业", "走访记录", "11-30", Rhythm.EACH_QUARTER, "机关党委"),
)
SIGNERS = (("ST-GX", "ZB05", "高新技术处党建和业务工作责任状"), ("ST-CG", "ZB08", "成果转化与区域创新处党建和业务工作责任状"))
POST = "处长"
WORDS = (
    "已按季度安排落实，记录在案。",
    "已开展分析研判并报告。",
    "已同处室人员谈话。",
    "按计划推进，节点按期完成。",
    "已走访联系企业并收集需求。",
)


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
    _letters(made, signed_on, by=by)
    for quarter in range(1, (today.month + 2) // 3 + 1):
        _quarter(made, quarter, hands, today=today, signed_on=signed_on)
    _supervise(made, hands, today=today)


def _letters(made: Department, signed_on: date, *, by: User) -> None:
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
    for home, branch, title in SIGNERS:
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
        sign_letter(letter, by=by, today=signed_on, expected=letter.version, on=signed_on)


def _quarter(made: Department, quarter: int, hands: Hands, *, today: date, signed_on: date) -> None:
    """季度工单: issued at the start, answered before its end; the first was returned once, that of the present quarter is under way."""
    begun = max(workday_near(date(today.year, 3 * quarter - 2, 10)), signed_on)
    if begun > today:
        return
    for order in roll_quarter(org=made.orgs["ST"], by=hands.issuer, today=begun):
        if order.state == OrderState.DRAFTED:
            order = issue_order(order, by=hands.issuer, today=begun, expected=order.version)
        order = receive_order(order, by=hands.answering, today=_later(begun, 2), expected=order.version)
        reported = workday_near(date(today.year, 3 * quarter, 20))
        if reported >= today:
            continue
        if quarter == 1:
            order = report_order(order, by=hands.answering, today=reported, expected=order.version, **_said(order, "已落实。", done=False))
            reason = "第2项没有说明分析研判的时间和内容，请补充。"
            order = send_back_order(order, by=hands.accepting, today=_later(reported, 1), expected=order.version, reason=reason)
            reported = _later(reported, 3)
        result = f"第{'一二三四'[quarter - 1]}季度责任事项已逐项落实，佐证材料齐全。"
        order = report_order(order, by=hands.answering, today=reported, expected=order.version, **_said(order, result, done=quarter > 1))
        accept_order(order, by=hands.accepting, today=min(_later(reported, 2), today), expected=order.version, words="情况属实，审核通过。")


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


def _said(order: Any, result: str, *, done: bool) -> Mapping[str, Any]:
    state = ItemState.DONE if done else ItemState.UNDER_WAY
    return {"result": result, "items": {row.pk: (state, WORDS[place % len(WORDS)]) for place, row in enumerate(items_of(order))}}


def _later(day: date, workdays: int) -> date:
    return work_calendar().add_workdays(day, workdays).value


def _user(name: str) -> User:
    user = user_named(name)
    assert user is not None, f"演示账号 {name}"
    return user
