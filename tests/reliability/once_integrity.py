"""廉政和公开: what may be entered only once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.factories.integrity import make_integrity_rules, make_open_item
from tests.factories.orgs import make_org
from tests.reliability.fields import signed, signed_today
from tests.reliability.once import Once
from tongpin.domains.accountability.models import Disclosure, IntegrityReminder, IntegrityRules, OpenItem
from tongpin.domains.accountability.services import disclosures, reminders

_years = count(2100)
RULES: dict[str, Any] = {
    "holidays": ["春节"],
    "send_workdays": 3,
    "draft_workdays": 5,
    "sends_itself": False,
    "audience": "everybody",
    "by_mail": False,
    "by_text": False,
    "urge_workdays": 1,
    "most_urgings": 1,
}
ITEM: dict[str, Any] = {
    "face": "party",
    "title": "党费收缴",
    "content": "总额",
    "scope": "members",
    "way": "standing",
    "period": "",
    "valid_from": date(2023, 1, 1),
}

INTEGRITY_ONCE = (
    Once(
        "set_integrity_rules",
        "integrity_rules_once_a_day",
        lambda o: date(2000, 1, 1) + timedelta(days=next(_years)),
        lambda r, o, p: reminders.set_integrity_rules(org=o.org, **signed(o), valid_from=r, basis=f"会议{p}", **RULES),
        lambda r: IntegrityRules.objects.filter(valid_from=r),
    ),
    Once(
        "draft_reminders",
        "integrity_reminder_once_a_holiday",
        lambda o: make_integrity_rules(make_org(f"县局{next(_years)}", o.org, code=f"XJ{next(_years)}")).org,
        lambda r, o, p: reminders.draft_reminders(org=r, by=o.clerk, today=date(2024, 1, 15), until=date(2024, 3, 1)),
        lambda r: IntegrityReminder.objects.filter(org=r),
        alike=True,
    ),
    Once(
        "enter_open_item",
        "open_item_once",
        lambda o: make_org(f"科室{next(_years)}", o.org, code=f"KS{next(_years)}"),
        lambda r, o, p: disclosures.enter_open_item(org=o.org, **signed(o), department=r, basis=f"文件{p}", **ITEM),
        lambda r: OpenItem.objects.filter(department=r),
    ),
    Once(
        "draft_disclosure",
        "disclosure_once_a_period",
        lambda o: make_open_item(o.org),
        lambda r, o, p: disclosures.draft_disclosure(
            r,
            **signed_today(o),
            title=f"第4季度{p}",
            words="收缴",
            period="2023-Q4",
            occurred_on=None,
            beyond_power=False,
            reported_up_on=None,
        ),
        lambda r: Disclosure.objects.filter(item=r),
    ),
)

ELSEWHERE = {
    "integrity_reminder_number_once": "a number is told apart by the version of the letter that takes it",
    "reminder_recipient_once": "written together with the sending, which only one person does",
    "reminder_sending_once": "written together with the sending or the urging, which only one person does",
    "reminder_urging_counted_once": "urging is raced by the version of the letter",
    "circular_number_once": "a number is told apart by the version of the circular that takes it",
    "circular_unit_once": "units are written together with the circular, which only one person changes",
    "petition_case_number_once": "registering counts on: who comes later gets the next number or is told to try again",
    "case_officer_once": "naming an officer is raced by the version of the file",
}
