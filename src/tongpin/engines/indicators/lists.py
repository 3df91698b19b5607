"""指标清单: the columns and filters of the lists of indicators, targets and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django.urls import reverse

from tongpin.engines.indicators.calculations.lights import Light
from tongpin.engines.indicators.calculations.printing import in_shown_unit
from tongpin.engines.indicators.selectors import Figure
from tongpin.engines.indicators.selectors.compare import UnitTotal
from tongpin.engines.indicators.selectors.definitions import Definition, measures
from tongpin.engines.indicators.selectors.targets import targets
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel.rounding import round_half_up

LIGHT_CHOICES = (
    (Light.RED.value, "只看红灯"),
    (Light.YELLOW.value, "只看黄灯"),
    (Light.BLUE.value, "只看临期"),
    (Light.GREEN.value, "只看绿灯"),
    (Light.NONE.value, "没有下达目标"),
)


def measure_list(found: Sequence[Figure]) -> ListSpec:
    """指标清单 of one organisation and period; the figures are at hand, the list finds them by indicator."""
    by_pk = {figure.measure.pk: figure for figure in found}

    def shown(name: str) -> Any:
        return lambda measure: getattr(by_pk[measure.pk], name)

    def amount(name: str) -> Any:
        return lambda measure: _amount(by_pk[measure.pk], getattr(by_pk[measure.pk], name))

    return ListSpec(
        key="measures",
        title="指标",
        columns=(
            Column("title", "指标名称", value=shown("title"), link=lambda m: reverse("indicators:measure", args=[m.code])),
            Column("value", "完成值", value=amount("value"), kind="number", link=lambda m: reverse("indicators:trace", args=[m.code])),
            Column("unit", "单位", value=shown("shown_unit")),
            Column("status", "状态", value=shown("status_word")),
            Column("target", "目标", value=lambda m: _exact(by_pk[m.pk], by_pk[m.pk].target), kind="number"),
            Column("completion", "完成率", value=lambda m: _percent(by_pk[m.pk].completion_pct, 2), kind="number", unit="%"),
            Column("previous", "上年同期", value=amount("previous"), kind="number"),
            Column("growth", "增幅", value=lambda m: _growth(by_pk[m.pk]), is_right=True),
            Column("light", "亮灯", value=lambda m: _light(by_pk[m.pk]), kind="light"),
            Column("reason", "没有数据的原因", value=shown("reason"), hidden=True),
            Column("code", "指标代码", kind="code", sort=("code",), hidden=True),
        ),
        filter_class=_measure_filter(by_pk),
        default_sort=("position", "code"),
        empty_title="还没有指标",
        empty_hint="指标由各业务台账提供，也可以新增手工填报的指标。",
        per_page=100,
        noun="项",
    )


def _measure_filter(by_pk: Mapping[int, Figure]) -> type[OfficeFilterSet]:
    class MeasureFilter(OfficeFilterSet):
        """指标筛选."""

        light = django_filters.ChoiceFilter(label="亮灯", choices=LIGHT_CHOICES, empty_label="全部", method="by_light")
        q = django_filters.CharFilter(label="指标名称", method="by_name")

        class Meta:
            model = measures().model
            fields: tuple[str, ...] = ()

        def by_light(self, queryset: Any, _name: str, value: str) -> Any:
            """Indicators with that light."""
            return queryset.filter(pk__in=[pk for pk, figure in by_pk.items() if figure.light.value == value])

        def by_name(self, queryset: Any, _name: str, value: str) -> Any:
            """Indicators called so, by any of their names."""
            return queryset.filter(pk__in=[pk for pk, f in by_pk.items() if any(value in name for name in f.version.names)])

    return MeasureFilter


class TargetFilter(OfficeFilterSet):
    """目标筛选."""

    q = KeywordFilter("document", "department", label="文号或责任科室")
    current = django_filters.ChoiceFilter(
        label="状态", choices=(("1", "现行"), ("0", "已被替代")), empty_label="全部", method="by_currency"
    )

    class Meta:
        model = targets().model
        fields: tuple[str, ...] = ()

    def by_currency(self, queryset: Any, _name: str, value: str) -> Any:
        """Those in force, or those that were replaced."""
        return queryset.filter(superseded_at__isnull=value == "1")


def target_list(found: Mapping[int, Definition]) -> ListSpec:
    """目标清单; ``found`` are the indicators' definitions by their key."""

    def value(target: Any) -> Decimal:
        version = found[target.measure_id].version
        return in_shown_unit(target.value, version.unit, version.shown_unit)

    return ListSpec(
        key="targets",
        title="目标任务",
        columns=(
            Column(
                "measure",
                "指标名称",
                value=lambda t: found[t.measure_id].version.title,
                sort=("measure__position",),
                link="indicators:target",
            ),
            Column("org", "承担单位", value="org.name", sort=("org__path",)),
            Column("period", "期间", value=lambda t: t.period.title, sort=("period_start",)),
            Column("value", "目标值", value=value, kind="number"),
            Column("unit", "单位", value=lambda t: found[t.measure_id].version.shown_unit),
            Column("department", "责任科室", sort=("department",)),
            Column("document", "下达文号", sort=("document",)),
            Column("state", "状态", value=lambda t: ("done", "现行") if t.is_current else ("plain", "已被替代"), kind="state"),
        ),
        filter_class=TargetFilter,
        default_sort=("-period_start", "measure__position", "-pk"),
        empty_title="还没有下达目标",
        empty_hint="可导入“年度目标任务表”，也可以逐项下达。",
        noun="项",
    )


def tree_list(title: str, unit: str, months: Sequence[int], totals: Mapping[tuple[int, int], UnitTotal], *, in_unit: Any) -> ListSpec:
    """逐级汇总表 of one indicator: organisations by rows, month ends by columns."""

    def at(month: int) -> Any:
        return lambda org: in_unit(totals[org.pk, month].value) if (org.pk, month) in totals else None

    last = months[-1] if months else 12
    return ListSpec(
        key="tree",
        title=f"{title}逐级汇总",
        columns=(
            Column("name", "单位", value=lambda org: f"{'　' * org.depth}{org.shown_name}", sort=("path",)),
            *(
                Column(f"m{month}", f"{month}月末", value=at(month), kind="number", unit=unit, hidden=len(months) - n > 4)
                for n, month in enumerate(months)
            ),
            Column(
                "units", "已有数的单位", value=lambda org: totals[org.pk, last].units if (org.pk, last) in totals else None, kind="number"
            ),
            Column("place", "同级位次", value=lambda org: totals[org.pk, last].place if (org.pk, last) in totals else None, kind="number"),
        ),
        default_sort="path",
        empty_title="没有下级单位",
        noun="个",
        per_page=100,
    )


def _amount(figure: Figure, value: Decimal | None) -> Decimal | None:
    """Rounded as it is printed."""
    return None if value is None else round_half_up(in_shown_unit(value, figure.unit, figure.shown_unit), figure.places)


def _exact(figure: Figure, value: Decimal | None) -> Decimal | None:
    return None if value is None else in_shown_unit(value, figure.unit, figure.shown_unit)


def _percent(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round_half_up(value, places)


def _growth(figure: Figure) -> str | None:
    return None if figure.growth_pct is None and figure.points is None else figure.printed_growth


def _light(figure: Figure) -> tuple[str, str, str] | None:
    return None if figure.light is Light.NONE else (figure.light.value, figure.light_word, figure.light_reason)
