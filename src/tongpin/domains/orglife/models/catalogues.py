"""目录: what a bureau arranges for itself, from a day on: classes of topics, days of note, halls, layers of posts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.orglife.enums import Catalogue, DayRule, Layer, TopicNature
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class CatalogueEntry(OwnedRecord):
    """目录项: one row of a catalogue, for an organisation and those below it, in [starts_on, ends_on).

    Rows with one ``key`` are one thing through time; the nearest organisation that has a row of it decides. What nobody has arranged
    is as the product presets it.
    """

    record_kind = "catalogue_entry"

    catalogue = models.CharField("目录", max_length=12, choices=Catalogue.choices)
    key = models.CharField("标识", max_length=40, editable=False)
    title = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("排序", default=500)
    basis = models.CharField("依据", max_length=200)
    starts_on = models.DateField("启用日期")
    ends_on = models.DateField("停用日期", null=True, blank=True, help_text="自该日起不再使用。")
    nature = models.CharField("议题性质", max_length=24, choices=TopicNature.choices, blank=True, default="")
    materials = models.CharField("应备材料", max_length=300, blank=True, default="", help_text="用顿号隔开。")
    general_only = models.BooleanField("只能由支部党员大会决定", default=False)
    two_thirds = models.BooleanField("到会不少于三分之二", default=False)
    day_rule = models.CharField("日期推算", max_length=12, choices=DayRule.choices, blank=True, default="")
    month = models.PositiveSmallIntegerField("月", null=True, blank=True)
    day = models.PositiveSmallIntegerField("日", null=True, blank=True)
    theme = models.CharField("一般主题", max_length=100, blank=True, default="")
    layer = models.CharField("层级", max_length=12, choices=Layer.choices, blank=True, default="")
    note = models.CharField("要求", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "目录项"
        verbose_name_plural = "目录项"
        ordering = ["catalogue", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "catalogue", "key", "starts_on"],
                name="catalogue_entry_once_a_day",
                violation_error_message="这一项当日已经设置，请打开原记录修改。",
            ),
            models.UniqueConstraint(
                fields=["org", "catalogue", "title"],
                condition=Q(ends_on__isnull=True),
                name="catalogue_entry_title_once",
                violation_error_message="本单位在用的目录中已有同名的一项。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="catalogue_entry_dates",
                violation_error_message="停用日期不能早于启用日期。",
            ),
            models.CheckConstraint(
                condition=~Q(catalogue=Catalogue.TOPIC) | ~Q(nature=""),
                name="catalogue_topic_has_nature",
                violation_error_message="议题类别须选定议题性质。",
            ),
            models.CheckConstraint(
                condition=~Q(catalogue=Catalogue.FESTIVAL)
                | Q(day_rule=DayRule.QINGMING, month__isnull=True, day__isnull=True)
                | Q(
                    day_rule=DayRule.FIXED,
                    month__isnull=False,
                    day__isnull=False,
                    month__gte=1,
                    month__lte=12,
                    day__gte=1,
                    day__lte=31,
                ),
                name="catalogue_festival_has_day",
                violation_error_message="固定日期的节点须填写月和日；逐年推算的不填。",
            ),
            models.CheckConstraint(
                condition=~Q(catalogue=Catalogue.POST) | Q(layer__in=[Layer.LEADER, Layer.MIDDLE]),
                name="catalogue_post_has_layer",
                violation_error_message="职务须归入领导班子成员或中层干部；其他职务不必列入。",
            ),
        ]
        indexes = [models.Index(fields=["catalogue", "org"], name="catalogue_entry_of_org")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether no end is set."""
        return self.ends_on is None

    def reference(self) -> Reference:
        """How the trail points at this row."""
        return Reference(self.record_kind, self.pk, self.title, self.get_catalogue_display(), org_id=self.org_id)
