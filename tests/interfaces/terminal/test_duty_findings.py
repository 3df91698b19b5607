"""tongpin duties check: the same findings as on the pages, as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from tests.factories.duties import told
from tests.factories.orgs import make_tree
from tongpin.config.commands import cli

pytestmark = pytest.mark.django_db


def test_findings_are_printed_and_are_no_error() -> None:
    tree = make_tree()
    with told() as records:
        records.meetings.append((tree.ningyang_branch.pk, date(2026, 2, 3)))
        asked = ["duties", "check", "--org", "NY", "--rule", "LIFE-01", "--as-of", "2026-07-01"]
        answer = CliRunner().invoke(cli, [*asked, "--json"])
        assert answer.exit_code == 0, answer.output
        read = json.loads(answer.stdout)
        assert (read["org"], read["as_of"]) == ("NY", "2026-07-01")
        assert [(f["window"], f["state"]) for f in read["findings"]] == [("2026-Q1", "done"), ("2026-Q2", "overdue"), ("2026-Q3", "open")]
        second = read["findings"][1]
        assert second["subject"] == {"kind": "branch", "pk": tree.ningyang_branch.pk, "title": "机关支部"}
        assert second["facts"] == {"general_meetings_held": "0"} and second["due"] == "2026-06-30" and second["force"] == "G"
        words = CliRunner().invoke(cli, asked)
        assert words.exit_code == 0 and "机关支部 2026年第2季度：逾期" in words.stdout


@pytest.mark.parametrize("wrong", [["--org", "XX"], ["--org", "NY", "--rule", "NO-99"]])
def test_what_is_not_there_is_refused(wrong: list[str]) -> None:
    make_tree()
    answer = CliRunner().invoke(cli, ["duties", "check", "--as-of", "2026-07-01", *wrong])
    assert answer.exit_code == 1 and "没有" in answer.output
