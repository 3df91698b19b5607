"""公开: the catalogue of what is disclosed, and each disclosure from draft over secrecy check and approval to its take-down."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import DisclosureState, OpenFace, OpenPeriod, OpenScope, OpenWay
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference

_D = DisclosureState


class OpenItem(OwnedRecord):
    """公开目录事项: what a department discloses to whom and how often, and on what basis."""

    record_kind = "open_item"

    face = models.CharField("公开类别", max_length=12, choices=OpenFace.choices)
    title = models.CharField("公开事项", max_length=100)
    content = models.CharField("公开内容", max_length=300)
    scope = models.CharField("公开范围", max_length=12, choices=OpenScope.choices)
    way = models.CharField("公开方式", max_length=12, choices=OpenWay.choices)
    period = models.CharField("公开周期", max_length=12, choices=OpenPeriod.choices, blank=True, default="")
    basis = models.CharField("公开依据", max_length=200)
    department = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="责任单位")
    valid_from = models.DateField("列入目录日期")
    ended_on = models.DateField("移出目录日期", null=True, blank=True, editable=False)
    reason = models.CharField("移出原因", max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "公开目录事项"
        verbose_name_plural = "公开目录事项"
        ordering = ["face", "department__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "department", "title"],
                condition=Q(ended_on__isnull=True),
                name="open_item_once",
                violation_error_message="该单位的这一事项已在目录中，请打开原事项。",
            ),
            models.CheckConstraint(
                condition=Q(way=OpenWay.PERIODIC) & ~Q(period="") | ~Q(way=OpenWay.PERIODIC) & Q(period=""),
                name="open_item_period_of_its_way",
                violation_error_message="定期公开的须写明周期，其他方式不写周期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | Q(ended_on__isnull=False) & ~Q(reason=""),
                name="open_item_ended_with_reason",
                violation_error_message="移出目录须写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this item."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


def _user(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label, editable=False
    )


_PROPOSED = Q(proposed_on__isnull=False, proposed_by__isnull=False)
_CHECKED = _PROPOSED & Q(checked_on__isnull=False, checked_by__isnull=False)
_APPROVED = _CHECKED & Q(approved_on__isnull=False, approved_by__isnull=False)
_PUBLISHED = _APPROVED & Q(published_on__isnull=False)


class Disclosure(OwnedRecord):
    """公开事项: one thing disclosed; proposed, checked for secrets, approved, published, taken down, and no step left out."""

    record_kind = "disclosure"

    item = models.ForeignKey(OpenItem, models.PROTECT, related_name="disclosures", verbose_name="目录事项")
    title = models.CharField("标题", max_length=120)
    words = models.TextField("公开内容", max_length=10000)
    period = models.CharField("所属期", max_length=8, blank=True, default="")
    occurred_on = models.DateField("事项办结日期", null=True, blank=True)
    beyond_power = models.BooleanField("超出本级权限", default=False)
    reported_up_on = models.DateField("报上级审批日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=_D.choices, default=_D.DRAFTED, editable=False)
    proposed_on = models.DateField("提出日期", null=True, blank=True, editable=False)
    proposed_by = _user("提出人")
    checked_on = models.DateField("保密审查日期", null=True, blank=True, editable=False)
    checked_by = _user("审查人")
    check_words = models.CharField("审查意见", max_length=300, blank=True, default="", editable=False)
    approved_on = models.DateField("审批日期", null=True, blank=True, editable=False)
    approved_by = _user("审批人")
    published_on = models.DateField("公开日期", null=True, blank=True, editable=False)
    until = models.DateField("公开至", null=True, blank=True, editable=False)
    taken_down_on = models.DateField("撤下日期", null=True, blank=True, editable=False)
    reason = models.CharField("退回、撤下或作废原因", max_length=300, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "公开事项"
        verbose_name_plural = "公开事项"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "period"],
                condition=~Q(period="") & ~Q(state__in=[_D.TAKEN_DOWN, _D.DROPPED]),
                name="disclosure_once_a_period",
                violation_error_message="该事项本期已有公开稿，请打开原稿办理。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_D.DRAFTED, _D.DROPPED])
                | Q(state=_D.PROPOSED) & _PROPOSED
                | Q(state=_D.CHECKED) & _CHECKED
                | Q(state=_D.APPROVED) & _APPROVED
                | Q(state=_D.PUBLISHED) & _PUBLISHED
                | Q(state=_D.TAKEN_DOWN) & _PUBLISHED & Q(taken_down_on__isnull=False),
                name="disclosure_no_step_left_out",
                violation_error_message="公开须按提出、保密审查、审批、公开的顺序办理，不能缺少步骤。",
            ),
            models.CheckConstraint(
                condition=(Q(checked_on__isnull=True) | Q(checked_on__gte=F("proposed_on")))
                & (Q(approved_on__isnull=True) | Q(approved_on__gte=F("checked_on")))
                & (Q(published_on__isnull=True) | Q(published_on__gte=F("approved_on"))),
                name="disclosure_steps_in_order",
                violation_error_message="各步日期须依次为提出、保密审查、审批、公开。",
            ),
            models.CheckConstraint(
                condition=(Q(checked_by__isnull=True) | ~Q(checked_by=F("proposed_by")))
                & (Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by"))),
                name="disclosure_checked_by_another",
                violation_error_message="保密审查和审批须由提出人以外的人办理。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("published_on")),
                name="disclosure_until_after_publication",
                violation_error_message="公开截止日期不能早于公开日期。",
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="disclosure_until")]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this disclosure."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)
