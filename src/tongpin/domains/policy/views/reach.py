"""匹配和最后一公里页面: whom a policy fits and why, who has not been told, and the task to go there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.coaching.selectors.colleagues import task_maker
from tongpin.domains.coaching.selectors.reviews import coached
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.domains.policy.forms.delivery import ReachTaskForm
from tongpin.domains.policy.lists import FIRMS, PUSH_PANEL, UPTAKE_PANEL, last_mile_spec, match_light, policy_state, window
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors import delivery as selectors
from tongpin.domains.policy.selectors.conditions import answer_for, condition_of, state_of
from tongpin.domains.policy.selectors.policies import followed, policies
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def firm_list(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项政策的匹配企业."""
    policy = fetch(policies(), request.user, VIEW, pk)
    rows = request.visible(selectors.matches(request.scope.as_of), VIEW).filter(policy_id=pk)
    first = rows.order_by("-matched_at").first()
    actions = (Action("政策", here(request, reverse("policy:policy", args=[pk]))),)
    context = {
        "matched_at": first.matched_at if first else None,
        "as_of": first.as_of if first else None,
        "condition": condition_of(policy, request.scope.as_of),
    }
    spec = replace(FIRMS, title=f"匹配企业：{policy.title}")
    return list_page(request, spec, rows, template="policy/firms.html", actions=actions, context=context)


@requires(VIEW)
def last_mile_list(request: OfficeRequest) -> HttpResponseBase:
    """最后一公里: firms that qualify and have been told nothing, by name."""
    maker = task_maker()
    org = request.scope.org
    may_assign = maker is not None and org.pk is not None and request.may(EDIT, org) and request.may(maker.permission, org)
    rows = in_scope(selectors.last_mile(request.scope.as_of), request, VIEW)
    return list_page(request, last_mile_spec(may_assign=may_assign), rows)


@require_safe
@requires(VIEW)
def match_page(request: OfficeRequest, pk: int, firm_pk: int) -> HttpResponseBase:
    """一家企业对一项政策: condition by condition, with the whole way to the answer, and what was done."""
    day = request.scope.as_of
    policy: Any = fetch(followed(day), request.user, VIEW, pk)
    firm = fetch(enterprises(), request.user, VIEW, firm_pk)
    found = answer_for(policy, firm_pk, day) if policy.is_in_force else None
    maker, may_edit = task_maker(), request.may(EDIT, policy.org)
    may_assign = may_edit and maker is not None and request.may(maker.permission, policy.org)
    tables = (
        table_of("推送记录", PUSH_PANEL, selectors.between(selectors.pushes(), pk, firm_pk), request),
        table_of("享受情况", UPTAKE_PANEL, selectors.between(selectors.uptakes(), pk, firm_pk), request),
    )
    context = {
        "title": f"{policy.title}：{firm.name}",
        "crumbs": [("政策库", reverse("policy:policies")), (policy.title, here(request, reverse("policy:policy", args=[pk])))],
        "policy": policy,
        "firm": firm,
        "found": found,
        "light": match_light(state_of(found)[0]) if found is not None else None,
        "window": window(policy),
        "policy_state": policy_state(policy, day),
        "as_of": day,
        "tables": [table for table in tables if table is not None],
        "actions": _actions(request, policy, firm, may_assign=may_assign) if may_edit else (),
    }
    return render(request, "policy/match.html", context)


def _actions(request: OfficeRequest, policy: Any, firm: Any, *, may_assign: bool) -> tuple[Action, ...]:
    about = f"?policy={policy.pk}&credit_code={firm.credit_code}"
    task = (Action("交办任务", here(request, reverse("policy:assign", args=[policy.pk, firm.pk]))),) if may_assign else ()
    return (
        Action("登记推送", here(request, reverse("policy:push_new") + about), primary=True),
        Action("登记享受", here(request, reverse("policy:uptake_new") + about)),
        *task,
    )


@requires(EDIT)
def assign(request: OfficeRequest, pk: int, firm_pk: int) -> HttpResponseBase:
    """交办上门任务: go to the firm and tell it of the policy, filled in from who is in charge and the day the policy ends."""
    policy = fetch(policies(), request.user, EDIT, pk)
    firm = fetch(enterprises(), request.user, VIEW, firm_pk)
    maker, day = task_maker(), today()
    if maker is None or firm.org_id != policy.org_id or not request.may(maker.permission, policy.org):
        raise Http404
    form = ReachTaskForm(request.POST or None, initial=_task(policy, firm, day), org=policy.org)
    back = reverse("policy:match", args=[pk, firm_pk])
    if request.method == "POST" and form.is_valid():
        try:
            maker.assign(org=policy.org, source=firm.reference(), by=request.user, today=day, area="business", **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "任务已交办。上门后请登记推送和企业答复。")
            return redirect(here(request, back))
    intro = f"{policy.benefit}；执行期 {window(policy)}。"
    return form_page(request, form, title=f"交办上门任务：{firm.name}", submit="交办", back=back, intro=intro)


def _task(policy: Any, firm: Any, day: Any) -> dict[str, Any]:
    due = day + timedelta(days=14)
    if policy.last_day is not None and day <= policy.last_day < due:
        due = policy.last_day
    plan = coached(firm.pk)
    person = plan.coach if plan is not None and plan.coach is not None else policy.officer
    found: dict[str, Any] = {"title": f"{firm.name}：上门送达《{policy.title}》"[:200], "due_on": due}
    if person is not None:
        found |= {"person": person, "department": policy.department or person.org}
    elif policy.department is not None:
        found["department"] = policy.department
    return found
