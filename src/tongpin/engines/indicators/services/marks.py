"""变动标记: a change of rows makes kept values stale at once; counting again follows in the background."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from tongpin.engines.indicators.models import Measure, StaleMark
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.selectors import jobs
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import MeasureSource, gathered

REFRESH = "indicators.refresh_stale"


def records_changed(org_id: int, kinds: Iterable[str]) -> None:
    """记录有变动: called inside the transaction that changed records of these kinds for an organisation.

    Marks every indicator counted from them, for the organisation and all above it. From the commit on, readers count from the rows.
    """
    changed = frozenset(kinds)
    codes = [source.code for source in gathered(MeasureSource) if changed.intersection(source.record_kinds)]
    if not codes:
        return
    path = Organisation.objects.values_list("path", flat=True).get(pk=org_id)
    org_ids = [int(part) for part in path.strip("/").split("/") if part]
    measure_ids = list(Measure.objects.filter(code__in=codes).values_list("pk", flat=True))
    with transaction.atomic():
        StaleMark.objects.bulk_create(StaleMark(measure_id=m, org_id=o) for o in org_ids for m in measure_ids)
        if measure_ids and not jobs().filter(name=REFRESH, state=JobState.WAITING).exists():
            enqueue(REFRESH)
