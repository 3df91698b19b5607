"""组织与人员服务: set up and reorganise, people and their posts, days that the office works otherwise."""

from tongpin.foundation.orgs.services.calendar import drop_override, override_day
from tongpin.foundation.orgs.services.organisations import create_organisation, edit_organisation, suggested_code
from tongpin.foundation.orgs.services.people import add_person, appoint, edit_person, end_post, link_user
from tongpin.foundation.orgs.services.reorganisation import (
    Effects,
    close_effects,
    close_organisation,
    merge_effects,
    merge_organisation,
    move_effects,
    move_organisation,
    rename_effects,
    rename_organisation,
)

__all__ = [
    "Effects",
    "add_person",
    "appoint",
    "close_effects",
    "close_organisation",
    "create_organisation",
    "drop_override",
    "edit_organisation",
    "edit_person",
    "end_post",
    "link_user",
    "merge_effects",
    "merge_organisation",
    "move_effects",
    "move_organisation",
    "override_day",
    "rename_effects",
    "rename_organisation",
    "suggested_code",
]
