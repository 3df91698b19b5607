"""研判: one firm with its trace, and the whole county at once with the same result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.coaching import WAN, make_application, make_firm_year, sound_firm
from tests.factories.enterprises import make_certificate, make_enterprise, make_sme
from tests.factories.orgs import make_org
from tongpin.domains.coaching.calculations.gaps import MISSING, NOT_MET, PERSON
from tongpin.domains.coaching.enums import Programme, Rung
from tongpin.domains.coaching.models import Standing, UsedRight
from tongpin.domains.coaching.selectors.readiness import changed_facts, compared, judged, outlook
from tongpin.domains.coaching.services.judging import judge_county
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 31)


@pytest.fixture
def org() -> Organisation:
    return make_org()


def test_a_sound_firm_qualifies_for_both(org: Organisation) -> None:
    found = outlook(sound_firm(org).pk, DAY)
    assert found.rung == Rung.SEEDLING
    hnte, sme = found.now[Programme.HNTE], found.now[Programme.SME]
    assert (hnte.outcome, hnte.score, hnte.unmet) == ("met", "71至86分", ())
    assert (sme.outcome, sme.score) == ("met", "76分")
    assert any(line.kind == "版本" for line in hnte.trace) and any("得分范围" in line.text for line in hnte.trace)


def test_gaps_say_by_how_much(org: Organisation) -> None:
    firm = sound_firm(org, rights=1, technical_staff=Decimal(8), rd_personnel=Decimal(0), sales=6000 * WAN, total_income=6100 * WAN)
    hnte = outlook(firm.pk, DAY).now[Programme.HNTE]
    gaps = {gap.key: gap for gap in hnte.gaps}
    assert gaps["staff_met"].words == "科技人员占比8%，应不低于10%。还差2人。" and gaps["staff_met"].step
    assert gaps["rd_met"].words == "研发费用占比3.96%，应不低于4%。还差4万元。"
    assert hnte.outcome == "not_met"
    assert "再增加2件Ⅱ类知识产权，得分由1至2分提高到3至4分。" in [one.words for one in hnte.raises]


def test_what_is_not_known_is_missing_and_never_nought(org: Organisation) -> None:
    firm = make_enterprise(org)
    make_firm_year(org, firm, 2022, rd_other=None, rd_tax=None)
    hnte = outlook(firm.pk, DAY).now[Programme.HNTE]
    states = {gap.key: gap.state for gap in hnte.gaps}
    assert states["rd_met"] == MISSING and states["registered_met"] == MISSING
    assert states["ip_met"] == PERSON and states["clean_met"] == PERSON
    assert not [gap for gap in hnte.gaps if gap.state == NOT_MET]
    assert hnte.outcome == "unknown"


def test_a_spent_class_two_right_no_longer_counts(org: Organisation) -> None:
    firm = sound_firm(org, rights=1)
    right = firm.rights.get()
    earlier = make_application(org, firm, year=2020, submitted_on=date(2020, 6, 1), stage_on=date(2020, 6, 1), stage="submitted")
    UsedRight.objects.create(application=earlier, right=right, counts_once=True)
    found = outlook(firm.pk, DAY)
    assert found.now[Programme.HNTE].facts["class_two"] == 0
    assert found.now[Programme.SME].facts["class_two"] == 1


def test_the_ladder_follows_from_what_is_held(org: Organisation) -> None:
    firm = sound_firm(org)
    make_sme(org, firm)
    assert outlook(firm.pk, DAY).rung == Rung.SME
    make_certificate(org, firm)
    assert outlook(firm.pk, DAY).rung == Rung.HNTE
    make_application(org, firm, programme="giant", stage="decided", result="recognised", decided_on=date(2023, 12, 1))
    assert outlook(firm.pk, DAY).rung == Rung.GIANT
    assert outlook(firm.pk, date(2021, 12, 31)).rung == Rung.SEEDLING


def test_the_end_of_the_year_carries_the_trend_on(org: Organisation) -> None:
    found = outlook(sound_firm(org).pk, date(2023, 6, 30))
    then = found.then[Programme.HNTE]
    assert found.year_end == date(2023, 12, 31)
    assert then.facts["sales_3"] == Decimal("33333333.33") and then.facts["sales_2"] == 3000 * WAN


def test_what_if_changes_the_outcome_and_keeps_nothing(org: Organisation) -> None:
    firm = sound_firm(org, technical_staff=Decimal(8))
    facts = outlook(firm.pk, DAY).now[Programme.HNTE].facts
    before, after = judged(Programme.HNTE, facts, DAY), judged(Programme.HNTE, {**facts, "technical_staff": Decimal(10)}, DAY)
    assert (before.outcome, after.outcome) == ("not_met", "met")
    assert changed_facts(before, after) == [("当年科技人员数月平均数", "8人", "10人")]
    assert [(one.state, other.state) for one, other in compared(before, after)] == [("not_met", "met")]
    assert any("科技人员占比10%" in line.text for line in after.trace)
    assert outlook(firm.pk, DAY).now[Programme.HNTE].outcome == "not_met"


def test_the_county_is_judged_at_once_as_each_firm_alone(org: Organisation) -> None:
    firms = [
        sound_firm(org),
        sound_firm(org, rights=0),
        sound_firm(org, technical_staff=Decimal("9.9999")),
        sound_firm(org, sales=5000 * WAN, rd_other=None),
        sound_firm(org, net_assets=Decimal(-1)),
        make_enterprise(org),
    ]
    assert judge_county(org, today=date(2024, 3, 1)) == 4 * len(firms)
    for firm in firms:
        for day in (date(2022, 12, 31), DAY, date(2024, 3, 1)):
            alone, at_once = outlook(firm.pk, day), Standing.objects.get(firm=firm, as_of=day)
            for programme in (Programme.HNTE, Programme.SME):
                one, name = alone.now[programme], programme.value
                assert getattr(at_once, name) == one.outcome
                assert getattr(at_once, f"{name}_words") == "；".join(g.words.rstrip("。").replace("。", "，") for g in one.unmet)
                counted = [sum(g.state == state for g in one.gaps) for state in (NOT_MET, MISSING, PERSON)]
                assert [getattr(at_once, f"{name}_{part}") for part in ("gaps", "missing", "to_judge")] == counted
            assert at_once.rung == alone.rung


def test_the_county_asks_a_constant_number_of_queries(org: Organisation) -> None:
    for _ in range(2):
        sound_firm(org)
    with CaptureQueriesContext(connection) as few:
        judge_county(org, today=DAY)
    for _ in range(6):
        sound_firm(org)
    with CaptureQueriesContext(connection) as many:
        judge_county(org, today=DAY)
    assert len(many) <= len(few)
