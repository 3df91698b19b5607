"""责任状: templates of clauses, letters, their versions and clauses. What was signed is never changed again."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tongpin.domains.accountability.enums import LetterLevel, LetterState, Rhythm, TargetKind
from tongpin.foundation.orgs.records import ExactField, OwnedRecord
from tongpin.kernel.reference import Reference

MONTH_DAY = RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "时限应为月-日，如 06-30。")


class ClauseTemplate(OwnedRecord):
    """条款模板: one clause that letters of a level (and of a post, where named) begin with, in force between two days."""

    record_kind = "clause_template"

    level = models.CharField("签订层级", max_length=16, choices=LetterLevel.choices)
    post = models.CharField("岗位", max_length=60, blank=True, default="")
    position = models.PositiveSmallIntegerField("顺序", default=1)
    duty = models.CharField("责任内容", max_length=500)
    target_kind = models.CharField("落实方式", max_length=16, choices=TargetKind.choices, default=TargetKind.EVIDENCE)
    measure_code = models.CharField("指标代码", max_length=80, blank=True, default="")
    evidence = models.CharField("佐证要求", max_length=300)
    due = models.CharField("完成时限", max_length=5, validators=[MONTH_DAY], default="12-31")
    rhythm = models.CharField("频次", max_length=16, choices=Rhythm.choices, default=Rhythm.UNTIL_DONE)
    scorer = models.CharField("评分单位", max_length=60)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    reason = models.CharField("停用原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "责任条款模板"
        verbose_name_plural = "责任条款模板"
        ordering = ["level", "post", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="clause_template_days",
                violation_error_message="停用日期须晚于启用日期。",
            ),
            models.CheckConstraint(
                condition=~Q(measure_code="") | ~Q(target_kind=TargetKind.MEASURE),
                name="clause_template_names_its_measure",
                violation_error_message="以指标落实的条款须选择指标。",
            ),
            models.UniqueConstraint(
                fields=["org", "level", "post", "duty"],
                condition=Q(valid_to__isnull=True),
                name="clause_template_once",
                violation_error_message="该层级、岗位已有同一责任内容的模板，请打开原模板修改。",
            ),
        ]

    def __str__(self) -> str:
        return self.duty[:40]

    def reference(self) -> Reference:
        """How the audit trail points at this template."""
        return Reference(self.record_kind, self.pk, self.duty[:80], org_id=self.org_id)


class Letter(OwnedRecord):
    """责任状: who (``signer``) answers to whom (``superior``) for what, in one year. What was signed stands in its versions."""

    record_kind = "letter"

    year = models.PositiveSmallIntegerField("年度")
    level = models.CharField("签订层级", max_length=16, choices=LetterLevel.choices)
    title = models.CharField("名称", max_length=120)
    signer = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="责任人")
    post = models.CharField("职务", max_length=60)
    department = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="责任单位")
    superior = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", verbose_name="签订领导")
    state = models.CharField("状态", max_length=16, choices=LetterState.choices, default=LetterState.DRAFTED)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    reason = models.CharField("终止原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "责任状"
        verbose_name_plural = "责任状"
        ordering = ["-year", "level", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "year", "level", "signer", "department"],
                condition=~Q(state=LetterState.ENDED),
                name="letter_once_a_year",
                violation_error_message="此人本年度在该单位已有同一层级的责任状，请打开原责任状修订。",
            ),
            models.CheckConstraint(
                condition=~Q(signer=F("superior")), name="letter_between_two", violation_error_message="责任人和签订领导不能是同一人。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="letter_year_plausible", violation_error_message="年度应为四位年份。"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.ENDED, ended_on__isnull=False) & ~Q(reason="")
                | ~Q(state=LetterState.ENDED) & Q(ended_on__isnull=True, reason=""),
                name="letter_ended_with_reason",
                violation_error_message="终止责任状须写明日期和原因。",
            ),
        ]
        indexes = [models.Index(fields=["org", "year", "state"], name="letter_of_year")]

    def __str__(self) -> str:
        return f"{self.title}（{self.signer}）"

    def reference(self) -> Reference:
        """How other records point at this letter."""
        return Reference(self.record_kind, self.pk, str(self), org_id=self.org_id)


class LetterVersion(models.Model):
    """责任状版次: one wording; signing freezes it under the hash of its canonical text, an amendment is the next number."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="versions", verbose_name="责任状")
    number = models.PositiveSmallIntegerField("版次")
    amendment = models.CharField("修订原因", max_length=200, blank=True, default="")
    signed_on = models.DateField("签订日期", null=True, blank=True)
    digest = models.CharField("内容校验码", max_length=64, blank=True, default="", editable=False)
    text = models.TextField("签订文本", blank=True, default="", editable=False)
    signed_by = models.CharField("登记人", max_length=60, blank=True, default="", editable=False)
    created_at = models.DateTimeField("拟订时间", auto_now_add=True)

    class Meta:
        verbose_name = "责任状版次"
        verbose_name_plural = "责任状版次"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "number"], name="letter_version_once", violation_error_message="该责任状已有这一版，请刷新后办理。"
            ),
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(signed_on__isnull=True),
                name="letter_one_open_version",
                violation_error_message="该责任状已有一份正在拟订的修订稿，请先签订。",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, digest="", text="") | Q(signed_on__isnull=False) & ~Q(digest="") & ~Q(text=""),
                name="letter_version_frozen",
                violation_error_message="签订的责任状须有签订日期和内容校验码。",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(amendment=""),
                name="letter_version_says_why",
                violation_error_message="修订责任状须填写修订原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}第{self.number}版"


class LetterClause(models.Model):
    """责任条款: duty → measure, task or evidence → day → who scores. ``key`` is the same in every version of the letter."""

    wording = models.ForeignKey(LetterVersion, models.CASCADE, related_name="clauses", verbose_name="责任状版次")
    key = models.PositiveSmallIntegerField("条款编号", editable=False)
    position = models.PositiveSmallIntegerField("顺序")
    duty = models.CharField("责任内容", max_length=500)
    target_kind = models.CharField("落实方式", max_length=16, choices=TargetKind.choices)
    measure_code = models.CharField("指标代码", max_length=80, blank=True, default="")
    target_value = ExactField("目标值", places=4, null=True, blank=True)
    record_kind = models.CharField("对应记录种类", max_length=40, blank=True, default="")
    record_pk = models.BigIntegerField("对应记录编号", null=True, blank=True)
    record_title = models.CharField("对应任务或项目", max_length=200, blank=True, default="")
    evidence = models.CharField("佐证要求", max_length=300)
    due_on = models.DateField("完成时限")
    rhythm = models.CharField("频次", max_length=16, choices=Rhythm.choices, default=Rhythm.UNTIL_DONE)
    scorer = models.CharField("评分单位", max_length=60)

    class Meta:
        verbose_name = "责任条款"
        verbose_name_plural = "责任条款"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "key"], name="letter_clause_key_once", violation_error_message="条款编号重复，请刷新后重新登记。"
            ),
            models.CheckConstraint(
                condition=~Q(target_kind=TargetKind.MEASURE) | ~Q(measure_code=""),
                name="letter_clause_names_its_measure",
                violation_error_message="以指标落实的条款须选择指标。",
            ),
            models.CheckConstraint(
                condition=~Q(target_kind=TargetKind.RECORD) | Q(record_pk__isnull=False) & ~Q(record_kind=""),
                name="letter_clause_names_its_record",
                violation_error_message="以任务或项目落实的条款须选择任务或项目。",
            ),
        ]
        indexes = [models.Index(fields=["record_kind", "record_pk"], name="letter_clause_record")]

    def __str__(self) -> str:
        return f"{self.position}. {self.duty[:60]}"

    def reference(self) -> Reference:
        """How activities and files point at this clause."""
        return Reference("letter_clause", self.pk, self.duty[:80], org_id=self.wording.letter.org_id)

    @property
    def target(self) -> Reference | None:
        """The task or project that shows it, where it is one."""
        return None if self.record_pk is None else Reference(self.record_kind, self.record_pk, self.record_title)
