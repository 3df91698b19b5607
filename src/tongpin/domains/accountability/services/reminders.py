"""节前廉政提醒办理: drafted before each holiday, sent once with a number, signed for by each person, those who did not are told again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from tongpin.domains.accountability.enums import ReminderState, SendingState
from tongpin.domains.accountability.models import IntegrityReminder, IntegrityRules, ReminderRecipient, ReminderSending, ReminderUrging
from tongpin.domains.accountability.selectors import reminders as selectors
from tongpin.engines.ledgers.services import amend, enter, not_after, tell
from tongpin.engines.notifications.services import MESSAGES, settle_notices
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.jobs.services import enqueue_on_commit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.foundation.orgs.selectors import work_calendar
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import gathered
from tongpin.kernel.holidays import NAMES
from tongpin.kernel.obligations import Message, MessageChannel
from tongpin.kernel.periods import OFFICE_ZONE, business_date

log = logging.getLogger(__name__)
SYSTEM = "系统"
NOON = time(12, 0)
"""纸质签收时间: a list tells the day alone."""
LOOK_AHEAD = timedelta(days=70)
SITE, MAIL, TEXT = "site", "mail", "text"
FIELDS = ("holiday", "starts_on", "send_on", "title")


class RulesFields(TypedDict):
    """节前提醒规则栏目."""

    valid_from: date
    holidays: list[str]
    send_workdays: int
    draft_workdays: int
    sends_itself: bool
    audience: str
    by_mail: bool
    by_text: bool
    urge_workdays: int
    most_urgings: int
    basis: str


@transaction.atomic
def set_integrity_rules(*, org: Organisation, by: User, **fields: Unpack[RulesFields]) -> IntegrityRules:
    """设置节前提醒规则 from a day on."""
    _check_holidays(fields)
    return enter(IntegrityRules(org=org, **fields), verb="integrity_rules.set", by=by, fields=fields)


@transaction.atomic
def correct_integrity_rules(rules: IntegrityRules, *, by: User, expected: int, **fields: Unpack[RulesFields]) -> IntegrityRules:
    """更正节前提醒规则."""
    _check_holidays(fields)
    return amend(rules, verb="integrity_rules.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def draft_reminders(*, org: Organisation, by: User | None, today: date, until: date | None = None) -> list[IntegrityReminder]:
    """拟出节前提醒函: of each holiday whose draft is due (or that begins before ``until``); what stands already is left as it is."""
    known = set(IntegrityReminder.objects.filter(org=org).values_list("starts_on", flat=True))
    made = []
    for holiday, title, draft_on, send_on in selectors.coming_holidays(org, today + timedelta(days=1), until or today + LOOK_AHEAD):
        if holiday.starts_on in known or (until is None and draft_on > today):
            continue
        reminder = IntegrityReminder(
            org=org,
            holiday=title,
            starts_on=holiday.starts_on,
            ends_on=holiday.ends_on,
            send_on=send_on,
            title=f"关于{title}廉洁过节的提醒函",
            words=standard_words(title),
            audience=selectors.integrity_rules_on(org, holiday.starts_on).audience,
        )
        made.append(enter(reminder, verb="integrity_reminder.drafted", by=by, fields=FIELDS))
    return made


def standard_words(title: str) -> str:
    """提醒函正文 to begin with; the unit changes it before it is sent."""
    return (
        f"{title}将至，为严明节日期间纪律要求，现提醒如下：\n"
        "严格落实中央八项规定及其实施细则精神，不违规收送礼品、礼金、消费卡和电子红包。\n"
        "不违规吃喝，不接受管理和服务对象的宴请，不出入私人会所。\n"
        "不公车私用，不用公款旅游，不违规发放津贴、补贴和福利。\n"
        "不大操大办婚丧喜庆事宜，不参与赌博等违法活动。\n"
        "领导干部要带头遵守纪律，管好家属和身边工作人员；值班人员坚守岗位，重要情况及时报告。"
    )


@transaction.atomic
def correct_reminder(
    reminder: IntegrityReminder, *, by: User, expected: int, title: str, words: str, audience: str, send_on: date
) -> IntegrityReminder:
    """修改提醒函 before it is sent."""
    if reminder.state != ReminderState.DRAFTED:
        raise Refused("只有待发出的提醒函可以修改。")
    values = {"title": title, "words": words, "audience": audience, "send_on": send_on}
    return amend(reminder, verb="integrity_reminder.corrected", by=by, expected=expected, values=values)


@transaction.atomic
def drop_reminder(reminder: IntegrityReminder, *, by: User, expected: int, reason: str) -> IntegrityReminder:
    """不发提醒函, with the reason; it is not drafted again."""
    if reminder.state != ReminderState.DRAFTED:
        raise Refused("只有待发出的提醒函可以不发。")
    values = {"state": ReminderState.DROPPED, "reason": reason}
    return amend(reminder, verb="integrity_reminder.dropped", by=by, expected=expected, values=values)


@transaction.atomic
def send_reminder(reminder: IntegrityReminder, *, by: User | None, today: date, expected: int) -> IntegrityReminder:
    """发出提醒函: it gets the next number of the year; every person of its audience is told by each channel of the unit."""
    if reminder.state != ReminderState.DRAFTED:
        raise Refused(f"该提醒函{reminder.get_state_display()}，不能再发。")
    found = selectors.audience_of(reminder.org, reminder.audience, today)
    if not found:
        raise Refused("提醒范围内没有人员，请先登记人员或改换提醒范围。")
    last = IntegrityReminder.objects.filter(org=reminder.org, year=today.year).aggregate(last=Max("serial"))["last"] or 0
    values = {"state": ReminderState.SENT, "year": today.year, "serial": last + 1, "sent_on": today, "sent_by": by}
    before = snapshot(IntegrityReminder.objects.get(pk=reminder.pk), values)
    for name, value in values.items():
        setattr(reminder, name, value)
    check(reminder)
    # the version decides first, so that of several who send at once one writes the recipients
    save_versioned(reminder, expected=expected, fields=values)
    recipients = ReminderRecipient.objects.bulk_create([ReminderRecipient(reminder=reminder, person=person) for person in found])
    _queue(reminder, recipients, 0, today)
    old, new = changed_fields(before, reminder, values)
    tell(reminder.org_id, reminder.record_kind)
    after = {**new, "提醒人数": len(recipients)}
    audit.record("integrity_reminder.sent", by=by, subject=reminder.reference(), org_id=reminder.org_id, before=old, after=after)
    return reminder


@transaction.atomic
def urge_reminder(reminder: IntegrityReminder, *, by: User | None, today: date, expected: int) -> IntegrityReminder:
    """再提醒 those who have not signed for it; counted."""
    if reminder.state != ReminderState.SENT:
        raise Refused("提醒函尚未发出，不能再提醒。")
    lacking = list(selectors.not_received(reminder))
    if not lacking:
        raise Refused("全部人员已经签收，无须再提醒。")
    number = ReminderUrging.objects.filter(reminder=reminder).count() + 1
    save_versioned(reminder, expected=expected, fields=())
    name = by.display_name if by is not None else SYSTEM
    insert(ReminderUrging(reminder=reminder, number=number, urged_on=today, people=len(lacking), urged_by=name))
    _queue(reminder, lacking, number, today)
    tell(reminder.org_id, reminder.record_kind)
    after = {"第几次": number, "未签收人数": len(lacking)}
    audit.record("integrity_reminder.urged", by=by, subject=reminder.reference(), org_id=reminder.org_id, after=after)
    return reminder


@transaction.atomic
def receive_reminder(delivery: ReminderRecipient, *, by: User, moment: datetime) -> ReminderRecipient:
    """签收提醒函, by the person it went to; signing again changes nothing."""
    if delivery.person.user_id != by.pk:
        raise Refused("提醒函只能由本人签收。")
    if ReminderRecipient.objects.filter(pk=delivery.pk, received_at__isnull=True).update(received_at=moment):
        delivery.received_at = moment
        settle_notices(user_id=by.pk, source=MESSAGES, key_prefix=message_key(delivery.reminder_id), moment=moment)
        reminder = delivery.reminder
        audit.record("integrity_reminder.received", by=by, subject=reminder.reference(), org_id=reminder.org_id)
    return delivery


@transaction.atomic
def note_paper_receipts(
    reminder: IntegrityReminder, *, by: User, today: date, expected: int, on: date, people: Iterable[Person]
) -> IntegrityReminder:
    """登记纸质签收 of those who signed a list, such as people without an account."""
    if reminder.state != ReminderState.SENT or reminder.sent_on is None:
        raise Refused("提醒函尚未发出，不能登记签收。")
    not_after(on, today, "签收日期", field="on")
    if on < reminder.sent_on:
        raise Refused(f"签收日期早于发出日期 {reminder.sent_on:%Y-%m-%d}，请核对。", field="on")
    chosen = list(people)
    rows = ReminderRecipient.objects.filter(reminder=reminder, person__in=chosen, received_at__isnull=True)
    if not chosen or rows.count() != len(chosen):
        raise Refused("所选人员中有人不在提醒范围内或已经签收，请刷新后重新选择。", field="people")
    save_versioned(reminder, expected=expected, fields=())
    rows.update(received_at=datetime.combine(on, NOON, tzinfo=OFFICE_ZONE), noted_by=by)
    tell(reminder.org_id, reminder.record_kind)
    after = {"签收人数": len(chosen), "签收日期": on.isoformat()}
    audit.record("integrity_reminder.paper_noted", by=by, subject=reminder.reference(), org_id=reminder.org_id, after=after)
    return reminder


def deliver(*, reminder_id: int, moment: datetime) -> int:
    """逐条发送 what waits: each is claimed before it is handed over, so that nothing goes out twice; how many went out."""
    waiting = ReminderSending.objects.filter(recipient__reminder=reminder_id, state=SendingState.WAITING)
    rows = list(waiting.select_related("recipient__reminder__org", "recipient__person").order_by("round", "pk"))
    channels = {channel.key: channel for channel in gathered(MessageChannel)}
    return sum(_hand_over(row, channels.get(row.channel), moment) for row in rows)


def prepare_all(*, today: date) -> int:
    """每日节前提醒 of every bureau that has set rules: drafts, sends and tells again what its rules leave to the system."""
    done = 0
    for org in {rules.org for rules in selectors.integrity_rules().filter(valid_from__lte=today)}:
        done += len(draft_reminders(org=org, by=None, today=today))
        rules = selectors.integrity_rules_on(org, today)
        for reminder in selectors.reminders().filter(org=org, starts_on__gt=today).exclude(state=ReminderState.DROPPED):
            try:
                done += _by_itself(reminder, rules, today)
            except Refused as refused:
                log.warning("节前提醒没有办理：%s，%s", reminder, refused.message)
    return done


def _by_itself(reminder: IntegrityReminder, rules: IntegrityRules, today: date) -> int:
    if reminder.state == ReminderState.DRAFTED:
        if not rules.sends_itself or today < reminder.send_on:
            return 0
        send_reminder(reminder, by=None, today=today, expected=reminder.version)
        return 1
    urgings = list(selectors.urgings_of(reminder))
    last = urgings[-1].urged_on if urgings else reminder.sent_on
    if last is None or len(urgings) >= rules.most_urgings or not selectors.not_received(reminder).exists():
        return 0
    if work_calendar().workdays_between(last, today).value < rules.urge_workdays:
        return 0
    urge_reminder(reminder, by=None, today=today, expected=reminder.version)
    return 1


def _queue(reminder: IntegrityReminder, recipients: Iterable[ReminderRecipient], number: int, today: date) -> None:
    rules = selectors.integrity_rules_on(reminder.org, today)
    used = {SITE, *([MAIL] if rules.by_mail else []), *([TEXT] if rules.by_text else [])}
    channels = [channel for channel in gathered(MessageChannel) if channel.key in used]
    ReminderSending.objects.bulk_create(
        ReminderSending(recipient=one, channel=channel.key, channel_title=channel.title, round=number)
        for one in recipients
        for channel in channels
    )
    enqueue_on_commit("accountability.deliver_reminder", reminder_id=reminder.pk)


def _hand_over(row: ReminderSending, channel: MessageChannel | None, moment: datetime) -> int:
    claimed = ReminderSending.objects.filter(pk=row.pk, state=SendingState.WAITING).update(state=SendingState.SENDING, at=moment)
    if not claimed:
        return 0
    message = message_of(row)
    lacking = channel.lacking(message) if channel is not None else "没有这一通道"
    if channel is None or lacking:
        return _result(row, SendingState.UNREACHABLE, lacking)
    try:
        channel.send(message, business_date(moment))
    except Refused as refused:
        return _result(row, SendingState.FAILED, refused.message)
    return _result(row, SendingState.SENT, "")


def _result(row: ReminderSending, state: SendingState, words: str) -> int:
    ReminderSending.objects.filter(pk=row.pk, state=SendingState.SENDING).update(state=state, words=words[:200])
    return int(state == SendingState.SENT)


def message_key(reminder_id: int) -> str:
    """消息标识 of one letter, before the number of the round."""
    return f"integrity-{reminder_id}-"


def message_of(row: ReminderSending) -> Message:
    """消息 of one attempt; an urging says that it is one."""
    recipient = row.recipient
    reminder, person = recipient.reminder, recipient.person
    title = f"第{row.round}次提醒签收：{reminder.title}" if row.round else reminder.title
    return Message(
        key=f"{message_key(reminder.pk)}{row.round}",
        title=title,
        words=f"{person.name}：\n\n{reminder.org.name}{reminder.number}\n\n{reminder.words}\n\n请登录系统签收。",
        url=reverse("accountability:delivery", args=[recipient.pk]),
        user_id=person.user_id,
        email=person.email,
        due_on=reminder.starts_on,
    )


def _check_holidays(fields: RulesFields) -> None:
    unknown = [name for name in fields["holidays"] if name not in NAMES]
    if unknown or not fields["holidays"]:
        raise Refused("请至少选择一个节日。", field="holidays")
