"""会议: what a meeting has beyond the happening itself: agenda, opinions, recusals, make-ups, rectification, closing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongpin.domains.orglife.calculations.topics import FIRST_TOPIC, nature_of, preset_title
from tongpin.domains.orglife.enums import MeetingKind, Stance
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Meeting(OwnedRecord):
    """会议: a Party meeting. When, where and who took part stand in its 工作记录; here stands what only a meeting has."""

    record_kind = "meeting"

    activity = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="meeting", verbose_name="工作记录")
    for_year = models.PositiveSmallIntegerField("计入年度", null=True, blank=True)
    no_first_topic_reason = models.CharField("未设第一议题的原因", max_length=200, blank=True, default="")
    timing_basis = models.CharField("提前或推迟召开的批准文件", max_length=200, blank=True, default="")
    steps_done = models.CharField("已完成环节", max_length=100, blank=True, default="")
    reported_on = models.DateField("上报会议情况日期", null=True, blank=True)
    reopened_reason = models.CharField("退回办结原因", max_length=200, blank=True, default="")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人")

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ["-activity__day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True) | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="meeting_closed_by_somebody",
                violation_error_message="办结的会议须同时有办结日期和办结人。",
            ),
            models.CheckConstraint(
                condition=Q(for_year__isnull=True) | Q(for_year__gte=2000, for_year__lte=2100),
                name="meeting_for_year_plausible",
                violation_error_message="计入年度应为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity.title)

    @property
    def kind(self) -> str:
        """The kind of the activity, which is the kind of the meeting."""
        return str(self.activity.kind)

    @property
    def kind_title(self) -> str:
        return str(MeetingKind(self.kind).label)

    @property
    def is_for_members(self) -> bool:
        """Whether all members are called, and not only a leading group or a committee."""
        return self.kind not in (MeetingKind.PARTY_GROUP, MeetingKind.COMMITTEE, MeetingKind.CENTRE_GROUP, MeetingKind.DEMOCRATIC_LIFE)

    @property
    def steps(self) -> list[str]:
        """Which steps of an organisational or democratic life meeting were taken."""
        return [step for step in self.steps_done.split("、") if step]

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def reference(self) -> Reference:
        """How other records point at this meeting."""
        return Reference(self.record_kind, self.pk, self.activity.title, org_id=self.org_id)


class MeetingItem(OwnedRecord):
    """会议议题: one item of a meeting, what was said of it in sum and what was decided."""

    record_kind = "meeting_item"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", verbose_name="会议")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议题", max_length=200)
    topic = models.CharField("议题类别", max_length=40)
    topic_title = models.CharField("议题类别名称", max_length=40, blank=True, default="", editable=False)
    reporter = models.CharField("汇报人（领学人）", max_length=40, blank=True, default="")
    materials = models.CharField("已备材料", max_length=300, blank=True, default="", help_text="会前已备齐的材料，用顿号隔开。")
    steps_taken = models.CharField("已履行程序", max_length=100, blank=True, default="")
    discussion = models.TextField("讨论情况", blank=True, default="")
    decision = models.TextField("决定事项", blank=True, default="")
    follow_up = models.TextField("贯彻落实措施", blank=True, default="")
    follow_up_by = models.CharField("落实责任人", max_length=60, blank=True, default="")
    follow_up_due = models.DateField("落实时限", null=True, blank=True)
    follow_up_done = models.DateField("落实完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "会议议题"
        verbose_name_plural = "会议议题"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="meeting_item_number_once",
                violation_error_message="本次会议已有这个序号的议题，请改用其他序号。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="meeting_item_number_from_one", violation_error_message="序号从 1 开始。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_topic_display(self) -> str:
        """议题类别 as it was called when the item was entered."""
        return self.topic_title or preset_title(self.topic)

    @property
    def nature(self) -> str:
        """议题性质: what its class is, whatever a bureau calls it."""
        return nature_of(self.topic)

    @property
    def is_first_topic(self) -> bool:
        return self.nature == FIRST_TOPIC

    @property
    def steps(self) -> list[str]:
        """Which steps of the procedure were taken."""
        return [step for step in self.steps_taken.split("、") if step]

    @property
    def held_materials(self) -> set[str]:
        """Materials that were there."""
        return {word.strip() for word in self.materials.replace("，", "、").split("、") if word.strip()}

    def reference(self) -> Reference:
        """How other records (tasks above all) point at this item."""
        return Reference(self.record_kind, self.pk, self.title, org_id=self.org_id)


class ItemPart(OwnedRecord):
    """议题附记. Abstract: what belongs to one item of the agenda; its trail is the item's."""

    class Meta:
        abstract = True

    def reference(self) -> Reference:
        """What happens to it is told on the page of its item."""
        item: MeetingItem = self.item  # type: ignore[attr-defined]
        return item.reference()


class Opinion(ItemPart):
    """发表意见: what one person said of an item, in which order; a written opinion has no place in the order."""

    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, related_name="opinions", verbose_name="议题")
    person = models.ForeignKey("orgs.Person", on_delete=models.PROTECT, related_name="+", verbose_name="发言人")
    position = models.PositiveSmallIntegerField("发言顺序", null=True, blank=True)
    stance = models.CharField("表态", max_length=12, choices=Stance.choices, blank=True, default="")
    text = models.TextField("意见", blank=True, default="")
    is_written = models.BooleanField("书面意见", default=False)

    class Meta:
        verbose_name = "发表意见"
        verbose_name_plural = "发表意见"
        ordering = ["is_written", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], name="opinion_once", violation_error_message="此人对该议题的意见已经登记，请打开原意见修改。"
            ),
            models.UniqueConstraint(
                fields=["item", "position"], name="opinion_position_once", violation_error_message="这个发言顺序已有人，请改用其他顺序。"
            ),
            models.CheckConstraint(
                condition=Q(is_written=True, position__isnull=True) | Q(is_written=False, position__isnull=False, position__gte=1),
                name="opinion_position_if_spoken",
                violation_error_message="当场发言须填发言顺序（从 1 开始），书面意见不填发言顺序。",
            ),
            models.CheckConstraint(
                condition=~Q(stance="") | ~Q(text=""), name="opinion_says_something", violation_error_message="表态和意见至少填一项。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.get_stance_display() or self.text[:20]}"


class Recusal(ItemPart):
    """回避: somebody who takes no part in one item, and why."""

    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, related_name="recusals", verbose_name="议题")
    person = models.ForeignKey("orgs.Person", on_delete=models.PROTECT, related_name="+", verbose_name="回避人")
    reason = models.CharField("回避原因", max_length=200)

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="recusal_once", violation_error_message="此人已登记回避该议题。"),
        ]

    def __str__(self) -> str:
        return f"{self.person}回避"


class MeetingPart(OwnedRecord):
    """会议附记. Abstract: what belongs to one meeting; its trail is the meeting's."""

    class Meta:
        abstract = True

    def reference(self) -> Reference:
        """What happens to it is told on the page of its meeting."""
        meeting: Meeting = self.meeting  # type: ignore[attr-defined]
        return meeting.reference()


class MakeUp(MeetingPart):
    """补课: how somebody who was absent made up for a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="make_ups", verbose_name="会议")
    person = models.ForeignKey("orgs.Person", on_delete=models.PROTECT, related_name="+", verbose_name="补课人")
    day = models.DateField("补课日期")
    content = models.CharField("补课内容和方式", max_length=200)
    confirmed_by = models.CharField("确认人", max_length=40)

    class Meta:
        verbose_name = "补课"
        verbose_name_plural = "补课"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="make_up_once", violation_error_message="此人的补课已经登记。"),
        ]

    def __str__(self) -> str:
        return f"{self.person}补课"


class Rectification(MeetingPart):
    """问题整改: one problem that a meeting found, what is done about it, by whom and by when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rectifications", verbose_name="会议")
    problem = models.CharField("查摆问题", max_length=300)
    measure = models.CharField("整改措施", max_length=300)
    owner = models.CharField("责任人", max_length=60)
    due_on = models.DateField("整改时限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("整改结果", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "问题整改"
        verbose_name_plural = "问题整改"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, result="") | (Q(done_on__isnull=False) & ~Q(result="")),
                name="rectification_done_says_result",
                violation_error_message="完成日期和整改结果应同时填写。",
            ),
        ]

    def __str__(self) -> str:
        return self.problem
