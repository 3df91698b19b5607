"""组织生活台账 in the world of the access tests."""

from __future__ import annotations

from typing import Any

from tests.factories.orgs import make_person
from tests.factories.registers import (
    make_co_building,
    make_document,
    make_library_duty,
    make_required_study,
    make_study_record,
    make_suggestion,
    make_talk,
    make_version,
)
from tongpin.foundation.orgs.models import Organisation


def register_records(org: Organisation, mark: str) -> dict[str, Any]:
    """One of each; a version of its own carries the duty, so that each can be changed."""
    talk = make_talk(org, talker=make_person(org, f"{mark}书记"), talked_to=make_person(org, f"{mark}委员"), words=f"{mark}谈话内容")
    document = make_document(org, title=f"{mark}管理制度", issued_by=f"{mark}局")
    return {
        "required_study": make_required_study(org, title=f"{mark}必学内容"),
        "study_record": make_study_record(org, title=f"{mark}学习内容", person=make_person(org, f"{mark}学员")),
        "talk": talk,
        "suggestion": make_suggestion(org, title=f"{mark}建议", author=make_person(org, f"{mark}青年")),
        "co_building": make_co_building(org, partner=f"{mark}共建支部"),
        "library_document": document,
        "library_version": make_version(org, document, label=f"{mark}版"),
        "library_duty": make_library_duty(org, make_version(org, label=f"{mark}旧版"), text=f"{mark}职责"),
    }
