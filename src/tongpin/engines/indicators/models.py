"""指标模型: definitions as data, targets, observations with the rows behind them, and what lights leave behind."""

from __future__ import annotations

import json
import zlib
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from tongpin.engines.indicators.enums import Aggregation, Colour, Direction, Kind, Origin, Span, Status
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.extensions import MeasureKind
from tongpin.kernel.periods import Period, PeriodKind
from tongpin.kernel.reference import Reference

CODE_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"
CODE_WANTED = "指标代码由小写字母、数字和下划线组成，用点分成两段以上，如 hnte.stock。"


class Measure(models.Model):
    """中文名: 指标. What is measured, under one code for ever; how it is measured stands in its versions."""

    code = models.CharField(
        "指标代码",
        max_length=80,
        unique=True,
        validators=[RegexValidator(CODE_PATTERN, CODE_WANTED)],
        error_messages={"unique": "该指标代码已被使用。"},
    )
    origin = models.CharField("数据来源", max_length=12, choices=Origin.choices)
    position = models.PositiveIntegerField("排序", default=100)
    retired_on = models.DateField("停用日期", null=True, blank=True, help_text="自该日起不再使用。")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.code

    @property
    def is_computed(self) -> bool:
        """Whether its value is counted from ledger rows."""
        return self.origin == Origin.COMPUTED


class MeasureVersion(models.Model):
    """中文名: 指标口径。One definition, in force from a day until the next one; a version is followed, never edited."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="versions", verbose_name="指标")
    number = models.PositiveIntegerField("版次")
    valid_from = models.DateField("启用日期")
    title = models.CharField("指标名称", max_length=100)
    aliases = models.JSONField("别名", default=list, blank=True, help_text="下达目标时可能使用的其他名称。")
    unit = models.CharField("计量单位", max_length=20, help_text="存储单位，金额一律为元。")
    shown_unit = models.CharField("显示单位", max_length=20)
    places = models.PositiveSmallIntegerField("显示小数位", default=0)
    growth_places = models.PositiveSmallIntegerField("增幅小数位", default=2)
    kind = models.CharField("口径类型", max_length=12, choices=Kind.choices)
    qualifier = models.CharField("约数用语", max_length=20, blank=True, help_text="如“余”“多”“以上”，留空则如实书写。")
    direction = models.CharField("方向", max_length=8, choices=Direction.choices, default=Direction.UP)
    seasonality = models.JSONField("进度曲线", default=list, blank=True, help_text="12个逐月累计百分比，留空则按默认进度。")
    aggregation = models.CharField("汇总方式", max_length=12, choices=Aggregation.choices, default=Aggregation.RECOMPUTE)
    formula = models.TextField("计算方法")
    report_every = models.CharField("填报周期", max_length=8, choices=Span.choices, blank=True)
    basis = models.CharField("依据", max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="修订人")
    created_at = models.DateTimeField("修订时间", auto_now_add=True)

    class Meta:
        verbose_name = "指标口径"
        verbose_name_plural = "指标口径"
        ordering = ("measure", "-valid_from", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "number"],
                name="indicators_version_number_once",
                violation_error_message="该指标的口径刚被他人修订，请刷新后再改。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.RATIO) | ~Q(aggregation=Aggregation.SUM),
                name="indicators_version_ratio_not_summed",
                violation_error_message="比率不能由下级相加。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    @property
    def measure_kind(self) -> MeasureKind:
        return MeasureKind(self.kind)

    @property
    def lower_is_better(self) -> bool:
        return self.direction == Direction.DOWN

    @property
    def names(self) -> list[str]:
        """All names under which a target may be issued."""
        return [self.title, *self.aliases]


class Target(OwnedRecord):
    """中文名: 目标。What an organisation has to reach in a period and by which document; a new value follows, the old one stays."""

    record_kind = "target"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="指标")
    period_kind = models.CharField("期间种类", max_length=8, choices=Span.choices, default=Span.YEAR)
    period_start = models.DateField("期间起始")
    value = ExactField("目标值", places=4, validators=[MinValueValidator(Decimal(0), "目标值不能为负数。")])
    document = models.CharField("下达文号", max_length=120, blank=True)
    department = models.CharField("责任科室", max_length=100, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="替代的目标")
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)
    superseded_reason = models.CharField("调整原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "目标"
        verbose_name_plural = "目标"
        ordering = ("-period_start", "measure", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["org", "measure", "period_kind", "period_start"],
                condition=Q(superseded_at__isnull=True),
                name="indicators_target_one_current",
                violation_error_message="该单位本期间已有此项目标，请在原目标上调整。",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="indicators_target_not_negative",
                violation_error_message="目标值不能为负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.title} {self.measure_id} {self.value}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, PeriodKind(self.period_kind))

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None

    def reference(self) -> Reference:
        return Reference("target", self.pk, f"{self.period.title}目标", self.document, org_id=self.org_id)


class RowSet(models.Model):
    """中文名: 明细清单。The rows behind a value, as they were; equal lists are kept once, under their digest."""

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    row_count = models.PositiveIntegerField("行数")
    packed = models.BinaryField("明细")
    created_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta:
        verbose_name = "明细清单"
        verbose_name_plural = "明细清单"

    def __str__(self) -> str:
        return f"{self.digest[:12]}（{self.row_count}行）"

    def unpacked(self) -> list[list[Any]]:
        """The list as it was packed."""
        found: list[list[Any]] = json.loads(zlib.decompress(bytes(self.packed)))
        return found


class Observation(models.Model):
    """中文名: 指标值。A number for an organisation and a period as known on a date; a later one supersedes it, nothing overwrites it."""

    record_kind = "observation"

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="指标")
    definition = models.ForeignKey(MeasureVersion, models.PROTECT, related_name="+", verbose_name="口径")
    period_kind = models.CharField("期间种类", max_length=8, choices=Span.choices)
    period_start = models.DateField("期间起始")
    as_of = models.DateField("截至日期")
    checked_as_of = models.DateField("核对无变化至", help_text="最近一次按该日期重算，数值和明细均无变化。")
    value = ExactField("数值", places=4, null=True, blank=True)
    reason = models.CharField("无数据原因", max_length=300, blank=True)
    status = models.CharField("状态", max_length=12, choices=Status.choices)
    origin = models.CharField("数据来源", max_length=12, choices=Origin.choices)
    rows = models.ForeignKey(RowSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="明细")
    row_count = models.PositiveIntegerField("明细行数", default=0)
    scope_digest = models.CharField("单位范围摘要", max_length=64, blank=True)
    is_outdated = models.BooleanField("明细此后有变动", default=False)
    note = models.CharField("说明", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间")
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="替代者")

    class Meta:
        verbose_name = "指标值"
        verbose_name_plural = "指标值"
        ordering = ("-as_of", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["org", "measure", "period_kind", "period_start", "as_of"],
                condition=Q(superseded_at__isnull=True),
                name="indicators_observation_one_current",
                violation_error_message="该单位同一期间、同一截至日期已有指标值。",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(reason=""),
                name="indicators_observation_missing_has_reason",
                violation_error_message="没有数值时须说明原因。",
            ),
            models.CheckConstraint(
                condition=Q(checked_as_of__gte=F("as_of")),
                name="indicators_observation_checked_later",
                violation_error_message="核对日期不能早于截至日期。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["org", "period_start", "period_kind"], condition=Q(superseded_at__isnull=True), name="indicators_observation_look"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.title} {self.value if self.value is not None else '—'}（截至{self.as_of}）"

    @property
    def period(self) -> Period:
        return Period(self.period_start, PeriodKind(self.period_kind))

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None

    def reference(self) -> Reference:
        return Reference("observation", self.pk, f"{self.period.title}指标值（截至{self.as_of}）", org_id=self.org_id)


class StaleMark(models.Model):
    """中文名: 待重算标记。Rows behind this measure of this organisation changed; appended, so that writers never wait for each other."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+", verbose_name="指标")
    org = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="单位")
    marked_at = models.DateTimeField("标记时间", auto_now_add=True)

    class Meta:
        verbose_name = "待重算标记"
        verbose_name_plural = "待重算标记"
        indexes = [models.Index(fields=["org", "measure"], name="indicators_stale_look")]

    def __str__(self) -> str:
        return f"{self.measure_id}@{self.org_id}"


class Recount(models.Model):
    """中文名: 重算进度. When an indicator of an organisation was last counted; ``number`` lets exactly one of two counters write."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+", verbose_name="指标")
    org = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="单位")
    number = models.PositiveIntegerField("次数", default=0)
    counted_at = models.DateTimeField("重算时间", null=True, blank=True)

    class Meta:
        verbose_name = "重算进度"
        verbose_name_plural = "重算进度"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "measure"],
                name="indicators_recount_once",
                violation_error_message="该单位此指标的重算进度已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}@{self.org_id} 第{self.number}次"


class MonthLight(models.Model):
    """中文名: 月度亮灯。The light an indicator had when a month closed; it stays as it was."""

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="单位")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="指标")
    month = models.DateField("月份")
    colour = models.CharField("灯色", max_length=8, choices=Colour.choices)
    reason = models.CharField("原因", max_length=300)
    value = ExactField("完成值", places=4, null=True, blank=True)
    expected = ExactField("序时目标", places=4, null=True, blank=True)
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = "月度亮灯"
        verbose_name_plural = "月度亮灯"
        ordering = ("month",)
        constraints = [
            models.UniqueConstraint(
                fields=["org", "measure", "month"],
                name="indicators_month_light_once",
                violation_error_message="该月的灯已经记录，不能改动。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_colour_display()}"


class LightNote(OwnedRecord):
    """中文名: 红灯说明。Why an indicator is red in a month and what is being done about it."""

    record_kind = "light_note"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="指标")
    month = models.DateField("月份")
    cause = models.CharField("未达进度的原因", max_length=300)
    action = models.CharField("整改措施", max_length=300)
    due_on = models.DateField("完成时限", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人")

    class Meta:
        verbose_name = "红灯说明"
        verbose_name_plural = "红灯说明"
        ordering = ("-month", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["org", "measure", "month"],
                name="indicators_light_note_once",
                violation_error_message="该月的红灯已有说明，请在原说明上修改。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.cause}"

    def reference(self) -> Reference:
        return Reference("light_note", self.pk, f"{self.month.year}年{self.month.month}月红灯说明", org_id=self.org_id)
