"""政策、匹配、推送、享受清单."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from tongpin.domains.policy.enums import Channel, MatchState, PolicyLevel, Reach, Reply
from tongpin.domains.policy.selectors.delivery import match_matches
from tongpin.domains.policy.selectors.policies import policy_matches
from tongpin.foundation.ui import formats
from tongpin.foundation.ui.filters import OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec

LIGHTS = {MatchState.MET: "green", MatchState.NOT_MET: "red", MatchState.MISSING: "grey", MatchState.TO_JUDGE: "yellow"}
REPLIES = {Reply.WAITING: "warn", Reply.INFORMED: "active", Reply.APPLIED: "done", Reply.DECLINED: "plain"}
REACHES = {Reach.NONE: "warn", Reach.PUSHED: "active", Reach.ENJOYED: "done"}
ORG = Column("org", "所属单位", "org.shown_name", hidden=True)
CODE = Column("credit_code", "统一社会信用代码", "firm.credit_code", kind="code", sort=("firm__credit_code",), hidden=True)


class PolicyFilter(OfficeFilterSet):
    """政策筛选."""

    q = django_filters.CharFilter(label="政策名称、文号、发文机关或优惠内容", method="search")
    level = django_filters.ChoiceFilter(label="政策层级", choices=PolicyLevel.choices)
    state = django_filters.ChoiceFilter(
        label="状态", method="in_state", choices=[("on", "执行中"), ("off", "不在执行期或已被替代"), ("open", "有企业未送达")]
    )
    starts_on = django_filters.DateFromToRangeFilter(label="执行起始日期")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(policy_matches(word))
        return queryset

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """As of the day the page looks at."""
        if value == "open":
            return queryset.filter(is_in_force=True, unreached__gt=0)
        return queryset.filter(is_in_force=value == "on")


def policy_state(row: Any, day: date) -> tuple[str, str]:
    """政策状态 on a day."""
    follower = getattr(row, "replaced_by", None)
    if follower is not None and follower.starts_on <= day:
        return "stop", "已被替代"
    if day < row.starts_on:
        return "plain", "未开始"
    return ("done", "执行中") if row.in_force(day) else ("stop", "已过执行期")


def window(row: Any) -> str:
    """执行期, as offices say it: both days count."""
    return f"{formats.day(row.starts_on)}至{formats.day(row.last_day) if row.last_day else '长期'}"


def policies_spec(day: date) -> ListSpec:
    """政策清单 as of a day."""
    return ListSpec(
        "policies",
        "政策库",
        (
            Column("title", "政策名称", sort=("title",), link="policy:policy"),
            Column("number", "文号", sort=("number",), hidden=True),
            Column("level", "层级", "get_level_display", sort=("level",)),
            Column("benefit", "优惠内容"),
            Column("window", "执行期", window, sort=("starts_on",), hidden=True),
            Column("ends_on", "截止日期", lambda row: formats.day(row.last_day) if row.last_day else "长期", sort=("ends_on",)),
            Column("state", "状态", lambda row: policy_state(row, day), kind="state"),
            _firms("matched", "符合", lambda row: _only(row, "matched"), link=lambda row: _firms_page(row, "state=met")),
            _firms("unreached", "未送达", lambda row: _only(row, "unreached"), link=lambda row: _firms_page(row, "state=met&reach=none")),
            _firms("pushed", "已推送"),
            _firms("taken", "已申报"),
            _money("applied_total", "申报金额", hidden=True),
            _money("agreed_total", "同意金额", hidden=True),
            _money("granted_total", "兑现金额"),
            Column("issuer", "发文机关", sort=("issuer",), hidden=True),
            Column("published_on", "发布日期", kind="date", sort=("published_on",), hidden=True),
            Column("department", "责任科室（单位）", lambda row: row.department.shown_name if row.department else "", hidden=True),
            Column("officer", "责任人", lambda row: str(row.officer) if row.officer else "", hidden=True),
            ORG,
        ),
        PolicyFilter,
        default_sort=("-starts_on", "title"),
        empty_title="政策库还是空的",
        empty_hint="可先下载导入模板，填好后导入；也可以逐项登记。选定条件规则后，系统自动找出符合的企业。",
        noun="项",
    )


def _firms(key: str, title: str, value: Any = "", **kwargs: Any) -> Column:
    return Column(key, title, value, kind="number", unit="家", sort=(key,), **kwargs)


def _money(key: str, title: str, **kwargs: Any) -> Column:
    return Column(key, title, kind="money", unit="万元", sort=(key,), **kwargs)


def _only(row: Any, name: str) -> int | None:
    """Only a policy in force that has a condition fits anybody; of others nothing is known."""
    return getattr(row, name) if row.is_in_force and row.rule else None


def _firms_page(row: Any, query: str) -> str:
    return f"{reverse('policy:firms', args=[row.pk])}?{query}"


class MatchFilter(OfficeFilterSet):
    """匹配筛选."""

    q = django_filters.CharFilter(label="政策、企业名称、曾用名或代码", method="search")
    state = django_filters.ChoiceFilter(label="匹配结论", choices=MatchState.choices)
    reach = django_filters.ChoiceFilter(label="送达情况", choices=Reach.choices)
    township = django_filters.CharFilter(label="所属乡镇", field_name="firm__township", lookup_expr="icontains")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(match_matches(word))
        return queryset


class LastMileFilter(OfficeFilterSet):
    """最后一公里筛选."""

    q = django_filters.CharFilter(label="政策、企业名称、曾用名或代码", method="search")
    level = django_filters.ChoiceFilter(label="政策层级", field_name="policy__level", choices=PolicyLevel.choices)
    township = django_filters.CharFilter(label="所属乡镇", field_name="firm__township", lookup_expr="icontains")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(match_matches(word))
        return queryset


def match_state(row: Any) -> tuple[str, str]:
    """匹配结论 of a match."""
    return match_light(MatchState(row.state))


def match_light(state: MatchState) -> tuple[str, str]:
    """匹配结论 as a light."""
    return LIGHTS[state], str(state.label)


def reach_state(row: Any) -> tuple[str, str] | str:
    """送达情况; a firm that the policy does not fit need not be told."""
    reach = Reach(row.reach)
    if reach == Reach.NONE and row.state != MatchState.MET:
        return ""
    return REACHES[reach], reach.label


def in_charge(row: Any) -> str:
    """责任人: who coaches the firm, else who answers for the policy, else its department."""
    if row.coach_name:
        return str(row.coach_name)
    if row.policy.officer is not None:
        return str(row.policy.officer)
    return row.policy.department.shown_name if row.policy.department is not None else ""


def _match_page(row: Any) -> str:
    return reverse("policy:match", args=[row.policy_id, row.firm_id])


def _assign_page(row: Any) -> str:
    return reverse("policy:assign", args=[row.policy_id, row.firm_id])


POLICY = Column("policy", "政策", "policy.title", sort=("policy__title",), link=lambda row: reverse("policy:policy", args=[row.policy_id]))
FIRM = Column("firm", "企业名称", "firm.name", sort=("firm__name",), link=_match_page)
TOWNSHIP = Column("township", "所属乡镇", "firm.township", sort=("firm__township",))
OFFICER = Column("officer", "责任人", in_charge)
FIRMS = ListSpec(
    "policy_firms",
    "匹配企业",
    (
        FIRM,
        TOWNSHIP,
        Column("state", "匹配结论", match_state, kind="light", sort=("state",)),
        Column("words", "理由和差距"),
        Column("reach", "送达情况", reach_state, kind="state", sort=("reach",)),
        OFFICER,
        CODE,
        ORG,
    ),
    MatchFilter,
    default_sort=("state", "firm"),
    empty_title="没有匹配结果",
    empty_hint="政策在执行期内并选定条件规则后，系统在后台匹配全部企业；企业数据有变动时自动重新匹配。",
    noun="家",
)


def last_mile_spec(*, may_assign: bool) -> ListSpec:
    """最后一公里清单; those who may hand over a task see the button in every row."""
    button = (Column("assign", "上门", lambda row: "交办任务", link=_assign_page),) if may_assign else ()
    return ListSpec(
        "last_mile",
        "最后一公里",
        (
            FIRM,
            TOWNSHIP,
            POLICY,
            Column("benefit", "优惠内容", "policy.benefit"),
            Column("ends_on", "截止日期", "policy.last_day", kind="date", sort=("policy__ends_on",)),
            OFFICER,
            *button,
            CODE,
            ORG,
        ),
        LastMileFilter,
        default_sort=("ends_on", "firm"),
        empty_title="没有未送达的企业",
        empty_hint="符合政策条件的企业都已登记推送或者申报；政策库中没有选定条件规则的政策不在此列。",
        noun="条",
    )


class PushFilter(OfficeFilterSet):
    """推送筛选."""

    q = django_filters.CharFilter(label="政策、企业名称、曾用名或代码", method="search")
    channel = django_filters.ChoiceFilter(label="推送方式", choices=Channel.choices)
    reply = django_filters.ChoiceFilter(label="企业答复", choices=Reply.choices)
    pushed_on = django_filters.DateFromToRangeFilter(label="推送日期")

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(match_matches(word))
        return queryset


def reply_state(row: Any) -> tuple[str, str]:
    """企业答复."""
    reply = Reply(row.reply)
    return REPLIES[reply], reply.label


def days_to_reach(row: Any) -> int | None:
    """送达用时: days from publication to the push."""
    published = row.policy.published_on
    return None if published is None else max((row.pushed_on - published).days, 0)


PUSHES = ListSpec(
    "policy_pushes",
    "推送记录",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="policy:push"),
        POLICY,
        Column("pushed_on", "推送日期", kind="date", sort=("pushed_on",)),
        Column("channel", "推送方式", "get_channel_display", sort=("channel",)),
        Column("person", "推送人", lambda row: str(row.person), sort=("person__name",)),
        Column("reply", "企业答复", reply_state, kind="state", sort=("reply",)),
        Column("reason", "不申报原因"),
        Column("days", "发布后用时", days_to_reach, kind="number", unit="天", hidden=True),
        Column("replied_on", "答复日期", kind="date", sort=("replied_on",), hidden=True),
        Column("note", "备注", hidden=True),
        CODE,
        ORG,
    ),
    PushFilter,
    default_sort=("-pushed_on", "firm"),
    empty_title="还没有推送记录",
    empty_hint="可先下载导入模板，填好后导入；也可以在最后一公里清单中逐家登记，或者在政策页面一次登记多家。",
)


class UptakeFilter(OfficeFilterSet):
    """享受筛选."""

    q = django_filters.CharFilter(label="政策、企业名称、曾用名或代码", method="search")
    year = django_filters.NumberFilter(label="年度")
    step = django_filters.ChoiceFilter(
        label="进度", method="at_step", choices=[("applied", "已申报"), ("agreed", "已同意"), ("granted", "已兑现")]
    )

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be found."""
        for word in value.split():
            queryset = queryset.filter(match_matches(word))
        return queryset

    def at_step(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """How far it has come."""
        agreed, granted = {"applied": (True, True), "agreed": (False, True), "granted": (False, False)}[value]
        return queryset.filter(agreed_on__isnull=agreed, granted_on__isnull=granted)


def uptake_state(row: Any) -> tuple[str, str]:
    """进度."""
    if row.granted_on is not None:
        return "done", "已兑现"
    return ("active", "已同意") if row.agreed_on is not None else ("warn", "已申报")


UPTAKES = ListSpec(
    "policy_uptakes",
    "享受情况",
    (
        Column("firm", "企业名称", "firm.name", sort=("firm__name",), link="policy:uptake"),
        POLICY,
        Column("year", "年度", lambda row: str(row.year), sort=("year",)),
        Column("state", "进度", uptake_state, kind="state", sort=("granted_on", "agreed_on")),
        Column("applied_on", "申报日期", kind="date", sort=("applied_on",)),
        Column("applied_amount", "申报金额", kind="money", unit="万元", sort=("applied_amount",), total="applied_amount"),
        Column("agreed_amount", "同意金额", kind="money", unit="万元", sort=("agreed_amount",), total="agreed_amount"),
        Column("granted_on", "兑现日期", kind="date", sort=("granted_on",)),
        Column("granted_amount", "兑现金额", kind="money", unit="万元", sort=("granted_amount",), total="granted_amount"),
        Column("agreed_on", "同意日期", kind="date", sort=("agreed_on",), hidden=True),
        Column("note", "备注", hidden=True),
        CODE,
        ORG,
    ),
    UptakeFilter,
    default_sort=("-year", "-applied_on"),
    empty_title="还没有享受记录",
    empty_hint="企业申报后登记，同意和兑现后续登；申报、同意、兑现的金额分别合计，不相加。可下载模板导入。",
)

PANEL = (
    POLICY,
    Column("state", "匹配结论", match_state, kind="light", link=_match_page),
    Column("benefit", "优惠内容", "policy.benefit"),
    Column("ends_on", "截止日期", "policy.last_day", kind="date"),
    Column("words", "还缺什么"),
    Column("reach", "送达情况", reach_state, kind="state"),
    OFFICER,
)
PUSH_PANEL = (
    Column("firm", "企业名称", "firm.name", link="policy:push"),
    Column("pushed_on", "推送日期", kind="date"),
    Column("channel", "推送方式", "get_channel_display"),
    Column("person", "推送人", lambda row: str(row.person)),
    Column("reply", "企业答复", reply_state, kind="state"),
    Column("reason", "不申报原因"),
)
UPTAKE_PANEL = (
    Column("firm", "企业名称", "firm.name", link="policy:uptake"),
    Column("year", "年度", lambda row: str(row.year)),
    Column("state", "进度", uptake_state, kind="state"),
    Column("applied_amount", "申报金额", kind="money", unit="万元"),
    Column("agreed_amount", "同意金额", kind="money", unit="万元"),
    Column("granted_amount", "兑现金额", kind="money", unit="万元"),
)
