"""日程: what stands in a month, and the feed that a phone fetches by its secret address."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.work import make_task
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.interfaces.desk import services
from tongpin.interfaces.desk.ical import calendar_file
from tongpin.interfaces.desk.models import CalendarFeed
from tongpin.kernel.obligations import CalendarEntry

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)


@pytest.fixture
def persons(db: None, monkeypatch: pytest.MonkeyPatch) -> ThreePersons:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-06-03")
    return three_persons()


def test_the_file_is_read_by_a_calendar() -> None:
    """An entry of a whole day ends on the next; a meeting has its hours, place and link; commas and semicolons stay text."""
    entries = [
        CalendarEntry(key="task-1", title="任务到期：清单；台账,附件", day=date(2024, 2, 29), kind="任务"),
        CalendarEntry(key="activity-2", title="支委会", day=date(2024, 6, 3), starts_at=NOON, place="二楼会议室", url="/activities/2/"),
    ]
    found = Calendar.from_ical(calendar_file("周正平的日程", entries, address="http://kjj", moment=NOON)).walk("VEVENT")
    assert [e["SUMMARY"] for e in found] == ["任务到期：清单；台账,附件", "支委会"]
    assert (found[0]["DTSTART"].dt, found[0]["DTEND"].dt) == (date(2024, 2, 29), date(2024, 3, 1))
    assert (found[1]["DTSTART"].dt, found[1]["DTEND"].dt) == (NOON, NOON.replace(hour=5))
    assert (found[1]["LOCATION"], found[1]["URL"]) == ("二楼会议室", "http://kjj/activities/2/")
    assert len({e["UID"] for e in found}) == 2


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("", "2024年6月"), ("2024-02", "2024年2月"), ("2024-13", "2024年6月"), ("9999-12", "2024年6月"), ("<b>", "2024年6月")],
)
def test_the_month_of_the_address(persons: ThreePersons, client: Client, asked: str, shown: str) -> None:
    client.force_login(persons.viewer)
    page = client.get(reverse("desk:calendar"), {"month": asked}).content.decode()
    assert shown in page


def test_a_day_shows_what_stands_on_it_to_those_who_may_see(persons: ThreePersons, client: Client) -> None:
    make_task(persons.org, title="报送半年总结", due_on=date(2024, 6, 28))
    for viewer, sees in ((persons.viewer, True), (persons.stranger, False)):
        client.force_login(viewer)
        assert ("报送半年总结" in client.get(reverse("desk:calendar")).content.decode()) is sees
    client.force_login(persons.viewer)
    assert "报送半年总结" not in client.get(reverse("desk:calendar"), {"month": "2024-08"}).content.decode()


def _opened(client: Client, user: User) -> str:
    client.force_login(user)
    page = client.post(reverse("desk:open_feed")).content.decode()
    client.logout()
    return page.partition('value="http://testserver')[2].partition('"')[0]


def test_the_feed_shows_what_its_owner_may_see_now(persons: ThreePersons, client: Client) -> None:
    make_task(persons.org, title="报送半年总结", due_on=date(2024, 6, 28))
    make_task(persons.tree.dongping, title="外县任务", due_on=date(2024, 6, 28))
    address = _opened(client, persons.viewer)
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "报送半年总结" in answer.content.decode().replace("\r\n ", "")
    assert "外县任务" not in answer.content.decode().replace("\r\n ", "")
    assert CalendarFeed.objects.get().last_fetched_on == date(2024, 6, 3)
    persons.viewer.__class__.objects.filter(pk=persons.viewer.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_a_new_address_ends_the_old_one_and_stopping_ends_all(persons: ThreePersons, client: Client) -> None:
    first = _opened(client, persons.viewer)
    second = _opened(client, persons.viewer)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.force_login(persons.viewer)
    assert client.post(reverse("desk:close_feed")).status_code == 302
    assert client.get(second).status_code == 404
    assert [e.verb for e in AuditEvent.objects.filter(verb__startswith="calendar_feed").order_by("seq")] == [
        "calendar_feed.opened",
        "calendar_feed.opened",
        "calendar_feed.closed",
    ]


def test_no_address_is_kept(persons: ThreePersons) -> None:
    token = services.open_feed(by=persons.viewer)
    assert token not in str(CalendarFeed.objects.values().get())
    assert not AuditEvent.objects.filter(detail_text__contains=token).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(user=make_user(), token_digest=services.feed_digest(token), opened_at=NOON)
