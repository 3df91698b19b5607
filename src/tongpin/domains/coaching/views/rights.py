"""知识产权页面."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.coaching.forms.rights import RightForm
from tongpin.domains.coaching.lists.records import rights_spec
from tongpin.domains.coaching.lists.words import right_state
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.selectors import rights as selectors
from tongpin.domains.coaching.services import rights as services
from tongpin.domains.coaching.views.entry import firm_of_address, firm_page
from tongpin.engines.ledgers.forms import EndForm
from tongpin.engines.ledgers.pages import entry_org, entry_page, list_actions, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT, IMPORT = Permission.VIEW, Permission.EDIT, Permission.IMPORT
PAGE = "coaching:right"


@requires(VIEW)
def right_list(request: OfficeRequest) -> HttpResponseBase:
    """知识产权清单."""
    actions = list_actions(request, EDIT, new="coaching:right_new", title="登记知识产权", importing=IMPORT, kind="intellectual_property")
    return list_page(request, rights_spec(request.scope.as_of), in_scope(selectors.rights(), request, VIEW), actions=actions)


@requires(VIEW)
def right_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一件知识产权, with the applications that used it."""
    right = fetch(selectors.rights(), request.user, VIEW, pk)
    steps = [("更正", "coaching:right_edit")]
    if right.granted_on is not None and right.lapsed_on is None:
        steps.append(("登记失效", "coaching:right_lapse"))
    uses = "、".join(f"{use.application.year}年{use.application.get_programme_display()}" for use in selectors.uses_of(right))
    day = request.scope.as_of
    return record_page(
        request,
        right.reference(),
        facts=[
            ("企业名称", right.firm.name),
            ("名称", right.title),
            ("种类", right.get_kind_display()),
            ("类别", right.get_right_class_display()),
            ("专利号（登记号）", right.number),
            ("权利人", right.owner or right.firm.name),
            ("获得方式", right.get_obtained_display()),
            ("申请日期", right.applied_on),
            ("授权（登记）日期", right.granted_on),
            ("保护期届满日期", right.ends_on),
            ("状态", right_state(right, day)[1], f"截至 {day:%Y-%m-%d}"),
            ("失效日期", right.lapsed_on),
            ("失效原因", right.reason),
            ("用于哪些申报", uses, "Ⅱ类用于高新技术企业认定的仅限一次"),
            ("辅导人", str(right.coached_by) if right.coached_by else ""),
            ("所属单位", right.org.name),
        ],
        actions=(
            Action("企业研判", here(request, firm_page(right.firm_id))),
            *record_actions(request, right, EDIT, *steps),
        ),
        back=("企业知识产权", reverse("coaching:rights")),
    )


@requires(EDIT)
def right_new(request: OfficeRequest) -> HttpResponseBase:
    """登记知识产权."""
    org = entry_org(request, EDIT)
    form = RightForm(request.POST or None, org=org, initial=firm_of_address(request, EDIT))
    service = partial(services.enter_right, org=org, by=request.user, today=today())
    return entry_page(request, form, service, title="登记知识产权", done="知识产权已登记。", page=PAGE, back=reverse("coaching:rights"))


@requires(EDIT)
def right_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正知识产权."""
    right = fetch(selectors.rights(), request.user, EDIT, pk)
    form = RightForm(request.POST or None, instance=right, org=right.org)
    service = partial(services.correct_right, right, by=request.user, today=today())
    return entry_page(request, form, service, title="更正知识产权", done="知识产权已更正。", page=PAGE, back=reverse(PAGE, args=[pk]))


@requires(EDIT)
def right_lapse(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记知识产权失效."""
    right = fetch(selectors.rights(), request.user, EDIT, pk)
    form = EndForm(request.POST or None, record=right)
    service = partial(services.lapse_right, right, by=request.user, today=today())
    words = {"title": f"登记失效：{right}", "done": "已登记失效。", "submit": "登记失效"}
    return entry_page(request, form, service, page=PAGE, back=reverse(PAGE, args=[pk]), **words)
