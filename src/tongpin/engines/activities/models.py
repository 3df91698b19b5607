"""工作记录表: what happened, who took part, what it is linked to, and a bureau's own kinds."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from tongpin.engines.activities.duration import lasted
from tongpin.engines.activities.enums import ActivityArea, ActivityState, Capacity, Confidentiality, LinkRole
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.reference import Reference

LONGEST_SUMMARY = 100_000
OWN_KIND = "own."
RESTRICTED_TITLE = "限知悉工作记录"


class Activity(OwnedRecord):
    """工作记录: something that happened or is planned; ``org`` is the organiser, ``day`` the office's date it counts under.

    ``outcomes`` holds what the kind's fields ask (numbers and dates as text); ``source_key`` tells rows of one uploaded file apart.
    ``kind_title`` is what the kind was called when the record was made.
    """

    record_kind = "activity"

    kind = models.CharField("种类", max_length=80)
    kind_title = models.CharField("种类名称", max_length=60, editable=False)
    area = models.CharField("类别", max_length=16, choices=ActivityArea.choices, editable=False)
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=16, choices=ActivityState.choices, default=ActivityState.HELD)
    day = models.DateField("日期")
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    hours = ExactField("时长", places=1, null=True, blank=True)
    place = models.CharField("地点", max_length=200, blank=True, default="")
    summary = models.TextField(
        "内容摘要",
        blank=True,
        default="",
        validators=[MaxLengthValidator(LONGEST_SUMMARY, f"内容摘要不超过 {LONGEST_SUMMARY} 字，更长的请作为材料上传。")],
    )
    outcomes = models.JSONField("成果", blank=True, default=dict)
    confidentiality = models.CharField("知悉范围", max_length=16, choices=Confidentiality.choices, default=Confidentiality.INTERNAL)
    reason = models.CharField("取消或撤回原因", max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人", editable=False
    )
    source_key = models.CharField("来源标识", max_length=64, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "工作记录"
        verbose_name_plural = "工作记录"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "source_key"],
                name="activity_once_from_a_source",
                violation_error_message="这份材料中的这一次活动已经登记，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="activity_ends_after_start",
                violation_error_message="结束时间不能早于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="activity_end_has_start",
                violation_error_message="填写结束时间的，须同时填写开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0),
                name="activity_hours_positive",
                violation_error_message="时长应大于 0。",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=[ActivityState.PLANNED, ActivityState.HELD]) & Q(reason=""))
                | (Q(state__in=[ActivityState.CANCELLED, ActivityState.WITHDRAWN]) & ~Q(reason="")),
                name="activity_ended_with_reason",
                violation_error_message="取消或撤回工作记录须写明原因。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "kind", "day"], name="activity_kind"),
            models.Index(fields=["org", "day"], name="activity_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lasted(self) -> Decimal | None:
        """时长 in hours: what was entered, else from start to end; None where neither is known."""
        return lasted(self.hours, self.starts_at, self.ends_at)

    @property
    def is_restricted(self) -> bool:
        """限知悉: its title and content are named nowhere outside its own page."""
        return self.confidentiality == Confidentiality.RESTRICTED

    def reference(self) -> Reference:
        """How other records point at this activity."""
        title = RESTRICTED_TITLE if self.is_restricted else self.title
        return Reference(self.record_kind, self.pk, title, f"{self.day:%Y-%m-%d}", org_id=self.org_id)


class Participation(models.Model):
    """参加情况: one person of the office, or somebody from outside by name; those absent with the reason.

    ``is_due``, ``may_vote`` and ``standing`` are what the roster said on the day.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", verbose_name="工作记录")
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员")
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=100, blank=True, default="")
    capacity = models.CharField("参加身份", max_length=16, choices=Capacity.choices, default=Capacity.ATTENDEE)
    is_present = models.BooleanField("到场", default=True)
    reason = models.CharField("缺席原因", max_length=100, blank=True, default="")
    is_due = models.BooleanField("应到", default=False)
    may_vote = models.BooleanField("有表决权", default=False)
    standing = models.CharField("名册身份", max_length=40, blank=True, default="")

    class Meta:
        verbose_name = "参加情况"
        verbose_name_plural = "参加情况"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(person__isnull=False),
                name="participation_person_once",
                violation_error_message="同一人在一次活动中只登记一次。",
            ),
            models.UniqueConstraint(
                fields=["activity", "name", "unit"],
                condition=Q(person__isnull=True),
                name="participation_outsider_once",
                violation_error_message="同一位外单位人员在一次活动中只登记一次。",
            ),
            models.CheckConstraint(
                condition=(Q(is_present=True) & Q(reason="")) | (Q(is_present=False) & ~Q(reason="")),
                name="participation_absent_with_reason",
                violation_error_message="缺席的须写明原因，到场的不填缺席原因。",
            ),
            models.CheckConstraint(
                condition=Q(may_vote=False) | Q(is_due=True),
                name="participation_vote_of_those_due",
                violation_error_message="有表决权的须是应到人员。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """议题: one item of what was dealt with, in its order, as the minutes have it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="agenda", verbose_name="工作记录")
    position = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议题", max_length=300)
    text = models.TextField("内容", blank=True, default="")

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议题"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "position"], name="agenda_position_once", violation_error_message="议题序号不能重复。"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityLink(models.Model):
    """关联: what an activity counts for, serves or follows up."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="links", verbose_name="工作记录")
    role = models.CharField("关联方式", max_length=16, choices=LinkRole.choices)
    record_kind = models.CharField("记录种类", max_length=60)
    record_pk = models.BigIntegerField("记录编号")
    record_title = models.CharField("记录名称", max_length=300, blank=True, default="")
    record_org = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="记录所属单位"
    )

    class Meta:
        verbose_name = "关联"
        verbose_name_plural = "关联"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "role", "record_kind", "record_pk"],
                name="activity_link_once",
                violation_error_message="这条记录已经以同一方式关联。",
            ),
        ]
        indexes = [models.Index(fields=["record_kind", "record_pk"], name="activity_link_record")]

    def __str__(self) -> str:
        return self.record_title

    def reference(self) -> Reference:
        """The record that is linked."""
        return Reference(self.record_kind, self.record_pk, self.record_title, org_id=self.record_org_id)


class KindDefinition(OwnedRecord):
    """自设种类: a kind of activity that a bureau adds for itself and those below it, as data, in [starts_on, ends_on).

    ``outcomes``: list of {name, title, type, unit, choices, required, hint}.
    """

    record_kind = "activity_kind"

    title = models.CharField("种类名称", max_length=60)
    area = models.CharField("类别", max_length=16, choices=ActivityArea.choices)
    outcomes = models.JSONField("成果栏目", blank=True, default=list)
    roster = models.CharField("应到名册", max_length=60, blank=True, default="")
    study_hours = models.BooleanField("登记学时", default=False)
    basis = models.CharField("依据", max_length=200)
    starts_on = models.DateField("启用日期")
    ends_on = models.DateField("停用日期", null=True, blank=True, help_text="自该日起不再使用。")
    order = models.PositiveSmallIntegerField("排序", default=500)

    class Meta:
        verbose_name = "自设种类"
        verbose_name_plural = "自设种类"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title"],
                condition=Q(ends_on__isnull=True),
                name="activity_kind_title_once",
                violation_error_message="本单位已有同名的自设种类。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_kind_dates",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The key that activities of this kind carry."""
        return f"{OWN_KIND}{self.pk}"

    def reference(self) -> Reference:
        """How other records point at this kind."""
        return Reference(self.record_kind, self.pk, self.title, self.key, org_id=self.org_id)


class MinutesBook(OwnedRecord):
    """会议记录本: an uploaded document with the minutes of many meetings. The original stays; its meetings become activities once."""

    record_kind = "minutes_book"

    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="原件")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("默认种类", max_length=80)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")

    class Meta:
        verbose_name = "会议记录本"
        verbose_name_plural = "会议记录本"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "file"], name="minutes_book_once", violation_error_message="本单位已上传过这份会议记录本，请打开原来的一份。"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this book."""
        return Reference(self.record_kind, self.pk, self.name, org_id=self.org_id)
