"""廉政和公开 in the world of the access tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.integrity import (
    make_case,
    make_circular,
    make_disclosure,
    make_integrity_rules,
    make_issued_circular,
    make_open_item,
    make_reminder,
    make_sent_reminder,
)
from tests.factories.orgs import make_person
from tongpin.domains.accountability.models import CircularUnit, ReminderRecipient
from tongpin.foundation.orgs.models import Organisation

SOME_DAY = date(2023, 2, 1)


def integrity_records(org: Organisation, mark: str) -> dict[str, Any]:
    """Letters before and after they are sent, circulars, the catalogue with what hangs, a file that nobody here is named in."""
    person = make_person(org, f"{mark}收件人")
    sent = make_sent_reminder(
        org,
        [person],
        title=f"{mark}国庆提醒函",
        starts_on=date(2023, 10, 1),
        ends_on=date(2023, 10, 6),
        send_on=date(2023, 9, 26),
        sent_on=date(2023, 9, 26),
        year=2023,
        serial=1,
    )
    issued = make_issued_circular(org, [org], title=f"{mark}典型案例通报", serial=1)
    item = make_open_item(org, title=f"{mark}公开目录事项", scope="unit", way="standing", period="")
    days = dict.fromkeys(("proposed_on", "checked_on", "approved_on", "published_on"), SOME_DAY)
    published = make_disclosure(item, "published", title=f"{mark}公开事项", words=f"{mark}公开内容", until=None, **days)
    return {
        "integrity_rules": make_integrity_rules(org, basis=f"{mark}党组会"),
        "integrity_reminder": make_reminder(org, title=f"{mark}提醒函", words=f"{mark}正文"),
        "reminder_recipient": ReminderRecipient.objects.get(reminder=sent),
        "circular": make_circular(org, [org], title=f"{mark}通报"),
        "circular_unit": CircularUnit.objects.get(circular=issued),
        "open_item": item,
        "disclosure": make_disclosure(item, "drafted", title=f"{mark}公开稿"),
        "published_disclosure": published,
        "petition_case": make_case(org, [], number=f"{mark}信访1号", matter=f"{mark}反映的内容"),
    }
