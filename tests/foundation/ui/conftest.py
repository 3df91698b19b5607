"""Extension points are given back as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tongpin.kernel import extensions
from tongpin.kernel.extensions import Extension


@pytest.fixture
def contribute() -> Iterator[Callable[..., None]]:
    """``contribute(point, …)``: installs extensions for one test, alone for their points."""
    kept = dict(extensions._installed)

    def install(*points: Extension) -> None:
        kinds = tuple({type(point) for point in points})
        for module, found in list(extensions._installed.items()):
            extensions.install(module, [e for e in found if not isinstance(e, kinds)])
        extensions.install("tests", points)

    yield install
    extensions._installed.clear()
    extensions._installed.update(kept)
