"""基准: what is compared by hand follows the rules, else the figures of the next run say nothing. No times are tested here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BENCHMARKS = sorted(p.name for p in (ROOT / "benchmarks").glob("*.py"))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "benchmarks"), str(ROOT)))
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_benchmarks_can_still_be_read() -> None:
    read = "; ".join(f"runpy.run_path('benchmarks/{name}', run_name='read')" for name in BENCHMARKS)
    found = run("-c", f"import runpy; {read}")
    assert found.returncode == 0, found.stderr


def test_duties_by_hand_still_answer_as_the_rules_do() -> None:
    compared = run("benchmarks/duties.py", "60")
    assert compared.returncode == 0, compared.stderr
    assert "60 branches, 720 rows" in compared.stdout
