"""图形元素: the few shapes that the drawings are made of. Colours stand on the shapes for paper; classes let a page lay its own over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

INK, INK_2, LINE, BACK, SUNKEN, TODAY = "#1c2228", "#5d666f", "#dcdfe3", "#ffffff", "#f4f5f6", "#b3201f"
COLOURS = {"green": "#2e7d46", "yellow": "#b7791f", "red": "#b3261e", "blue": "#2b6cb0", "grey": "#6b747d"}
HALF = 0.56


def text_width(text: str, size: float) -> float:
    """About how wide a text prints: a Chinese character is as wide as high."""
    return sum(1 if ord(c) > 0x2E80 else HALF for c in text) * size


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut with … where it would not fit."""
    if text_width(text, size) <= room:
        return text
    kept = ""
    for character in text:
        if text_width(f"{kept}{character}…", size) > room:
            break
        kept += character
    return f"{kept}…" if kept else ""


def words(x: float, y: float, text: str, *, size: float = 14, weight: int = 400, fill: str = INK, anchor: str = "start") -> str:
    css = "w-ink" if fill == INK else "w-ink-2" if fill == INK_2 else ""
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text class="{css}" x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{heavy}{placed}>{escape(text)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1, dashes: str = "") -> str:
    css = "w-line" if stroke == LINE else "w-today" if stroke == TODAY else ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line class="{css}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'


def box(
    x: float, y: float, width: float, height: float, *, fill: str = BACK, stroke: str = "none", css: str = "", corner: float = 0
) -> str:
    named = css or ("w-back" if fill == BACK else "w-sunken" if fill == SUNKEN else "")
    size = f'width="{max(width, 0):g}" height="{height:g}" rx="{corner:g}"'
    return f'<rect class="{named}" x="{x:g}" y="{y:g}" {size} fill="{fill}" stroke="{stroke}"/>'


def link(url: str, inside: Iterable[str], *, title: str = "") -> str:
    told = f"<title>{escape(title)}</title>" if title else ""
    return f'<a href="{escape(url)}">{told}{"".join(inside)}</a>' if url else f"<g>{told}{''.join(inside)}</g>"


def mark(x: float, y: float, colour: str, size: float = 7) -> str:
    """节点标记: a shape of its own for each light, so that no one needs colours to tell them apart."""
    return SHAPES.get(colour, _ring)(x, y, size, COLOURS.get(colour, COLOURS["grey"]))


def _points(points: Iterable[tuple[float, float]], fill: str) -> str:
    return f'<polygon points="{" ".join(f"{x:g},{y:g}" for x, y in points)}" fill="{fill}"/>'


def _diamond(x: float, y: float, size: float, fill: str) -> str:
    far = size * 1.25
    return _points([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], fill)


def _triangle(x: float, y: float, size: float, fill: str) -> str:
    return _points([(x, y - size * 1.2), (x + size * 1.15, y + size * 0.9), (x - size * 1.15, y + size * 0.9)], fill)


def _disc(x: float, y: float, size: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{size:g}" fill="{fill}"/>'


def _tick(x: float, y: float, size: float, fill: str) -> str:
    path = f"M{x - size * 0.5:g} {y:g}l{size * 0.35:g} {size * 0.4:g}l{size * 0.65:g} {-size * 0.8:g}"
    return _disc(x, y, size, fill) + f'<path d="{path}" fill="none" stroke="#ffffff" stroke-width="{size * 0.26:g}"/>'


def _ring(x: float, y: float, size: float, fill: str) -> str:
    return f'<circle class="w-back" cx="{x:g}" cy="{y:g}" r="{size * 0.85:g}" fill="{BACK}" stroke="{fill}" stroke-width="{size * 0.3:g}"/>'


SHAPES: dict[str, Callable[[float, float, float, str], str]] = {
    "red": _diamond,
    "yellow": _triangle,
    "green": _tick,
    "blue": _disc,
    "grey": _ring,
}


def drawing(parts: Iterable[str], width: float, height: float, title: str) -> SafeString:
    """The whole picture; it scales without distortion. Every text was quoted where it was put in."""
    return mark_safe(
        f'<svg class="w-drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="xMidYMin meet"'
        f' font-family="Noto Sans SC, Microsoft YaHei, sans-serif" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
