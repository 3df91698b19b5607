"""党员队伍文稿: the notice of a development and the tally of an election, in the layout of an official document."""

from __future__ import annotations

from tongpin.domains.membership.calculations.elections import Result
from tongpin.domains.membership.enums import NoticeKind
from tongpin.domains.membership.models import Candidate, DevelopmentNotice, Election
from tongpin.engines.documents.content import TableColumn, written_date
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


def tally_document(election: Election, found: Result | None, validity: str) -> bytes:
    """选举计票汇总: totals, the votes of each candidate and what follows; signed by hand by those who counted."""
    title = f"{election.get_kind_display()}计票汇总表"
    document = OfficialDocument(title=title, mark="", unit=election.org.name, dated=election.on)
    ballot = "以无记名投票方式" if election.is_secret else ""
    document.paragraph(
        f"{written_date(election.on)}，{election.org.name}{election.get_body_display()}{ballot}选举，应选{election.seats}人。"
    )
    document.paragraph(
        f"应到会有选举权的党员{_count(election.voters_due)}人，实到{_count(election.voters_present)}人。"
        f"发出选票{_count(election.ballots_issued)}张，收回{_count(election.ballots_returned)}张，"
        f"其中有效选票{_count(election.ballots_valid)}张。{validity}"
    )
    columns = [TableColumn("序号"), TableColumn("姓名", 2), TableColumn("得赞成票", 2), TableColumn("结果", 2)]
    document.table(columns, [[str(n), str(c), _count(c.votes), _outcome(c, found)] for n, c in enumerate(election.candidates.all(), 1)])
    if found is not None and found.vacant:
        document.paragraph(f"尚有{found.vacant}个名额，应再次投票，或经半数以上有选举权的到会人员同意减少名额。")
    for signer in ("会议主持人：", "监票人：", "计票人："):
        document.paragraph(signer)
    return document.docx()


def _count(number: int | None) -> str:
    return "　" if number is None else str(number)


def _outcome(candidate: Candidate, found: Result | None) -> str:
    if found is None:
        return "　"
    if candidate.pk in found.elected:
        return "当选"
    return "票数相等，再次投票" if candidate.pk in found.tied else "未当选"
