"""组织与人员模型: the tree with its history, people, posts, and days the office works otherwise than the country."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class Organisation(models.Model):
    """中文名: 组织。A bureau, department, affiliated unit or Party organisation; ``path`` ("/1/4/") makes the sub-tree one prefix."""

    code = models.CharField(
        "组织代码",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", "组织代码由大写字母、数字和横线组成。")],
        error_messages={"unique": "该组织代码已被使用。"},
    )
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    level = models.CharField("层级", max_length=24, choices=OrgLevel.choices)
    face = models.CharField("属性", max_length=8, choices=Face.choices, default=Face.ADMIN)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级组织")
    path = models.CharField("路径", max_length=255, db_index=True, default="", blank=True, editable=False)
    region_code = models.CharField(
        "行政区划代码", max_length=12, blank=True, validators=[RegexValidator(r"^\d{6,12}$", "行政区划代码应为6至12位数字。")]
    )
    sort_order = models.PositiveIntegerField("排序", default=100)
    starts_on = models.DateField("设立日期")
    ends_on = models.DateField("撤销日期", null=True, blank=True, help_text="自该日起不再存续。")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入组织")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "组织"
        verbose_name_plural = "组织"
        ordering = ("sort_order", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(ends_on__isnull=True),
                name="orgs_organisation_name_once",
                violation_error_message="同一上级下已有同名的组织。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="orgs_organisation_dates",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(ends_on__isnull=False),
                name="orgs_organisation_merged_ended",
                violation_error_message="已并入其他组织的，须有撤销日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """简称, or the full name where there is none."""
        return self.short_name or self.name

    @property
    def depth(self) -> int:
        """0 at the root."""
        return max(self.path.count("/") - 2, 0)

    def contains(self, other: Organisation) -> bool:
        """Whether ``other`` is this organisation or below it."""
        return bool(self.path) and other.path.startswith(self.path)

    def reference(self) -> Reference:
        return Reference("organisation", self.pk, self.name, self.code, org_id=self.pk)


class OrganisationName(models.Model):
    """中文名: 组织名称沿革。The name an organisation bore in [valid_from, valid_to)."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="组织")
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "组织名称沿革"
        verbose_name_plural = "组织名称沿革"
        ordering = ("org", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["org"],
                condition=Q(valid_to__isnull=True),
                name="orgs_name_one_current",
                violation_error_message="一个组织只能有一个现用名称。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="orgs_name_dates",
                violation_error_message="名称的停用日期须晚于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationPlacement(models.Model):
    """中文名: 组织隶属沿革。Under which parent an organisation stood in [valid_from, valid_to)."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="组织")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级组织")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("截止日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "组织隶属沿革"
        verbose_name_plural = "组织隶属沿革"
        ordering = ("org", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["org"],
                condition=Q(valid_to__isnull=True),
                name="orgs_placement_one_current",
                violation_error_message="一个组织只能有一个现任上级。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="orgs_placement_dates",
                violation_error_message="隶属关系的截止日期须晚于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org} ← {self.parent or '无上级'}"


class Person(OwnedRecord):
    """中文名: 人员。Somebody of the office, on the administrative and the Party side alike; ``org`` is where they belong."""

    record_kind = "person"

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=120, blank=True, db_index=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", max_length=120, blank=True)
    user = models.OneToOneField("accounts.User", models.PROTECT, null=True, blank=True, related_name="person", verbose_name="登录账号")
    is_party_member = models.BooleanField("中共党员", default=False)
    left_on = models.DateField("离开日期", null=True, blank=True, help_text="自该日起不再在本单位。")

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ("pinyin", "name", "pk")

    def __str__(self) -> str:
        return self.name

    def reference(self) -> Reference:
        return Reference("person", self.pk, self.name, org_id=self.org_id)


class Post(models.Model):
    """中文名: 任职。Who was what, where, in [starts_on, ends_on); the same person may hold posts on both sides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name="人员")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="任职组织")
    title = models.CharField("职务", max_length=60)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("免职日期", null=True, blank=True, help_text="自该日起不再任此职。")
    is_lead = models.BooleanField("主要负责人", default=False)
    basis = models.CharField("任免依据", max_length=200, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ("-starts_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "org", "title"],
                condition=Q(ends_on__isnull=True),
                name="orgs_post_once",
                violation_error_message="此人在该组织已任同一职务。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="orgs_post_dates",
                violation_error_message="免职日期须晚于任职日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org.shown_name} {self.title}"


class CalendarDay(models.Model):
    """中文名: 工作日调整。A day on which the office works, or rests, otherwise than the national calendar says."""

    day = models.DateField("日期", unique=True, error_messages={"unique": "该日已有调整，请先取消原调整。"})
    is_workday = models.BooleanField("上班")
    note = models.CharField("说明", max_length=100)
    basis = models.CharField("依据", max_length=200)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    class Meta:
        verbose_name = "工作日调整"
        verbose_name_plural = "工作日调整"
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '休息'}"
