"""命令行入口: prepares Django, then hands over to the commands."""

from __future__ import annotations

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

from tongpin.config.env import BadEnvironment


def main() -> None:
    """``tongpin …``: exit status 0 when done, 1 when anything was refused, 2 when called or configured wrongly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, BadEnvironment) as error:
        sys.stderr.write(f"无法启动：{error}\n")
        raise SystemExit(2) from error
    # the commands import models, which is possible only after setup
    from tongpin.config.commands import cli

    cli(prog_name="tongpin")
