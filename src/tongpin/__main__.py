"""``python -m tongpin`` is the same as the console script ``tongpin``."""

from tongpin.config.cli import main

main()
