"""抢登: what may stand only once, entered by several persons at the same moment: one stands, the others are told so in words."""

from __future__ import annotations

from functools import partial

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint

from tests.reliability.edits_packs import PACK_ONCE
from tests.reliability.edits_research import RESEARCH_ONCE
from tests.reliability.office import Office
from tests.reliability.once import Once
from tests.reliability.once_cadres import CADRE_ONCE
from tests.reliability.once_coaching import COACHING_ONCE
from tests.reliability.once_integrity import ELSEWHERE as INTEGRITY_ELSEWHERE
from tests.reliability.once_integrity import INTEGRITY_ONCE
from tests.reliability.once_membership import MEMBERSHIP_ONCE
from tests.reliability.once_orglife import ORGLIFE_ONCE
from tests.reliability.once_policy import POLICY_ONCE
from tests.reliability.once_registers import REGISTER_ONCE
from tests.reliability.together import together, winners

rounds = pytest.mark.parametrize("times", [pytest.param(1, id="small"), pytest.param(25, id="full", marks=pytest.mark.hard)])
REGISTERS = (*REGISTER_ONCE, *COACHING_ONCE, *POLICY_ONCE, *PACK_ONCE)
ONCE = (*ORGLIFE_ONCE, *MEMBERSHIP_ONCE, *CADRE_ONCE, *REGISTERS, *INTEGRITY_ONCE, *RESEARCH_ONCE)
PERSONS = 4
APPS = ("orglife", "membership", "publicity", "activities", "coaching", "policy", "packs")
ELSEWHERE = {
    "honour_unique": "entered among the ledgers",
    "development_guide_once": "guides are named together with the step that names them",
    "membership.DutyPost.token": "drawn at random",
    "orglife.PlannedGathering.activity": "written when the plan is confirmed, which only one person does",
    "participation_person_once": "who took part is written together with the activity, which only one person changes",
    "participation_outsider_once": "who took part is written together with the activity, which only one person changes",
    "firm_month_once": "counts are written together with the year, which only one person changes",
    "firm_year_edition_once": "what stood before is written together with the year, which only one person changes",
    "used_right_once_in_application": "the list is written together with the application, which only one person changes",
    "rule_pack_edition_once": "editions are numbered by the version of their pack, which only one person changes",
    "standing_once_a_day": "standings are worked out by one job",
    "policy_edition_once": "what stood before is written together with the policy, which only one person changes",
    "policy_match_once_a_day": "matches are worked out by one job",
    "agenda_position_once": "the agenda is written together with the activity, which only one person changes",
}


@rounds
@pytest.mark.parametrize("once", ONCE, ids=str)
def test_one_stands_and_the_others_are_told(office: Office, once: Once, times: int) -> None:
    for _ in range(times):
        made = once.ready(office)
        outcomes = together([partial(once.act, made, office, person) for person in range(PERSONS)])
        got_through = winners(outcomes)
        assert len(got_through) == 1 or (once.alike and got_through), [str(one) for one in outcomes]
        assert once.rows(made).count() == 1
        for told in outcomes:
            if told.refused:
                assert any("\u4e00" <= letter <= "\u9fff" for letter in str(told.fault)), f"not in words: {told.fault}"


def test_everything_that_may_stand_once_is_raced() -> None:
    promised = set()
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        promised |= {one.name for one in model._meta.constraints if isinstance(one, UniqueConstraint)}
        promised |= {f"{model._meta.label}.{f.name}" for f in model._meta.concrete_fields if f.unique and not f.primary_key}
    raced = {once.constraint for once in ONCE if once not in INTEGRITY_ONCE} - {"task_once_from_a_source"}
    assert promised - set(ELSEWHERE) == raced
    assert not raced & set(ELSEWHERE)


def test_what_may_stand_once_of_letters_circulars_disclosures_and_files_is_raced_or_said_why_not() -> None:
    tables = {"reminders", "circulars", "disclosures", "cases"}
    ours = [m for m in apps.get_app_config("accountability").get_models() if m.__module__.rsplit(".", 1)[-1] in tables]
    promised = {one.name for model in ours for one in model._meta.constraints if isinstance(one, UniqueConstraint)}
    assert promised == {once.constraint for once in INTEGRITY_ONCE} | set(INTEGRITY_ELSEWHERE)
