"""中心组和上报材料页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.forms.study_group import ReportEditForm, ReportForm, StudyMemberForm, StudyMembersForm
from tongpin.domains.orglife.lists.study_group import REPORTS, STUDY_MEMBERS, standing
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import study_group as selectors
from tongpin.domains.orglife.selectors.colleagues import colleagues
from tongpin.domains.orglife.services import study_group as services
from tongpin.engines.ledgers.forms import DayForm, ReasonForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def member_list(request: OfficeRequest) -> HttpResponseBase:
    """中心组名单."""
    actions = list_actions(request, EDIT, new="orglife:study_member_new", title="列入名单")
    return list_page(request, STUDY_MEMBERS, in_scope(selectors.study_group_members(), request, VIEW), actions=actions)


@requires(VIEW)
def member_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一名中心组成员."""
    member = fetch(selectors.study_group_members(), request.user, VIEW, pk)
    steps = [("更正", "orglife:study_member_edit")]
    if member.ends_on is None:
        steps.append(("调出", "orglife:study_member_end"))
    return record_page(
        request,
        member.reference(),
        facts=[
            ("姓名", member.person.name),
            ("中心组职责", member.get_role_display()),
            ("列入日期", member.starts_on),
            ("调出日期", member.ends_on),
            ("状态", standing(member)[1]),
            ("党组（党委）", member.org.name),
        ],
        actions=record_actions(request, member, EDIT, *steps),
        back=("中心组名单", reverse("orglife:study_members")),
    )


@requires(EDIT)
def member_new(request: OfficeRequest) -> HttpResponseBase:
    """列入中心组名单."""
    org = entry_org(request, EDIT)
    groups = request.visible(selectors.groups_below(org), EDIT, field="")
    form = StudyMembersForm(request.POST or None, groups=groups, people=colleagues(org, today()).order_by("pinyin"))
    service: Any = partial(services.name_study_members, by=request.user, today=today())
    page = reverse("orglife:study_members")
    return entry_page(request, form, service, title="列入中心组名单", done="名单已登记。", page=page, back=page)


@requires(EDIT)
def member_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正中心组名单."""
    member = fetch(selectors.study_group_members(), request.user, EDIT, pk)
    form, back = StudyMemberForm(request.POST or None, instance=member), reverse("orglife:study_member", args=[pk])
    service = partial(services.correct_study_member, member, by=request.user, today=today())
    return entry_page(request, form, service, title=f"更正：{member}", done="已更正。", page="orglife:study_member", back=back)


@requires(EDIT)
def member_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """调出中心组."""
    member = fetch(selectors.study_group_members(), request.user, EDIT, pk)
    form, back = DayForm(request.POST or None, record=member), reverse("orglife:study_member", args=[pk])
    service = partial(services.release_study_member, member, by=request.user, today=today())
    title = f"调出：{member}"
    return entry_page(request, form, service, title=title, done="调出已登记。", page="orglife:study_member", back=back, submit="登记调出")


@requires(VIEW)
def report_list(request: OfficeRequest) -> HttpResponseBase:
    """上报材料."""
    actions = list_actions(request, EDIT, new="orglife:report_new", title="登记上报")
    return list_page(request, REPORTS, in_scope(selectors.upward_reports(), request, VIEW), actions=actions)


@requires(VIEW)
def report_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份上报材料."""
    report = fetch(selectors.upward_reports(), request.user, VIEW, pk)
    return record_page(
        request,
        report.reference(),
        facts=[
            ("种类", report.get_kind_display()),
            ("所报年度", str(report.year)),
            ("文号", report.number),
            ("报送单位", report.sent_to),
            ("报送日期", report.sent_on),
            ("党组织", report.org.name),
        ],
        actions=record_actions(request, report, EDIT, ("更正", "orglife:report_edit"), ("移出", "orglife:report_remove")),
        back=("上报材料", reverse("orglife:reports")),
    )


@requires(EDIT)
def report_new(request: OfficeRequest) -> HttpResponseBase:
    """登记上报材料."""
    org = entry_org(request, EDIT)
    orgs = request.visible(organisations(), EDIT, field="").filter(path__startswith=org.path, face=Face.PARTY)
    form = ReportForm(request.POST or None, orgs=orgs, initial={"org": org.pk, "year": today().year, **asked_for(request, "kind", "year")})
    service, back = partial(services.record_report, by=request.user, today=today()), reverse("orglife:reports")
    return entry_page(request, form, service, title="登记上报材料", done="上报材料已登记。", page="orglife:report", back=back)


@requires(EDIT)
def report_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正上报材料."""
    report = fetch(selectors.upward_reports(), request.user, EDIT, pk)
    form, back = ReportEditForm(request.POST or None, instance=report), reverse("orglife:report", args=[pk])
    service = partial(services.correct_report, report, by=request.user, today=today())
    return entry_page(request, form, service, title="更正上报材料", done="上报材料已更正。", page="orglife:report", back=back)


@requires(EDIT)
def report_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出上报材料."""
    report = fetch(selectors.upward_reports(), request.user, EDIT, pk)
    form, back = ReasonForm(request.POST or None, record=report), reverse("orglife:report", args=[pk])
    service, after = partial(services.remove_report, report, by=request.user), reverse("orglife:reports")
    return entry_page(request, form, service, title=f"移出：{report}", done="已移出。", page=after, back=back, submit="移出")
