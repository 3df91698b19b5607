"""Packs are added to, never overwritten; what was answered once is answered so again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.access import make_user
from tests.factories.orgs import OrgTree, make_org
from tests.factories.packs import TEXT, WRONG_CASE, make_pack
from tongpin.engines.packs.models import RulePack, RulePackEdition, RulePackSwitch
from tongpin.engines.packs.selectors import own_rules, rule_for, rules_for
from tongpin.engines.packs.services import revise_pack, switch_pack
from tongpin.engines.rules.evaluate import apply_rule
from tongpin.foundation.audit.selectors import events
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
KEY = "local.county.bonus"
DAY, LATER = date(2026, 3, 1), date(2027, 1, 1)
HIGHER = (
    TEXT.replace("least_sales: 1000}", "least_sales: 2000}")
    .replace("given: {sales: 1000}", "given: {sales: 2000}")
    .replace("999.99", "1999.99")
)
BASIS = {"document": "本县办法", "document_number": "", "article": ""}


def outcome(org: object, sales: str, day: date) -> str:
    rule = rule_for(org, KEY, day)  # type: ignore[arg-type]
    return str(apply_rule(rule, {"sales": Decimal(sales)}, day).outcome) if rule else "none"


def test_a_further_edition_holds_from_its_day_and_old_answers_stay() -> None:
    org, by = make_org(), make_user()
    pack = make_pack(org, by=by, adopted_on=DAY)
    assert outcome(org, "1500", date(2026, 2, 28)) == "none"
    assert outcome(org, "1500", DAY) == "met"
    revise_pack(pack, **BASIS, text=HIGHER, by=by, expected=pack.version)
    assert outcome(org, "1500", LATER) == "met"
    switch_pack(pack, number=2, starts_on=LATER, reason="新办法", by=by, expected=pack.version, today=DAY)
    assert outcome(org, "1500", date(2026, 12, 31)) == "met"
    assert outcome(org, "1500", LATER) == "not_met"
    switch_pack(pack, number=None, starts_on=date(2028, 1, 1), reason="废止", by=by, expected=pack.version, today=LATER)
    assert outcome(org, "1500", date(2027, 12, 31)) == "not_met"
    assert outcome(org, "1500", date(2028, 1, 1)) == "none"
    assert [one.number for one in RulePackEdition.objects.filter(pack=pack).order_by("number")] == [1, 2]
    assert RulePackEdition.objects.get(pack=pack, number=1).text == TEXT
    verbs = [event.verb for event in events().filter(verb__startswith="rule_pack.").order_by("seq")]
    assert verbs == ["rule_pack.entered", "rule_pack.adopted", "rule_pack.revised", "rule_pack.adopted", "rule_pack.switched_off"]


def test_nothing_of_the_past_can_be_switched_once_adopted() -> None:
    org, by = make_org(), make_user()
    pack = make_pack(org, by=by, adopted_on=date(2020, 1, 1))
    with pytest.raises(Refused, match="已经过去"):
        switch_pack(pack, number=None, starts_on=DAY, reason="停", by=by, expected=pack.version, today=date(2026, 3, 2))
    with pytest.raises(Refused, match="没有第 9 版"):
        switch_pack(pack, number=9, starts_on=LATER, reason="用", by=by, expected=pack.version, today=DAY)


def test_a_pack_whose_cases_fail_cannot_be_adopted() -> None:
    org, by = make_org(), make_user()
    pack = make_pack(org, by=by, text=WRONG_CASE)
    with pytest.raises(Refused, match="与案例不符，不能采用：“本地奖励条件”1处"):
        switch_pack(pack, number=1, starts_on=DAY, reason="用", by=by, expected=pack.version, today=DAY)
    with pytest.raises(Refused, match="本来就没有采用"):
        switch_pack(pack, number=None, starts_on=DAY, reason="停", by=by, expected=pack.version, today=DAY)
    assert not own_rules(org, DAY)


def test_stale_and_empty_changes_are_refused() -> None:
    org, by = make_org(), make_user()
    pack = make_pack(org, by=by)
    other = RulePack.objects.get(pk=pack.pk)
    revise_pack(pack, **BASIS, text=HIGHER, by=by, expected=1)
    with pytest.raises(StaleRecord):
        revise_pack(other, **BASIS, text=TEXT.replace("本地", "县里"), by=by, expected=1)
    with pytest.raises(StaleRecord):
        switch_pack(other, number=1, starts_on=DAY, reason="用", by=by, expected=1, today=DAY)
    with pytest.raises(Refused, match="完全相同"):
        revise_pack(pack, **BASIS, text=HIGHER, by=by, expected=pack.version)
    assert RulePackEdition.objects.filter(pack=pack).count() == 2
    assert not RulePackSwitch.objects.exists()


def test_a_text_with_mistakes_is_refused_with_their_lines() -> None:
    with pytest.raises(Refused, match="第 1 行"):
        make_pack(make_org(), text=TEXT.replace("key: bonus", "key: science.sme.evaluation"))


def test_packs_hold_for_the_bureau_and_its_departments_only(tree: OrgTree) -> None:
    make_pack(tree.ningyang, adopted_on=DAY)
    make_pack(tree.city, code="city", adopted_on=DAY)
    assert [one.key for one in own_rules(tree.ningyang, DAY)] == [KEY]
    assert [one.key for one in own_rules(tree.ningyang_office, DAY)] == [KEY]
    assert not own_rules(tree.dongping, DAY)
    assert [one.key for one in own_rules(tree.city, DAY)] == ["local.city.bonus"]
    with pytest.raises(Refused, match="本级单位"):
        make_pack(tree.ningyang_office)


def test_own_rules_stand_before_the_countrys_among_those_to_choose_from() -> None:
    org = make_org()
    make_pack(org, adopted_on=DAY)
    found = rules_for(org, DAY)
    assert found[0].key == KEY and found[0].is_own and found[0].origin == "本单位"
    assert {one.key for one in found} >= {"science.sme.evaluation", "science.hnte.recognition"}
    assert not any(one.rule.duty for one in found)
    assert rule_for(org, "science.sme.evaluation", DAY) is not None
    assert rule_for(make_org(), KEY, DAY) is None


def test_the_database_keeps_what_the_models_promise() -> None:
    org, by = make_org(), make_user()
    pack = make_pack(org, by=by)
    with pytest.raises(Refused, match="已有这个代号"):
        make_pack(org, by=by)
    text = RulePackEdition(pack=pack, number=1, document="文件", text=TEXT, author=by)
    for broken in (
        text,
        RulePackEdition(pack=pack, number=2, document="文件", text="", author=by),
        RulePackSwitch(pack=pack, starts_on=DAY, reason="", by=by),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken.save(force_insert=True)
        with pytest.raises(Exception, match=r"[\u4e00-\u9fff]"):
            broken.full_clean()
    with pytest.raises(Refused, match="小写英文字母"):
        make_pack(org, by=by, code="A1")
