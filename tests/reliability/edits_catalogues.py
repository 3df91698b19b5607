"""组织生活目录和会外决定: every way of changing a row of a catalogue and a decision made without a meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.orglife import HELD, make_entry, make_item, make_meeting, make_off_meeting
from tests.reliability.edit import Edit, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.orglife.models import MeetingItem
from tongpin.domains.orglife.services import catalogues, decisions

CHANGED = {"order": 10, "basis": "纪要", "starts_on": TODAY}


def _waiting(o: Office) -> Any:
    """A decision, with a meeting that may take it up."""
    meeting = make_meeting(o.org, by=o.clerk, day=HELD)
    for _ in range(4):
        make_item(meeting)
    return make_off_meeting(o.org)


def _item_of(decision: Any, person: int) -> Any:
    return MeetingItem.objects.filter(org=decision.org).order_by("-pk")[person]


CATALOGUE_EDITS = (
    Edit(
        "correct_entry",
        lambda o: make_entry(o.org),
        lambda r, o, p: catalogues.correct_entry(r, **signed(o), **as_read(r), basis=f"纪要{p}"),
    ),
    Edit(
        "change_entry",
        lambda o: make_entry(o.org),
        lambda r, o, p: catalogues.change_entry(r, **signed(o), **as_read(r), title=f"{r.title}之{p}", **CHANGED),
        events=2,
    ),
    Edit(
        "end_entry",
        lambda o: make_entry(o.org),
        lambda r, o, p: catalogues.end_entry(r, **signed(o), **as_read(r), on=TODAY + timedelta(days=p)),
    ),
    Edit(
        "correct_decision",
        lambda o: make_off_meeting(o.org),
        lambda r, o, p: decisions.correct_decision(
            r, **signed_today(o), **as_read(r), **said(r, decisions.DecisionFields, reason=f"原因{p}")
        ),
    ),
    Edit(
        "take_up",
        _waiting,
        lambda r, o, p: decisions.take_up(r, **signed(o), **as_read(r), item=_item_of(r, p)),
    ),
    Edit(
        "remove_decision",
        lambda o: make_off_meeting(o.org),
        lambda r, o, p: decisions.remove_decision(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
)
