"""提醒: one digest a day outside the quiet hours; the next step only after the one before was sent and its working days are over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.notifications import make_notice
from tests.factories.orgs import make_person
from tongpin.engines.notifications import selectors, services
from tongpin.engines.notifications.models import Digest, Notice, NoticeHours
from tongpin.engines.notifications.timing import DEFAULT_HOURS, Hours, is_quiet, may_send, step_is_due
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.registry import task
from tongpin.kernel import extensions
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Remembrance, ReminderSource
from tongpin.kernel.periods import OFFICE_ZONE
from tongpin.kernel.workdays import WorkCalendar

MONDAY = date(2024, 6, 3)
FIELDS = {
    "digest_at": time(9),
    "quiet_from": time(17),
    "quiet_to": time(8),
    "workdays_only": False,
    "step_workdays": 2,
}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the office's clock, in UTC."""
    return datetime(day.year, day.month, day.day, hour - 8, minute, tzinfo=UTC)


# --- timing: tables --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "stop", "moment", "quiet"),
    [
        (time(18), time(8), time(17, 59), False),
        (time(18), time(8), time(18), True),
        (time(18), time(8), time(0), True),
        (time(18), time(8), time(7, 59), True),
        (time(18), time(8), time(8), False),
        (time(12), time(14), time(11, 59), False),
        (time(12), time(14), time(12), True),
        (time(12), time(14), time(14), False),
        (time(8), time(8), time(3), False),
    ],
)
def test_quiet_hours(start: time, stop: time, moment: time, quiet: bool) -> None:
    assert is_quiet(moment, Hours(time(8), start, stop, True, 3)) is quiet


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2024-06-03T08:29", False),
        ("2024-06-03T08:30", True),
        ("2024-06-03T18:00", False),
        ("2024-06-08T09:00", False),  # Saturday
        ("2024-06-10T09:00", False),  # 端午
        ("2024-09-29T09:00", True),  # a Sunday that is worked for 国庆
    ],
)
def test_when_a_digest_may_go(moment: datetime, expected: bool) -> None:
    assert may_send(datetime.fromisoformat(moment).replace(tzinfo=OFFICE_ZONE), DEFAULT_HOURS, WorkCalendar()) is expected


@pytest.mark.parametrize(
    ("sent", "today", "due"),
    [
        (None, MONDAY, False),
        (date(2024, 6, 3), date(2024, 6, 6), False),
        (date(2024, 6, 3), date(2024, 6, 7), True),
        (date(2024, 6, 6), date(2024, 6, 12), False),  # 7, 11 and 12 are the three working days
        (date(2024, 6, 6), date(2024, 6, 13), True),
    ],
)
def test_when_the_next_step_is_due(sent: date | None, today: date, due: bool) -> None:
    assert step_is_due(sent, today, DEFAULT_HOURS, WorkCalendar()) is due


# --- services --------------------------------------------------------------------------------------------------------------
Say = Callable[..., None]


@pytest.fixture
def say() -> Iterator[Say]:
    """What the only source names from now on."""
    held: list[Remembrance] = []

    def replace(*remembrances: Remembrance) -> None:
        held[:] = remembrances

    before = dict(extensions._installed)
    for module, entries in before.items():
        extensions.install(module, [e for e in entries if not isinstance(e, ReminderSource)])
    extensions.install("tests", [ReminderSource(key="test", title="试", due=lambda today: list(held))])
    yield replace
    extensions._installed.clear()
    extensions._installed.update(before)


@pytest.fixture
def persons(db: None) -> ThreePersons:
    return three_persons()


def remembrance(user: User, key: str = "a", **values: Any) -> Remembrance:
    return Remembrance(**{"key": key, "user_id": user.pk, "title": f"{key}到期", "url": "/todo/", **values})


@pytest.mark.django_db
def test_one_digest_a_day_however_often_it_runs(persons: ThreePersons, say: Say) -> None:
    say(remembrance(persons.editor, "a"), remembrance(persons.editor, "b"))
    assert services.note_what_is_due(today=MONDAY) == 2
    assert services.note_what_is_due(today=MONDAY) == 0
    assert services.send_digests(moment=at(MONDAY, 8, 15)) == 0
    assert services.send_digests(moment=at(MONDAY, 9)) == 1
    say(remembrance(persons.editor, "c"))
    services.note_what_is_due(today=MONDAY)
    assert services.send_digests(moment=at(MONDAY, 15)) == 0
    assert services.send_digests(moment=at(date(2024, 6, 4), 9)) == 1
    days = Notice.objects.order_by("key").values_list("key", "digest__day")
    assert list(days) == [("a", MONDAY), ("b", MONDAY), ("c", date(2024, 6, 4))]


@pytest.mark.django_db
def test_the_next_step_waits_for_the_one_before(persons: ThreePersons, say: Say) -> None:
    say(remembrance(persons.editor, "a"), remembrance(persons.viewer, "a", step=2))
    services.note_what_is_due(today=MONDAY)
    assert list(Notice.objects.values_list("user", "step")) == [(persons.editor.pk, 1)]
    assert services.note_what_is_due(today=date(2024, 6, 20)) == 0, "the first step was never sent"
    services.send_digests(moment=at(MONDAY, 9))
    assert services.note_what_is_due(today=date(2024, 6, 6)) == 0
    assert services.note_what_is_due(today=date(2024, 6, 7)) == 1
    assert services.note_what_is_due(today=date(2024, 6, 11)) == 0


@pytest.mark.django_db
def test_a_step_never_named_again_is_not_sent_again(persons: ThreePersons, say: Say) -> None:
    say(remembrance(persons.editor, "a"))
    services.note_what_is_due(today=MONDAY)
    services.send_digests(moment=at(MONDAY, 9))
    assert services.note_what_is_due(today=date(2024, 6, 4)) == 0
    assert services.send_digests(moment=at(date(2024, 6, 4), 9)) == 0


@pytest.mark.django_db
def test_hours_come_from_the_nearest_organisation(persons: ThreePersons, say: Say) -> None:
    office = persons.tree.ningyang_office
    clerk, officer, neighbour = (make_user() for _ in range(3))
    for user, org in ((clerk, persons.org), (officer, office), (neighbour, persons.tree.dongping)):
        make_person(org, user=user)
    services.set_hours(org=persons.org, by=persons.editor, **FIELDS)
    services.set_hours(org=office, by=persons.editor, **{**FIELDS, "digest_at": time(10)})
    hours = selectors.hours_of([clerk.pk, officer.pk, neighbour.pk])
    assert [hours[u.pk].digest_at for u in (clerk, officer, neighbour)] == [time(9), time(10), time(8, 30)]
    saturday = date(2024, 6, 8)
    say(*(remembrance(u) for u in (clerk, officer, neighbour)))
    services.note_what_is_due(today=saturday)
    assert services.send_digests(moment=at(saturday, 9, 30)) == 1
    assert Digest.objects.get().user_id == clerk.pk


@pytest.mark.django_db
def test_an_inactive_account_is_told_nothing(persons: ThreePersons, say: Say) -> None:
    say(remembrance(persons.editor))
    services.note_what_is_due(today=MONDAY)
    User.objects.filter(pk=persons.editor.pk).update(is_active=False)
    assert services.send_digests(moment=at(MONDAY, 9)) == 0


@pytest.mark.django_db
def test_setting_hours_is_versioned_and_audited(persons: ThreePersons) -> None:
    held = services.set_hours(org=persons.org, by=persons.editor, **FIELDS)
    services.set_hours(org=persons.org, by=persons.editor, expected=1, **{**FIELDS, "step_workdays": 5})
    with pytest.raises(Refused):
        services.set_hours(org=persons.org, by=persons.editor, expected=1, **FIELDS)
    assert NoticeHours.objects.get(pk=held.pk).step_workdays == 5
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"notice_hours.set", "notice_hours.changed"}


def test_the_job_is_registered_and_fires_every_quarter_of_an_hour() -> None:
    assert task("notifications.digest").cron == "*/15 * * * *"


# --- constraints -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_constraints(persons: ThreePersons) -> None:
    notice = make_notice(persons.editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(user=persons.editor, day=notice.digest.day, sent_at=notice.digest.sent_at)
    with pytest.raises(ValidationError, match="当日的摘要已经发出"):
        Digest(user=persons.editor, day=notice.digest.day, sent_at=notice.digest.sent_at).full_clean()
    with pytest.raises(ValidationError, match="已经提醒过"):
        Notice(user=persons.editor, source="test", key=notice.key, title="再", url="/", noted_on=MONDAY).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(digest=None, read_at=notice.digest.sent_at)
    held = services.set_hours(org=persons.org, by=persons.editor, **FIELDS)
    with pytest.raises(ValidationError, match="已设置通知时间"):
        NoticeHours(org=persons.org).full_clean()
    for days in (0, 31):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeHours.objects.filter(pk=held.pk).update(step_workdays=days)


# --- pages -----------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_everybody_reads_their_own(persons: ThreePersons, client: Client) -> None:
    notice = make_notice(persons.editor, title="党员大会将到期")
    page, opened = reverse("notifications:notices"), reverse("notifications:open", args=[notice.pk])
    for other in (persons.viewer, persons.stranger):
        client.force_login(other)
        assert "党员大会将到期" not in client.get(page).content.decode()
        assert client.get(opened).status_code == 404
    client.force_login(persons.editor)
    assert "党员大会将到期" in client.get(page).content.decode()
    assert "党员大会将到期" in client.get("/").content.decode()
    assert client.get(opened).headers["Location"] == "/todo/"
    assert Notice.objects.get().read_at is not None
    assert "党员大会将到期" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_hours_form(persons: ThreePersons, client: Client) -> None:
    page = reverse("notifications:hours")
    typed = {"digest_at": "09:00", "workdays_only": "on", "step_workdays": "2", "quiet_from": "17:00", "quiet_to": "08:00"}
    client.force_login(persons.viewer)
    assert client.get(page).status_code == 404
    client.force_login(persons.editor)
    assert client.post(page, typed).status_code == 302
    assert client.post(page, {**typed, "version": 1, "step_workdays": "4"}).status_code == 302
    assert "刷新核对" in client.post(page, {**typed, "version": 1, "step_workdays": "5"}).content.decode()
    assert NoticeHours.objects.get().step_workdays == 4


@pytest.mark.django_db
def test_marking_all_touches_only_ones_own(persons: ThreePersons, client: Client) -> None:
    make_notice(persons.editor)
    make_notice(persons.viewer)
    client.force_login(persons.editor)
    assert client.get(reverse("notifications:read_all")).status_code == 405
    client.post(reverse("notifications:read_all"))
    assert Notice.objects.filter(read_at__isnull=True).get().user == persons.viewer
