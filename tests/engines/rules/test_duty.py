"""应尽事项的判断: states, wording by force, versions by the day of the case, adjustments of the unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tongpin.engines.rules.book import RulebookError, duty_rule, duty_rules, read_book
from tongpin.engines.rules.duty import PROVISIONAL, DutyState, WrongWindow, judge
from tongpin.engines.rules.given import WrongFact
from tongpin.engines.rules.overrides import Override
from tongpin.engines.rules.rule import Rule
from tongpin.kernel.periods import Period
from tongpin.kernel.workdays import WorkCalendar

WINDOWED = """
key: area.sample
title: 每月例会
force: M
sources: [{document: 《内部约定》, article: 第一条}, {document: 《另一约定》}]
facts:
  held: {title: 次数, type: number, unit: 次}
  has_group: {title: 设有小组, type: yes_no}
parameters:
  least: {title: 最少次数, type: number}
duty:
  code: LIFE-99
  subject: branch
  window: month
  applies: has_group
  otherwise: 没有设小组，不适用。
  due: {plus_workdays: [window_end, 5]}
  soon_days: 3
decide:
  - when: {at_least: [held, least]}
    outcome: met
    because: 有{held}次。
  - outcome: not_met
    because: 只有{held}次，至少{least}次。
versions:
  - valid_from: 2020-01-01
    values: {least: 1}
  - valid_from: 2024-03-15
    values: {least: 2}
"""

EVENT = """
key: area.sample
title: 按时谈话
force: M
sources: [{document: 《约定》}]
facts:
  begun_on: {title: 开始日期, type: date}
  done_on: {title: 完成日期, type: date}
parameters:
  days: {title: 天数, type: number}
duty:
  code: DEV-99
  subject: case
  window: event
  due: {plus_days: [begun_on, days]}
  version_on: begun_on
decide:
  - when: {is_known: done_on}
    outcome: met
    because: 已完成。
  - outcome: not_met
    because: 没有完成。
versions:
  - valid_from: 2020-01-01
    values: {days: 10}
  - valid_from: 2024-03-15
    values: {days: 30}
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Rule]:
    def reading(text: str) -> Rule:
        (tmp_path / "area").mkdir(exist_ok=True)
        (tmp_path / "area" / "sample.yaml").write_text(text, encoding="utf-8")
        book = read_book(tmp_path)
        assert not book.problems, [str(p) for p in book.problems]
        return book.rules["area.sample"]

    return reading


@pytest.fixture
def monthly(read: Callable[[str], Rule]) -> Rule:
    return read(WINDOWED)


def state(rule: Rule, as_of: date, window: str | None = None, **facts: Any) -> str:
    return judge(rule, facts, as_of, Period.parse(window) if window else None).state.value


def test_states_follow_the_due_date(monthly: Rule) -> None:
    facts = {"held": 0, "has_group": True}
    due = date(2023, 2, 7)
    assert judge(monthly, facts, due, Period.parse("2023-01")).due == due
    assert state(monthly, date(2023, 2, 3), "2023-01", **facts) == "open"
    assert state(monthly, date(2023, 2, 4), "2023-01", **facts) == "soon"
    assert state(monthly, due, "2023-01", **facts) == "soon"
    assert state(monthly, date(2023, 2, 8), "2023-01", **facts) == "overdue"
    assert state(monthly, date(2023, 2, 8), "2023-01", held=1, has_group=True) == "done"


def test_the_window_around_the_day_is_taken_where_none_is_given(monthly: Rule) -> None:
    assert judge(monthly, {}, date(2023, 2, 3)).window == Period.parse("2023-02")


def test_a_window_of_another_length_is_a_mistake_of_the_caller(monthly: Rule) -> None:
    with pytest.raises(WrongWindow, match="应为每月一次的期间，如 2023-02，现为 2023"):
        judge(monthly, {}, date(2023, 2, 3), Period.year(2023))
    with pytest.raises(WrongWindow, match="不按期间检查"):
        judge(duty_rule("ORG-02"), {}, date(2023, 2, 3), Period.year(2023))
    with pytest.raises(WrongWindow, match="不是应尽事项规则"):
        judge(read_book(Path("src/tongpin/rulebook")).rules["indicators.lights"], {}, date(2023, 2, 3))


def test_what_does_not_apply_says_so_and_asks_no_further(monthly: Rule) -> None:
    judgement = judge(monthly, {"has_group": False}, date(2023, 2, 3))
    assert (judgement.state, judgement.outcome, judgement.reason) == (DutyState.NOT_APPLICABLE, None, "没有设小组，不适用。")


def test_missing_facts_are_named_and_never_overdue(monthly: Rule) -> None:
    judgement = judge(monthly, {}, date(2025, 1, 1), Period.parse("2023-01"))
    assert (judgement.state, judgement.missing, judgement.missing_names) == (DutyState.MISSING, ("设有小组",), ("has_group",))
    judgement = judge(monthly, {"has_group": True}, date(2025, 1, 1), Period.parse("2023-01"))
    assert (judgement.state, judgement.missing, judgement.reason) == (
        DutyState.MISSING,
        ("次数",),
        "缺少“次数”，无法判断，请补充。",
    )


def test_the_version_at_the_end_of_the_window_decides(monthly: Rule) -> None:
    assert state(monthly, date(2024, 12, 1), "2024-02", held=1, has_group=True) == "done"
    assert state(monthly, date(2024, 12, 1), "2024-03", held=1, has_group=True) == "overdue"
    assert state(monthly, date(2024, 3, 14), "2024-03", held=1, has_group=True) == "done"
    assert state(monthly, date(2024, 12, 1), "2019-12", held=0, has_group=True) == "not_applicable"


def test_the_version_of_the_day_of_the_case_decides(read: Callable[[str], Rule]) -> None:
    rule = read(EVENT)
    assert judge(rule, {"begun_on": date(2024, 3, 14)}, date(2024, 12, 1)).due == date(2024, 3, 24)
    assert judge(rule, {"begun_on": date(2024, 3, 15)}, date(2024, 12, 1)).due == date(2024, 4, 14)
    assert judge(rule, {"begun_on": date(2019, 3, 15)}, date(2024, 12, 1)).state is DutyState.NOT_APPLICABLE
    assert judge(rule, {}, date(2024, 12, 1)).missing == ("开始日期",)
    assert judge(rule, {"done_on": date(2024, 3, 1)}, date(2024, 12, 1)).state is DutyState.DONE


@pytest.mark.parametrize(
    ("force", "wording", "citation", "sentence"),
    [
        ("M", "违反", "《内部约定》第一条；《另一约定》", "违反《内部约定》第一条；《另一约定》：只有0次，至少1次。"),
        ("G", "提醒", "《内部约定》第一条；《另一约定》", "提醒：只有0次，至少1次。依据：《内部约定》第一条；《另一约定》。"),
        ("P", "本单位做法", "本局办法第三条", "本单位做法：只有0次，至少1次。依据：本局办法第三条。"),
    ],
)
def test_force_decides_the_wording(read: Callable[[str], Rule], force: str, wording: str, citation: str, sentence: str) -> None:
    rule = read(WINDOWED.replace("force: M", f"force: {force}").replace("  soon_days: 3", f"  adopted: {str(force != 'P').lower()}"))
    taken_up = [Override(rule=rule.key, starts_on=date(2020, 1, 1), basis="本局办法第三条", adopted=True)] if force == "P" else []
    late = judge(rule, {"held": 0, "has_group": True}, date(2023, 6, 1), Period.parse("2023-01"), taken_up)
    assert (late.wording, late.citation, late.sentence) == (wording, citation, sentence)
    done = judge(rule, {"held": 1, "has_group": True}, date(2023, 6, 1), Period.parse("2023-01"), taken_up)
    assert (done.wording, done.sentence) == ("", "有1次。")


def test_a_state_without_a_due_date_does_not_hold_rather_than_being_late() -> None:
    assert judge(duty_rule("ORG-02"), {"members": 53}, date(2026, 1, 1)).state_label == "不符合"
    assert judge(duty_rule("LIFE-01"), {"general_meetings_held": 0}, date(2027, 1, 1), Period.parse("2026-Q1")).state_label == "逾期"


def test_an_unpublished_calendar_is_said_in_the_reason(monthly: Rule) -> None:
    facts = {"held": 0, "has_group": True}
    far = judge(monthly, facts, date(2035, 6, 1), Period.parse("2035-04"))
    assert far.provisional
    assert far.reason == "只有0次，至少2次。" + PROVISIONAL
    assert not judge(monthly, facts, date(2023, 6, 1), Period.parse("2023-04")).provisional
    office = WorkCalendar(confirmed_years=[2035])
    assert not judge(monthly, facts, date(2035, 6, 1), Period.parse("2035-04"), calendar=office).provisional


def test_the_trace_tells_everything(monthly: Rule) -> None:
    moved = Override(rule=monthly.key, starts_on=date(2022, 1, 1), basis="局发文", values={"least": 3}, due_shift_days=-2)
    trace = judge(monthly, {"held": 0, "has_group": True}, date(2023, 6, 1), Period.parse("2023-01"), [moved]).trace
    assert [(t.kind, t.title, t.text) for t in trace] == [
        ("依据", "《内部约定》第一条", ""),
        ("依据", "《另一约定》", ""),
        ("调整", "自2022年1月1日起由本单位调整", "局发文"),
        ("版本", "自2020年1月1日起适用", ""),
        ("期间", "2023年1月", "2023年1月1日至2023年1月31日"),
        ("事实", "次数", "0次"),
        ("事实", "设有小组", "是"),
        ("参数", "最少次数", "3"),
        ("日期", "期间末日", "2023年1月31日"),
        ("适用", "设有小组", "是"),
        ("条款", "第 1 行：次数 ≥ 最少次数", "否"),
        ("期限", "期间末日 加 5 个工作日，本单位调整 -2 天", "2023年2月5日"),
        ("结论", "逾期", "只有0次，至少3次。"),
    ]


def test_adjustments_count_from_their_day_and_the_latest_decides(monthly: Rule) -> None:
    overrides = [
        Override(rule=monthly.key, starts_on=date(2023, 6, 1), basis="后", values={"least": 5}),
        Override(
            rule=monthly.key, starts_on=date(2023, 2, 1), ends_on=date(2023, 9, 1), basis="先", values={"least": 3}, due_shift_days=10
        ),
        Override(rule="area.other", starts_on=date(2023, 1, 1), basis="别的规则", adopted=False),
    ]

    def reason(window: str) -> tuple[str, tuple[str, ...]]:
        found = judge(monthly, {"held": 0, "has_group": True}, date(2024, 1, 1), Period.parse(window), overrides)
        return found.reason, tuple(o.basis for o in found.setting.used)

    assert reason("2023-01") == ("只有0次，至少1次。", ())
    assert reason("2023-02") == ("只有0次，至少3次。", ("先",))
    assert reason("2023-06") == ("只有0次，至少5次。", ("先", "后"))
    assert reason("2023-09") == ("只有0次，至少5次。", ("后",))


def test_a_rule_switched_off_does_not_apply_and_says_on_what_basis(monthly: Rule) -> None:
    off = [Override(rule=monthly.key, starts_on=date(2023, 2, 1), basis="局党组2023年第1号纪要", adopted=False)]
    facts = {"held": 0, "has_group": True}
    assert judge(monthly, facts, date(2024, 1, 1), Period.parse("2023-01"), off).state is DutyState.OVERDUE
    found = judge(monthly, facts, date(2024, 1, 1), Period.parse("2023-02"), off)
    assert (found.state, found.reason) == (DutyState.NOT_APPLICABLE, "本单位不执行“每月例会”。依据：局党组2023年第1号纪要。")


def test_a_rule_to_be_adopted_is_off_until_then(read: Callable[[str], Rule]) -> None:
    rule = read(WINDOWED.replace("  soon_days: 3", "  adopted: false"))
    found = judge(rule, {"held": 0, "has_group": True}, date(2024, 1, 1))
    assert (found.state, found.reason) == (DutyState.NOT_APPLICABLE, "本单位没有采用“每月例会”。")
    on = [Override(rule=rule.key, starts_on=date(2023, 2, 1), basis="", adopted=True)]
    assert judge(rule, {"held": 0, "has_group": True}, date(2024, 1, 1), Period.parse("2023-03"), on).state is DutyState.OVERDUE


@pytest.mark.parametrize("values", [{"most": 3}, {"least": "三"}, {"least": 1.5}])
def test_an_adjustment_of_an_unknown_parameter_or_type_is_a_mistake_of_the_caller(monthly: Rule, values: dict[str, Any]) -> None:
    wrong = [Override(rule=monthly.key, starts_on=date(2020, 1, 1), basis="", values=values)]
    with pytest.raises(WrongFact):
        judge(monthly, {}, date(2023, 1, 1), overrides=wrong)


def test_duties_are_found_by_code_and_by_key() -> None:
    assert duty_rule("LIFE-01") is duty_rule("party.life.life_01_general_meeting")
    codes = [r.duty.code for r in duty_rules() if r.duty]
    assert codes == sorted(set(codes))
    with pytest.raises(RulebookError, match="LIFE-00"):
        duty_rule("LIFE-00")


@pytest.mark.parametrize(
    ("was", "becomes", "key", "expected"),
    [
        ("code: LIFE-99", "code: life99", "duty.code", "应为大写字母开头、带连字符的编号"),
        ("subject: branch", "subject: 党支部", "duty.subject", "应为判断对象的英文名称"),
        ("window: month", "window: week", "duty.window", "应为 month、quarter、half_year、year、standing、event 之一"),
        ("  otherwise: 没有设小组，不适用。\n", "", "duty", "applies（何时适用）与 otherwise（不适用时的说法）应同时写"),
        ("applies: has_group", "applies: held", "duty.applies", "应得出是否，现得出数"),
        ("{plus_workdays: [window_end, 5]}", "held", "duty.due", "应得出日期，现得出数"),
        ("window: month", "window: standing", "duty.due", "没有期限，不写 due"),
        ("window: month", "window: event", "duty.due.plus_workdays.1", "“window_end”没有在前面声明"),
        ("soon_days: 3", "soon_days: -1", "duty.soon_days", "应为不小于 0 的整数"),
        ("soon_days: 3", "adopted: 否", "duty.adopted", "应为 true 或 false"),
        ("soon_days: 3", "version_on: {plus_days: [as_of, least]}", "duty.version_on", "不能用least"),
        ("soon_days: 3", "remind: 3", "duty", "不认识“remind”"),
        ("force: M", "force: P", "duty.adopted", "工作惯例（force: P）须由单位采用后才执行"),
        ("has_group: {title", "as_of: {title", "facts.as_of", "且不用 result、as_of、window_start、window_end"),
        ("title: 设有小组", "title: 次数", "facts.has_group", "title 与前面的重复"),
    ],
)
def test_each_mistake_of_a_duty_is_named(tmp_path: Path, was: str, becomes: str, key: str, expected: str) -> None:
    assert was in WINDOWED
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "sample.yaml").write_text(WINDOWED.replace(was, becomes), encoding="utf-8")
    found = [str(p) for p in read_book(tmp_path).problems]
    assert any(f"，{key}：" in p and expected in p for p in found), found


def test_a_code_used_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "sample.yaml").write_text(WINDOWED, encoding="utf-8")
    (tmp_path / "area" / "twin.yaml").write_text(WINDOWED.replace("key: area.sample", "key: area.twin"), encoding="utf-8")
    assert [p.expected for p in read_book(tmp_path).problems] == ["编号已用于 rulebook/area/sample.yaml。"]
