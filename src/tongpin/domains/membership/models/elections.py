"""选举: one election with its totals and the votes of each candidate. Who voted how is never asked."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import ElectionBody, ElectionKind
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


def _number(title: str, **more: Any) -> models.PositiveSmallIntegerField[Any, Any]:
    return models.PositiveSmallIntegerField(title, null=True, blank=True, **more)


class Election(OwnedRecord):
    """选举: held on a day for so many seats; ``again_of`` is the election it repeats for seats left open or tied."""

    record_kind = "election"

    kind = models.CharField("选举种类", max_length=16, choices=ElectionKind.choices)
    body = models.CharField("选举方式", max_length=16, choices=ElectionBody.choices, default=ElectionBody.MEETING)
    congress_approved = models.BooleanField("召开代表大会已经上级批准", default=False)
    on = models.DateField("选举日期")
    seats = models.PositiveSmallIntegerField("应选人数")
    again_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="再次投票的原选举")
    former_term_ends_on = models.DateField("上届任期届满日期", null=True, blank=True)
    shift_approved = models.BooleanField("提前或延期换届已经上级批准", default=False)
    members_total = models.PositiveSmallIntegerField("党员总数", editable=False)
    members_with_right = models.PositiveSmallIntegerField("有选举权党员总数", editable=False)
    excused_approved = models.PositiveSmallIntegerField("经批准不计入应到人数", default=0)
    voters_due = _number("应到会有选举权人数")
    voters_present = _number("实到会有选举权人数")
    ballots_issued = _number("发出选票")
    ballots_returned = _number("收回选票")
    ballots_valid = _number("有效选票")
    most_names = _number("有效选票中所选人数最多的一张")
    is_secret = models.BooleanField("无记名投票", default=True)
    proxy_votes = models.PositiveSmallIntegerField("委托投票张数", default=0)
    counters_candidates = models.PositiveSmallIntegerField("兼任监票计票的候选人数", default=0)
    reduction_consents = _number("同意减少名额的人数")
    committee_filed_on = models.DateField("委员报备日期", null=True, blank=True)
    secretary_approved_on = models.DateField("书记副书记批复日期", null=True, blank=True)
    secretary_in_office_on = models.DateField("书记履职日期", null=True, blank=True)

    class Meta:
        verbose_name = "选举"
        verbose_name_plural = "选举"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "kind", "on"],
                condition=Q(again_of__isnull=True),
                name="election_once",
                violation_error_message="当天已登记同类选举，再次投票请在原选举的记录页办理。",
            ),
            models.UniqueConstraint(
                fields=["again_of"], name="election_again_once", violation_error_message="该选举已登记再次投票，请打开该次投票。"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_seats", violation_error_message="应选人数至少1人。"),
            models.CheckConstraint(
                condition=Q(voters_present__isnull=True) | Q(voters_present__lte=F("voters_due")),
                name="election_present",
                violation_error_message="实到人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                condition=Q(ballots_valid__isnull=True) | Q(ballots_valid__lte=F("ballots_returned")),
                name="election_valid",
                violation_error_message="有效选票不能多于收回选票。",
            ),
        ]

    def __str__(self) -> str:
        again = "再次投票" if self.again_of_id else ""
        return f"{self.org.shown_name}{self.on:%Y-%m-%d}{self.get_kind_display()}{again}"

    def reference(self) -> Reference:
        """How other records point at this election."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)

    @property
    def is_counted(self) -> bool:
        """是否已计票."""
        return self.ballots_returned is not None


class Candidate(OwnedRecord):
    """候选人: nominated or written in, with the votes for them as one number."""

    record_kind = "candidate"

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates", verbose_name="选举")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    is_nominated = models.BooleanField("正式候选人", default=True, help_text="另选他人的不勾选。")
    votes = _number("得赞成票")

    class Meta:
        verbose_name = "候选人"
        verbose_name_plural = "候选人"
        ordering = ["-votes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "person"], name="candidate_once", violation_error_message="此人已在候选人名单中。"),
        ]

    def __str__(self) -> str:
        return self.person.name

    def reference(self) -> Reference:
        """How other records point at this candidate."""
        return Reference(self.record_kind, self.pk, f"{self.election} {self.person}", org_id=self.org_id)
