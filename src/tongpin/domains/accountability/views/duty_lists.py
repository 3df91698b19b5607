"""责任清单和风险点页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongpin.domains.accountability.forms.duty_lists import LineForm, ListEditForm, ListForm, ProofForm, RiskCheckForm, RiskForm
from tongpin.domains.accountability.lists.duty_lists import CHECKS, DUTY_LISTS, LINES, PROOFS, RISKS, risk_control
from tongpin.domains.accountability.papers.duty_list_papers import duty_list_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import duty_lists as selectors
from tongpin.domains.accountability.services import duty_lists as services
from tongpin.domains.accountability.views.parts import download, table
from tongpin.engines.ledgers.forms import EndForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lights import light_badge
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, ANSWER = Permission.VIEW, Permission.EDIT, Permission.ANSWER


@requires(VIEW)
def list_records(request: OfficeRequest) -> HttpResponseBase:
    """责任清单."""
    actions = list_actions(request, EDIT, new="accountability:duty_list_new", title="建立清单")
    return list_page(request, DUTY_LISTS, in_scope(selectors.duty_lists(), request, VIEW), actions=actions)


@requires(VIEW)
def list_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份责任清单: each duty with how it stands."""
    found = fetch(selectors.duty_lists(), request.user, VIEW, pk)
    rows = selectors.fulfilment(selectors.lines_of(found), request.scope.as_of)
    lacking = [row for row in rows if row.light[0] == "red"]
    lines = [row for row in rows if row.line.owner is None and found.person is None]
    words = [f"{len(lacking)}项到期没有履责佐证"] if lacking else []
    words += [f"{len(lines)}项没有责任人"] if lines else []
    return record_page(
        request,
        found.reference(),
        template="accountability/duty_list.html",
        facts=[
            ("名称", found.title),
            ("种类", found.get_kind_display()),
            ("年度", str(found.year)),
            ("责任单位", found.org.name),
            ("责任人", found.person.name if found.person else ""),
            ("印发日期", found.issued_on),
            ("文号", found.document),
        ],
        context={"table": table("责任事项", LINES, rows, request), "lacking": f"{'，'.join(words)}。" if words else ""},
        actions=(
            *record_actions(request, found, EDIT, ("增加事项", "accountability:duty_line_new"), ("更正", "accountability:duty_list_edit")),
            Action("下载文稿", here(request, reverse("accountability:duty_list_paper", args=[pk]))),
        ),
        back=("责任清单", reverse("accountability:duty_lists")),
    )


@require_safe
@requires(VIEW)
def list_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """责任清单文稿, as a download."""
    found = fetch(selectors.duty_lists(), request.user, VIEW, pk)
    rows = selectors.fulfilment(selectors.lines_of(found), request.scope.as_of)
    return download(duty_list_document(found, rows, request.scope.as_of), f"{found.title}.docx")


@requires(EDIT)
def list_new(request: OfficeRequest) -> HttpResponseBase:
    """建立责任清单."""
    form = ListForm(request.POST or None, org=entry_org(request, EDIT), year=request.scope.period.start.year)
    service = partial(services.enter_list, by=request.user, today=today())
    back = reverse("accountability:duty_lists")
    return entry_page(request, form, service, title="建立责任清单", done="责任清单已建立。", page="accountability:duty_list", back=back)


@requires(EDIT)
def list_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正责任清单."""
    found = fetch(selectors.duty_lists(), request.user, EDIT, pk)
    form, back = ListEditForm(request.POST or None, instance=found, org=found.org), reverse("accountability:duty_list", args=[pk])
    service = partial(services.correct_list, found, by=request.user, today=today())
    return entry_page(request, form, service, title="更正责任清单", done="责任清单已更正。", page="accountability:duty_list", back=back)


@requires(EDIT)
def line_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加责任事项."""
    found = fetch(selectors.duty_lists(), request.user, EDIT, pk)
    form = LineForm(request.POST or None, org=found.org, initial={"position": found.line_count + 1})  # type: ignore[attr-defined]
    back = reverse("accountability:duty_list", args=[pk])
    service = partial(services.enter_line, found, by=request.user)
    return entry_page(request, form, service, title="增加责任事项", done="责任事项已增加。", page=back, back=back)


@requires(VIEW)
def line_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个责任事项: each window, what shows it, and where to enter it."""
    line = fetch(selectors.duty_lines(), request.user, VIEW, pk)
    row = selectors.fulfilment([line], request.scope.as_of)[0]
    actions = record_actions(request, line, EDIT, ("更正", "accountability:duty_line_edit"), ("移出", "accountability:duty_line_remove"))
    if request.may(ANSWER, line.org):
        entry = Action("登记履责", here(request, reverse("accountability:duty_proof_new", args=[pk])), primary=True)
        actions = (entry, *(Action(a.title, a.url) for a in actions))
    return record_page(
        request,
        line.reference(),
        template="accountability/duty_line.html",
        facts=[
            ("履责情况", light_badge(*row.light)),
            ("责任内容", line.duty),
            ("频次", line.get_frequency_display()),
            ("责任人", line.owner.name if line.owner else ""),
            ("佐证要求", line.evidence),
            ("所在清单", line.duty_list.title),
            ("责任单位", line.org.name),
        ],
        context={"windows": row.windows, "table": table("履责登记", PROOFS, selectors.proofs_of(line), request)},
        actions=actions,
        back=(line.duty_list.title, reverse("accountability:duty_list", args=[line.duty_list_id])),
    )


@requires(EDIT)
def line_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正责任事项."""
    line = fetch(selectors.duty_lines(), request.user, EDIT, pk)
    form, back = LineForm(request.POST or None, instance=line, org=line.org), reverse("accountability:duty_line", args=[pk])
    service = partial(services.correct_line, line, by=request.user)
    return entry_page(request, form, service, title="更正责任事项", done="责任事项已更正。", page=back, back=back)


@requires(EDIT)
def line_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出责任事项."""
    line = fetch(selectors.duty_lines(), request.user, EDIT, pk)
    page, form = reverse("accountability:duty_list", args=[line.duty_list_id]), ReasonForm(request.POST or None, record=line)
    service, back = partial(services.remove_line, line, by=request.user), reverse("accountability:duty_line", args=[pk])
    title = f"移出责任事项：{line}"
    return entry_page(request, form, service, title=title, done="责任事项已移出。", page=page, back=back, submit="移出")


@requires(ANSWER)
def proof_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记履责."""
    line = fetch(selectors.duty_lines(), request.user, ANSWER, pk)
    form, back = ProofForm(request.POST or None), reverse("accountability:duty_line", args=[pk])
    service = partial(services.enter_proof, line, by=request.user, today=today())
    return entry_page(request, form, service, title=f"登记履责：{line}", done="履责情况已登记。", page=back, back=back)


@requires(VIEW)
def proof_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次履责登记; files hang here."""
    proof = fetch(selectors.duty_proofs(), request.user, VIEW, pk)
    return record_page(
        request,
        proof.reference(),
        facts=[("履责日期", proof.done_on), ("履责情况", proof.words), ("责任事项", proof.line.duty), ("责任单位", proof.org.name)],
        actions=record_actions(request, proof, ANSWER, ("更正", "accountability:duty_proof_edit")),
        back=(str(proof.line), reverse("accountability:duty_line", args=[proof.line_id])),
    )


@requires(ANSWER)
def proof_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正履责登记."""
    proof = fetch(selectors.duty_proofs(), request.user, ANSWER, pk)
    form, back = ProofForm(request.POST or None, instance=proof), reverse("accountability:duty_proof", args=[pk])
    service = partial(services.correct_proof, proof, by=request.user, today=today())
    return entry_page(request, form, service, title="更正履责登记", done="履责登记已更正。", page="accountability:duty_proof", back=back)


@requires(VIEW)
def risk_records(request: OfficeRequest) -> HttpResponseBase:
    """廉政风险点清单."""
    rows = in_scope(selectors.risks(), request, VIEW)
    bare = selectors.uncontrolled(rows).count()
    actions = list_actions(request, EDIT, new="accountability:risk_new", title="登记风险点")
    warnings = [f"{bare}个高风险点没有防控措施，请尽快填写。"] if bare else []
    return list_page(request, RISKS, rows, template="accountability/quarter.html", actions=actions, context={"warnings": warnings})


@requires(VIEW)
def risk_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个风险点."""
    risk = fetch(selectors.risks(), request.user, VIEW, pk)
    steps = [("检查", "accountability:risk_check"), ("更正", "accountability:risk_edit"), ("解除", "accountability:risk_end")]
    found: Any = table("检查记录", CHECKS, selectors.checks_of(risk), request)
    return record_page(
        request,
        risk.reference(),
        template="accountability/risk.html",
        facts=[
            ("风险点", risk.matter),
            ("等级", risk.get_level_display()),
            ("防控措施", risk_control(risk)),
            ("科室", risk.department.name),
            ("岗位", risk.post),
            ("责任人", risk.owner.name if risk.owner else ""),
            ("排查日期", risk.found_on),
            ("解除日期", risk.ended_on),
            ("解除原因", risk.reason),
            ("所属单位", risk.org.name),
        ],
        context={"table": found, "is_bare": risk.is_uncontrolled},
        actions=record_actions(request, risk, EDIT, *(steps if risk.ended_on is None else [])),
        back=("廉政风险点", reverse("accountability:risks")),
    )


@requires(EDIT)
def risk_new(request: OfficeRequest) -> HttpResponseBase:
    """登记风险点."""
    org = entry_org(request, EDIT)
    form = RiskForm(request.POST or None, org=org, initial={"found_on": today()})
    service = partial(services.enter_risk, org=org, by=request.user, today=today())
    back = reverse("accountability:risks")
    return entry_page(request, form, service, title="登记风险点", done="风险点已登记。", page="accountability:risk", back=back)


@requires(EDIT)
def risk_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正风险点."""
    risk = fetch(selectors.risks(), request.user, EDIT, pk)
    form = RiskForm(request.POST or None, instance=risk, org=risk.org)
    return _risk_step(request, risk, form, services.correct_risk, title="更正风险点", done="风险点已更正。")


@requires(EDIT)
def risk_check(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """检查风险点."""
    risk = fetch(selectors.risks(), request.user, EDIT, pk)
    form = RiskCheckForm(request.POST or None, record=risk, initial={"checked_on": today()})
    return _risk_step(request, risk, form, services.check_risk, title=f"检查：{risk}", done="检查情况已登记。", submit="登记")


@requires(EDIT)
def risk_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """解除风险点."""
    risk = fetch(selectors.risks(), request.user, EDIT, pk)
    form = EndForm(request.POST or None, record=risk)
    return _risk_step(request, risk, form, services.end_risk, title=f"解除风险点：{risk}", done="风险点已解除。", submit="解除")


def _risk_step(request: OfficeRequest, risk: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    act = partial(service, risk, by=request.user, today=today())
    return entry_page(request, form, act, page="accountability:risk", back=reverse("accountability:risk", args=[risk.pk]), **words)
