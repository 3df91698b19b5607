"""岗位与更正申请清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.membership.enums import PostKind, RequestState
from tongpin.domains.membership.selectors.posts import answer_due_on
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec


class PostFilter(OfficeFilterSet):
    """岗位筛选."""

    q = KeywordFilter("title", "member__person__name", "org__name", label="岗位、姓名或党支部")
    kind = django_filters.ChoiceFilter(label="岗位类别", choices=PostKind.choices)


class RequestFilter(OfficeFilterSet):
    """更正申请筛选."""

    state = django_filters.ChoiceFilter(label="状态", choices=RequestState.choices)


POSTS = ListSpec(
    "duty-posts",
    "党员岗位",
    (
        Column("title", "岗位名称", sort=("title",), link="membership:post"),
        Column("kind", "岗位类别", "get_kind_display", sort=("kind",)),
        Column("member", "在岗党员", "member.person.name", sort=("member__person__pinyin",)),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("duty", "岗位职责"),
        Column("pledge", "公开承诺"),
        Column("starts_on", "设岗日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "撤岗日期", kind="date", sort=("ends_on",)),
        Column("review", "评议结果", "get_review_display", sort=("review",)),
    ),
    PostFilter,
    default_sort="-starts_on",
    empty_title="还没有党员岗位",
    empty_hint="设岗时写明职责和承诺；亮牌后可打印二维码。",
    noun="个",
)

REQUESTS = ListSpec(
    "correction-requests",
    "更正申请",
    (
        Column("member", "申请人", "member.person.name", link="membership:request_answer"),
        Column("org", "所在党支部", "org.shown_name", sort=("org__name",)),
        Column("item", "需更正的内容"),
        Column("wanted", "更正为"),
        Column("asked_on", "申请日期", kind="date", sort=("asked_on",)),
        Column("due_on", "应答复日期", answer_due_on, kind="date"),
        Column("state", "状态", "get_state_display", sort=("state",)),
        Column("answered_on", "答复日期", kind="date", sort=("answered_on",)),
    ),
    RequestFilter,
    default_sort=("-state", "asked_on"),
    empty_title="没有更正申请",
    empty_hint="党员在“我的党员资料”中提出。",
    noun="项",
)
