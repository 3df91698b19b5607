"""党员队伍文稿: the notice of a development, in the layout of an official document."""

from __future__ import annotations

from tongpin.domains.membership.enums import NoticeKind
from tongpin.domains.membership.models import DevelopmentNotice
from tongpin.engines.documents.content import written_date
from tongpin.engines.documents.official import OfficialDocument

TITLES = {
    NoticeKind.OBJECT: ("关于拟列为发展对象人选的公示", "拟列为发展对象"),
    NoticeKind.ACCEPTANCE: ("关于拟接收预备党员的公示", "拟接收为中共预备党员"),
    NoticeKind.CONVERSION: ("关于拟转为中共正式党员的公示", "拟按期转为中共正式党员"),
}


def notice_document(notice: DevelopmentNotice) -> bytes:
    """公示稿: name, sex, unit, days and contact; nothing else of the file can get in."""
    case = notice.case
    title, purpose = TITLES[NoticeKind(notice.kind)]
    document = OfficialDocument(title=title, mark="", unit=case.org.name, dated=notice.starts_on)
    document.paragraph("按照发展党员工作有关规定，现将有关人选情况予以公示。")
    document.paragraph(f"{case.person.name}，{case.get_gender_display()}，现在{case.unit}工作，{purpose}。")
    period = f"{written_date(notice.starts_on)}至{written_date(notice.ends_on)}"
    document.paragraph(f"公示时间：{period}。公示地点：{notice.place}。")
    document.paragraph("公示期间，如对公示对象有意见，请以口头或书面形式反映，反映情况应当实事求是。")
    document.paragraph(f"受理意见的联系方式：{notice.contact}。")
    return document.docx()
