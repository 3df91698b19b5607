"""下一步: every rule says what ends its finding, on a page that opens filled in, or in one sentence who does what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.membership import make_case, make_election, make_member, make_term
from tongpin.domains.membership import services
from tongpin.domains.membership.models import Term
from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.selectors.duties import duty_of, duty_rules
from tongpin.engines.duties.selectors.lines import Line
from tongpin.engines.duties.selectors.next_steps import Offer, actions_in, left_unsaid, next_steps
from tongpin.engines.rules.rule import Rule
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.periods import Period

TODAY = date(2026, 11, 25)
SENTENCE_ONLY = {"ORG-05", "PRA-04"}
"""What other subjects record and no page of the branch ends: the sentence says who checks it."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="branch_secretary", viewer_role="director")


def line(rule: Rule, subject: Subject, *, state: FindingState = FindingState.OVERDUE) -> Line:
    kind = duty_of(rule).window.period_kind
    window = Period.containing(TODAY, kind) if kind else None
    return Line(rule, subject, window, state, "逾期", None, "", "", is_personal=False, finding=1)


def subjects_of(persons: ThreePersons) -> dict[str, Subject]:
    """A subject of every kind that has a record of its own; every other kind stands for the branch itself."""
    branch = persons.tree.ningyang_branch
    member = make_member(branch)
    case = make_case(branch)
    election = make_election(branch)
    known: dict[str, tuple[int, str]] = {
        "member": (member.person_id, reverse("membership:member", args=[member.pk])),
        "leader": (member.person_id, reverse("membership:member", args=[member.pk])),
        "secretary": (member.person_id, ""),
        "development_case": (case.pk, reverse("membership:case", args=[case.pk])),
        "activist": (case.pk, reverse("membership:case", args=[case.pk])),
        "election": (election.pk, reverse("membership:election", args=[election.pk])),
        "appraisal": (1, reverse("membership:appraisal", args=[1])),
        "vote": (1, reverse("orglife:item", args=[1])),
        "meeting": (1, reverse("orglife:meeting", args=[1])),
        "post": (1, reverse("membership:post", args=[1])),
        "disclosure": (1, reverse("accountability:disclosure", args=[1])),
    }
    kinds = {duty_of(rule).subject for rule in duty_rules()}
    found = {kind: known.get(kind, (branch.pk, "")) for kind in kinds}
    return {kind: Subject(kind=kind, pk=pk, org_id=branch.pk, title="对象", url=url) for kind, (pk, url) in found.items()}


def test_every_rule_has_a_step_or_facts_that_people_state_or_a_sentence() -> None:
    stepped = {code for one in gathered(DutyAction) for code in one.codes}
    rules = {duty_of(rule).code: rule for rule in duty_rules()}
    assert not stepped - set(rules), "steps of rules that are not in the rulebook"
    plain = {code: Subject(kind=duty_of(rule).subject, pk=1, org_id=1, title="") for code, rule in rules.items()}
    asked = {code for code, rule in rules.items() if left_unsaid(line(rule, plain[code]))}
    assert set(rules) - stepped - asked == SENTENCE_ONLY
    for code in SENTENCE_ONLY:
        ((said, address),) = next_steps(line(rules[code], plain[code]), Offer((), frozenset(), states=False), "")
        assert "由党支部书记或者党务干部核对" in said and not address


def test_every_step_leads_to_a_page_that_is_there(persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    make_term(branch, elected_on=date(2023, 9, 25))
    every = Offer(gathered(DutyAction), frozenset(one.permission for one in gathered(DutyAction)), states=True)
    subjects = subjects_of(persons)
    lost = []
    for rule in duty_rules():
        for title, address in next_steps(line(rule, subjects[duty_of(rule).subject]), every, branch.code):
            try:
                assert not address or resolve(address.partition("?")[0])
            except Resolver404:
                lost.append((duty_of(rule).code, title, address))
    assert lost == []


def test_the_pages_of_the_branch_open_for_its_secretary_filled_in(client: Client, persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    make_term(branch, elected_on=date(2023, 9, 25))
    client.force_login(persons.editor)
    offer = actions_in(branch, persons.editor)
    branch_like = {"branch", "branch_committee", "member", "secretary", "development_case", "activist", "party_committee"}
    subjects, opened = subjects_of(persons), 0
    for rule in duty_rules():
        kind = duty_of(rule).subject
        if kind not in branch_like:
            continue
        for title, address in next_steps(line(rule, subjects[kind]), offer, branch.code):
            if address and "/findings/" not in address and "/receipt/" not in address:
                assert client.get(address).status_code == 200, (duty_of(rule).code, title, address)
                opened += 1
    assert opened > 60


def step(persons: ThreePersons, code: str, title: str, subject: Subject) -> str:
    rule = next(one for one in duty_rules() if duty_of(one).code == code)
    offer = actions_in(persons.tree.ningyang_branch, persons.editor)
    return dict(next_steps(line(rule, subject), offer, persons.tree.ningyang_branch.code))[title]


def test_a_renewal_overdue_leads_to_the_election_filled_in_and_to_the_next_term(client: Client, persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    running = make_term(branch, number="第三届", elected_on=date(2023, 9, 25))
    subject = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.name)
    client.force_login(persons.editor)
    form = client.get(step(persons, "ORG-09", "组织换届选举", subject)).context["form"]
    assert form["org"].value() == branch.pk and form["former_term_ends_on"].value() == date(2026, 9, 25)
    assert client.get(step(persons, "ORG-10", "登记提醒换届", subject)).status_code == 200
    held = make_election(branch, on=date(2026, 11, 20))
    assert step(persons, "ORG-09", "组织换届选举", subject) == reverse("membership:election", args=[held.pk])
    page = step(persons, "ORG-09", "登记新一届", subject)
    form = client.get(page).context["form"]
    assert form["number"].value() == "第四届"
    sent: dict[str, Any] = {"org": branch.pk, "number": "第四届", "has_committee": "on", "elected_on": "2026-11-20", "months": ""}
    assert client.post(page, sent).status_code == 302
    running.refresh_from_db()
    assert running.ended_on == date(2026, 11, 20)
    assert Term.objects.get(org=branch, ended_on__isnull=True).due_on == date(2029, 11, 20)


def test_a_term_of_earlier_years_does_not_end_the_one_that_runs(persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    running = make_term(branch, number="第三届", elected_on=date(2023, 9, 25))
    with pytest.raises(Exception, match="上一届还没有结束"):
        services.begin_term(
            org=branch, number="第二届", has_committee=True, elected_on=date(2020, 9, 25), months=36, by=persons.editor, today=TODAY
        )
    running.refresh_from_db()
    assert running.ended_on is None


def test_a_review_overdue_leads_to_the_review_form_filled_in(client: Client, persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    case = make_case(branch)
    subject = Subject(kind="activist", pk=case.pk, org_id=branch.pk, title=str(case), url=reverse("membership:case", args=[case.pk]))
    client.force_login(persons.editor)
    form = client.get(step(persons, "DEV-07", "登记半年考察", subject)).context["form"]
    assert form["kind"].value() == "review" and form["on"].value() == TODAY


def test_who_may_not_reads_who_does_it(persons: ThreePersons) -> None:
    branch = persons.tree.ningyang_branch
    rules = {duty_of(rule).code: rule for rule in duty_rules()}
    subject = Subject(kind="branch", pk=branch.pk, org_id=branch.pk, title=branch.name)
    offer = actions_in(branch, persons.viewer)
    ((said, address),) = next_steps(line(rules["DUES-09"], subject), offer, branch.code)
    assert (said, address) == ("由党支部书记或者党务干部办理：登记党费公布。", "")
    assert next_steps(line(rules["DUES-09"], subject, state=FindingState.DONE), offer, branch.code) == []
