"""日常登记页面: group leaders, publication of dues, yearly work of a committee, secretaries' reports."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.forms.upkeep import (
    GroupLeaderForm,
    PublicationEditForm,
    PublicationForm,
    ReportEditForm,
    ReportForm,
    WorkEditForm,
    WorkForm,
)
from tongpin.domains.membership.lists.upkeep import PUBLICATIONS, REPORTS, WORKS
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.selectors import organisations
from tongpin.foundation.ui.lists import list_page
from tongpin.kernel.clock import today

VIEW, EDIT, GRADES = Permission.VIEW, Permission.EDIT, Permission.APPRAISALS


@requires(EDIT)
def leader_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确定党小组组长."""
    group = fetch(organisations(), request.user, EDIT, pk, field="")
    if group.level != OrgLevel.PARTY_SMALL_GROUP:
        raise Http404
    members = selectors.members_on(today()).filter(group=group, joined_on__isnull=False).order_by("person__pinyin")
    form = GroupLeaderForm(request.POST or None, members=members)
    service = partial(services.name_group_leader, group=group, by=request.user, today=today())
    page = reverse("orgs:organisation", args=[pk])
    title = f"确定组长：{group.shown_name}"
    return entry_page(request, form, service, title=title, done="组长已登记。", page=page, back=page)


@requires(EDIT)
def leader_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """组长卸任."""
    leader = fetch(selectors.group_leaders(), request.user, EDIT, pk)
    form = DayForm(request.POST or None, record=leader)
    service = partial(services.release_group_leader, leader, by=request.user, today=today())
    page = reverse("orgs:organisation", args=[leader.org_id])
    return entry_page(request, form, service, title=f"组长卸任：{leader}", done="卸任已登记。", page=page, back=page, submit="登记卸任")


@requires(VIEW)
def publication_list(request: OfficeRequest) -> HttpResponseBase:
    """党费收缴公布."""
    actions = list_actions(request, EDIT, new="membership:publication_new", title="登记公布")
    return list_page(request, PUBLICATIONS, in_scope(selectors.dues_publications(), request, VIEW), actions=actions)


@requires(EDIT)
def publication_new(request: OfficeRequest) -> HttpResponseBase:
    """登记党费收缴公布."""
    org = entry_org(request, EDIT)
    orgs = request.visible(selectors.party_orgs(), EDIT, field="").filter(path__startswith=org.path)
    form = PublicationForm(request.POST or None, orgs=orgs, initial={"org": org.pk, **asked_for(request, "year")})
    service = partial(services.publish_dues, by=request.user, today=today())
    page = reverse("membership:publications")
    return entry_page(request, form, service, title="登记党费收缴公布", done="公布已登记。", page=page, back=page)


@requires(EDIT)
def publication_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正党费收缴公布."""
    publication = fetch(selectors.dues_publications(), request.user, EDIT, pk)
    form = PublicationEditForm(request.POST or None, instance=publication)
    service = partial(services.correct_publication, publication, by=request.user, today=today())
    page = reverse("membership:publications")
    return entry_page(request, form, service, title=f"更正：{publication}", done="已更正。", page=page, back=page)


@requires(VIEW)
def work_list(request: OfficeRequest) -> HttpResponseBase:
    """基层党委年度工作."""
    actions = list_actions(request, EDIT, new="membership:work_new", title="登记")
    return list_page(request, WORKS, in_scope(selectors.committee_works(), request, VIEW), actions=actions)


@requires(EDIT)
def work_new(request: OfficeRequest) -> HttpResponseBase:
    """登记基层党委年度工作."""
    org = entry_org(request, EDIT)
    orgs = request.visible(selectors.party_orgs(), EDIT, field="").filter(path__startswith=org.path, level=OrgLevel.PARTY_COMMITTEE)
    form = WorkForm(request.POST or None, orgs=orgs, initial={"org": org.pk, **asked_for(request, "kind")})
    service = partial(services.enter_committee_work, by=request.user, today=today())
    page = reverse("membership:works")
    return entry_page(request, form, service, title="登记基层党委年度工作", done="已登记。", page=page, back=page)


@requires(EDIT)
def work_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正基层党委年度工作."""
    work = fetch(selectors.committee_works(), request.user, EDIT, pk)
    form = WorkEditForm(request.POST or None, instance=work)
    service = partial(services.correct_committee_work, work, by=request.user, today=today())
    page = reverse("membership:works")
    return entry_page(request, form, service, title=f"更正：{work}", done="已更正。", page=page, back=page)


@requires(GRADES)
def report_list(request: OfficeRequest) -> HttpResponseBase:
    """书记述职评议."""
    actions = list_actions(request, GRADES, new="membership:report_new", title="登记述职")
    return list_page(request, REPORTS, in_scope(selectors.secretary_reports(), request, GRADES), actions=actions)


@requires(GRADES)
def report_new(request: OfficeRequest) -> HttpResponseBase:
    """登记书记述职评议."""
    org = entry_org(request, GRADES)
    orgs = request.visible(selectors.party_orgs(), GRADES, field="").filter(path__startswith=org.path)
    initial = {"org": org.pk, **asked_for(request, "person", "year")}
    form = ReportForm(request.POST or None, orgs=orgs, people=selectors.people_to_choose(org), initial=initial)
    service = partial(services.enter_secretary_report, by=request.user, today=today())
    page = reverse("membership:reports")
    return entry_page(request, form, service, title="登记书记述职评议", done="述职已登记。", page=page, back=page)


@requires(GRADES)
def report_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正书记述职评议."""
    report = fetch(selectors.secretary_reports(), request.user, GRADES, pk)
    form = ReportEditForm(request.POST or None, instance=report)
    service = partial(services.correct_secretary_report, report, by=request.user, today=today())
    page = reverse("membership:reports")
    return entry_page(request, form, service, title=f"更正：{report}", done="已更正。", page=page, back=page)
