"""节前廉政提醒查询: the rules of a day, letters with their receipts, who has not received, the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongpin.domains.accountability.calculations.reminder_days import days_of, titled
from tongpin.domains.accountability.enums import Audience, ReminderState
from tongpin.domains.accountability.models import IntegrityReminder, IntegrityRules, ReminderRecipient, ReminderSending, ReminderUrging
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import people, people_within, work_calendar
from tongpin.kernel.holidays import Holiday, holidays_between


def integrity_rules() -> QuerySet[IntegrityRules]:
    """节前提醒规则."""
    return IntegrityRules.objects.select_related("org")


def integrity_rules_on(org: Organisation, day: date) -> IntegrityRules:
    """某日的节前提醒规则 of a bureau; the product's own, unsaved, where it has set none."""
    found = integrity_rules().filter(org=org, valid_from__lte=day).order_by("-valid_from", "-pk").first()
    return found or IntegrityRules(org=org, valid_from=day)


def reminders() -> QuerySet[IntegrityReminder]:
    """廉政提醒函, with how many it went to and how many have signed for it."""
    return IntegrityReminder.objects.select_related("org", "sent_by").annotate(
        recipient_count=Count("recipients", distinct=True),
        received_count=Count("recipients", filter=Q(recipients__received_at__isnull=False), distinct=True),
        urging_count=Count("urgings", distinct=True),
    )


def reminder_matches(text: str) -> Q:
    """Letters whose title contains ``text``."""
    return Q(title__icontains=text) | Q(holiday__icontains=text)


def recipients_of(reminder: IntegrityReminder) -> QuerySet[ReminderRecipient]:
    """提醒对象, those without a receipt first."""
    rows = ReminderRecipient.objects.filter(reminder=reminder).select_related("person", "person__org", "person__user")
    return rows.prefetch_related("sendings").order_by("received_at", "person__org__path", "person__pinyin", "pk")


def not_received(reminder: IntegrityReminder) -> QuerySet[ReminderRecipient]:
    """未签收的提醒对象; who has left the unit meanwhile owes none."""
    return recipients_of(reminder).filter(received_at__isnull=True, person__left_on__isnull=True)


def all_recipients() -> QuerySet[ReminderRecipient]:
    """签收清单 over all letters that were sent."""
    rows = ReminderRecipient.objects.filter(reminder__state=ReminderState.SENT)
    return rows.select_related("reminder", "reminder__org", "person", "person__org").order_by(
        "-reminder__starts_on", "person__pinyin", "pk"
    )


def sendings_of(reminder: IntegrityReminder) -> QuerySet[ReminderSending]:
    """发送记录 of one letter."""
    return ReminderSending.objects.filter(recipient__reminder=reminder).select_related("recipient__person", "recipient__person__org")


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """通道一行: how many of one round had the same result by the same channel, and why."""

    pk: int
    channel_title: str
    round: int
    result: tuple[str, str]
    words: str
    people: int


def channel_lines(reminder: IntegrityReminder) -> list[ChannelLine]:
    """各通道的结果 of one letter, counted."""
    rows = ReminderSending.objects.filter(recipient__reminder=reminder).order_by("round", "channel", "state", "words")
    counted = rows.values("round", "channel", "channel_title", "state", "words").annotate(people=Count("pk"))
    return [
        ChannelLine(n, row["channel_title"], row["round"], ReminderSending(state=row["state"]).result, row["words"], row["people"])
        for n, row in enumerate(counted, 1)
    ]


def urgings_of(reminder: IntegrityReminder) -> QuerySet[ReminderUrging]:
    """再提醒 of one letter, in order."""
    return ReminderUrging.objects.filter(reminder=reminder)


def audience_of(org: Organisation, audience: str, on: date) -> list[Person]:
    """提醒范围内的人员 of a bureau on a day: who belongs to it or below, and has not left."""
    here = Q(left_on__isnull=True) | Q(left_on__gt=on)
    rows = people_within(people().filter(here), org)
    if audience == Audience.MEMBERS:
        rows = rows.filter(is_party_member=True)
    found = list(rows.order_by("pinyin", "pk"))
    if audience == Audience.LEADERS:
        found = [one for one in found if any(post.is_lead for post in one.present_posts)]  # type: ignore[attr-defined]
    return found


def deliveries_to(user: User) -> QuerySet[ReminderRecipient]:
    """本人的廉政提醒, the latest first."""
    rows = ReminderRecipient.objects.filter(person__user=user.pk, reminder__state=ReminderState.SENT)
    return rows.select_related("reminder", "reminder__org", "person").order_by("-reminder__sent_on", "-pk")


def coming_holidays(org: Organisation, start: date, end: date) -> Sequence[tuple[Holiday, str, date, date]]:
    """将到的放假 that begin in [start, end): each with its title, the day of its draft and of its letter by the rules of then."""
    calendar = work_calendar()
    found = []
    for holiday in holidays_between(start, end, calendar):
        rules = integrity_rules_on(org, holiday.starts_on)
        kept = tuple(rules.holidays)
        if not set(kept) & set(holiday.names):
            continue
        days = days_of(holiday, rules.send_workdays, rules.draft_workdays, calendar)
        found.append((holiday, titled(holiday, kept), days.draft_on, days.send_on))
    return found
