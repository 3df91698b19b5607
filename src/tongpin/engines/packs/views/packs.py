"""规则包页面: the packs of a bureau, one pack with its editions and switches, one edition with the results of its cases."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from tongpin.engines.ledgers.pages import entry_org, list_actions, record_actions
from tongpin.engines.packs import selectors, services
from tongpin.engines.packs.forms import PackForm, ReviseForm, SwitchForm
from tongpin.engines.packs.lists import pack_list, pack_state
from tongpin.engines.packs.permissions import Permission
from tongpin.engines.packs.samples import HOW, template, templates
from tongpin.engines.packs.views.answering import acted
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import handed_down_in_scope, handed_down_to
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@require_GET
@requires(VIEW)
def pack_records(request: OfficeRequest) -> HttpResponseBase:
    """规则包清单."""
    actions = list_actions(request, EDIT, new="packs:pack_new", title="登记规则包")
    new = reverse("packs:pack_new")
    context = {"templates": [(one, here(request, f"{new}?template={one.code}")) for one in templates()] if actions else ()}
    rows = handed_down_in_scope(selectors.packs(), request, VIEW)
    return list_page(request, pack_list(request.scope.as_of), rows, actions=actions, template="packs/packs.html", context=context)


@requires(VIEW)
def pack_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一个规则包."""
    pack = fetch(selectors.packs(), request.user, VIEW, pk, sight=handed_down_to)
    editions = list(selectors.editions_of(pack))
    steps = (("采用或停用", "packs:pack_switch"), ("修订", "packs:pack_revise"))
    return record_page(
        request,
        pack.reference(),
        template="packs/pack.html",
        context={
            "pack": pack,
            "editions": [(one, *_results(one)) for one in editions],
            "switches": selectors.switches_of(pack),
            "state": pack_state(pack, request.scope.as_of),
            "as_of": request.scope.as_of,
        },
        facts=[
            ("名称", pack.title),
            ("代号", pack.code),
            ("依据", editions[0].basis),
            ("编写人", str(editions[0].author)),
            ("单位", pack.org.name),
        ],
        actions=record_actions(request, pack, EDIT, *steps),
        back=("规则包", reverse("packs:packs")),
    )


def _results(one: Any) -> tuple[list[str], tuple[str, str]]:
    """The titles of an edition's rules, and how its cases came out with the tone."""
    checks = selectors.checks_of(one)
    failures = sum(check.failures for check in checks)
    return [check.rule.title for check in checks], ("warn", f"{failures} 处不符") if failures else ("done", "全部相符")


@require_safe
@requires(VIEW)
def edition(request: OfficeRequest, pk: int, number: int) -> HttpResponseBase:
    """一版: its text, and what each of its cases expects and gets, with the way to the answer."""
    pack = fetch(selectors.packs(), request.user, VIEW, pk, sight=handed_down_to)
    found = selectors.editions_of(pack).filter(number=number).first()
    if found is None:
        raise Http404
    checks = selectors.checks_of(found)
    context = {
        "title": f"{pack.title} 第 {number} 版",
        "crumbs": [("规则包", reverse("packs:packs")), (pack.title, reverse("packs:pack", args=[pk]))],
        "pack": pack,
        "edition": found,
        "checks": checks,
        "lines": found.text.count("\n"),
        "passes": all(check.passes for check in checks),
        "cases": sum(len(check.cases) for check in checks),
        "failures": sum(check.failures for check in checks),
    }
    return render(request, "packs/edition.html", context)


@requires(EDIT)
def pack_new(request: OfficeRequest) -> HttpResponseBase:
    """登记规则包, from nothing or from a template."""
    org = entry_org(request, EDIT)
    sample = template(request.GET.get("template", ""))
    initial = (
        {name: getattr(sample, name) for name in ("code", "title", "document", "document_number", "text")} if sample is not None else {}
    )
    form = PackForm(request.POST or None, request.FILES or None, initial=initial)
    answer = acted(request, form, partial(services.enter_pack, org=org, by=request.user), "已登记第 1 版，采用以后才起作用。")
    intro = f"从模板“{sample.title}”开始。{sample.about}" if sample is not None else ""
    back = reverse("packs:packs")
    return answer or form_page(request, form, title="登记规则包", back=back, intro=intro, template="packs/entry.html", context={"how": HOW})


@requires(EDIT)
def pack_revise(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """修订规则包."""
    pack = fetch(selectors.packs(), request.user, EDIT, pk)
    last = selectors.editions_of(pack)[0]
    initial = {name: getattr(last, name) for name in ("document", "document_number", "article", "text")}
    form = ReviseForm(request.POST or None, request.FILES or None, record=pack, initial=initial)
    answer = acted(request, form, partial(services.revise_pack, pack, by=request.user), "已保存新的一版，采用以后才起作用。")
    intro = "保存为新的一版，原有各版不变；明年换标准的，在规则的 versions 后面加一版。"
    back = reverse("packs:pack", args=[pk])
    return answer or form_page(
        request, form, title=f"修订规则包：{pack.title}", back=back, intro=intro, template="packs/entry.html", context={"how": HOW}
    )


@requires(EDIT)
def pack_switch(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """采用或停用规则包."""
    pack = fetch(selectors.packs(), request.user, EDIT, pk)
    numbers = [one.number for one in selectors.editions_of(pack)]
    form = SwitchForm(
        request.POST or None,
        record=pack,
        numbers=numbers,
        may_stop=selectors.switches_of(pack).exists(),
        initial={"starts_on": today(), "number": str(numbers[0])},
    )
    service = partial(services.switch_pack, pack, by=request.user, today=today())
    answer = acted(request, form, service, "已办理。")
    back = reverse("packs:pack", args=[pk])
    intro = "案例全部相符的一版才能采用。"
    return answer or form_page(request, form, title=f"采用或停用：{pack.title}", submit="办理", back=back, intro=intro)
