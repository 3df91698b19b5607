"""工作计划页面: plans with their tree, clauses taken in from a document, objectives, the next year."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tongpin.domains.work.clause_rows import chosen_rows, read_rows, shown_rows
from tongpin.domains.work.forms.plans import CarryForm, ClauseForm, DocumentForm, ObjectiveForm, PlanForm
from tongpin.domains.work.lists.plans import CLAUSES, PLANS
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import plans as selectors
from tongpin.domains.work.selectors.lights import objective_lights, shown_value
from tongpin.domains.work.selectors.tasks import departments_to_choose
from tongpin.domains.work.services import plans as services
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lights import light_badge, state_badge
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def plan_list(request: OfficeRequest) -> HttpResponseBase:
    """工作计划清单."""
    actions = list_actions(request, EDIT, new="work:plan_new", title="建立计划")
    return list_page(request, PLANS, in_scope(selectors.counted_plans(), request, VIEW), actions=actions)


@requires(VIEW)
def clause_list(request: OfficeRequest) -> HttpResponseBase:
    """条款清单 over all plans, with what is not broken down."""
    return list_page(request, CLAUSES, in_scope(selectors.marked_clauses(), request, VIEW))


@requires(VIEW)
def plan_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个工作计划: the tree from clauses to tasks, what is missing first."""
    plan = fetch(selectors.plans(), request.user, VIEW, pk)
    tree = selectors.plan_tree(plan, request.user, today())
    goals = [b.objective for b in tree.all_objectives()]
    return record_page(
        request,
        plan.reference(),
        template="work/plan.html",
        context={
            "plan": plan,
            "tree": tree,
            "missing": tree.missing,
            "lights": objective_lights(goals, request.scope.as_of),
            "may_edit": request.may(EDIT, plan.org),
        },
        facts=[
            ("年度", f"{plan.year}年"),
            ("种类", plan.get_kind_display()),
            ("文号", plan.document),
            ("发文单位", plan.issued_by),
            ("接续自", plan.carried_from and f"{plan.carried_from.year}年 {plan.carried_from}"),
            ("所属单位", plan.org.name),
        ],
        actions=record_actions(
            request,
            plan,
            EDIT,
            ("录入条款", "work:plan_take_in"),
            ("确定目标", "work:objective_new"),
            ("增加一条", "work:clause_new"),
            ("接续到下年", "work:plan_carry"),
            ("更正", "work:plan_edit"),
            ("删除", "work:plan_remove"),
        ),
        back=("工作计划", reverse("work:plans")),
    )


@requires(EDIT)
def plan_new(request: OfficeRequest) -> HttpResponseBase:
    """建立计划."""
    service = partial(services.open_plan, org=entry_org(request, EDIT), by=request.user)
    form = PlanForm(request.POST or None, initial={"year": request.scope.as_of.year})
    return entry_page(request, form, service, title="建立计划", done="工作计划已建立。", page="work:plan", back=reverse("work:plans"))


@requires(EDIT)
def plan_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正工作计划."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    form, service = PlanForm(request.POST or None, instance=plan), partial(services.correct_plan, plan, by=request.user)
    return entry_page(request, form, service, title="更正工作计划", done="工作计划已更正。", page="work:plan", back=_at(plan))


@requires(EDIT)
def plan_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """删除工作计划."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    form, service = ReasonForm(request.POST or None, record=plan), partial(services.remove_plan, plan, by=request.user)
    words = {"title": f"删除工作计划：{plan}", "done": "工作计划已删除。", "submit": "删除"}
    return entry_page(request, form, service, page=reverse("work:plans"), back=_at(plan), **words)


@requires(EDIT)
def plan_take_in(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """录入条款: a document is split, looked over, and what is ticked taken in; nothing is saved before."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    if request.method == "POST" and "row-count" in request.POST:
        rows = chosen_rows(request.POST, departments=departments_to_choose(plan.org))
        try:
            services.take_in_clauses(plan, by=request.user, found=[row.clause() for row in rows if row.is_ticked])
        except Refused as refused:
            return _preview(request, plan, rows, problem=refused.message)
        messages.success(request, f"已录入 {sum(row.is_ticked for row in rows)} 条。")
        return redirect(address(request, "work:plan", plan.pk))
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = read_rows(form.cleaned_data, departments=departments_to_choose(plan.org))
        except Refused as refused:
            form.refuse(refused)
        else:
            return _preview(request, plan, rows)
    intro = "系统按“一、”“（一）”“1.”等编号拆成条款，列表核对后再录入；确认之前不写入任何条款。"
    return form_page(request, form, title=f"录入条款：{plan}", submit="拆分并核对", back=_at(plan), intro=intro)


def _preview(request: OfficeRequest, plan: Any, rows: Any, problem: str = "") -> HttpResponseBase:
    context = {
        "title": f"核对条款：{plan}",
        "plan": plan,
        "rows": shown_rows(rows),
        "ticked": sum(row.is_ticked for row in rows),
        "departments": departments_to_choose(plan.org),
        "problem": problem,
        "crumbs": [(str(plan), _at(plan))],
    }
    return render(request, "work/clauses.html", context)


@requires(EDIT)
def plan_carry(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """接续到下年: unfinished clauses are ticked."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    unfinished = [c.pk for c in selectors.unfinished(selectors.plan_tree(plan, request.user, today()))]
    initial = {"year": plan.year + 1, "title": plan.title.replace(str(plan.year), str(plan.year + 1)), "clauses": unfinished}
    form = CarryForm(request.POST or None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            new = services.carry_over(plan, by=request.user, year=given["year"], title=given["title"], clauses=list(given["clauses"]))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已接续，请补充新计划的文号并继续分解。")
            return redirect(address(request, "work:plan", new.pk))
    intro = "已勾选还没有完成和还没有分解的条款；原计划保持不变，新条款注明接续自哪一条。"
    return form_page(request, form, title=f"接续到下年：{plan}", submit="接续", back=_at(plan), intro=intro)


@requires(VIEW)
def clause_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条条款: what follows it up."""
    clause = fetch(selectors.clauses(), request.user, VIEW, pk)
    branch = next(b for b in selectors.plan_tree(clause.plan, request.user, today()).clauses if b.clause.pk == pk)
    return record_page(
        request,
        clause.reference(),
        template="work/clause.html",
        context={"branch": branch, "may_edit": request.may(EDIT, clause.org)},
        facts=[
            ("分解情况", state_badge(branch.state[1], branch.state[0])),
            ("计划", f"{clause.plan.year}年 {clause.plan}"),
            ("条款号", clause.number),
            ("内容", clause.text),
            ("类别", clause.get_area_display()),
            ("牵头科室", clause.department and clause.department.shown_name),
            ("无需分解的原因", clause.note),
        ],
        actions=record_actions(request, clause, EDIT, ("更正", "work:clause_edit"), ("删除", "work:clause_remove")),
        back=(str(clause.plan), _at(clause.plan)),
    )


@requires(EDIT)
def clause_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加一条."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    form, service = ClauseForm(request.POST or None, org=plan.org), partial(services.add_clause, plan, by=request.user)
    return entry_page(request, form, service, title=f"增加条款：{plan}", done="条款已增加。", page=_at(plan), back=_at(plan))


@requires(EDIT)
def clause_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正条款."""
    clause = fetch(selectors.clauses(), request.user, EDIT, pk)
    form = ClauseForm(request.POST or None, instance=clause, org=clause.org)
    service, back = partial(services.correct_clause, clause, by=request.user), reverse("work:clause", args=[pk])
    return entry_page(request, form, service, title="更正条款", done="条款已更正。", page="work:clause", back=back)


@requires(EDIT)
def clause_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """删除条款."""
    clause = fetch(selectors.clauses(), request.user, EDIT, pk)
    form, service = ReasonForm(request.POST or None, record=clause), partial(services.remove_clause, clause, by=request.user)
    words = {"title": f"删除条款：{clause}", "done": "条款已删除。", "submit": "删除"}
    return entry_page(request, form, service, page=_at(clause.plan), back=reverse("work:clause", args=[pk]), **words)


@requires(VIEW)
def objective_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个目标: its value where an indicator shows it, and its projects."""
    goal = fetch(selectors.objectives(), request.user, VIEW, pk)
    light = objective_lights([goal], request.scope.as_of).get(pk)
    branch = next(b for b in selectors.plan_tree(goal.plan, request.user, today()).all_objectives() if b.objective.pk == pk)
    return record_page(
        request,
        goal.reference(),
        template="work/objective.html",
        context={"branch": branch, "may_edit": request.may(EDIT, goal.org)},
        facts=[
            ("目标值", light_badge(*light) if light else None),
            ("计划", f"{goal.plan.year}年 {goal.plan}"),
            ("条款", goal.clause),
            ("类别", goal.get_area_display()),
            ("指标", branch.measure),
            ("目标", shown_value(goal)),
            ("完成时限", goal.due_on),
        ],
        actions=record_actions(request, goal, EDIT, ("更正", "work:objective_edit"), ("删除", "work:objective_remove")),
        back=(str(goal.plan), _at(goal.plan)),
    )


@requires(EDIT)
def objective_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """确定目标."""
    plan = fetch(selectors.plans(), request.user, EDIT, pk)
    form = ObjectiveForm(request.POST or None, plan=plan, on=today(), initial={"clause": request.GET.get("clause", "")})
    service = partial(services.set_objective, plan, by=request.user, today=today())
    return entry_page(request, form, service, title=f"确定目标：{plan}", done="目标已确定。", page=_at(plan), back=_at(plan))


@requires(EDIT)
def objective_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正目标."""
    goal = fetch(selectors.objectives(), request.user, EDIT, pk)
    form = ObjectiveForm(request.POST or None, instance=goal, plan=goal.plan, on=today())
    service = partial(services.correct_objective, goal, by=request.user, today=today())
    back = reverse("work:objective", args=[pk])
    return entry_page(request, form, service, title="更正目标", done="目标已更正。", page="work:objective", back=back)


@requires(EDIT)
def objective_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """删除目标."""
    goal = fetch(selectors.objectives(), request.user, EDIT, pk)
    form, service = ReasonForm(request.POST or None, record=goal), partial(services.remove_objective, goal, by=request.user)
    words = {"title": f"删除目标：{goal}", "done": "目标已删除。", "submit": "删除"}
    return entry_page(request, form, service, page=_at(goal.plan), back=reverse("work:objective", args=[pk]), **words)


def _at(plan: Any) -> str:
    return reverse("work:plan", args=[plan.pk])
