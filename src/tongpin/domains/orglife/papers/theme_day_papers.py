"""主题党日文书: the record of one theme day, in the layout of GB/T 9704. What is not known is left open."""

from __future__ import annotations

from tongpin.domains.orglife.models import ThemeDay
from tongpin.domains.orglife.papers.meeting_papers import GAP, absent_words, names, paragraphs, when
from tongpin.domains.orglife.selectors.attendance import attendance
from tongpin.engines.documents.content import Document
from tongpin.engines.documents.official import write_docx


def activity_record(theme_day: ThemeDay) -> bytes:
    """主题党日活动记录: when, where, who came, what it served, what was done and what follows."""
    there, activity = attendance(theme_day), theme_day.activity
    document = Document(title=f"{activity.title}活动记录", mark="", unit=theme_day.org.name, dated=activity.day)
    for label, text in (
        ("时间", when(activity.day, activity.starts_at, activity.ends_at)),
        ("地点", activity.place),
        ("主持人", names(there.of("chair"))),
        ("记录人", names(there.of("recorder"))),
        ("应到", f"{len(there.due)} 人" if there.due else ""),
        ("实到", f"{len(there.present)} 人：{names(there.present)}" if there.present else ""),
        ("缺席", absent_words(there)),
    ):
        document.paragraph(f"{label}：{text or GAP}")
    for label, text in (
        ("其他参加人员", names(there.observers)),
        ("结合节点", theme_day.get_festival_display()),
        ("服务事项", "、".join(theme_day.served_titles)),
        ("会前研究", theme_day.studied_beforehand),
    ):
        if text:
            document.paragraph(f"{label}：{text}")
    document.heading(1, "主要内容")
    paragraphs(document, activity.summary or GAP)
    if theme_day.follow_up:
        document.heading(1, "后续落实")
        paragraphs(document, theme_day.follow_up)
    document.paragraph(f"主持人签名：{' ' * 12}记录人签名：")
    return write_docx(document)
