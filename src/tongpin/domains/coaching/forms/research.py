"""研发费用表单."""

from __future__ import annotations

from typing import Any

from tongpin.domains.coaching.enums import RdGroup
from tongpin.domains.coaching.models import RdEntry, RdProject, RdYear
from tongpin.domains.coaching.research.items import EXPENSE_GROUPS, items_of
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.ui.forms import offer_words
from tongpin.kernel.money import MoneyUnit


class RdProjectForm(LedgerForm):
    """研发项目表单."""

    class Meta:
        model = RdProject
        fields = (
            "number",
            "title",
            "way",
            "state",
            "starts_on",
            "ends_on",
            "contract_number",
            "result",
            "result_number",
            "note",
        )
        help_texts = {
            "number": "与企业辅助账的项目编号一致，如 RD01。",
            "ends_on": "进行中的项目可填计划结束日期；结束日期以后的凭证不能记入。",
            "contract_number": "委托、合作研发的合同须经科技部门登记。",
            "state": "失败的项目费用照样归集。",
        }


class RdEntryForm(LedgerForm):
    """辅助账分录表单; amounts in 元, as vouchers have them."""

    units = {"amount": MoneyUnit.YUAN, "tax_amount": MoneyUnit.YUAN}

    class Meta:
        model = RdEntry
        fields = (
            "booked_on",
            "voucher_type",
            "voucher_number",
            "summary",
            "item",
            "amount",
            "tax_amount",
            "is_capitalised",
            "is_fiscal",
            "has_invoice",
        )
        help_texts = {
            "summary": "红字冲销的金额为负数，摘要中写明“冲销”或“红字”。",
            "amount": "冲减项按正数填写。",
            "tax_amount": "与会计凭证记载金额相同的不填；加速折旧、一次性扣除的填税前扣除的金额。",
            "has_invoice": "委托个人研发的，没有发票等凭证不能加计扣除。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(str(group.label), [(i.value, i.label) for i in items_of(group)]) for group in (*EXPENSE_GROUPS, RdGroup.INCOME)]
        offer_words(self, "item", [("", "请选择"), *groups])


class RdYearForm(LedgerForm):
    """加计扣除年度事项表单."""

    units = dict.fromkeys(
        ("gross_income", "untaxed_income", "investment_income", "excluded_income", "carried_in"),
        MoneyUnit.YUAN,
    )

    class Meta:
        model = RdYear
        fields = ("kind", "gross_income", "untaxed_income", "investment_income", "excluded_income", "carried_in")
        help_texts = {
            "kind": "决定加计扣除的比例，按费用所属年度填写。",
            "excluded_income": "烟草制造、住宿和餐饮、批发和零售、房地产、租赁和商务服务、娱乐业的收入相加；没有的填 0。",
            "carried_in": "以前年度已计入研发费用的材料，产品以后年度销售、当年不足冲减而结转的金额；不填的按上年辅助账推算。",
        }
