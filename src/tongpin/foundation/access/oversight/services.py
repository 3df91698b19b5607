"""监看服务: checking the audit chain on record, and trying parked jobs again."""

from __future__ import annotations

import logging

from django.db import transaction

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import VERIFIED, AuditBroken, record
from tongpin.foundation.audit.verify import VerifyReport, verify
from tongpin.foundation.jobs import services as jobs
from tongpin.foundation.jobs.models import Job
from tongpin.kernel.reference import Reference

logger = logging.getLogger("tongpin.audit")


def verify_chain(*, by: User | None) -> VerifyReport:
    """校验审计链 and record the result, where the chain still takes events."""
    report = verify()
    if not report.ok:
        logger.critical("%s", report.message)
    detail = {"checked": report.checked, "anchors": report.anchors_checked, "message": report.message}
    try:
        with transaction.atomic():
            record(VERIFIED, by=by, outcome="ok" if report.ok else "failed", detail=detail)
    except AuditBroken:
        logger.critical("the result of the check could not be recorded: the service only reads")
    return report


@transaction.atomic
def retry_job(job: Job, *, by: User) -> Job:
    """重试 a parked job."""
    found = jobs.retry(job=job, by=by)
    record("job.retried", by=by, subject=Reference("job", job.pk, job.name), before={"error": job.error})
    return found
