"""各做各的: what the persons of a crowd do again and again, through the services that pages and commands call."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.factories.enterprises import credit_code
from tests.reliability.acknowledged import Receipts
from tests.reliability.crowd import Plan, Result
from tests.reliability.office import TODAY, certificate, certificates
from tongpin.config.commands import cli
from tongpin.domains.enterprises import selectors as firms
from tongpin.domains.enterprises import services as enterprises
from tongpin.engines.dataio import services as dataio
from tongpin.engines.indicators.selectors import figures
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.jobs.worker import run_worker
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisation
from tongpin.interfaces.desk import services as desk
from tongpin.kernel.errors import Refused
from tongpin.kernel.periods import Period

ROWS = 20
EACH = 1_000_000
A_ROUND = 1_000


@dataclass
class Actor:
    """一个人: ``count`` is how often they have done it; numbers made from it meet nobody else's."""

    plan: Plan
    number: int
    org: Organisation
    by: User
    receipts: Receipts
    result: Result
    count: int = 0

    def own_number(self) -> int:
        return 10_000_000 + self.number * EACH + self.count * ROWS


def work(plan: Plan, number: int, name: str, act: Callable[[Actor], None], began: float) -> Result:
    """Acts until the time is over; a refusal is an answer, everything else that is raised is an error."""
    org = organisation("NY")
    assert org is not None
    actor = Actor(plan, number, org, operator(), Receipts(plan.receipts), Result(name), count=plan.round * A_ROUND)
    threading.Event().wait(max(0.0, began - time.monotonic()))
    while time.monotonic() < began + plan.seconds:
        actor.count += 1
        start = time.perf_counter()
        try:
            act(actor)
            actor.result.done += 1
        except Refused as refused:
            actor.result.refused.append(refused.message)
        except Exception as fault:
            actor.result.errors.append(f"{name}: {type(fault).__name__}: {fault}")
        actor.result.seconds.append(round(time.perf_counter() - start, 4))
    return actor.result


def register(a: Actor) -> None:
    """Registers a firm and corrects it."""
    code = credit_code(a.own_number())
    firm = enterprises.register_enterprise(org=a.org, by=a.by, credit_code=code, name=f"宁阳第{a.own_number()}厂", township="")
    a.receipts.note("firm", code)
    enterprises.correct_enterprise(firm, by=a.by, expected=1, credit_code=code, name=firm.name, township="蒋集镇")
    a.receipts.note("corrected", code)


def feedback(a: Actor) -> None:
    """Says something about a page."""
    a.receipts.note("feedback", desk.send_feedback(org=a.org, page="/", text=f"意见{a.own_number()}", by=a.by).pk)


def import_ledger(a: Actor) -> None:
    """Imports a ledger; takes every fourth back."""
    lines = [certificate(a.own_number() + n) for n in range(ROWS)]
    batch = dataio.stage(certificates(lines), name=f"高企{a.own_number()}.xlsx", org=a.org, by=a.by, today=TODAY)
    assert dataio.report(batch)["files"][0]["rows"]["new"] == ROWS
    dataio.confirm(batch, by=a.by, today=TODAY)
    if a.count % 4:
        for line in lines:
            a.receipts.note("certificate", line[3])
        return
    dataio.undo(batch, by=a.by)
    for line in lines:
        a.receipts.note("undone", line[3])


def read(a: Actor) -> None:
    """Looks at the indicators of the year and at a page of firms."""
    figures(a.org, Period.year(2023))
    list(firms.enterprises().filter(org=a.org).order_by("name")[:50])


def export(a: Actor) -> None:
    """Has the year-end report and the ledger made as the command line does."""
    folder = Path(a.plan.folder)
    cli(["report", "year-end", "--year", "2023", "--out", str(folder / f"report-{a.number}.docx")], standalone_mode=False)
    cli(["export", "hnte_certificate", "--out", str(folder / f"export-{a.number}.xlsx")], standalone_mode=False)


def backup(a: Actor) -> None:
    """Backs up as the command line does; notes what had been acknowledged before."""
    target, known = Path(a.plan.folder) / f"backup-{a.number}-{a.count}.tar", a.receipts.size()
    cli(["backup", str(target)], standalone_mode=False)
    a.result.notes.append({"path": str(target), "known": known})


def background(a: Actor) -> None:
    """Works off the queue until the time is over."""
    stop = threading.Event()
    threading.Timer(a.plan.seconds - 0.5, stop.set).start()
    run_worker(stop, slots=1, poll=0.1, grace=5)


ACTORS: dict[str, Callable[[Actor], None]] = {
    "register": register,
    "feedback": feedback,
    "import": import_ledger,
    "read": read,
    "export": export,
    "backup": backup,
    "background": background,
}
