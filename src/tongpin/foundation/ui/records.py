"""记录页: facts on the left, what happened on the right, panels of other subjects below.

    facts = [("成交额", yuan(contract.amount)), ("登记日", contract.registered_on, "以合同登记机构为准")]
    edit = Action("修改", reverse("service:edit_contract", args=[contract.pk]), primary=True)
    return record_page(request, contract.reference(), facts=facts, actions=(edit,), back=("技术合同", reverse("service:contracts")))

Or give ``template`` extending ui/record.html with block ``facts`` and use {% fact %}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from tongpin.foundation.ui.lists import Action
from tongpin.foundation.ui.viewer import may
from tongpin.kernel.extensions import RecordPanel, gathered
from tongpin.kernel.reference import Reference


@dataclass(frozen=True)
class Fact:
    """要素: label, value and where it needs one a hint."""

    label: str
    value: Any
    hint: str = ""


@dataclass(frozen=True)
class Panel:
    """面板: a gathered panel with its variables; ``aside`` ones stand right of the facts."""

    key: str
    title: str
    template: str
    context: Mapping[str, Any]
    aside: bool


def record_panels(request: HttpRequest, reference: Reference) -> list[Panel]:
    """Panels of this kind of record that the viewer may see; a panel whose variables say ``aside`` stands on the right."""
    found = []
    for number, point in enumerate(gathered(RecordPanel)):
        if point.record_kind not in (reference.kind, "*") or not may(request, point.permission):
            continue
        variables = point.context(reference, request)
        if variables is not None:
            found.append(Panel(f"panel-{number}", point.title, point.template, variables, bool(variables.get("aside"))))
    return found


def record_page(
    request: HttpRequest,
    reference: Reference,
    *,
    template: str = "ui/record.html",
    context: Mapping[str, Any] | None = None,
    facts: Sequence[tuple[Any, ...] | Fact] = (),
    actions: Sequence[Action] = (),
    back: tuple[str, str] | None = None,
) -> HttpResponse:
    """记录页: ``facts`` are (label, value[, hint]); ``back`` is (title, url) of the list this record stands in.

    A record page is only looked at: it answers 405 to whoever sends it something.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    panels = record_panels(request, reference)
    variables = {
        "title": reference.title,
        "reference": reference,
        "facts": [one if isinstance(one, Fact) else Fact(*one) for one in facts],
        "actions": actions,
        "crumbs": [back] if back else [],
        "panels": [p for p in panels if not p.aside],
        "aside_panels": [p for p in panels if p.aside],
    }
    return render(request, template, {**variables, **(context or {})})
