"""半途而死: a command of ``tongpin`` that is killed, as by kill -9, before its n-th writing statement.

``python -m tests.reliability.dying N COUNT-FILE COMMAND...``; with N = 0 it lives and leaves the number in the file.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.db.backends.signals import connection_created

WRITING = ("INSERT", "UPDATE", "DELETE")


def main() -> None:
    """Counts, and dies when it is time."""
    last, counted = int(sys.argv[1]), 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal counted
        if sql.startswith(WRITING):
            counted += 1
            if counted == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    def watch(*, connection: Any, **kwargs: Any) -> None:
        connection.execute_wrappers.append(count)

    connection_created.connect(watch, weak=False)
    django.setup()
    from tongpin.config.commands import cli  # models can be imported only after setup

    cli(sys.argv[3:], standalone_mode=False)
    Path(sys.argv[2]).write_text(str(counted))


if __name__ == "__main__":
    main()
