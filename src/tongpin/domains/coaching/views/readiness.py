"""研判页面: one firm with its trace, what-if, the task from a gap; the county as a list and as a ladder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.coaching.enums import Programme
from tongpin.domains.coaching.forms.trying import TaskForm, TryForm
from tongpin.domains.coaching.lists.county import COUNTY, held_spec
from tongpin.domains.coaching.lists.records import APPLICATION_PANEL, YEAR_PANEL, right_panel
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import readiness as selectors
from tongpin.domains.coaching.selectors.applications import applications_of
from tongpin.domains.coaching.selectors.colleagues import task_maker
from tongpin.domains.coaching.selectors.eligibility import own_answers
from tongpin.domains.coaching.selectors.firm_years import firm_years_of
from tongpin.domains.coaching.selectors.reviews import coached, firm_reviews_of
from tongpin.domains.coaching.selectors.rights import rights_of
from tongpin.domains.coaching.selectors.standings import funnel, held_certificates, standings_on
from tongpin.domains.coaching.selectors.visits import KIND as VISIT_KIND
from tongpin.domains.coaching.selectors.visits import coaching_visits
from tongpin.domains.enterprises.selectors import enterprises
from tongpin.engines.activities.permissions import Permission as ActivityPermission
from tongpin.engines.ledgers.pages import table_of
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT
ENTRIES = (
    ("登记经营数据", "coaching:firm_year_new"),
    ("登记知识产权", "coaching:right_new"),
    ("人工认定", "coaching:firm_review_new"),
    ("建立申报", "coaching:application_new"),
)


@requires(VIEW)
def county(request: OfficeRequest) -> HttpResponseBase:
    """企业梯度研判清单, as of the latest day judged."""
    rows = in_scope(standings_on(request.scope.as_of), request, VIEW)
    actions = (Action("梯度漏斗", here(request, reverse("coaching:funnel"))),)
    first = rows.order_by("-judged_at").first()
    context = {"as_of": first.as_of if first else None, "judged_at": first.judged_at if first else None}
    return list_page(request, COUNTY, rows, template="coaching/county.html", actions=actions, context=context)


@require_safe
@requires(VIEW)
def ladder(request: OfficeRequest) -> HttpResponseBase:
    """梯度漏斗: how many firms stand on each step, and how near they are to the next."""
    rows = in_scope(standings_on(request.scope.as_of), request, VIEW)
    first = rows.order_by("-judged_at").first()
    steps = funnel(rows)
    most = max((step.count for step in steps), default=0)
    shown = [(step, 100 * step.count // most if most else 0) for step in steps]
    context = {
        "title": "企业梯度漏斗",
        "crumbs": [("企业梯度研判", reverse("coaching:county"))],
        "steps": shown,
        "total": sum(step.count for step in steps),
        "as_of": first.as_of if first else None,
    }
    return render(request, "coaching/funnel.html", context)


@requires(VIEW)
def held(request: OfficeRequest) -> HttpResponseBase:
    """证书到期和年报."""
    rows = in_scope(held_certificates(request.scope.as_of), request, VIEW)
    return list_page(request, held_spec(request.scope.as_of), rows)


@require_safe
@requires(VIEW)
def readiness(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """企业研判: what the firm qualifies for, what is missing, by how much, who helps until when."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    as_of = request.scope.as_of
    found = selectors.outlook(pk, as_of)
    plan = coached(pk)
    maker, may_edit = task_maker(), request.may(EDIT, firm.org)
    may_assign = may_edit and maker is not None and request.may(maker.permission, firm.org)
    tasks = maker.of([firm.reference()], request.user) if maker is not None else {}
    visible = [(title, request.visible(rows(pk), VIEW), columns) for title, rows, columns in _PARTS]
    context = {
        "title": f"企业研判：{firm.name}",
        "crumbs": [("企业梯度研判", reverse("coaching:county"))],
        "firm": firm,
        "found": found,
        "plan": plan,
        "programmes": [(one, found.then[one.programme]) for one in found.now.values()],
        "as_of": as_of,
        "own": own_answers(firm.org, pk, as_of),
        "may_assign": may_assign,
        "tasks": tasks.get((firm.reference().kind, firm.pk), ()),
        "tables": [(title, table) for title, rows, columns in visible if (table := table_of(title, columns, rows, request))],
        "reviews": request.visible(firm_reviews_of(pk), VIEW),
        "visits": coaching_visits(firm.reference(), request.user),
        "may_record": request.may(ActivityPermission.EDIT),
        "visit_kind": VISIT_KIND,
        "actions": _actions(request, firm, plan) if may_edit else (),
    }
    return render(request, "coaching/readiness.html", context)


_PARTS: Any = (
    ("年度经营数据", firm_years_of, YEAR_PANEL),
    ("知识产权", rights_of, right_panel),
    ("申报进度", applications_of, APPLICATION_PANEL),
)


def _actions(request: OfficeRequest, firm: Any, plan: Any) -> tuple[Action, ...]:
    code = f"?credit_code={firm.credit_code}"
    entries = [Action(title, here(request, reverse(name) + code)) for title, name in ENTRIES]
    if plan is None:
        entries.insert(0, Action("列入辅导", here(request, reverse("coaching:coached_firm_new") + code), primary=True))
    else:
        entries.insert(0, Action("辅导安排", here(request, reverse("coaching:coached_firm", args=[plan.pk]))))
    return tuple(entries)


@require_safe
@requires(VIEW)
def what_if(request: OfficeRequest, pk: int, programme: str) -> HttpResponseBase:
    """试算: facts are changed on the page and nothing is kept."""
    firm = fetch(enterprises(), request.user, VIEW, pk)
    kind = _programme(programme)
    as_of = request.scope.as_of
    now = selectors.outlook(pk, as_of).now[kind]
    is_tried = "try" in request.GET
    form = TryForm(request.GET if is_tried else None, rule_key=selectors.RULES[kind], facts=now.facts)
    result = selectors.judged(kind, form.facts(), as_of) if is_tried and form.is_valid() else None
    context = {
        "title": f"试算：{firm.name}（{kind.label}）",
        "crumbs": [(firm.name, here(request, reverse("coaching:readiness", args=[pk])))],
        "firm": firm,
        "form": form,
        "now": now,
        "result": result,
        "changes": selectors.compared(now, result) if result else [],
        "changed": selectors.changed_facts(now, result) if result else [],
        "as_of": as_of,
    }
    return render(request, "coaching/what_if.html", context)


@requires(EDIT)
def task(request: OfficeRequest, pk: int, programme: str) -> HttpResponseBase:
    """由差距交办任务: filled in from the gap, the one who helps and the day by which the firm should be ready."""
    firm = fetch(enterprises(), request.user, EDIT, pk)
    maker = task_maker()
    if maker is None or not request.may(maker.permission, firm.org):
        raise Http404
    kind = _programme(programme)
    gaps = selectors.outlook(pk, request.scope.as_of).now[kind].open_gaps
    gap = next((g for g in gaps if g.key == request.GET.get("gap")), None)
    plan, day = coached(pk), today()
    initial: dict[str, Any] = {"due_on": plan.due_on if plan and plan.due_on and plan.due_on >= day else day + timedelta(days=30)}
    if gap is not None:
        initial["title"] = f"{firm.name}：{gap.step or gap.title}"[:200]
    if plan is not None and plan.coach is not None:
        initial |= {"person": plan.coach, "department": plan.coach.org}
    form = TaskForm(request.POST or None, initial=initial, org=firm.org)
    back = reverse("coaching:readiness", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            maker.assign(org=firm.org, source=firm.reference(), by=request.user, today=day, area="business", **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "任务已交办。")
            return redirect(here(request, back))
    intro = f"{gap.title}：{gap.words}" if gap is not None else ""
    return form_page(request, form, title=f"交办任务：{firm.name}", submit="交办", back=back, intro=intro)


def _programme(text: str) -> Programme:
    if text not in (Programme.HNTE, Programme.SME):
        raise Http404
    return Programme(text)
