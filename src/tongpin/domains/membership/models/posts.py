"""岗位与承诺: a post named for a member, with duty, pledge, review and its public plaque."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import PostKind, PostReview
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class DutyPost(OwnedRecord):
    """党员岗位: held by one member from a day on; its plaque is open to everybody while it is shown, at an address nobody can guess."""

    record_kind = "duty_post"

    kind = models.CharField("岗位类别", max_length=16, choices=PostKind.choices)
    title = models.CharField("岗位名称", max_length=60)
    member = models.ForeignKey("membership.Member", models.PROTECT, related_name="+", verbose_name="在岗党员")
    duty = models.CharField("岗位职责", max_length=200)
    pledge = models.CharField("公开承诺", max_length=200)
    pledged_on = models.DateField("承诺日期")
    starts_on = models.DateField("设岗日期")
    ends_on = models.DateField("撤岗日期", null=True, blank=True)
    review = models.CharField("评议结果", max_length=16, choices=PostReview.choices, blank=True, default="")
    reviewed_on = models.DateField("评议日期", null=True, blank=True)
    token = models.CharField("亮牌地址", max_length=64, unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "党员岗位"
        verbose_name_plural = "党员岗位"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "title"],
                condition=Q(ends_on__isnull=True),
                name="duty_post_once",
                violation_error_message="此人已在同一岗位。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="duty_post_days",
                violation_error_message="撤岗日期须晚于设岗日期。",
            ),
            models.CheckConstraint(
                condition=Q(review="", reviewed_on__isnull=True) | (~Q(review="") & Q(reviewed_on__isnull=False)),
                name="duty_post_reviewed",
                violation_error_message="评议结果和评议日期须一并填写。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(token__isnull=True),
                name="duty_post_shown_while_held",
                violation_error_message="已撤的岗位不再亮牌。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"

    def reference(self) -> Reference:
        """How other records point at this post."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
