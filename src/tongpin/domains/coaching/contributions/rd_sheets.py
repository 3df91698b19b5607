"""研发费用导入表: projects, and ledgers in the columns of the official forms of 2015 (with details) and 2021 (by group)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from tongpin.domains.coaching.contributions.sheets import CREDIT_CODE, FIRM
from tongpin.domains.coaching.enums import RdGroup, RdItem, RdState, RdWay
from tongpin.domains.coaching.models import RdEntry, RdProject
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.research.entries import entry_problems
from tongpin.domains.coaching.research.items import GROUP_ITEM, PLACES
from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.engines.ledgers.selectors import Key, Row, among, stored
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import today as today_
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet
from tongpin.kernel.money import MoneyUnit
from tongpin.kernel.rounding import plain

EXPENSED, CAPITALISED = "expensed", "capitalised"
PROJECT_COLUMNS = {
    "enterprise_name": "firm__name",
    "credit_code": "firm__credit_code",
    **{
        name: name
        for name in ("number", "title", "way", "state", "starts_on", "ends_on", "contract_number", "result", "result_number", "note")
    },
}
PROJECT_KEY, PROJECT_PATHS = ("credit_code", "number"), ("firm__credit_code", "number")
LEDGER_KEY = ("credit_code", "project_number", "booked_on", "voucher_type", "voucher_number", "summary", "spending")
ENTRY_KEY = ("project_id", "booked_on", "voucher_type", "voucher_number", "summary", "item", "is_capitalised")
ITEMS_2021 = tuple(GROUP_ITEM.values())
ITEMS_2015 = tuple(
    item
    for item, place in PLACES.items()
    if place.group != RdGroup.INCOME and item not in (RdItem.PERSONNEL, RdItem.DIRECT, RdItem.DEPRECIATION, RdItem.AMORTISATION)
    if item != RdItem.DESIGN_ALL
)


def current_projects(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存研发项目, by firm and number."""
    return stored(RdProject.objects.filter(org=org), keys, PROJECT_KEY, PROJECT_COLUMNS)


def check_projects(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对研发项目: days in order, an ended project with its day, and no entry left outside."""
    found: Findings = {}
    booked = _booked_days(org, {row["credit_code"] for row in rows if row["credit_code"]})
    for index, row in enumerate(rows):
        out_of_order(found, index, row, "starts_on", "ends_on", "结束日期早于开始日期，请核对两个日期。")
        if row.get("state") in (RdState.DONE, RdState.FAILED) and row.get("ends_on") is None:
            found.setdefault(index, []).append(("ends_on", "已完成或失败终止的项目没有填结束日期", "请填写结束日期"))
        first, last = booked.get((row["credit_code"], row["number"]), (None, None))
        if first and row.get("starts_on") and first < row["starts_on"]:
            found.setdefault(index, []).append(("starts_on", f"辅助账中已有 {first:%Y-%m-%d} 的分录", "开始日期应不晚于该日"))
        if last and row.get("ends_on") and last > row["ends_on"]:
            found.setdefault(index, []).append(("ends_on", f"辅助账中已有 {last:%Y-%m-%d} 的分录", "结束日期应不早于该日"))
    return found


def _booked_days(org: Organisation, codes: set[str]) -> dict[tuple[str, str], tuple[date, date]]:
    found: dict[tuple[str, str], tuple[date, date]] = {}
    rows = among(RdEntry.objects.filter(org=org), "project__firm__credit_code", codes)
    for code, number, day in rows.values_list("project__firm__credit_code", "project__number", "booked_on"):
        first, last = found.get((code, number), (day, day))
        found[code, number] = (min(first, day), max(last, day))
    return found


def apply_projects(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入研发项目."""
    firms = note_firms(org, [NamedFirm(row["credit_code"], row["enterprise_name"]) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        words = {name: row.get(name) or "" for name in ("contract_number", "result", "result_number", "note")}
        plain = {name: row[name] for name in ("number", "title", "way", "state", "starts_on")}
        return {"org": org, "firm": firms[row["credit_code"]], "ends_on": row.get("ends_on"), **plain, **words}

    queryset = RdProject.objects.filter(org=org).select_related("org", "firm")
    upsert(changes, queryset, rows, key=PROJECT_KEY, paths=PROJECT_PATHS, make=make)


def current_ledger(items: Sequence[RdItem], org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存分录, one row per voucher line as the form has it."""
    found: dict[Key, dict[str, Any]] = {}
    codes = None if keys is None else {key[0] for key in keys}
    asked = None if keys is None else set(keys)
    for key, entry in _entries(org, codes):
        if (asked is not None and key not in asked) or RdItem(entry.item) not in items:
            continue
        row = found.setdefault(key, _empty_row(items, key, entry))
        tax = entry.amount if entry.tax_amount is None else entry.tax_amount
        row[entry.item] = tax
        row["booked"] += entry.amount
        row["collected"] += tax
    return found


def _empty_row(items: Sequence[RdItem], key: Key, entry: RdEntry) -> dict[str, Any]:
    return {
        **dict(zip(LEDGER_KEY, key, strict=True)),
        "enterprise_name": entry.project.firm.name,
        "project_title": entry.project.title,
        "booked": Decimal(0),
        "collected": Decimal(0),
        **{str(item.value): None for item in items},
    }


def _entries(org: Organisation, codes: set[str] | None) -> list[tuple[Key, RdEntry]]:
    rows = RdEntry.objects.filter(org=org).select_related("project__firm").order_by("pk")
    if codes is not None:
        rows = among(rows, "project__firm__credit_code", codes)
    return [(_key(entry), entry) for entry in rows]


def _key(entry: RdEntry) -> Key:
    project = entry.project
    spending = CAPITALISED if entry.is_capitalised else EXPENSED
    return (
        project.firm.credit_code,
        project.number,
        entry.booked_on,
        entry.voucher_type,
        entry.voucher_number,
        entry.summary,
        spending,
    )


def check_ledger(items: Sequence[RdItem], org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对分录: the project is known, the day is within it, sums agree, and nothing is told twice."""
    codes = {row["credit_code"] for row in rows if row["credit_code"]}
    projects = _projects(org, codes)
    held: dict[Key, dict[RdItem, Decimal]] = {}
    for key, entry in _entries(org, codes):
        held.setdefault(key, {})[RdItem(entry.item)] = entry.amount
    found: Findings = {}
    for index, row in enumerate(rows):
        problems = [*row_problems(items, row), *_told_otherwise(items, row, held.get(tuple(row[name] for name in LEDGER_KEY), {}))]
        project = projects.get((row["credit_code"], row["project_number"]))
        if project is None:
            problems.append(("project_number", "研发项目中没有该企业的这个编号", "请先登记或导入研发项目"))
        elif row["booked_on"]:
            values = {"booked_on": row["booked_on"], "summary": row["summary"], "amount": row.get("booked") or _sum(items, row)}
            for field, problem, advice in entry_problems(values, starts_on=project.starts_on, ends_on=project.ends_on, today=today_()):
                problems.append(("booked" if field == "amount" else field, problem, advice))
        if problems:
            found[index] = problems
    return found


def row_problems(items: Sequence[RdItem], row: Row) -> list[tuple[str, str, str]]:
    """一行之内的问题: column, what is wrong, what to do; asks no ledger."""
    given = [item for item in items if row.get(item.value)]
    if not given:
        return [(items[0].value, "没有填任何费用项目的金额", "请把金额填在对应的费用项目下")]
    found = []
    total, collected, booked = _sum(items, row), row.get("collected"), row.get("booked")
    if collected is not None and collected != total:
        found.append(("collected", f"归集金额{plain(collected)}元，费用明细合计{plain(total)}元，两者不一致", "请核对金额和单位"))
    if booked is not None and booked != total:
        if len(given) > 1:
            found.append(("booked", f"记载金额{plain(booked)}元与费用明细合计{plain(total)}元不一致，又涉及几个费用项目", "请分行填写"))
        elif booked * total <= 0:
            found.append(("booked", "会计凭证记载金额与归集金额正负不一致", "请核对金额"))
    return found


def _told_otherwise(items: Sequence[RdItem], row: Row, held: Mapping[RdItem, Decimal]) -> list[tuple[str, str, str]]:
    """The same voucher line stands in the ledger in other details, or with items that this row leaves empty."""
    found = []
    groups = {PLACES[item].group: item for item in items if row.get(item.value)}
    for item, amount in held.items():
        if item in items and not row.get(item.value):
            advice = "要移除的请在该分录的页面上办理"
            found.append((item.value, f"台账中该凭证已有“{item.label}”{plain(amount)}元，本表为空", advice))
        elif item not in items and PLACES[item].group in groups:
            told = groups[PLACES[item].group]
            found.append((told.value, f"台账中该凭证已按“{item.label}”登记{plain(amount)}元", "同一笔费用不能按合计和明细各登记一次"))
    return found


def apply_ledger(items: Sequence[RdItem], org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入分录: one entry for every item of a row."""
    projects = _projects(org, {row["credit_code"] for row in rows})
    entries = [
        {
            "project_id": projects[row["credit_code"], row["project_number"]].pk,
            "is_capitalised": row["spending"] == CAPITALISED,
            "item": item.value,
            **{name: row[name] for name in ("booked_on", "voucher_type", "voucher_number", "summary")},
            **_amounts(items, row, item),
        }
        for row in rows
        for item in items
        if row.get(item.value)
    ]

    def make(entry: Row) -> dict[str, Any]:
        return {"org": org, "group": PLACES[RdItem(entry["item"])].group.value, **entry}

    queryset = RdEntry.objects.filter(org=org).select_related("org", "project")
    upsert(changes, queryset, entries, key=ENTRY_KEY, paths=ENTRY_KEY, make=make)


def _amounts(items: Sequence[RdItem], row: Row, item: RdItem) -> dict[str, Decimal | None]:
    """What the books say where that differs from what is collected; checked before to concern one item only."""
    booked, total = row.get("booked"), row[item.value]
    if booked is None or booked == _sum(items, row):
        return {"amount": total, "tax_amount": None}
    return {"amount": booked, "tax_amount": total}


def _sum(items: Sequence[RdItem], row: Row) -> Decimal:
    return sum((amount for item in items if (amount := row.get(item.value)) is not None), Decimal(0))


def _projects(org: Organisation, codes: set[str]) -> dict[tuple[str, str], RdProject]:
    rows = among(RdProject.objects.filter(org=org).select_related("firm"), "firm__credit_code", codes)
    return {(project.firm.credit_code, project.number): project for project in rows}


def _money(name: str, title: str, *aliases: str, **kwargs: Any) -> ImportColumn:
    return ImportColumn(name=name, title=title, type=ColumnType.MONEY, unit=MoneyUnit.YUAN, aliases=aliases, allow_negative=True, **kwargs)


def _ledger(kind: str, title: str, items: tuple[RdItem, ...], hints: tuple[str, ...], order: int) -> ImportSheet:
    example = items[0]
    return ImportSheet(
        kind=kind,
        title=title,
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(name="project_number", title="项目编号", aliases=("研发项目编号",), required=True, max_length=40, example="RD01"),
            ImportColumn(name="project_title", title="项目名称", aliases=("研发项目名称",), example="高效夹具研制"),
            ImportColumn(
                name="spending",
                title="资本化、费用化支出选项",
                aliases=("支出类型", "资本化/费用化"),
                type=ColumnType.CHOICE,
                choices={"费用化": EXPENSED, "资本化": CAPITALISED, "费用化支出": EXPENSED, "资本化支出": CAPITALISED},
                required=True,
                example="费用化",
            ),
            ImportColumn(
                name="booked_on", title="日期", aliases=("凭证日期", "记账日期"), type=ColumnType.DATE, required=True, example="2023-03-15"
            ),
            ImportColumn(name="voucher_type", title="种类", aliases=("凭证种类", "凭证字"), required=True, max_length=10, example="记"),
            ImportColumn(name="voucher_number", title="号数", aliases=("凭证号数", "凭证号"), required=True, max_length=40, example="15"),
            ImportColumn(name="summary", title="摘要", required=True, example="3月研发人员工资"),
            _money("booked", "会计凭证记载金额", "凭证记载金额", example="30000.00", hint="单位：元"),
            _money("collected", "税法规定的归集金额", "税法归集金额", example="30000.00", hint="等于后面各项之和"),
            *(
                _money(item.value, _column_title(item, items), example="30000.00" if item == example else "", hint="单位：元")
                for item in items
            ),
        ),
        key=LEDGER_KEY,
        current=partial(current_ledger, items),
        check=partial(check_ledger, items),
        apply=partial(apply_ledger, items),
        sheet_hints=hints,
        order=order,
    )


def _column_title(item: RdItem, items: Sequence[RdItem]) -> str:
    """The words of the form: in that of 2021 a column is a whole group."""
    if items is ITEMS_2021 and PLACES[item].group not in (RdGroup.COMMISSIONED, RdGroup.OVERSEAS):
        return str(PLACES[item].group.label)
    if item == RdItem.INSTITUTION and items is ITEMS_2021:
        return "委托境内机构或个人进行研发活动所发生的费用"
    if item == RdItem.OVERSEAS and items is ITEMS_2021:
        return "委托境外机构进行研发活动所发生的费用"
    return str(item.label)


RD_SHEETS = (
    ImportSheet(
        kind="rd_project",
        title="研发项目清单",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(name="number", title="项目编号", aliases=("研发项目编号",), required=True, max_length=40, example="RD01"),
            ImportColumn(name="title", title="项目名称", aliases=("研发项目名称",), required=True, example="高效夹具研制"),
            ImportColumn(
                name="way",
                title="研发形式",
                type=ColumnType.CHOICE,
                required=True,
                choices=spelled(RdWay, {"自主": RdWay.OWN, "委托": RdWay.COMMISSIONED, "合作": RdWay.JOINT, "集中": RdWay.CENTRAL}),
                default=RdWay.OWN.value,
                example="自主研发",
            ),
            ImportColumn(
                name="state",
                title="项目实施状态",
                aliases=("实施状态", "完成情况"),
                type=ColumnType.CHOICE,
                required=True,
                choices=spelled(RdState, {"未完成": RdState.RUNNING, "失败": RdState.FAILED}),
                default=RdState.RUNNING.value,
                example="进行中",
            ),
            ImportColumn(
                name="starts_on",
                title="开始日期",
                aliases=("起始日期", "立项日期"),
                type=ColumnType.DATE,
                required=True,
                example="2023-01-10",
            ),
            ImportColumn(
                name="ends_on", title="结束日期", aliases=("完成日期",), type=ColumnType.DATE, allow_future=True, example="2024-12-31"
            ),
            ImportColumn(name="contract_number", title="合同登记编号", max_length=60, hint="委托、合作研发填写"),
            ImportColumn(name="result", title="研发成果"),
            ImportColumn(name="result_number", title="研发成果证书号", max_length=60),
            ImportColumn(name="note", title="备注"),
        ),
        key=PROJECT_KEY,
        current=current_projects,
        check=check_projects,
        apply=apply_projects,
        sheet_hints=("研发项目",),
        order=53,
    ),
    _ledger("rd_ledger_2021", "研发支出辅助账（2021版）", ITEMS_2021, ("研发支出辅助账（2021", "2021版"), 54),
    _ledger("rd_ledger_2015", "研发支出辅助账（2015版）", ITEMS_2015, ("研发支出辅助账（2015", "2015版"), 55),
)
