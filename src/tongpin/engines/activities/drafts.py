"""登记草稿: what the recording page already knows: from last time, from the plan, from minutes that were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.engines.activities.forms.recording import Listed
from tongpin.engines.activities.matching import people_named
from tongpin.engines.activities.minutes.splitting import Meeting, agenda_text
from tongpin.foundation.orgs.models import Organisation


def from_meeting(meeting: Meeting, org: Organisation, crew: Sequence[Listed], *, day: date) -> dict[str, Any]:
    """读出的内容 of one meeting as the form shows it; only what was read, so that nothing typed is emptied."""
    listed = {one.name: one.pk for one in crew}
    read: dict[str, Any] = {
        "title": meeting.title,
        "day": meeting.day,
        "start_time": f"{meeting.starts:%H:%M}" if meeting.starts else "",
        "end_time": f"{meeting.ends:%H:%M}" if meeting.ends else "",
        "place": meeting.place,
        "chair": "、".join(meeting.chair),
        "recorder": "、".join(meeting.recorder),
        "speaker": "、".join(meeting.speaker),
        "observers": "、".join(meeting.observers),
        "agenda": agenda_text(meeting.agenda),
        "summary": "" if meeting.agenda else meeting.text,
    }
    known = people_named(meeting.present, org, meeting.day or day, first=[one.pk for one in crew])
    read["present"] = [str(known.found[name]) for name in meeting.present if name in known.found]
    read["outsiders"] = "、".join(name for name in meeting.present if name not in listed)
    there = {*meeting.present, *meeting.chair, *meeting.recorder, *meeting.speaker}
    if meeting.present:
        read |= {f"absent_{pk}": "记录中未列明" for name, pk in listed.items() if name not in there}
    for name, reason in meeting.absent:
        if name in listed:
            read[f"absent_{listed[name]}"] = reason or "未写明原因"
    return {name: value for name, value in read.items() if value}


def merged(initial: Mapping[str, Any], typed: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """合并: what was read stands over what was typed, and that over what the page began with."""
    return {**initial, **{name: value for name, value in typed.items() if value not in ("", None, [])}, **read}
