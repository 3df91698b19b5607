"""党员队伍: every table of the subject, cut by noun."""

from tongpin.domains.membership.models.branches import BranchProfile
from tongpin.domains.membership.models.development import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
)
from tongpin.domains.membership.models.members import Member
from tongpin.domains.membership.models.terms import Officer, Term

__all__ = [
    "BranchProfile",
    "DevelopmentCase",
    "DevelopmentGuide",
    "DevelopmentMaterial",
    "DevelopmentNotice",
    "DevelopmentReview",
    "DevelopmentStep",
    "Member",
    "Officer",
    "Term",
]
