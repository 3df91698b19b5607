"""组织与人员表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.formats import day
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer

BASIS_HINT = "文件名称和文号，例如：宁编办〔2023〕5号。"


class VersionedForm(OfficeForm):
    """带版本的表单: carries the version that was on the page, so that a stale edit is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OrganisationForm(OfficeForm):
    """设立组织."""

    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    level = forms.ChoiceField(label="层级", choices=OrgLevel.choices)
    parent = forms.ModelChoiceField(label="上级组织", queryset=Organisation.objects.none(), required=False)
    code = forms.CharField(label="组织代码", max_length=40, required=False, help_text="大写字母、数字和横线；不填则取全称的拼音首字母。")
    region_code = forms.CharField(label="行政区划代码", max_length=12, required=False)
    starts_on = forms.DateField(label="设立日期", widget=DateInput)
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=BASIS_HINT)

    def __init__(self, *args: Any, parents: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", parents)


class DetailsForm(VersionedForm):
    """修改组织资料."""

    region_code = forms.CharField(label="行政区划代码", max_length=12, required=False)
    sort_order = forms.IntegerField(label="排序", min_value=0, max_value=9999, help_text="同级之间从小到大排列。")


class ReorganiseForm(VersionedForm):
    """机构调整: the date from which it holds and the document that orders it."""

    on = forms.DateField(label="生效日期", widget=DateInput)
    basis = forms.CharField(label="依据", max_length=200, help_text=BASIS_HINT)

    def said(self) -> list[tuple[str, str]]:
        """What was filled in, in words, for the page that shows the effects."""
        values = ((self.fields[name].label, value) for name, value in self.cleaned_data.items() if name != "version")
        return [(str(label), day(value) if hasattr(value, "isoformat") else str(value)) for label, value in values if value]


class RenameForm(ReorganiseForm):
    """更名."""

    name = forms.CharField(label="新全称", max_length=100)
    short_name = forms.CharField(label="新简称", max_length=40, required=False)
    field_order = ("name", "short_name", "on", "basis")


class MoveForm(ReorganiseForm):
    """转隶."""

    parent = forms.ModelChoiceField(label="新的上级组织", queryset=Organisation.objects.none())
    field_order = ("parent", "on", "basis")

    def __init__(self, *args: Any, parents: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", parents)


class MergeForm(ReorganiseForm):
    """合并."""

    into = forms.ModelChoiceField(label="并入组织", queryset=Organisation.objects.none())
    field_order = ("into", "on", "basis")

    def __init__(self, *args: Any, successors: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "into", successors)


class PersonForm(OfficeForm):
    """人员."""

    name = forms.CharField(label="姓名", max_length=40)
    org = forms.ModelChoiceField(label="所属单位", queryset=Organisation.objects.none())
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=120, required=False, help_text="用于接收廉政提醒等通知，可以不填。")
    is_party_member = forms.BooleanField(label="中共党员", required=False)

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "org", orgs)


class PersonEditForm(PersonForm):
    """修改人员资料."""

    left_on = forms.DateField(label="离开日期", widget=DateInput, required=False, help_text="自该日起不再在本单位。")
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def start(cls, person: Person) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        return {name: getattr(person, name) for name in ("name", "org", "phone", "email", "is_party_member", "left_on", "version")}


class AppointForm(OfficeForm):
    """任职."""

    org = forms.ModelChoiceField(label="任职组织", queryset=Organisation.objects.none(), help_text="行政组织或党组织。")
    title = forms.CharField(label="职务", max_length=60)
    starts_on = forms.DateField(label="任职日期", widget=DateInput)
    is_lead = forms.BooleanField(label="主要负责人", required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=BASIS_HINT)

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "org", orgs)


class EndPostForm(VersionedForm):
    """免职."""

    ends_on = forms.DateField(label="免职日期", widget=DateInput, help_text="自该日起不再任此职。")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=BASIS_HINT)


class CalendarDayForm(OfficeForm):
    """工作日调整."""

    day = forms.DateField(label="日期", widget=DateInput)
    is_workday = forms.TypedChoiceField(label="调整为", choices=(("1", "上班"), ("0", "休息")), coerce=lambda value: value == "1")
    note = forms.CharField(label="说明", max_length=100, help_text="例如：春节调休上班。")
    basis = forms.CharField(label="依据", max_length=200, help_text=BASIS_HINT)


def _offer(form: OfficeForm, name: str, orgs: QuerySet[Organisation]) -> None:
    offer(form, name, orgs.filter(ends_on__isnull=True).order_by("path"), words=_indented)


def _indented(org: Organisation) -> str:
    return f"{'　' * org.depth}{org.name}"
