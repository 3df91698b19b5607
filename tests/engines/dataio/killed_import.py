"""One step of the kill test, run in a process of its own: ``prepare``, ``confirm WHEN``, ``undo WHEN``."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

import django


def main() -> None:
    """The step named on the command line."""
    django.setup()
    from tests.factories.dataio import PEOPLE
    from tongpin.kernel import extensions

    extensions.install("tests.killed_import", [PEOPLE])
    step, *rest = sys.argv[1:]
    {"prepare": prepare, "confirm": confirm, "undo": undo}[step](*rest)


def prepare(rows: str) -> None:
    """A new database with a batch of ``rows`` people waiting to be confirmed."""
    from django.core.management import call_command

    from tests.factories.accounts import make_operator
    from tests.factories.dataio import TODAY, people_file
    from tests.factories.orgs import make_org
    from tongpin.engines.dataio import services

    call_command("migrate", verbosity=0)
    content = people_file([[f"人{n}", "", "是", ""] for n in range(int(rows))])
    services.stage(content, name="人员.xlsx", org=make_org("宁阳县科学技术局"), by=make_operator(), today=TODAY)


def confirm(when: str) -> None:
    """Confirms the batch and dies ``when`` ("never", "writing", "telling", or so many milliseconds later)."""
    from tests.factories.accounts import make_operator
    from tests.factories.dataio import TODAY
    from tongpin.engines.dataio import services
    from tongpin.engines.dataio.models import Batch

    die(when)
    services.confirm(Batch.objects.get(), by=make_operator(), today=TODAY)


def undo(when: str) -> None:
    """Takes the batch back and dies ``when``."""
    from tests.factories.accounts import make_operator
    from tongpin.engines.dataio import services
    from tongpin.engines.dataio.models import Batch

    die(when)
    services.undo(Batch.objects.get(), by=make_operator())


def die(when: str) -> None:
    """Arranges the death of this process."""
    from tongpin.engines.dataio.services import changes
    from tongpin.kernel import extensions

    def kill(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if when == "writing":
        changes.ChangeSet._note = kill  # type: ignore[method-assign]
    elif when == "telling":
        extensions.install("tests.killer", [extensions.ChangeListener(changed=kill)])
    elif when != "never":
        timer = threading.Timer(int(when) / 1000, kill)
        timer.daemon = True
        timer.start()


if __name__ == "__main__":
    main()
