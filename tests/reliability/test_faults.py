"""第 n 条语句出错: wherever an operation is interrupted, the state is the one before or the one after, never between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from tests.factories.enterprises import make_enterprise
from tests.reliability.edits import EDITS, Edit
from tests.reliability.faults import swept, undisturbed
from tests.reliability.office import TODAY, Office, new_certificates
from tongpin.domains.enterprises import services as firms
from tongpin.engines.dataio.services import confirming, undoing

FEW = ("rename_enterprise", "cancel_contract")


def confirming_a_batch(office: Office) -> Callable[[], Any]:
    return partial(office.confirm, office.stage(new_certificates(3)))


def undoing_a_batch(office: Office) -> Callable[[], Any]:
    return partial(office.undo, office.confirm(office.stage(new_certificates(3))))


def entering_a_certificate(office: Office) -> Callable[[], Any]:
    row = new_certificates(1)[0]
    make_enterprise(office.org, credit_code=row[1])
    return partial(
        firms.enter_certificate,
        org=office.org,
        by=office.clerk,
        today=TODAY,
        credit_code=row[1],
        holder_name=row[0],
        township="",
        certificate_number=row[3],
        issued_on=row[4],
        valid_to=row[5],
        remark="",
    )


def changing(edit: Edit, office: Office) -> Callable[[], Any]:
    """Every run reads the record anew, as a page does."""
    record = edit.make(office)
    return lambda: edit.act(type(record).objects.get(pk=record.pk), office, 1)


@pytest.mark.parametrize("prepare", [confirming_a_batch, undoing_a_batch, entering_a_certificate], ids=lambda prepare: prepare.__name__)
def test_before_or_after_and_never_between(office: Office, prepare: Callable[[Office], Callable[[], Any]]) -> None:
    ready = partial(prepare, office)
    steps, _ = swept(ready, undisturbed(ready))
    assert steps >= 5


@pytest.mark.parametrize("edit", [pytest.param(edit, id=edit.name, marks=[] if edit.name in FEW else pytest.mark.hard) for edit in EDITS])
def test_a_record_is_changed_or_left(office: Office, edit: Edit) -> None:
    ready = partial(changing, edit, office)
    steps, _ = swept(ready, undisturbed(ready))
    assert steps >= 3


@pytest.mark.parametrize(
    ("prepare", "module"),
    [pytest.param(confirming_a_batch, confirming, id="confirm"), pytest.param(undoing_a_batch, undoing, id="undo")],
)
def test_control_without_one_transaction_something_stands_between(
    office: Office, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Office], Callable[[], Any]], module: Any
) -> None:
    ready = partial(prepare, office)
    expected = undisturbed(ready)
    work = ready()
    monkeypatch.setattr(module, "transaction", SimpleNamespace(atomic=nullcontext))
    with pytest.raises(AssertionError, match="step"):
        swept(lambda: work, expected)
