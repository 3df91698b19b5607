"""廉政文书: the reminder letter, the circular and the approval sheet of a disclosure, as GB/T 9704 lays them out."""

from __future__ import annotations

from datetime import date

from tongpin.domains.accountability.enums import Audience, ReminderState
from tongpin.domains.accountability.models import Circular, Disclosure, IntegrityReminder
from tongpin.engines.documents.content import Document, TableColumn, written_date
from tongpin.engines.documents.official import write_docx
from tongpin.kernel.periods import Period

ADDRESSEES = {
    Audience.EVERYBODY: "机关各部门、所属各单位全体人员：",
    Audience.MEMBERS: "全体共产党员：",
    Audience.LEADERS: "领导班子成员，各部门、所属各单位主要负责人：",
}


def reminder_document(reminder: IntegrityReminder, today: date) -> bytes:
    """廉政提醒函: with its number once it is sent; a draft says that it is one."""
    sent = reminder.state == ReminderState.SENT
    document = Document(
        title=reminder.title,
        mark="" if sent else "送审稿",
        number=reminder.number,
        addressee=ADDRESSEES[Audience(reminder.audience)],
        unit=reminder.org.name,
        dated=reminder.sent_on or today,
    )
    first, *rest = [line.strip() for line in reminder.words.splitlines() if line.strip()] or [""]
    document.paragraph(first)
    for number, line in enumerate(rest, 1):
        document.paragraph(f"{number}. {line}")
    document.paragraph(
        f"{reminder.holiday}放假时间为{written_date(reminder.starts_on)}至{written_date(reminder.ends_on)}。收到后请及时签收。"
    )
    return write_docx(document)


def circular_document(circular: Circular, units: str, today: date) -> bytes:
    """典型案例通报."""
    document = Document(
        title=circular.title,
        mark="" if circular.number else "送审稿",
        number=circular.number,
        addressee=f"{units}：",
        unit=circular.org.name,
        dated=circular.issued_on or today,
    )
    document.heading(1, "案情摘要")
    for line in filter(None, map(str.strip, circular.summary.splitlines())):
        document.paragraph(line)
    if circular.lesson.strip():
        document.heading(1, "警示和要求")
        for line in filter(None, map(str.strip, circular.lesson.splitlines())):
            document.paragraph(line)
    document.paragraph(f"请于{written_date(circular.receive_by)}前签收，{written_date(circular.study_by)}前组织学习并登记学习会议。")
    return write_docx(document)


def disclosure_document(disclosure: Disclosure, today: date) -> bytes:
    """公开审批表: the four steps with their persons and days, and what is disclosed."""
    item = disclosure.item
    document = Document(title=f"{item.get_face_display()}审批表", mark="", unit=disclosure.org.name, dated=disclosure.published_on or today)
    rows = [
        ("公开事项", item.title),
        ("标题", disclosure.title),
        ("所属期", Period.parse(disclosure.period).title if disclosure.period else "—"),
        ("公开范围、方式", f"{item.get_scope_display()}，{item.get_way_display()}"),
        ("责任单位", item.department.name),
        ("公开依据", item.basis),
        ("提出", _step(disclosure.proposed_by, disclosure.proposed_on)),
        ("保密审查", "；".join(filter(None, (_step(disclosure.checked_by, disclosure.checked_on), disclosure.check_words)))),
        ("超出本级权限", _beyond(disclosure)),
        ("审批", _step(disclosure.approved_by, disclosure.approved_on)),
        ("公开", _published(disclosure)),
    ]
    document.table([TableColumn("栏目", 1.4), TableColumn("内容", 4, "left")], rows)
    document.heading(1, "公开内容")
    for line in filter(None, map(str.strip, disclosure.words.splitlines())):
        document.paragraph(line)
    return write_docx(document)


def _step(by: object, on: date | None) -> str:
    name = getattr(by, "display_name", "")
    return f"{name}，{written_date(on)}" if on else "尚未办理"


def _beyond(disclosure: Disclosure) -> str:
    if not disclosure.beyond_power:
        return "否"
    return f"是，{written_date(disclosure.reported_up_on)}报上级审批" if disclosure.reported_up_on else "是，尚未报上级审批"


def _published(disclosure: Disclosure) -> str:
    if disclosure.published_on is None:
        return "尚未公开"
    until = f"，公开至{written_date(disclosure.until)}" if disclosure.until else "，长期公开"
    down = f"，{written_date(disclosure.taken_down_on)}撤下" if disclosure.taken_down_on else ""
    return f"{written_date(disclosure.published_on)}公开{until}{down}"
