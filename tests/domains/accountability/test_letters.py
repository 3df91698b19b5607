"""责任状: drafted from templates, frozen by signing under a hash, amended as a new wording, listed by name where not signed."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.accountability import DAY, make_clause, make_letter, make_signed, make_template
from tests.factories.indicators import reported_measure
from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tongpin.domains.accountability.calculations.canonical import ClauseWords, as_typed, canonical_text, digest_of, grouped
from tongpin.domains.accountability.enums import LetterState
from tongpin.domains.accountability.models import LetterClause, LetterVersion
from tongpin.domains.accountability.papers.letter_papers import letter_document
from tongpin.domains.accountability.selectors.letters import clauses_of, letters, signing_roll, unsigned_branches, verify, version_in_force
from tongpin.domains.accountability.services import letters as services
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation, Post
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def clause_fields(**values: Any) -> dict[str, Any]:
    return {
        "position": 9,
        "duty": "推进平台建设",
        "target_kind": "evidence",
        "measure_code": "",
        "target_value": None,
        "target": None,
        "evidence": "验收意见",
        "due_on": date(2024, 9, 30),
        "rhythm": "until_done",
        "scorer": "计划科",
        **values,
    }


def letter_fields(org: Organisation, **values: Any) -> dict[str, Any]:
    signer, superior = make_person(org, "李科长"), make_person(org, "周局长")
    return {"title": "责任状", "signer": signer, "post": "科长", "department": org, "superior": superior, **values}


# --- the hash, pure --------------------------------------------------------------------------------------------------------
def words(**values: Any) -> ClauseWords:
    fields = {
        "key": 1,
        "duty": "甲",
        "target": "佐证材料",
        "evidence": "记录",
        "due_on": date(2024, 6, 30),
        "rhythm": "每季度",
        "scorer": "乙",
    }
    return ClauseWords(**{**fields, **values})


def test_white_space_does_not_change_the_hash_but_every_word_does() -> None:
    head = [("名称", "责任状")]
    first = digest_of(canonical_text(head, [words()]))
    assert digest_of(canonical_text([("名称", " 责任状\n")], [words(duty="甲 ")])) == first
    changed = [
        words(duty="丙"),
        words(key=2),
        words(due_on=date(2024, 7, 1)),
        words(scorer="丁"),
        words(evidence="纪要"),
        words(rhythm="一次"),
    ]
    assert len({first, *(digest_of(canonical_text(head, [one])) for one in changed)}) == len(changed) + 1


def test_a_hash_read_off_the_paper_is_taken_as_it_is_typed() -> None:
    digest = digest_of("文本")
    assert as_typed(grouped(digest).upper()) == digest
    assert as_typed("ＡＢ　１２-3\n4") == "ab1234"


# --- drafting --------------------------------------------------------------------------------------------------------------
def test_a_letter_begins_with_the_templates_of_its_level_and_post_in_force(persons: ThreePersons) -> None:
    org = persons.org
    make_template(org, duty="全部科室", position=2)
    make_template(org, duty="本岗位", post="科长", position=1, due="02-29")
    make_template(org, duty="别的岗位", post="主任")
    make_template(org, duty="别的层级", level="branches")
    make_template(org, duty="已停用", valid_to=date(2023, 1, 1), reason="不再要求")
    make_template(persons.tree.city, duty="上级要求")
    make_template(persons.tree.dongping, duty="外单位")
    fields = letter_fields(org)
    letter = services.draft_letter(org=org, year=2023, level="departments", by=persons.editor, today=DAY, **fields)
    rows = list(LetterClause.objects.filter(wording__letter=letter).order_by("position"))
    assert [row.duty for row in rows] == ["上级要求", "全部科室", "本岗位"]
    assert rows[2].due_on == date(2023, 2, 28)
    assert AuditEvent.objects.get(verb="letter.drafted").org_id == org.pk


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: {"signer": make_person(t.dongping)}, "应为"),
        (lambda t: {"department": t.dongping}, "不属于"),
        (lambda t: {"signer": make_person(t.ningyang, left_on=date(2023, 1, 1))}, "已离开"),
    ],
)
def test_who_signs_belongs_to_the_office(persons: ThreePersons, change: Any, words: str) -> None:
    fields = {**letter_fields(persons.org), **change(persons.tree)}
    with pytest.raises(Refused, match=words):
        services.draft_letter(org=persons.org, year=2024, level="departments", by=persons.editor, today=DAY, **fields)


def test_nobody_signs_with_himself(persons: ThreePersons) -> None:
    fields = letter_fields(persons.org)
    with pytest.raises(Refused, match="不能是同一人"):
        services.draft_letter(
            org=persons.org, year=2024, level="departments", by=persons.editor, today=DAY, **{**fields, "superior": fields["signer"]}
        )


# --- clauses ---------------------------------------------------------------------------------------------------------------
def test_clauses_are_added_corrected_and_removed_until_signed(persons: ThreePersons) -> None:
    letter = make_letter(persons.org)
    services.add_clause(letter, by=persons.editor, expected=1, **clause_fields())
    clause = LetterClause.objects.select_related("wording__letter").get()
    services.correct_clause(clause, by=persons.editor, expected=2, **clause_fields(duty="推进成果转化"))
    assert LetterClause.objects.get().duty == "推进成果转化"
    clause = LetterClause.objects.select_related("wording__letter").get()
    services.remove_clause(clause, by=persons.editor, expected=3, reason="重复")
    assert not LetterClause.objects.exists()
    removed = AuditEvent.objects.get(verb="letter.clause_removed")
    assert removed.detail["reason"] == "重复"


def test_a_stale_clause_is_refused_and_nothing_changes(persons: ThreePersons) -> None:
    letter = make_letter(persons.org)
    clause = make_clause(letter, duty="原文")
    clause = LetterClause.objects.select_related("wording__letter").get(pk=clause.pk)
    with pytest.raises(StaleRecord):
        services.correct_clause(clause, by=persons.editor, expected=7, **clause_fields())
    assert LetterClause.objects.get().duty == "原文"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"target_kind": "measure"}, "须选择指标"),
        ({"target_kind": "measure", "measure_code": "no.such"}, "没有代码"),
        ({"target_kind": "record"}, "须选择任务或项目"),
        ({"due_on": date(2025, 1, 1)}, "2024 年内"),
    ],
)
def test_a_clause_says_how_it_is_shown(persons: ThreePersons, change: dict[str, Any], words: str) -> None:
    letter = make_letter(persons.org)
    with pytest.raises(Refused, match=words):
        services.add_clause(letter, by=persons.editor, expected=1, **clause_fields(**change))


def test_what_the_way_of_showing_does_not_need_is_dropped(persons: ThreePersons) -> None:
    letter, task = make_letter(persons.org), make_task(persons.org)
    fields = clause_fields(target_kind="record", target=task.reference(), measure_code="x.y", target_value=Decimal(3))
    services.add_clause(letter, by=persons.editor, expected=1, **fields)
    clause = LetterClause.objects.get()
    assert (clause.measure_code, clause.target_value, clause.target) == ("", None, task.reference())


# --- signing and amending --------------------------------------------------------------------------------------------------
def test_signing_freezes_the_wording_under_its_hash(persons: ThreePersons) -> None:
    letter = make_letter(persons.org)
    make_clause(letter)
    services.sign_letter(letter, by=persons.editor, today=DAY, expected=1, on=DAY)
    version = LetterVersion.objects.get()
    assert (letter.state, version.signed_on, digest_of(version.text)) == (LetterState.SIGNED, DAY, version.digest)
    assert verify(version).holds
    with pytest.raises(Refused, match="请先修订"):
        services.add_clause(letter, by=persons.editor, expected=2, **clause_fields())
    with pytest.raises(Refused, match="请先修订"):
        clause = LetterClause.objects.select_related("wording__letter").get()
        services.correct_clause(clause, by=persons.editor, expected=2, **clause_fields())


def test_a_change_behind_the_back_is_found(persons: ThreePersons) -> None:
    letter = make_signed(persons.org)
    version = version_in_force(letter)
    assert version is not None
    LetterClause.objects.update(duty="改过的责任")
    assert (verify(version).text_holds, verify(version).clauses_hold) == (True, False)
    LetterVersion.objects.update(text="改过的文本")
    version.refresh_from_db()
    assert not verify(version).text_holds


def test_a_renamed_department_does_not_break_the_hash(persons: ThreePersons) -> None:
    letter = make_signed(persons.org)
    letter.signer.name = "改名"
    letter.signer.save()
    version = version_in_force(letter)
    assert version is not None
    assert verify(version).holds


@pytest.mark.parametrize(("on", "words"), [(date(2024, 1, 11), "还没有到")])
def test_a_signing_day_has_come(persons: ThreePersons, on: date, words: str) -> None:
    letter = make_letter(persons.org)
    make_clause(letter)
    with pytest.raises(Refused, match=words):
        services.sign_letter(letter, by=persons.editor, today=DAY, expected=1, on=on)


def test_nothing_is_signed_without_clauses(persons: ThreePersons) -> None:
    with pytest.raises(Refused, match="还没有条款"):
        services.sign_letter(make_letter(persons.org), by=persons.editor, today=DAY, expected=1, on=DAY)


def test_an_amendment_is_the_next_wording_and_the_old_one_stays(persons: ThreePersons) -> None:
    letter = make_signed(persons.org)
    old = version_in_force(letter)
    assert old is not None
    services.amend_letter(letter, by=persons.editor, expected=letter.version, reason="任务调整")
    assert version_in_force(letter) == old
    with pytest.raises(Refused, match="正在拟订"):
        services.amend_letter(letter, by=persons.editor, expected=letter.version, reason="再次")
    services.add_clause(letter, by=persons.editor, expected=letter.version, **clause_fields())
    with pytest.raises(Refused, match="早于第1版"):
        services.sign_letter(letter, by=persons.editor, today=DAY, expected=letter.version, on=date(2024, 1, 9))
    services.sign_letter(letter, by=persons.editor, today=date(2024, 5, 6), expected=letter.version, on=date(2024, 5, 6))
    new = version_in_force(letter)
    assert new is not None
    assert (new.number, clauses_of(new).count(), clauses_of(old).count()) == (2, 2, 1)
    assert [row.key for row in clauses_of(new)] == [1, 2]
    assert verify(old).holds
    assert verify(new).holds


def test_an_ended_letter_takes_nothing_more(persons: ThreePersons) -> None:
    letter = make_signed(persons.org)
    services.end_letter(letter, by=persons.editor, today=DAY, expected=letter.version, on=DAY, reason="岗位调整")
    with pytest.raises(Refused, match="已终止"):
        services.amend_letter(letter, by=persons.editor, expected=letter.version, reason="修订")
    with pytest.raises(Refused, match="不必重复"):
        services.end_letter(letter, by=persons.editor, today=DAY, expected=letter.version, on=DAY, reason="再次")


def test_templates_are_ended_not_lost(persons: ThreePersons) -> None:
    template = make_template(persons.org)
    services.end_template(template, by=persons.editor, expected=1, on=DAY, reason="不再要求")
    with pytest.raises(Refused, match="不必重复"):
        services.end_template(template, by=persons.editor, expected=2, on=DAY, reason="再次")


# --- who has not signed ----------------------------------------------------------------------------------------------------
def test_the_unsigned_are_listed_by_name_first(persons: ThreePersons) -> None:
    org, tree = persons.org, persons.tree
    for level in ("departments", "branches", "leaders"):
        make_template(org, level=level)
    leader = make_person(org, "张副局长")
    Post.objects.create(person=leader, org=tree.ningyang_leaders, title="党组成员", starts_on=date(2020, 1, 1))
    make_signed(org, department=tree.ningyang_office, signer=make_person(org, "王主任"))
    make_letter(org, department=tree.ningyang_branch, level="branches", signer=make_person(org, "陈书记"))
    rows = signing_roll(org, 2024, DAY)
    assert {(row.level, row.name, row.unit, row.light[1]) for row in rows} == {
        ("departments", "王主任", "办公室", "已签订"),
        ("departments", "", "计划规划科", "未签订"),
        ("branches", "陈书记", "机关支部", "待签订"),
        ("leaders", "张副局长", "宁阳县局", "未签订"),
    }
    assert rows[-1].light[1] == "已签订"
    assert unsigned_branches(org, 2024, DAY) == (1, ["机关支部"])
    assert unsigned_branches(tree.dongping, 2024, DAY) is None


# --- paper and pages -------------------------------------------------------------------------------------------------------
def test_the_paper_carries_clauses_signatures_and_the_hash(persons: ThreePersons) -> None:
    reported_measure("rd.spending", by=persons.editor)
    letter = make_letter(persons.org, signer=make_person(persons.org, "李科长"))
    make_clause(letter, duty="增加研发投入", target_kind="measure", measure_code="rd.spending", target_value=Decimal(700_000))
    services.sign_letter(letter, by=persons.editor, today=DAY, expected=1, on=DAY)
    version = version_in_force(letter)
    assert version is not None
    paper = docx.Document(io.BytesIO(letter_document(letter, version, list(clauses_of(version)), DAY)))
    text = "\n".join([*(p.text for p in paper.paragraphs), *(c.text for t in paper.tables for row in t.rows for c in row.cells)])
    for part in (letter.title, "增加研发投入", "目标70万元", "李科长（签字）", "2024年1月10日", grouped(version.digest)):
        assert part in text


def test_three_persons(persons: ThreePersons, client: Client) -> None:
    letter = make_signed(persons.org, title="计划科责任状")
    page, amend = (reverse(f"accountability:{name}", args=[letter.pk]) for name in ("letter", "letter_amend"))
    client.force_login(persons.editor)
    assert "修订" in client.get(page).content.decode()
    answer = client.post(amend, {"version": letter.version, "reason": "任务调整"}, follow=True)
    assert "已形成修订稿" in answer.content.decode()
    client.force_login(persons.viewer)
    assert "计划科责任状" in client.get(page).content.decode()
    assert client.get(amend).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
    assert client.get(amend).status_code == 404


def test_a_clause_is_entered_by_form(persons: ThreePersons, client: Client) -> None:
    letter, task = make_letter(persons.org), make_task(persons.org, title="建设平台")
    client.force_login(persons.editor)
    url = reverse("accountability:clause_new", args=[letter.pk])
    sent = {**clause_fields(target_kind="record", due_on="2024-09-30"), "target": f"task:{task.pk}", "target_value": "", "version": 1}
    answer = client.post(url, sent, follow=True)
    assert "条款已增加" in answer.content.decode()
    assert LetterClause.objects.get().record_title == "建设平台"
    refused = client.post(url, {**sent, "version": 1}).content.decode()
    assert "已被他人修改" in refused


def test_the_hash_is_checked_on_the_page(persons: ThreePersons, client: Client) -> None:
    letter = make_signed(persons.org)
    version = version_in_force(letter)
    assert version is not None
    client.force_login(persons.viewer)
    url = reverse("accountability:letter_check", args=[letter.pk])
    assert "相符：纸质文本是现行版" in client.post(url, {"code": grouped(version.digest)}).content.decode()
    assert "相符：纸质文本是现行版" in client.post(url, {"code": version.digest[:8].upper()}).content.decode()
    assert "都不相符" in client.post(url, {"code": "0" * 64}).content.decode()
    LetterClause.objects.update(duty="改过")
    assert "与签订时不一致" in client.post(url, {"code": version.digest}).content.decode()


def test_the_signing_page_names_who_lacks(persons: ThreePersons, client: Client) -> None:
    make_template(persons.org)
    client.force_login(persons.viewer)
    text = client.get(reverse("accountability:signing"), {"period": "2024"}).content.decode()
    assert "2份没有签订：办公室、计划规划科" in text


def test_the_list_shows_the_wording_in_force(persons: ThreePersons, client: Client) -> None:
    letter = make_signed(persons.org)
    client.force_login(persons.viewer)
    text = client.get(reverse("accountability:letters")).content.decode()
    assert "第1版" in text
    assert letters().get(pk=letter.pk).signed_on == DAY  # type: ignore[attr-defined]
