"""头号工程查询: readiness against the criteria, the forecast of the day, and the sentence a report takes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from tongpin.domains.work.calculations.readiness import Verdict, judge
from tongpin.domains.work.enums import CriterionState, ProjectState
from tongpin.domains.work.models import Criterion, CriterionReading, Project, Recognition
from tongpin.domains.work.selectors.networks import network_of, timetable
from tongpin.engines.indicators.selectors import definitions, figure
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.foundation.ui.formats import number
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

TONES: Mapping[str, str] = {CriterionState.MET: "green", CriterionState.NOT_MET: "red", CriterionState.MISSING: "grey"}


@dataclass(frozen=True)
class Standing:
    """条件达标情况: one criterion, its value on a day with where that comes from, and the verdict."""

    criterion: Criterion
    value: Decimal | bool | None
    as_of: date | None
    source: str
    verdict: Verdict

    @property
    def needed(self) -> str:
        one = self.criterion
        return f"{one.get_comparison_display()}{number(one.needed)}{one.unit}" if one.is_counted else "应达到"

    @property
    def value_words(self) -> str:
        if self.value is None:
            return "缺数据"
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        return f"{number(self.value)}{self.criterion.unit}"

    @property
    def gap_words(self) -> str:
        return f"差 {number(self.verdict.gap)}{self.criterion.unit}" if self.verdict.gap is not None else ""

    @property
    def light(self) -> tuple[str, str]:
        state = CriterionState(self.verdict.state)
        return TONES[state], str(state.label)


@dataclass(frozen=True)
class Readiness:
    """达标总体情况."""

    standings: Sequence[Standing]

    def count(self, state: CriterionState) -> int:
        """How many criteria are so."""
        return sum(one.verdict.state == state for one in self.standings)

    @property
    def sentence(self) -> str:
        """One sentence; missing ones are named as such and not counted as unmet."""
        met, unmet, missing = (self.count(s) for s in (CriterionState.MET, CriterionState.NOT_MET, CriterionState.MISSING))
        words = f"认定条件 {len(self.standings)} 条：达到 {met} 条，未达到 {unmet} 条，缺数据 {missing} 条。"
        return words + ("各条件均已达到。" if self.standings and met == len(self.standings) else "")


@dataclass(frozen=True)
class Forecast:
    """完成预测: the earliest day on which all can be done as things stand, against the deadline."""

    finish: date | None
    due_on: date
    days_late: int
    problem: str
    critical: Sequence[str]

    @property
    def sentence(self) -> str:
        if self.finish is None:
            return self.problem
        if self.days_late:
            return f"按目前进度最早 {self.finish:%Y-%m-%d} 完成，比时限 {self.due_on:%Y-%m-%d} 晚 {self.days_late} 个工作日。"
        return f"按目前进度最早 {self.finish:%Y-%m-%d} 完成，时限 {self.due_on:%Y-%m-%d}。"


def criteria() -> QuerySet[Criterion]:
    """认定条件."""
    return Criterion.objects.select_related("org", "project")


def readings_of(criterion_pk: int) -> QuerySet[CriterionReading]:
    """条件现状 as entered, the latest first."""
    return CriterionReading.objects.filter(criterion=criterion_pk)


def recognition_of(project_pk: int) -> Recognition | None:
    """认定情况 of a project."""
    return Recognition.objects.filter(project=project_pk).select_related("project", "org").first()


def measure_choices(on: date) -> list[tuple[str, str]]:
    """可对应的指标: code and title."""
    return [(one.code, one.version.title) for one in definitions(on)]


def readiness_of(project: Project, on: date) -> Readiness:
    """达标情况 of a project on a day."""
    rows = list(criteria().filter(project=project))
    last: dict[int, CriterionReading] = {}
    for reading in CriterionReading.objects.filter(criterion__in=rows, as_of__lte=on).order_by("as_of", "pk"):
        last[reading.criterion_id] = reading
    return Readiness([_standing(one, last.get(one.pk), project.org, on) for one in rows])


def forecast_of(project: Project, on: date) -> Forecast | None:
    """完成预测 of a project that is running: it moves when a task or a milestone slips."""
    if project.state != ProjectState.RUNNING:
        return None
    table = timetable(network_of(project), on, work_calendar())
    if table.answer is None:
        return Forecast(None, project.due_on, 0, table.problem, ())
    waiting = [str(task) for task in table.critical() if task.ended_on is None]
    return Forecast(table.answer.finish, project.due_on, table.days_late, "", waiting)


def recognition_sentence(recognition: Recognition) -> str:
    """报告句: batch, batch size and years since the last round, from the stored fields; "" as long as nothing is stored."""
    parts = []
    if recognition.resumed_on is not None:
        gap = f"时隔{recognition.years_between}年，" if recognition.years_between is not None else ""
        parts.append(
            f"{recognition.resumed_on.year}年{recognition.resumed_on.month}月，{gap}{recognition.authority}恢复{recognition.title}认定"
        )
    if recognition.recognised_on is not None:
        day = recognition.recognised_on
        parts.append(
            f"{day.year}年{day.month}月{day.day}日，{recognition.project.title}列入{recognition.batch}认定（共{recognition.batch_size}家）"
        )
    return "；".join(parts) + ("。" if parts else "")


def _standing(one: Criterion, reading: CriterionReading | None, org: Organisation, on: date) -> Standing:
    if one.measure:
        return _measured(one, org, on)
    if reading is None:
        return Standing(one, None, None, "还没有登记现状", judge(one.comparison, one.needed, None))
    return Standing(one, reading.shown, reading.as_of, reading.source, judge(one.comparison, one.needed, reading.shown))


def _measured(one: Criterion, org: Organisation, on: date) -> Standing:
    try:
        found = figure(one.measure, org, Period.year(on.year), on)
    except Refused as refused:
        return Standing(one, None, None, refused.message, judge(one.comparison, one.needed, None))
    value = found.now.value
    source = f"指标“{found.title}”" + (f"：{found.now.reason}" if value is None and found.now.reason else "")
    return Standing(one, value, found.as_of, source, judge(one.comparison, one.needed, value))
