"""涉及个人的研判结果: what concerns one person, a file, dues or a ballot is not for everybody who sees the duties of branches."""

from __future__ import annotations

from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutySubject

OPEN = {
    "branch",
    "general_branch",
    "party_committee",
    "party_group",
    "small_group",
    "branch_committee",
    "unit",
    "meeting",
    "election",
    "post",
    "disclosure",
    "holiday",
}
"""Organisations, and what is public by its nature: meetings and elections as totals, posts on the wall, disclosures, holidays."""


def test_every_other_kind_of_subject_is_personal() -> None:
    kinds = {one.key: one.is_personal for one in gathered(DutySubject)}
    assert {key for key, personal in kinds.items() if not personal} <= OPEN
    assert {"member", "leader", "secretary", "development_case", "activist", "appraisal", "dues_month", "vote"} <= set(kinds)
