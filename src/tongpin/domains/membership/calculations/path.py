"""发展党员程序: 5 stages and 25 steps as one table: what each needs before it, who decides, which papers belong to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STAGES = ("申请入党", "入党积极分子的确定和培养教育", "发展对象的确定和考察", "预备党员的接收", "预备党员的教育考察和转正")

BRANCH_COMMITTEE, MEETING, COMMITTEE, GENERAL, ORGANISATION = "支委会", "党员大会", "基层党委", "党总支", "组织部门"


@dataclass(frozen=True, slots=True)
class Step:
    """步骤: ``needs`` are the steps that come before; ``second`` names the other day this step has, ``asks`` what else it records."""

    number: int
    stage: int
    title: str
    day: str
    needs: tuple[int, ...] = ()
    body: tuple[str, ...] = ()
    second: str = ""
    asks: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def stage_title(self) -> str:
        return STAGES[self.stage - 1]


_VOTES = ("due_voting", "present_voting", "yes_votes", "no_votes", "abstentions", "written_yes", "is_secret")

STEPS: Mapping[int, Step] = {
    s.number: s
    for s in (
        Step(1, 1, "递交入党申请书", "申请日期", second="党组织收到日期", materials=("入党申请书",), codes=("DEV-01", "DEV-02")),
        Step(2, 1, "党组织派人谈话", "谈话日期", (1,), materials=("谈话记录",), codes=("DEV-03",)),
        Step(
            3,
            2,
            "推荐和确定入党积极分子",
            "确定日期",
            (2,),
            (BRANCH_COMMITTEE, MEETING),
            asks=("recommended_by",),
            materials=("推荐材料", "会议记录"),
            codes=("DEV-04",),
        ),
        Step(4, 2, "上级党委备案", "备案日期", (3,), (COMMITTEE,), materials=("备案报告",), codes=("DEV-04",)),
        Step(5, 2, "指定培养联系人", "指定日期", (3,), codes=("DEV-05",)),
        Step(6, 2, "培养教育考察", "开始日期", (4, 5), materials=("培养教育考察材料",), codes=("DEV-06", "DEV-07")),
        Step(
            7,
            3,
            "听取意见、支委会研究确定发展对象人选",
            "研究日期",
            (6,),
            (BRANCH_COMMITTEE, MEETING),
            asks=("heard",),
            materials=("听取意见记录", "会议记录"),
            codes=("DEV-09", "DEV-10"),
        ),
        Step(
            8,
            3,
            "上级党委备案（同意）、公示并列为发展对象",
            "备案或同意日期",
            (7,),
            (COMMITTEE,),
            second="列为发展对象日期",
            materials=("备案或同意批复", "公示材料"),
            codes=("DEV-09", "DEV-10"),
        ),
        Step(9, 3, "确定入党介绍人", "确定日期", (8,), codes=("DEV-11",)),
        Step(10, 3, "政治审查", "审查日期", (8,), asks=("conclusion",), materials=("政治审查材料",), codes=("DEV-12",)),
        Step(
            11,
            3,
            "集中培训",
            "培训结束日期",
            (8,),
            asks=("days", "hours", "is_exempted"),
            materials=("培训结业材料",),
            codes=("DEV-13", "DEV-13a"),
        ),
        Step(12, 4, "支委会审查", "审查日期", (9, 10, 11), (BRANCH_COMMITTEE, MEETING), materials=("会议记录",), codes=("DEV-14",)),
        Step(13, 4, "基层党委预审", "预审通过日期", (12,), (COMMITTEE,), asks=("conclusion",), materials=("预审批复",), codes=("DEV-14",)),
        Step(14, 4, "填写入党志愿书", "发放日期", (13,), materials=("入党志愿书",), codes=("DEV-14",)),
        Step(
            15,
            4,
            "党员大会讨论接收预备党员",
            "大会日期",
            (14,),
            (MEETING,),
            second="决议上报日期",
            asks=_VOTES,
            materials=("会议记录", "票决情况汇总表"),
            codes=("DEV-15", "DEV-16"),
        ),
        Step(16, 4, "上级党组织派人谈话", "谈话日期", (15,), codes=("DEV-20",)),
        Step(
            17,
            4,
            "上级党委审批",
            "审批日期",
            (16,),
            (COMMITTEE, GENERAL),
            asks=("conclusion", "is_authorised", "has_reason"),
            materials=("审批批复",),
            codes=("DEV-21", "DEV-29"),
        ),
        Step(18, 4, "报上一级组织部门备案", "备案日期", (17,), (ORGANISATION,), codes=("DEV-21a",)),
        Step(19, 5, "编入党支部和党小组", "编入日期", (17,)),
        Step(20, 5, "入党宣誓", "宣誓日期", (17,), codes=("DEV-22",)),
        Step(21, 5, "继续教育考察", "开始日期", (17,), materials=("预备期考察材料",), codes=("DEV-23",)),
        Step(
            22,
            5,
            "提出转正申请",
            "申请日期",
            (19, 20, 21),
            second="支委会审查日期",
            asks=("heard",),
            materials=("转正申请书",),
            codes=("DEV-24", "DEV-24a", "DEV-25"),
        ),
        Step(
            23,
            5,
            "党员大会讨论转正",
            "大会日期",
            (22,),
            (MEETING,),
            asks=("conclusion", "months", *_VOTES),
            materials=("会议记录", "票决情况汇总表"),
            codes=("DEV-24", "DEV-25"),
        ),
        Step(24, 5, "上级党委审批转正", "审批日期", (23,), (COMMITTEE, GENERAL), asks=("conclusion",), codes=("DEV-26", "DEV-27")),
        Step(25, 5, "材料归档", "移交日期", (24,), codes=("DEV-28",)),
    )
}
LAST = 25
CONVERSION = (22, 23)
"""转正的步骤: asked again once where the probation was extended."""

CONCLUSIONS: Mapping[int, tuple[str, ...]] = {
    10: ("passed", "failed"),
    13: ("passed", "failed"),
    17: ("passed", "failed"),
    23: ("passed", "extended", "cancelled"),
    24: ("passed", "failed"),
}
ARCHIVED = ("入党志愿书", "入党申请书", "政治审查材料", "转正申请书", "培养教育考察材料")


@dataclass(frozen=True, slots=True)
class Done:
    """已登记的步骤: its day, its conclusion and, for a meeting, whether the vote carried."""

    on: date
    conclusion: str = ""
    carried: bool | None = None


def carried(due: int, present: int, yes: int, written_yes: int) -> bool:
    """表决通过: more than half of those due are present, and more than half of those due are for it; exactly half is not enough.

    A written yes of an absent member, sent in before the meeting, counts among the yes votes.
    """
    return present * 2 > due and (yes + written_yes) * 2 > due


def obstacle(number: int, on: date, done: Mapping[int, Done]) -> str:
    """阻断原因: why step ``number`` cannot be recorded on that day; empty where nothing stands in its way."""
    step = STEPS[number]
    for earlier in _before(number):
        found = done.get(earlier)
        title = f"第{earlier}步“{STEPS[earlier].title}”"
        if found is None:
            return f"尚未登记{title}，不能登记第{number}步“{step.title}”。"
        if found.conclusion in ("failed", "cancelled"):
            return f"{title}的结论是{WORDS[found.conclusion]}，不能继续办理。"
        if found.carried is False:
            return f"{title}的表决没有通过，不能继续办理。"
        if earlier == 23 and found.conclusion == "extended":
            return f"{title}决定延长预备期，期满后应重新讨论，不能登记第{number}步“{step.title}”。"
    late = [e for e in step.needs if done[e].on > on]
    if late:
        other = late[0]
        return f"日期早于第{other}步“{STEPS[other].title}”的 {done[other].on:%Y-%m-%d}，次序不对，请核对。"
    return ""


def next_steps(done: Mapping[int, Done]) -> list[int]:
    """下一步: the steps whose predecessors are all there and that are not recorded yet."""
    return [n for n, s in STEPS.items() if n not in done and not obstacle(n, date.max, done)]


def _before(number: int) -> list[int]:
    """All steps that come before, nearest last."""
    found: set[int] = set()
    waiting = list(STEPS[number].needs)
    while waiting:
        earlier = waiting.pop()
        if earlier not in found:
            found.add(earlier)
            waiting.extend(STEPS[earlier].needs)
    return sorted(found)


WORDS: Mapping[str, str] = {"passed": "通过", "failed": "不通过", "extended": "延长预备期", "cancelled": "取消预备党员资格"}
