"""应尽事项模型: a unit's own choices on rules, facts stated by a person, and what the records showed at each time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongpin.engines.duties.enums import Choice, FindingState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Adoption(OwnedRecord):
    """中文名: 单位调整。A unit's own choice on a rule, for itself and all below: on or off, thresholds, or another due date for one window.

    In force in [effective_from, effective_to); one with a window only moves that window's due date.
    """

    record_kind = "duty_adoption"

    rule_key = models.CharField("规则", max_length=120)
    choice = models.CharField("办法", max_length=8, choices=Choice.choices, default=Choice.ON)
    parameters = models.JSONField("调整的标准", default=dict, blank=True)
    window = models.CharField("期间", max_length=10, blank=True, default="", help_text="只对这一期间另定期限时填写，如 2025 或 2025-Q4。")
    due_on = models.DateField("另定期限", null=True, blank=True)
    basis = models.CharField("依据", max_length=300)
    effective_from = models.DateField("自何日起")
    effective_to = models.DateField("至何日止", null=True, blank=True, help_text="自该日起不再执行，长期执行的留空。")

    class Meta:
        verbose_name = "单位调整"
        verbose_name_plural = "单位调整"
        ordering = ("rule_key", "-effective_from", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["org", "rule_key", "effective_from"],
                condition=Q(window=""),
                name="duties_adoption_once_a_day",
                violation_error_message="本单位对这条规则在该日已有调整，请修改原来的调整。",
            ),
            models.UniqueConstraint(
                fields=["org", "rule_key", "window"],
                condition=~Q(window=""),
                name="duties_adoption_one_date_a_window",
                violation_error_message="本单位对这一期间已另定期限，请修改原来的调整。",
            ),
            models.CheckConstraint(
                condition=Q(window="", due_on__isnull=True) | (~Q(window="") & Q(due_on__isnull=False, choice=Choice.KEEP)),
                name="duties_adoption_window_with_date",
                violation_error_message="另定期限须同时写明期间和日期。",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="duties_adoption_dates",
                violation_error_message="终止日期须晚于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_key} {self.get_choice_display()}"

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, f"单位调整：{self.rule_key}", self.rule_key, org_id=self.org_id)


class LedgerStart(OwnedRecord):
    """中文名: 启用台账日期。The day from which an organisation and all below it keep their records here.

    Nothing is held against them for the time before; the nearest upwards counts. Without one every window is judged.
    """

    record_kind = "ledger_start"

    starts_on = models.DateField("启用台账日期", help_text="自该日起组织生活等在本系统登记，此前的期间不作逾期认定。")
    basis = models.CharField("依据", max_length=300)

    class Meta:
        verbose_name = "启用台账日期"
        verbose_name_plural = "启用台账日期"
        ordering = ("org", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["org"],
                name="duties_ledger_start_one_an_org",
                violation_error_message="本单位已登记启用台账日期，请更正原来的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org} {self.starts_on:%Y-%m-%d}"

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, f"启用台账日期：{self.starts_on:%Y-%m-%d}", org_id=self.org_id)


class StatedFact(models.Model):
    """中文名: 认定事实。What a person states about a subject and window where no record tells it; a later statement supersedes it.

    ``holds_from`` is the day from which it is so; before that day it is not known. ``window`` is empty for what is not tied to a window.
    """

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    subject_kind = models.CharField("对象种类", max_length=40)
    subject_pk = models.BigIntegerField("对象编号")
    subject_title = models.CharField("对象", max_length=200)
    window = models.CharField("期间", max_length=10, blank=True, default="")
    name = models.CharField("事实", max_length=80)
    title = models.CharField("事实名称", max_length=120)
    value = models.JSONField("认定内容")
    holds_from = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=300)
    evidence_kind = models.CharField("佐证种类", max_length=40, blank=True, default="")
    evidence_pk = models.BigIntegerField("佐证编号", null=True, blank=True)
    evidence_title = models.CharField("佐证材料", max_length=200, blank=True, default="")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="认定人")
    stated_at = models.DateTimeField("认定时间")
    superseded_at = models.DateTimeField("更替时间", null=True, blank=True)

    class Meta:
        verbose_name = "认定事实"
        verbose_name_plural = "认定事实"
        ordering = ("subject_kind", "subject_pk", "name", "-holds_from", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_pk", "window", "name", "holds_from"],
                condition=Q(superseded_at__isnull=True),
                name="duties_stated_fact_one_current",
                violation_error_message="这项事实刚有他人认定，请刷新核对后再认定。",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_pk"], name="duties_stated_subject")]

    def __str__(self) -> str:
        return f"{self.subject_title} {self.title}"

    def reference(self) -> Reference:
        return Reference("stated_fact", self.pk, f"{self.subject_title}：{self.title}", org_id=self.org_id)


class Finding(models.Model):
    """中文名: 研判结果。What a rule found of a subject in a window as of a day; a later one supersedes it, nothing is overwritten.

    ``window`` is empty for a state that must hold on any day and for a dated case. ``facts`` are those used, without secrets.
    """

    record_kind = "duty_finding"

    org = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属单位")
    rule_key = models.CharField("规则", max_length=120)
    rule_code = models.CharField("规则编号", max_length=40)
    rule_title = models.CharField("规则名称", max_length=200)
    version_from = models.DateField("适用版本", null=True, blank=True)
    subject_kind = models.CharField("对象种类", max_length=40)
    subject_pk = models.BigIntegerField("对象编号")
    subject_title = models.CharField("对象", max_length=200)
    subject_url = models.CharField("对象页面", max_length=300, blank=True, default="")
    person_pk = models.BigIntegerField("本人", null=True, blank=True, db_index=True)
    is_personal = models.BooleanField("涉及个人", default=False)
    window = models.CharField("期间", max_length=10, blank=True, default="")
    window_start = models.DateField("期间首日", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=FindingState.choices)
    outcome = models.CharField("结论", max_length=12)
    word = models.CharField("说法", max_length=20)
    reason = models.TextField("理由", blank=True, default="")
    citation = models.CharField("依据条文", max_length=300, blank=True, default="")
    missing = models.JSONField("所缺事实", default=list, blank=True)
    facts = models.JSONField("所用事实", default=dict, blank=True)
    as_of = models.DateField("截至日期")
    found_at = models.DateTimeField("研判时间")
    superseded_at = models.DateTimeField("更替时间", null=True, blank=True)

    class Meta:
        verbose_name = "研判结果"
        verbose_name_plural = "研判结果"
        ordering = ("rule_code", "subject_kind", "subject_pk", "window", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["rule_key", "subject_kind", "subject_pk", "window"],
                condition=Q(superseded_at__isnull=True),
                name="duties_finding_one_current",
                violation_error_message="同一对象、同一规则、同一期间只能有一个现行研判结果。",
            ),
            models.CheckConstraint(
                condition=Q(window="", window_start__isnull=True) | (~Q(window="") & Q(window_start__isnull=False)),
                name="duties_finding_window_start",
                violation_error_message="有期间的研判结果须有期间首日。",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "state", "due_on"], condition=Q(superseded_at__isnull=True), name="duties_finding_current"),
            models.Index(fields=["subject_kind", "subject_pk", "rule_key", "window"], name="duties_finding_history"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_title} {self.rule_title}"

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, str(self), self.rule_code, org_id=self.org_id)


class DutyMark(models.Model):
    """中文名: 待研判标记。Records of an organisation changed; its findings are to be judged again."""

    org = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="组织")
    created_at = models.DateTimeField("标记时间", auto_now_add=True)

    class Meta:
        verbose_name = "待研判标记"
        verbose_name_plural = "待研判标记"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.org)


class DutyCount(models.Model):
    """中文名: 研判序号。One per tree judged together; whoever gathered from older records gives way to whoever wrote since.

    ``judged_on`` is the day as of which the kept findings of the tree stand.
    """

    org = models.OneToOneField("orgs.Organisation", models.CASCADE, related_name="+", verbose_name="组织")
    number = models.PositiveIntegerField("序号", default=0)
    judged_on = models.DateField("截至日期", null=True, blank=True)

    class Meta:
        verbose_name = "研判序号"
        verbose_name_plural = "研判序号"
        ordering = ("org",)

    def __str__(self) -> str:
        return f"{self.org} {self.number}"
