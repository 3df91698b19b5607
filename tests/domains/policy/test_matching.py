"""匹配: whom a policy fits, with the reason; out of its days it fits nobody, and a firm without figures lacks facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_operator
from tests.factories.coaching import make_firm_year, make_review, sound_firm
from tests.factories.enterprises import make_certificate, make_enterprise
from tests.factories.orgs import make_org, make_person
from tests.factories.policy import make_policy, make_push, make_uptake
from tongpin.domains.coaching.selectors.eligibility import FIRM_FACTS, firm_records, is_on_firms, judge_firm, judge_firms, rules_on_firms
from tongpin.domains.policy.models import PolicyMatch
from tongpin.domains.policy.selectors.conditions import answer_for, condition_of, conditions, state_of
from tongpin.domains.policy.selectors.delivery import last_mile, matches, matches_of_firm
from tongpin.domains.policy.selectors.policies import followed
from tongpin.domains.policy.services.matching import match_firms
from tongpin.engines.packs.services import enter_pack, switch_pack
from tongpin.engines.rules.book import rule
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 31)
TAX_RATE = "science.benefits.reduced_tax_rate"


@pytest.fixture
def org() -> Organisation:
    return make_org()


def states(policy: object) -> dict[str, str]:
    return dict(PolicyMatch.objects.filter(policy=policy, as_of=DAY).values_list("firm__name", "state"))


def test_every_firm_is_met_or_not_with_its_gap_or_lacks_facts(org: Organisation) -> None:
    policy = make_policy(org)
    fits = sound_firm(org)
    small = sound_firm(org, technical_staff=Decimal(0))
    bare = make_enterprise(org)
    assert match_firms(org, today=DAY) == 3
    found = {m.firm_id: m for m in matches(DAY)}
    assert found[fits.pk].state == "met" and not found[fits.pk].words
    assert found[small.pk].state == "not_met" and "合计64分，应不低于60分" in found[small.pk].words
    assert found[bare.pk].state == "missing" and "缺少" in found[bare.pk].words
    assert policy.in_force(DAY)


def test_what_only_a_person_can_judge_is_told_apart_from_what_is_missing(org: Organisation) -> None:
    policy = make_policy(org, rule="science.benefits.super_deduction")
    firm, bare = make_enterprise(org), make_enterprise(org)
    make_firm_year(org, firm, 2022)
    match_firms(org, today=DAY)
    assert states(policy) == {firm.name: "to_judge", bare.name: "missing"}
    make_review(org, firm)
    match_firms(org, today=DAY)
    assert states(policy)[firm.name] == "met"


def test_a_policy_fits_nobody_outside_of_its_days(org: Organisation) -> None:
    policy = make_policy(org, starts_on=date(2023, 1, 15), ends_on=date(2023, 12, 31))
    firm = sound_firm(org)
    match_firms(org, today=date(2023, 12, 30))
    assert matches(date(2023, 12, 30)).count() == 1
    assert not matches(DAY).exists() and not matches(date(2023, 1, 14)).exists()
    match_firms(org, today=DAY)
    assert not matches_of_firm(firm.pk, DAY).exists() and not PolicyMatch.objects.filter(policy=policy).exists()
    match_firms(org, today=date(2025, 3, 1))
    assert not matches(DAY).exists()


def test_from_the_day_of_the_new_one_the_old_one_fits_nobody(org: Organisation) -> None:
    old = make_policy(org, ends_on=None)
    new = make_policy(org, starts_on=date(2023, 6, 1), ends_on=None, replaces=old)
    sound_firm(org)
    match_firms(org, today=date(2023, 5, 31))
    assert [m.policy_id for m in matches(date(2023, 5, 31))] == [old.pk]
    match_firms(org, today=date(2023, 6, 1))
    assert [m.policy_id for m in matches(date(2023, 6, 1))] == [new.pk]


def test_a_policy_without_a_rule_matches_nobody(org: Organisation) -> None:
    policy = make_policy(org, rule="")
    sound_firm(org)
    assert match_firms(org, today=DAY) == 0 and condition_of(policy, DAY) is None


def test_the_county_at_once_says_the_same_as_one_firm_with_its_trace(org: Organisation) -> None:
    firms = [sound_firm(org), sound_firm(org, staff=Decimal(600)), make_enterprise(org), sound_firm(org, rd_tax=None)]
    make_certificate(org, firms[0])
    records = firm_records([firm.pk for firm in firms], DAY)
    for one in rules_on_firms():
        at_once = judge_firms(one, records, DAY)
        for firm in firms:
            alone = judge_firm(one, firm.pk, DAY)
            assert at_once[firm.pk].outcome == alone.outcome, (one.key, firm.name)
            assert [(gap.key, gap.state) for gap in at_once[firm.pk].gaps] == [(gap.key, gap.state) for gap in alone.gaps]
            assert state_of(alone)[0] == state_of(at_once[firm.pk])[0]


def test_only_rules_that_the_registers_can_answer_are_offered() -> None:
    keys = {one.key for one in rules_on_firms()}
    assert {"science.hnte.recognition", "science.sme.evaluation", TAX_RATE} <= keys
    assert "science.rdd.deduction" not in keys and "science.hnte.validity" not in keys
    assert not is_on_firms(rule("science.tc.vat"))
    assert set(rule("science.benefits.loss_carry").facts) <= set(FIRM_FACTS)


def test_the_last_mile_names_who_qualifies_and_was_told_nothing(org: Organisation) -> None:
    officer = make_person(org)
    policy = make_policy(org, rule=TAX_RATE, officer=officer)
    told, applied, untold, without = (make_enterprise(org) for _ in range(4))
    for firm in (told, applied, untold):
        make_certificate(org, firm, issued_on=date(2022, 12, 1), valid_to=date(2025, 11, 30))
    make_push(org, told, policy=policy)
    make_uptake(org, applied, policy=policy)
    match_firms(org, today=DAY)
    assert [m.firm_id for m in last_mile(DAY)] == [untold.pk]
    assert {m.firm_id: m.reach for m in matches(DAY)} == {
        told.pk: "pushed",
        applied.pk: "enjoyed",
        untold.pk: "none",
        without.pk: "none",
    }
    match_firms(org, today=date(2023, 5, 9))
    assert {m.firm_id for m in last_mile(date(2023, 5, 9))} == {told.pk, applied.pk, untold.pk}
    match_firms(org, today=DAY)
    row = followed(DAY).get(pk=policy.pk)
    assert (row.matched, row.unreached, row.pushed, row.taken) == (3, 1, 1, 1)


def test_what_was_applied_for_agreed_and_granted_is_never_mixed(org: Organisation) -> None:
    policy = make_policy(org)
    steps = {"agreed_on": date(2023, 7, 1), "agreed_amount": Decimal("15000.01"), "granted_on": date(2023, 8, 1)}
    make_uptake(org, policy=policy)
    make_uptake(org, policy=policy, **steps, granted_amount=Decimal("10000.01"))
    row = followed(DAY).get(pk=policy.pk)
    assert (row.applied_total, row.agreed_total, row.granted_total) == (Decimal(40_000), Decimal("15000.01"), Decimal("10000.01"))
    row = followed(date(2023, 7, 15)).get(pk=policy.pk)
    assert (row.applied_total, row.agreed_total, row.granted_total) == (Decimal(40_000), Decimal("15000.01"), None)


def test_matching_asks_the_database_as_often_for_many_firms_as_for_few(org: Organisation) -> None:
    make_policy(org)
    make_policy(org, rule=TAX_RATE)
    sound_firm(org)
    with CaptureQueriesContext(
        connection,
    ) as few:
        match_firms(org, today=DAY)
    for _ in range(4):
        sound_firm(org)
    with CaptureQueriesContext(connection) as many:
        match_firms(org, today=DAY)
    assert len(many) == len(few)


def test_the_answer_for_one_firm_has_its_trace(org: Organisation) -> None:
    policy, firm = make_policy(org), sound_firm(org)
    found = answer_for(policy, firm.pk, DAY)
    assert found is not None and found.outcome == "met" and found.answer.trace


OWN = """\
key: local_reward
title: 本县研发奖励
force: P
sources: [{document: 本县办法}]
facts:
  rd_tax: {title: 上年研发费用（加计扣除口径）, type: number, unit: 元, least: 0}
  has_laboratory: {title: 是否有实验室, type: yes_no}
decide:
  - when: {less_than: [rd_tax, 1000000]}
    outcome: not_met
    because: 研发费用{rd_tax}元，不到100万元。
  - {when: has_laboratory, outcome: met, because: 符合。}
  - {outcome: not_met, because: 没有实验室。}
versions: [{valid_from: 2020-01-01, values: {}}]
as_of: 2023-06-30
given: {rd_tax: 1000000, has_laboratory: true}
cases:
  - {case: 恰好100万元, facts: {}, expect: {outcome: met}}
  - {case: 差一分钱, facts: {rd_tax: 999999.99}, expect: {outcome: not_met}}
  - {case: 没有实验室, facts: {has_laboratory: false}, expect: {outcome: not_met}}
  - {case: 没有填研发费用, facts: {rd_tax: ~}, expect: {outcome: unknown}}
"""


def test_a_rule_of_the_bureaus_own_pack_decides_as_well(org: Organisation) -> None:
    operator = make_operator()
    basis = {"document": "本县办法", "document_number": "", "article": ""}
    pack = enter_pack(org=org, by=operator, code="reward", title="本县奖励", text=OWN, **basis)
    assert "local.reward.local_reward" not in conditions(org, DAY)
    switch_pack(pack, number=1, starts_on=date(2023, 1, 1), reason="采用", by=operator, expected=pack.version, today=DAY)
    assert "local.reward.local_reward" in conditions(org, DAY) and "local.reward.local_reward" not in conditions(make_org(), DAY)
    policy = make_policy(org, rule="local.reward.local_reward")
    enough, little = make_enterprise(org), make_enterprise(org)
    make_firm_year(org, enough, 2022)
    make_firm_year(org, little, 2022, rd_tax=Decimal(1))
    match_firms(org, today=DAY)
    found = {m.firm_id: (m.state, m.words) for m in matches(DAY).filter(policy=policy)}
    assert found[little.pk] == ("not_met", "研发费用1元，不到100万元。")
    assert found[enough.pk][0] == "missing" and "是否有实验室" in found[enough.pk][1]
