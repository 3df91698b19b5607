"""页面范围: what every page of indicators asks first."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors import Definition, definition
from tongpin.engines.indicators.selectors.access import top_of
from tongpin.foundation.access.doors import OfficeRequest
from tongpin.kernel.errors import Refused


def seen_org(request: OfficeRequest, permission: str = IndicatorPermission.VIEW) -> Any:
    """The organisation that the page looks at, where the viewer holds ``permission`` for it; 404 otherwise."""
    org = request.scope.org
    if org.pk is None or not request.may(permission, org):
        raise Http404
    return org


def seen_definition(request: OfficeRequest, code: str) -> Definition:
    """The indicator as defined on the day that the page looks at; 404 where there is none."""
    scope = request.scope
    try:
        return definition(code, min(scope.as_of, scope.period.last_day))
    except Refused:
        raise Http404 from None


def may_define(request: OfficeRequest) -> bool:
    """Whether the viewer may change definitions, which are common to the whole tree."""
    org = request.scope.org
    return org.pk is not None and request.may(IndicatorPermission.EDIT, top_of(org))
