"""指标数据: value, target, completion, same period last year, growth and light, for pages, reports and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tongpin.engines.indicators.calculations.growth import Rate, completion, growth, point_change
from tongpin.engines.indicators.calculations.lights import Light, Verdict
from tongpin.engines.indicators.calculations.printing import DASH, in_shown_unit, printed
from tongpin.engines.indicators.calculations.rowlists import RowRef
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Measure, MeasureVersion, Observation, Target
from tongpin.engines.indicators.selectors.checkpoints import LightReader
from tongpin.engines.indicators.selectors.definitions import Definition, definition, definitions
from tongpin.engines.indicators.selectors.targets import current_targets
from tongpin.engines.indicators.selectors.values import Value, ValueReader
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period, PeriodKind, same_day_last_year
from tongpin.kernel.reference import Reference
from tongpin.kernel.rounding import plain, round_half_up


@dataclass(frozen=True)
class Figure:
    """指标数据: everything a page or a sentence says about one indicator of one organisation. Missing numbers are None with a reason."""

    definition: Definition
    org: Organisation
    period: Period
    as_of: date
    now: Value
    before: Value
    target_row: Target | None
    growth: Rate
    completion: Rate
    verdict: Verdict

    @property
    def code(self) -> str:
        """指标代码."""
        return self.definition.code

    @property
    def measure(self) -> Measure:
        return self.definition.measure

    @property
    def version(self) -> MeasureVersion:
        return self.definition.version

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def unit(self) -> str:
        return self.version.unit

    @property
    def shown_unit(self) -> str:
        return self.version.shown_unit

    @property
    def places(self) -> int:
        return self.version.places

    @property
    def growth_places(self) -> int:
        return self.version.growth_places

    @property
    def value(self) -> Decimal | None:
        return self.now.value

    @property
    def reason(self) -> str:
        """Why there is no value."""
        return self.now.reason if self.now.value is None else ""

    @property
    def status(self) -> Status | None:
        return self.now.status

    @property
    def status_word(self) -> str:
        """预计, 快报 or 核定; "" where there is no value."""
        return str(self.status.label) if self.status else ""

    @property
    def status_title(self) -> str:
        """预计, 快报 or 核定; empty where there is no value."""
        return str(self.status.label) if self.status else ""

    @property
    def formula(self) -> str:
        """The rule in words."""
        return self.version.formula

    @property
    def is_forecast(self) -> bool:
        """Whether the value is only expected, so that it must be printed with 预计."""
        return self.status is Status.FORECAST

    @property
    def previous(self) -> Decimal | None:
        return self.before.value

    @property
    def previous_reason(self) -> str:
        return self.before.reason if self.before.value is None else ""

    @property
    def growth_pct(self) -> Decimal | None:
        return self.growth.value

    @property
    def growth_reason(self) -> str:
        return self.growth.reason

    @property
    def points(self) -> Decimal | None:
        """变动（个百分点）, for ratios."""
        return point_change(self.value, self.previous) if self.definition.kind is MeasureKind.RATIO else None

    @property
    def target(self) -> Decimal | None:
        return self.target_row.value if self.target_row else None

    @property
    def completion_pct(self) -> Decimal | None:
        return self.completion.value

    @property
    def completion_reason(self) -> str:
        return self.completion.reason

    @property
    def light(self) -> Light:
        return self.verdict.light

    @property
    def light_word(self) -> str:
        return self.verdict.light.word

    @property
    def light_reason(self) -> str:
        return self.verdict.reason

    @property
    def observation(self) -> Observation | None:
        """The kept value behind this figure; None where it was counted just now."""
        return self.now.observation

    @cached_property
    def _rows(self) -> list[RowRef]:
        return self.now.rows()

    def rows(self) -> list[RowRef]:
        """明细: the rows behind the value."""
        return self._rows

    @property
    def references(self) -> list[Reference]:
        """The same rows as references, for sentences and tables of sources."""
        return [row.reference for row in self._rows]

    @property
    def shown(self) -> str:
        """The value in its shown unit at its own precision, without the unit; a dash where missing."""
        return printed(self.value, self.unit, self.shown_unit, self.places)

    @property
    def printed(self) -> str:
        """ "20.14亿元", a forecast with its word; a dash where missing."""
        return f"{'预计' if self.is_forecast else ''}{self.shown}{self.shown_unit}" if self.value is not None else DASH

    @property
    def printed_previous(self) -> str:
        text = printed(self.previous, self.unit, self.shown_unit, self.places)
        return DASH if self.previous is None else f"{text}{self.shown_unit}"

    @property
    def printed_target(self) -> str:
        """The target in the shown unit, exact."""
        return DASH if self.target is None else f"{plain(in_shown_unit(self.target, self.unit, self.shown_unit))}{self.shown_unit}"

    @property
    def printed_growth(self) -> str:
        """增幅 at the indicator's own precision ("34.72%"; a ratio in 个百分点), a dash where it is not calculated."""
        if self.points is not None:
            return f"{plain(round_half_up(self.points, self.growth_places))}个百分点"
        return DASH if self.growth_pct is None else f"{self.growth.shown(self.growth_places)}%"

    @property
    def printed_completion(self) -> str:
        return DASH if self.completion_pct is None else f"{self.completion.shown(2)}%"


@dataclass
class FigureReader:
    """读数: figures of one organisation for one period, sharing their queries."""

    org: Organisation
    period: Period
    as_of: date
    found: list[Definition]
    remembers: bool = False
    values: ValueReader = field(init=False)
    lights: LightReader = field(init=False)
    targets: dict[tuple[int, Period], Target] = field(init=False)

    def __post_init__(self) -> None:
        year = self.period.start.year
        self.values = ValueReader(self.org, self.found, (year - 1, year), remembers=self.remembers)
        self.targets = current_targets(self.org, year)
        self.lights = LightReader(self.values, self.targets)

    def figure(self, one: Definition) -> Figure:
        """One figure."""
        now = self.values.value(one, self.period, self.as_of)
        before = self.values.value(one, self.period.same_last_year, _last_year(self.period, self.as_of))
        target = self.targets.get((one.measure.pk, self.period))
        return Figure(
            definition=one,
            org=self.org,
            period=self.period,
            as_of=min(self.as_of, self.period.last_day),
            now=now,
            before=before,
            target_row=target,
            growth=_growth(one, now, before),
            completion=self._completion(one, now, target),
            verdict=self.lights.verdict(one, self.period, self.as_of),
        )

    def _completion(self, one: Definition, now: Value, target: Target | None) -> Rate:
        yearly = self.targets.get((one.measure.pk, Period.year(self.period.start.year)))
        if target is None and yearly is not None and self.period.kind is not PeriodKind.YEAR:
            return Rate(None, "目标按年度下达，本期间不计算完成率")
        return completion(now.value, target.value if target else None, lower_is_better=one.version.lower_is_better)


def figure(code: str, org: Organisation, period: Period, as_of: date | None = None) -> Figure:
    """一个指标: kept where it is fresh, else counted now; nothing is written. Refused where there is no such indicator."""
    day = as_of or period.last_day
    one = definition(code, min(day, period.last_day))
    return FigureReader(org, period, day, [one]).figure(one)


def figures(org: Organisation, period: Period, as_of: date | None = None, codes: Iterable[str] | None = None) -> list[Figure]:
    """全部指标 in their order, or those of ``codes`` in the order given; the number of queries does not depend on the number of rows."""
    day = as_of or period.last_day
    wanted = None if codes is None else list(codes)
    found = definitions(min(day, period.last_day), wanted)
    if wanted is not None:
        by_code = {d.code: d for d in found}
        missing = [code for code in wanted if code not in by_code]
        if missing:
            raise Refused(f"没有代码为“{'、'.join(missing)}”的指标，请在指标清单中核对代码。")
        found = [by_code[code] for code in wanted]
    reader = FigureReader(org, period, day, found, remembers=True)
    return [reader.figure(one) for one in found]


def figure_json(figure: Figure, *, as_of_only: bool = False) -> dict[str, Any]:
    """``measure`` 的机读形式 (docs/cli.md): exact decimals as text, null with the reason where there is none.

    ``as_of_only``: asked for a date, not for a period; then no period is named.
    """
    reasons = {
        "value": figure.reason,
        "previous": figure.previous_reason,
        "growth_pct": figure.growth_reason,
        "target": "" if figure.target_row else "没有下达目标",
        "completion_pct": figure.completion_reason,
    }
    found = {name: reason for name, reason in reasons.items() if reason}
    answer: dict[str, Any] = {
        "measure": figure.code,
        "title": figure.title,
        "org": figure.org.code,
        **({} if as_of_only else {"period": str(figure.period)}),
        "as_of": figure.as_of.isoformat(),
        "value": _text(figure.value),
        "unit": figure.unit,
        "status": figure.status_word or None,
        "previous": _text(figure.previous),
        "growth_pct": figure.growth.text,
        "target": _text(figure.target),
        "completion_pct": figure.completion.text,
        "light": None if figure.light is Light.NONE else figure.light.value,
        "light_reason": figure.light_reason,
        "rows": [row.as_json() for row in figure.rows()],
    }
    if found:
        answer["reason"] = "；".join(dict.fromkeys(found.values()))
        answer["reasons"] = found
    return answer


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _last_year(period: Period, as_of: date) -> date:
    """The same day last year; of a period that is over, its last day (so that a leap day finds its match)."""
    return period.same_last_year.last_day if as_of >= period.last_day else same_day_last_year(as_of)


def _growth(one: Definition, now: Value, before: Value) -> Rate:
    if one.kind is MeasureKind.RATIO:
        return Rate(None, "比率指标只比较个百分点，不计算增幅")
    return growth(now.value, before.value, missing=f"上年同期没有数据（{before.reason}），不计算增幅" if before.reason else "")
