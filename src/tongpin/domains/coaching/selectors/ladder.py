"""企业梯度: 苗子 → 科技型中小企业 → 高新技术企业 → 科技小巨人; what a firm holds on a day, and what comes next. Pure."""

from __future__ import annotations

from datetime import date

from tongpin.domains.coaching.calculations.facts import FirmRecord
from tongpin.domains.coaching.enums import Rung

NEXT = {Rung.NONE: Rung.SEEDLING, Rung.SEEDLING: Rung.SME, Rung.SME: Rung.HNTE, Rung.HNTE: Rung.GIANT}


def rung_of(record: FirmRecord) -> Rung:
    """梯度位置: the highest that the firm holds; one that is being coached or has told its R&D expense is a seedling."""
    if record.is_giant:
        return Rung.GIANT
    if record.is_hnte:
        return Rung.HNTE
    if record.is_sme:
        return Rung.SME
    spends = any(figures.get("rd_tax") or figures.get("rd_personnel") for figures in record.years.values())
    return Rung.SEEDLING if record.is_coached or spends else Rung.NONE


def sme_years(day: date) -> tuple[int, ...]:
    """入库登记有效的登记年度: that of the day, and until 31 March the one before it (from memory, 待核对)."""
    return (day.year, day.year - 1) if (day.month, day.day) <= (3, 31) else (day.year,)
