"""发展党员: no step before its predecessors, conclusions and votes that stop the way, what follows from it, and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.access.matrix import text_in
from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.membership import WAY, make_case, make_development_notice, make_member, make_step
from tests.factories.orgs import make_person
from tongpin.domains.membership import services
from tongpin.domains.membership.calculations.path import STEPS, Done, carried, next_steps, obstacle
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.facts.development import (
    activist_subjects,
    case_subjects,
    collect_activists,
    collect_cases,
)
from tongpin.domains.membership.models import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
    Member,
)
from tongpin.domains.membership.papers import notice_document
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import SearchSource, gathered

TODAY = date(2026, 8, 3)
CANARY = "密语金丝雀"

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def walk(case: DevelopmentCase, persons: ThreePersons, *, to: int, **changes: dict[str, Any]) -> None:
    """Records the steps up to ``to``; ``changes`` by step ("s15")."""
    guides = [make_member(case.org).person for _ in range(2)]
    for number in range(1, to + 1):
        values = {**WAY[number], **changes.get(f"s{number}", {})}
        if number in (5, 9):
            values["guides"] = guides
        case = DevelopmentCase.objects.get(pk=case.pk)
        services.record_step(case, number=number, by=persons.editor, today=TODAY, **values)


# --- the table -------------------------------------------------------------------------------------------------------------
def test_there_are_25_steps_in_5_stages() -> None:
    assert list(STEPS) == list(range(1, 26))
    assert [s.stage for s in STEPS.values()] == sorted(s.stage for s in STEPS.values())
    assert {s.stage for s in STEPS.values()} == {1, 2, 3, 4, 5}
    assert all(n < s.number for s in STEPS.values() for n in s.needs)


def test_every_step_is_blocked_by_each_of_its_predecessors() -> None:
    """With everything before it recorded a step is free; with any one of its own predecessors missing it is not, and it is named."""
    for number, step in STEPS.items():
        done = {n: Done(WAY[n]["on"], WAY[n].get("conclusion", "")) for n in range(1, number)}
        assert obstacle(number, WAY[number]["on"], done) == ""
        for needed in step.needs:
            without = {n: d for n, d in done.items() if n != needed}
            assert f"第{needed}步“{STEPS[needed].title}”" in obstacle(number, WAY[number]["on"], without)


@pytest.mark.parametrize(
    ("due", "present", "yes", "written", "expected"),
    [
        (16, 8, 8, 1, False),  # half present is not more than half
        (16, 9, 9, 0, True),
        (16, 13, 8, 0, False),  # exactly half of those due
        (16, 13, 8, 1, True),  # a written yes of an absent member counts
        (15, 8, 8, 0, True),
    ],
)
def test_when_a_vote_carries(due: int, present: int, yes: int, written: int, expected: bool) -> None:
    assert carried(due, present, yes, written) is expected


def test_the_order_inside_a_stage_is_free() -> None:
    done = {n: Done(WAY[n]["on"]) for n in range(1, 9)}
    assert next_steps(done) == [9, 10, 11]


# --- recording -------------------------------------------------------------------------------------------------------------
def test_the_whole_way_ends_in_a_full_member(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch, "王明")
    walk(case, persons, to=25)
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("completed", date(2026, 7, 20))
    member = Member.objects.get(person=case.person)
    assert (member.standing, member.joined_on, member.full_since) == ("full", date(2025, 6, 20), date(2026, 6, 20))
    assert Member.objects.get(pk=member.pk).standing_on(date(2026, 6, 19)) == Standing.PROBATIONARY


@pytest.mark.parametrize(
    ("to", "changes", "following", "said"),
    [
        (11, {"s10": {"conclusion": "failed"}}, 12, "政治审查”的结论是不通过"),
        (13, {"s13": {"conclusion": "failed"}}, 14, "预审”的结论是不通过"),
        (15, {"s15": {"yes_votes": 8, "no_votes": 5}}, 16, "表决没有通过"),
        (15, {"s15": {"present_voting": 8, "yes_votes": 8, "no_votes": 0}}, 16, "表决没有通过"),
        (17, {"s17": {"conclusion": "failed"}}, 18, "审批”的结论是不通过"),
    ],
)
def test_what_stops_the_way(
    persons: ThreePersons, branch: Organisation, to: int, changes: dict[str, Any], following: int, said: str
) -> None:
    case = make_case(branch)
    walk(case, persons, to=to, **changes)
    case = DevelopmentCase.objects.get(pk=case.pk)
    with pytest.raises(Refused, match=said):
        services.record_step(case, number=following, by=persons.editor, today=TODAY, **WAY[following])


def refused_step(case: DevelopmentCase, persons: ThreePersons, number: int, said: str, **values: Any) -> None:
    with pytest.raises(Refused, match=said):
        services.record_step(case, number=number, by=persons.editor, today=TODAY, **{**WAY[number], **values})


def test_order_and_dates(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    refused_step(case, persons, 3, "尚未登记第1步")
    refused_step(case, persons, 1, "还没有到", on=date(2026, 8, 4))
    make_step(case, 1)
    refused_step(case, persons, 2, "早于第1步", on=date(2024, 1, 9))
    refused_step(case, persons, 1, "已经登记")
    make_step(case, 2)
    case = DevelopmentCase.objects.get(pk=case.pk)
    refused_step(case, persons, 3, "应由支委会、党员大会决定", body="党总支")


def test_guides_are_full_members(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    for number in range(1, 5):
        make_step(case, number)
    probationer = make_member(branch, standing=Standing.PROBATIONARY, joined_on=date(2024, 1, 1), arrived_on=date(2024, 1, 1)).person
    full = [make_member(branch).person for _ in range(3)]
    refused_step(case, persons, 5, "1至2名正式党员，现选了0名", guides=[])
    refused_step(case, persons, 5, "1至2名正式党员，现选了3名", guides=full)
    refused_step(case, persons, 5, "不是正式党员", guides=[full[0], probationer])
    services.record_step(case, number=5, by=persons.editor, today=TODAY, guides=full[:1], **WAY[5])
    assert [str(g) for g in DevelopmentGuide.objects.all()] == [f"培养联系人 {full[0]}"]
    for number in range(6, 9):
        make_step(case, number)
    refused_step(DevelopmentCase.objects.get(pk=case.pk), persons, 9, "应为2名正式党员，现选了1名", guides=full[:1])


def test_an_extension_comes_once_and_asks_the_conversion_again(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    walk(case, persons, to=22)
    case = DevelopmentCase.objects.get(pk=case.pk)
    extend = {"conclusion": "extended", "due_voting": 16, "present_voting": 15, "yes_votes": 2, "no_votes": 13}
    for months in (None, 5, 13):
        refused_step(case, persons, 23, "不能少于6个月", **extend, months=months)
    services.record_step(case, number=23, by=persons.editor, today=TODAY, **{**WAY[23], **extend, "months": 6})
    case = DevelopmentCase.objects.get(pk=case.pk)
    assert services.probation_ends(case) == date(2026, 12, 20)
    refused_step(case, persons, 24, "尚未登记第22步")
    later = date(2027, 1, 5)
    again = {**WAY[22], "on": date(2026, 12, 20), "second_on": None}
    services.record_step(case, number=22, by=persons.editor, today=later, **again)
    case = DevelopmentCase.objects.get(pk=case.pk)
    with pytest.raises(Refused, match="只能延长一次"):
        services.record_step(case, number=23, by=persons.editor, today=later, **{**WAY[23], **extend, "months": 6, "on": later})
    assert DevelopmentStep.objects.filter(case=case, number=22).count() == 2


def test_a_vote_says_what_it_says(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    walk(case, persons, to=22)
    case = DevelopmentCase.objects.get(pk=case.pk)
    refused_step(case, persons, 23, "没有超过应到的半数", yes_votes=8)
    refused_step(case, persons, 23, "合计 17，多于实到 15", yes_votes=15, no_votes=2)
    refused_step(case, persons, 23, "须填应到人数", due_voting=None)


def test_correcting_stays_between_the_neighbours(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    steps = [make_step(case, number) for number in (1, 2, 3)]
    step = DevelopmentStep.objects.get(pk=steps[1].pk)
    with pytest.raises(Refused, match="晚于第3步"):
        services.correct_step(step, by=persons.editor, today=TODAY, expected=1, on=date(2024, 3, 11))
    services.correct_step(step, by=persons.editor, today=TODAY, expected=1, on=date(2024, 2, 5), note=CANARY)
    assert AuditEvent.objects.get(verb="development_step.corrected").detail == {"columns": ["日期", "情况记录"]}


def test_closed_files_are_not_touched(persons: ThreePersons, branch: Organisation) -> None:
    case = make_case(branch)
    services.end_case(case, by=persons.editor, today=TODAY, expected=1, on=TODAY, reason="本人撤回申请")
    refused_step(case, persons, 1, "已终止")
    services.open_case(org=branch, person=case.person, by=persons.editor, today=TODAY, **opening())


def opening(**values: Any) -> dict[str, Any]:
    return {
        "gender": "female",
        "born_on": date(1998, 3, 5),
        "unit": "高新科",
        "accepts_programme": True,
        "applied_to_own_unit": True,
        "leaves_unit_on": None,
        "moved_in_on": None,
        "months_before": None,
        "file_received": False,
        **values,
    }


def test_a_member_needs_no_file(persons: ThreePersons, branch: Organisation) -> None:
    words = {"by": persons.editor, "today": TODAY, **opening()}
    with pytest.raises(Refused, match="已是正式党员"):
        services.open_case(org=branch, person=make_member(branch).person, **words)
    with pytest.raises(Refused, match="不是本单位人员"):
        services.open_case(org=branch, person=make_person(persons.tree.dongping), **words)
    with pytest.raises(Refused, match="请选择党支部"):
        services.open_case(org=persons.org, person=make_person(persons.org), **words)


# --- what the database refuses ---------------------------------------------------------------------------------------------
def _case(branch: Organisation, **values: Any) -> Any:
    return make_case(branch, **values)


def _step(branch: Organisation, **values: Any) -> Any:
    case = make_case(branch)
    return DevelopmentStep.objects.create(org=branch, case=case, **{**WAY[15], "number": 15, **values})


def _notice(branch: Organisation, **values: Any) -> Any:
    return make_development_notice(make_case(branch), **values)


WRONG: list[tuple[str, Callable[..., Any], dict[str, Any]]] = [
    ("须有结束日期", _case, {"state": "ended"}),
    ("须一并填写", _case, {"months_before": 7}),
    ("第1至25步", _step, {"number": 26}),
    ("实到人数不能多于", _step, {"present_voting": 17}),
    ("赞成票不能多于", _step, {"yes_votes": 15}),
    ("公示截止日期不能早于", _notice, {"ends_on": date(2024, 6, 2)}),
]


@pytest.mark.parametrize(("said", "make", "values"), WRONG)
def test_the_database_refuses(branch: Organisation, said: str, make: Callable[..., Any], values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(branch, **values)
    record = make(branch)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


def test_nothing_is_kept_twice(branch: Organisation) -> None:
    case = make_case(branch)
    same = {"org": branch, "case": case}
    twice: list[tuple[Any, dict[str, Any]]] = [
        (DevelopmentCase, {"org": branch, "person": case.person, "gender": "male", "born_on": date(1998, 1, 1), "unit": "科"}),
        (DevelopmentGuide, {**same, "role": "contact", "person": case.person, "since": TODAY}),
        (DevelopmentReview, {**same, "kind": "review", "on": TODAY}),
        (DevelopmentMaterial, {**same, "number": 1, "title": "入党申请书", "received_on": TODAY}),
        (DevelopmentStep, {**same, "number": 1, "on": TODAY}),
        (DevelopmentNotice, {**same, "kind": "object", "starts_on": TODAY, "ends_on": TODAY, "place": "栏", "contact": "室"}),
    ]
    for model, values in twice:
        if model is not DevelopmentCase:
            model.objects.create(**values)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**values)


def test_votes_are_totals_only() -> None:
    """No table of the subject joins a voter with a choice."""
    names = {f.name for f in DevelopmentStep._meta.get_fields()}
    assert not names & {"voter", "person", "member", "voters"}


# --- notices ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts", "last"),
    [
        (date(2026, 6, 1), date(2026, 6, 8)),  # Monday: five working days from Tuesday on
        (date(2026, 5, 29), date(2026, 6, 5)),
        (date(2024, 6, 3), date(2024, 6, 11)),  # 端午 2024: the 10th is free
    ],
)
def test_the_last_day_of_a_notice(starts: date, last: date) -> None:
    assert services.last_day_of_notice(starts) == last


def test_a_notice_comes_down_by_itself(
    persons: ThreePersons, branch: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(branch, "王明")
    words = {"kind": "object", "starts_on": date(2026, 6, 1), "place": "公示栏", "contact": "机关党委办公室", "by": persons.editor}
    with pytest.raises(Refused, match="应不早于 2026-06-08"):
        services.put_up_notice(case, ends_on=date(2026, 6, 5), **words)
    notice = services.put_up_notice(case, ends_on=None, **words)
    url = reverse("membership:notice", args=[notice.pk])
    anybody = make_user(roles=[("party_member", persons.org)])
    for day, seen in (("2026-06-01", 200), ("2026-06-08", 200), ("2026-06-09", 404)):
        monkeypatch.setenv("TONGPIN_TODAY", day)
        client.force_login(anybody)
        assert client.get(url).status_code == seen
        assert ("王明" in client.get(reverse("membership:notices")).content.decode()) is (seen == 200)
        client.force_login(persons.stranger)
        assert client.get(url).status_code == 404
    client.force_login(persons.editor)
    assert client.get(url).status_code == 200
    with pytest.raises(Refused, match="期满后再登记结果"):
        services.settle_notice(notice, by=persons.editor, today=date(2026, 6, 8), expected=1, result="none")
    services.settle_notice(notice, by=persons.editor, today=date(2026, 6, 9), expected=1, result="none")


def test_the_notice_holds_the_minimum_only(branch: Organisation) -> None:
    case = make_case(branch, "王明", born_on=date(1998, 3, 5))
    make_step(case, 1, note=CANARY)
    text = "\n".join(p.text for p in docx.Document(BytesIO(notice_document(make_development_notice(case)))).paragraphs)
    assert [word for word in ("王明", "男", "高新科", "2024年6月3日至2024年6月11日", "0538-5600000") if word not in text] == []
    assert [word for word in ("身份证", "1998", "父", "家庭", CANARY) if word in text] == []


# --- three persons and the canary ------------------------------------------------------------------------------------------
def test_named_sees_and_stranger(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    case = make_case(branch, "王明")
    step = make_step(case, 1, note=CANARY)
    pages = [
        reverse("membership:case", args=[case.pk]),
        reverse("membership:step_edit", args=[step.pk]),
        reverse("membership:step_new", args=[case.pk, 2]),
    ]
    client.force_login(persons.editor)
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert CANARY in client.get(pages[0]).content.decode()
    for user in (persons.viewer, persons.stranger, make_user(roles=[("discipline_officer", persons.org)])):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_what_a_file_says_gets_out_nowhere(persons: ThreePersons, branch: Organisation, client: Client, caplog: Any) -> None:
    case = make_case(branch, "王明")
    services.record_step(case, number=1, by=persons.editor, today=TODAY, **WAY[1], note=CANARY)
    services.note_review(case, kind="review", on=TODAY, note=CANARY, by=persons.editor, today=TODAY)
    client.force_login(persons.editor)
    for wanted in ({"export": "xlsx"}, {"print": "1"}):
        answer = client.get(reverse("membership:cases"), wanted)
        content = text_in(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        assert "王明" in content and CANARY not in content
    results = client.get(reverse("desk:search"), {"q": "王明"}).content.decode()
    assert CANARY not in results and "发展党员档案" not in results
    assert "development_case" not in {s.kind for s in gathered(SearchSource)}
    kept = str(list(AuditEvent.objects.filter(subject_kind__startswith="development").values()))
    assert "第1步" in kept and CANARY not in kept and "王明" not in kept
    assert CANARY not in caplog.text


# --- facts -----------------------------------------------------------------------------------------------------------------
def test_facts_come_from_records_and_only_up_to_the_day(branch: Organisation) -> None:
    case = make_case(branch)
    for number in range(1, 16):
        make_step(case, number)
    subjects = case_subjects([branch.pk], TODAY)
    assert [s.title for s in subjects] == [f"发展党员档案第{case.pk}号"]
    found = collect_cases(subjects, None, TODAY)[case.pk]
    assert found["received_on"] == date(2024, 1, 10)
    assert found["acceptance_meeting_on"] == date(2025, 6, 20)
    assert found["probation_ends_on"] == date(2026, 6, 20)
    assert (found["political_review_result"], found["opinions_missing"]) == ("合格", ())
    assert {"approved_on", "oath_on", "publicity_started_on"} & set(found) == set()
    earlier = collect_cases(subjects, None, date(2024, 2, 15))[case.pk]
    assert "activist_decided_on" not in earlier and earlier["talk_on"] == date(2024, 2, 1)


def test_facts_of_an_activist(branch: Organisation) -> None:
    case = make_case(branch, moved_in_on=date(2024, 10, 1), months_before=7, file_received=True)
    for number in range(1, 7):
        make_step(case, number)
    for on in (date(2024, 9, 9), date(2024, 9, 12), date(2025, 3, 9)):
        DevelopmentReview.objects.create(org=branch, case=case, kind="review", on=on)
    on = date(2025, 4, 1)
    subjects = activist_subjects([branch.pk], on)
    found = collect_activists(subjects, None, on)[case.pk]
    assert (found["reviews_held"], found["education_entries"], found["contacts"]) == (2, 0, 0)
    assert (found["has_moved"], found["months_before"], found["months_here"]) == (True, 7, 6)


def test_the_path_shows_the_days_of_the_rules(persons: ThreePersons, branch: Organisation, client: Client) -> None:
    case = make_case(branch)
    make_step(case, 1, on=date(2026, 8, 31), second_on=date(2026, 8, 31))
    client.force_login(persons.editor)
    page = client.get(reverse("membership:case", args=[case.pk]), {"as_of": "2026-10-01"}).content.decode()
    assert "应在2026年9月30日以前谈话" in page
