"""前端库: publishes the one file used of each front-end package and nothing else that lies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage


class VendorFinder(FileSystemFinder):
    """前端库查找: the folders of STATICFILES_DIRS, reduced to VENDOR_FILES."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """The file on disk, or an empty list where it is none of the published ones."""
        return super().find(path, *args, **kwargs) if path in settings.VENDOR_FILES else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """The published files, relative to their package."""
        for path, storage in super().list(ignore_patterns or []):
            if f"{storage.prefix}/{path}" in settings.VENDOR_FILES:
                yield path, storage
