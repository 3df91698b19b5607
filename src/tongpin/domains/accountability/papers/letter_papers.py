"""责任状文书: the letter with the hash of its wording for signing by hand, and the year-end debrief, as GB/T 9704 lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongpin.domains.accountability.calculations.canonical import grouped
from tongpin.domains.accountability.enums import OrderState
from tongpin.domains.accountability.models import Letter, LetterClause, LetterVersion
from tongpin.domains.accountability.selectors.clauses import Told
from tongpin.domains.accountability.selectors.evidence import value_words
from tongpin.domains.accountability.selectors.letters import measure_titles, measure_units, target_words
from tongpin.engines.documents.content import Document, Footnote, TableColumn, Text, written_date
from tongpin.engines.documents.official import write_docx


def letter_document(letter: Letter, version: LetterVersion, clauses: Sequence[LetterClause], today: date) -> bytes:
    """责任状: what is promised, clause by clause, the signatures, and of a signed wording its hash."""
    signed = version.signed_on
    document = Document(title=letter.title, mark="" if signed else "征求意见稿", unit=letter.org.name, dated=signed or today)
    document.paragraph(
        f"为压紧压实全面从严治党责任，{letter.org.name}与{letter.department.name}{letter.post}{letter.signer.name}"
        f"签订{letter.year}年度责任状（第{version.number}版），责任内容如下。"
    )
    if version.amendment:
        document.paragraph(f"修订原因：{version.amendment.rstrip('。')}。")
    document.heading(1, "责任内容")
    titles, units = measure_titles(signed or today), measure_units(signed or today)
    columns = [
        TableColumn("序号", 0.6),
        TableColumn("责任内容", 3, "left"),
        TableColumn("落实方式", 2, "left"),
        TableColumn("佐证要求", 1.7, "left"),
        TableColumn("完成时限", 1.7),
        TableColumn("评分单位", 1.2, "left"),
    ]
    rows = [
        (str(n), c.duty, f"{target_words(c, titles, units)}（{c.get_rhythm_display()}）", c.evidence, f"{c.due_on:%Y-%m-%d}", c.scorer)
        for n, c in enumerate(clauses, 1)
    ]
    document.table(columns, rows)
    document.heading(1, "落实和考核")
    document.paragraph("未完成的条款每季度自动列入季度工单，责任单位按期报送，审核不通过的退回补充。年底按条款述职。")
    document.heading(1, "签字")
    document.paragraph(f"签订领导：{letter.superior.name}（签字）")
    document.paragraph(f"责任人：{letter.signer.name}（签字）")
    document.paragraph(f"签订日期：{written_date(signed)}" if signed else "签订日期：　　　　年　　月　　日")
    if signed:
        document.paragraph(f"内容校验码：{grouped(version.digest)}")
        document.paragraph("校验码由签订内容计算，内容有任何改动即不相符，可在系统“核对校验码”中核对。")
    return write_docx(document)


def debrief_document(letter: Letter, told: Sequence[Told], as_of: date) -> bytes:
    """述职述廉报告底稿: clause by clause promised, ordered, reported, accepted, measured; every figure carries its source as a footnote."""
    document = Document(title=f"{letter.year}年度述职述廉报告（底稿）", mark="送审稿", unit=letter.department.name, dated=as_of)
    done = sum(one.standing.is_done for one in told)
    document.paragraph(
        f"{letter.post}{letter.signer.name}于{letter.year}年度签订《{letter.title}》，共{len(told)}条责任。"
        f"截至{written_date(as_of)}，已完成或本季已落实{done}条。逐条情况如下，内容由系统按工单和台账生成。"
    )
    for one in told:
        _clause(document, letter, one, as_of)
    return write_docx(document)


def _clause(document: Document, letter: Letter, one: Told, as_of: date) -> None:
    clause = one.clause
    document.heading(1, clause.duty)
    document.paragraph(
        f"承诺：{one.standing.target}；佐证要求为{clause.evidence}；{written_date(clause.due_on)}前完成；由{clause.scorer}评分。"
    )
    if not one.standing.items:
        document.paragraph("下达：没有列入过工单。")
    for item in one.standing.items:
        order = item.order
        issued = written_date(order.issued_on) if order.issued_on else "尚未签发"
        words = [f"{order.number}，{issued}下达，{order.get_state_display()}"]
        if item.state:
            words.append(f"报送进展为{item.get_state_display()}")
        if item.words:
            words.append(item.words.rstrip("。；"))
        document.paragraph(f"工单：{'；'.join(words)}。")
        for proof in one.evidences[item.pk]:
            source = f"{proof.get_kind_display()}，数据日期{proof.on:%Y-%m-%d}，取自工单{order.number}第{proof.round}次报送"
            document.paragraph(Text(f"佐证：{proof.title} {proof.value}".rstrip()), Footnote(source), Text("。"))
        if order.state in (OrderState.ACCEPTED, OrderState.CLOSED) and order.accepted_on:
            document.paragraph(f"审核：{written_date(order.accepted_on)}由{order.accepted_by.display_name}审核通过。")  # type: ignore[union-attr]
    if one.figure is not None:
        document.paragraph(
            Text(f"完成值：{one.figure.title} {value_words(one.figure, clause)}"),
            Footnote(f"指标“{one.figure.title}”，截至{as_of:%Y-%m-%d}；{one.figure.formula}"),
            Text("。"),
        )
    elif one.standing.now:
        document.paragraph(f"现状：{one.standing.now}。")
    document.paragraph(f"结论：{one.standing.light[1]}。")
