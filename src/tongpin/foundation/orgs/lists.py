"""组织与人员清单."""

from __future__ import annotations

from typing import Any

import django_filters

from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Person
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class PersonFilter(OfficeFilterSet):
    """人员筛选."""

    q = KeywordFilter("name", "pinyin", "org__name", label="姓名、拼音或单位")
    is_party_member = django_filters.ChoiceFilter(label="中共党员", choices=(("True", "是"), ("False", "否")), empty_label="全部")
    here = django_filters.ChoiceFilter(label="在岗", method="stays", choices=(("1", "在岗"), ("0", "已离开")), empty_label="全部")

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def stays(self, queryset: Any, _name: str, value: str) -> Any:
        """Those who are still here, or who left."""
        return queryset.filter(left_on__isnull=value == "1")


PEOPLE = ListSpec(
    key="people",
    title="人员",
    columns=(
        Column("name", "姓名", sort=("pinyin", "name"), link="orgs:person"),
        Column("org", "所属单位", value="org.name", sort=("org__path",), link=lambda person: ""),
        Column("posts", "行政职务", value=lambda person: _titles(person, Face.ADMIN)),
        Column("party_posts", "党内职务", value=lambda person: _titles(person, Face.PARTY)),
        Column("is_party_member", "中共党员", value=lambda person: "是" if person.is_party_member else "否", sort=("is_party_member",)),
        Column("username", "登录账号", value="user.username", kind="code"),
        Column("left_on", "离开日期", kind="date", sort=("left_on",), hidden=True),
    ),
    filter_class=PersonFilter,
    default_sort="name",
    empty_title="还没有登记人员",
    empty_hint="点“登记人员”逐个登记。",
    noun="人",
)


def _titles(person: Any, face: Face) -> str:
    return "；".join(str(post) for post in person.present_posts if post.org.face == face)
