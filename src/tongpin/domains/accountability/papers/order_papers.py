"""工单文书: an order with its items, what was shown for them and its trail, in the layout of GB/T 9704."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tongpin.domains.accountability.models import OrderEvidence, OrderItem, OrderStep, WorkOrder
from tongpin.engines.documents.content import Document, TableColumn, written_date
from tongpin.engines.documents.official import write_docx


def order_document(
    order: WorkOrder,
    items: Sequence[OrderItem],
    shown: Mapping[int, Sequence[OrderEvidence]],
    steps: Sequence[OrderStep],
    colour: str,
    today: date,
) -> bytes:
    """季度工单 or 督办单."""
    kind = "季度工单" if order.is_quarterly else "督办单"
    document = Document(title=f"{kind}", mark="", addressee=f"{order.lead.name}：", unit=order.org.name, dated=order.issued_on or today)
    document.paragraph(f"编号：{order.number}" + ("" if order.is_quarterly else f"　　　　{colour}"))
    document.paragraph(f"事项：{order.title}")
    helping = "、".join(assist.org.shown_name for assist in order.assists.all())
    document.paragraph(f"牵头单位：{order.lead.name}" + (f"；协办单位：{helping}" if helping else ""))
    document.paragraph(f"办理时限：{written_date(order.due_on)}" + _moved(order))
    if order.requirement:
        document.heading(1, "办理要求")
        document.paragraph(order.requirement)
    document.heading(1, "事项和办理情况")
    columns = [
        TableColumn("序号", 0.6),
        TableColumn("事项", 2.8, "left"),
        TableColumn("时限", 1.8),
        TableColumn("进展", 1.1),
        TableColumn("办理情况和佐证", 3.4, "left"),
    ]
    document.table(columns, [_line(item, shown.get(item.pk, ())) for item in items])
    if order.result:
        document.paragraph(f"总体情况：{order.result}")
    document.heading(1, "办理经过")
    for step in steps:
        words = step.words.rstrip("。；")
        document.paragraph(f"{written_date(step.on)}，{step.by_name}{step.verb}{f'：{words}' if words else ''}。")
    document.paragraph(f"承办人（签字）：{'　' * 8}审核人（签字）：")
    return write_docx(document)


def _moved(order: WorkOrder) -> str:
    return f"（最初时限{written_date(order.first_due_on)}）" if order.first_due_on != order.due_on else ""


def _line(item: OrderItem, shown: Sequence[OrderEvidence]) -> tuple[str, ...]:
    told = "；".join([*([item.words.rstrip("。；")] if item.words else []), *(f"{one.title} {one.value}".strip() for one in shown)])
    return str(item.position), item.text, f"{item.due_on:%Y-%m-%d}", item.get_state_display() or "未报送", told or "　"
