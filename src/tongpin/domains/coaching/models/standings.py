"""研判结果表: what the rules said of every firm the last time the whole county was judged."""

from __future__ import annotations

from django.db import models

from tongpin.domains.coaching.enums import Rung, Verdict
from tongpin.foundation.orgs.records import MoneyField


class Standing(models.Model):
    """研判结果: one firm as of one day (today and the ends of the last years); worked out anew when records change, so it has no version.

    ``gaps`` are the conditions not met, ``missing`` those that lack a fact, ``to_judge`` those left to a person.
    """

    org = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="所属单位")
    firm = models.ForeignKey("enterprises.Enterprise", models.CASCADE, related_name="standings", verbose_name="企业")
    as_of = models.DateField("统计日")
    judged_at = models.DateTimeField("研判时间")
    rung = models.CharField("梯度位置", max_length=16, choices=Rung.choices)
    hnte = models.CharField("高新技术企业研判", max_length=16, choices=Verdict.choices)
    hnte_gaps = models.PositiveSmallIntegerField("高新技术企业不符合条件数")
    hnte_missing = models.PositiveSmallIntegerField("高新技术企业缺资料条件数")
    hnte_to_judge = models.PositiveSmallIntegerField("高新技术企业待人工判断条件数")
    hnte_words = models.TextField("高新技术企业差距", blank=True, default="")
    score_low = models.PositiveSmallIntegerField("最低得分", null=True, blank=True)
    score_high = models.PositiveSmallIntegerField("最高得分", null=True, blank=True)
    sme = models.CharField("科技型中小企业研判", max_length=16, choices=Verdict.choices)
    sme_gaps = models.PositiveSmallIntegerField("科技型中小企业不符合条件数")
    sme_missing = models.PositiveSmallIntegerField("科技型中小企业缺资料条件数")
    sme_to_judge = models.PositiveSmallIntegerField("科技型中小企业待人工判断条件数")
    sme_words = models.TextField("科技型中小企业差距", blank=True, default="")
    rd_gap = MoneyField("研发费用缺口", null=True, blank=True)

    class Meta:
        verbose_name = "研判结果"
        verbose_name_plural = "研判结果"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "as_of"], name="standing_once_a_day", violation_error_message="该企业这一统计日的研判结果已经存在。"
            ),
        ]
        indexes = [models.Index(fields=["org", "as_of", "rung"], name="standing_rung")]

    def __str__(self) -> str:
        return f"{self.firm.name} 研判结果"
