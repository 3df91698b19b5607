"""发展党员: one file per person on the way, its steps, guides, papers, reviews and public notices. Contents are need-to-know."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tongpin.domains.membership.calculations.path import LAST, Done, carried
from tongpin.domains.membership.enums import (
    CaseState,
    Conclusion,
    DecisionBody,
    Gender,
    GuideRole,
    NoticeKind,
    NoticeResult,
    Recommendation,
    ReviewKind,
)
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class DevelopmentCase(OwnedRecord):
    """发展党员档案: one person's way from application to full membership in a branch. Its title names nobody."""

    record_kind = "development_case"

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    gender = models.CharField("性别", max_length=8, choices=Gender.choices)
    born_on = models.DateField("出生日期")
    unit = models.CharField("工作单位", max_length=100)
    state = models.CharField("状态", max_length=16, choices=CaseState.choices, default=CaseState.OPEN)
    accepts_programme = models.BooleanField("承认党的纲领和章程", default=True)
    applied_to_own_unit = models.BooleanField("向所在单位党组织申请", default=True)
    leaves_unit_on = models.DateField("预计离开本单位日期", null=True, blank=True)
    moved_in_on = models.DateField("转入日期", null=True, blank=True, help_text="在其他单位已确定为入党积极分子后转来的填写。")
    months_before = models.PositiveSmallIntegerField("原单位培养教育月数", null=True, blank=True)
    file_received = models.BooleanField("已收到原单位培养教育材料", default=False)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "发展党员档案"
        verbose_name_plural = "发展党员档案"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=CaseState.OPEN),
                name="development_case_once",
                violation_error_message="此人已有办理中的发展党员档案，请打开原档案。",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, ended_on__isnull=True) | (~Q(state=CaseState.OPEN) & Q(ended_on__isnull=False)),
                name="development_case_end",
                violation_error_message="办结或终止的档案须有结束日期，办理中的没有结束日期。",
            ),
            models.CheckConstraint(
                condition=Q(moved_in_on__isnull=True, months_before__isnull=True)
                | Q(moved_in_on__isnull=False, months_before__isnull=False),
                name="development_case_moved",
                violation_error_message="转入日期和原单位培养教育月数须一并填写。",
            ),
        ]

    def __str__(self) -> str:
        return f"发展党员档案第{self.pk}号"

    def reference(self) -> Reference:
        """How other records point at this file, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class DevelopmentStep(OwnedRecord):
    """发展步骤: one of the 25 steps as it happened; votes as totals only, never who voted how. ``round`` 2 after an extension."""

    record_kind = "development_step"

    case = models.ForeignKey(DevelopmentCase, models.PROTECT, related_name="steps", verbose_name="发展党员档案")
    number = models.PositiveSmallIntegerField("步骤")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    on = models.DateField("日期")
    second_on = models.DateField("另一日期", null=True, blank=True)
    body = models.CharField("决定机构", max_length=16, choices=DecisionBody.choices, blank=True, default="")
    conclusion = models.CharField("结论", max_length=16, choices=Conclusion.choices, blank=True, default="")
    recommended_by = models.CharField("推荐方式", max_length=16, choices=Recommendation.choices, blank=True, default="")
    heard = models.JSONField("听取意见的方面", default=list, blank=True)
    days = models.PositiveSmallIntegerField("培训天数", null=True, blank=True)
    hours = models.PositiveSmallIntegerField("培训学时", null=True, blank=True)
    is_exempted = models.BooleanField("经批准属个别特殊情况", default=False)
    is_authorised = models.BooleanField("审批已经授权", default=False)
    has_reason = models.BooleanField("特殊情况延长审批，理由已登记", default=False)
    months = models.PositiveSmallIntegerField("延长预备期", null=True, blank=True)
    due_voting = models.PositiveSmallIntegerField("应到有表决权党员", null=True, blank=True)
    present_voting = models.PositiveSmallIntegerField("实到有表决权党员", null=True, blank=True)
    yes_votes = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    no_votes = models.PositiveSmallIntegerField("不赞成", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    written_yes = models.PositiveSmallIntegerField("会前书面赞成", null=True, blank=True)
    is_secret = models.BooleanField("无记名投票", null=True, blank=True)
    note = models.TextField("情况记录", max_length=2000, blank=True, default="")

    class Meta:
        verbose_name = "发展步骤"
        verbose_name_plural = "发展步骤"
        ordering = ["number", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number", "round"], name="development_step_once", violation_error_message="这一步已经登记，请打开更正。"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=LAST), name="development_step_number", violation_error_message="步骤应为第1至25步。"
            ),
            models.CheckConstraint(
                condition=Q(present_voting__isnull=True) | Q(present_voting__lte=F("due_voting")),
                name="development_step_present",
                violation_error_message="实到人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                condition=Q(yes_votes__isnull=True) | Q(yes_votes__lte=F("present_voting")),
                name="development_step_yes",
                violation_error_message="赞成票不能多于实到人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 第{self.number}步"

    def reference(self) -> Reference:
        """How other records point at this step, without a name."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)

    def done(self) -> Done:
        """This step as the path judges it."""
        return Done(self.on, self.conclusion, self.vote_carried)

    @property
    def vote_carried(self) -> bool | None:
        """Whether the vote carried; None where none was recorded."""
        if self.due_voting is None or self.present_voting is None or self.yes_votes is None:
            return None
        written = self.written_yes if self.written_yes is not None else 0
        return carried(self.due_voting, self.present_voting, self.yes_votes, written)


class DevelopmentGuide(OwnedRecord):
    """培养联系人与入党介绍人: who guides the person, from which day."""

    record_kind = "development_guide"

    case = models.ForeignKey(DevelopmentCase, models.PROTECT, related_name="guides", verbose_name="发展党员档案")
    role = models.CharField("身份", max_length=16, choices=GuideRole.choices)
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="姓名")
    since = models.DateField("确定日期")

    class Meta:
        verbose_name = "培养联系人与入党介绍人"
        verbose_name_plural = "培养联系人与入党介绍人"
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "person"], name="development_guide_once", violation_error_message="此人已登记为这一身份。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person}"

    def reference(self) -> Reference:
        """How other records point at this guide."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class DevelopmentReview(OwnedRecord):
    """培养考察记录: a half-yearly review or an entry of education."""

    record_kind = "development_review"

    case = models.ForeignKey(DevelopmentCase, models.PROTECT, related_name="reviews", verbose_name="发展党员档案")
    kind = models.CharField("种类", max_length=16, choices=ReviewKind.choices)
    on = models.DateField("日期")
    note = models.TextField("情况记录", max_length=2000, blank=True, default="")

    class Meta:
        verbose_name = "培养考察记录"
        verbose_name_plural = "培养考察记录"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "on"], name="development_review_once", violation_error_message="这一天已有同类记录。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    def reference(self) -> Reference:
        """How other records point at this review."""
        return Reference(self.record_kind, self.pk, f"{self.case} {self.get_kind_display()}", org_id=self.org_id)


class DevelopmentMaterial(OwnedRecord):
    """发展党员材料: a paper of a step that has been received into the file; the paper itself stays in the file."""

    record_kind = "development_material"

    case = models.ForeignKey(DevelopmentCase, models.PROTECT, related_name="materials", verbose_name="发展党员档案")
    number = models.PositiveSmallIntegerField("步骤")
    title = models.CharField("材料", max_length=40)
    received_on = models.DateField("收到日期")

    class Meta:
        verbose_name = "发展党员材料"
        verbose_name_plural = "发展党员材料"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number", "title"], name="development_material_once", violation_error_message="这份材料已经登记。"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def reference(self) -> Reference:
        """How other records point at this paper."""
        return Reference(self.record_kind, self.pk, f"{self.case} {self.title}", org_id=self.org_id)


class DevelopmentNotice(OwnedRecord):
    """发展党员公示: name, sex, unit, dates and contact, nothing else; comes down by itself after ``ends_on``."""

    record_kind = "development_notice"

    case = models.ForeignKey(DevelopmentCase, models.PROTECT, related_name="notices", verbose_name="发展党员档案")
    kind = models.CharField("公示事项", max_length=16, choices=NoticeKind.choices)
    starts_on = models.DateField("公示开始日期")
    ends_on = models.DateField("公示截止日期")
    place = models.CharField("公示地点", max_length=60)
    contact = models.CharField("受理意见的联系方式", max_length=100)
    result = models.CharField("公示结果", max_length=16, choices=NoticeResult.choices, blank=True, default="")

    class Meta:
        verbose_name = "发展党员公示"
        verbose_name_plural = "发展党员公示"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "starts_on"], name="development_notice_once", violation_error_message="同一事项当天已有公示。"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="development_notice_days",
                violation_error_message="公示截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"

    def reference(self) -> Reference:
        """How other records point at this notice, without a name."""
        return Reference(self.record_kind, self.pk, f"{self.case} {self.get_kind_display()}", org_id=self.org_id)

    def is_up(self, day: date) -> bool:
        """是否在公示: from its first to its last day."""
        return self.starts_on <= day <= self.ends_on
