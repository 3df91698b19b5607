"""匹配结果表: whom a policy fits, as the last matching found."""

from __future__ import annotations

from django.db import models

from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.models.policies import Policy


class PolicyMatch(models.Model):
    """匹配结果: one firm and one policy in force on one day (today, the ends of the last years); worked out anew, so without a version."""

    org = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="所属单位")
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="matches", verbose_name="政策")
    firm = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="policy_matches", verbose_name="企业")
    as_of = models.DateField("统计日")
    matched_at = models.DateTimeField("匹配时间")
    state = models.CharField("匹配结论", max_length=16, choices=MatchState.choices)
    words = models.TextField("理由", blank=True, default="")

    class Meta:
        verbose_name = "匹配结果"
        verbose_name_plural = "匹配结果"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "firm", "as_of"],
                name="policy_match_once_a_day",
                violation_error_message="该企业与这项政策这一统计日的匹配结果已经存在。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "as_of", "state"], name="policy_match_state"),
            models.Index(fields=["firm"], name="policy_match_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.firm.name}：{self.policy.title}"
