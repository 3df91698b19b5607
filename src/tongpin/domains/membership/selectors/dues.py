"""党费查询: who has paid for which month, without amounts; bases for those who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from tongpin.domains.membership.enums import PayerKind
from tongpin.domains.membership.models import DuesBase, DuesGift, DuesMonth, Member
from tongpin.domains.membership.selectors.members import members_under
from tongpin.engines.rules.evaluate import evaluate
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import Period, PeriodKind


def dues_bases() -> QuerySet[DuesBase]:
    """党费基数."""
    return DuesBase.objects.select_related("org", "member__person", "member__org")


def dues_months() -> QuerySet[DuesMonth]:
    """党费交纳."""
    return DuesMonth.objects.select_related("org", "member__person", "member__org")


def dues_gifts() -> QuerySet[DuesGift]:
    """自愿多交党费."""
    return DuesGift.objects.select_related("org", "member__person", "member__org")


def dues_amount(payer: str, base: Decimal | None, on: date) -> Decimal | None:
    """每月应交 by the rule in force on ``on``; None where the base is not known."""
    answer = evaluate("membership.dues", {"payer": PayerKind(payer).label, "base": base}, on)
    return answer.value if isinstance(answer.value, Decimal) else None


def base_in(member_ids: list[int], month: date) -> dict[int, DuesBase]:
    """某月适用的基数 by member."""
    rows = DuesBase.objects.filter(member_id__in=member_ids, starts_on__lte=month).order_by("starts_on", "pk")
    return {row.member_id: row for row in rows}


def month_of(day: date) -> date:
    """该月第一天."""
    return Period.containing(day, PeriodKind.MONTH).start


@dataclass(frozen=True)
class PaidRow:
    """某月交纳情况的一行: a member and what is known of the month."""

    member: Member
    record: DuesMonth | None

    @property
    def word(self) -> str:
        """已交, 未交 or 未交（有正当理由）."""
        if self.record is None or (self.record.paid_on is None and not self.record.has_reason):
            return "未交"
        return "已交" if self.record.paid_on is not None else "未交（有正当理由）"


def paid_in(org: Organisation, month: date) -> list[PaidRow]:
    """某月交纳情况 of an organisation: every member of the month's last day, with paid or unpaid."""
    last = Period(month, PeriodKind.MONTH).last_day
    known = {row.member_id: row for row in DuesMonth.objects.filter(member__org__path__startswith=org.path, month=month)}
    return [PaidRow(member, known.get(member.pk)) for member in members_under(org, last)]
