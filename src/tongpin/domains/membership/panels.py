"""党员队伍面板与待办: members and term on the page of a Party organisation, officers on a term, membership on a person's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import F
from django.urls import reverse

from tongpin.domains.membership.days import day_of
from tongpin.domains.membership.duty_actions import election_page, page
from tongpin.domains.membership.enums import Standing
from tongpin.domains.membership.lists.development import GUIDE_COLUMNS, NOTICE_COLUMNS, REVIEW_COLUMNS
from tongpin.domains.membership.lists.elections import CANDIDATE_COLUMNS
from tongpin.domains.membership.lists.members import panel_columns
from tongpin.domains.membership.lists.terms import OFFICER_COLUMNS
from tongpin.domains.membership.models import Member, Term
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.selectors import (
    answer_due_on,
    candidates,
    correction_requests,
    current_terms,
    grades,
    guides,
    members,
    members_on,
    notices,
    officers,
    profiles,
    reviews,
    terms,
    terms_to_renew,
)
from tongpin.engines.ledgers.pages import TABLE, table_of, table_panel
from tongpin.foundation.orgs.enums import Face, OrgLevel
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.columns import Column
from tongpin.foundation.ui.formats import day
from tongpin.foundation.ui.records import Fact
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import RecordPanel, Todo
from tongpin.kernel.obligations import Subject
from tongpin.kernel.reference import Reference

FACTS = "membership/parts/facts.html"


def members_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """本组织党员 on the day the page looks at."""
    on = day_of(request)
    rows = request.visible(members_on(on).filter(org=reference.pk), Permission.VIEW)
    return table_of("党员", panel_columns(on), rows.order_by("person__pinyin", "pk"), request)


def branch_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """本届与概况 of a Party organisation, with the way to enter them."""
    org = request.visible(organisations(), Permission.VIEW, field="").filter(pk=reference.pk, face=Face.PARTY).first()
    if org is None or org.level in (OrgLevel.PARTY_GROUP, OrgLevel.PARTY_SMALL_GROUP):
        return None
    term, profile = current_terms().filter(org=org).first(), profiles().filter(org=org).first()
    facts = []
    if term:
        url = here(request, reverse("membership:term", args=[term.pk]))
        facts += [Fact("届次", term.number), Fact("选举日期", term.elected_on), Fact("应换届日期", term.due_on)]
        for officer in officers().filter(term=term, ends_on__isnull=True):
            facts.append(Fact(officer.get_office_display(), officer.person.name))
        links = [("查看本届", url)]
    else:
        links = []
    if profile:
        approved = f"{profile.approval} {day(profile.approved_on)}" if profile.approved_on else ""
        facts += [Fact("类型", profile.get_kind_display()), Fact("批复", approved)]
        if profile.theme_day:
            facts.append(Fact("主题党日", f"每月{profile.theme_day}日"))
    if request.may(Permission.EDIT, reference.pk):
        links.append(("修改概况" if profile else "登记概况", here(request, reverse("membership:profile", args=[reference.pk]))))
    return {"facts": facts, "links": links, "empty": "还没有登记届次。"}


def officers_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """本届任职; those in office can be released by who may."""
    rows = request.visible(officers(), Permission.VIEW).filter(term=reference.pk).order_by("ends_on", "starts_on", "pk")

    def release(row: Any) -> str:
        open_ = row.ends_on is None and row.term.ended_on is None
        return reverse("membership:officer_end", args=[row.pk]) if open_ and request.may(Permission.EDIT, row.org_id) else ""

    action = Column("action", "办理", lambda row: "免职" if release(row) else "", link=release)
    return table_of("任职", (*OFFICER_COLUMNS, action), rows, request)


def person_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """党内情况 on a person's page: for oneself, and for those who see the register."""
    rows = members().filter(person=reference.pk).order_by("-arrived_on")
    own = Member.objects.filter(person=reference.pk, person__user=request.user.pk).exists()
    seen = rows if own else request.visible(rows, Permission.VIEW)
    member = seen.first()
    if member is None:
        return None
    known = member.standing_on(day_of(request))
    facts = [
        Fact("所在组织", member.org.name),
        Fact("党员类别", Standing(known).label if known else member.get_standing_display()),
        Fact("入党日期", member.joined_on),
        Fact("转为正式党员日期", member.full_since),
        Fact("党小组", member.group.name if member.group else ""),
    ]
    may_open = request.may(Permission.VIEW, member.org_id)
    links = [("党员记录", here(request, reverse("membership:member", args=[member.pk])))] if may_open else []
    return {"facts": facts, "links": links, "empty": ""}


def renewals(request: Any) -> Sequence[Todo]:
    """待办: terms that come to their end or have gone past it, for those who keep the register."""
    rows = request.visible(terms(), Permission.EDIT)
    return [
        Todo(
            title=f"{term}换届",
            url=reverse("membership:term", args=[term.pk]),
            kind="换届",
            due_on=term.due_on,
            reason=reason,
            steps=partial(renewal_steps, term),
        )
        for term, reason in terms_to_renew(rows, today())
    ]


def renewal_steps(term: Term) -> Sequence[tuple[str, str]]:
    """换届的下一步: the election that is held or the form that opens one, and the term that comes after."""
    subject = Subject(kind="branch", pk=term.org_id, org_id=term.org_id, title=str(term), org_code=term.org.code)
    return (("组织换届选举", election_page(subject, None)), ("登记新一届", page("membership:term_new")(subject, None)))


CASE_PANELS = [
    RecordPanel(
        record_kind="development_case",
        title=title,
        permission=Permission.DEVELOPMENT,
        template=TABLE,
        context=table_panel(title, columns, rows, Permission.DEVELOPMENT),
        order=order,
    )
    for title, columns, rows, order in (
        ("培养联系人和入党介绍人", GUIDE_COLUMNS, lambda pk: guides().filter(case=pk), 12),
        ("培养考察记录", REVIEW_COLUMNS, lambda pk: reviews().filter(case=pk), 14),
        ("公示", NOTICE_COLUMNS, lambda pk: notices().filter(case=pk), 16),
    )
]


def candidates_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """候选人 of an election, with the way to take a nomination back before the count."""
    rows = request.visible(candidates(), Permission.VIEW).filter(election=reference.pk).order_by(F("votes").desc(nulls_last=True), "pk")

    def withdraw(row: Any) -> str:
        may = not row.election.is_counted and request.may(Permission.EDIT, row.org_id)
        return reverse("membership:candidate_withdraw", args=[row.pk]) if may else ""

    action = Column("action", "办理", lambda row: "撤销提名" if withdraw(row) else "", link=withdraw)
    return table_of("候选人", (*CANDIDATE_COLUMNS, action), rows, request)


GRADE_COLUMNS = (
    Column("member", "姓名", "member.person.name", link="membership:grade_edit"),
    Column("grade", "等次", "get_grade_display"),
    Column("opinion_on", "作出评定意见日期", kind="date"),
    Column("followed_up_on", "处置或帮助日期", kind="date"),
)
ELECTION_PANELS = [
    RecordPanel(record_kind="election", title="候选人", permission=Permission.VIEW, template=TABLE, context=candidates_panel, order=10),
    RecordPanel(
        record_kind="appraisal",
        title="评定等次",
        permission=Permission.APPRAISALS,
        template=TABLE,
        context=table_panel("评定等次", GRADE_COLUMNS, lambda pk: grades().filter(appraisal=pk), Permission.APPRAISALS),
        order=10,
    ),
]


def requests_to_answer(request: Any) -> Sequence[Todo]:
    """待办: correction requests that wait for an answer; past their day they are overdue."""
    found = []
    for asked in request.visible(correction_requests(), Permission.EDIT).filter(state="open"):
        due = answer_due_on(asked)
        reason = f"应于{due:%Y-%m-%d}前答复，已超期。" if today() > due else f"应于{due:%Y-%m-%d}前答复。"
        url = reverse("membership:request_answer", args=[asked.pk])
        found.append(Todo(title=f"{asked.member.person}申请更正资料", url=url, kind="更正申请", due_on=due, reason=reason))
    return found
