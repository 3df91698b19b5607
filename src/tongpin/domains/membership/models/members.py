"""党员: who belongs to which Party organisation, from when until when, in which standing."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.enums import MEMBERS, Abroad, LeavingReason, RightsReason, Standing
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Member(OwnedRecord):
    """党员: one person in one Party organisation (``org``) in [arrived_on, left_on). No ID number, no health note.

    ``joined_on`` is the day of the meeting that accepted them, ``full_since`` the day from which they are full members.
    """

    record_kind = "member"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    standing = models.CharField("党员类别", max_length=16, choices=Standing.choices)
    joined_on = models.DateField("入党日期", null=True, blank=True, help_text="党员大会通过接收为预备党员之日。")
    full_since = models.DateField("转为正式党员日期", null=True, blank=True, help_text="预备期满转正之日，党龄从这一天算起。")
    arrived_on = models.DateField("编入本组织日期")
    group = models.ForeignKey(
        "orgs.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="党小组",
        help_text="没有划分党小组的留空。",
    )
    is_leader = models.BooleanField("党员领导干部", default=False, help_text="须参加双重组织生活的人员。")
    is_exempt = models.BooleanField("不作硬性要求", default=False, help_text="年老体弱等参加活动和学习不作硬性要求的；不记录具体情况。")
    away_since = models.DateField("外出起始日期", null=True, blank=True)
    away_place = models.CharField("外出地点", max_length=60, blank=True, default="")
    abroad_since = models.DateField("出国（境）日期", null=True, blank=True)
    abroad_for = models.CharField("出国（境）事由", max_length=16, blank=True, default="", choices=Abroad.choices)
    back_on = models.DateField("返回日期", null=True, blank=True)
    last_contact_on = models.DateField("最近联系日期", null=True, blank=True)
    is_lost = models.BooleanField("失去联系", default=False, help_text="只作工作提示，是否启动程序由党组织研究决定。")
    rights_limited_from = models.DateField("权利受限起始日期", null=True, blank=True)
    rights_limited_until = models.DateField("权利受限截止日期", null=True, blank=True)
    rights_reason = models.CharField("权利受限原因", max_length=16, blank=True, default="", choices=RightsReason.choices)
    left_on = models.DateField("离开本组织日期", null=True, blank=True, help_text="自该日起不再计入本组织。")
    left_for = models.CharField("减少原因", max_length=16, blank=True, default="", choices=LeavingReason.choices)
    left_to = models.CharField("转往组织", max_length=100, blank=True, default="")
    received_on = models.DateField("接收组织回执日期", null=True, blank=True, help_text="收到回执以前仍由原组织负责管理。")

    class Meta:
        verbose_name = "党员"
        verbose_name_plural = "党员"
        ordering = ["person__pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left_on__isnull=True),
                name="member_in_one_organisation",
                violation_error_message="此人已编入一个党组织，请先在原组织办理转出。",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.FULL) | Q(joined_on__isnull=False, full_since__isnull=False),
                name="member_full_has_days",
                violation_error_message="正式党员须填入党日期和转为正式党员日期。",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.PROBATIONARY) | Q(joined_on__isnull=False, full_since__isnull=True),
                name="member_probationary_has_joined",
                violation_error_message="预备党员须填入党日期，且没有转为正式党员日期。",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[s.value for s in MEMBERS]) | Q(joined_on__isnull=True, full_since__isnull=True),
                name="member_on_the_way_has_no_days",
                violation_error_message="入党积极分子和发展对象还没有入党日期。",
            ),
            models.CheckConstraint(
                condition=Q(full_since__isnull=True) | Q(full_since__gte=F("joined_on")),
                name="member_full_after_joined",
                violation_error_message="转为正式党员日期不能早于入党日期。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("arrived_on")),
                name="member_left_after_arrived",
                violation_error_message="离开本组织日期须晚于编入日期。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_for="") | (Q(left_on__isnull=False) & ~Q(left_for="")),
                name="member_left_for_a_reason",
                violation_error_message="离开本组织的须填减少原因，在册的没有减少原因。",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(left_for=LeavingReason.TRANSFERRED, received_on__gte=F("left_on")),
                name="member_received_after_transfer",
                violation_error_message="只有转出的党员登记回执，且不早于离开日期。",
            ),
            models.CheckConstraint(
                condition=Q(abroad_since__isnull=True, abroad_for="") | (Q(abroad_since__isnull=False) & ~Q(abroad_for="")),
                name="member_abroad_for_a_reason",
                violation_error_message="出国（境）日期和事由须一并填写。",
            ),
            models.CheckConstraint(
                condition=Q(rights_limited_from__isnull=True, rights_limited_until__isnull=True, rights_reason="")
                | (Q(rights_limited_from__isnull=False) & ~Q(rights_reason="")),
                name="member_rights_limited_for_a_reason",
                violation_error_message="权利受限的须填起始日期和原因。",
            ),
            models.CheckConstraint(
                condition=Q(rights_limited_until__isnull=True) | Q(rights_limited_until__gt=F("rights_limited_from")),
                name="member_rights_days",
                violation_error_message="权利受限截止日期须晚于起始日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "left_on"], name="member_of_org")]

    def __str__(self) -> str:
        return self.person.name

    def reference(self) -> Reference:
        """How other records point at this member."""
        return Reference(self.record_kind, self.pk, self.person.name, org_id=self.org_id)

    def belongs_on(self, day: date) -> bool:
        """Whether they stood in this organisation on ``day``."""
        return self.arrived_on <= day and (self.left_on is None or self.left_on > day)

    def standing_on(self, day: date) -> str:
        """某日类别: what they were on ``day`` by the dates of the register; "" before anything is known."""
        if self.joined_on is None:
            return self.standing
        if day < self.joined_on:
            return ""
        return Standing.FULL if self.full_since is not None and self.full_since <= day else Standing.PROBATIONARY

    def rights_limited_on(self, day: date) -> bool:
        """Whether they could neither vote nor be elected on ``day``."""
        begun = self.rights_limited_from is not None and self.rights_limited_from <= day
        return begun and (self.rights_limited_until is None or self.rights_limited_until > day)
