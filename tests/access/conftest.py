"""The world stands for a whole module and is rolled back at its end; every person keeps one signed-in browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.access.world import TODAY, World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    files, settings.FILES_DIR = settings.FILES_DIR, Path(tmp_path_factory.mktemp("files"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("TONGPIN_TODAY", TODAY.isoformat())
        yield build_world()
        transaction.set_rollback(True)
    settings.FILES_DIR = files


@pytest.fixture(scope="module")
def clients(world: World) -> Mapping[str, Client]:
    """Anonymous and every principal, signed in."""
    found = {"anonymous": Client()}
    for name, user in world.people.items():
        found[name] = Client()
        found[name].force_login(user)
    return found


@pytest.fixture(autouse=True)
def _new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())
