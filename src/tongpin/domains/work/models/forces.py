"""攻坚力量: leading groups, headquarters, task forces and squads, who belongs to them, what they carry, and whom they spoke with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongpin.domains.work.enums import ContactKind, ForceKind, ForceRole
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Force(OwnedRecord):
    """攻坚力量: a leading group, headquarters, task force or squad, with the document that founded it. It is not closed without a result.

    ``branch_*`` is the temporary Party branch set up within it, where there is one; ``branch_approved_by`` the Party organisation that did.
    """

    record_kind = "force"

    kind = models.CharField("形式", max_length=16, choices=ForceKind.choices)
    name = models.CharField("名称", max_length=100)
    duty = models.TextField("职责任务", max_length=2000)
    document = models.CharField("成立依据", max_length=200)
    founded_on = models.DateField("成立日期")
    term_until = models.DateField("计划截止日期", null=True, blank=True, help_text="长期设立的留空。")
    ended_on = models.DateField("撤销或完成日期", null=True, blank=True, editable=False)
    result = models.TextField("工作结果", max_length=2000, blank=True, default="", editable=False)
    branch_name = models.CharField("临时党组织", max_length=100, blank=True, default="", editable=False)
    branch_approved_by = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准的党组织", editable=False
    )
    branch_head = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="临时党组织书记", editable=False
    )
    branch_founded_on = models.DateField("临时党组织成立日期", null=True, blank=True, editable=False)
    branch_ended_on = models.DateField("临时党组织撤销日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "攻坚力量"
        verbose_name_plural = "攻坚力量"
        ordering = ["-founded_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name"],
                condition=Q(ended_on__isnull=True),
                name="force_name_once",
                violation_error_message="本单位已有同名的专班（指挥部、领导小组、突击队），请打开原来的一个办理。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, result="") | (Q(ended_on__isnull=False) & ~Q(result="")),
                name="force_closed_with_result",
                violation_error_message="完成或撤销须写明工作结果，进行中的不填结果。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="force_dates",
                violation_error_message="撤销或完成日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=Q(term_until__isnull=True) | Q(term_until__gte=F("founded_on")),
                name="force_term",
                violation_error_message="计划截止日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=Q(branch_name="", branch_founded_on__isnull=True, branch_approved_by__isnull=True, branch_ended_on__isnull=True)
                | (~Q(branch_name="") & Q(branch_founded_on__isnull=False) & Q(branch_approved_by__isnull=False)),
                name="force_branch_complete",
                violation_error_message="临时党组织须有名称、成立日期和批准的党组织。",
            ),
            models.CheckConstraint(
                condition=Q(branch_ended_on__isnull=True) | Q(branch_ended_on__gte=F("branch_founded_on")),
                name="force_branch_dates",
                violation_error_message="临时党组织的撤销日期不能早于成立日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "ended_on"], name="force_standing")]

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        """How other records point at this force."""
        return Reference(self.record_kind, self.pk, self.name, org_id=self.org_id)


class ForceMember(models.Model):
    """专班成员: a person of the office, or somebody from another unit by name, in [starts_on, ends_on)."""

    force = models.ForeignKey(Force, models.CASCADE, related_name="members", verbose_name="攻坚力量")
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员")
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位及职务", max_length=100, blank=True, default="")
    role = models.CharField("担任", max_length=16, choices=ForceRole.choices, default=ForceRole.MEMBER)
    duty = models.CharField("分工", max_length=200, blank=True, default="")
    starts_on = models.DateField("加入日期")
    ends_on = models.DateField("退出日期", null=True, blank=True, help_text="自该日起不再是成员。")

    class Meta:
        verbose_name = "专班成员"
        verbose_name_plural = "专班成员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "person"],
                condition=Q(person__isnull=False, ends_on__isnull=True),
                name="force_member_once",
                violation_error_message="此人已是成员。",
            ),
            models.UniqueConstraint(
                fields=["force", "name", "unit"],
                condition=Q(person__isnull=True, ends_on__isnull=True),
                name="force_outsider_once",
                violation_error_message="这位外单位人员已是成员。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="force_member_dates",
                violation_error_message="退出日期不能早于加入日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ForceCharge(models.Model):
    """专班承担: a task or a project that a force carries; each is carried by one force at a time."""

    force = models.ForeignKey(Force, models.CASCADE, related_name="charges", verbose_name="攻坚力量")
    task = models.ForeignKey("work.Task", models.CASCADE, null=True, blank=True, related_name="charges", verbose_name="任务")
    project = models.ForeignKey("work.Project", models.CASCADE, null=True, blank=True, related_name="charges", verbose_name="项目")
    since = models.DateField("承担日期")

    class Meta:
        verbose_name = "专班承担"
        verbose_name_plural = "专班承担"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, project__isnull=True) | Q(task__isnull=True, project__isnull=False),
                name="force_charge_one",
                violation_error_message="每次登记一项任务或一个项目。",
            ),
            models.UniqueConstraint(
                fields=["task"], name="force_charge_task_once", violation_error_message="该任务已由专班承担，请先在原专班移出。"
            ),
            models.UniqueConstraint(
                fields=["project"], name="force_charge_project_once", violation_error_message="该项目已由专班承担，请先在原专班移出。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}：{self.task or self.project}"


class Contact(OwnedRecord):
    """沟通协调: with whom, about what, when, by whom, and what came of it. For a briefing, the day of the conference it reports on."""

    record_kind = "contact"

    kind = models.CharField("种类", max_length=16, choices=ContactKind.choices, default=ContactKind.COORDINATION)
    counterpart = models.CharField("协调对象", max_length=100)
    matter = models.CharField("事项", max_length=300)
    on = models.DateField("日期")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="经办领导或人员")
    force = models.ForeignKey(Force, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name="专班")
    event_on = models.DateField("会议日期", null=True, blank=True, help_text="专题汇报填写会议召开日期，用于计算汇报用时。")
    result = models.CharField("结果或批示", max_length=500, blank=True, default="")
    settled_on = models.DateField("办结日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "沟通协调"
        verbose_name_plural = "沟通协调"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | (Q(settled_on__gte=F("on")) & ~Q(result="")),
                name="contact_settled_with_result",
                violation_error_message="办结须写明结果，办结日期不早于沟通日期。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.BRIEFING) | (Q(event_on__isnull=False) & Q(event_on__lte=F("on"))),
                name="contact_briefing_after_event",
                violation_error_message="专题汇报须填写会议日期，且不晚于汇报日期。",
            ),
        ]
        indexes = [models.Index(fields=["org", "counterpart", "settled_on"], name="contact_open")]

    def __str__(self) -> str:
        return f"{self.counterpart}：{self.matter}"

    @property
    def days_taken(self) -> int | None:
        """汇报用时: days from the conference to the briefing; None for other contacts."""
        return None if self.event_on is None else (self.on - self.event_on).days

    def reference(self) -> Reference:
        """How other records point at this contact."""
        return Reference(self.record_kind, self.pk, str(self)[:200], org_id=self.org_id)
