"""报告命令: the year-end report from a terminal."""

from __future__ import annotations
