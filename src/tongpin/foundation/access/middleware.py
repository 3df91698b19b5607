"""范围中间件: fills every request with what its user may do and see, and the scope the page looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from tongpin.foundation.access.doors import look_as
from tongpin.foundation.access.scope import NotInSight, read_scope
from tongpin.kernel import clock

PARAMETERS = ("org", "period", "as_of")


class ScopeMiddleware:
    """范围: ``request.may``, ``request.visible`` and, read when first asked, ``request.scope``; lives and dies with the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        look_as(request, request.user)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Reads the parameters before the view runs, so that a foreign organisation is 404 on every page."""
        if not request.user.is_authenticated or not any(name in request.GET for name in PARAMETERS):
            return
        given = {name: request.GET[name] for name in PARAMETERS if name in request.GET}
        try:
            scope = read_scope(given, request.user, clock.today())
        except NotInSight:
            raise Http404 from None
        request.scope = scope
        for problem in scope.problems:
            messages.warning(request, problem)
