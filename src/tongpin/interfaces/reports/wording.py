"""句式: what a report says, as data. The product ships defaults; a bureau's own wording takes their place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Sentence:
    """句式: one sentence with slots; ``own`` where the bureau wrote it."""

    id: str
    text: str
    section: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """报告句式: title and sentences of one report, in order."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


@cache
def shipped(key: str) -> Wording:
    """The product's own wording of a report; KeyError where there is no such report."""
    name = key.replace("-", "_") + ".yaml"
    resource = files("tongpin.interfaces.reports") / "wordings" / name
    if not resource.is_file():
        raise KeyError(key)
    data = yaml.safe_load(resource.read_text("utf-8"))
    sentences = tuple(Sentence(s["id"], s["text"], section["title"]) for section in data["sections"] for s in section["sentences"])
    return Wording(data["key"], data["title"], sentences)
