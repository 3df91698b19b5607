"""责任落实的表."""

from tongpin.domains.accountability.models.cases import CaseAccess, CaseNote, CaseOfficer, PetitionCase
from tongpin.domains.accountability.models.circulars import Circular, CircularUnit
from tongpin.domains.accountability.models.disclosures import Disclosure, OpenItem
from tongpin.domains.accountability.models.duty_lists import DutyLine, DutyList, DutyProof
from tongpin.domains.accountability.models.letters import ClauseTemplate, Letter, LetterClause, LetterVersion
from tongpin.domains.accountability.models.orders import (
    OrderAssist,
    OrderEvidence,
    OrderExtension,
    OrderItem,
    OrderRules,
    OrderStep,
    OrderUrging,
    WorkOrder,
)
from tongpin.domains.accountability.models.reminders import (
    IntegrityReminder,
    IntegrityRules,
    ReminderRecipient,
    ReminderSending,
    ReminderUrging,
)
from tongpin.domains.accountability.models.risks import RiskCheck, RiskPoint

__all__ = [
    "CaseAccess",
    "CaseNote",
    "CaseOfficer",
    "Circular",
    "CircularUnit",
    "ClauseTemplate",
    "Disclosure",
    "DutyLine",
    "DutyList",
    "DutyProof",
    "IntegrityReminder",
    "IntegrityRules",
    "Letter",
    "LetterClause",
    "LetterVersion",
    "OpenItem",
    "OrderAssist",
    "OrderEvidence",
    "OrderExtension",
    "OrderItem",
    "OrderRules",
    "OrderStep",
    "OrderUrging",
    "PetitionCase",
    "ReminderRecipient",
    "ReminderSending",
    "ReminderUrging",
    "RiskCheck",
    "RiskPoint",
    "WorkOrder",
]
