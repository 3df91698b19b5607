"""出错页: says in Chinese what happened and what to do; never shows a trace."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

logger = logging.getLogger(__name__)

PLAIN_500 = (
    "<!doctype html><html lang='zh-Hans'><meta charset='utf-8'><title>系统出错</title>"
    "<h1>系统出错，本次操作没有完成</h1><p>请稍后重试；仍不行的，请把时间和操作步骤告诉本单位系统管理员。</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """请求有误 400."""
    return _answer(request, "ui/errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """无权办理 403."""
    return _answer(request, "ui/errors/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """页面已失效: the form's token does not fit any more (signed in again elsewhere, page open for too long)."""
    return _answer(request, "ui/errors/csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """没有找到 404: the same for what is not there and what is not yours."""
    return _answer(request, "ui/errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """系统出错 500: stands alone, asks neither database nor session."""
    try:
        return HttpResponse(loader.render_to_string("ui/errors/500.html"), status=500)
    except Exception:
        logger.exception("the error page itself failed")
        return HttpResponse(PLAIN_500, status=500)


def _answer(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """With the page frame where it can be drawn, alone where even that fails."""
    try:
        return HttpResponse(loader.render_to_string(template, context, request), status=status)
    except Exception:
        logger.exception("page frame failed on an error page")
        return HttpResponse(loader.render_to_string(template, {**context, "base": "ui/bare.html"}), status=status)
