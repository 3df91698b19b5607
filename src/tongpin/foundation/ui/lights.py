"""灯与状态: lights are always shape + word + colour; states are neutral words with a mark."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

LIGHT_WORDS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "blue": "临期", "grey": "未到期"}
STATE_TONES = frozenset({"plain", "active", "done", "warn", "stop"})


def icon_svg(name: str, css: str = "") -> SafeString:
    """图标 from the sprite; decoration only, the word stands beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', f" {css}" if css else "", _sprite(), name
    )


def _sprite() -> str:
    return static("ui/icons.svg") if settings.STATIC_URL else "/static/ui/icons.svg"


def light_badge(colour: str, word: str = "", reason: str = "", large: bool = False) -> SafeString:
    """灯: green, yellow, red, blue or grey; an unknown colour shows as grey with its word."""
    colour = str(colour)
    shown = colour if colour in LIGHT_WORDS else "grey"
    return format_html(
        '<span class="light light-{}{}"><span class="light-mark">{}</span><span class="light-word">{}</span>{}</span>',
        shown,
        " light-large" if large else "",
        icon_svg(f"light-{shown}"),
        word or LIGHT_WORDS.get(colour, colour),
        format_html('<span class="light-reason">{}</span>', reason) if reason else "",
    )


def state_badge(word: str, tone: str = "plain") -> SafeString:
    """状态: plain, active (in hand), done, warn (needs attention), stop (refused, withdrawn, expired)."""
    return format_html('<span class="state state-{}">{}</span>', tone if tone in STATE_TONES else "plain", word)
