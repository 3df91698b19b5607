"""界面标签: formatting and addresses for templates; a builtin of every template, so nothing needs {% load %}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tongpin.foundation.ui import addresses, formats
from tongpin.foundation.ui.charts import Chart
from tongpin.foundation.ui.lights import icon_svg, light_badge, state_badge
from tongpin.foundation.ui.navigation import breadcrumbs

register = template.Library()


@register.simple_tag(takes_context=True)
def url_here(context: template.Context, name: str, *args: Any, **kwargs: Any) -> str:
    """本范围内地址: reverse, plus the organisation, period and as-of date the page is in."""
    return addresses.address(context.get("request"), name, *args, **kwargs)


@register.simple_tag(takes_context=True)
def url_if(context: template.Context, name: str, *args: Any, **kwargs: Any) -> str:
    """同上, but "" where no such page is installed: {% url_if 'desk:search' as url %}{% if url %}…{% endif %}."""
    return addresses.address_if_any(context.get("request"), name, *args, **kwargs)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """本页换参数: the page's own query with some keys changed or (None) removed."""
    return addresses.changed_query(context["request"].GET, **changes)


@register.filter
def here(url: str, request: Any) -> str:
    """{{ url|here:request }}: an address given by somebody else, within the scope the page is in."""
    return addresses.here(request, url)


def _unit_and_places(text: str, default: int | None) -> tuple[str, int | None]:
    unit, colon, places = str(text).partition(":")
    if not colon:
        return unit, default
    return unit, int(places) if places else None


@register.filter
def yuan(value: Any, unit: str = "万元") -> str:
    """{{ 20265000|yuan:"万元" }} → 2,026.5万元; "亿元:4" gives four places at most, "万元:" is exact."""
    return formats.yuan(value, *_unit_and_places(unit, 2))


@register.filter
def money(value: Any, unit: str = "万元") -> str:
    """{{ 20265000|money:"万元" }} → 2,026.50, for tables whose header names the unit."""
    return formats.money(value, *_unit_and_places(unit, 2))


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """{{ 12345.5|number }} → 12,345.5; {{ x|number:2 }} always two places."""
    return formats.number(value, places)


@register.filter
def percent(value: Any, places: int = 2) -> str:
    """{{ 34.7222|percent }} → 34.72%; the value is already in percent."""
    return formats.DASH if formats.is_missing(value) else f"{formats.number(value, places)}%"


@register.filter
def dash(value: Any) -> str:
    """{{ x|dash }}: a missing value is a dash, 0 stays 0."""
    return formats.text(value)


@register.filter
def day(value: Any) -> str:
    """{{ d|day }} → 2023-12-31."""
    return formats.day(value)


@register.filter
def moment(value: Any) -> str:
    """{{ m|moment }} → 2023-12-31 14:05."""
    return formats.moment(value)


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """{{ mapping|item:key }}; None where there is none."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """{% icon 'import' %}: from the sprite, decoration only."""
    return icon_svg(name, css)


@register.simple_tag
def light(colour: str, word: str = "", reason: str = "", large: bool = False) -> SafeString:
    """{% light 'red' '红灯' '完成率 36%，低于序时进度 50%' %}."""
    return light_badge(colour, word, reason or "", large)


@register.simple_tag
def state(word: str, tone: str = "plain") -> SafeString:
    """{% state '已签订' 'done' %}: plain, active, done, warn, stop."""
    return state_badge(word, tone)


@register.simple_tag
def fact(label: str, value: Any, hint: str = "") -> SafeString:
    """{% fact '成交额' amount|yuan:'万元' '按合同登记日' %}: one entry of a record's facts, inside <dl class="facts">."""
    return format_html(
        '<div class="fact"><dt>{}</dt><dd>{}{}</dd></div>',
        label,
        value if isinstance(value, SafeString) else formats.text(value),
        format_html('<span class="hint">{}</span>', hint) if hint else "",
    )


@register.simple_tag(takes_context=True)
def panel(context: template.Context, part: Any) -> SafeString:
    """{% panel p %}: a record panel of another subject, with its own variables on top of the page's."""
    found = get_template(part.template)
    with context.push(**{**part.context, "panel": part}):
        return mark_safe(found.template.render(context))  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def crumbs_here(context: template.Context) -> list[tuple[str, str]]:
    """{% crumbs_here as trail %}: where the page stands; a page adds its own by the variable ``crumbs``."""
    return breadcrumbs(context.get("nav_groups") or (), context.get("crumbs") or ())


@register.inclusion_tag("ui/components/chart.html")
def chart(data: Chart, key: str) -> dict[str, Any]:
    """{% chart figure.chart "monthly" %}: chart with unit, as-of date, table view and download."""
    return {"chart": data, "key": key, "data": data.description(), "rows": data.rows()}


@register.inclusion_tag("ui/components/steps.html")
def steps(*words: str, current: int = 1) -> dict[str, Any]:
    """{% steps "上传" "核对" "确认" current=2 %}."""
    return {"steps": [(word, "done" if n < current else "current" if n == current else "") for n, word in enumerate(words, start=1)]}


@register.inclusion_tag("ui/components/notice.html")
def notice(level: str, text: str) -> dict[str, Any]:
    """{% notice 'warning' '……' %}: info, success, warning, error; says what happened, why, what to do."""
    return {"level": {"warn": "warning"}.get(level, level), "text": text}
