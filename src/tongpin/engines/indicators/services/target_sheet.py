"""年度目标任务表: how the sheet in which targets are issued is read and written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.engines.indicators.calculations.printing import in_shown_unit, to_stored_unit
from tongpin.engines.indicators.enums import Span
from tongpin.engines.indicators.models import Target
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors.definitions import Definition, names
from tongpin.engines.indicators.selectors.targets import in_force
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet
from tongpin.kernel.money import MoneyUnit
from tongpin.kernel.periods import Period

Row = Mapping[str, Any]
Key = tuple[Any, ...]
YEAR_WANTED = "请在表中加“年度”列，或在标题中写明年份，如“2023年度目标任务”。"
LATEST_YEAR = 9998
ISSUED_AGAIN = "目标任务表重新下达"

COLUMNS = (
    ImportColumn(
        name="year", title="年度", type=ColumnType.YEAR, example="2023", allow_future=True, hint="不填时取工作表名或标题中的年份。"
    ),
    ImportColumn(
        name="measure", title="指标名称", aliases=("指标", "目标任务", "任务指标", "考核指标"), required=True, example="高新技术企业总量"
    ),
    ImportColumn(
        name="unit", title="单位", aliases=("计量单位",), max_length=20, example="家", hint="金额写万元或亿元，数量写家、个、项等。"
    ),
    ImportColumn(
        name="value",
        title="年度目标",
        type=ColumnType.NUMBER,
        aliases=("目标值", "目标", "年度目标值", "目标任务数", "任务数"),
        required=True,
        example="65",
    ),
    ImportColumn(name="department", title="责任科室", aliases=("责任单位", "牵头科室"), max_length=100, example="高新科"),
    ImportColumn(name="document", title="下达文号", aliases=("文号", "依据", "下达文件"), max_length=120, example="宁委办字〔2023〕6号"),
)


def current(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """Targets in force under the keys (year, name as written) that the sheet uses; all of them, in order, where no keys are given."""
    known = Names()
    if keys is None:
        return _all_current(org, known)
    wanted = {(int(year), one.measure.pk): (year, name) for year, name in keys if year and (one := known.find(year, name))}
    rows = in_force().filter(org=org, period_kind=Span.YEAR, period_start__year__in={year for year, _ in wanted})
    found: dict[Key, Row] = {}
    for target in rows:
        key = wanted.get((target.period_start.year, target.measure_id))
        one = known.find(*key) if key else None
        if key is not None and one is not None:
            found[key] = _as_row(key, target, one)
    return found


def _all_current(org: Organisation, known: Names) -> Mapping[Key, Row]:
    found: dict[Key, Row] = {}
    for target in in_force().filter(org=org, period_kind=Span.YEAR).order_by("period_start", "measure__position", "pk"):
        one = known.by_measure(target.period_start.year, target.measure_id)
        if one is not None:
            key = (target.period_start.year, one.version.title)
            found[key] = _as_row(key, target, one)
    return found


def check(org: Organisation, rows: Sequence[Row]) -> Mapping[int, list[tuple[str, str, str]]]:
    """What one cell alone cannot tell: an unknown indicator, a unit that does not fit it, a missing year."""
    known = Names()
    wrong: dict[int, list[tuple[str, str, str]]] = {}
    for index, row in enumerate(rows):
        found = _wrong(row, known)
        if found:
            wrong[index] = found
    return wrong


def apply(org: Organisation, rows: Sequence[Row], changes: Any, by: User, today: date) -> None:
    """Writes targets; where one is in force with another value it is superseded, not overwritten."""
    known = Names()
    moment = now()
    years = {int(row["year"]) for row in rows}
    held = {(t.period_start.year, t.measure_id): t for t in in_force().filter(org=org, period_kind=Span.YEAR, period_start__year__in=years)}
    gone: list[Target] = []
    fresh: list[Target] = []
    for row in rows:
        one = known.find(row["year"], row["measure"])
        value = _stored(row, one) if one else None
        if one is None or value is None:
            raise Refused(f"目标任务表中的指标“{row['measure']}”与系统中的指标或单位对不上，请重新核对后导入。")
        earlier = held.get((int(row["year"]), one.measure.pk))
        following = _target(org, one, int(row["year"]), value, row, earlier)
        if earlier is not None:
            if (earlier.value, earlier.document, earlier.department) == (following.value, following.document, following.department):
                continue
            earlier.superseded_at, earlier.superseded_reason = moment, ISSUED_AGAIN
            gone.append(earlier)
        fresh.append(following)
    if gone:
        changes.update(gone, ["superseded_at", "superseded_reason"])
    if fresh:
        changes.create(fresh)


class Names:
    """指标名称 as they are in the year of a target; asked once per year."""

    def __init__(self) -> None:
        self._by_year: dict[int, dict[str, Definition]] = {}

    def of(self, year: Any) -> dict[str, Definition]:
        """Names and aliases in force at the end of that year (the latest ones where no year is known)."""
        key = int(year or LATEST_YEAR)
        if key not in self._by_year:
            self._by_year[key] = names(Period.year(key).last_day)
        return self._by_year[key]

    def by_measure(self, year: int, measure_id: int) -> Definition | None:
        """The indicator of that key as it stands in that year."""
        return next((one for one in self.of(year).values() if one.measure.pk == measure_id), None)

    def find(self, year: Any, name: str | None) -> Definition | None:
        """The indicator called so in that year."""
        return self.of(year).get((name or "").strip())


def _target(org: Organisation, one: Definition, year: int, value: Decimal, row: Row, earlier: Target | None) -> Target:
    return Target(
        org=org,
        measure=one.measure,
        period_kind=Span.YEAR,
        period_start=Period.year(year).start,
        value=value,
        document=row.get("document") or "",
        department=row.get("department") or "",
        replaces=earlier,
    )


def _as_row(key: Key, target: Target, one: Definition) -> Row:
    """The stored target as the sheet writes it; the unit is the one in which the value is shown."""
    version = one.version
    return {
        "year": key[0],
        "measure": key[1],
        "unit": version.shown_unit,
        "value": in_shown_unit(target.value, version.unit, version.shown_unit),
        "department": target.department,
        "document": target.document,
    }


def _stored(row: Row, one: Definition) -> Decimal | None:
    """The value in the stored unit; None where the unit written does not fit the indicator."""
    given = (row.get("unit") or "").strip() or one.version.shown_unit
    return to_stored_unit(Decimal(row["value"]), one.version.unit, given)


def _wrong(row: Row, known: Names) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    if not row.get("year"):
        found.append(("year", "看不出是哪一年的目标，表名和标题中都没有年份。", YEAR_WANTED))
    one = known.find(row.get("year"), row.get("measure"))
    if one is None:
        near = difflib.get_close_matches(row.get("measure") or "", list(known.of(row.get("year"))), n=1, cutoff=0.3)
        hint = f"是否为“{near[0]}”" if near else "请先在指标管理中登记该指标或其别名。"
        found.append(("measure", f"没有名为“{row.get('measure')}”的指标。", hint))
    elif _stored(row, one) is None:
        expected = "、".join(MoneyUnit) if one.version.unit == MoneyUnit.YUAN else one.version.shown_unit
        found.append(("unit", f"单位“{row.get('unit')}”与指标“{one.version.title}”不符。", f"应为{expected}"))
    return found


TARGET_SHEET = ImportSheet(
    kind="target",
    title="年度目标任务表",
    permission=IndicatorPermission.EDIT,
    columns=COLUMNS,
    key=("year", "measure"),
    current=current,
    check=check,
    apply=apply,
    sheet_hints=("目标任务", "年度目标", "任务分解"),
    list_url_name="indicators:targets",
    order=10,
)
