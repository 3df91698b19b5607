"""专家智库页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.experts import selectors, services
from tongpin.domains.experts.forms import ExpertForm, InstituteForm
from tongpin.domains.experts.lists import EXPERTS, INSTITUTES
from tongpin.domains.experts.permissions import Permission
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def expert_list(request: OfficeRequest) -> HttpResponseBase:
    """专家清单."""
    actions = list_actions(request, EDIT, new="experts:expert_new", title="登记专家")
    return list_page(request, EXPERTS, in_scope(selectors.experts(), request, VIEW), actions=actions)


@requires(VIEW)
def expert_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一位专家."""
    expert = fetch(selectors.experts(), request.user, VIEW, pk)
    return record_page(
        request,
        expert.reference(),
        facts=[
            ("姓名", expert.name),
            ("所在院所", expert.institute.name),
            ("职称", expert.title),
            ("专业领域", expert.field),
            ("所属单位", expert.org.name),
        ],
        actions=record_actions(request, expert, EDIT, ("更正", "experts:expert_edit")),
        back=("专家智库", reverse("experts:experts")),
    )


@requires(EDIT)
def expert_new(request: OfficeRequest) -> HttpResponseBase:
    """登记专家."""
    service = partial(services.register_expert, org=entry_org(request, EDIT), by=request.user)
    back = reverse("experts:experts")
    return entry_page(
        request, ExpertForm(request.POST or None), service, title="登记专家", done="专家已登记。", page="experts:expert", back=back
    )


@requires(EDIT)
def expert_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正专家."""
    expert = fetch(selectors.experts(), request.user, EDIT, pk)
    service = partial(services.correct_expert, expert, by=request.user)
    form = ExpertForm(request.POST or None, instance=expert)
    back = reverse("experts:expert", args=[pk])
    return entry_page(request, form, service, title="更正专家", done="专家信息已更正。", page="experts:expert", back=back)


@requires(VIEW)
def institute_list(request: OfficeRequest) -> HttpResponseBase:
    """院所清单."""
    actions = list_actions(request, EDIT, new="experts:institute_new", title="登记院所")
    return list_page(request, INSTITUTES, in_scope(selectors.institutes(), request, VIEW), actions=actions)


@requires(VIEW)
def institute_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一家院所."""
    institute = fetch(selectors.institutes(), request.user, VIEW, pk)
    return record_page(
        request,
        institute.reference(),
        facts=[("院所名称", institute.name), ("所在地", institute.place), ("所属单位", institute.org.name)],
        actions=record_actions(request, institute, EDIT, ("更正", "experts:institute_edit")),
        back=("院所", reverse("experts:institutes")),
    )


@requires(EDIT)
def institute_new(request: OfficeRequest) -> HttpResponseBase:
    """登记院所."""
    service = partial(services.register_institute, org=entry_org(request, EDIT), by=request.user)
    back = reverse("experts:institutes")
    return entry_page(
        request, InstituteForm(request.POST or None), service, title="登记院所", done="院所已登记。", page="experts:institute", back=back
    )


@requires(EDIT)
def institute_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正院所."""
    institute = fetch(selectors.institutes(), request.user, EDIT, pk)
    service = partial(services.correct_institute, institute, by=request.user)
    form = InstituteForm(request.POST or None, instance=institute)
    back = reverse("experts:institute", args=[pk])
    return entry_page(request, form, service, title="更正院所", done="院所信息已更正。", page="experts:institute", back=back)
