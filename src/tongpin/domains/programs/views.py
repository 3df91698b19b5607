"""计划与平台页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.programs import selectors, services
from tongpin.domains.programs.enums import GrantStatus, PlatformStatus
from tongpin.domains.programs.forms import GrantForm, PlatformForm, ProjectForm, StageForm
from tongpin.domains.programs.lists import GRANTS, PLATFORMS, PROJECTS
from tongpin.domains.programs.permissions import Permission
from tongpin.engines.ledgers.forms import DayForm, EndForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions, without_totals
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.formats import yuan
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT


@requires(VIEW)
def grant_list(request: OfficeRequest) -> HttpResponseBase:
    """上级资金清单; a sum only over one nature, since grants and loans are never added together."""
    actions = list_actions(request, EDIT, new="programs:grant_new", title="登记资金", importing=IMPORT, kind="grant")
    spec = GRANTS if request.GET.get("nature") else without_totals(GRANTS)
    return list_page(request, spec, in_scope(selectors.grants(), request, VIEW), actions=actions)


@requires(VIEW)
def grant_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一笔上级资金."""
    grant = fetch(selectors.grants(), request.user, VIEW, pk)
    steps = [("更正", "programs:grant_edit")]
    if grant.status == GrantStatus.PROMISED:
        steps.insert(0, ("办理到账", "programs:grant_receive"))
    if grant.status != GrantStatus.WITHDRAWN:
        steps.append(("撤回", "programs:grant_withdraw"))
    return record_page(
        request,
        grant.reference(),
        facts=[
            ("项目名称", grant.project_name),
            ("资金来源级别", grant.get_level_display()),
            ("承担单位", grant.undertaker_name),
            ("金额", yuan(grant.amount)),
            ("资金性质", grant.get_nature_display()),
            ("到账日期", grant.arrived_on),
            ("文号", grant.document_number),
            ("状态", grant.get_status_display()),
            ("撤回原因", grant.reason),
            ("所属单位", grant.org.name),
        ],
        actions=record_actions(request, grant, EDIT, *steps),
        back=("对上争取资金台账", reverse("programs:grants")),
    )


@requires(EDIT)
def grant_new(request: OfficeRequest) -> HttpResponseBase:
    """登记上级资金."""
    service = partial(services.enter_grant, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = GrantForm(request.POST or None), reverse("programs:grants")
    return entry_page(request, form, service, title="登记上级资金", done="资金已登记。", page="programs:grant", back=back)


@requires(EDIT)
def grant_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正上级资金."""
    grant = fetch(selectors.grants(), request.user, EDIT, pk)
    service = partial(services.correct_grant, grant, by=request.user, today=today())
    form, back = GrantForm(request.POST or None, instance=grant), reverse("programs:grant", args=[pk])
    return entry_page(request, form, service, title="更正上级资金", done="资金已更正。", page="programs:grant", back=back)


@requires(EDIT)
def grant_receive(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办理资金到账."""
    grant = fetch(selectors.grants(), request.user, EDIT, pk)
    service = partial(services.receive_grant, grant, by=request.user, today=today())
    form, back = DayForm(request.POST or None, record=grant), reverse("programs:grant", args=[pk])
    title = f"办理到账：{grant}"
    return entry_page(request, form, service, title=title, done="资金已到账。", page="programs:grant", back=back, submit="到账")


@requires(EDIT)
def grant_withdraw(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤回资金."""
    grant = fetch(selectors.grants(), request.user, EDIT, pk)
    service = partial(services.withdraw_grant, grant, by=request.user)
    form, back = ReasonForm(request.POST or None, record=grant), reverse("programs:grant", args=[pk])
    title = f"撤回资金：{grant}"
    return entry_page(request, form, service, title=title, done="资金已撤回。", page="programs:grant", back=back, submit="撤回")


@requires(VIEW)
def platform_list(request: OfficeRequest) -> HttpResponseBase:
    """创新平台清单."""
    actions = list_actions(request, EDIT, new="programs:platform_new", title="登记平台", importing=IMPORT, kind="platform")
    return list_page(request, PLATFORMS, in_scope(selectors.platforms(), request, VIEW), actions=actions)


@requires(VIEW)
def platform_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个创新平台."""
    platform = fetch(selectors.platforms(), request.user, VIEW, pk)
    steps = [("更正", "programs:platform_edit")]
    if platform.status == PlatformStatus.APPLYING:
        steps.insert(0, ("办理认定", "programs:platform_recognise"))
    if platform.status == PlatformStatus.RECOGNISED:
        steps.append(("撤销", "programs:platform_revoke"))
    return record_page(
        request,
        platform.reference(),
        facts=[
            ("平台名称", platform.name),
            ("平台类型", platform.get_kind_display()),
            ("级别", platform.get_level_display()),
            ("依托单位", platform.host_name),
            ("认定日期", platform.recognised_on),
            ("状态", platform.get_status_display()),
            ("撤销日期", platform.revoked_on),
            ("撤销原因", platform.reason),
            ("所属单位", platform.org.name),
        ],
        actions=record_actions(request, platform, EDIT, *steps),
        back=("科技创新平台台账", reverse("programs:platforms")),
    )


@requires(EDIT)
def platform_new(request: OfficeRequest) -> HttpResponseBase:
    """登记创新平台."""
    service = partial(services.enter_platform, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = PlatformForm(request.POST or None), reverse("programs:platforms")
    return entry_page(request, form, service, title="登记创新平台", done="平台已登记。", page="programs:platform", back=back)


@requires(EDIT)
def platform_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正创新平台."""
    platform = fetch(selectors.platforms(), request.user, EDIT, pk)
    service = partial(services.correct_platform, platform, by=request.user, today=today())
    form, back = PlatformForm(request.POST or None, instance=platform), reverse("programs:platform", args=[pk])
    return entry_page(request, form, service, title="更正创新平台", done="平台已更正。", page="programs:platform", back=back)


@requires(EDIT)
def platform_recognise(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """办理平台认定."""
    platform = fetch(selectors.platforms(), request.user, EDIT, pk)
    service = partial(services.recognise_platform, platform, by=request.user, today=today())
    form, back = DayForm(request.POST or None, record=platform), reverse("programs:platform", args=[pk])
    title = f"办理认定：{platform}"
    return entry_page(request, form, service, title=title, done="平台已认定。", page="programs:platform", back=back, submit="认定")


@requires(EDIT)
def platform_revoke(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """撤销平台."""
    platform = fetch(selectors.platforms(), request.user, EDIT, pk)
    service = partial(services.revoke_platform, platform, by=request.user, today=today())
    form, back = EndForm(request.POST or None, record=platform), reverse("programs:platform", args=[pk])
    title = f"撤销平台：{platform}"
    return entry_page(request, form, service, title=title, done="平台已撤销。", page="programs:platform", back=back, submit="撤销")


@requires(VIEW)
def project_list(request: OfficeRequest) -> HttpResponseBase:
    """科技计划项目清单."""
    actions = list_actions(request, EDIT, new="programs:project_new", title="登记项目", importing=IMPORT, kind="programme_project")
    return list_page(request, PROJECTS, in_scope(selectors.projects(), request, VIEW), actions=actions)


@requires(VIEW)
def project_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个科技计划项目."""
    project = fetch(selectors.projects(), request.user, VIEW, pk)
    return record_page(
        request,
        project.reference(),
        facts=[
            ("计划名称", project.programme),
            ("项目名称", project.name),
            ("申报单位", project.applicant_name),
            ("级别", project.get_level_display()),
            ("当前阶段", project.get_stage_display()),
            ("阶段日期", project.stage_on),
            ("说明", project.reason),
            ("所属单位", project.org.name),
        ],
        actions=record_actions(request, project, EDIT, ("登记进展", "programs:project_advance"), ("更正", "programs:project_edit")),
        back=("科技计划项目申报台账", reverse("programs:projects")),
    )


@requires(EDIT)
def project_new(request: OfficeRequest) -> HttpResponseBase:
    """登记科技计划项目."""
    service = partial(services.enter_project, org=entry_org(request, EDIT), by=request.user, today=today())
    form, back = ProjectForm(request.POST or None), reverse("programs:projects")
    return entry_page(request, form, service, title="登记科技计划项目", done="项目已登记。", page="programs:project", back=back)


@requires(EDIT)
def project_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正科技计划项目."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    service = partial(services.correct_project, project, by=request.user)
    form, back = ProjectForm(request.POST or None, instance=project), reverse("programs:project", args=[pk])
    return entry_page(request, form, service, title="更正科技计划项目", done="项目已更正。", page="programs:project", back=back)


@requires(EDIT)
def project_advance(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记项目进展."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    service = partial(services.advance_project, project, by=request.user, today=today())
    form, back = StageForm(request.POST or None, record=project), reverse("programs:project", args=[pk])
    title = f"登记进展：{project}"
    return entry_page(request, form, service, title=title, done="进展已登记。", page="programs:project", back=back)
