"""计划变更: what somebody asks to move, why, what moves with it, and who decided. And plans proposed within people's capacity."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.work.enums import ChangeKind, ChangeState, LevellingState
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class ChangeRequest(OwnedRecord):
    """变更申请: moves dates of a started project only when it is approved. ``project`` is empty where it spans several projects.

    ``edits`` lists what was typed: {"what": "due_on", "workdays", "lag" or "start", "task": pk, "link": pk, "before": …, "after": …},
    {"what": "add", …} with all that a new task needs, {"what": "remove", "task": pk, "reason": …}; both with their sentence in "words".
    """

    record_kind = "work_change"

    project = models.ForeignKey("work.Project", models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="项目")
    kind = models.CharField("种类", max_length=16, choices=ChangeKind.choices, default=ChangeKind.PLAN)
    reason = models.CharField("变更原因", max_length=300)
    edits = models.JSONField("变更内容", default=list, blank=True)
    due_before = models.DateField("项目原时限", null=True, blank=True)
    due_after = models.DateField("项目新时限", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=ChangeState.choices, default=ChangeState.ASKED)
    asked_on = models.DateField("申请日期")
    asked_by = models.CharField("申请人", max_length=60)
    asker = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="申请账号")
    decided_on = models.DateField("办理日期", null=True, blank=True)
    decided_by = models.CharField("批准人", max_length=60, blank=True, default="")
    opinion = models.CharField("意见", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "变更申请"
        verbose_name_plural = "变更申请"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="work_change_reason", violation_error_message="请填写变更原因。"),
            models.CheckConstraint(
                condition=Q(state=ChangeState.ASKED, decided_on__isnull=True) | (~Q(state=ChangeState.ASKED) & Q(decided_on__isnull=False)),
                name="work_change_decided_with_a_day",
                violation_error_message="已办理的变更申请须有办理日期，待批准的没有。",
            ),
        ]
        indexes = [models.Index(fields=["org", "state"], name="work_change_state")]

    def __str__(self) -> str:
        return f"{self.project or '多个项目'}：{self.get_kind_display()}"

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class ChangeMove(models.Model):
    """变更后果: one task's days before and after; ``by_workdays`` is how far its last day moves (negative: earlier)."""

    change = models.ForeignKey(ChangeRequest, models.CASCADE, related_name="moves", verbose_name="变更申请")
    task = models.ForeignKey("work.Task", models.PROTECT, related_name="moves", verbose_name="任务")
    start_before = models.DateField("原开始日期")
    start_after = models.DateField("新开始日期")
    due_before = models.DateField("原时限")
    due_after = models.DateField("新时限")
    by_workdays = models.IntegerField("移动工作日")

    class Meta:
        verbose_name = "变更后果"
        verbose_name_plural = "变更后果"
        ordering = ["change", "due_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "task"], name="work_change_move_once", violation_error_message="同一变更中一项任务只列一次。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.due_before} → {self.due_after}"


class Levelling(OwnedRecord):
    """均衡测算: a plan within people's capacity, computed in the background; a person accepts or declines it.

    ``capacity``: person key → how many tasks at once. ``starts``: task key → proposed first day. ``sentences`` say what moves and why.
    """

    record_kind = "work_levelling"

    project = models.ForeignKey("work.Project", models.PROTECT, null=True, blank=True, related_name="levellings", verbose_name="项目")
    state = models.CharField("状态", max_length=16, choices=LevellingState.choices, default=LevellingState.RUNNING)
    capacity = models.JSONField("每人同时承担的任务数", default=dict, blank=True)
    starts = models.JSONField("建议开始日期", default=dict, blank=True)
    sentences = models.JSONField("说明", default=list, blank=True)
    asked_by = models.CharField("测算人", max_length=60)
    asked_on = models.DateField("测算日期")
    asker = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="测算账号")
    change = models.OneToOneField(ChangeRequest, models.SET_NULL, null=True, blank=True, related_name="levelling", verbose_name="变更申请")

    class Meta:
        verbose_name = "均衡测算"
        verbose_name_plural = "均衡测算"
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.project or '多个项目'}均衡测算"

    def reference(self) -> Reference:
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)
