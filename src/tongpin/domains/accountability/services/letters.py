"""责任状办理: templates, drafting, clauses, signing, amending, ending."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from tongpin.domains.accountability.calculations.canonical import canonical_text, digest_of, grouped
from tongpin.domains.accountability.enums import LetterState, TargetKind
from tongpin.domains.accountability.models import ClauseTemplate, Letter, LetterClause, LetterVersion
from tongpin.domains.accountability.selectors.letters import clauses_of, open_version, templates_for, version_in_force, words_of
from tongpin.engines.indicators.selectors import definition
from tongpin.engines.ledgers.services import amend, enter, not_after, tell
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.records import check, insert, save_versioned, snapshot
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference


class TemplateFields(TypedDict):
    """条款模板栏目."""

    level: str
    post: str
    position: int
    duty: str
    target_kind: str
    measure_code: str
    evidence: str
    due: str
    rhythm: str
    scorer: str
    valid_from: date


@transaction.atomic
def enter_template(*, org: Organisation, by: User, **fields: Unpack[TemplateFields]) -> ClauseTemplate:
    """登记条款模板."""
    _check_measure(fields["target_kind"], fields["measure_code"], fields["valid_from"])
    return enter(ClauseTemplate(org=org, **fields), verb="clause_template.entered", by=by, fields=fields)


@transaction.atomic
def correct_template(template: ClauseTemplate, *, by: User, expected: int, **fields: Unpack[TemplateFields]) -> ClauseTemplate:
    """更正条款模板; letters already drafted from it stay as they are."""
    if template.valid_to is not None:
        raise Refused("该模板已经停用，不能更正。需要时请登记新的模板。")
    _check_measure(fields["target_kind"], fields["measure_code"], fields["valid_from"])
    return amend(template, verb="clause_template.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def end_template(template: ClauseTemplate, *, by: User, expected: int, on: date, reason: str) -> ClauseTemplate:
    """停用条款模板: from ``on`` no letter begins with it."""
    if template.valid_to is not None:
        raise Refused("该模板已经停用，不必重复办理。")
    values = {"valid_to": on, "reason": reason}
    return amend(template, verb="clause_template.ended", by=by, expected=expected, values=values)


class LetterFields(TypedDict):
    """责任状栏目."""

    title: str
    signer: Person
    post: str
    department: Organisation
    superior: Person


@transaction.atomic
def draft_letter(*, org: Organisation, year: int, level: str, by: User, today: date, **fields: Unpack[LetterFields]) -> Letter:
    """拟订责任状: its clauses are those of the templates in force for the level and the post."""
    _check_people(org, fields)

    def with_clauses(letter: Letter) -> None:
        version = LetterVersion(letter=letter, number=1)
        insert(version)
        for number, row in enumerate(templates_for(org, level, fields["post"], max(today, date(year, 1, 1))), 1):
            insert(_from_template(version, number, row, year))

    letter = Letter(org=org, year=year, level=level, **fields)
    return enter(letter, verb="letter.drafted", by=by, fields=("year", "level", *fields), with_parts=with_clauses)


@transaction.atomic
def correct_letter(letter: Letter, *, by: User, expected: int, **fields: Unpack[LetterFields]) -> Letter:
    """更正责任状 before it is signed; afterwards who signed stays who signed."""
    if letter.state != LetterState.DRAFTED:
        raise Refused(f"该责任状{letter.get_state_display()}，签订人和单位不能更改。内容有变的请修订。")
    _check_people(letter.org, fields)
    return amend(letter, verb="letter.corrected", by=by, expected=expected, values=dict(fields))


class ClauseFields(TypedDict):
    """责任条款栏目."""

    position: int
    duty: str
    target_kind: str
    measure_code: str
    target_value: Decimal | None
    target: Reference | None
    evidence: str
    due_on: date
    rhythm: str
    scorer: str


@transaction.atomic
def add_clause(letter: Letter, *, by: User, expected: int, **fields: Unpack[ClauseFields]) -> Letter:
    """增加条款 of the wording that is not signed yet."""
    version = _draft(letter)
    used = LetterClause.objects.filter(wording__letter=letter).aggregate(top=Max("key"))["top"] or 0
    clause = LetterClause(wording=version, key=used + 1, **_values(letter, fields))
    insert(clause)
    return _written(letter, "letter.clause_added", by, expected, after=_told(clause))


@transaction.atomic
def correct_clause(clause: LetterClause, *, by: User, expected: int, **fields: Unpack[ClauseFields]) -> Letter:
    """更正条款 of the wording that is not signed yet."""
    letter = clause.wording.letter
    _refuse_signed(clause.wording)
    before = _told(LetterClause.objects.get(pk=clause.pk))
    values = _values(letter, fields)
    for name, value in values.items():
        setattr(clause, name, value)
    check(clause)
    clause.save(update_fields=values)
    return _written(letter, "letter.clause_corrected", by, expected, before=before, after=_told(clause))


@transaction.atomic
def remove_clause(clause: LetterClause, *, by: User, expected: int, reason: str) -> Letter:
    """移出条款 of the wording that is not signed yet; a wording that was signed keeps it."""
    letter = clause.wording.letter
    _refuse_signed(clause.wording)
    before = _told(clause)
    clause.delete()
    return _written(letter, "letter.clause_removed", by, expected, before=before, detail={"reason": reason})


@transaction.atomic
def sign_letter(letter: Letter, *, by: User, today: date, expected: int, on: date) -> Letter:
    """签订责任状: freezes the wording under the hash of its text. The wording before stays on file."""
    version = _draft(letter)
    not_after(on, today, "签订日期", field="on")
    earlier = version_in_force(letter)
    if earlier is not None and earlier.signed_on is not None and on < earlier.signed_on:
        raise Refused(f"签订日期早于第{earlier.number}版的签订日期 {earlier.signed_on:%Y-%m-%d}，请核对。", field="on")
    rows = list(clauses_of(version))
    if not rows:
        raise Refused("责任状还没有条款，请先增加条款或维护条款模板。")
    text = canonical_text(letter_head(letter, version, on), words_of(rows, on))
    version.signed_on, version.text, version.digest, version.signed_by = on, text, digest_of(text), by.display_name
    check(version)
    version.save(update_fields=("signed_on", "text", "digest", "signed_by"))
    letter.state = LetterState.SIGNED
    save_versioned(letter, expected=expected, fields=("state",))
    tell(letter.org_id, letter.record_kind)
    after = {"第几版": version.number, "签订日期": on.isoformat(), "内容校验码": grouped(version.digest)}
    audit.record("letter.signed", by=by, subject=letter.reference(), org_id=letter.org_id, after=after)
    return letter


@transaction.atomic
def amend_letter(letter: Letter, *, by: User, expected: int, reason: str) -> Letter:
    """修订责任状: the next wording begins as the one in force; that one holds until the next is signed."""
    current = version_in_force(letter)
    if letter.state != LetterState.SIGNED or current is None:
        raise Refused(f"该责任状{letter.get_state_display()}，不能修订。")
    if open_version(letter) is not None:
        raise Refused("已有一份正在拟订的修订稿，请先签订。")
    version = LetterVersion(letter=letter, number=current.number + 1, amendment=reason)
    insert(version)
    for row in clauses_of(current):
        row.pk, row.wording = None, version
        row._state.adding = True
        insert(row)
    return _written(letter, "letter.amended", by, expected, after={"第几版": version.number}, detail={"reason": reason})


@transaction.atomic
def end_letter(letter: Letter, *, by: User, today: date, expected: int, on: date, reason: str) -> Letter:
    """终止责任状: the signer left the post, or it was drawn up wrongly; no further order comes of it."""
    if letter.state == LetterState.ENDED:
        raise Refused("该责任状已经终止，不必重复办理。")
    not_after(on, today, "终止日期", field="on")
    values = {"state": LetterState.ENDED, "ended_on": on, "reason": reason}
    return amend(letter, verb="letter.ended", by=by, expected=expected, values=values)


def letter_head(letter: Letter, version: LetterVersion, on: date) -> list[tuple[str, str]]:
    """签订文本的抬头: names as they are on the day of signing."""
    return [
        ("名称", letter.title),
        ("年度", str(letter.year)),
        ("签订层级", letter.get_level_display()),
        ("单位", letter.org.name),
        ("责任人", f"{letter.signer.name}（{letter.post}）"),
        ("责任单位", letter.department.name),
        ("签订领导", letter.superior.name),
        ("版次", str(version.number)),
        ("签订日期", on.isoformat()),
    ]


def _draft(letter: Letter) -> LetterVersion:
    version = open_version(letter) if letter.state != LetterState.ENDED else None
    if version is None:
        words = "已终止" if letter.state == LetterState.ENDED else "已签订，内容不能直接更改；请先修订，形成新的一版"
        raise Refused(f"该责任状{words}。")
    return version


def _refuse_signed(version: LetterVersion) -> None:
    if version.signed_on is not None or version.letter.state == LetterState.ENDED:
        raise Refused("该条款所在的一版已经签订或终止，不能更改；请先修订，形成新的一版。")


def _written(letter: Letter, verb: str, by: User, expected: int, **told: Any) -> Letter:
    save_versioned(letter, expected=expected, fields=())
    tell(letter.org_id, letter.record_kind)
    audit.record(verb, by=by, subject=letter.reference(), org_id=letter.org_id, **told)
    return letter


def _told(clause: LetterClause) -> dict[str, Any]:
    return snapshot(
        clause, ("position", "duty", "target_kind", "measure_code", "target_value", "record_title", "evidence", "due_on", "scorer")
    )


def _from_template(version: LetterVersion, number: int, row: ClauseTemplate, year: int) -> LetterClause:
    month, day = (int(part) for part in row.due.split("-"))
    while True:
        try:
            due_on = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return LetterClause(
        wording=version,
        key=number,
        position=number,
        duty=row.duty,
        target_kind=row.target_kind if row.target_kind != TargetKind.RECORD else TargetKind.EVIDENCE,
        measure_code=row.measure_code if row.target_kind == TargetKind.MEASURE else "",
        evidence=row.evidence,
        due_on=due_on,
        rhythm=row.rhythm,
        scorer=row.scorer,
    )


def _values(letter: Letter, fields: ClauseFields) -> dict[str, Any]:
    values: dict[str, Any] = dict(fields)
    target: Reference | None = values.pop("target")
    kind, day = fields["target_kind"], fields["due_on"]
    if day.year != letter.year:
        raise Refused(f"完成时限应在 {letter.year} 年内，请核对。", field="due_on")
    _check_measure(kind, fields["measure_code"], day)
    if kind == TargetKind.RECORD and target is None:
        raise Refused("以任务或项目落实的条款须选择任务或项目。", field="target")
    if kind != TargetKind.MEASURE:
        values["measure_code"], values["target_value"] = "", None
    kept = target if kind == TargetKind.RECORD else None
    values["record_kind"], values["record_pk"] = (kept.kind, kept.pk) if kept else ("", None)
    values["record_title"] = kept.title[:200] if kept else ""
    return values


def _check_measure(kind: str, code: str, on: date) -> None:
    if kind != TargetKind.MEASURE:
        return
    if not code:
        raise Refused("以指标落实的条款须选择指标。", field="measure_code")
    definition(code, on)


def _check_people(org: Organisation, fields: LetterFields) -> None:
    if fields["signer"] == fields["superior"]:
        raise Refused("责任人和签订领导不能是同一人。", field="superior")
    for name, label in (("signer", "责任人"), ("superior", "签订领导")):
        person: Person = fields[name]  # type: ignore[literal-required]
        if person.left_on is not None:
            raise Refused(f"{label}“{person}”已离开本单位，请另选。", field=name)
    if not org.contains(fields["signer"].org):
        raise Refused(f"责任人“{fields['signer']}”属于{fields['signer'].org}，应为{org}及所属单位的人员。", field="signer")
    if not org.contains(fields["department"]):
        raise Refused(f"责任单位“{fields['department']}”不属于{org}，请另选。", field="department")
