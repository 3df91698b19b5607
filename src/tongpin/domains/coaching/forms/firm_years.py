"""经营数据表单."""

from __future__ import annotations

import re

from django import forms

from tongpin.domains.coaching.calculations.averages import MonthCount
from tongpin.domains.coaching.forms.firms import FirmForm
from tongpin.domains.coaching.models import FirmYear
from tongpin.domains.coaching.models.firm_years import GROUPS, MONEY
from tongpin.engines.ledgers.forms import StepForm
from tongpin.kernel.money import MoneyUnit

WAN = MoneyUnit.WAN
_CELLS = re.compile(r"[\s,，、]+")
_MOST = 10_000_000


class FirmYearForm(FirmForm):
    """年度经营数据表单: what is not known stays empty."""

    units = {
        **dict.fromkeys((*MONEY, "net_assets", *GROUPS, "rd_tax"), WAN),
        "staff": "人",
        "technical_staff": "人",
        "rd_staff": "人",
        "conversions": "项",
    }
    groups = (
        ("收入、成本和资产", (*MONEY, "net_assets")),
        ("人员（月平均数，填人数，不填占比）", ("staff", "technical_staff", "rd_staff")),
        ("研发费用八项（按高新技术企业认定口径填实际发生额，没有发生的填 0，不知道的留空）", GROUPS),
        ("其他", ("rd_tax", "conversions", "note")),
    )

    class Meta:
        model = FirmYear
        fields = ("year", "state", *MONEY, "net_assets", "staff", "technical_staff", "rd_staff", *GROUPS, "rd_tax", "conversions", "note")
        help_texts = {
            "sales": "主营业务收入与其他业务收入之和。",
            "total_income": "收入总额减去不征税收入。",
            "state": "当年的数据填快报。",
            "rd_tax": "用于科技型中小企业评价。",
            "note": "与上年相差百倍以上而属实的，在此写明原因。",
        }


class MonthsForm(StepForm):
    """月度人数表单: twelve lines as they are copied from a table."""

    months = forms.CharField(
        label="各月人数",
        widget=forms.Textarea(attrs={"rows": 13}),
        max_length=4000,
        help_text="每月一行，可从表格复制：月份、月初职工、月末职工、月初科技人员、月末科技人员。年中开业或停业的只填实际经营的月份。",
    )

    def clean_months(self) -> list[MonthCount]:
        """Five whole numbers in each line; the line that is not so is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["months"].splitlines(), 1):
            cells = [cell.removesuffix("月") for cell in _CELLS.split(line.strip()) if cell]
            if not cells:
                continue
            if len(cells) != 5 or not all(cell.isascii() and cell.isdigit() and len(cell) <= 8 for cell in cells):
                raise forms.ValidationError(f"第 {number} 行应为 5 个整数：月份、月初职工、月末职工、月初科技人员、月末科技人员。")
            counts = [int(cell) for cell in cells]
            if max(counts) > _MOST:
                raise forms.ValidationError(f"第 {number} 行的人数过大，请核对。")
            found.append(MonthCount(*counts))
        return found
