"""办理之后: back to the page of the pack with one word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.foundation.access.doors import OfficeRequest
from tongpin.foundation.ui.addresses import here


def acted(request: OfficeRequest, form: Any, service: Callable[..., Any], done: str) -> HttpResponseBase | None:
    """What answers a form that was sent and taken; None where it is to be shown."""
    if request.method != "POST":
        return None
    pack = form.act(service)
    if pack is None:
        return None
    messages.success(request, done)
    return redirect(here(request, reverse("packs:pack", args=[pack.pk])))
