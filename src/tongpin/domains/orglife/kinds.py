"""工作记录种类: the meetings and theme days that 组织生活 contributes, and who is due at each."""

from __future__ import annotations

from tongpin.domains.orglife.enums import THEME_DAY, MeetingKind
from tongpin.kernel.occasions import ActivityKind, OutcomeField
from tongpin.kernel.values import ValueType

BRANCH_MEMBERS = "branch_members"
COMMITTEE_MEMBERS = "committee_members"
SMALL_GROUP_MEMBERS = "small_group_members"
LEADING_GROUP = "leading_group"
CENTRE_GROUP_MEMBERS = "centre_group_members"

ROSTERS = {
    MeetingKind.PARTY_GROUP: LEADING_GROUP,
    MeetingKind.DEMOCRATIC_LIFE: LEADING_GROUP,
    MeetingKind.CENTRE_GROUP: CENTRE_GROUP_MEMBERS,
    MeetingKind.COMMITTEE: COMMITTEE_MEMBERS,
    MeetingKind.GENERAL: BRANCH_MEMBERS,
    MeetingKind.SMALL_GROUP: SMALL_GROUP_MEMBERS,
    MeetingKind.LECTURE: BRANCH_MEMBERS,
    MeetingKind.ORGANISATIONAL_LIFE: BRANCH_MEMBERS,
    MeetingKind.GROUP_STUDY: SMALL_GROUP_MEMBERS,
}
STUDY = frozenset({MeetingKind.LECTURE, MeetingKind.CENTRE_GROUP, MeetingKind.GROUP_STUDY})

KINDS = [
    *(
        ActivityKind(
            key=kind.value,
            title=str(kind.label),
            area="party",
            roster=ROSTERS[kind],
            study_hours=kind in STUDY,
            entry_url_name="orglife:meeting_kind",
            order=100 + 10 * place,
        )
        for place, kind in enumerate(MeetingKind)
    ),
    ActivityKind(
        key=THEME_DAY,
        title="主题党日",
        area="party",
        roster=BRANCH_MEMBERS,
        entry_url_name="orglife:theme_day_new",
        outcomes=(
            OutcomeField(name="problems_solved", title="解决问题", type=ValueType.NUMBER, unit="个"),
            OutcomeField(name="proposals", title="征集建议", type=ValueType.NUMBER, unit="条"),
        ),
        order=200,
    ),
]
