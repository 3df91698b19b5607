"""环境变量: what each reader takes, and that it names the variable when it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongpin.config import env
from tongpin.config.env import BadEnvironment

FLAGS = [
    ("1", True),
    ("true", True),
    ("YES", True),
    ("on", True),
    (" 1 ", True),
    ("0", False),
    ("False", False),
    ("no", False),
    ("off", False),
]
BAD_FLAGS = ["2", "是", "enable", "tru"]
INTEGERS = [("5", 5), ("480", 480), (" 30 ", 30)]
BAD_INTEGERS = ["4", "481", "-1", "3.5", "30分", "３０", "1e2", "0x10"]
WORDS = [("a,b", ["a", "b"]), (" a , ,b, ", ["a", "b"]), (",", []), ("", [])]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SETTING", raising=False)


@pytest.mark.parametrize(("value", "meaning"), FLAGS)
def test_flag(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("SETTING", value)
    assert env.flag("SETTING", default=not meaning) is meaning


@pytest.mark.parametrize("value", BAD_FLAGS)
def test_bad_flag_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(BadEnvironment, match=f"SETTING=“{value}”.*1 或 0"):
        env.flag("SETTING", default=False)


@pytest.mark.parametrize(("value", "meaning"), INTEGERS)
def test_integer(monkeypatch: pytest.MonkeyPatch, value: str, meaning: int) -> None:
    monkeypatch.setenv("SETTING", value)
    assert env.integer("SETTING", default=7, lowest=5, highest=480) == meaning


@pytest.mark.parametrize("value", BAD_INTEGERS)
def test_bad_integer_is_refused_with_the_range(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(BadEnvironment, match=r"SETTING.*5 至 480"):
        env.integer("SETTING", default=7, lowest=5, highest=480)


@pytest.mark.parametrize(("value", "meaning"), WORDS)
def test_words(monkeypatch: pytest.MonkeyPatch, value: str, meaning: list[str]) -> None:
    monkeypatch.setenv("SETTING", value)
    assert env.words("SETTING") == meaning


@pytest.mark.parametrize("value", [None, "", "  "])
def test_defaults_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    if value is not None:
        monkeypatch.setenv("SETTING", value)
    assert env.flag("SETTING", default=True) is True
    assert env.integer("SETTING", default=7, lowest=5, highest=480) == 7
    assert env.path("SETTING", Path("/srv")) == Path("/srv")
    assert env.text("SETTING", "x") == ("x" if value is None else "")


def test_path_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "some/where")
    assert env.path("SETTING", Path("/srv")) == Path.cwd() / "some/where"
