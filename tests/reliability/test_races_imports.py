"""争抢导入: a batch confirmed by many, undone while another builds on it, rows entered by hand meanwhile: one serial story."""

from __future__ import annotations

from functools import partial

import pytest

from tests.factories.enterprises import credit_code, make_enterprise
from tests.reliability.office import TODAY, Office, certificate, events, new_certificates
from tests.reliability.together import Outcome, together, winners
from tongpin.domains.enterprises import services as firms
from tongpin.domains.enterprises.models import Enterprise, Title
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch, BatchChange
from tongpin.engines.dataio.services import confirming
from tongpin.foundation.jobs.models import Job

rounds = pytest.mark.parametrize(("times", "persons"), [pytest.param(2, 6), pytest.param(40, 20, marks=pytest.mark.hard)])


def confirmed_by_many(office: Office, persons: int) -> list[Outcome]:
    batch = office.stage(new_certificates(3))
    outcomes = together([partial(office.confirm, batch)] * persons)
    assert Batch.objects.get(pk=batch.pk).state == BatchState.CONFIRMED
    assert BatchChange.objects.filter(batch=batch).count() == 2, "firms once, certificates once"
    return outcomes


@rounds
def test_a_batch_confirmed_by_many_at_once_is_written_once(office: Office, times: int, persons: int) -> None:
    for done in range(1, times + 1):
        assert len(winners(confirmed_by_many(office, persons))) == 1
        assert Title.objects.count() == Enterprise.objects.count() == 3 * done
        assert events("import.confirmed") == done


def test_control_without_the_conditional_claim_many_confirm(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """For new rows preview, versions and unique numbers hold as well; for rows that stand already only the claim does."""
    monkeypatch.setattr(confirming, "_claim", lambda *args, **kwargs: None)
    rows = new_certificates(1)
    office.confirm(office.stage(rows))
    with pytest.raises(AssertionError):
        assert len(winners(together([partial(office.confirm, office.stage(rows))] * 6))) == 1


@rounds
def test_a_batch_queued_by_many_at_once_is_one_job(office: Office, times: int, persons: int) -> None:
    for _ in range(times):
        batch = office.stage(new_certificates(1))
        queue = partial(dataio.confirm_in_background, batch, by=office.clerk, today=TODAY)
        assert len(winners(together([queue] * persons))) == 1
        assert Job.objects.filter(name=confirming.CONFIRM_JOB, kwargs__batch=batch.pk).count() == 1


@rounds
def test_a_batch_undone_by_many_at_once_is_undone_once(office: Office, times: int, persons: int) -> None:
    make_enterprise(office.org)
    before = dataio.state_hash(office.org)
    for done in range(1, times + 1):
        batch = office.confirm(office.stage(new_certificates(3)))
        assert len(winners(together([partial(office.undo, batch)] * persons))) == 1
        assert dataio.state_hash(office.org) == before
        assert events("import.undone") == done


@rounds
def test_confirm_and_undo_of_what_it_stands_on_happen_one_after_the_other(office: Office, times: int, persons: int) -> None:
    for _ in range(times):
        rows = new_certificates(2)
        first = office.confirm(office.stage(rows))
        rows[0][-1] = "复审"
        second = office.stage(rows)
        confirmed, undone = together([partial(office.confirm, second), partial(office.undo, first)])
        assert len(winners([confirmed, undone])) == 1
        state = Batch.objects.get(pk=first.pk).state
        assert state == (BatchState.CONFIRMED if confirmed.done else BatchState.UNDONE)
        remarks = list(Title.objects.filter(certificate_number=rows[0][3]).values_list("remark", flat=True))
        assert remarks == (["复审"] if confirmed.done else [])


@rounds
def test_two_imports_of_the_same_file_make_each_record_once(office: Office, times: int, persons: int) -> None:
    for done in range(1, times + 1):
        rows = new_certificates(3)
        batches = [office.stage(rows) for _ in range(min(persons, 3))]
        assert len(winners(together([partial(office.confirm, batch) for batch in batches]))) == 1
        assert Title.objects.count() == Enterprise.objects.count() == 3 * done


@rounds
def test_a_firm_that_is_imported_and_entered_by_hand_stands_once(office: Office, times: int, persons: int) -> None:
    for number in range(60_000_000, 60_000_000 + times):
        batch = office.stage([certificate(number)])
        by_hand = partial(
            firms.register_enterprise, org=office.org, by=office.clerk, credit_code=credit_code(number), name="手工登记厂", township=""
        )
        outcomes = together([partial(office.confirm, batch), by_hand])
        assert len(winners(outcomes)) >= 1
        assert Enterprise.objects.filter(credit_code=credit_code(number)).count() == 1
        assert Title.objects.filter(certificate_number=f"GR2023{number:08d}").count() == int(outcomes[0].done)


@rounds
def test_undo_and_a_record_that_points_at_what_goes_away(office: Office, times: int, persons: int) -> None:
    for number in range(70_000_000, 70_000_000 + times * 2):
        batch = office.confirm(office.stage([certificate(number)]))
        enter = partial(
            firms.enter_sme,
            org=office.org,
            by=office.clerk,
            today=TODAY,
            credit_code=credit_code(number),
            registered_name="",
            registration_number=f"2023{number}",
            batch="",
            registered_on=TODAY.replace(year=2023),
        )
        undone, entered = together([partial(office.undo, batch), enter])
        assert len(winners([undone, entered])) == 1
        assert Enterprise.objects.filter(credit_code=credit_code(number)).exists() == entered.done
