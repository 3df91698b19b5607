"""账号与授权清单."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q

from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.roles import all_roles, roles_by_key
from tongpin.foundation.accounts.models import User
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec
from tongpin.kernel import clock


class UserFilter(OfficeFilterSet):
    """账号筛选."""

    q = KeywordFilter("username", "display_name", label="用户名或姓名")
    is_active = django_filters.ChoiceFilter(label="状态", choices=(("True", "启用"), ("False", "停用")), empty_label="全部")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()


class GrantFilter(OfficeFilterSet):
    """授权筛选."""

    q = KeywordFilter("user__username", "user__display_name", "org__name", label="用户或单位")
    role = django_filters.ChoiceFilter(label="角色", choices=lambda: [(role.key, role.title) for role in all_roles()], empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", method="in_state", choices=(("1", "有效"), ("0", "已失效")), empty_label="全部")

    class Meta:
        model = Grant
        fields: tuple[str, ...] = ()

    def in_state(self, queryset: Any, _name: str, value: str) -> Any:
        """In force today or later, or over."""
        over = Q(until__isnull=False, until__lte=clock.today())
        return queryset.exclude(over) if value == "1" else queryset.filter(over)


USERS = ListSpec(
    key="users",
    title="账号",
    columns=(
        Column("username", "用户名", kind="code", sort=("username",), link="access:user"),
        Column("display_name", "姓名", sort=("display_name",)),
        Column("org", "所属单位", value=lambda user: _org_of(user)),
        Column("state", "状态", kind="state", value=lambda user: _user_state(user), sort=("is_active",)),
        Column("must_change_password", "密码", value=lambda user: "待首次修改" if user.must_change_password else "已修改"),
        Column("last_login", "最近登录", kind="moment", sort=("last_login",)),
    ),
    filter_class=UserFilter,
    default_sort="username",
    empty_title="还没有账号",
    empty_hint="点“建立账号”为本单位人员建立。",
    noun="个",
)

GRANTS = ListSpec(
    key="grants",
    title="授权",
    columns=(
        Column("user", "用户", value="user.display_name", sort=("user__display_name",), link="access:grant"),
        Column("username", "用户名", value="user.username", kind="code", sort=("user__username",)),
        Column("role", "角色", value=lambda grant: role_title(grant.role), sort=("role",)),
        Column("org", "授权单位", value="org.name", sort=("org__path",)),
        Column("with_subtree", "范围", value=lambda grant: "本单位及下级" if grant.with_subtree else "仅本单位"),
        Column("since", "起始日期", kind="date", sort=("since",)),
        Column("until", "截止日期", kind="date", sort=("until",)),
        Column("state", "状态", kind="state", value=lambda grant: grant_state(grant)),
        Column("basis", "依据"),
    ),
    filter_class=GrantFilter,
    default_sort="-since",
    empty_title="还没有授权",
    empty_hint="点“授权”把角色授予账号。",
    noun="项",
)


def role_title(key: str) -> str:
    """The Chinese words of a role; its key where the role no longer exists."""
    role = roles_by_key().get(key)
    return role.title if role else key


def grant_state(grant: Any) -> tuple[str, str]:
    """有效、未生效、已失效, with its tone."""
    today = clock.today()
    if grant.until is not None and grant.until <= today:
        return ("stop", "已失效")
    return ("plain", "未生效") if grant.since > today else ("done", "有效")


def _user_state(user: Any) -> tuple[str, str]:
    return ("done", "启用") if user.is_active else ("stop", "停用")


def _org_of(user: Any) -> str | None:
    person = getattr(user, "person", None)
    return person.org.name if person else None
