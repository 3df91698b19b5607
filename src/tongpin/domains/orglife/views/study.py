"""学习页面: required lists, what people studied, the register of hours, lectures, coverage of warning education."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.orglife.enums import StudyOutcome
from tongpin.domains.orglife.forms.study import RequiredStudyForm, StudyRecordForm
from tongpin.domains.orglife.lists.study import REQUIRED_STUDIES, STUDY_RECORDS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import study as selectors
from tongpin.domains.orglife.selectors.colleagues import people_of
from tongpin.domains.orglife.services import study as services
from tongpin.domains.orglife.views.hand_over import hand_over, may_hand_over
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import asked_for, entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import handed_down_in_scope, handed_down_to, in_scope
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def required_list(request: OfficeRequest) -> HttpResponseBase:
    """必学清单."""
    actions = list_actions(request, EDIT, new="orglife:required_study_new", title="列入必学")
    return list_page(request, REQUIRED_STUDIES, handed_down_in_scope(selectors.required_studies(), request, VIEW), actions=actions)


@requires(VIEW)
def required_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项必学内容, with who has not studied it yet."""
    one = fetch(selectors.required_studies(), request.user, VIEW, pk, sight=handed_down_to)
    missing = selectors.missing_from(one, today())
    return record_page(
        request,
        one.reference(),
        facts=[
            ("学习对象", one.get_layer_display()),
            ("来源", one.source),
            ("年度", str(one.year)),
            ("完成时限", one.due_on),
            ("未学人员", "、".join(p.name for p in missing) or "没有", f"{len(missing)} 人"),
            ("所属单位", one.org.name),
        ],
        actions=record_actions(request, one, EDIT, ("更正", "orglife:required_study_edit")),
        back=("必学清单", reverse("orglife:required_studies")),
    )


@requires(EDIT)
def required_new(request: OfficeRequest) -> HttpResponseBase:
    """列入必学."""
    form = RequiredStudyForm(request.POST or None, initial={"year": today().year})
    service = partial(services.require_study, org=entry_org(request, EDIT), by=request.user)
    back = reverse("orglife:required_studies")
    return entry_page(request, form, service, title="列入必学", done="已列入必学清单。", page="orglife:required_study", back=back)


@requires(EDIT)
def required_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正必学内容."""
    one = fetch(selectors.required_studies(), request.user, EDIT, pk)
    form, back = RequiredStudyForm(request.POST or None, instance=one), reverse("orglife:required_study", args=[pk])
    service = partial(services.correct_required_study, one, by=request.user)
    return entry_page(request, form, service, title="更正必学内容", done="必学内容已更正。", page="orglife:required_study", back=back)


@requires(VIEW)
def study_list(request: OfficeRequest) -> HttpResponseBase:
    """学习登记清单."""
    actions = list_actions(request, EDIT, new="orglife:study_record_new", title="登记学习")
    return list_page(request, STUDY_RECORDS, in_scope(selectors.study_records(), request, VIEW), actions=actions)


@requires(VIEW)
def study_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一次学习."""
    one = fetch(selectors.study_records(), request.user, VIEW, pk)
    steps = [("更正", "orglife:study_record_edit"), ("移出", "orglife:study_record_remove")]
    if one.outcome == StudyOutcome.PROPOSAL and may_hand_over(request, one.org):
        steps.insert(0, ("交办", "orglife:study_record_task"))
    return record_page(
        request,
        one.reference(),
        facts=[
            ("学习人", one.person.name),
            ("学习日期", one.on),
            ("学习方式", one.get_way_display()),
            ("学时", one.hours),
            ("培训天数", one.days),
            ("举办层级", one.get_level_display()),
            ("必学内容", one.required.title if one.required else ""),
            ("学习成果", one.get_outcome_display()),
            ("成果说明", one.outcome_text),
            ("所属单位", one.org.name),
        ],
        actions=record_actions(request, one, EDIT, *steps),
        back=("学习登记", reverse("orglife:study_records")),
    )


@requires(EDIT)
def study_new(request: OfficeRequest) -> HttpResponseBase:
    """登记学习."""
    org = entry_org(request, EDIT)
    form, back = StudyRecordForm(request.POST or None, org=org, initial=asked_for(request, "person")), reverse("orglife:study_records")
    service = partial(services.record_study, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记学习", done="学习已登记。", page="orglife:study_record", back=back)


@requires(EDIT)
def study_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正学习登记."""
    one = fetch(selectors.study_records(), request.user, EDIT, pk)
    form, back = StudyRecordForm(request.POST or None, instance=one, org=one.org), reverse("orglife:study_record", args=[pk])
    service = partial(services.correct_study, one, by=request.user, today=today())
    return entry_page(request, form, service, title="更正学习登记", done="学习登记已更正。", page="orglife:study_record", back=back)


@requires(EDIT)
def study_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出学习登记."""
    one = fetch(selectors.study_records(), request.user, EDIT, pk)
    form, back = ReasonForm(request.POST or None, record=one), reverse("orglife:study_record", args=[pk])
    service, after = partial(services.remove_study, one, by=request.user), reverse("orglife:study_records")
    return entry_page(request, form, service, title=f"移出学习登记：{one}", done="已移出。", page=after, back=back, submit="移出")


@requires(EDIT)
def study_task(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """交办学习中提出的建议."""
    one = fetch(selectors.study_records(), request.user, EDIT, pk)
    return hand_over(request, one.reference(), one.org, {"title": one.outcome_text[:200]}, reverse("orglife:study_record", args=[pk]))


@require_GET
@requires(VIEW)
def hours(request: OfficeRequest) -> HttpResponseBase:
    """学时登记表 of the year the page looks at: for the regulations' check, never ranked or scored."""
    org, year = request.scope.org, request.scope.period
    people = list(people_of(org, request.scope.as_of)) if org.pk is not None else []
    lines = selectors.study_hours(people, year.start, year.end)
    return render(request, "orglife/hours.html", {"lines": lines, "period": year, "org": org})


@require_GET
@requires(VIEW)
def lectures(request: OfficeRequest) -> HttpResponseBase:
    """讲堂授课, and the warning education that has not reached everybody."""
    org, period = request.scope.org, request.scope.period
    found = selectors.lectures(org, period.start, period.end) if org.pk is not None else []
    missing, everybody = selectors.not_warned(org, period.start, period.end) if org.pk is not None else ([], 0)
    context = {
        "lectures": found,
        "speakers": len({name for one in found for name in one.speakers}),
        "period": period,
        "missing": missing,
        "everybody": everybody,
        "reached": everybody - len(missing),
    }
    return render(request, "orglife/lectures.html", context)
