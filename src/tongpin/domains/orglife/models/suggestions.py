"""建议模型: what somebody proposed, and the answer that every proposal gets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.enums import SuggestionAnswer
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Suggestion(OwnedRecord):
    """建议: a proposal of 假如我是局长, a forum or a discussion; ``answer_due_on`` is when it must be answered."""

    record_kind = "suggestion"

    campaign = models.CharField("征集活动", max_length=60, help_text="如：假如我是局长、年轻干部座谈会。")
    author = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="提出人")
    on = models.DateField("提出日期")
    title = models.CharField("建议", max_length=200)
    text = models.TextField("具体内容", max_length=4000, blank=True, default="")
    answer_due_on = models.DateField("答复期限")
    answer = models.CharField("办理意见", max_length=16, choices=SuggestionAnswer.choices, blank=True, default="")
    answer_text = models.TextField("答复", max_length=2000, blank=True, default="")
    answered_on = models.DateField("答复日期", null=True, blank=True)

    class Meta:
        verbose_name = "建议"
        verbose_name_plural = "建议"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answer_text="", answered_on__isnull=True)
                | (~Q(answer="") & ~Q(answer_text="") & Q(answered_on__isnull=False)),
                name="suggestion_answered_whole",
                violation_error_message="答复须同时有办理意见、答复内容和答复日期。",
            ),
            models.UniqueConstraint(
                fields=["org", "author", "on", "title"],
                name="suggestion_once",
                violation_error_message="该人当日已提出同一建议。",
            ),
        ]
        indexes = [models.Index(fields=["org", "answered_on"], name="suggestion_answered")]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How tasks and other records point at this suggestion."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
