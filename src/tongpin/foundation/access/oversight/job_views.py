"""后台任务页面: everybody watches their own jobs; who operates the system sees all and tries parked ones again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.oversight import selectors
from tongpin.foundation.access.oversight.filters import JobFilter
from tongpin.foundation.access.oversight.services import retry_job
from tongpin.foundation.jobs.permissions import JobPermission
from tongpin.foundation.jobs.selectors import task_titles
from tongpin.foundation.ui.addresses import address
from tongpin.foundation.ui.lists import Action, Column, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.errors import Refused
from tongpin.kernel.reference import Reference

TONES = {"waiting": "plain", "running": "active", "done": "done", "parked": "stop"}


def _title(row: Any) -> str:
    return task_titles().get(row.name, row.name)


def _progress(row: Any) -> str | None:
    return f"{row.progress} / {row.total}" if row.total else None


SPEC = ListSpec(
    "jobs",
    "后台任务",
    (
        Column("pk", "编号", kind="code", sort=("pk",), link="jobs:detail"),
        Column("name", "任务", value=_title, sort=("name",)),
        Column("state", "状态", value=lambda row: (TONES[row.state], row.get_state_display()), kind="state", sort=("state",)),
        Column("progress", "进度", value=_progress),
        Column("owner_name", "发起人"),
        Column("attempts", "次数", kind="number", sort=("attempts",)),
        Column("created_at", "提交时间", kind="moment", sort=("created_at",)),
        Column("finished_at", "结束时间", kind="moment", sort=("finished_at",)),
    ),
    JobFilter,
    "-pk",
    empty_title="没有后台任务",
    empty_hint="导入台账、生成报告等较长的办理会出现在这里。",
)


@require_GET
@requires(JobPermission.VIEW)
def job_list(request: OfficeRequest) -> HttpResponseBase:
    """后台任务清单."""
    return list_page(request, SPEC, selectors.visible_jobs(request))


@require_GET
@requires(JobPermission.VIEW)
def detail(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项后台任务, with its progress kept up to date."""
    job = _job(request, pk)
    facts = [
        ("任务", _title(job)),
        ("发起人", job.owner_name),
        ("提交时间", localtime(job.created_at).strftime("%Y-%m-%d %H:%M:%S")),
        ("已试次数", f"{job.attempts} 次"),
    ]
    may_retry = job.state == "parked" and request.may(JobPermission.OPERATE)
    return record_page(
        request,
        Reference("job", job.pk, f"后台任务 {job.pk}"),
        template="access/oversight/job.html",
        facts=facts,
        actions=[Action("重试", reverse("jobs:retry", args=[job.pk]), primary=True, method="post")] if may_retry else [],
        context={"job": job},
        back=("后台任务", address(request, "jobs:list")),
    )


@require_GET
@requires(JobPermission.VIEW)
def progress(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """进度 as a fragment; once the job is finished the page around it is loaded anew."""
    job = _job(request, pk)
    response = render(request, "jobs/progress.html", {"job": job})
    if job.is_finished:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(JobPermission.OPERATE)
def retry(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """重试搁置的任务."""
    job = _job(request, pk)
    try:
        retry_job(job, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "已重新排队，稍后自动办理。")
    return redirect(address(request, "jobs:detail", pk))


def _job(request: OfficeRequest, pk: int) -> Any:
    job = selectors.visible_job(request, pk)
    if job is None:
        raise Http404
    return job
