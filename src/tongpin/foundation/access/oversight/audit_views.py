"""审计页面: the auditor reads and verifies; there is nothing to edit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongpin.foundation.access.doors import OfficeRequest, requires
from tongpin.foundation.access.oversight import selectors
from tongpin.foundation.access.oversight.filters import EventFilter
from tongpin.foundation.access.oversight.services import verify_chain
from tongpin.foundation.audit.permissions import AuditPermission
from tongpin.foundation.audit.selectors import detail_words, field_changes, kind_title, outcome_title, verb_title
from tongpin.foundation.audit.services import read_only_mode
from tongpin.foundation.files.selectors import record_url_name, visible_record
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.ui.addresses import address, address_if_any
from tongpin.foundation.ui.lists import Action, Column, ListSpec, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.reference import Reference

AT_ONCE = 200_000


def _outcome(row: Any) -> tuple[str, str]:
    return {"ok": "plain", "refused": "warn"}.get(row.outcome, "stop"), outcome_title(row.outcome)


SPEC = ListSpec(
    "audit_events",
    "审计记录",
    (
        Column("seq", "编号", kind="code", sort=("seq",), link="audit:event"),
        Column("at", "时间", kind="moment", sort=("seq",)),
        Column("actor_name", "操作人"),
        Column("verb", "动作", value=lambda row: verb_title(row.verb)),
        Column("subject_kind", "对象种类", value=lambda row: kind_title(row.subject_kind)),
        Column("subject_title", "对象"),
        Column("org_name", "单位"),
        Column("outcome", "结果", value=_outcome, kind="state"),
        Column("ip", "来源地址", kind="code", hidden=True),
        Column("request_id", "请求编号", kind="code", hidden=True),
    ),
    EventFilter,
    "-seq",
    empty_title="没有符合条件的审计记录",
    empty_hint="请放宽筛选条件后再查。",
)


@require_GET
@requires(AuditPermission.VIEW)
def event_list(request: OfficeRequest) -> HttpResponseBase:
    """审计记录清单."""
    actions = [Action("校验审计链", reverse("audit:verify"), method="post", icon="shield")] if request.may(AuditPermission.VERIFY) else []
    context = {"read_only": read_only_mode(), "last_verification": selectors.last_verification()}
    return list_page(
        request, SPEC, selectors.visible_events(request), template="access/oversight/audit_list.html", actions=actions, context=context
    )


@require_GET
@requires(AuditPermission.VIEW)
def event(request: OfficeRequest, seq: int) -> HttpResponseBase:
    """一条审计记录."""
    found = selectors.event(request, seq)
    if found is None:
        raise Http404
    facts = [
        ("时间", localtime(found.at).strftime("%Y-%m-%d %H:%M:%S")),
        ("操作人", found.actor_name),
        ("动作", verb_title(found.verb)),
        ("对象种类", kind_title(found.subject_kind)),
        ("对象", found.subject_title),
        ("单位", getattr(found, "org_name", None)),
        ("结果", outcome_title(found.outcome)),
        ("来源地址", found.ip),
        ("请求编号", found.request_id),
        ("上条校验码", found.prev_mac),
        ("本条校验码", found.mac),
        ("密钥标识", found.key_id),
    ]
    return record_page(
        request,
        Reference("audit_event", found.seq, f"第 {found.seq} 条审计记录"),
        template="access/oversight/audit_event.html",
        facts=facts,
        context={"changes": field_changes(found), "detail": detail_words(found), "subject_url": _subject_url(request, found)},
        back=("审计记录", address(request, "audit:list")),
    )


def _subject_url(request: OfficeRequest, found: Any) -> str:
    if found.subject_pk is None or visible_record(found.subject_kind, found.subject_pk, request.user) is None:
        return ""
    return address_if_any(request, record_url_name(found.subject_kind), found.subject_pk)


@require_POST
@requires(AuditPermission.VERIFY)
def verify(request: OfficeRequest) -> HttpResponseBase:
    """校验审计链: at once while it is short, in the background when it has grown long."""
    newest = selectors.newest_seq()
    if newest > AT_ONCE:
        enqueue("audit.verify", by=request.user)
        messages.info(request, f"审计链已有 {newest} 条，正在后台校验，结果将作为一条审计记录出现在清单首位。")
        return redirect(address(request, "audit:list"))
    report = verify_chain(by=request.user)
    (messages.success if report.ok else messages.error)(request, report.message)
    return redirect(address(request, "audit:list"))
