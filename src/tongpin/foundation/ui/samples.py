"""样例: made-up contents of the gallery page; names and figures are examples only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from tongpin.foundation.ui.charts import Chart, Series
from tongpin.foundation.ui.components import Confirmation, Moment, StatTile, Tab
from tongpin.foundation.ui.forms import DropZone, OfficeForm
from tongpin.foundation.ui.lists import Action

MONTHS = [f"{month}月" for month in range(1, 13)]
NOWHERE = "#main-sample"


class SampleForm(OfficeForm):
    """样例表单: every kind of field, one of them wrong."""

    units = {"amount": "万元", "staff": "人"}
    groups = (("合同", ("title", "kind", "signed_on")), ("金额与人员", ("amount", "staff")), ("其他", ("note", "checked", "proof")))

    title = forms.CharField(label="合同名称", max_length=100)
    kind = forms.ChoiceField(label="合同类别", choices=[("", "请选择"), ("dev", "技术开发"), ("service", "技术服务")])
    signed_on = forms.DateField(label="登记日", help_text="以技术合同登记机构盖章日期为准。")
    amount = forms.DecimalField(label="成交额", help_text="合同约定的总金额，含设备款。")
    staff = forms.IntegerField(label="参与人数", required=False)
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    checked = forms.BooleanField(label="已与合同原件核对", required=False)
    proof = forms.FileField(label="合同扫描件", required=False, widget=DropZone(hint="PDF、JPG、PNG，单个不超过 50 MB"))


def gallery_context() -> dict[str, Any]:
    """Everything the gallery shows."""
    return {
        "title": "组件样例",
        "tiles": sample_tiles(),
        "monthly": monthly_chart(),
        "yearly": yearly_chart(),
        "form": SampleForm(
            {"title": "数控机床热误差补偿技术开发", "kind": "dev", "signed_on": "2023-06-30", "amount": "约300", "staff": ""}
        ),
        "tabs": [Tab("总览", "?", True), Tab("按单位", "?tab=org"), Tab("按月份", "?tab=month")],
        "moments": sample_moments(),
        "actions": (),
        "begin": (Action("下载导入模板", NOWHERE), Action("导入台账", NOWHERE, primary=True, icon="import")),
        "asks": (
            Confirmation(
                "undo", "撤销本次导入", NOWHERE, "将恢复到导入之前：删去新增 18 条，还原更新 50 条。原始文件继续保留。", verb="撤销导入"
            ),
            Confirmation("return", "退回", NOWHERE, "退回后由填报人修改重报。", reason_label="退回理由", primary=True),
        ),
        "preview_heads": ("行号", "证书编号", "企业名称", "发证日期", "结果"),
    }


def sample_tiles() -> list[StatTile]:
    """A figure in each of its states."""
    return [
        StatTile(
            "技术合同成交额",
            "20.14",
            "亿元",
            url=NOWHERE,
            target="18亿元",
            completion=Decimal("111.9"),
            pace=Decimal(100),
            light="green",
            reason="已完成全年目标。",
            facts=(("同比", "+175%"),),
        ),
        StatTile(
            "高新技术企业存量",
            "68",
            "家",
            url=NOWHERE,
            target="70家",
            completion=Decimal("97.1"),
            pace=Decimal(100),
            light="yellow",
            reason="完成率97.1%，低于序时进度100%。",
            facts=(("同比", "+36%"),),
        ),
        StatTile(
            "科技型中小企业",
            "41",
            "家",
            url=NOWHERE,
            target="97家",
            completion=Decimal("42.3"),
            pace=Decimal(75),
            light="red",
            reason="完成率42.3%，低于序时进度75%。",
            facts=(("同比", "-8.9%"),),
        ),
        StatTile(
            "科技成果转化贷款",
            "9,480",
            "万元",
            target="1亿元",
            completion=Decimal("94.8"),
            light="blue",
            light_word="临期",
            reason="12月31日到期，还有5日。",
        ),
        StatTile("全社会研发投入", "", "亿元", light="grey", reason="统计部门次年公布，尚无数值。"),
    ]


def sample_moments() -> list[Moment]:
    """Party and business entries on one line of time."""
    return [
        Moment(date(2023, 12, 20), "支部党员到企业走访，核实合同履行情况", "登记问题1个，已转业务科室办理。", face="party"),
        Moment(date(2023, 9, 1), "技术合同登记", "成交额1,260万元", face="science"),
        Moment(date(2023, 8, 15), "供需对接会上达成意向"),
    ]


def monthly_chart() -> Chart:
    """A year by month with last year, target, a gap and a forecast."""
    now = [Decimal(v) for v in ("0.42", "0.75", "1.90", "2.60", "3.95")]
    return Chart(
        title="技术合同成交额（累计）",
        unit="亿元",
        categories=MONTHS,
        as_of=date(2023, 9, 30),
        note="6月未报送，图中留空。",
        series=[
            Series("上年同期", [Decimal(v) / 10 for v in (2, 5, 9, 14, 19, 27, 33, 40, 48, 55, 64, 73)], role="last_year"),
            Series("本年", [*now, None, Decimal("6.20"), Decimal("7.80"), Decimal("9.30"), None, None, None]),
            Series("预计", [None] * 9 + [Decimal("11.40"), Decimal("14.60"), Decimal("18.20")], role="forecast"),
            Series("全年目标", [18] * 12, kind="line", role="target"),
        ],
    )


def yearly_chart() -> Chart:
    """One series over years."""
    return Chart(
        title="高新技术企业存量",
        unit="家",
        categories=["2019年", "2020年", "2021年", "2022年", "2023年"],
        as_of=date(2023, 12, 31),
        series=[Series("存量", [21, 29, 38, 50, 68])],
    )
