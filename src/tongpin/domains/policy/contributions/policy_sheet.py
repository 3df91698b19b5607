"""政策导入表: the library as an office keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tongpin.domains.policy.enums import PolicyLevel
from tongpin.domains.policy.models import Policy, PolicyEdition
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors.conditions import conditions
from tongpin.domains.policy.services.policies import edition_of
from tongpin.domains.work.selectors.people import named
from tongpin.engines.ledgers.selectors import Key, Row, existing
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

KEY = ("title", "number")
PLAIN = (
    "title",
    "number",
    "issuer",
    "level",
    "benefit",
    "summary",
    "source",
    "published_on",
    "starts_on",
    "benefit_amount",
    "benefit_percent",
)
WORDS = ("number", "summary", "source")


def current_policies(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存政策, by title and number."""
    rules, names = conditions(org), named(org)
    asked = None if keys is None else {(title, number or "") for title, number in keys}
    given = {} if keys is None else {(title, number or ""): (title, number) for title, number in keys}
    found: dict[Key, Row] = {}
    for one in Policy.objects.filter(org=org).select_related("department", "officer").order_by("pk"):
        key = (one.title, one.number)
        if asked is not None and key not in asked:
            continue
        row = {name: getattr(one, name) for name in PLAIN} | {"last_day": one.last_day}
        row |= {"rule": rules[one.rule].title if one.rule in rules else "", "officer": names.written(one.officer)}
        row["department"] = one.department.shown_name if one.department else ""
        found[given.get(key, (one.title, one.number or None))] = {name: None if value == "" else value for name, value in row.items()}
    return found


def check_policies(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对政策: days in order; the rule, the department and the person are known."""
    titles, names = {one.title for one in conditions(org).values()}, named(org)
    found: Findings = {}
    for index, row in enumerate(rows):
        out_of_order(found, index, row, "starts_on", "last_day", "执行截止日期早于执行起始日期，请核对两个日期。")
        if row.get("rule") and row["rule"] not in titles:
            found.setdefault(index, []).append(
                ("rule", f"没有名为“{row['rule']}”的条件规则", "应为政策登记页面“条件规则”中的一项，或者留空")
            )
        for column, ask, label in (("officer", names.person, "责任人"), ("department", names.department, "责任科室（单位）")):
            try:
                ask(row.get(column) or "", label)
            except Refused as refused:
                problem, _, advice = str(refused).rstrip("。").partition("，")
                found.setdefault(index, []).append((column, problem, advice))
    return found


def apply_policies(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入政策; what a policy said before is kept as an edition."""
    rules = {one.title: key for key, one in conditions(org).items()}
    names = named(org)
    queryset = Policy.objects.filter(org=org).select_related("org")
    keys = [(row["title"], row.get("number")) for row in rows]
    before = {record.pk: (record.version, edition_of(record)) for record in existing(queryset, keys, KEY).values()}

    def make(row: Row) -> dict[str, Any]:
        values = {name: row.get(name) for name in PLAIN}
        last = row.get("last_day")
        return {
            "org": org,
            **values,
            **{name: values[name] or "" for name in WORDS},
            "ends_on": None if last is None else last + timedelta(days=1),
            "rule": rules.get(row.get("rule") or "", ""),
            "officer": names.person(row.get("officer") or "", "责任人"),
            "department": names.department(row.get("department") or "", "责任科室（单位）"),
        }

    editions = []
    for record in upsert(changes, queryset, rows, key=KEY, paths=KEY, make=make):
        number, values = before.get(record.pk, (0, {}))
        if number and values != edition_of(record):
            editions.append(PolicyEdition(policy=record, number=number, values=values, superseded_at=now(), superseded_by=by))
    if editions:
        changes.create(editions)


POLICY_SHEET = ImportSheet(
    kind="policy",
    title="惠企政策库",
    permission=Permission.IMPORT,
    columns=(
        ImportColumn(
            name="title", title="政策名称", aliases=("政策", "文件名称", "政策标题"), required=True, example="高新技术企业认定奖励"
        ),
        ImportColumn(name="number", title="文号", aliases=("发文字号", "文件号"), max_length=100, example="宁科字〔2023〕5号"),
        ImportColumn(
            name="issuer", title="发文机关", aliases=("发文单位", "出台部门"), required=True, max_length=100, example="宁阳县科学技术局"
        ),
        ImportColumn(
            name="level",
            title="政策层级",
            type=ColumnType.CHOICE,
            aliases=("层级", "级别"),
            required=True,
            choices=spelled(
                PolicyLevel,
                {
                    "国家级": PolicyLevel.NATIONAL,
                    "省级": PolicyLevel.PROVINCE,
                    "市级": PolicyLevel.CITY,
                    "县级": PolicyLevel.COUNTY,
                },
            ),
            example="县",
        ),
        ImportColumn(name="published_on", title="发布日期", type=ColumnType.DATE, aliases=("印发日期",), example="2023-03-01"),
        ImportColumn(
            name="starts_on",
            title="执行起始日期",
            type=ColumnType.DATE,
            aliases=("起始日期", "执行开始日期", "生效日期"),
            required=True,
            allow_future=True,
            example="2023-03-01",
        ),
        ImportColumn(
            name="last_day",
            title="执行截止日期",
            type=ColumnType.DATE,
            aliases=("截止日期", "失效日期"),
            allow_future=True,
            example="2025-12-31",
            hint="最后一天，含当日；长期有效的不填",
        ),
        ImportColumn(
            name="benefit", title="优惠内容", aliases=("支持内容", "扶持内容"), required=True, max_length=300, example="首次认定奖励20万元"
        ),
        ImportColumn(name="benefit_amount", title="优惠金额", type=ColumnType.MONEY, aliases=("奖补金额",), example="20"),
        ImportColumn(
            name="benefit_percent",
            title="优惠比例（%）",
            type=ColumnType.NUMBER,
            aliases=("优惠比例",),
            example="15",
            hint="填 15 表示 15%",
        ),
        ImportColumn(
            name="rule",
            title="条件规则",
            aliases=("适用规则",),
            example="科技型中小企业评价",
            hint="政策登记页面“条件规则”中的一项；不填的不自动匹配",
        ),
        ImportColumn(name="department", title="责任科室（单位）", aliases=("责任科室", "责任单位", "经办科室"), example="高新科"),
        ImportColumn(name="officer", title="责任人", aliases=("联系人", "经办人"), example="王思远"),
        ImportColumn(name="summary", title="主要内容", aliases=("政策要点",), max_length=4000),
        ImportColumn(name="source", title="文件出处", aliases=("来源", "文件网址"), max_length=300),
    ),
    key=KEY,
    current=current_policies,
    check=check_policies,
    apply=apply_policies,
    sheet_hints=("政策",),
    list_url_name="policy:policies",
    order=260,
)
