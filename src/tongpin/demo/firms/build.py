"""演示企业的建立: figures, rights and coaching of 300 firms by import, and the way of one of them to its certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.demo.firms.figures import (
    FIRST_YEAR,
    NUMBER,
    WALK_REGISTERED,
    DemoFirm,
    figures,
    invented,
    registered_on,
    rights,
    walk_figures,
)
from tongpin.demo.firms.ledgers import build_ledgers
from tongpin.demo.firms.walk import walk
from tongpin.domains.coaching.selectors.reviews import coached
from tongpin.domains.coaching.services.judging import judge_county
from tongpin.domains.coaching.services.reviews import correct_coaching, enter_review
from tongpin.domains.enterprises.selectors import certificates, enterprises, sme_registrations
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.documents.workbook import SheetColumn, write_table
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import people

COLUMNS = {
    "firm_year": {
        "name": "企业名称",
        "code": "统一社会信用代码",
        "year": "会计年度",
        "sales": "销售收入",
        "total_income": "总收入",
        "high_tech_income": "高新技术产品（服务）收入",
        "costs": "成本费用支出总额",
        "total_assets": "资产总额",
        "net_assets": "净资产",
        "staff": "职工总数",
        "technical_staff": "科技人员数",
        "rd_staff": "研发人员数",
        "rd_personnel": "人员人工费用",
        "rd_direct": "直接投入费用",
        "rd_depreciation": "折旧费用与长期待摊费用",
        "rd_amortisation": "无形资产摊销费用",
        "rd_design": "设计费用",
        "rd_trials": "装备调试费用与试验费用",
        "rd_commissioned": "委托境内外部研究开发费用",
        "rd_overseas": "委托境外外部研究开发费用",
        "rd_other": "其他费用",
        "rd_tax": "研发费用（加计扣除口径）",
        "conversions": "科技成果转化项数",
    },
    "intellectual_property": {
        "name": "企业名称",
        "code": "统一社会信用代码",
        "kind": "种类",
        "number": "专利号（登记号）",
        "title": "名称",
        "applied_on": "申请日期",
        "granted_on": "授权（登记）日期",
    },
    "coached_firm": {
        "name": "企业名称",
        "code": "统一社会信用代码",
        "registered_on": "注册成立日期",
        "programme": "辅导目标",
        "due_on": "辅导时限",
        "rights_checked_on": "知识产权核全日期",
    },
}
TITLES = {"firm_year": "企业年度经营数据", "intellectual_property": "企业知识产权台账", "coached_firm": "企业辅导名单"}
COACHED = 12
"""So many firms have a person who helps them."""
REVIEWED = 3
"""Every third firm has been judged by a person, those with a certificate all."""


def build_firms(orgs: Mapping[str, Organisation], *, by: User, today: date) -> None:
    """企业辅导 of the county bureau."""
    org = orgs["NY"]
    walker = _walker(org)
    firms = _firms(org)
    years = range(min(FIRST_YEAR, today.year - 3), today.year)
    contents = []
    for kind, rows in (
        ("coached_firm", [_coaching(firm, walker, today) for firm in firms]),
        ("firm_year", [_year(firm, walker, year) for firm in firms for year in years]),
        ("intellectual_property", [_named(firm, one) for firm in firms if firm.code != walker for one in rights(firm)]),
    ):
        contents.append((f"{TITLES[kind]}.xlsx", _workbook(kind, rows)))
    for (name, content), kind in zip(contents, ("coached_firm", "firm_year", "intellectual_property"), strict=True):
        batch = dataio.stage(content, name=name, org=org, by=by, today=today, kind=kind)
        batch = dataio.confirm(batch, by=by, today=today, all_or_nothing=True)
        assert batch.state == BatchState.CONFIRMED, f"{name}：{batch.state}"
    _reviews(org, firms, walker, by=by, today=today)
    _coaches(org, firms, by=by, today=today)
    walk(org, walker, by=by, today=today)
    build_ledgers(org, [firm for firm in firms if firm.code == walker or firm.rank], walker, by=by, today=today)
    judge_county(org, today=today)


def _firms(org: Organisation) -> list[DemoFirm]:
    held = set(certificates().filter(org=org).values_list("enterprise__credit_code", flat=True))
    small = set(sme_registrations().filter(org=org).values_list("enterprise__credit_code", flat=True))
    known = enterprises().filter(org=org).order_by("pk").values_list("credit_code", "name")[:NUMBER]
    firms = [DemoFirm(n, code, name, 2 if code in held else 1 if code in small else 0) for n, (code, name) in enumerate(known)]
    return firms + [invented(number) for number in range(len(firms), NUMBER)]


def _walker(org: Organisation) -> str:
    """The firm that walks the ladder: registered as a tech-based SME in 2022, first certified in 2023."""
    earlier = certificates().filter(org=org, issued_on__lt=date(2023, 1, 1)).values("enterprise")
    small = sme_registrations().filter(org=org, year=2022).values("enterprise")
    first = certificates().filter(org=org, issued_on__year=2023, enterprise__in=small).exclude(enterprise__in=earlier)
    return str(first.order_by("pk").values_list("enterprise__credit_code", flat=True)[0])


def _named(firm: DemoFirm, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": firm.name, "code": firm.code, **row}


def _year(firm: DemoFirm, walker: str, year: int) -> dict[str, Any]:
    return _named(firm, {"year": year, **(walk_figures(firm, year) if firm.code == walker else figures(firm, year))})


def _coaching(firm: DemoFirm, walker: str, today: date) -> dict[str, Any]:
    return _named(
        firm,
        {
            "registered_on": WALK_REGISTERED if firm.code == walker else registered_on(firm),
            "programme": ("科技型中小企业", "高新技术企业", "科技小巨人企业")[firm.rank],
            "due_on": date(today.year + 1, 6, 30) if firm.number % 5 == 0 else None,
            "rights_checked_on": date(2020, 12, 31) if firm.number % 9 else None,
        },
    )


def _workbook(kind: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    titles = COLUMNS[kind]
    columns = [SheetColumn(title, "code" if name in ("code", "number") else "text") for name, title in titles.items()]
    written = [[row.get(name) for name in titles] for row in rows]
    return write_table(TITLES[kind], columns, written, note="单位：万元、人、件", footer=())


def _reviews(org: Organisation, firms: Sequence[DemoFirm], walker: str, *, by: User, today: date) -> None:
    """人工认定 for 2023, the year the county's ledgers end with, and for this year."""
    judged = [firm for firm in firms if firm.code != walker and (firm.rank == 2 or firm.number % REVIEWED == 0)]
    for firm, year in ((firm, year) for firm in judged for year in sorted({min(2023, today.year), today.year})):
        enter_review(
            org=org,
            by=by,
            today=today,
            credit_code=firm.code,
            year=year,
            owns_core_ip=True,
            in_key_field=True,
            clean_year=True,
            joined_standard=firm.number % 11 == 0,
            resident=True,
            accounts_sound=True,
            industry_allowed=True,
            clean_record=True,
            national_award=False,
            research_body=False,
            led_standard=False,
            technical_level=("较高", "高")[firm.number % 2],
            core_support=("较强", "强")[firm.number % 2],
            management_points=14 + firm.number % 7,
            basis="科室会商",
        )


def _coaches(org: Organisation, firms: Sequence[DemoFirm], *, by: User, today: date) -> None:
    """辅导人: the officers of 高新科 share the first firms between them."""
    helpers = list(
        people().filter(org__code__in=("NY-GXK", "NY"), left_on__isnull=True, user__username__in=("gaoxin", "taizhang")).order_by("pk")
    )
    chosen = {firm.code: firm for firm in firms if firm.rank == 1}
    known = enterprises().filter(org=org, credit_code__in=list(chosen)[:COACHED]).order_by("pk")
    for number, enterprise in enumerate(known):
        plan = coached(enterprise.pk)
        if plan is None or not helpers:
            continue
        correct_coaching(
            plan,
            by=by,
            today=today,
            expected=plan.version,
            credit_code=enterprise.credit_code,
            registered_on=plan.registered_on,
            coach=helpers[number % len(helpers)],
            programme="hnte",
            due_on=date(today.year + 1, 6, 30),
            rights_checked_on=plan.rights_checked_on,
            remark="",
        )
