"""企业辅导导入表: yearly figures, rights and coached firms as offices keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.coaching.calculations.doubts import doubts
from tongpin.domains.coaching.enums import FigureState, Obtained, Programme, RightKind
from tongpin.domains.coaching.models import CoachedFirm, FirmYear, FirmYearEdition, IntellectualProperty
from tongpin.domains.coaching.models.firm_years import FIGURES
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors.firm_years import counted_monthly, figures_of_firms
from tongpin.domains.coaching.services.firm_years import edition_of
from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.engines.ledgers.selectors import Key, Row, existing, stored
from tongpin.engines.ledgers.services import Changes, Findings, later_owner, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

FIRM = ImportColumn(
    name="enterprise_name",
    title="企业名称",
    aliases=("企业", "单位名称", "企业全称", "公司名称"),
    required=True,
    example="宁阳恒泰机械有限公司",
)
CREDIT_CODE = ImportColumn(
    name="credit_code",
    title="统一社会信用代码",
    type=ColumnType.CREDIT_CODE,
    aliases=("信用代码", "社会信用代码", "统一信用代码", "组织机构代码", "税号"),
    required=True,
    example="91370921MT8M8HEUT1",
)
YEARLY = {"enterprise_name": "firm__name", "credit_code": "firm__credit_code", "year": "year", "state": "state", "note": "note"}
YEAR_COLUMNS = {**YEARLY, **{name: name for name in FIGURES}}
YEAR_KEY, YEAR_PATHS = ("credit_code", "year"), ("firm__credit_code", "year")


def current_years(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存经营数据, by firm and year."""
    return stored(FirmYear.objects.filter(org=org), keys, YEAR_KEY, YEAR_COLUMNS)


def check_years(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对经营数据: what cannot be right, and what is so odd that the note has to explain it."""
    held = figures_of_firms(org, {row["credit_code"] for row in rows if row["credit_code"]})
    counted = counted_monthly(org)
    found: Findings = {}
    in_file: dict[str, dict[int, Row]] = {}
    for row in rows:
        if row["credit_code"] and row["year"]:
            in_file.setdefault(row["credit_code"], {})[row["year"]] = row
    for index, row in enumerate(rows):
        _check_people(found, index, row)
        code, year = row["credit_code"], row["year"]
        if not code or not year:
            continue
        for doubt in doubts(row, {**held.get(code, {}), **in_file[code]}, year):
            if doubt.is_certain or not row.get("note"):
                found.setdefault(index, []).append((doubt.field, doubt.message, doubt.advice))
        known = counted.get((code, year))
        if known is not None and row.get("staff") not in (None, known):
            found.setdefault(index, []).append(("staff", "该年度人数已由月度人数计算得出", "请清空人数，或在页面上改月度人数"))
    return found


def _check_people(found: Findings, index: int, row: Row) -> None:
    staff, technical, income, high = (row.get(name) for name in ("staff", "technical_staff", "total_income", "high_tech_income"))
    if staff is not None and staff == 0:
        found.setdefault(index, []).append(("staff", "职工总数为 0 人", "应大于 0；不知道的请留空，不要填 0"))
    if staff is not None and technical is not None and technical > staff:
        found.setdefault(index, []).append(("technical_staff", "科技人员数多于职工总数", "请核对两个人数"))
    if income is not None and high is not None and high > income:
        found.setdefault(index, []).append(("high_tech_income", "高新技术产品（服务）收入大于总收入", "请核对两个金额和单位"))
    net, total = row.get("net_assets"), row.get("total_assets")
    if net is not None and total is not None and net > total:
        found.setdefault(index, []).append(("net_assets", "净资产大于资产总额", "请核对两个金额和单位"))


def apply_years(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入经营数据; what stood before is kept as an edition."""
    firms = note_firms(org, [_firm(row) for row in rows], changes)
    queryset = FirmYear.objects.filter(org=org).select_related("org", "firm")
    keys = [(row["credit_code"], row["year"]) for row in rows]
    before = {record.pk: (record.version, edition_of(record)) for record in existing(queryset, keys, YEAR_PATHS).values()}

    def make(row: Row) -> dict[str, Any]:
        figures = {name: row[name] for name in FIGURES if name in row}
        state = row.get("state") or (FigureState.FLASH if row["year"] == today.year else FigureState.ANNUAL)
        return {
            "org": org,
            "firm": firms[row["credit_code"]],
            "year": row["year"],
            "state": state,
            "note": row.get("note") or "",
            **figures,
        }

    editions = []
    for record in upsert(changes, queryset, rows, key=YEAR_KEY, paths=YEAR_PATHS, make=make):
        number, values = before.get(record.pk, (0, {}))
        if number and values != edition_of(record):
            editions.append(FirmYearEdition(firm_year=record, number=number, values=values, superseded_at=now(), superseded_by=by))
    if editions:
        changes.create(editions)


RIGHT_COLUMNS = {
    "enterprise_name": "firm__name",
    "credit_code": "firm__credit_code",
    "kind": "kind",
    "number": "number",
    "title": "title",
    "owner": "owner",
    "obtained": "obtained",
    "applied_on": "applied_on",
    "granted_on": "granted_on",
    "ends_on": "ends_on",
}
RIGHT_KEY = ("kind", "number")


def current_rights(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存知识产权, by kind and number."""
    return stored(IntellectualProperty.objects.filter(org=org), keys, RIGHT_KEY, RIGHT_COLUMNS)


def check_rights(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对知识产权: dates in order, and the number not another firm's."""
    held = current_rights(org, [(row["kind"], row["number"]) for row in rows])
    found: Findings = {}
    for index, row in enumerate(rows):
        out_of_order(found, index, row, "applied_on", "granted_on", "授权（登记）日期早于申请日期，请核对两个日期。")
        later_owner(found, index, row, held.get((row["kind"], row["number"])), "number", "该专利号（登记号）")
    return found


def apply_rights(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入知识产权; the class follows from the kind."""
    firms = note_firms(org, [_firm(row) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        return {
            "org": org,
            "firm": firms[row["credit_code"]],
            "right_class": RightKind(row["kind"]).right_class,
            **{name: row[name] for name in ("kind", "number", "title", "obtained")},
            "owner": row.get("owner") or "",
            **{name: row.get(name) for name in ("applied_on", "granted_on", "ends_on")},
        }

    queryset = IntellectualProperty.objects.filter(org=org).select_related("org", "firm")
    upsert(changes, queryset, rows, key=RIGHT_KEY, paths=RIGHT_KEY, make=make)


COACHED_COLUMNS = {
    "enterprise_name": "firm__name",
    "credit_code": "firm__credit_code",
    "registered_on": "registered_on",
    "programme": "programme",
    "due_on": "due_on",
    "rights_checked_on": "rights_checked_on",
    "remark": "remark",
}


def current_coached(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存辅导对象, by firm."""
    return stored(CoachedFirm.objects.filter(org=org), keys, ("credit_code",), COACHED_COLUMNS)


def apply_coached(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入辅导对象; who helps is chosen on the page."""
    firms = note_firms(org, [_firm(row) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        named = {name: row.get(name) for name in ("registered_on", "due_on", "rights_checked_on")}
        words = {name: row.get(name) or "" for name in ("programme", "remark")}
        return {"org": org, "firm": firms[row["credit_code"]], **named, **words}

    queryset = CoachedFirm.objects.filter(org=org).select_related("org", "firm")
    upsert(changes, queryset, rows, key=("credit_code",), paths=("firm__credit_code",), make=make)


def _firm(row: Row) -> NamedFirm:
    return NamedFirm(row["credit_code"], row["enterprise_name"])


def _amount(name: str, title: str, *aliases: str, example: str = "", **kwargs: Any) -> ImportColumn:
    return ImportColumn(name=name, title=title, type=ColumnType.MONEY, aliases=aliases, example=example, **kwargs)


def _people(name: str, title: str, *aliases: str, example: str) -> ImportColumn:
    hint = "填人数，不填占比；有小数的保留到四位"
    return ImportColumn(name=name, title=title, type=ColumnType.NUMBER, aliases=aliases, example=example, hint=hint)


SHEETS = [
    ImportSheet(
        kind="firm_year",
        title="企业年度经营数据",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(name="year", title="会计年度", type=ColumnType.YEAR, aliases=("年度", "年份"), required=True, example="2022"),
            ImportColumn(
                name="state",
                title="数据性质",
                type=ColumnType.CHOICE,
                choices=spelled(FigureState),
                example="年报",
                default=FigureState.ANNUAL.value,
                hint="当年的数据填快报",
            ),
            _amount(
                "sales", "销售收入", "营业收入", "主营业务收入与其他业务收入之和", example="3000.00", hint="主营业务收入与其他业务收入之和"
            ),
            _amount("total_income", "总收入", example="3100.00", hint="收入总额减去不征税收入"),
            _amount("high_tech_income", "高新技术产品（服务）收入", "高新技术产品收入", "高品收入", example="2200.00"),
            _amount("costs", "成本费用支出总额", "成本费用", example="2700.00"),
            _amount("total_assets", "资产总额", "总资产", "资产总额（年末）", example="4000.00"),
            _amount("net_assets", "净资产", "所有者权益", "净资产（年末）", example="2000.00", allow_negative=True),
            _people("staff", "职工总数", "职工总数（月平均）", "从业人员", "员工人数", example="100"),
            _people("technical_staff", "科技人员数", "科技人员数（月平均）", "科技人员", example="20"),
            _people("rd_staff", "研发人员数", "研发人员", example="15"),
            _amount("rd_personnel", "人员人工费用", example="100.00"),
            _amount("rd_direct", "直接投入费用", example="50.00"),
            _amount("rd_depreciation", "折旧费用与长期待摊费用", "折旧费用", example="20.00"),
            _amount("rd_amortisation", "无形资产摊销费用", "无形资产摊销", example="0"),
            _amount("rd_design", "设计费用", "新产品设计费", example="0"),
            _amount("rd_trials", "装备调试费用与试验费用", "装备调试费用", example="0"),
            _amount("rd_commissioned", "委托境内外部研究开发费用", "委托境内研发费用", example="0", hint="实际发生额，不打八折"),
            _amount("rd_overseas", "委托境外外部研究开发费用", "委托境外研发费用", example="0", hint="实际发生额，不打八折"),
            _amount("rd_other", "其他费用", "其他相关费用", example="10.00"),
            _amount("rd_tax", "研发费用（加计扣除口径）", "加计扣除研发费用", example="170.00"),
            ImportColumn(
                name="conversions",
                title="科技成果转化项数",
                type=ColumnType.INTEGER,
                aliases=("成果转化项数", "转化项数"),
                example="5",
            ),
            ImportColumn(name="note", title="核对说明", hint="与上年相差百倍以上而属实的，在此写明原因"),
        ),
        key=YEAR_KEY,
        current=current_years,
        check=check_years,
        apply=apply_years,
        sheet_hints=("经营数据", "企业年度", "三年数据"),
        list_url_name="coaching:firm_years",
        order=50,
    ),
    ImportSheet(
        kind="intellectual_property",
        title="企业知识产权台账",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(
                name="kind",
                title="种类",
                type=ColumnType.CHOICE,
                aliases=("知识产权种类", "专利类型", "类型"),
                required=True,
                choices=spelled(
                    RightKind,
                    {
                        "发明": RightKind.INVENTION,
                        "国防专利": RightKind.INVENTION,
                        "实用新型": RightKind.UTILITY,
                        "外观设计": RightKind.DESIGN,
                        "软著": RightKind.SOFTWARE,
                        "计算机软件著作权": RightKind.SOFTWARE,
                        "集成电路布图设计": RightKind.LAYOUT,
                    },
                ),
                example="实用新型专利",
                hint="商标不在其列",
            ),
            ImportColumn(
                name="number",
                title="专利号（登记号）",
                aliases=("专利号", "登记号", "授权号", "证书号"),
                required=True,
                max_length=64,
                example="ZL202121234567.8",
            ),
            ImportColumn(name="title", title="名称", aliases=("专利名称", "知识产权名称"), required=True, example="一种夹具"),
            ImportColumn(name="owner", title="权利人", aliases=("专利权人",), hint="与企业相同的可不填"),
            ImportColumn(
                name="obtained",
                title="获得方式",
                type=ColumnType.CHOICE,
                required=True,
                choices=spelled(Obtained, {"自主": Obtained.OWN, "转让": Obtained.TRANSFER, "购买": Obtained.TRANSFER}),
                example="自主研发",
                default=Obtained.OWN.value,
            ),
            ImportColumn(name="applied_on", title="申请日期", type=ColumnType.DATE, aliases=("申请日",), example="2021-06-01"),
            ImportColumn(
                name="granted_on",
                title="授权（登记）日期",
                type=ColumnType.DATE,
                aliases=("授权日期", "授权公告日", "登记日期"),
                example="2022-03-01",
                hint="还没有授权的不填",
            ),
            ImportColumn(name="ends_on", title="保护期届满日期", type=ColumnType.DATE, allow_future=True),
        ),
        key=RIGHT_KEY,
        current=current_rights,
        check=check_rights,
        apply=apply_rights,
        sheet_hints=("知识产权", "专利"),
        list_url_name="coaching:rights",
        order=51,
    ),
    ImportSheet(
        kind="coached_firm",
        title="企业辅导名单",
        permission=Permission.IMPORT,
        columns=(
            FIRM,
            CREDIT_CODE,
            ImportColumn(
                name="registered_on",
                title="注册成立日期",
                type=ColumnType.DATE,
                aliases=("成立日期", "注册日期", "注册时间"),
                example="2015-05-01",
            ),
            ImportColumn(
                name="programme",
                title="辅导目标",
                type=ColumnType.CHOICE,
                choices=spelled(Programme, {"高企": Programme.HNTE, "科小": Programme.SME, "小巨人": Programme.GIANT}),
                example="高新技术企业",
            ),
            ImportColumn(name="due_on", title="辅导时限", type=ColumnType.DATE, allow_future=True, example="2024-06-30"),
            ImportColumn(
                name="rights_checked_on",
                title="知识产权核全日期",
                type=ColumnType.DATE,
                example="2023-12-31",
                hint="该日台账中的知识产权齐全；没有填的，台账中没有不当作没有",
            ),
            ImportColumn(name="remark", title="备注", aliases=("说明",)),
        ),
        key=("credit_code",),
        current=current_coached,
        apply=apply_coached,
        sheet_hints=("辅导名单", "培育名单", "培育库"),
        list_url_name="coaching:coached_firms",
        order=52,
    ),
]
