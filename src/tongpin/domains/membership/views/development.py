"""发展党员页面: the files, the path of one file, its steps, papers and notices. Closed to everybody who does not handle them."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.calculations.path import LAST, STEPS
from tongpin.domains.membership.days import day_of
from tongpin.domains.membership.enums import CaseState, ReviewKind
from tongpin.domains.membership.facts.development import facts_of
from tongpin.domains.membership.forms.development import (
    CaseEditForm,
    CaseForm,
    MaterialForm,
    NoticeForm,
    NoticeResultForm,
    RecordStepForm,
    ReviewForm,
)
from tongpin.domains.membership.lists.development import CASES, NOTICES
from tongpin.domains.membership.papers import notice_document
from tongpin.domains.membership.permissions import Permission
from tongpin.engines.ledgers.forms import EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

OWN, FILES = Permission.OWN, Permission.DEVELOPMENT
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(FILES)
def case_list(request: OfficeRequest) -> HttpResponseBase:
    """发展党员."""
    actions = list_actions(request, FILES, new="membership:case_new", title="建立档案")
    return list_page(request, CASES, in_scope(selectors.development_cases(), request, FILES), actions=actions)


@requires(FILES)
def case_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一份发展党员档案 with all steps, what each owes and what is missing."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    duties = selectors.duties_by_code(facts_of(case, day_of(request)), day_of(request))
    path = [(row, [duties[code] for code in row.step.codes if code in duties]) for row in selectors.path_of(case)]
    buttons = [("登记培养考察", "membership:review_new"), ("收到材料", "membership:material_new"), ("发布公示", "membership:notice_new")]
    steps = [*buttons, ("更正档案", "membership:case_edit"), ("终止", "membership:case_end")] if case.state == CaseState.OPEN else []
    return record_page(
        request,
        case.reference(),
        template="membership/case.html",
        context={"title": f"发展党员：{case.person.name}", "path": path, "is_open": case.state == CaseState.OPEN, "case": case},
        facts=[
            ("姓名", case.person.name),
            ("性别", case.get_gender_display()),
            ("出生日期", case.born_on),
            ("工作单位", case.unit),
            ("党支部", case.org.name),
            ("状态", case.get_state_display()),
            ("预备期满", services.probation_ends(case)),
            ("结束日期", case.ended_on),
            ("结束原因", case.end_reason),
        ],
        actions=record_actions(request, case, FILES, *steps),
        back=("发展党员", reverse("membership:cases")),
    )


@requires(FILES)
def case_new(request: OfficeRequest) -> HttpResponseBase:
    """建立发展党员档案."""
    org = entry_org(request, FILES)
    branches = request.visible(selectors.party_orgs(), FILES, field="").filter(path__startswith=org.path)
    form = CaseForm(request.POST or None, branches=branches, people=selectors.people_to_choose(org))
    service = partial(services.open_case, by=request.user, today=today())
    back = reverse("membership:cases")
    return entry_page(request, form, service, title="建立发展党员档案", done="档案已建立，请登记第1步。", page="membership:case", back=back)


@requires(FILES)
def case_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正发展党员档案."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    form = CaseEditForm(request.POST or None, instance=case)
    service = partial(services.correct_case, case, by=request.user, today=today())
    return _on_case(request, case, form, service, title=f"更正档案：{case.person}", done="档案已更正。")


@requires(FILES)
def case_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """终止发展."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    form = EndForm(request.POST or None, record=case)
    service = partial(services.end_case, case, by=request.user, today=today())
    return _on_case(request, case, form, service, title=f"终止发展：{case.person}", done="已终止。", submit="终止")


@requires(FILES)
def step_new(request: OfficeRequest, pk: int, number: int) -> HttpResponseBase:
    """登记步骤."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    if not 1 <= number <= LAST:
        raise Http404
    people = selectors.full_members_to_choose(case.org, today()) if number in (services.CONTACTS, services.INTRODUCERS) else None
    form = RecordStepForm(request.POST or None, record=case, number=number, people=people)

    def service(*, expected: int, **values: Any) -> Any:
        services.record_step(case, number=number, by=request.user, today=today(), **values)
        return case

    title = f"第{number}步　{STEPS[number].title}：{case.person}"
    return _on_case(request, case, form, service, title=title, done=f"第{number}步已登记。", submit="登记")


@requires(FILES)
def step_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正步骤."""
    step = fetch(selectors.development_steps(), request.user, FILES, pk)
    form = RecordStepForm(request.POST or None, record=step, number=step.number)
    service = partial(services.correct_step, step, by=request.user, today=today())
    title = f"更正第{step.number}步　{STEPS[step.number].title}：{step.case.person}"
    return _on_case(request, step.case, form, service, title=title, done=f"第{step.number}步已更正。")


@requires(FILES)
def review_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记培养考察."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    form = ReviewForm(request.POST or None, record=case, initial={"kind": ReviewKind.REVIEW, "on": today()})

    def service(*, expected: int, **values: Any) -> Any:
        return services.note_review(case, by=request.user, today=today(), **values)

    return _on_case(request, case, form, service, title=f"登记培养考察：{case.person}", done="培养考察已登记。")


@requires(FILES)
def material_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """收到材料."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    missing = [(f"{r.step.number}:{t}", f"第{r.step.number}步　{t}") for r in selectors.path_of(case) for t in r.missing]
    form = MaterialForm(request.POST or None, record=case, missing=missing)

    def service(*, expected: int, **values: Any) -> Any:
        return services.receive_material(case, by=request.user, today=today(), **values)

    return _on_case(request, case, form, service, title=f"收到材料：{case.person}", done="材料已登记。")


@requires(FILES)
def notice_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """发布公示."""
    case = fetch(selectors.development_cases(), request.user, FILES, pk)
    form = NoticeForm(request.POST or None, record=case)

    def service(*, expected: int, **values: Any) -> Any:
        return services.put_up_notice(case, by=request.user, **values)

    back = reverse("membership:case", args=[pk])
    title = f"发布公示：{case.person}"
    return entry_page(request, form, service, title=title, done="公示已发布。", page="membership:notice", back=back, submit="发布")


@requires(OWN)
def notice_list(request: OfficeRequest) -> HttpResponseBase:
    """正在公示的发展党员事项, for everybody of the unit, only while they are up."""
    return list_page(request, NOTICES, in_scope(selectors.notices_up(today()), request, OWN))


@requires(OWN)
def notice_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项公示: for everybody of the unit while it is up, afterwards only for those who handle the file."""
    notice = fetch(selectors.notices(), request.user, OWN, pk)
    handles = request.may(FILES, notice.org)
    if not notice.is_up(today()) and not handles:
        raise Http404
    actions: list[Action] = []
    if handles:
        actions.append(Action("下载公示稿", here(request, reverse("membership:notice_word", args=[pk])), primary=True))
        if today() > notice.ends_on and not notice.result:
            actions.append(Action("登记公示结果", here(request, reverse("membership:notice_settle", args=[pk]))))
    return record_page(
        request,
        notice.reference(),
        context={"title": f"发展党员公示：{notice.case.person}"},
        facts=[
            ("公示事项", notice.get_kind_display()),
            ("姓名", notice.case.person.name),
            ("性别", notice.case.get_gender_display()),
            ("工作单位", notice.case.unit),
            ("公示开始日期", notice.starts_on),
            ("公示截止日期", notice.ends_on, "期满自动撤下"),
            ("公示地点", notice.place),
            ("受理意见的联系方式", notice.contact),
            *([("公示结果", notice.get_result_display())] if handles else []),
        ],
        actions=actions,
        back=("发展党员公示", reverse("membership:notices")),
    )


@requires(FILES)
def notice_settle(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记公示结果."""
    notice = fetch(selectors.notices(), request.user, FILES, pk)
    form = NoticeResultForm(request.POST or None, record=notice)
    service = partial(services.settle_notice, notice, by=request.user, today=today())
    back = reverse("membership:notice", args=[pk])
    title = f"公示结果：{notice.case.person}"
    return entry_page(request, form, service, title=title, done="公示结果已登记。", page="membership:notice", back=back)


@require_GET
@requires(FILES)
def notice_word(request: OfficeRequest, pk: int) -> HttpResponse:
    """公示稿的 Word 文档."""
    notice = fetch(selectors.notices(), request.user, FILES, pk)
    response = HttpResponse(notice_document(notice), content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'发展党员公示_{notice.starts_on}.docx')}"
    return response


def _on_case(request: OfficeRequest, case: Any, form: Any, service: Any, **words: str) -> HttpResponseBase:
    page = reverse("membership:case", args=[case.pk])
    return entry_page(request, form, service, page=page, back=page, **words)
