"""选举与民主评议页面."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.elections import (
    AgainForm,
    AppraisalEditForm,
    AppraisalForm,
    CandidateForm,
    CountForm,
    ElectionEditForm,
    ElectionForm,
    FilingForm,
    GradeEditForm,
    GradeForm,
)
from tongpin.domains.membership.lists.elections import APPRAISALS, ELECTIONS
from tongpin.domains.membership.papers import tally_document
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, GRADES = Permission.VIEW, Permission.EDIT, Permission.APPRAISALS
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(VIEW)
def election_list(request: OfficeRequest) -> HttpResponseBase:
    """选举."""
    actions = list_actions(request, EDIT, new="membership:election_new", title="登记选举")
    return list_page(request, ELECTIONS, in_scope(selectors.elections(), request, VIEW), actions=actions)


@requires(VIEW)
def election_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次选举 with its result by rule."""
    election = fetch(selectors.elections(), request.user, VIEW, pk)
    found = selectors.result(election)
    steps: list[tuple[str, str]] = [("登记计票", "membership:election_count")]
    if election.is_counted:
        steps = [("报备与批复", "membership:election_file"), ("更正计票", "membership:election_count")]
        if found is not None and found.vacant:
            steps.append(("再次投票", "membership:election_again"))
    else:
        steps += [("提名候选人", "membership:candidate_new"), ("更正选举", "membership:election_edit")]
    more = [Action("下载计票汇总", here(request, reverse("membership:election_word", args=[pk])))] if election.is_counted else []
    if request.may(EDIT, election.org) and selectors.awaits_term(election, found):
        more.insert(0, Action("登记新一届", f"{reverse('membership:term_new')}?org={election.org.code}"))
    return record_page(
        request,
        election.reference(),
        facts=[
            ("党组织", election.org.name),
            ("选举种类", election.get_kind_display()),
            ("选举方式", election.get_body_display()),
            ("选举日期", election.on),
            ("应选人数", f"{election.seats}人"),
            ("有选举权党员总数", f"{election.members_with_right}人", "由党员名册得出"),
            ("应到会人数", election.voters_due, f"经批准不计入{election.excused_approved}人" if election.excused_approved else ""),
            ("实到会人数", election.voters_present),
            ("发出选票", election.ballots_issued),
            ("收回选票", election.ballots_returned),
            ("有效选票", election.ballots_valid),
            ("是否有效", selectors.validity(election).reason if election.is_counted else ""),
            ("当选", _names(election, found.elected) if found else ""),
            ("票数相等", f"{_names(election, found.tied)}，应再次投票" if found and found.tied else ""),
            ("空缺名额", f"{found.vacant}个" if found and found.vacant else ""),
            ("委员报备日期", election.committee_filed_on),
            ("书记副书记批复日期", election.secretary_approved_on),
            ("书记履职日期", election.secretary_in_office_on),
        ],
        actions=(*record_actions(request, election, EDIT, *steps), *more),
        back=("选举", reverse("membership:elections")),
    )


@requires(EDIT)
def election_new(request: OfficeRequest) -> HttpResponseBase:
    """登记选举."""
    org = entry_org(request, EDIT)
    orgs = request.visible(selectors.party_orgs(), EDIT, field="").filter(path__startswith=org.path)
    form = ElectionForm(request.POST or None, orgs=orgs, initial=selectors.expected_election(org, today()))
    service = partial(services.open_election, by=request.user)
    back = reverse("membership:elections")
    done = "选举已登记，请提名候选人。"
    return entry_page(request, form, service, title="登记选举", done=done, page="membership:election", back=back)


@requires(EDIT)
def election_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正选举."""
    election = fetch(selectors.elections(), request.user, EDIT, pk)
    form = ElectionEditForm(request.POST or None, instance=election)
    service = partial(services.correct_election, election, by=request.user)
    return _on_election(request, election, form, service, title=f"更正选举：{election}", done="选举已更正。")


@requires(EDIT)
def election_count(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记计票."""
    election = fetch(selectors.elections(), request.user, EDIT, pk)
    form = CountForm(request.POST or None, record=election)
    service = partial(services.count_election, election, by=request.user, today=today())
    return _on_election(request, election, form, service, title=f"登记计票：{election}", done="计票已登记，结果见下。")


@requires(EDIT)
def election_file(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """报备与批复."""
    election = fetch(selectors.elections(), request.user, EDIT, pk)
    form = FilingForm(request.POST or None, record=election)
    service = partial(services.file_election, election, by=request.user, today=today())
    return _on_election(request, election, form, service, title=f"报备与批复：{election}", done="已登记。")


@requires(EDIT)
def election_again(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """再次投票."""
    election = fetch(selectors.elections(), request.user, EDIT, pk)
    form = AgainForm(request.POST or None, record=election)

    def service(*, expected: int, on: Any) -> Any:
        return services.vote_again(election, on=on, by=request.user)

    back = reverse("membership:election", args=[pk])
    title = f"再次投票：{election}"
    return entry_page(request, form, service, title=title, done="已登记再次投票。", page="membership:election", back=back)


@requires(EDIT)
def candidate_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """提名候选人."""
    election = fetch(selectors.elections(), request.user, EDIT, pk)
    form = CandidateForm(request.POST or None, people=selectors.full_members_to_choose(election.org, election.on))
    service = partial(services.name_candidate, election, by=request.user)
    return _on_election(request, election, form, service, title=f"提名候选人：{election}", done="候选人已登记。")


@requires(EDIT)
def candidate_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销提名."""
    candidate = fetch(selectors.candidates(), request.user, EDIT, pk)
    form = ReasonForm(request.POST or None, record=candidate)
    service = partial(services.withdraw_candidate, candidate, by=request.user)
    return _on_election(request, candidate.election, form, service, title=f"撤销提名：{candidate}", done="提名已撤销。", submit="撤销")


@require_GET
@requires(VIEW)
def election_word(request: OfficeRequest, pk: int) -> HttpResponse:
    """计票汇总的 Word 文档."""
    election = fetch(selectors.elections(), request.user, VIEW, pk)
    answer = selectors.validity(election)
    reason = "" if not election.is_counted else "选举有效。" if answer.outcome == "met" else answer.reason
    response = HttpResponse(tally_document(election, selectors.result(election), reason), content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'计票汇总_{election.on}.docx')}"
    return response


@requires(GRADES)
def appraisal_list(request: OfficeRequest) -> HttpResponseBase:
    """民主评议党员."""
    actions = list_actions(request, GRADES, new="membership:appraisal_new", title="登记民主评议")
    return list_page(request, APPRAISALS, in_scope(selectors.appraisals(), request, GRADES), actions=actions)


@requires(GRADES)
def appraisal_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次民主评议: its grades are on this page only, for those who handle them."""
    appraisal = fetch(selectors.appraisals(), request.user, GRADES, pk)
    tally = selectors.tally_of(appraisal)
    over = f"提醒：评定等次{tally.graded}人，优秀最多{tally.most_excellent}人（一般不超过三分之一）。" if tally.is_over else ""
    return record_page(
        request,
        appraisal.reference(),
        facts=[
            ("党组织", appraisal.org.name),
            ("年度", f"{appraisal.year}年"),
            ("评议日期", appraisal.held_on),
            ("个人自评日期", appraisal.self_on),
            ("党员互评日期", appraisal.mutual_on),
            ("民主测评日期", appraisal.tested_on),
            ("已评定等次", f"{tally.graded}人"),
            ("优秀", f"{tally.excellent}人", over),
            ("尚未评定", "、".join(tally.ungraded)),
        ],
        actions=record_actions(request, appraisal, GRADES, ("评定等次", "membership:grade_new"), ("更正", "membership:appraisal_edit")),
        back=("民主评议党员", reverse("membership:appraisals")),
    )


@requires(GRADES)
def appraisal_new(request: OfficeRequest) -> HttpResponseBase:
    """登记民主评议."""
    org = entry_org(request, GRADES)
    orgs = request.visible(selectors.party_orgs(), GRADES, field="").filter(path__startswith=org.path)
    form = AppraisalForm(request.POST or None, orgs=orgs, initial={"org": org.pk, **asked_for(request, "year")})
    service = partial(services.hold_appraisal, by=request.user, today=today())
    back = reverse("membership:appraisals")
    return entry_page(request, form, service, title="登记民主评议", done="民主评议已登记。", page="membership:appraisal", back=back)


@requires(GRADES)
def appraisal_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正民主评议."""
    appraisal = fetch(selectors.appraisals(), request.user, GRADES, pk)
    form = AppraisalEditForm(request.POST or None, instance=appraisal)
    service = partial(services.correct_appraisal, appraisal, by=request.user, today=today())
    return _on_appraisal(request, appraisal, form, service, title=f"更正民主评议：{appraisal}", done="民主评议已更正。")


@requires(GRADES)
def grade_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """评定等次."""
    appraisal = fetch(selectors.appraisals(), request.user, GRADES, pk)
    graded = set(selectors.grades().filter(appraisal=appraisal).values_list("member_id", flat=True))
    keys = [m.pk for m in selectors.gradable(appraisal) if m.pk not in graded]
    form = GradeForm(request.POST or None, members=selectors.members().filter(pk__in=keys))
    service = partial(services.grade_member, appraisal, by=request.user, today=today())
    return _on_appraisal(request, appraisal, form, service, title=f"评定等次：{appraisal}", done="等次已登记。")


@requires(GRADES)
def grade_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正等次."""
    grade = fetch(selectors.grades(), request.user, GRADES, pk)
    form = GradeEditForm(request.POST or None, instance=grade)
    service = partial(services.correct_grade, grade, by=request.user, today=today())
    title = f"更正等次：{grade.member}"
    return _on_appraisal(request, grade.appraisal, form, service, title=title, done="等次已更正。")


def _names(election: Any, keys: Any) -> str:
    known = {c.pk: str(c) for c in election.candidates.all()}
    return "、".join(known[key] for key in keys)


def _on_election(request: OfficeRequest, election: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    page = reverse("membership:election", args=[election.pk])
    return entry_page(request, form, service, page=page, back=page, **words)


def _on_appraisal(request: OfficeRequest, appraisal: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    page = reverse("membership:appraisal", args=[appraisal.pk])
    return entry_page(request, form, service, page=page, back=page, **words)
