"""计划与平台: funds from above, platforms, and projects with the stages they went through."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.programs.enums import GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus, Stage
from tongpin.foundation.orgs.records import MoneyField, OwnedRecord
from tongpin.kernel.reference import Reference


class Grant(OwnedRecord):
    """上级资金: an amount from a higher level for one project, with the document that granted it."""

    record_kind = "grant"

    project_name = models.CharField("项目名称", max_length=200)
    level = models.CharField("资金来源级别", max_length=16, choices=Level.choices)
    undertaker_name = models.CharField("承担单位", max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="承担企业",
    )
    amount = MoneyField("金额")
    nature = models.CharField("资金性质", max_length=16, choices=GrantNature.choices)
    arrived_on = models.DateField("到账日期", null=True, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True, default="")
    status = models.CharField("状态", max_length=16, choices=GrantStatus.choices)
    reason = models.CharField("撤回原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "上级资金"
        verbose_name_plural = "上级资金"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "project_name", "undertaker_name", "document_number"],
                name="grant_unique",
                violation_error_message="本单位台账中已有同一项目、承担单位和文号的资金，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="grant_amount_not_negative",
                violation_error_message="金额不能为负数。",
            ),
            models.CheckConstraint(
                condition=~Q(status=GrantStatus.ARRIVED) | Q(arrived_on__isnull=False),
                name="grant_arrived_has_day",
                violation_error_message="状态为“已到账”的须填到账日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "arrived_on"], name="grant_arrived_on")]

    def __str__(self) -> str:
        return f"{self.project_name}（{self.undertaker_name}）"

    def reference(self) -> Reference:
        """How other records point at this grant."""
        return Reference(self.record_kind, self.pk, str(self), self.document_number, org_id=self.org_id)


class Platform(OwnedRecord):
    """创新平台: a laboratory, centre or incubator at a host unit, recognised at one level."""

    record_kind = "platform"

    name = models.CharField("平台名称", max_length=200)
    kind = models.CharField("平台类型", max_length=32, choices=PlatformKind.choices)
    level = models.CharField("级别", max_length=16, choices=Level.choices)
    host_name = models.CharField("依托单位", max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="platforms",
        verbose_name="依托企业",
    )
    recognised_on = models.DateField("认定日期", null=True, blank=True)
    status = models.CharField("状态", max_length=16, choices=PlatformStatus.choices)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "创新平台"
        verbose_name_plural = "创新平台"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name", "kind", "level"],
                name="platform_unique",
                violation_error_message="本单位台账中已有同名、同类型、同级别的平台，请打开原记录修改。",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlatformStatus.RECOGNISED) | Q(recognised_on__isnull=False),
                name="platform_recognised_has_day",
                violation_error_message="状态为“已认定”的须填认定日期。",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(status=PlatformStatus.REVOKED),
                name="platform_revoked_on_only_when_revoked",
                violation_error_message="只有已撤销的平台才能填撤销日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "kind", "level", "recognised_on"], name="platform_recognised_on")]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this platform."""
        return Reference(self.record_kind, self.pk, self.name, self.name, org_id=self.org_id)


class ProgrammeProject(OwnedRecord):
    """科技计划项目: an application under a programme; ``stage`` is the newest of its ``stages``."""

    record_kind = "programme_project"

    programme = models.CharField("计划名称", max_length=200)
    name = models.CharField("项目名称", max_length=200)
    applicant_name = models.CharField("申报单位", max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_projects",
        verbose_name="申报企业",
    )
    level = models.CharField("级别", max_length=16, choices=Level.choices)
    stage = models.CharField("当前阶段", max_length=16, choices=Stage.choices)
    stage_on = models.DateField("阶段日期")
    reason = models.CharField("说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "科技计划项目"
        verbose_name_plural = "科技计划项目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "programme", "name", "applicant_name"],
                name="programme_project_unique",
                violation_error_message="本单位台账中已有同一计划、项目名称和申报单位的项目，请打开原记录修改。",
            ),
        ]
        indexes = [models.Index(fields=["org", "stage", "stage_on"], name="programme_project_stage")]

    def __str__(self) -> str:
        return f"{self.name}（{self.applicant_name}）"

    def reference(self) -> Reference:
        """How other records point at this project."""
        return Reference(self.record_kind, self.pk, str(self), self.name, org_id=self.org_id)


class ProjectStage(models.Model):
    """项目阶段: a stage a project reached, and when."""

    project = models.ForeignKey(
        ProgrammeProject,
        on_delete=models.CASCADE,
        related_name="stages",
        verbose_name="项目",
    )
    stage = models.CharField("阶段", max_length=16, choices=Stage.choices)
    reached_on = models.DateField("阶段日期")

    class Meta:
        verbose_name = "项目阶段"
        verbose_name_plural = "项目阶段"
        ordering = ["reached_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "reached_on"],
                name="project_stage_unique",
                violation_error_message="该项目当日的这一阶段已登记。",
            ),
        ]
        indexes = [models.Index(fields=["stage", "reached_on"], name="project_stage_reached_on")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.reached_on}"
