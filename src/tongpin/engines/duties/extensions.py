"""应尽事项 contributes its pages, records and verbs."""

from __future__ import annotations

from tongpin.kernel.extensions import Extension

EXTENSIONS: list[Extension] = []
