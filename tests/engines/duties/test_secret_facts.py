"""不公开的事实: a base of dues is used for judging and kept nowhere; nobody states it by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.orgs import OrgTree
from tongpin.engines.duties.forms import StateForm
from tongpin.engines.duties.models import Finding, StatedFact
from tongpin.engines.duties.selectors import duty_rule
from tongpin.engines.duties.selectors.explained import explained
from tongpin.engines.duties.services import judge_again, state_fact
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import install
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db

WORKING = "party.dues.dues_01_working_members"
FIRST_OF_JULY = date(2026, 7, 1)
LEDGER = {
    "payer_kind": "在职",
    "dues_waiver": "无",
    "dues_base": Decimal("4321.00"),
    "dues_paid": Decimal("17.50"),
    "month_end": date(2026, 6, 30),
}


def test_a_form_never_asks_for_what_is_secret_and_offers_the_choices(branch: Organisation) -> None:
    rule = duty_rule(WORKING)
    assert rule is not None
    # of a branch no record tells these, so that all of them would be left to people
    finding = Finding(org=branch, rule_key=WORKING, subject_kind="branch", subject_pk=branch.pk, subject_title=branch.name, window="")
    page = explained(finding, rule, FIRST_OF_JULY)
    assert list(page.to_state) == ["payer_kind", "dues_waiver", "month_end", "is_excused"]
    form = StateForm(terms=rule.facts, asked=page.to_state, day=FIRST_OF_JULY)
    assert [value for value, _ in form.fields["fact_dues_waiver"].choices] == ["", "无", "少交", "免交"]


def test_amounts_are_judged_but_kept_nowhere(tree: OrgTree, branch: Organisation, clerk: User) -> None:
    rule = duty_rule(WORKING)
    assert rule is not None
    month = Subject(kind="dues_month", pk=1, org_id=branch.pk, title="某党员2026年6月")

    def find(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
        return [month] if branch.pk in org_ids else []

    def collect(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Mapping[str, Any]]:
        return {one.pk: LEDGER for one in subjects}

    facts = tuple(Fact(name=term.name, title=term.title, type=term.type, unit=term.unit) for term in rule.facts.values())
    source = FactSource(subject="dues_month", facts=facts, record_kinds=("test_dues",), collect=collect)
    install("tests.dues", [DutySubject(key="dues_month", title="党费月份", find=find), source])
    try:
        judge_again(tree.ningyang, today=FIRST_OF_JULY)
        found = Finding.objects.get(rule_key=WORKING)
        assert (found.state, found.reason) == ("overdue", "当月党费应缴与实缴不符，请核对。")
        assert set(found.facts) == {"payer_kind", "dues_waiver", "month_end"}
        page = explained(found, rule, FIRST_OF_JULY)
        shown = {fact.name: fact.text for fact in page.facts}
        assert (shown["dues_base"], shown["dues_paid"], shown["payer_kind"]) == ("不显示", "不显示", "在职")
        assert page.judged and not any("4321" in line.text or "17.5" in line.text for line in page.judged.trace)
        with pytest.raises(Refused, match="不公开"):
            state_fact(
                subject=month, rule=rule, name="dues_base", value=Decimal(1), window=None, basis="口头", by=clerk, today=FIRST_OF_JULY
            )
        assert not StatedFact.objects.exists()
    finally:
        install("tests.dues", [])
