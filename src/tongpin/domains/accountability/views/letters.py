"""责任状页面."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tongpin.domains.accountability.calculations.canonical import as_typed
from tongpin.domains.accountability.enums import LetterState
from tongpin.domains.accountability.forms.letters import (
    AmendForm,
    CheckForm,
    ClauseForm,
    LetterEditForm,
    LetterForm,
    SignForm,
    TemplateForm,
)
from tongpin.domains.accountability.lists.letters import CLAUSES, LETTERS, SIGNING, letter_state, template_list
from tongpin.domains.accountability.papers.letter_papers import debrief_document, letter_document
from tongpin.domains.accountability.permissions import Permission
from tongpin.domains.accountability.selectors import clauses as progress
from tongpin.domains.accountability.selectors import letters as selectors
from tongpin.domains.accountability.services import letters as services
from tongpin.domains.accountability.services.rolling import roll_quarter
from tongpin.domains.accountability.views.parts import download, evidence_urls, record_url, table
from tongpin.engines.ledgers.forms import EndForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def letter_list(request: OfficeRequest) -> HttpResponseBase:
    """责任状清单."""
    actions = (
        Action("签订情况", here(request, reverse("accountability:signing"))),
        *list_actions(request, EDIT, new="accountability:letter_new", title="拟订责任状"),
    )
    return list_page(request, LETTERS, _within(request, selectors.visible_letters(request.user)), actions=actions)


@require_safe
@requires(VIEW)
def signing(request: OfficeRequest) -> HttpResponseBase:
    """签订情况: who has not signed, by name, first."""
    org, year = request.scope.org, request.scope.period.start.year
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    rows = selectors.signing_roll(org, year, today())
    lacking = [row for row in rows if row.light[0] != "green"]
    context = {
        "title": f"{year}年度责任状签订情况",
        "crumbs": [("责任状", reverse("accountability:letters"))],
        "year": year,
        "due": len(rows),
        "warning": f"{len(lacking)}份没有签订：{'、'.join(row.name or row.unit for row in lacking)}。" if lacking else "",
        "lacking_count": len(lacking),
        "table": table("签订情况", SIGNING, rows, request),
    }
    return render(request, "accountability/signing.html", context)


@requires(VIEW)
def letter_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份责任状: its clauses with their lights; the wording that is signed, and the one being drafted."""
    letter = _letter(request, pk)
    current, drafted = selectors.version_in_force(letter), selectors.open_version(letter)
    shown = current or drafted
    rows = progress.standings(list(selectors.clauses_of(shown)), request.scope.as_of) if shown else []
    drafts = progress.standings(list(selectors.clauses_of(drafted)), request.scope.as_of) if drafted and current else []
    return record_page(
        request,
        letter.reference(),
        template="accountability/letter.html",
        facts=[
            ("名称", letter.title),
            ("年度", str(letter.year)),
            ("签订层级", letter.get_level_display()),
            ("责任人", f"{letter.signer.name}（{letter.post}）"),
            ("责任单位", letter.department.name),
            ("签订领导", letter.superior.name),
            ("状态", letter_state(letter)[1]),
            ("签订日期", current.signed_on if current else None),
            ("现行版", f"第{current.number}版" if current else None),
            ("终止日期", letter.ended_on),
            ("终止原因", letter.reason),
            ("所属单位", letter.org.name),
        ],
        context={
            "letter": letter,
            "current": current,
            "drafted": drafted,
            "verdict": selectors.verify(current) if current else None,
            "table": table("责任条款", CLAUSES, rows, request),
            "draft_table": table("修订稿条款", CLAUSES[:1] + CLAUSES[2:], drafts, request),
            "versions": selectors.versions(letter),
            "may_edit": request.may(EDIT, letter.org) and letter.state != LetterState.ENDED,
        },
        actions=_letter_actions(request, letter, drafted),
        back=("责任状", reverse("accountability:letters")),
    )


@requires(EDIT)
def letter_new(request: OfficeRequest) -> HttpResponseBase:
    """拟订责任状."""
    org = entry_org(request, EDIT)
    form = LetterForm(request.POST or None, org=org, year=request.scope.period.start.year)
    service = partial(services.draft_letter, org=org, by=request.user, today=today())
    words = {"title": "拟订责任状", "done": "责任状已拟订，条款由模板带入，可逐条更改。", "submit": "拟订"}
    return entry_page(request, form, service, page="accountability:letter", back=reverse("accountability:letters"), **words)


@requires(EDIT)
def letter_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正责任状."""
    letter = _letter(request, pk, EDIT)
    form = LetterEditForm(request.POST or None, instance=letter, org=letter.org)
    return _step(
        request, letter, form, partial(services.correct_letter, letter, by=request.user), title="更正责任状", done="责任状已更正。"
    )


@requires(EDIT)
def letter_sign(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """签订."""
    letter = _letter(request, pk, EDIT)
    form = SignForm(request.POST or None, record=letter, initial={"on": today()})
    service = partial(services.sign_letter, letter, by=request.user, today=today())
    return _step(request, letter, form, service, title=f"签订：{letter}", done="责任状已签订，内容已固定。", submit="签订")


@requires(EDIT)
def letter_amend(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """修订."""
    letter = _letter(request, pk, EDIT)
    form = AmendForm(request.POST or None, record=letter)
    service = partial(services.amend_letter, letter, by=request.user)
    return _step(request, letter, form, service, title=f"修订：{letter}", done="已形成修订稿，签订前仍执行现行版。", submit="修订")


@requires(EDIT)
def letter_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止."""
    letter = _letter(request, pk, EDIT)
    form = EndForm(request.POST or None, record=letter)
    service = partial(services.end_letter, letter, by=request.user, today=today())
    return _step(request, letter, form, service, title=f"终止：{letter}", done="责任状已终止。", submit="终止")


@requires(VIEW)
def letter_check(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """核对校验码: what stands on the paper against every wording on file."""
    letter = _letter(request, pk)
    form, found, verdict = CheckForm(request.POST or None), None, None
    asked = request.method == "POST" and form.is_valid()
    if asked:
        typed = as_typed(form.cleaned_data["code"])
        signed = [version for version in selectors.versions(letter) if version.digest]
        found = next((version for version in signed if len(typed) in (8, 64) and version.digest.startswith(typed)), None)
        verdict = selectors.verify(found) if found else None
    context = {"asked": asked, "found": found, "verdict": verdict, "newest": selectors.version_in_force(letter)}
    back, template = reverse("accountability:letter", args=[pk]), "accountability/check.html"
    return form_page(request, form, title=f"核对校验码：{letter}", submit="核对", back=back, template=template, context=context)


@require_safe
@requires(VIEW)
def letter_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """责任状文本 of one wording, as a download."""
    version = selectors.all_versions().filter(pk=pk, letter__in=selectors.visible_letters(request.user).order_by().values("pk")).first()
    if version is None:
        raise Http404
    letter = version.letter
    content = letter_document(letter, version, list(selectors.clauses_of(version)), today())
    return download(content, f"{letter.title}（{letter.signer}）第{version.number}版.docx")


@require_safe
@requires(VIEW)
def debrief(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """述职底稿: clause by clause, every part opening its rows."""
    letter = _letter(request, pk)
    told = _told(request, letter)
    context = {
        "title": f"{letter.year}年度述职述廉底稿：{letter.signer}",
        "crumbs": [("责任状", reverse("accountability:letters")), (str(letter), reverse("accountability:letter", args=[pk]))],
        "actions": (Action("下载文稿", here(request, reverse("accountability:debrief_paper", args=[pk])), primary=True),),
        "letter": letter,
        "told": told,
        "urls": evidence_urls(proof for one in told for proofs in one.evidences.values() for proof in proofs),
        "target_urls": {one.clause.pk: record_url(one.clause.target) for one in told if one.clause.target is not None},
        "as_of": request.scope.as_of,
        "done": sum(one.standing.is_done for one in told),
    }
    return render(request, "accountability/debrief.html", context)


@require_safe
@requires(VIEW)
def debrief_paper(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """述职底稿 as a download."""
    letter = _letter(request, pk)
    content = debrief_document(letter, _told(request, letter), request.scope.as_of)
    return download(content, f"{letter.year}年度述职述廉报告底稿（{letter.signer}）.docx")


@requires(VIEW)
def clause_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个条款: how it stands, the orders it stood on; activities and files hang here."""
    clause = _clause(request, pk)
    letter, standing = clause.wording.letter, progress.standings([clause], request.scope.as_of)[0]
    steps = (
        (("更改条款", "accountability:clause_edit"), ("移出条款", "accountability:clause_remove")) if not clause.wording.signed_on else ()
    )
    may = request.may(EDIT, letter.org)
    actions = tuple(Action(words, here(request, reverse(name, args=[pk])), primary=not n) for n, (words, name) in enumerate(steps) if may)
    return record_page(
        request,
        clause.reference(),
        template="accountability/clause.html",
        facts=[
            ("灯", standing.light[1], standing.light[2]),
            ("责任内容", clause.duty),
            ("落实方式", standing.target),
            ("现值", standing.now),
            ("佐证要求", clause.evidence),
            ("完成时限", clause.due_on),
            ("频次", clause.get_rhythm_display()),
            ("评分单位", clause.scorer),
            ("责任人", f"{letter.signer.name}（{letter.post}）"),
            ("版次", f"第{clause.wording.number}版"),
        ],
        context={"standing": standing, "target_url": record_url(clause.target) if clause.target else ""},
        actions=actions,
        back=(str(letter), reverse("accountability:letter", args=[letter.pk])),
    )


@requires(EDIT)
def clause_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """增加条款."""
    letter = _letter(request, pk, EDIT)
    form = ClauseForm(request.POST or None, letter=letter, on=today())
    return _step(request, letter, form, partial(services.add_clause, letter, by=request.user), title="增加条款", done="条款已增加。")


@requires(EDIT)
def clause_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更改条款."""
    clause = _clause(request, pk, EDIT)
    letter = clause.wording.letter
    form = ClauseForm(request.POST or None, instance=clause, letter=letter, on=today())
    return _step(request, letter, form, partial(services.correct_clause, clause, by=request.user), title="更改条款", done="条款已更改。")


@requires(EDIT)
def clause_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出条款."""
    clause = _clause(request, pk, EDIT)
    letter = clause.wording.letter
    form = ReasonForm(request.POST or None, record=letter)
    service = partial(services.remove_clause, clause, by=request.user)
    return _step(request, letter, form, service, title=f"移出条款：{clause}", done="条款已移出。", submit="移出")


@require_POST
@requires(EDIT)
def roll(request: OfficeRequest) -> HttpResponseBase:
    """生成本季度工单 now."""
    made = roll_quarter(org=entry_org(request, EDIT), by=request.user, today=today())
    words = f"已生成或补充{len(made)}件季度工单。" if made else "本季度工单已经齐全，没有新增。"
    messages.success(request, words)
    return redirect(here(request, reverse("accountability:quarter")))


@requires(VIEW)
def template_records(request: OfficeRequest) -> HttpResponseBase:
    """条款模板清单."""
    actions = list_actions(request, EDIT, new="accountability:template_new", title="登记模板")
    return list_page(request, template_list(request.scope.as_of), in_scope(selectors.templates(), request, VIEW), actions=actions)


@requires(VIEW)
def template_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一条模板."""
    row = fetch(selectors.templates(), request.user, VIEW, pk)
    steps = (("更正", "accountability:template_edit"), ("停用", "accountability:template_end")) if row.valid_to is None else ()
    return record_page(
        request,
        row.reference(),
        facts=[
            ("责任内容", row.duty),
            ("签订层级", row.get_level_display()),
            ("岗位", row.post or "全部"),
            ("落实方式", row.get_target_kind_display()),
            ("指标", selectors.measure_titles(today()).get(row.measure_code, row.measure_code)),
            ("佐证要求", row.evidence),
            ("完成时限", f"每年 {row.due}"),
            ("频次", row.get_rhythm_display()),
            ("评分单位", row.scorer),
            ("启用日期", row.valid_from),
            ("停用日期", row.valid_to),
            ("停用原因", row.reason),
            ("所属单位", row.org.name),
        ],
        actions=record_actions(request, row, EDIT, *steps),
        back=("条款模板", reverse("accountability:templates")),
    )


@requires(EDIT)
def template_new(request: OfficeRequest) -> HttpResponseBase:
    """登记模板."""
    form = TemplateForm(request.POST or None, on=today(), initial={"valid_from": today()})
    service = partial(services.enter_template, org=entry_org(request, EDIT), by=request.user)
    words = {"title": "登记条款模板", "done": "条款模板已登记。"}
    return entry_page(request, form, service, page="accountability:template", back=reverse("accountability:templates"), **words)


@requires(EDIT)
def template_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正模板."""
    row = fetch(selectors.templates(), request.user, EDIT, pk)
    form, back = TemplateForm(request.POST or None, instance=row, on=today()), reverse("accountability:template", args=[pk])
    service = partial(services.correct_template, row, by=request.user)
    return entry_page(request, form, service, title="更正条款模板", done="条款模板已更正。", page="accountability:template", back=back)


@requires(EDIT)
def template_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """停用模板."""
    row = fetch(selectors.templates(), request.user, EDIT, pk)
    form, back = EndForm(request.POST or None, record=row), reverse("accountability:template", args=[pk])
    service = partial(services.end_template, row, by=request.user)
    words = {"title": f"停用条款模板：{row}", "done": "条款模板已停用。", "submit": "停用"}
    return entry_page(request, form, service, page="accountability:template", back=back, **words)


def _within(request: OfficeRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    org = request.scope.org
    inside = Q(org__path__startswith=org.path) | Q(department__path__startswith=org.path)
    return rows.filter(inside) if org.path else rows.none()


def _letter(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    letter = selectors.visible_letters(request.user, permission).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter


def _clause(request: OfficeRequest, pk: int, permission: str = VIEW) -> Any:
    clause = selectors.visible_clauses(request.user, permission).filter(pk=pk).first()
    if clause is None:
        raise Http404
    return clause


def _told(request: OfficeRequest, letter: Any) -> Any:
    version = selectors.version_in_force(letter)
    if version is None:
        return []
    return progress.debrief(letter, list(selectors.clauses_of(version)), request.scope.as_of)


def _step(request: OfficeRequest, letter: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    page = reverse("accountability:letter", args=[letter.pk])
    return entry_page(request, form, service, page=page, back=page, **words)


def _letter_actions(request: OfficeRequest, letter: Any, drafted: Any) -> tuple[Action, ...]:
    steps: list[tuple[str, str]] = []
    if letter.state != LetterState.ENDED:
        steps.append(("签订", "accountability:letter_sign") if drafted else ("修订", "accountability:letter_amend"))
        if drafted:
            steps.append(("增加条款", "accountability:clause_new"))
        if letter.state == LetterState.DRAFTED:
            steps.append(("更正", "accountability:letter_edit"))
        steps.append(("终止", "accountability:letter_end"))
    reading = (Action("述职底稿", here(request, reverse("accountability:debrief", args=[letter.pk]))),) if letter.version_number else ()
    return (*record_actions(request, letter, EDIT, *steps), *reading)
