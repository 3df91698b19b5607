"""党组织概况: what a Party organisation is beside its place in the tree."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import BranchKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class BranchProfile(OwnedRecord):
    """党组织概况: of which kind, covering how many units, when asked for and approved, its fixed days."""

    record_kind = "branch_profile"

    kind = models.CharField("类型", max_length=16, choices=BranchKind.choices, default=BranchKind.STANDING)
    units_covered = models.PositiveSmallIntegerField("覆盖单位数", null=True, blank=True, help_text="联合党支部填写。")
    requested_on = models.DateField("请示日期", null=True, blank=True)
    approved_on = models.DateField("批复日期", null=True, blank=True)
    approval = models.CharField("批复文号", max_length=60, blank=True, default="")
    theme_day = models.PositiveSmallIntegerField(
        "主题党日",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "应为 1 至 31。"), MaxValueValidator(31, "应为 1 至 31。")],
        help_text="每月相对固定的日子，如 25。",
    )
    dues_day = models.PositiveSmallIntegerField(
        "党费收缴日",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "应为 1 至 31。"), MaxValueValidator(31, "应为 1 至 31。")],
    )

    needs_groups = models.BooleanField("需要划分党小组", null=True, blank=True, help_text="党员较多或者工作、居住分散的党支部选是。")
    body_ended_on = models.DateField("所依托的临时机构撤销日期", null=True, blank=True, help_text="临时党支部填写。")
    fewer_approved = models.BooleanField(
        "党员不足规定人数，经上级批准设立", null=True, blank=True, help_text="党员不足100人设立机关党委的填写。"
    )

    class Meta:
        verbose_name = "党组织概况"
        verbose_name_plural = "党组织概况"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["org"], name="branch_profile_once", violation_error_message="该党组织已有概况，请打开修改。"),
            models.CheckConstraint(
                condition=Q(units_covered__isnull=True) | Q(kind=BranchKind.JOINT, units_covered__gte=2),
                name="branch_profile_units",
                violation_error_message="只有联合党支部填写覆盖单位数，且不少于 2 个。",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(requested_on__isnull=True) | Q(approved_on__gte=F("requested_on")),
                name="branch_profile_days",
                violation_error_message="批复日期不能早于请示日期。",
            ),
            models.CheckConstraint(
                condition=Q(theme_day__isnull=True) | Q(theme_day__gte=1, theme_day__lte=31),
                name="branch_profile_theme_day",
                violation_error_message="主题党日应为 1 至 31。",
            ),
            models.CheckConstraint(
                condition=Q(dues_day__isnull=True) | Q(dues_day__gte=1, dues_day__lte=31),
                name="branch_profile_dues_day",
                violation_error_message="党费收缴日应为 1 至 31。",
            ),
            models.CheckConstraint(
                condition=Q(body_ended_on__isnull=True) | Q(kind=BranchKind.TEMPORARY),
                name="branch_profile_body_ended",
                violation_error_message="只有临时党支部填写临时机构撤销日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org} 概况"

    def reference(self) -> Reference:
        """How other records point at this profile."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
