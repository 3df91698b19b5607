"""What an event holds, and that there is no write without it."""

from __future__ import annotations

import stat
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.http import HttpResponse
from django.test import RequestFactory

from tests.factories.audit import make_event, make_events
from tongpin.foundation.audit.chain import GENESIS
from tongpin.foundation.audit.context import current
from tongpin.foundation.audit.keys import AuditKeyMissing
from tongpin.foundation.audit.middleware import RequestIdMiddleware
from tongpin.foundation.audit.models import AuditEvent, AuditHead
from tongpin.foundation.audit.services import UnknownVerb, record, rotate_key
from tongpin.foundation.audit.verify import verify

CLERK = SimpleNamespace(pk=5, display_name="张三", get_username=lambda: "zhangsan")


@pytest.mark.django_db
def test_an_event_says_who_what_and_how_it_changed() -> None:
    event = make_event("合同一", by=CLERK, org_id=3, before={"amount": Decimal("1.50")}, after={"amount": None}, detail={"basis": "来函"})
    kept = AuditEvent.objects.get(seq=event.seq)
    assert (kept.actor_id, kept.actor_name, kept.org_id) == (5, "张三（zhangsan）", 3)
    assert (kept.subject_kind, kept.subject_pk, kept.subject_title) == ("thing", 7, "合同一")
    assert (kept.before, kept.after, kept.detail) == ({"amount": "1.50"}, {"amount": None}, {"basis": "来函"})


@pytest.mark.django_db
def test_events_form_a_gapless_chain() -> None:
    events = make_events(5)
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.prev_mac for event in events] == [GENESIS, *(event.mac for event in events[:-1])]
    head = AuditHead.objects.get()
    assert (head.seq, head.mac) == (5, events[-1].mac)


@pytest.mark.django_db
def test_an_undeclared_verb_is_refused() -> None:
    with pytest.raises(UnknownVerb):
        record("thing.invented", by=None)


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        record("audit.verified", by=None)


@pytest.mark.django_db(transaction=True)
def test_a_business_write_that_fails_leaves_no_event() -> None:
    make_event()
    with pytest.raises(RuntimeError), transaction.atomic():
        make_event("半途")
        raise RuntimeError
    assert AuditEvent.objects.count() == 1
    make_event("之后")
    assert [event.seq for event in AuditEvent.objects.order_by("seq")] == [1, 2]
    assert verify().ok


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"password": "abc12345"}, {"password": "（已隐去）"}),
        ({"口令": "abc"}, {"口令": "（已隐去）"}),
        ({"phone": "13812345678"}, {"phone": "138****5678"}),
        ({"note": "身份证11010519491231002X号"}, {"note": "身份证110105********002X号"}),
        ({"credit_code": "91370921MA3C4D5E6F"}, {"credit_code": "91370921MA3C4D5E6F"}),
        ({"serial": "110105194912310021"}, {"serial": "110105194912310021"}),
        ({"amount": Decimal("13812345678.00")}, {"amount": "13812345678.00"}),
        ({"broken": "甲\x00乙\ud800"}, {"broken": "甲\ufffd乙\ufffd"}),
        ({"big": 2**70, "share": 0.5}, {"big": str(2**70), "share": "0.5"}),
        ({"inner": [{"token": "x"}]}, {"inner": [{"token": "（已隐去）"}]}),
    ],
)
def test_secrets_are_masked_and_every_value_can_be_stored(given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert AuditEvent.objects.get(seq=make_event(after=given).seq).after == kept
    assert verify().ok


@pytest.mark.django_db
def test_a_hostile_title_is_stored() -> None:
    make_event("\x00\ud800" * 400)
    assert verify().ok


@pytest.mark.django_db
def test_the_key_file_is_made_once_and_is_the_owners_alone(audit_files: Path) -> None:
    make_events(2)
    key_file = audit_files / "keys" / "audit.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o400
    assert len(key_file.read_text().splitlines()) == 1


@pytest.mark.django_db
def test_without_the_key_nothing_is_written(audit_files: Path) -> None:
    make_event()
    (audit_files / "keys" / "audit.key").unlink()
    with pytest.raises(AuditKeyMissing):
        make_event()
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_a_new_key_is_announced_by_the_old_one() -> None:
    first = make_event()
    announced = rotate_key(by=CLERK)
    second = make_event()
    assert announced.key_id == first.key_id
    assert second.key_id == announced.detail["new_key_id"] != first.key_id
    assert verify().ok


def test_a_request_has_a_number_and_an_address(rf: RequestFactory) -> None:
    seen = []

    def view(request: Any) -> HttpResponse:
        seen.append(current())
        return HttpResponse()

    answer = RequestIdMiddleware(view)(rf.get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="1.2.3.4"))
    assert seen[0].ip == "10.0.0.9"
    assert answer["X-Request-ID"] == seen[0].request_id != ""
    assert current().request_id == ""


def test_a_trusted_proxy_names_the_address(rf: RequestFactory, settings: Any) -> None:
    settings.AXES_IPWARE_PROXY_COUNT = 1
    seen = []

    def view(request: Any) -> HttpResponse:
        seen.append(current().ip)
        return HttpResponse()

    RequestIdMiddleware(view)(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4"))
    RequestIdMiddleware(view)(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="<b>"))
    assert seen == ["1.2.3.4", ""]
