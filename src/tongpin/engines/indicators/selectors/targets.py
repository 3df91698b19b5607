"""目标查询."""

from __future__ import annotations

from django.db.models import QuerySet

from tongpin.engines.indicators.models import Measure, Target
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.periods import Period


def targets() -> QuerySet[Target]:
    """All targets with their indicator and organisation, superseded ones included."""
    return Target.objects.select_related("measure", "org")


def in_force() -> QuerySet[Target]:
    """目标 in force: those that no later one has replaced."""
    return targets().filter(superseded_at__isnull=True)


def current_targets(org: Organisation, year: int) -> dict[tuple[int, Period], Target]:
    """Targets in force for one organisation and year by indicator and period; one query."""
    found = in_force().filter(org=org, period_start__year=year)
    return {(target.measure_id, target.period): target for target in found}


def target_history(org: Organisation, measure: Measure, period: Period) -> QuerySet[Target]:
    """目标沿革: all values ever set, newest first."""
    return targets().filter(org=org, measure=measure, period_kind=period.kind.value, period_start=period.start).order_by("-pk")
