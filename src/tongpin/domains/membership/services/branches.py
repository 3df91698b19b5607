"""党组织概况办理."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from tongpin.domains.membership.models import BranchProfile
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import Face
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class ProfileFields(TypedDict):
    """党组织概况栏目."""

    kind: str
    units_covered: int | None
    requested_on: date | None
    approved_on: date | None
    approval: str
    theme_day: int | None
    dues_day: int | None
    needs_groups: bool | None
    body_ended_on: date | None
    fewer_approved: bool | None


@transaction.atomic
def describe_branch(*, org: Organisation, by: User, **fields: Unpack[ProfileFields]) -> BranchProfile:
    """登记党组织概况."""
    if org.face != Face.PARTY:
        raise Refused(f"“{org}”不是党组织，请选择党组织。", field="org")
    return enter(BranchProfile(org=org, **fields), verb="branch_profile.entered", by=by, fields=fields)


@transaction.atomic
def correct_profile(profile: BranchProfile, *, by: User, expected: int, **fields: Unpack[ProfileFields]) -> BranchProfile:
    """更正党组织概况."""
    return amend(profile, verb="branch_profile.corrected", by=by, expected=expected, values=dict(fields))
