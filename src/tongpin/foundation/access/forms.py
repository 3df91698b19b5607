"""账号与授权表单."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tongpin.foundation.access.roles import all_roles
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer, offer_words


class UserForm(OfficeForm):
    """建立账号: for somebody of an organisation; the person is registered along with it where not yet on file."""

    username = forms.CharField(label="用户名", max_length=40, help_text="小写字母开头，由小写字母、数字、点、横线或下划线组成。")
    display_name = forms.CharField(label="姓名", max_length=40)
    org = forms.ModelChoiceField(label="所属单位", queryset=Organisation.objects.none())
    person = forms.ModelChoiceField(
        label="已登记的人员", queryset=Person.objects.none(), required=False, help_text="已在人员清单中的请选；不选则同时登记为新的人员。"
    )

    def __init__(self, *args: Any, orgs: QuerySet[Organisation], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", orgs.filter(ends_on__isnull=True).order_by("path"))
        offer(self, "person", people.filter(user__isnull=True, left_on__isnull=True).order_by("pinyin"))

    def clean(self) -> dict[str, Any]:
        """A person already on file keeps name and organisation."""
        cleaned = super().clean() or {}
        person = cleaned.get("person")
        if person and (person.name != cleaned.get("display_name") or person.org != cleaned.get("org")):
            self.add_error("person", f"所选人员为{person.org.name}{person.name}，与所填姓名、单位不一致，请核对。")
        return cleaned


class UserNameForm(OfficeForm):
    """修改姓名."""

    display_name = forms.CharField(label="姓名", max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput)


class GrantForm(OfficeForm):
    """授权."""

    user = forms.ModelChoiceField(label="用户", queryset=User.objects.none())
    role = forms.ChoiceField(label="角色")
    org = forms.ModelChoiceField(label="授权单位", queryset=Organisation.objects.none())
    with_subtree = forms.BooleanField(label="包含下级", required=False, initial=True)
    since = forms.DateField(label="起始日期", widget=DateInput)
    until = forms.DateField(label="截止日期", widget=DateInput, required=False, help_text="自该日起失效；不填为长期。")
    basis = forms.CharField(label="授权依据", max_length=200, help_text="批准人或文件，例如：局长办公会2023年第3次会议。")

    def __init__(self, *args: Any, users: QuerySet[User], orgs: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, "role", [("", "请选择"), *((role.key, f"{role.title}：{role.note}") for role in all_roles())])
        offer(self, "user", users, words=lambda user: f"{user.display_name}（{user.username}）")
        offer(self, "org", orgs.filter(ends_on__isnull=True).order_by("path"))
