"""界面页面: the gallery of components."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.ui import samples
from tongpin.foundation.ui.permissions import UIPermission
from tongpin.foundation.ui.viewer import may


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """组件样例: every component in all its states."""
    if not may(request, UIPermission.GALLERY):
        raise Http404
    return render(request, "ui/gallery.html", samples.gallery_context())


gallery.required_permission = UIPermission.GALLERY.value  # type: ignore[attr-defined]
