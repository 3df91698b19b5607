"""政策页面: the library, one policy with its former texts and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.policy.forms.policies import PolicyForm
from tongpin.domains.policy.lists import policies_spec, policy_state, window
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors import policies as selectors
from tongpin.domains.policy.selectors.conditions import condition_of
from tongpin.domains.policy.services import policies as services
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui import formats
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT
PAGE = "policy:policy"


@requires(VIEW)
def policy_list(request: OfficeRequest) -> HttpResponseBase:
    """政策库."""
    actions = list_actions(request, EDIT, new="policy:policy_new", title="登记政策", importing=IMPORT, kind="policy")
    day = request.scope.as_of
    return list_page(request, policies_spec(day), in_scope(selectors.followed(day), request, VIEW), actions=actions)


@requires(VIEW)
def policy_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项政策."""
    day = request.scope.as_of
    record: Any = fetch(selectors.followed(day), request.user, VIEW, pk)
    of = condition_of(record, day)
    firms = (Action("匹配企业", here(request, reverse("policy:firms", args=[pk]))),) if record.is_in_force and of is not None else ()
    push = (("登记推送", "policy:push_many"),) if record.is_in_force and of is not None else ()
    return record_page(
        request,
        record.reference(),
        template="policy/policy.html",
        facts=_facts(record, of.title if of is not None else "", day),
        actions=(*record_actions(request, record, EDIT, *push, ("更正", "policy:policy_edit")), *firms),
        back=("政策库", reverse("policy:policies")),
        context={
            "policy": record,
            "is_matched": of is not None,
            "editions": [(edition, selectors.edition_rows(edition)) for edition in selectors.editions_of(record)],
        },
    )


def _facts(record: Any, condition: str, day: Any) -> list[tuple[Any, ...]]:
    follower = getattr(record, "replaced_by", None)
    return [
        ("政策名称", record.title),
        ("文号", record.number),
        ("发文机关", record.issuer),
        ("政策层级", record.get_level_display()),
        ("发布日期", record.published_on),
        ("执行期", window(record)),
        ("状态", policy_state(record, day)[1]),
        ("优惠内容", record.benefit),
        ("优惠金额", formats.yuan(record.benefit_amount)),
        ("优惠比例", f"{record.benefit_percent.normalize():f}%" if record.benefit_percent is not None else ""),
        ("主要内容", record.summary),
        ("条件规则", condition, "" if condition else "没有选定条件规则，不自动匹配企业"),
        ("责任科室（单位）", record.department.shown_name if record.department else ""),
        ("责任人", str(record.officer) if record.officer else ""),
        ("文件出处", record.source),
        ("所替代的政策", str(record.replaces) if record.replaces else ""),
        ("替代本政策的", str(follower) if follower else ""),
        ("所属单位", record.org.name),
    ]


@requires(EDIT)
def policy_new(request: OfficeRequest) -> HttpResponseBase:
    """登记政策."""
    org = entry_org(request, EDIT)
    form = PolicyForm(request.POST or None, org=org)
    service = partial(services.enter_policy, org=org, by=request.user, today=today())
    return entry_page(
        request, form, service, title="登记政策", done="政策已登记，正在匹配企业。", page=PAGE, back=reverse("policy:policies")
    )


@requires(EDIT)
def policy_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正政策."""
    record = fetch(selectors.policies(), request.user, EDIT, pk)
    form = PolicyForm(request.POST or None, instance=record, org=record.org)
    service = partial(services.correct_policy, record, by=request.user, today=today())
    title = f"更正政策：{record.title}"
    return entry_page(request, form, service, title=title, done="政策已更正，原内容已存档。", page=PAGE, back=reverse(PAGE, args=[pk]))
