"""节前廉政提醒清单."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters

from tongpin.domains.accountability.calculations.reminder_days import reminder_light
from tongpin.domains.accountability.enums import ReminderState, SendingState
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import ListSpec

TONES = {ReminderState.DRAFTED: "plain", ReminderState.SENT: "done", ReminderState.DROPPED: "stop"}


def state_of(row: Any) -> tuple[str, str]:
    """状态 with its tone."""
    return TONES[ReminderState(row.state)], row.get_state_display()


def light_of(row: Any, on: date) -> tuple[str, str, str]:
    """提醒函的灯."""
    return reminder_light(state=row.state, send_on=row.send_on, starts_on=row.starts_on, sent_on=row.sent_on, as_of=on)


def _if_sent(name: str) -> Callable[[Any], int | None]:
    """A count that means something only once the letter is out."""
    return lambda row: getattr(row, name) if row.sent_on else None


class ReminderFilter(OfficeFilterSet):
    """提醒函筛选."""

    q = KeywordFilter("title", "holiday", label="标题或节日")
    state = django_filters.ChoiceFilter(label="状态", choices=ReminderState.choices)
    starts_on = django_filters.DateFromToRangeFilter(label="放假首日")


def reminder_list(on: date) -> ListSpec:
    """廉政提醒函清单 as of a day."""
    return ListSpec(
        "integrity-reminders",
        "节前廉政提醒",
        (
            Column("number", "文号", lambda row: row.number or None, sort=("year", "serial")),
            Column("title", "标题", sort=("title",), link="accountability:reminder"),
            Column("light", "灯", lambda row: light_of(row, on), kind="light"),
            Column("starts_on", "放假首日", kind="date", sort=("starts_on",)),
            Column("send_on", "应发日期", kind="date", sort=("send_on",)),
            Column("sent_on", "发出日期", kind="date", sort=("sent_on",)),
            Column("recipient_count", "提醒对象", _if_sent("recipient_count"), kind="number", unit="人", sort=("recipient_count",)),
            Column("received_count", "已签收", _if_sent("received_count"), kind="number", unit="人", sort=("received_count",)),
            Column("urging_count", "再提醒", _if_sent("urging_count"), kind="number", unit="次", sort=("urging_count",)),
            Column("state", "状态", state_of, kind="state", sort=("state",)),
            Column("org", "单位", "org.shown_name", hidden=True),
        ),
        ReminderFilter,
        default_sort=("-starts_on", "pk"),
        empty_title="还没有廉政提醒函",
        empty_hint="先点“提醒规则”设置提前几天发出，系统按国务院放假安排自动拟稿；也可以点“拟出近期节日的提醒函”。",
        noun="份",
    )


class ReceiptFilter(OfficeFilterSet):
    """签收筛选."""

    q = KeywordFilter("person__name", "reminder__title", "person__org__name", label="姓名、标题或单位")
    lacking = django_filters.BooleanFilter(label="未签收", field_name="received_at", lookup_expr="isnull")
    starts_on = django_filters.DateFromToRangeFilter(label="放假首日", field_name="reminder__starts_on")


def _received(row: Any) -> tuple[str, str]:
    if row.received_at is None:
        return "warn", "未签收"
    return ("done", "纸质签收") if row.noted_by_id else ("done", "已签收")


RECEIPTS = ListSpec(
    "reminder-receipts",
    "廉政提醒签收情况",
    (
        Column("person", "姓名", "person.name", sort=("person__pinyin",)),
        Column("org", "所属单位", "person.org.shown_name", sort=("person__org__path",)),
        Column("reminder", "提醒函", "reminder.title", sort=("reminder__starts_on",)),
        Column("number", "文号", "reminder.number"),
        Column("sent_on", "发出日期", "reminder.sent_on", kind="date", sort=("reminder__sent_on",)),
        Column("received", "签收", _received, kind="state", sort=("received_at",)),
        Column("received_at", "签收时间", kind="moment", sort=("received_at",)),
    ),
    ReceiptFilter,
    default_sort=("-reminder", "person"),
    empty_title="还没有签收记录",
    empty_hint="提醒函发出以后，每个人的签收情况列在这里。",
    noun="人次",
)

LACKING = (
    Column("person", "姓名", "person.name"),
    Column("org", "所属单位", "person.org.shown_name"),
    Column("account", "登录账号", lambda row: "有" if row.person.user_id else "没有，可登记纸质签收"),
)

CHANNELS = (
    Column("channel_title", "通道"),
    Column("round", "次别", lambda row: round_words(row)),
    Column("result", "结果", "result", kind="state"),
    Column("words", "说明", lambda row: row.words or None),
    Column("people", "人数", kind="number", unit="人"),
)


def round_words(row: Any) -> str:
    """ "首次发送", "第2次再提醒"."""
    return f"第{row.round}次再提醒" if row.round else "首次发送"


class SendingFilter(OfficeFilterSet):
    """发送记录筛选."""

    q = KeywordFilter("recipient__person__name", label="姓名")
    state = django_filters.ChoiceFilter(label="结果", choices=SendingState.choices)
    channel_title = django_filters.CharFilter(label="通道")


def sending_list(title: str) -> ListSpec:
    """发送记录 of one letter."""
    return ListSpec(
        "reminder-sendings",
        f"发送记录：{title}",
        (
            Column("person", "收件人", "recipient.person.name", sort=("recipient__person__pinyin",)),
            Column("org", "所属单位", "recipient.person.org.shown_name", sort=("recipient__person__org__path",)),
            Column("channel_title", "通道", sort=("channel",)),
            Column("round", "次别", round_words, sort=("round",)),
            Column("at", "时间", kind="moment", sort=("at",)),
            Column("result", "结果", "result", kind="state", sort=("state",)),
            Column("words", "说明", lambda row: row.words or None),
        ),
        SendingFilter,
        default_sort=("round", "person", "channel_title"),
        empty_title="还没有发送记录",
        empty_hint="提醒函发出以后，每个人、每个通道的结果列在这里。",
        noun="条",
    )


URGINGS = (
    Column("number", "第几次", lambda row: f"第{row.number}次"),
    Column("urged_on", "日期", kind="date"),
    Column("people", "未签收人数", kind="number", unit="人"),
    Column("urged_by", "办理人"),
)

DELIVERIES = ListSpec(
    "own-reminders",
    "我收到的廉政提醒",
    (
        Column("title", "标题", "reminder.title", link="accountability:delivery"),
        Column("number", "文号", "reminder.number"),
        Column("org", "发文单位", "reminder.org.shown_name"),
        Column("sent_on", "发出日期", "reminder.sent_on", kind="date", sort=("reminder__sent_on",)),
        Column("received", "签收", _received, kind="state", sort=("received_at",)),
        Column("received_at", "签收时间", kind="moment", sort=("received_at",)),
    ),
    None,
    default_sort=("-sent_on",),
    empty_title="还没有廉政提醒",
    empty_hint="单位发出节前廉政提醒后列在这里，请打开签收。",
    noun="份",
)
