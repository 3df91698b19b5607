"""党员队伍办理, cut by noun."""

from tongpin.domains.membership.services.branches import correct_profile, describe_branch
from tongpin.domains.membership.services.members import (
    convert_member,
    correct_member,
    end_membership,
    move_member,
    note_absence,
    note_contact,
    register_member,
)
from tongpin.domains.membership.services.terms import (
    appoint_officer,
    begin_term,
    correct_term,
    end_term,
    postpone_term,
    release_officer,
)

__all__ = [
    "appoint_officer",
    "begin_term",
    "convert_member",
    "correct_member",
    "correct_profile",
    "correct_term",
    "describe_branch",
    "end_membership",
    "end_term",
    "move_member",
    "note_absence",
    "note_contact",
    "postpone_term",
    "register_member",
    "release_officer",
]
