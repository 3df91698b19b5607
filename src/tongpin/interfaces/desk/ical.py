"""日程文件: calendar entries as the format that phones and mail programs read (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from tongpin.kernel.obligations import CalendarEntry

HOURS_BETWEEN_FETCHES = 6


def calendar_file(title: str, entries: Iterable[CalendarEntry], *, address: str, moment: datetime) -> bytes:
    """The file; ``address`` is the host in front of every link, so that a click on the phone opens the record."""
    calendar = Calendar()
    calendar.add("prodid", "-//tongpin//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=HOURS_BETWEEN_FETCHES), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, address, moment))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, address: str, moment: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@tongpin")
    event.add("dtstamp", moment)
    event.add("summary", entry.title)
    if entry.starts_at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.ends_at or entry.starts_at + timedelta(hours=1))
    for name, value in (("location", entry.place), ("categories", [entry.kind] if entry.kind else None)):
        if value:
            event.add(name, value)
    if entry.url:
        event.add("url", f"{address}{entry.url}")
    return event
