"""账号表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.foundation.ui.forms import OfficeForm


class SignInForm(OfficeForm):
    """登录."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="忘记密码的，请联系本单位系统管理员重置。",
    )

    def clean_username(self) -> str:
        """User names are lower case; what was typed in capitals means the same."""
        return str(self.cleaned_data["username"]).strip().lower()


class ChangePasswordForm(OfficeForm):
    """修改密码."""

    old_password = forms.CharField(
        label="原密码", max_length=256, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label="新密码",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="不少于10位，含大写字母、小写字母、数字、符号中的至少三种，不与用户名、姓名相近。",
    )
    again = forms.CharField(
        label="再输一次新密码", max_length=256, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both spellings of the new password agree."""
        cleaned = super().clean() or {}
        if cleaned.get("new_password") and cleaned.get("again") and cleaned["new_password"] != cleaned["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return cleaned
