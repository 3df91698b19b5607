"""党员页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.days import day_of
from tongpin.domains.membership.enums import MEMBERS, LeavingReason, Standing
from tongpin.domains.membership.forms.members import AbsenceForm, ContactForm, ConvertForm, LeaveForm, MemberEditForm, MemberForm, MoveForm
from tongpin.domains.membership.lists.members import LEFT, members_as_of
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def member_list(request: OfficeRequest) -> HttpResponseBase:
    """党员名册 as of the day the page looks at."""
    actions = list_actions(request, EDIT, new="membership:member_new", title="登记党员", importing=IMPORT, kind="member")
    left = Action("减少党员", here(request, reverse("membership:left")))
    rows = in_scope(selectors.members_on(day_of(request)), request, VIEW)
    return list_page(request, members_as_of(day_of(request)), rows, actions=(left, *actions))


@requires(VIEW)
def left_list(request: OfficeRequest) -> HttpResponseBase:
    """减少党员."""
    return list_page(request, LEFT, in_scope(selectors.left_members(), request, VIEW))


@requires(VIEW)
def member_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一名党员."""
    member = fetch(selectors.members(), request.user, VIEW, pk)
    known = member.standing_on(day_of(request))
    return record_page(
        request,
        member.reference(),
        facts=[
            ("姓名", member.person.name),
            ("所在组织", member.org.name),
            ("党员类别", Standing(known).label if known else member.get_standing_display()),
            ("入党日期", member.joined_on),
            ("转为正式党员日期", member.full_since),
            ("党小组", member.group.name if member.group else ""),
            ("编入本组织日期", member.arrived_on),
            ("党员领导干部", member.is_leader),
            ("活动和学习", "不作硬性要求" if member.is_exempt else ""),
            ("外出", _absence(member)),
            ("最近联系日期", member.last_contact_on, "此后失去联系" if member.is_lost else ""),
            ("权利受限", _limits(member)),
            ("离开本组织日期", member.left_on),
            ("减少原因", member.get_left_for_display()),
            ("转往组织", member.left_to),
            *([("接收组织回执日期", member.received_on)] if member.left_for == LeavingReason.TRANSFERRED else []),
        ],
        actions=record_actions(request, member, EDIT, *_steps(member)),
        back=("党员名册", reverse("membership:members")),
    )


@requires(EDIT)
def member_new(request: OfficeRequest) -> HttpResponseBase:
    """登记党员."""
    org = entry_org(request, EDIT)
    branches = request.visible(selectors.party_orgs(), EDIT, field="").filter(path__startswith=org.path)
    form = MemberForm(request.POST or None, branches=branches, people=selectors.people_to_choose(org))
    service = partial(services.register_member, by=request.user, today=today())
    back = reverse("membership:members")
    return entry_page(request, form, service, title="登记党员", done="党员已登记。", page="membership:member", back=back)


@requires(EDIT)
def member_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正党员资料."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = MemberEditForm(request.POST or None, instance=member, orgs=[member.org])
    service = partial(services.correct_member, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"更正党员资料：{member}", done="党员资料已更正。")


@requires(EDIT)
def member_convert(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """转正."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = ConvertForm(request.POST or None, record=member)
    service = partial(services.convert_member, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"转正：{member}", done="已登记转正。", submit="登记转正")


@requires(EDIT)
def member_move(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """组织内调整."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    branches = request.visible(selectors.party_orgs(), EDIT, field="").exclude(pk=member.org_id)
    form = MoveForm(request.POST or None, record=member, branches=branches)
    service = partial(services.move_member, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"调整组织：{member}", done="已调整到新的组织。", submit="调整")


@requires(EDIT)
def member_leave(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """减少党员."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = LeaveForm(request.POST or None, record=member)
    service = partial(services.end_membership, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"减少党员：{member}", done="已登记离开本组织。", submit="登记")


@requires(EDIT)
def member_absence(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记外出."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = AbsenceForm(request.POST or None, record=member)
    service = partial(services.note_absence, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"登记外出：{member}", done="外出情况已登记。")


@requires(EDIT)
def member_contact(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记联系情况."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = ContactForm(request.POST or None, record=member)
    service = partial(services.note_contact, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"登记联系情况：{member}", done="联系情况已登记。")


@requires(EDIT)
def member_receipt(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记接收回执."""
    member = fetch(selectors.members(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=member)
    service = partial(services.note_receipt, member, by=request.user, today=today())
    return _step(request, member, form, service, title=f"登记接收回执：{member}", done="回执已登记。")


def _step(request: OfficeRequest, member: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    return entry_page(request, form, service, page="membership:member", back=reverse("membership:member", args=[member.pk]), **words)


def _steps(member: Any) -> list[tuple[str, str]]:
    """Buttons in the order of use; a member who left is only corrected."""
    steps = [("更正资料", "membership:member_edit")]
    if member.left_on is None:
        if member.standing == Standing.PROBATIONARY:
            steps.append(("转正", "membership:member_convert"))
        if member.standing in MEMBERS:
            steps += [("登记外出", "membership:member_absence"), ("登记联系情况", "membership:member_contact")]
        steps += [("调整组织", "membership:member_move"), ("减少", "membership:member_leave")]
    elif member.left_for == LeavingReason.TRANSFERRED:
        steps.insert(0, ("登记接收回执", "membership:member_receipt"))
    return steps


def _absence(member: Any) -> str:
    parts = []
    if member.away_since:
        parts.append(f"{member.away_since:%Y-%m-%d}起在{member.away_place or '外地'}")
    if member.abroad_since:
        parts.append(f"{member.abroad_since:%Y-%m-%d}起{member.get_abroad_for_display()}出国（境）")
    if parts and member.back_on:
        parts.append(f"{member.back_on:%Y-%m-%d}返回")
    return "，".join(parts)


def _limits(member: Any) -> str:
    if not member.rights_limited_from:
        return ""
    until = f"至{member.rights_limited_until:%Y-%m-%d}" if member.rights_limited_until else "起"
    return f"{member.get_rights_reason_display()}：{member.rights_limited_from:%Y-%m-%d}{until}"
