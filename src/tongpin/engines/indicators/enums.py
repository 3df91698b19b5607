"""指标的取值范围: kinds, statuses, lights."""

from __future__ import annotations

from django.db import models

from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import PeriodKind


class Kind(models.TextChoices):
    """指标口径, with the words shown."""

    STOCK = MeasureKind.STOCK.value, "时点存量"
    FLOW = MeasureKind.FLOW.value, "期间累计"
    YEARLY = MeasureKind.YEARLY.value, "年度登记数"
    DISTINCT = MeasureKind.DISTINCT.value, "去重计数"
    RATIO = MeasureKind.RATIO.value, "比率"


class Origin(models.TextChoices):
    """数据来源: counted from ledger rows, or reported by hand."""

    COMPUTED = "computed", "台账取数"
    REPORTED = "reported", "手工填报"


class Status(models.TextChoices):
    """数据状态, from weakest to strongest."""

    FORECAST = "forecast", "预计"
    FLASH = "flash", "快报"
    FINAL = "final", "核定"

    @property
    def strength(self) -> int:
        """Later statuses supersede earlier ones: 预计 0, 快报 1, 核定 2."""
        return list(Status).index(self)


class Direction(models.TextChoices):
    """指标方向: whether more or less is better."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"


class Aggregation(models.TextChoices):
    """汇总方式 along the organisation tree."""

    RECOMPUTE = "recompute", "按辖区全部明细重新计算"
    SUM = "sum", "下级相加"
    NONE = "none", "不汇总"


class Span(models.TextChoices):
    """期间种类, with the words shown."""

    MONTH = PeriodKind.MONTH.value, "月"
    QUARTER = PeriodKind.QUARTER.value, "季度"
    HALF = PeriodKind.HALF.value, "半年"
    YEAR = PeriodKind.YEAR.value, "年度"


class Colour(models.TextChoices):
    """灯色. Grey: no target, not due, or a fact is missing."""

    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"
    GREY = "grey", "未到期"
    NONE = "none", "无灯"
