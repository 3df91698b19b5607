"""会议文书: notice, sign-in sheet, minutes and tally of one meeting, in the layout of GB/T 9704. What is not known is left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tongpin.domains.orglife.calculations.attendance import Attendance, Attendee
from tongpin.domains.orglife.models import Meeting, MeetingItem, ThemeDay, Vote
from tongpin.domains.orglife.selectors.agenda import items_of
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.engines.documents.content import Document, TableColumn, written_date
from tongpin.engines.documents.official import write_docx
from tongpin.foundation.ui.formats import moment

GAP = "待补"


def minutes(meeting: Meeting, *, totals: bool, opinions: bool = True) -> bytes:
    """会议记录: date, place, chair, recorder, who was due and came, each item, what was decided.

    ``totals``: also of restricted votes; ``opinions``: what each person said, else only how many spoke.
    """
    there, activity = attendance(meeting), meeting.activity
    document = Document(title=f"{activity.title}会议记录", mark="", unit=meeting.org.name, dated=activity.day)
    for label, text in (
        ("时间", when(activity.day, activity.starts_at, activity.ends_at)),
        ("地点", activity.place),
        ("主持人", names(there.of("chair"))),
        ("记录人", names(there.of("recorder"))),
        ("应到", f"{len(there.due)} 人" if there.due else ""),
        ("实到", f"{len(there.present)} 人：{names(there.present)}" if there.present else ""),
        ("列席", names(there.observers) or "无"),
        ("缺席", absent_words(there)),
    ):
        document.paragraph(f"{label}：{text or GAP}")
    if speakers := names(there.of("speaker")):
        document.paragraph(f"授课（领学）人：{speakers}")
    if activity.summary:
        document.heading(1, "主要内容")
        paragraphs(document, activity.summary)
    items = list(items_of(meeting))
    for item in items:
        _item(document, item, totals=totals, opinions=opinions)
    _rectification(document, meeting)
    document.paragraph(f"主持人签名：{' ' * 12}记录人签名：")
    return write_docx(document)


def sign_in_sheet(meeting: Meeting | ThemeDay) -> bytes:
    """签到表: everybody due, with room to sign; those known to be absent carry their reason."""
    there, activity = attendance(meeting), meeting.activity
    document = Document(title=f"{activity.title}签到表", mark="", unit=meeting.org.name, dated=activity.day)
    document.paragraph(f"时间：{when(activity.day, activity.starts_at, activity.ends_at)}", indented=False)
    document.paragraph(f"地点：{activity.place or GAP}", indented=False)
    rows = [
        (str(number), one.name, one.standing or "", "", "" if one.is_present else f"缺席：{one.reason or '原因待补'}")
        for number, one in enumerate(there.due, 1)
    ]
    rows += [(str(len(rows) + number), one.name, "列席", "", "") for number, one in enumerate(there.observers, 1)]
    columns = [
        TableColumn("序号", 0.7),
        TableColumn("姓名", 1.4),
        TableColumn("身份", 1.4),
        TableColumn("签名", 2),
        TableColumn("备注", 2, "left"),
    ]
    document.table(columns, rows or [("", GAP, "", "", "")])
    return write_docx(document)


def tally_sheet(item: MeetingItem, votes: Sequence[Vote], *, totals: bool) -> bytes:
    """表决结果统计表 of one item."""
    meeting = item.meeting
    document = Document(title="表决结果统计表", mark="", unit=meeting.org.name, dated=meeting.activity.day)
    document.paragraph(f"会议：{meeting.activity.title}（{written_date(meeting.activity.day)}）", indented=False)
    document.paragraph(f"议题：{item.title}", indented=False)
    for vote in votes:
        document.heading(1, vote.subject)
        document.paragraph(f"表决方式：{vote.get_method_display()}。")
        if vote.is_restricted and not totals:
            document.paragraph(f"票数仅限指定人员查看。结果：{vote.outcome.label}。")
            continue
        document.table([TableColumn("项目", 3, "left"), TableColumn("人数（票数）", 2)], tally_rows(vote))
        document.paragraph(vote.explanation)
        document.paragraph(f"监票人、计票人：{vote.counters or GAP}{' ' * 8}签名：")
    return write_docx(document)


def tally_rows(vote: Vote) -> list[tuple[str, str]]:
    """The eight figures of a tally; papers only where there were papers."""
    figures: list[tuple[str, int | None]] = [
        ("应到有表决权人数", vote.due),
        ("实到有表决权人数", vote.present),
        ("发出票数", vote.issued),
        ("收回票数", vote.returned),
        ("有效票数", vote.valid),
        ("赞成", vote.yes),
        ("反对", vote.no),
        ("弃权", vote.abstain),
    ]
    return [(label, str(figure)) for label, figure in figures if figure is not None]


def notice(
    *,
    org_name: str,
    title: str,
    kind_title: str,
    day: date,
    at: datetime | None,
    place: str,
    agenda: Sequence[str],
    who: str,
    dated: date,
    makes_up: bool = True,
) -> bytes:
    """会议通知 with the agenda that is planned."""
    document = Document(title=f"关于召开{title}的通知", mark="代拟稿", addressee=f"{who}：", unit=org_name, dated=dated)
    document.paragraph(f"经研究，定于{written_date(day)}召开{kind_title}。现将有关事项通知如下。")
    document.heading(1, "时间")
    document.paragraph(f"{when(day, at)}。")
    document.heading(1, "地点")
    document.paragraph(f"{place or '（待定）'}。")
    document.heading(1, "议程")
    for number, line in enumerate(agenda, 1):
        document.paragraph(f"{number}. {line}。")
    if not agenda:
        document.paragraph("（待定）")
    document.heading(1, "有关要求")
    absent = "会后及时补课" if makes_up else "对议题的意见可以会前书面提出"
    document.paragraph(f"请按时参加。因故不能参加的，请会前请假并说明原因，{absent}。")
    return write_docx(document)


def when(day: date, at: datetime | None, until: datetime | None = None) -> str:
    """ "2026年3月5日 09:00—11:00", as far as it is known; or the day alone."""
    if at is None:
        return written_date(day)
    return f"{written_date(day)} {moment(at)[-5:]}" + (f"—{moment(until)[-5:]}" if until is not None else "")


def names(people: Sequence[Attendee]) -> str:
    """Names, in order."""
    return "、".join(one.name for one in people)


def absent_words(there: Attendance) -> str:
    """ "2 人：张三（出差）、李四（病假）"; 无 where all came."""
    if not there.due:
        return ""
    if not there.absent:
        return "无"
    return f"{len(there.absent)} 人：" + "、".join(f"{one.name}（{one.reason or '原因待补'}）" for one in there.absent)


def paragraphs(document: Document, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            document.paragraph(line.strip())


def _item(document: Document, item: MeetingItem, *, totals: bool, opinions: bool) -> None:
    document.heading(1, item.title)
    if item.reporter:
        document.paragraph(f"{'领学人' if item.is_first_topic else '汇报人'}：{item.reporter}")
    if recused := [f"{one.person}（{one.reason}）" for one in item.recusals.all()]:
        document.paragraph(f"回避：{'、'.join(recused)}")
    if item.steps:
        document.paragraph(f"履行程序：{'、'.join(item.steps)}")
    paragraphs(document, item.discussion)
    said = list(item.opinions.all())
    if said and not opinions:
        written = sum(1 for one in said if one.is_written)
        document.paragraph(f"发表意见 {len(said)} 人{f'，其中书面意见 {written} 人' if written else ''}，内容见会议记录原件。")
    for opinion in said if opinions else ():
        words = "，".join(part for part in (opinion.get_stance_display(), opinion.text) if part)
        document.paragraph(f"{opinion.person}{'（书面意见）' if opinion.is_written else ''}：{words}")
    for vote in item.votes.all():
        shown = vote.explanation if totals or not vote.is_restricted else f"{vote.outcome.label}。"
        about = f"（{vote.candidate}）" if vote.candidate else ""
        document.paragraph(f"表决（{vote.get_method_display()}）：{vote.subject}{about}。{shown}")
    if item.decision:
        document.paragraph(f"会议决定：{item.decision}")
    if item.follow_up:
        details = "，".join(
            part
            for part in (
                f"责任人{item.follow_up_by}" if item.follow_up_by else "",
                f"{written_date(item.follow_up_due)}前完成" if item.follow_up_due else "",
            )
            if part
        )
        document.paragraph(f"贯彻落实：{item.follow_up}{f'（{details}）' if details else ''}")
    if not item.discussion and not item.decision and not item.is_first_topic:
        document.paragraph(f"会议记录：{GAP}")


def _rectification(document: Document, meeting: Meeting) -> None:
    rows = [
        (str(number), one.problem, one.measure, one.owner, f"{one.due_on:%Y-%m-%d}", one.result or "整改中")
        for number, one in enumerate(meeting.rectifications.all(), 1)
    ]
    if not rows:
        return
    document.heading(1, "整改清单")
    columns = [
        TableColumn("序号", 0.6),
        TableColumn("问题", 2.2, "left"),
        TableColumn("措施", 2.2, "left"),
        TableColumn("责任人", 1),
        TableColumn("时限", 1.3),
        TableColumn("结果", 1.4, "left"),
    ]
    document.table(columns, rows)
