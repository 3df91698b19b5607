"""密封: words never stand in the database or in print; altered, moved or without their key they do not open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.sealing.fields import SealedField
from tongpin.foundation.sealing.sealed import PLACEHOLDER, SealBroken, Sealed, ring, seal, unseal
from tongpin.kernel.keyring import KeyMissing, KeyRing

WORDS = "金丝雀：家中有困难，请予关心"


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.SEALING_KEY_FILE = tmp_path / "keys" / "sealing.key"


@pytest.fixture
def notes(transactional_db: None) -> Iterator[Any]:
    """A table of the tests alone."""
    with isolate_apps("tongpin.foundation.sealing"):

        class Note(models.Model):
            title = models.CharField(max_length=20)
            words = SealedField("内容")

            class Meta:
                app_label = "sealing"

        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield Note.objects  # type: ignore[attr-defined]
        with connection.schema_editor() as editor:
            editor.delete_model(Note)


@given(st.text(min_size=1))
def test_what_is_sealed_opens_to_the_same_words(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert unseal(seal(text, place="a.b"), place="a.b") == text


def test_twice_the_same_never_looks_the_same() -> None:
    assert seal(WORDS, place="a.b") != seal(WORDS, place="a.b")


def test_altered_moved_or_torn_it_does_not_open() -> None:
    token = seal(WORDS, place="a.b")
    key_id, _, packed = token.partition(":")
    flipped = f"{key_id}:{packed[:30]}{'B' if packed[30] != 'B' else 'C'}{packed[31:]}"
    for broken, place in ((flipped, "a.b"), (token, "a.c"), (token[:-8], "a.b"), (f"{key_id}:***", "a.b")):
        with pytest.raises(SealBroken, match="改动"):
            unseal(broken, place=place)


def test_without_its_key_it_stays_shut_and_a_newer_key_opens_the_old() -> None:
    token = seal(WORDS, place="a.b")
    ring().add()
    assert unseal(token, place="a.b") == WORDS
    assert seal(WORDS, place="a.b").partition(":")[0] != token.partition(":")[0]
    ring().path.unlink()
    with pytest.raises(SealBroken, match="没有标识为"):
        unseal(token, place="a.b")


def test_printing_shows_a_placeholder_only() -> None:
    sealed = Sealed(text=WORDS)
    assert f"{sealed}" == PLACEHOLDER
    assert repr([sealed]) == f"[{PLACEHOLDER}]"
    assert sealed.reveal() == WORDS


def test_the_field_keeps_no_words_in_the_database(notes: Any) -> None:
    note = notes.create(title="谈话", words=WORDS)
    assert str(note.words) == PLACEHOLDER
    with connection.cursor() as cursor:
        cursor.execute("select words from sealing_note")
        [(kept,)] = cursor.fetchall()
    assert "金丝雀" not in kept
    read = notes.get()
    assert read.words.reveal() == WORDS
    assert [str(v) for v in notes.values_list("words", flat=True)] == [PLACEHOLDER]
    assert notes.defer("words").get().words.reveal() == WORDS
    read.words = None
    read.save()
    assert notes.get().words is None
    assert notes.filter(words__isnull=True).count() == 1
    notes.update(words="改了")
    assert notes.get().words.reveal() == "改了"


@pytest.mark.parametrize("asked", [{"words": WORDS}, {"words__icontains": "家"}, {"words__startswith": "金"}, {"words__length": 3}])
def test_nobody_can_search_it(notes: Any, asked: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        list(notes.filter(**asked))


def test_two_processes_that_start_at_once_agree_on_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeyRing(tmp_path / "b.key").newest()
    late = KeyRing(tmp_path / "b.key")
    with monkeypatch.context() as patch:
        patch.setattr(late, "known", dict)
        with pytest.raises(StopIteration):
            late.newest()
    assert list(late.known()) == [first]


def test_the_ring_keeps_older_keys_and_is_read_anew(tmp_path: Path) -> None:
    first = KeyRing(tmp_path / "a" / "b.key")
    one = first.newest()
    assert KeyRing(first.path).newest() == one
    two = KeyRing(first.path).add()
    assert list(first.known()) == [one, two]
    assert first.newest() == two
    assert first.path.stat().st_mode & 0o777 == 0o400
    with pytest.raises(KeyMissing, match="没有标识为 nobody 的密钥"):
        first.key("nobody")
