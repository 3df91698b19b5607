"""学习的划分: which layer a person belongs to by their posts, and who may speak in which hall. Data, read once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LAYERS = ("leader", "middle")
REST = "staff"
FILE = Path(__file__).resolve().parents[1] / "data" / "study.yaml"


@cache
def _data() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def layer_of(posts: Iterable[tuple[str, bool]]) -> str:
    """学习对象: by the titles of the posts held (title, whether head of an organisation); the highest counts, the rest is staff."""
    held = list(posts)
    words = _data()["layers"]
    for layer in LAYERS:
        if any(title == word or title.endswith(word) for title, _ in held for word in words[layer]):
            return layer
    return "middle" if any(is_lead for _, is_lead in held) else REST


def hall_titles() -> tuple[str, ...]:
    """讲堂名称."""
    return tuple(hall["title"] for hall in _data()["halls"])


def hall_speaker_layer(hall: str) -> str:
    """讲堂的主讲人层级; "" where anybody may speak, specialists from outside among them."""
    return next((hall_["speaker"] for hall_ in _data()["halls"] if hall_["title"] == hall), "")
