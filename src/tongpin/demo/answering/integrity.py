"""演示廉政和公开: letters before the holidays of the year with their receipts, a circular, the catalogue with what hangs, one case file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from tongpin.domains.accountability.enums import Audience, CaseSource, OpenFace, OpenPeriod, OpenScope, OpenWay
from tongpin.domains.accountability.selectors.circulars import circulars, units_of
from tongpin.domains.accountability.selectors.reminders import not_received, recipients_of
from tongpin.domains.accountability.services import cases, disclosures, reminders
from tongpin.domains.accountability.services.circulars import draft_circular, issue_circular, receive_circular
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import user_named
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import children, organisations, work_calendar
from tongpin.kernel.holidays import NAMES
from tongpin.kernel.periods import OFFICE_ZONE, Period, PeriodKind

F, S, W, P = OpenFace, OpenScope, OpenWay, OpenPeriod
CATALOGUE: tuple[tuple[Any, ...], ...] = (
    # face, title, content, scope, way, period, department, basis
    (F.PARTY, "党组织设置和职责", "机关党委、党支部设置和委员名单", S.MEMBERS, W.STANDING, "", "ST-JW", "党务公开目录"),
    (F.PARTY, "党费收缴和使用", "收缴总额、上缴和使用情况，不公开个人数额", S.MEMBERS, W.PERIODIC, P.QUARTER, "ST-JW", "党务公开目录"),
    (F.PARTY, "发展党员", "接收预备党员和转正名单、公示期和联系方式", S.MEMBERS, W.ONCE, "", "ST-JW", "党务公开目录"),
    (F.PARTY, "换届选举结果", "选举时间、当选名单", S.MEMBERS, W.ONCE, "", "ST-JW", "党务公开目录"),
    (F.PARTY, "民主评议党员", "评议时间、参加人数和优秀等次名单", S.UNIT, W.PERIODIC, P.YEAR, "ST-JW", "党务公开目录"),
    (F.GOVERNMENT, "机构职能", "内设机构、主要职责、办公地址和联系方式", S.SOCIETY, W.STANDING, "", "ST-BG", "政府信息公开指南"),
    (F.GOVERNMENT, "科技计划项目立项", "立项项目名称、承担单位和支持方式", S.SOCIETY, W.ONCE, "", "ST-GH", "政府信息主动公开目录"),
    (F.GOVERNMENT, "部门预算和决算", "部门预算、决算和“三公”经费", S.SOCIETY, W.PERIODIC, P.YEAR, "ST-BG", "政府信息主动公开目录"),
)
UNREAD = 3


def build_integrity(office: Organisation, *, by: User, today: date) -> None:
    """廉政和公开 of one bureau up to ``today``."""
    officer, clerk, head = (user_named(name) for name in ("jijian", "tingdangwu", "tingzhang"))
    if officer is None or clerk is None or head is None:
        return
    _letters(office, officer, today=today)
    _circular(office, officer, clerk, today=today)
    _openness(office, clerk, officer, head, today=today)
    _case(office, officer, today=today)


def _letters(office: Organisation, officer: User, *, today: date) -> None:
    """Sent before each of the last two holidays; of the last one some have not signed and were told again."""
    begun = date(today.year - 1, 12, 1)
    reminders.set_integrity_rules(
        org=office,
        by=officer,
        valid_from=begun,
        holidays=list(NAMES),
        send_workdays=3,
        draft_workdays=5,
        sends_itself=False,
        audience=Audience.EVERYBODY,
        by_mail=True,
        by_text=True,
        urge_workdays=2,
        most_urgings=1,
        basis="厅党组会议纪要",
    )
    made = reminders.draft_reminders(org=office, by=officer, today=today - timedelta(days=240), until=today + timedelta(days=1))
    past = [one for one in made if one.send_on < today]
    for one in past[:-2]:
        reminders.drop_reminder(one, by=officer, expected=one.version, reason="启用本系统以前已书面发函")
    for number, one in enumerate(past[-2:], 1):
        sent = reminders.send_reminder(one, by=officer, today=one.send_on, expected=one.version)
        reminders.deliver(reminder_id=sent.pk, moment=_at(one.send_on, 9))
        _sign(sent, officer, leave=UNREAD if number == 2 else 0)
        if number == 2:
            second = work_calendar().add_workdays(one.send_on, 2).value
            reminders.urge_reminder(sent, by=officer, today=second, expected=sent.version)
            reminders.deliver(reminder_id=sent.pk, moment=_at(second, 10))
    reminders.prepare_all(today=today)


def _sign(sent: Any, officer: User, *, leave: int) -> None:
    """Those with an account sign themselves; the paper list of the others is noted by the officer."""
    for one in recipients_of(sent).filter(person__user__isnull=False):
        if one.person.user is not None:
            reminders.receive_reminder(one, by=one.person.user, moment=_at(sent.sent_on, 15))
    rest = [one.person for one in not_received(sent)]
    signed = rest[: len(rest) - leave]
    if signed:
        reminders.note_paper_receipts(sent, by=officer, today=sent.sent_on, expected=sent.version, on=sent.sent_on, people=signed)


def _circular(office: Organisation, officer: User, clerk: User, *, today: date) -> None:
    issued = work_calendar().add_workdays(today, -8).value
    units = list(children(office).filter(face="admin", level="department")[:5])
    if not units:
        return
    found = draft_circular(
        org=office,
        units=units,
        by=officer,
        today=issued,
        title="关于违规收受礼品礼金问题的通报",
        source="省纪委监委通报",
        summary="某单位某处室负责人在项目评审期间，多次收受申报企业所送土特产和购物卡，受到党内严重警告处分，违纪所得予以收缴。",
        lesson="各处室要以案为鉴，对照岗位廉政风险点逐项自查。\n项目评审、经费拨付环节不得与申报单位有任何经济往来。",
        naming_basis="",
        receive_by=work_calendar().add_workdays(issued, 5).value,
        study_by=work_calendar().add_workdays(issued, 20).value,
    )
    issue_circular(found, by=officer, today=issued, expected=found.version)
    fresh = circulars().get(pk=found.pk)
    for unit in list(units_of(fresh))[:-1]:
        receive_circular(unit, by=clerk, today=work_calendar().add_workdays(issued, 2).value)


def _openness(office: Organisation, clerk: User, officer: User, head: User, *, today: date) -> None:
    departments = {org.code: org for org in organisations().filter(path__startswith=office.path)}
    since = date(today.year, 1, 1)
    items = {}
    for face, title, content, scope, way, period, code, basis in CATALOGUE:
        items[title] = disclosures.enter_open_item(
            org=office,
            by=clerk,
            face=face,
            title=title,
            content=content,
            scope=scope,
            way=way,
            period=period,
            basis=basis,
            department=departments.get(code, office),
            valid_from=since,
        )
    hands = (clerk, officer, head)
    first = work_calendar().add_workdays(since, 8).value
    _publish(items["党组织设置和职责"], hands, first, None, "党组织设置和委员名单", "党支部设置和委员名单见附件。", today=today)
    _publish(items["机构职能"], hands, first, None, "机构职能和联系方式", "内设机构、主要职责、办公地址和联系方式。", today=today)
    last = Period.containing(today, PeriodKind.QUARTER).shifted(-1)
    for quarter in (one for one in Period.year(today.year).split(PeriodKind.QUARTER) if one.last_day < today):
        begun = work_calendar().add_workdays(quarter.last_day, 4).value
        until = begun + timedelta(days=60)
        if quarter == last or begun > today:
            continue
        words = f"{quarter.title}党费已按标准收缴，按规定上缴上级党组织。"
        _publish(items["党费收缴和使用"], hands, begun, until, f"{quarter.title}党费收缴情况", words, period=str(quarter), today=today)
    disclosures.take_down_due(today=today)
    waiting = disclosures.draft_disclosure(
        items["发展党员"],
        by=clerk,
        today=today,
        title="拟接收预备党员公示",
        words="拟接收预备党员1名，公示期5个工作日，联系电话见公示栏。",
        period="",
        occurred_on=work_calendar().add_workdays(today, -2).value,
        beyond_power=False,
        reported_up_on=None,
    )
    disclosures.propose_disclosure(waiting, by=clerk, today=today, expected=waiting.version)


def _publish(
    item: Any, hands: tuple[User, User, User], on: date, until: date | None, title: str, words: str, *, today: date, period: str = ""
) -> None:
    if on > today:
        return
    clerk, officer, head = hands
    one = disclosures.draft_disclosure(
        item, by=clerk, today=on, title=title, words=words, period=period, occurred_on=None, beyond_power=False, reported_up_on=None
    )
    one = disclosures.propose_disclosure(one, by=clerk, today=on, expected=one.version)
    one = disclosures.check_secrecy(one, by=officer, today=on, expected=one.version, words="不涉及国家秘密、工作秘密和个人隐私，可以公开。")
    one = disclosures.approve_disclosure(one, by=head, today=on, expected=one.version)
    disclosures.publish_disclosure(one, by=clerk, today=on, expected=one.version, until=until)


def _case(office: Organisation, officer: User, *, today: date) -> None:
    """One file: accepted and being looked into. What it says is made up, and sealed all the same."""
    received = work_calendar().add_workdays(today, -15).value
    case = cases.register_case(
        org=office,
        by=officer,
        today=received,
        source=CaseSource.LETTER,
        received_on=received,
        reply_by=work_calendar().add_workdays(today, 4).value,
        reply_basis="上级转办函要求",
        matter="反映某处室加班误餐费发放范围不符合规定。",
    )
    second = work_calendar().add_workdays(received, 2).value
    case = cases.move_case(case, key="accept", by=officer, today=second, expected=case.version, words="属本级职责，予以受理。")
    cases.move_case(case, key="check", by=officer, today=second, expected=case.version, words="调取近两年误餐费发放凭证。")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=OFFICE_ZONE)
