"""The database keeps what the models promise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.duties import MEETINGS
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption, Finding, StatedFact
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 7, 1, tzinfo=UTC)


def adoption(org: Organisation, **values: Any) -> Adoption:
    return Adoption(org=org, **{"rule_key": MEETINGS, "basis": "通知", "effective_from": date(2026, 1, 1), **values})


def finding(org: Organisation, **values: Any) -> Finding:
    plain = {
        "rule_key": MEETINGS,
        "rule_code": "LIFE-01",
        "rule_title": "党员大会",
        "subject_kind": "branch",
        "subject_pk": 1,
        "subject_title": "支部",
        "window": "2026-Q1",
        "window_start": date(2026, 1, 1),
        "state": "done",
        "outcome": "met",
        "word": "已完成",
        "as_of": date(2026, 7, 1),
        "found_at": MOMENT,
    }
    return Finding(org=org, **{**plain, **values})


def stated(org: Organisation, by: User, **values: Any) -> StatedFact:
    plain = {
        "subject_kind": "branch",
        "subject_pk": 1,
        "subject_title": "支部",
        "window": "",
        "name": "members",
        "title": "党员人数",
        "value": "5",
        "holds_from": date(2026, 1, 1),
        "basis": "花名册",
        "stated_by": by,
        "stated_at": MOMENT,
    }
    return StatedFact(org=org, **{**plain, **values})


def refused(record: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_one_adjustment_a_day(branch: Organisation) -> None:
    adoption(branch).save()
    refused(adoption(branch, choice=Choice.OFF), "该日已有调整")


def test_one_date_for_a_window(branch: Organisation) -> None:
    given = {"choice": Choice.KEEP, "window": "2026-Q1", "due_on": date(2026, 4, 9)}
    adoption(branch, **given).save()
    refused(adoption(branch, **given), "已另定期限")


@pytest.mark.parametrize("given", [{"window": "2026-Q1"}, {"due_on": date(2026, 4, 9)}, {"window": "2026-Q1", "due_on": date(2026, 4, 9)}])
def test_a_window_and_its_date_stand_together(branch: Organisation, given: dict[str, Any]) -> None:
    refused(adoption(branch, choice=Choice.ON, **given), "同时写明期间和日期")


def test_an_adjustment_ends_after_it_begins(branch: Organisation) -> None:
    refused(adoption(branch, effective_to=date(2026, 1, 1)), "终止日期须晚于起始日期")


def test_one_current_finding(branch: Organisation) -> None:
    finding(branch, superseded_at=MOMENT).save()
    finding(branch).save()
    refused(finding(branch, state="overdue"), "只能有一个现行研判结果")


def test_a_window_has_its_first_day(branch: Organisation) -> None:
    refused(finding(branch, window_start=None), "须有期间首日")
    refused(finding(branch, window=""), "须有期间首日")


def test_one_current_statement(branch: Organisation, clerk: User) -> None:
    stated(branch, clerk, superseded_at=MOMENT).save()
    stated(branch, clerk).save()
    refused(stated(branch, clerk, value="6"), "刚有他人认定")
