"""学习的划分: which layer a person belongs to by their posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongpin.domains.orglife.calculations.catalogues import Entry

LAYERS = ("leader", "middle")
REST = "staff"


def layer_of(posts: Iterable[tuple[str, bool]], titles: Sequence[Entry]) -> str:
    """学习对象: by the titles of the posts held (title, whether head of an organisation); the highest counts, the rest is staff."""
    held = list(posts)
    for layer in LAYERS:
        words = [one.title for one in titles if one.layer == layer]
        if any(title == word or title.endswith(word) for title, _ in held for word in words):
            return layer
    return "middle" if any(is_lead for _, is_lead in held) else REST
