"""青年干部培养: postings to a place with goals and review, and mentors with an agreement. No points, no check-ins."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import AgeBand, GrowthResult, PlaceKind, PostingKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Posting(OwnedRecord):
    """挂职锻炼: a person works at a place until an agreed day, towards agreed goals; reviewed by people at the end.

    ``ends_on`` is the last day agreed; ``ended_on`` the day it really ended, written with the review.
    """

    record_kind = "posting"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    age_band = models.CharField("年龄段", max_length=16, choices=AgeBand.choices, blank=True, default="")
    kind = models.CharField("培养锻炼方式", max_length=16, choices=PostingKind.choices)
    place_kind = models.CharField("去向类别", max_length=16, choices=PlaceKind.choices)
    place = models.CharField("去向单位", max_length=100)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="对应企业",
        help_text="去向是台账中的企业时选择。",
    )
    task = models.CharField("承担的任务", max_length=200)
    mentor = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="带教人", help_text="本单位人员；没有的留空。"
    )
    goals = models.TextField("约定目标", max_length=1000, help_text="每行一项。")
    basis = models.CharField("派出文件", max_length=100, blank=True, default="")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("约定结束日期")
    ended_on = models.DateField("实际结束日期", null=True, blank=True)
    results = models.TextField("目标完成情况", max_length=2000, blank=True, default="")
    result = models.CharField("评议结论", max_length=16, choices=GrowthResult.choices, blank=True, default="")
    reviewed_on = models.DateField("评议日期", null=True, blank=True)

    class Meta:
        verbose_name = "挂职锻炼"
        verbose_name_plural = "挂职锻炼"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place"],
                condition=Q(ended_on__isnull=True),
                name="posting_once",
                violation_error_message="此人在该处的挂职锻炼还没有结束，请打开原记录。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="posting_days",
                violation_error_message="约定结束日期须晚于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("starts_on")),
                name="posting_ended_after_start",
                violation_error_message="实际结束日期须晚于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reviewed_on__isnull=True, result="")
                | (Q(ended_on__isnull=False, reviewed_on__isnull=False) & ~Q(result="")),
                name="posting_reviewed_at_end",
                violation_error_message="实际结束日期、评议日期和评议结论须一并填写。",
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) | Q(place_kind=PlaceKind.ENTERPRISE),
                name="posting_enterprise_place",
                violation_error_message="去向类别是企业的才填对应企业。",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | ~Q(mentor=F("person")),
                name="posting_mentor_is_another",
                violation_error_message="带教人不能是本人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}赴{self.place}{self.get_kind_display()}"

    def reference(self) -> Reference:
        """How other records point at this posting."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)

    @property
    def people(self) -> tuple[Any, ...]:
        """Whom it concerns."""
        return (self.person, self.mentor)


class Mentorship(OwnedRecord):
    """导师帮带: a pair with an agreement and its term; results are told at the end."""

    record_kind = "mentorship"

    mentor = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="导师")
    mentee = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="帮带对象")
    agreement = models.TextField("帮带协议内容", max_length=1000, help_text="帮带内容和约定目标，每行一项。")
    signed_on = models.DateField("签订日期")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("约定结束日期")
    ended_on = models.DateField("实际结束日期", null=True, blank=True)
    results = models.TextField("帮带成果", max_length=2000, blank=True, default="")
    result = models.CharField("评议结论", max_length=16, choices=GrowthResult.choices, blank=True, default="")

    class Meta:
        verbose_name = "导师帮带"
        verbose_name_plural = "导师帮带"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(ended_on__isnull=True),
                name="mentorship_once",
                violation_error_message="这一对的帮带还没有结束，请打开原记录。",
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="mentorship_two_people", violation_error_message="导师和帮带对象不能是同一人。"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="mentorship_days",
                violation_error_message="约定结束日期须晚于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, result="") | (Q(ended_on__isnull=False, ended_on__gt=F("starts_on")) & ~Q(result="")),
                name="mentorship_result_at_end",
                violation_error_message="结束的须填实际结束日期和评议结论，且晚于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor.name}帮带{self.mentee.name}"

    def reference(self) -> Reference:
        """How other records point at this pair."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)

    @property
    def people(self) -> tuple[Any, ...]:
        """Whom it concerns."""
        return (self.mentor, self.mentee)
