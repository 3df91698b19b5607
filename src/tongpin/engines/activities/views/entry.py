"""登记页面: one screen to record, plan, hold or correct an activity; the minutes read in; the records it is linked to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.engines.activities import selectors, services
from tongpin.engines.activities.drafts import from_meeting, merged
from tongpin.engines.activities.enums import ActivityState, LinkRole
from tongpin.engines.activities.forms.recording import REASONS, ActivityForm, Crew, Listed, crew_of, initial_of, outcomes_of, words_of
from tongpin.engines.activities.forms.steps import MinutesForm
from tongpin.engines.activities.kinds import kind_of
from tongpin.engines.activities.minutes.splitting import read_meeting, split
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.activities.views.records import fetch_own
from tongpin.engines.documents.lines import lines_of
from tongpin.engines.ledgers.forms import ReasonForm
from tongpin.engines.ledgers.pages import entry_page
from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.selectors import visible_orgs, within
from tongpin.foundation.files import services as files
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import RecordKind, SearchSource, gathered
from tongpin.kernel.occasions import ActivityKind

VIEW, EDIT = Permission.VIEW, Permission.EDIT
TEMPLATE = "activities/entry.html"
MOST_FOUND = 5
ORIGINAL = services.ORIGINAL


def organisers(request: OfficeRequest) -> Any:
    """可登记的主办单位: for which the viewer records, within the organisation the page looks at."""
    return within(visible_orgs(request.user, EDIT), request.scope.org, field="").filter(ends_on__isnull=True).order_by("path")


@requires(EDIT)
def activity_new(request: OfficeRequest) -> HttpResponseBase:
    """登记工作记录: kind and organiser first, then everything else on the same screen."""
    offered = list(organisers(request))
    asked = whole_number(request.GET.get("organiser", ""))
    org = next((one for one in offered if one.pk == asked), offered[0] if offered and asked is None else None)
    if org is None:
        raise Http404
    kinds = selectors.kinds_for(org, today())
    kind = _kind(request, org, kinds)
    if kind is None:
        return render(request, "activities/no_kind.html", {"title": "登记工作记录"})
    if kind.entry_url_name:
        return redirect(here(request, reverse(kind.entry_url_name)))
    last = selectors.last_of_kind(selectors.visible_activities(request.user), org, kind.key)
    crew = crew_of(kind, org, today(), usual=selectors.usual_people(org, kind.key))
    initial: dict[str, Any] = {"day": today(), **(words_of(last) if last else {"title": kind.title})}
    if link := request.GET.get("link", ""):
        initial["links"] = [f"{LinkRole.SERVES}:{link}"]
    service = partial(services.record_activity, org=org, kind=kind.key)
    chooser = {"kinds": kinds, "organisers": offered, "last": last, "link": link}
    return _page(request, org, kind, crew, initial, service, title="登记工作记录", back=reverse("activities:activities"), chooser=chooser)


@requires(EDIT)
def activity_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正工作记录, of a plan too."""
    activity = fetch_own(request, pk)
    if activity.state not in (ActivityState.PLANNED, ActivityState.HELD):
        raise Http404
    return _on_file(request, activity, services.correct_activity, "更正工作记录", is_plan=activity.state == ActivityState.PLANNED)


@requires(EDIT)
def activity_hold(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记开展情况 of what was planned."""
    activity = fetch_own(request, pk)
    if activity.state != ActivityState.PLANNED:
        raise Http404
    return _on_file(request, activity, services.hold_activity, "登记开展情况", is_plan=False)


@requires(EDIT)
def activity_end(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """取消计划, or 撤回 what was held, with the reason."""
    activity = fetch_own(request, pk)
    ends = {ActivityState.PLANNED: ("取消计划", services.cancel_activity), ActivityState.HELD: ("撤回工作记录", services.withdraw_activity)}
    if activity.state not in ends:
        raise Http404
    title, service = ends[activity.state]
    form = ReasonForm(request.POST or None, record=activity)
    back = reverse("activities:activity", args=[pk])
    return entry_page(
        request,
        form,
        partial(service, activity, by=request.user),
        title=f"{title}：{activity.title}",
        done="已办理。",
        page="activities:activity",
        back=back,
        submit=title[:2],
    )


@require_GET
@requires(EDIT)
def link_search(request: OfficeRequest) -> HttpResponse:
    """查找要关联的记录 among what the viewer may see; alone, or as a part of the recording page."""
    text = request.GET.get("find", "").strip()[:200]
    role = request.GET.get("role", "")
    role = role if role in LinkRole.values else LinkRole.SERVES.value
    found = []
    if text:
        titles = {kind.kind: kind.title for kind in gathered(RecordKind)}
        for source in gathered(SearchSource):
            if request.may(source.permission):
                for reference in source.find(text, request, MOST_FOUND):
                    found.append(
                        (f"{role}:{reference.kind}:{reference.pk}", LinkRole(role).label, reference, titles.get(reference.kind, ""))
                    )
    context = {"title": "查找要关联的记录", "found": found, "text": text, "role": role}
    return render(request, "activities/parts/found.html" if request.htmx else "activities/link_search.html", context)


def _kind(request: OfficeRequest, org: Any, kinds: list[ActivityKind]) -> ActivityKind | None:
    """The kind asked for; else the one this person recorded last there; else the first that has no page of its own."""
    asked = request.GET.get("kind", "")
    found = next((kind for kind in kinds if kind.key == asked), None)
    if found or asked:
        return found
    general = [kind for kind in kinds if not kind.entry_url_name]
    last = selectors.activities_in(org).filter(recorded_by=request.user).order_by("-pk").values_list("kind", flat=True).first()
    return next((kind for kind in general if kind.key == last), general[0] if general else None)


def _on_file(request: OfficeRequest, activity: Any, service: Callable[..., Any], title: str, *, is_plan: bool) -> HttpResponseBase:
    kind = kind_of(activity)
    rows = [row for row in selectors.participations(activity) if row.person_id]
    also = [Listed(row.person_id, row.name, row.standing) for row in rows if row.person_id]
    crew = crew_of(kind, activity.org, activity.day, usual=[one.pk for one in also], also=also)
    initial = {**initial_of(activity), **outcomes_of(kind, activity.outcomes)}
    if crew.by_exception and activity.state == ActivityState.HELD:
        entered = {one.pk for one in also}
        initial |= {f"absent_{one.pk}": "未登记" for one in crew.people if one.pk not in entered}
    act = partial(service, activity)
    back = reverse("activities:activity", args=[activity.pk])
    return _page(request, activity.org, kind, crew, initial, act, title=title, back=back, is_plan=is_plan, on_file=activity)


def _page(
    request: OfficeRequest,
    org: Any,
    kind: ActivityKind,
    crew: Crew,
    initial: dict[str, Any],
    service: Callable[..., Any],
    *,
    title: str,
    back: str,
    is_plan: bool = False,
    on_file: Any = None,
    chooser: dict[str, Any] | None = None,
) -> HttpResponseBase:
    what = request.POST.get("what", "")
    is_plan = is_plan or (on_file is None and what == "plan")
    shared = {"org": org, "kind": kind, "crew": crew, "viewer": request.user, "is_plan": is_plan}
    reading, doubles = MinutesForm(), []
    if request.method == "POST" and what == "read":
        reading, draft = _read(request, org, crew)
        typed = {name: request.POST.getlist(name) if name in ("present", "links") else value for name, value in request.POST.items()}
        form = ActivityForm(initial=merged(initial, typed, draft), **shared)
    elif request.method == "POST":
        form = ActivityForm(request.POST, request.FILES, initial=initial, **shared)
        if form.is_valid():
            doubles = [] if request.POST.get("again") else _doubles(request, form, org, kind, on_file)
            record = None if doubles else _save(request, form, service, is_new=on_file is None, is_plan=is_plan)
            if record is not None:
                messages.success(request, "已列入计划。" if is_plan else "工作记录已保存。")
                return redirect(here(request, reverse("activities:activity", args=[record.pk])))
    else:
        form = ActivityForm(initial=initial, **shared)
    context = {
        "title": title,
        "form": form,
        "reading": reading,
        "kind": kind,
        "organiser": org,
        "back": here(request, back),
        "chooser": chooser,
        "is_plan": is_plan,
        "is_new": on_file is None,
        "doubles": doubles,
        "reasons": REASONS,
        "roles": LinkRole.choices,
    }
    return render(request, TEMPLATE, context)


def _doubles(request: OfficeRequest, form: ActivityForm, org: Any, kind: ActivityKind, on_file: Any) -> list[Any]:
    """疑似重复: of the same kind, day and organiser. What the viewer may not see is not named."""
    rows = selectors.similar(org, kind.key, form.cleaned_data["day"], but=on_file.pk if on_file else None)
    if on_file is not None and on_file.day == form.cleaned_data["day"]:
        return []
    return list(selectors.visible_activities(request.user).filter(pk__in=rows.order_by().values("pk"))[:MOST_FOUND])


def _save(request: OfficeRequest, form: ActivityForm, service: Callable[..., Any], *, is_new: bool, is_plan: bool) -> Any:
    """Saves; None where the form, a file or the service refuses, with the reason in the form."""
    try:
        evidence = [
            (files.store(one, name=one.name, org=form.org, by=request.user, purpose="evidence"), one.name)
            for one in form.cleaned_data["evidence"]
        ]
        values = form.values()
        if is_new and is_plan:
            service = partial(services.plan_activity, **service.keywords)  # type: ignore[attr-defined]
        if not is_new:
            values["expected"] = form.cleaned_data["version"]
        record = service(by=request.user, today=today(), **values)
    except Refused as refused:
        form.refuse(refused)
        return None
    for file, name in evidence:
        files.attach(file, to=record.reference(), by=request.user, name=name)
    if original := selectors.read_original(form.cleaned_data["source_file"], form.org, request.user):
        files.attach(original, to=record.reference(), by=request.user, purpose=ORIGINAL)
    return record


def _read(request: OfficeRequest, org: Any, crew: Crew) -> tuple[MinutesForm, dict[str, Any]]:
    """读入会议记录: what it says, for the person to look at before anything is saved."""
    reading = MinutesForm(request.POST, request.FILES)
    if not reading.is_valid():
        return reading, {}
    upload = reading.cleaned_data["minutes_file"]
    draft: dict[str, Any] = {}
    try:
        if upload:
            content = upload.read()
            lines = lines_of(content, name=upload.name)
            original = files.store(BytesIO(content), name=upload.name, org=org, by=request.user, purpose=ORIGINAL)
            draft["source_file"] = selectors.original_token(original, request.user)
        else:
            lines = [line.strip() for line in reading.cleaned_data["pasted"].splitlines() if line.strip()]
    except Refused as refused:
        reading.add_error("minutes_file", refused.message)
        return reading, {}
    book = split(lines)
    if len(book.meetings) > 1:
        words = f"其中有 {len(book.meetings)} 次会议，已读入第一次。要一次登记多次会议，请用“上传会议记录本”。"
        messages.warning(request, words)
    meeting = book.meetings[0] if book.meetings else read_meeting(lines)
    messages.info(request, "已读入会议记录，请核对后保存。")
    return MinutesForm(), {**draft, **from_meeting(meeting, org, crew.people, day=today())}
