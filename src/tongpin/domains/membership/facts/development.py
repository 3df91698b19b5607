"""发展党员事实: the file of one person as the rules ask for it; what is not recorded is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongpin.domains.membership.calculations.path import ARCHIVED
from tongpin.domains.membership.enums import CaseState, GuideRole, Heard, ReviewKind, RightsReason, Standing
from tongpin.domains.membership.models import DevelopmentCase, DevelopmentStep, Member
from tongpin.domains.membership.selectors import term_on
from tongpin.domains.membership.services.development import probation_ends
from tongpin.kernel.dates import months_between, plus_months
from tongpin.kernel.obligations import DutySubject, Fact, FactSource, Subject
from tongpin.kernel.periods import Period
from tongpin.kernel.values import ValueType

Values = dict[str, Any]
KINDS = ("development_case", "development_step", "development_guide", "development_review", "development_material", "development_notice")

DAYS: Mapping[str, tuple[int, str]] = {
    "applied_on": (1, "递交入党申请书日期"),
    "talk_on": (2, "派人谈话日期"),
    "activist_decided_on": (3, "确定入党积极分子日期"),
    "activist_filed_on": (4, "入党积极分子备案日期"),
    "object_studied_on": (7, "支委会研究发展对象日期"),
    "political_review_on": (10, "政治审查日期"),
    "training_ended_on": (11, "集中培训结束日期"),
    "committee_examined_on": (12, "支委会审查日期"),
    "pre_review_passed_on": (13, "预审通过日期"),
    "form_issued_on": (14, "发放入党志愿书日期"),
    "acceptance_meeting_on": (15, "接收预备党员的党员大会日期"),
    "superior_talked_on": (16, "上级派人谈话日期"),
    "approved_on": (17, "上级党委审批日期"),
    "approval_filed_on": (18, "报上一级组织部门备案日期"),
    "oath_on": (20, "入党宣誓日期"),
    "conversion_applied_on": (22, "提出转正申请日期"),
    "conversion_meeting_on": (23, "讨论转正的党员大会日期"),
    "conversion_approved_on": (24, "审批转正日期"),
    "archived_on": (25, "归档移交日期"),
}
SECOND: Mapping[str, tuple[int, str]] = {
    "received_on": (1, "收到入党申请书日期"),
    "object_listed_on": (8, "列为发展对象日期"),
    "resolution_reported_on": (15, "决议上报日期"),
    "conversion_studied_on": (22, "支委会审查转正日期"),
}


def _fact(name: str, title: str, kind: ValueType, unit: str = "") -> Fact:
    return Fact(name=name, title=title, type=kind, unit=unit)


CASE_FACTS = (
    *(_fact(name, title, ValueType.DATE) for name, (_, title) in (*DAYS.items(), *SECOND.items())),
    _fact("born_on", "出生日期", ValueType.DATE),
    _fact("accepts_programme", "承认党的纲领和章程", ValueType.YES_NO),
    _fact("applied_to_own_unit", "向所在单位党组织申请", ValueType.YES_NO),
    _fact("own_unit_has_organisation", "所在单位有党组织", ValueType.YES_NO),
    _fact("recommended_by", "推荐方式", ValueType.TEXT),
    _fact("activist_decided_by", "确定入党积极分子的机构", ValueType.TEXT),
    _fact("has_committee", "设支委会", ValueType.YES_NO),
    _fact("opinions_missing", "没有听取意见的方面", ValueType.TEXTS),
    _fact("object_filed_on", "发展对象备案日期", ValueType.DATE),
    _fact("object_agreed_on", "上级党委同意日期", ValueType.DATE),
    _fact("publicity_started_on", "公示开始日期", ValueType.DATE),
    _fact("introducers", "入党介绍人数", ValueType.NUMBER, "人"),
    _fact("introducers_not_full", "不是正式党员的介绍人", ValueType.TEXTS),
    _fact("introducers_barred", "受留党察看处分的介绍人", ValueType.TEXTS),
    _fact("political_review_result", "政治审查结论", ValueType.TEXT),
    _fact("training_days", "集中培训天数", ValueType.NUMBER, "天"),
    _fact("training_hours", "集中培训学时", ValueType.NUMBER, "学时"),
    _fact("training_exempted", "经批准属个别特殊情况", ValueType.YES_NO),
    _fact("leaves_unit_on", "预计离开本单位日期", ValueType.DATE),
    _fact("long_approval_reason", "延长审批理由已登记", ValueType.YES_NO),
    _fact("approver", "审批机关", ValueType.TEXT),
    _fact("approver_authorised", "审批已经授权", ValueType.YES_NO),
    _fact("probation_ends_on", "预备期满日期", ValueType.DATE),
    _fact("extensions", "延长预备期次数", ValueType.NUMBER, "次"),
    _fact("extension_months", "延长预备期月数", ValueType.NUMBER, "个月"),
    _fact("conversion_opinions_missing", "转正前没有征求意见的方面", ValueType.TEXTS),
    _fact("standing_from", "党龄起算日", ValueType.DATE),
    _fact("archive_missing", "没有归档的材料", ValueType.TEXTS),
)
ACTIVIST_FACTS = (
    _fact("activist_decided_on", "确定入党积极分子日期", ValueType.DATE),
    _fact("contacts", "培养联系人数", ValueType.NUMBER, "人"),
    _fact("contacts_not_full", "不是正式党员的培养联系人", ValueType.TEXTS),
    _fact("education_entries", "培养教育记录条数", ValueType.NUMBER, "条"),
    _fact("reviews_held", "已考察的半年期数", ValueType.NUMBER, "次"),
    _fact("has_moved", "培养期间转过单位", ValueType.YES_NO),
    _fact("moved_on", "转入日期", ValueType.DATE),
    _fact("months_before", "原单位培养教育整月数", ValueType.NUMBER, "个月"),
    _fact("months_here", "现单位培养教育整月数", ValueType.NUMBER, "个月"),
    _fact("transfer_file_received", "已收到原单位培养教育材料", ValueType.YES_NO),
)


def _cases(**where: Any) -> QuerySet[DevelopmentCase]:
    related = ("steps", "guides__person", "reviews", "materials", "notices")
    return DevelopmentCase.objects.select_related("org", "person").prefetch_related(*related).filter(**where)


def case_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """发展党员案: files open on the day or closed in its year; the title names nobody."""
    return [_subject("development_case", case) for case in _open(org_ids, as_of)]


def activist_subjects(org_ids: Sequence[int], as_of: date) -> Sequence[Subject]:
    """入党积极分子案: files whose activist was decided and that are not yet put to the meeting."""
    found = []
    for case in _open(org_ids, as_of):
        steps = _steps(case, as_of)
        if 3 in steps and 15 not in steps:
            found.append(_subject("activist", case, steps[3].on))
    return found


def _open(org_ids: Sequence[int], as_of: date) -> QuerySet[DevelopmentCase]:
    running = Q(state=CaseState.OPEN) | Q(ended_on__gte=date(as_of.year, 1, 1))
    return _cases(org_id__in=list(org_ids)).filter(running)


def _subject(kind: str, case: DevelopmentCase, begun: date | None = None) -> Subject:
    url = reverse("membership:case", args=[case.pk])
    return Subject(kind=kind, pk=case.pk, org_id=case.org_id, title=str(case), starts_on=begun, ends_on=case.ended_on, url=url)


def collect_cases(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """发展党员案的事实, known up to ``as_of``."""
    cases = list(_cases(pk__in=[s.pk for s in subjects]))
    terms = term_on({c.org_id for c in cases}, as_of)
    members = {m.person_id: m for m in Member.objects.filter(person_id__in=_people(cases), left_on__isnull=True)}
    return {case.pk: _case(case, as_of, terms, members) for case in cases}


def collect_activists(subjects: Sequence[Subject], window: Period | None, as_of: date) -> Mapping[int, Values]:
    """入党积极分子的事实, known up to ``as_of``."""
    cases = list(_cases(pk__in=[s.pk for s in subjects]))
    members = {m.person_id: m for m in Member.objects.filter(person_id__in=_people(cases), left_on__isnull=True)}
    return {case.pk: _activist(case, as_of, members) for case in cases}


def _people(cases: Sequence[DevelopmentCase]) -> set[int]:
    return {guide.person_id for case in cases for guide in case.guides.all()} | {case.person_id for case in cases}


def _steps(case: DevelopmentCase, as_of: date) -> dict[int, DevelopmentStep]:
    """The last round of each step that had happened by ``as_of``."""
    return {s.number: s for s in sorted(case.steps.all(), key=lambda s: (s.number, s.round)) if s.on <= as_of}


def _case(case: DevelopmentCase, as_of: date, terms: Mapping[int, Any], members: Mapping[int, Member]) -> Values:
    steps = _steps(case, as_of)
    found: Values = {
        "born_on": case.born_on,
        "accepts_programme": case.accepts_programme,
        "applied_to_own_unit": case.applied_to_own_unit,
        "own_unit_has_organisation": True,
        "leaves_unit_on": case.leaves_unit_on,
    }
    found |= {name: steps[number].on for name, (number, _) in DAYS.items() if number in steps and steps[number].conclusion != "failed"}
    found |= {name: steps[n].second_on for name, (n, _) in SECOND.items() if n in steps and not _later(steps[n].second_on, as_of)}
    if 10 in steps:
        found |= {"political_review_on": steps[10].on, "political_review_result": "合格" if steps[10].conclusion == "passed" else "不合格"}
    if case.org_id in terms:
        found["has_committee"] = terms[case.org_id].has_committee
    if 3 in steps:
        found |= {"recommended_by": steps[3].recommended_by or None, "activist_decided_by": steps[3].body or None}
    if 7 in steps:
        found["opinions_missing"] = tuple(h for h in Heard.values if h not in steps[7].heard)
    if 8 in steps:
        found |= {"object_filed_on": steps[8].on, "object_agreed_on": steps[8].on}
    shown = [n.starts_on for n in case.notices.all() if n.kind == "object" and n.starts_on <= as_of]
    found["publicity_started_on"] = min(shown) if shown else None
    if 9 in steps:
        found |= _introducers(case, steps[9].on, members)
    if 11 in steps:
        step = steps[11]
        found |= {"training_days": step.days, "training_hours": step.hours, "training_exempted": step.is_exempted}
    if 17 in steps:
        step = steps[17]
        found |= {"approver": step.body or None, "approver_authorised": step.is_authorised, "long_approval_reason": step.has_reason}
    found |= _conversion(case, steps, as_of, members)
    return {name: value for name, value in found.items() if value is not None}


def _introducers(case: DevelopmentCase, on: date, members: Mapping[int, Member]) -> Values:
    guides = [g for g in case.guides.all() if g.role == GuideRole.INTRODUCER]
    return {
        "introducers": len(guides),
        "introducers_not_full": _not_full(guides, on, members),
        "introducers_barred": tuple(
            g.person.name
            for g in guides
            if (m := members.get(g.person_id)) and m.rights_limited_on(on) and m.rights_reason == RightsReason.PROBATION
        ),
    }


def _not_full(guides: Sequence[Any], on: date, members: Mapping[int, Member]) -> tuple[str, ...]:
    return tuple(g.person.name for g in guides if (m := members.get(g.person_id)) is None or m.standing_on(on) != Standing.FULL)


def _conversion(case: DevelopmentCase, steps: Mapping[int, DevelopmentStep], as_of: date, members: Mapping[int, Member]) -> Values:
    if 15 not in steps or steps[15].vote_carried is False:
        return {"extensions": 0}
    extended = [s for s in case.steps.all() if s.number == 23 and s.conclusion == "extended" and s.on <= as_of]
    found: Values = {"probation_ends_on": probation_ends(case), "extensions": len(extended)}
    if extended:
        found["extension_months"] = sum(s.months for s in extended if s.months is not None)
    if 22 in steps:
        wanted = (Heard.GROUP, Heard.MEMBERS, Heard.MASSES)
        found["conversion_opinions_missing"] = tuple(h.value for h in wanted if h.value not in steps[22].heard)
    member = members.get(case.person_id)
    if member is not None and member.full_since is not None:
        found["standing_from"] = member.full_since
    if 25 in steps:
        received = {m.title for m in case.materials.all() if m.received_on <= as_of}
        found["archive_missing"] = tuple(title for title in ARCHIVED if title not in received)
    return found


def _activist(case: DevelopmentCase, as_of: date, members: Mapping[int, Member]) -> Values:
    steps = _steps(case, as_of)
    if 3 not in steps:
        return {}
    begun = steps[3].on
    contacts = [g for g in case.guides.all() if g.role == GuideRole.CONTACT and g.since <= as_of]
    kept = [r for r in case.reviews.all() if r.on <= as_of]
    halves = {months_between(begun, r.on) // 6 for r in kept if r.kind == ReviewKind.REVIEW and r.on >= begun}
    found: Values = {
        "activist_decided_on": begun if case.months_before is None else plus_months(begun, -case.months_before),
        "contacts": len(contacts),
        "contacts_not_full": _not_full(contacts, as_of, members),
        "education_entries": sum(1 for r in kept if r.kind == ReviewKind.EDUCATION),
        "reviews_held": len(halves),
        "has_moved": case.moved_in_on is not None,
    }
    if case.moved_in_on is not None:
        found |= {
            "moved_on": case.moved_in_on,
            "months_before": case.months_before,
            "months_here": max(months_between(case.moved_in_on, as_of), 0),
            "transfer_file_received": case.file_received,
        }
    return found


def _later(day: date | None, as_of: date) -> bool:
    return day is None or day > as_of


SOURCES = [
    DutySubject(key="development_case", title="发展党员", find=case_subjects, is_personal=True),
    DutySubject(key="activist", title="入党积极分子", find=activist_subjects, is_personal=True),
    FactSource(subject="development_case", facts=CASE_FACTS, record_kinds=KINDS, collect=collect_cases),
    FactSource(subject="activist", facts=ACTIVIST_FACTS, record_kinds=KINDS, collect=collect_activists),
]


def facts_of(case: DevelopmentCase, as_of: date) -> dict[str, Values]:
    """一份档案的事实 by subject, for its own page."""
    subject = _subject("development_case", case)
    found = {"development_case": dict(collect_cases([subject], None, as_of).get(case.pk, {}))}
    activist = collect_activists([subject], None, as_of).get(case.pk)
    if activist:
        found["activist"] = dict(activist)
    return found
