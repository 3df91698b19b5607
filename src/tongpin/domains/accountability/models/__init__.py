"""责任落实的表."""

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
from tongpin.domains.accountability.models.risks import RiskCheck, RiskPoint

__all__ = [
    "ClauseTemplate",
    "DutyLine",
    "DutyList",
    "DutyProof",
    "Letter",
    "LetterClause",
    "LetterVersion",
    "OrderAssist",
    "OrderEvidence",
    "OrderExtension",
    "OrderItem",
    "OrderRules",
    "OrderStep",
    "OrderUrging",
    "RiskCheck",
    "RiskPoint",
    "WorkOrder",
]
