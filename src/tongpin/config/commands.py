"""命令总表: every command of ``tongpin``."""

from __future__ import annotations

import click

from tongpin.demo.commands import demo
from tongpin.interfaces.terminal.administration import audit, check, migrate, orgs, setup, user
from tongpin.interfaces.terminal.duties import duties
from tongpin.interfaces.terminal.duty_findings import check_duties
from tongpin.interfaces.terminal.figures import measure, measures
from tongpin.interfaces.terminal.ledgers import export, import_files, sheets, undo_import
from tongpin.interfaces.terminal.papers import report
from tongpin.interfaces.terminal.rules import rules
from tongpin.interfaces.terminal.safekeeping import backup, restore
from tongpin.interfaces.terminal.scheduling import schedule
from tongpin.interfaces.terminal.serving import serve, worker
from tongpin.interfaces.terminal.usage import CommandTree


@click.group(cls=CommandTree, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """同频：科技局党建与科技业务一体化工作系统。"""


duties.add_command(check_duties)

for command in (
    *(migrate, setup, serve, worker, demo),
    *(import_files, undo_import, export, sheets),
    *(measure, measures, report, duties, rules, schedule),
    *(orgs, user, audit, backup, restore, check),
):
    cli.add_command(command)
