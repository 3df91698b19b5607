"""责任落实后台任务: no ids or one, one service call."""

from __future__ import annotations

from tongpin.domains.accountability.services.disclosures import take_down_due
from tongpin.domains.accountability.services.reminders import deliver, prepare_all
from tongpin.domains.accountability.services.rolling import roll_all
from tongpin.foundation.jobs.registry import job
from tongpin.kernel.clock import now, today


@job("accountability.roll_quarter", title="生成季度工单", cron="20 1 * * *")
def roll_quarter() -> int:
    """Every night: the open clauses of signed letters stand on the order of their quarter."""
    return roll_all(today=today())


@job("accountability.holiday_reminders", title="节前廉政提醒", cron="30 7 * * *")
def holiday_reminders() -> int:
    """Every morning: letters are drafted, sent and urged as the rules leave it to the system."""
    return prepare_all(today=today())


@job("accountability.deliver_reminder", title="发送廉政提醒")
def deliver_reminder(reminder_id: int) -> int:
    """After a letter was sent or urged: what waits goes out by its channels."""
    return deliver(reminder_id=reminder_id, moment=now())


@job("accountability.take_down", title="公开到期撤下", cron="5 0 * * *")
def take_down() -> int:
    """Every night: what was disclosed until yesterday is taken down."""
    return take_down_due(today=today())
