"""党员队伍: every table of the subject, cut by noun."""

from tongpin.domains.membership.models.appointments import AppointmentCase, AppointmentMaterial, AppointmentStep
from tongpin.domains.membership.models.appraisals import Appraisal, AppraisalGrade
from tongpin.domains.membership.models.branches import BranchProfile
from tongpin.domains.membership.models.development import (
    DevelopmentCase,
    DevelopmentGuide,
    DevelopmentMaterial,
    DevelopmentNotice,
    DevelopmentReview,
    DevelopmentStep,
)
from tongpin.domains.membership.models.dues import DuesBase, DuesGift, DuesMonth
from tongpin.domains.membership.models.elections import Candidate, Election
from tongpin.domains.membership.models.growth import Mentorship, Posting
from tongpin.domains.membership.models.members import Member
from tongpin.domains.membership.models.posts import DutyPost
from tongpin.domains.membership.models.procedures import CorrectionHelp, CorrectionMeasure, Procedure, ProcedureStep, ProposalAnswer
from tongpin.domains.membership.models.ranks import RankRecord
from tongpin.domains.membership.models.requests import CorrectionRequest
from tongpin.domains.membership.models.terms import Officer, Term
from tongpin.domains.membership.models.upkeep import CommitteeWork, DuesPublication, GroupLeader, MemberContact, SecretaryReport

__all__ = [
    "AppointmentCase",
    "AppointmentMaterial",
    "AppointmentStep",
    "Appraisal",
    "AppraisalGrade",
    "BranchProfile",
    "Candidate",
    "CommitteeWork",
    "CorrectionHelp",
    "CorrectionMeasure",
    "CorrectionRequest",
    "DevelopmentCase",
    "DevelopmentGuide",
    "DevelopmentMaterial",
    "DevelopmentNotice",
    "DevelopmentReview",
    "DevelopmentStep",
    "DuesBase",
    "DuesGift",
    "DuesMonth",
    "DuesPublication",
    "DutyPost",
    "Election",
    "GroupLeader",
    "Member",
    "MemberContact",
    "Mentorship",
    "Officer",
    "Posting",
    "Procedure",
    "ProcedureStep",
    "ProposalAnswer",
    "RankRecord",
    "SecretaryReport",
    "Term",
]
