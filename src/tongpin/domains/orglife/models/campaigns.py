"""主题教育: a campaign with its stages, the actions it requires, and what each Party organisation has done of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Campaign(OwnedRecord):
    """主题教育: a thematic campaign that an organisation runs for those below it."""

    record_kind = "campaign"

    title = models.CharField("名称", max_length=100)
    basis = models.CharField("依据文件", max_length=200)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    scope_note = models.CharField("参加范围说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "主题教育"
        verbose_name_plural = "主题教育"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title"], name="campaign_title_once", violation_error_message="本单位已有同名的主题教育，请打开原记录修改。"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_dates", violation_error_message="结束日期不能早于开始日期。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this campaign."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class CampaignPart(OwnedRecord):
    """主题教育附记. Abstract: what belongs to one campaign; its trail is the campaign's."""

    class Meta:
        abstract = True


class CampaignAction(CampaignPart):
    """规定动作: what a campaign requires of every organisation taking part, in which stage, by when."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="actions", verbose_name="主题教育")
    number = models.PositiveSmallIntegerField("序号")
    stage = models.CharField("阶段", max_length=40)
    title = models.CharField("规定动作", max_length=200)
    due_on = models.DateField("完成时限")

    class Meta:
        verbose_name = "规定动作"
        verbose_name_plural = "规定动作"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="campaign_action_number_once",
                violation_error_message="该主题教育已有这个序号的规定动作，请改用其他序号。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """What happens to it is told on the page of its campaign."""
        return self.campaign.reference()


class CampaignRecord(CampaignPart):
    """完成情况: that an organisation has done a required action, when, and by which 工作记录; ``org`` is who did it."""

    action = models.ForeignKey(CampaignAction, on_delete=models.PROTECT, related_name="records", verbose_name="规定动作")
    done_on = models.DateField("完成日期")
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工作记录"
    )
    note = models.CharField("完成情况", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "规定动作完成情况"
        verbose_name_plural = "规定动作完成情况"
        ordering = ["done_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "org"], name="campaign_record_once", violation_error_message="该单位这一规定动作已登记完成。"
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | ~Q(note=""),
                name="campaign_record_says_how",
                violation_error_message="请选择工作记录，或写明完成情况。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.org}"

    def reference(self) -> Reference:
        """What happens to it is told on the page of its campaign."""
        return self.action.campaign.reference()
