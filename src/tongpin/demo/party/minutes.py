"""演示记录: what the minutes of a meeting say, and which meetings are not closed, as in any office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tongpin.domains.orglife.services.closing import close_meeting
from tongpin.foundation.accounts.models import User
from tongpin.kernel.periods import Period, PeriodKind

DISCUSSION = {
    "first_topic": "领学原文，与会人员结合分管工作谈认识、讲打算。",
    "study": "集中领学，3名党员交流发言。",
    "report": "听取汇报，逐项核对进展，指出存在的问题并提出要求。",
    "decision": "听取情况说明和论证意见，与会人员逐一发表意见，主要负责人末位表态。",
    "governance": "通报上半年以来管党治党情况，逐条研究问题清单和整改措施。",
    "ideology": "分析研判本领域意识形态工作情况，研究阵地管理措施。",
    "appraisal": "按个人自评、党员互评、民主测评的程序进行，逐一提出评定意见。",
    "other": "与会人员逐项讨论，提出修改意见后一致同意。",
}
RESOLVED = "结合业务工作列出贯彻措施，明确责任人，下次会议报告进展。"
COMMITTEE_ITEMS = (
    "研究年度组织生活会和民主评议党员工作方案",
    "研究年度支部工作计划",
    "研究主题党日和志愿服务安排",
    "分析党员思想状况，研究谈心谈话安排",
    "研究“七一”走访慰问和重温入党誓词活动",
    "研究半年党建工作总结和党费收缴情况",
    "研究党课和集中学习安排",
    "研究党员联系企业工作进展",
    "研究“三会一课”落实情况自查",
    "研究发展党员和入党积极分子培养工作",
    "研究党员先锋岗评议工作",
    "研究年度工作总结和述职准备",
)
"""支委会议题 by month."""
SMALL_GROUP_ITEM = ("学习党的创新理论，交流岗位体会", "study", "")
LIFE_ITEMS = (("党支部班子对照检查，党员开展批评和自我批评", "other", "列出整改清单，逐项明确责任人和时限。"),)
LATE_MINUTES = {"ZB03": 2, "ZB12": 1, "ZB15": 3}
"""记录未补齐: branch → in so many of the latest months nobody wrote down what was discussed."""
DAYS_TO_CLOSE = 3


def are_unwritten(code: str, month: Period, today: date) -> bool:
    """Whether the minutes of that month are still missing in a branch."""
    late = LATE_MINUTES.get(code, 0)
    now = Period.containing(today, PeriodKind.MONTH)
    return any(month.shifted(ago) == now for ago in range(late))


def close(meeting: Any, *, by: User, today: date) -> None:
    """办结 a few days after it was held; the latest wait for it."""
    on = meeting.activity.day + timedelta(days=DAYS_TO_CLOSE)
    if on <= today:
        close_meeting(meeting, by=by, today=on, expected=meeting.version)
