"""清库: emptying the database would empty the audit trail, so it is refused; only the test run may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from tongpin.foundation.audit.anchors import anchor_file
from tongpin.foundation.audit.doors import close_doors, open_doors


class Command(flush.Command):
    """清库."""

    def handle(self, **options: Any) -> None:
        if not settings.TESTING:
            raise CommandError("审计记录只能追加，不能清空，因此不提供清库命令。需要从头开始时，请使用新的数据目录或新的数据库。")
        connection = connections[options["database"]]
        open_doors(connection)
        try:
            super().handle(**options)
        finally:
            close_doors(connection)
        anchor_file().unlink(missing_ok=True)
