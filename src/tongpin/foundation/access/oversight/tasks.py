"""监看任务: the audit chain is anchored every ten minutes and checked every night."""

from __future__ import annotations

from tongpin.foundation.access.oversight.services import verify_chain
from tongpin.foundation.audit.services import anchor_now
from tongpin.foundation.jobs.registry import job


@job("audit.anchor", title="记审计锚点", cron="*/10 * * * *")
def anchor() -> bool:
    """记锚点."""
    return anchor_now()


@job("audit.verify", title="校验审计链", cron="30 2 * * *")
def check() -> str:
    """校验审计链."""
    return verify_chain(by=None).message
