"""应尽事项 in the world of the access tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.factories.duties import MEETINGS
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption, Finding, LedgerStart
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation


def duty_records(org: Organisation, mark: str) -> dict[str, Any]:
    """A finding of the place that asks for a fact no record tells, one about a person of the place, and the unit's own choice on a rule.

    What the city decided binds the counties and is shown to them: it carries no mark.
    """
    common = {
        "org": org,
        "rule_key": "party.practice.pra_07_task_teams",
        "rule_code": "PRA-07",
        "rule_title": "突击队任务结束后及时撤销",
        "subject_kind": "branch",
        "state": "missing",
        "outcome": "unknown",
        "word": "缺资料",
        "reason": f"{mark}理由",
        "missing": ["任务结束而没有撤销的突击队"],
        "as_of": date(2024, 1, 15),
        "found_at": datetime(2024, 1, 15, tzinfo=UTC),
    }
    finding = Finding.objects.create(subject_pk=org.pk, subject_title=f"{mark}支部", **common)
    personal = Finding.objects.create(subject_pk=-org.pk, subject_title=f"{mark}党员", is_personal=True, **common)
    adoption = Adoption.objects.create(
        org=org,
        rule_key=MEETINGS,
        choice=Choice.KEEP,
        parameters={"least": "1"},
        basis="市局党组会议" if org.level == OrgLevel.CITY else f"{mark}办发〔2023〕1号",
        effective_from=date(2023, 1, 1),
    )
    begun = LedgerStart.objects.create(
        org=org, starts_on=date(2022, 1, 1), basis="市局启用通知" if org.level == OrgLevel.CITY else f"{mark}启用通知"
    )
    return {"duty_finding": finding, "personal_finding": personal, "duty_adoption": adoption, "ledger_start": begun}
