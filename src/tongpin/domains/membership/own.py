"""我的：党员队伍 part of a person's own page: the way into the Party where there is one, and what is kept about oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tongpin.domains.membership.enums import CaseState, Standing
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.selectors import case_of, grades_of, membership_of, mentorships, next_words, postings, requests_of
from tongpin.domains.membership.selectors.development import stage_words
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.records import Fact
from tongpin.kernel.clock import today
from tongpin.kernel.extensions import OwnPart

TEMPLATE = "membership/parts/own_facts.html"


def own_path(request: Any) -> Mapping[str, Any] | None:
    """我的发展经过: how far one has come and what comes next; left out once the file is closed."""
    case = case_of(request.user)
    if case is None or case.state != CaseState.OPEN:
        return None
    steps = sorted(case.steps.all(), key=lambda step: (step.on, step.number))
    facts = [
        Fact("所处阶段", stage_words(case)),
        Fact("已登记步骤", f"{len(steps)} 步"),
        Fact("最近办理", steps[-1].on if steps else None),
        Fact("下一步", next_words(case)),
    ]
    return {"facts": facts, "links": []}


def own_data(request: Any) -> Mapping[str, Any] | None:
    """我的资料: standing, branch, latest grade, and the way to have it corrected."""
    member = membership_of(request.user)
    if member is None:
        return None
    known = member.standing_on(today())
    grade, waiting = grades_of(request.user).first(), sum(1 for one in requests_of(request.user) if one.answered_on is None)
    facts = [
        Fact("党员类别", Standing(known).label if known else member.get_standing_display()),
        Fact("所在组织", member.org.name),
        Fact("入党日期", member.joined_on),
    ]
    if member.group:
        facts.append(Fact("党小组", member.group.name))
    if grade:
        facts.append(Fact("民主评议", f"{grade.appraisal.year}年度{grade.get_grade_display()}"))
    if waiting:
        facts.append(Fact("更正申请", f"{waiting} 项待答复"))
    return {"facts": facts, "links": [("申请更正", here(request, reverse("membership:request_new")))]}


def own_growth(request: Any) -> Mapping[str, Any] | None:
    """我的培养锻炼: where one works to learn and who guides, until when; left out once it has ended."""
    mine = list(postings().filter(person__user=request.user, ended_on__isnull=True).order_by("ends_on", "pk"))
    pairs = list(mentorships().filter(mentee__user=request.user, ended_on__isnull=True).order_by("ends_on", "pk"))
    if not mine and not pairs:
        return None
    facts = []
    for posting in mine:
        facts += [Fact(posting.get_kind_display(), posting.place, posting.task), Fact("约定目标", posting.goals)]
        facts += [Fact("带教人", posting.mentor.name if posting.mentor else ""), Fact("约定结束日期", posting.ends_on)]
    for pair in pairs:
        facts += [Fact("导师", pair.mentor.name, pair.agreement), Fact("帮带结束日期", pair.ends_on)]
    return {"facts": facts, "links": []}


OWN_PARTS = [
    OwnPart(
        key="own-path",
        title="我的发展经过",
        permission=Permission.OWN,
        template=TEMPLATE,
        context=own_path,
        url_name="membership:own",
        url_title="全部步骤",
        order=20,
    ),
    OwnPart(
        key="own-growth",
        title="我的培养锻炼",
        permission=Permission.OWN,
        template=TEMPLATE,
        context=own_growth,
        url_name="membership:own",
        url_title="我的党员资料",
        order=30,
    ),
    OwnPart(
        key="own-data",
        title="我的资料",
        permission=Permission.OWN,
        template=TEMPLATE,
        context=own_data,
        url_name="membership:own",
        url_title="全部资料",
        order=50,
    ),
]
