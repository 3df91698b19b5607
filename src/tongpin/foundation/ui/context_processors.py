"""页面变量: what every page needs; parts that cost anything are worked out only where a template asks for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongpin.foundation.ui.navigation import nav_groups, scope_bar

PRODUCT = "同频"
PRODUCT_LINE = "党建与科技业务一体化工作系统"
BANNER = "本系统为非涉密系统，严禁录入、存储、传输国家秘密和工作秘密信息"


def page(request: HttpRequest) -> dict[str, Any]:
    """Product name, banner, navigation and scope bar."""
    groups = SimpleLazyObject(lambda: nav_groups(request))
    return {
        "product": PRODUCT,
        "product_line": PRODUCT_LINE,
        "banner": BANNER,
        "nav_groups": groups,
        "scope_bar": SimpleLazyObject(lambda: scope_bar(request) or ""),
    }
