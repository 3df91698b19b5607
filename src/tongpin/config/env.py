"""环境变量: strict readers. A value that cannot be read stops the start with the variable's name and what is expected."""

from __future__ import annotations

import os
from pathlib import Path


class BadEnvironment(Exception):
    """启动配置有误: names the variable, its value and what is expected."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironment(f"环境变量 {name}=“{value}”写法不对，应为 1 或 0。")


def integer(name: str, *, default: int, lowest: int, highest: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
        raise BadEnvironment(f"环境变量 {name}=“{value}”写法不对，应为 {lowest} 至 {highest} 的整数。")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [w.strip() for w in text(name, default).split(",") if w.strip()]


def path(name: str, default: Path) -> Path:
    value = text(name)
    return Path(value).expanduser().resolve() if value else default
