"""An event in the words of the record's own form."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from tests.factories.audit import VERB, make_event
from tongpin.foundation.audit import selectors
from tongpin.foundation.audit.masking import masked
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.kernel.extensions import RecordKind, gathered
from tongpin.kernel.reference import Reference

pytestmark = pytest.mark.django_db
ORG = Reference("organisation", 3, "宁阳县科学技术局")


def changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    event = record(VERB, by=None, subject=ORG, before=before, after=after)
    return [(one.field, one.before, one.after) for one in selectors.field_changes(event)]


def test_fields_and_values_are_said_in_words() -> None:
    assert changes({"name": "旧名", "level": OrgLevel.COUNTY}, {"name": "新名", "level": OrgLevel.CITY}) == [
        ("全称", "旧名", "新名"),
        ("层级", "县级局", "市级局"),
    ]


def test_values_without_a_field_are_said_too() -> None:
    after = {"甲": True, "乙": [1, 2], "丙": {"新增": 3}, "丁": [], "戊": False}
    assert sorted(changes({"甲": None}, after)) == [
        ("丁", "—", "—"),
        ("丙", "—", "新增：3"),
        ("乙", "—", "1、2"),
        ("戊", "—", "否"),
        ("甲", "—", "是"),
    ]


def test_the_panel_shows_the_history_of_its_record_alone() -> None:
    kind = next(iter(gathered(RecordKind))).kind
    mine, other = Reference(kind, 7, "甲"), Reference(kind, 8, "乙")
    for subject in (mine, other, mine):
        make_event(subject=subject, by=SimpleNamespace(pk=5, display_name="", get_username=lambda: "zhangsan"))
    panel = selectors.change_panel(mine, None)
    assert panel is not None
    assert [moment.seq for moment in panel["moments"]] == [3, 1]
    assert (panel["moments"][0].actor, panel["moments"][0].verb, panel["more"]) == ("zhangsan", "校验审计链", False)
    assert [moment.seq for moment in selectors.moments(mine, limit=1)] == [3]


def test_a_record_of_no_known_kind_has_no_panel() -> None:
    assert selectors.change_panel(Reference("nothing", 1, "无"), None) is None


def test_a_verb_of_the_past_shows_as_it_was_written() -> None:
    assert selectors.verb_title("thing.forgotten") == "thing.forgotten"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (OrgLevel.COUNTY, "county"),
        (date(2023, 12, 31), "2023-12-31"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ({3, 1, 2}, [1, 2, 3]),
        (SimpleNamespace, str(SimpleNamespace)),
    ],
)
def test_every_kind_of_value_can_be_kept(value: Any, kept: Any) -> None:
    assert masked(value) == kept


def test_the_database_cannot_be_flushed_in_use(settings: Any) -> None:
    settings.TESTING = False
    with pytest.raises(CommandError, match="只能追加"):
        call_command("flush", interactive=False, verbosity=0)
