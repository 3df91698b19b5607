"""表决: totals only. Who voted how is never kept, and there is no field in which it could be."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.orglife.enums import Declared, VoteMethod, VoteOutcome, VoteRule
from tongpin.domains.orglife.models.meetings import ItemPart, MeetingItem
from tongpin.domains.orglife.voting import Tally, judge_tally, words_of


class Vote(ItemPart):
    """表决: one vote on one matter of an item, on one ``candidate`` where somebody is voted upon.

    A ballot is kept as totals; ``is_restricted`` keeps even these to a few.
    """

    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, related_name="votes", verbose_name="议题")
    subject = models.CharField("表决事项", max_length=200)
    candidate = models.ForeignKey(
        "orgs.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="表决对象",
        help_text="接收、转正等事项逐人表决，填被表决的人。",
    )
    candidates = models.PositiveSmallIntegerField("表决对象人数", default=1, help_text="一般为 1；几人合并表决的如实填写，不填表决对象。")
    method = models.CharField("表决方式", max_length=8, choices=VoteMethod.choices)
    rule = models.CharField("表决规则", max_length=12, choices=VoteRule.choices, default=VoteRule.ORDINARY)
    due = models.PositiveSmallIntegerField("应到有表决权人数")
    present = models.PositiveSmallIntegerField("实到有表决权人数")
    issued = models.PositiveSmallIntegerField("发出票数", null=True, blank=True)
    returned = models.PositiveSmallIntegerField("收回票数", null=True, blank=True)
    valid = models.PositiveSmallIntegerField("有效票数", null=True, blank=True)
    yes = models.PositiveSmallIntegerField("赞成")
    no = models.PositiveSmallIntegerField("反对")
    abstain = models.PositiveSmallIntegerField("弃权")
    declared = models.CharField("会议宣布的结果", max_length=8, choices=Declared.choices)
    counters = models.CharField("监票人、计票人", max_length=100, blank=True, default="")
    is_restricted = models.BooleanField("票数仅限指定人员查看", default=False)

    class Meta:
        verbose_name = "表决"
        verbose_name_plural = "表决"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "subject"], name="vote_once", violation_error_message="该议题已有同一表决事项，请打开原表决修改。"
            ),
            models.UniqueConstraint(
                fields=["item", "candidate"],
                name="vote_on_a_candidate_once",
                violation_error_message="该议题对此人的表决已经登记，请打开原表决修改。",
            ),
            models.CheckConstraint(
                condition=Q(candidates__gte=1), name="vote_candidates_from_one", violation_error_message="表决对象人数应不少于 1。"
            ),
            models.CheckConstraint(
                condition=Q(candidates=1) | Q(candidate__isnull=True),
                name="vote_joint_names_nobody",
                violation_error_message="几人合并表决的不填表决对象；逐人表决的人数填 1。",
            ),
            models.CheckConstraint(
                condition=Q(present__lte=F("due")),
                name="vote_present_within_due",
                violation_error_message="实到有表决权人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                condition=Q(method=VoteMethod.SECRET, issued__isnull=False, returned__isnull=False, valid__isnull=False)
                | (~Q(method=VoteMethod.SECRET) & Q(issued__isnull=True, returned__isnull=True, valid__isnull=True)),
                name="vote_papers_if_secret",
                violation_error_message="无记名投票须填发出、收回和有效票数；其他表决方式不填票数。",
            ),
            models.CheckConstraint(
                condition=Q(issued__isnull=True) | Q(issued__lte=F("present")),
                name="vote_issued_within_present",
                violation_error_message="发出票数不能多于实到有表决权人数。",
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=True) | Q(valid__lte=F("returned")),
                name="vote_valid_within_returned",
                violation_error_message="有效票数不能多于收回票数。",
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=True) | Q(yes__lte=F("valid") - F("no") - F("abstain")),
                name="vote_sum_within_valid",
                violation_error_message="赞成、反对、弃权合计不能多于有效票数。",
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=False) | Q(yes__lte=F("present") - F("no") - F("abstain")),
                name="vote_sum_within_present",
                violation_error_message="赞成、反对、弃权合计不能多于实到有表决权人数。",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def tally(self) -> Tally:
        """The totals, as the calculation takes them."""
        return Tally(rule=self.rule, due=self.due, present=self.present, yes=self.yes, issued=self.issued, returned=self.returned)

    @property
    def outcome(self) -> VoteOutcome:
        return judge_tally(self.tally)

    @property
    def is_misdeclared(self) -> bool:
        """Whether the meeting declared passed what did not pass by the rule, or the other way round."""
        return (self.declared == Declared.PASSED) != (self.outcome is VoteOutcome.PASSED)

    @property
    def explanation(self) -> str:
        """How the result came about, with the totals."""
        return words_of(self.tally)
