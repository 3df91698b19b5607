"""责任状查询: letters with the wording in force, who has not signed, what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tongpin.domains.accountability.calculations.canonical import ClauseWords, clauses_text, digest_of
from tongpin.domains.accountability.enums import LetterLevel, LetterState, TargetKind
from tongpin.domains.accountability.models import ClauseTemplate, Letter, LetterClause, LetterVersion
from tongpin.domains.accountability.permissions import Permission
from tongpin.engines.indicators.selectors import definitions
from tongpin.foundation.access.selectors import is_operator, may, visible_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.selectors import organisations, people, people_within, posts
from tongpin.kernel.money import MoneyUnit, from_yuan
from tongpin.kernel.reference import Reference
from tongpin.kernel.rounding import plain


def templates() -> QuerySet[ClauseTemplate]:
    """条款模板清单."""
    return ClauseTemplate.objects.select_related("org")


def templates_for(org: Organisation, level: str, post: str, day: date) -> list[ClauseTemplate]:
    """适用模板 on a day: of the organisation and of those above it, for every post of the level and for this one."""
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = templates().filter(in_force, org__in=above, level=level, post__in=("", post), valid_from__lte=day)
    return sorted(rows, key=lambda row: (len(row.org.path), row.post != "", row.position, row.pk))


def letters() -> QuerySet[Letter]:
    """责任状清单, with the number and day of the wording in force."""
    signed = LetterVersion.objects.filter(letter=OuterRef("pk"), signed_on__isnull=False).order_by("-number")
    return Letter.objects.select_related("org", "signer", "department", "superior").annotate(
        signed_on=Subquery(signed.values("signed_on")[:1]),
        version_number=Subquery(signed.values("number")[:1]),
        is_amending=Exists(LetterVersion.objects.filter(letter=OuterRef("pk"), signed_on__isnull=True, number__gt=1)),
    )


def visible_letters(user: User, permission: str = Permission.VIEW) -> QuerySet[Letter]:
    """看得见的责任状: of organisations and departments where the user holds the permission; one's own always to read."""
    if is_operator(user):
        return letters()
    orgs = visible_orgs(user, permission).order_by().values("pk")
    seen = Q(org__in=orgs)
    if permission == Permission.VIEW:
        seen |= Q(department__in=orgs) | Q(signer__user=user.pk)
    return letters().filter(seen)


def letter_matches(text: str) -> Q:
    """Letters whose title, signer or department contains ``text``."""
    return Q(title__icontains=text) | Q(signer__name__icontains=text) | Q(department__name__icontains=text)


def found(text: str, request: Any, limit: int) -> Sequence[Reference]:
    """搜索 among the letters that the viewer sees."""
    if not text.strip():
        return []
    return [one.reference() for one in visible_letters(request.user).filter(letter_matches(text.strip())).order_by("pk")[:limit]]


def versions(letter: Letter) -> QuerySet[LetterVersion]:
    """版次 of a letter, latest first."""
    return LetterVersion.objects.filter(letter=letter).order_by("-number")


def all_versions() -> QuerySet[LetterVersion]:
    """版次, with their letters."""
    return LetterVersion.objects.select_related("letter", "letter__org", "letter__signer", "letter__department", "letter__superior")


def version_in_force(letter: Letter) -> LetterVersion | None:
    """现行版: the latest one that was signed."""
    return versions(letter).filter(signed_on__isnull=False).first()


def open_version(letter: Letter) -> LetterVersion | None:
    """拟订版: the one that is not signed yet."""
    return versions(letter).filter(signed_on__isnull=True).first()


def clauses() -> QuerySet[LetterClause]:
    """责任条款, with their letters."""
    return LetterClause.objects.select_related(
        "wording", "wording__letter", "wording__letter__org", "wording__letter__signer", "wording__letter__department"
    )


def visible_clauses(user: User, permission: str = Permission.VIEW) -> QuerySet[LetterClause]:
    """看得见的条款: of letters that the user sees."""
    return clauses().filter(wording__letter__in=visible_letters(user, permission).order_by().values("pk"))


def clauses_of(version: LetterVersion) -> QuerySet[LetterClause]:
    """条款 of one wording, in order."""
    return clauses().filter(wording=version)


def same_clause(clause: LetterClause) -> QuerySet[LetterClause]:
    """同一条款 in every wording of its letter."""
    return LetterClause.objects.filter(wording__letter=clause.wording.letter_id, key=clause.key)


def clause_seen(pk: int, viewer: User) -> Reference | None:
    """The clause where the viewer may see its letter."""
    if not may(viewer, Permission.VIEW):
        return None
    found = visible_clauses(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def letter_seen(pk: int, viewer: User) -> Reference | None:
    """The letter where the viewer may see it."""
    if not may(viewer, Permission.VIEW):
        return None
    found = visible_letters(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def measure_titles(on: date) -> Mapping[str, str]:
    """指标名称 by code."""
    return {one.code: one.version.title for one in definitions(on)}


def target_words(clause: Any, titles: Mapping[str, str], units: Mapping[str, str]) -> str:
    """落实方式 in words: the indicator with its target, the task or project, or the evidence that is asked for."""
    if clause.target_kind == TargetKind.MEASURE:
        name = titles.get(clause.measure_code, clause.measure_code)
        value = getattr(clause, "target_value", None)
        if value is None:
            return f"指标：{name}"
        return f"指标：{name}，目标{shown_number(value, units.get(clause.measure_code, ''))}"
    if clause.target_kind == TargetKind.RECORD:
        return f"任务或项目：{clause.record_title}"
    return "佐证材料"


def shown_number(value: Decimal, unit: str) -> str:
    """目标值 with its unit; amounts, kept in 元, in the unit of the indicator."""
    return f"{plain(from_yuan(value, MoneyUnit(unit)) if unit in set(MoneyUnit) else value)}{unit}"


def measure_units(on: date) -> Mapping[str, str]:
    """指标显示单位 by code."""
    return {one.code: one.version.shown_unit for one in definitions(on)}


def words_of(rows: Iterable[LetterClause], on: date) -> list[ClauseWords]:
    """条款文本 of clauses, as it is signed."""
    titles, units = measure_titles(on), measure_units(on)
    return [
        ClauseWords(
            key=row.key,
            duty=row.duty,
            target=target_words(row, titles, units),
            evidence=row.evidence,
            due_on=row.due_on,
            rhythm=row.get_rhythm_display(),
            scorer=row.scorer,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """核对结果: whether the stored text still has the hash that was signed, and whether the clauses on file are those of the text."""

    text_holds: bool
    clauses_hold: bool

    @property
    def holds(self) -> bool:
        return self.text_holds and self.clauses_hold


def verify(version: LetterVersion) -> Verdict:
    """核对签订版: works the hash out anew from what is on file."""
    assert version.signed_on is not None
    rows = clauses_text(words_of(clauses_of(version), version.signed_on))
    return Verdict(digest_of(version.text) == version.digest, version.text.endswith("\n" + rows))


@dataclass(frozen=True, slots=True)
class SigningRow:
    """签订情况的一行: who owes a letter of a level, and how it stands."""

    name: str
    unit: str
    level: str
    letter: Letter | None
    light: tuple[str, str, str]

    @property
    def level_words(self) -> str:
        return LetterLevel(self.level).label

    @property
    def signed_on(self) -> date | None:
        return None if self.letter is None else self.letter.signed_on  # type: ignore[attr-defined]


def signing_roll(org: Organisation, year: int, day: date) -> list[SigningRow]:
    """签订情况: everybody and every unit of the levels that the office has templates or letters for, the unsigned first, each by name."""
    held = list(letters().filter(org=org, year=year).exclude(state=LetterState.ENDED))
    levels = {row.level for row in held} | _levels_asked(org, day)
    found = [_row(letter.signer.name, letter.department.shown_name, letter.level, letter) for letter in held]
    covered = {(letter.level, letter.department_id) for letter in held}
    leading = {letter.signer_id for letter in held if letter.level == LetterLevel.LEADERS}
    for level, org_level in ((LetterLevel.DEPARTMENTS, OrgLevel.DEPARTMENT), (LetterLevel.BRANCHES, OrgLevel.PARTY_BRANCH)):
        if level in levels:
            rest = _units(org, org_level).exclude(pk__in=[unit for at, unit in covered if at == level])
            found += [_row("", unit.shown_name, level, None) for unit in rest]
    if LetterLevel.LEADERS in levels:
        found += [_row(one.name, one.org.shown_name, LetterLevel.LEADERS, None) for one in _leaders(org, day) if one.pk not in leading]
    return sorted(found, key=lambda row: (row.light[0] == "green", row.level, row.unit, row.name))


def unsigned_branches(org: Organisation, year: int, day: date) -> tuple[int, list[str]] | None:
    """(应签份数, 没有签订的党支部) of a year; None where the office signs none with its branches."""
    rows = [row for row in signing_roll(org, year, day) if row.level == LetterLevel.BRANCHES]
    if not rows:
        return None
    late = [row.unit for row in rows if row.letter is None or row.signed_on is None or row.signed_on > day]
    return len(rows), late


def _row(name: str, unit: str, level: str, letter: Letter | None) -> SigningRow:
    if letter is None:
        light = ("red", "未签订", "还没有拟订。")
    elif letter.state == LetterState.SIGNED:
        light = ("green", "已签订", "")
    else:
        light = ("yellow", "待签订", "已拟订，尚未签字。")
    return SigningRow(name, unit, level, letter, light)


def _levels_asked(org: Organisation, day: date) -> set[str]:
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return set(templates().filter(in_force, org__in=above, valid_from__lte=day).order_by().values_list("level", flat=True))


def _units(org: Organisation, level: OrgLevel) -> QuerySet[Organisation]:
    """Units of the level in this office itself, not in an office below it."""
    below = organisations().filter(path__startswith=org.path, level__in=_BUREAUS, ends_on__isnull=True).exclude(pk=org.pk)
    rows = organisations().filter(path__startswith=org.path, level=level, ends_on__isnull=True)
    for other in below:
        rows = rows.exclude(path__startswith=other.path)
    return rows.order_by("path")


def _leaders(org: Organisation, day: date) -> Sequence[Person]:
    group = _units(org, OrgLevel.PARTY_GROUP)
    held = posts().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), org__in=group, starts_on__lte=day)
    return list(people().filter(pk__in=held.order_by().values("person"), left_on__isnull=True))


_BUREAUS = tuple(level.value for level in OrgLevel if level.is_bureau)


def people_to_sign(org: Organisation) -> QuerySet[Person]:
    """可签订人员 of an organisation and everything below it who have not left."""
    return people_within(people().filter(left_on__isnull=True), org)


def units_to_sign(org: Organisation) -> QuerySet[Organisation]:
    """可选责任单位: the organisation and what stands below it today."""
    return organisations().filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")
