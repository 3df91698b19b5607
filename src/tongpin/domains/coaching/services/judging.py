"""全县研判办理: standings of all firms of an organisation, today and at the ends of the last years, worked out anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from tongpin.domains.coaching.calculations.gaps import MISSING, NOT_MET, PERSON
from tongpin.domains.coaching.models import Standing
from tongpin.domains.coaching.selectors.county import Judged, judge_hnte, judge_sme
from tongpin.domains.coaching.selectors.ladder import rung_of
from tongpin.domains.coaching.selectors.records import records_of, spent_at_once, years_of
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.clock import now
from tongpin.kernel.rounding import round_half_up

JUDGE = "coaching.judge"
KINDS = frozenset(
    {
        "enterprise",
        "hnte_certificate",
        "sme_registration",
        "firm_year",
        "intellectual_property",
        "coaching_application",
        "coached_firm",
        "firm_review",
    }
)
YEARS_BACK = 3


def records_changed(org_id: int, kinds: Iterable[str]) -> None:
    """记录有变动: called inside the transaction that changed records; judging follows in the background."""
    if KINDS.intersection(kinds) and not jobs().filter(name=JUDGE, state=JobState.WAITING).exists():
        enqueue(JUDGE)


def judging_days(today: date) -> list[date]:
    """统计日: today and the ends of the last years."""
    return [*(date(today.year - back, 12, 31) for back in range(YEARS_BACK, 0, -1)), today]


@transaction.atomic
def judge_county(org: Organisation, *, today: date) -> int:
    """研判全县企业; gives the number of standings."""
    firms = list(enterprises().filter(org=org).order_by("pk").values_list("pk", flat=True))
    years = years_of(firms)
    spent = spent_at_once(years)
    rows: list[Standing] = []
    for day in judging_days(today):
        records = records_of(firms, day, years, spent)
        hnte, sme = judge_hnte(records, day), judge_sme(records, day)
        moment = now()
        for pk in firms:
            about = {"org": org, "firm_id": pk, "as_of": day, "judged_at": moment, "rung": rung_of(records[pk])}
            rows.append(Standing(**about, **_columns("hnte", hnte[pk]), **_columns("sme", sme[pk]), **_hnte_figures(hnte[pk])))
    Standing.objects.filter(org=org).delete()
    Standing.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def judge_all(*, today: date) -> int:
    """研判各单位的企业."""
    orgs = Organisation.objects.filter(pk__in=enterprises().order_by().values("org")).order_by("pk")
    return sum(judge_county(org, today=today) for org in orgs)


def _columns(programme: str, judged: Judged) -> dict[str, Any]:
    return {
        programme: judged.outcome,
        f"{programme}_gaps": judged.count(NOT_MET),
        f"{programme}_missing": judged.count(MISSING),
        f"{programme}_to_judge": judged.count(PERSON),
        f"{programme}_words": judged.words,
    }


def _hnte_figures(judged: Judged) -> dict[str, Any]:
    low, high = judged.score_low, judged.score_high
    rd = next((gap.amount for gap in judged.gaps if gap.key == "rd_met" and gap.state == NOT_MET), None)
    return {
        "score_low": None if low is None else int(low),
        "score_high": None if high is None else int(high),
        "rd_gap": None if rd is None else round_half_up(rd, 2),
    }
