"""请求编号: gives every request a number that answers, logs and audit events share."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tongpin.foundation.audit.context import RequestContext, within


class RequestIdMiddleware:
    """请求编号: sets the context for audit events and answers with ``X-Request-ID``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = RequestContext(request_id=uuid4().hex, ip=client_address(request))
        with within(context):
            response = self.get_response(request)
        response["X-Request-ID"] = context.request_id
        return response


def client_address(request: HttpRequest) -> str:
    """来源地址: the peer, or what the outermost trusted proxy saw; a header is believed only as far as proxies are configured."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.AXES_IPWARE_PROXY_COUNT or 0
    if proxies:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(forwarded) >= proxies:
            address = forwarded[-proxies]
    try:
        return str(ip_address(address))
    except ValueError:
        return ""
