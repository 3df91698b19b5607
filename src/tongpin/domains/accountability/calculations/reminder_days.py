"""节前提醒日期: when a letter is due before a holiday, when its draft is made, and how it stands on a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongpin.kernel.holidays import Holiday
from tongpin.kernel.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class ReminderDays:
    """提醒日期: the day of the draft and the day of sending."""

    draft_on: date
    send_on: date


def days_of(holiday: Holiday, send_workdays: int, draft_workdays: int, calendar: WorkCalendar) -> ReminderDays:
    """提醒日期 of one holiday: ``send_workdays`` 1 is the last working day before it."""
    send_on = calendar.add_workdays(holiday.starts_on, -send_workdays).value
    draft_on = calendar.add_workdays(send_on, -draft_workdays).value if draft_workdays else send_on
    return ReminderDays(draft_on, send_on)


def titled(holiday: Holiday, kept: tuple[str, ...]) -> str:
    """节日名称 with its year: "2026年中秋节、国庆节"; of one that begins in the old year the new one. Only what the unit keeps is named."""
    names = [name for name in holiday.names if name in kept]
    return f"{holiday.ends_on.year}年{'、'.join(names)}"


def reminder_light(*, state: str, send_on: date, starts_on: date, sent_on: date | None, as_of: date) -> tuple[str, str, str]:
    """提醒函的灯: colour, word and why."""
    if state == "dropped":
        return "grey", "不发", ""
    if sent_on is not None and sent_on <= as_of:
        if sent_on >= starts_on:
            return "red", "逾期发出", f"{starts_on:%Y-%m-%d}放假，{sent_on:%Y-%m-%d}才发出。"
        if sent_on > send_on:
            return "yellow", "晚于应发日期", f"应于{send_on:%Y-%m-%d}发出，{sent_on:%Y-%m-%d}发出。"
        return "green", "已发出", ""
    if as_of >= starts_on:
        return "red", "未发出", f"{starts_on:%Y-%m-%d}放假，提醒函没有发出。"
    if as_of >= send_on:
        return "yellow", "应发出", f"应于{send_on:%Y-%m-%d}发出，请签发。"
    return "grey", "未到期", ""
