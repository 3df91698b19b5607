"""附件 looks after what it keeps."""

from __future__ import annotations

import logging

from tongpin.foundation.files import services
from tongpin.foundation.jobs.registry import job
from tongpin.foundation.jobs.running import JobRun

logger = logging.getLogger("tongpin.files")


@job("files.collect", title="清理未使用的文件", cron="40 3 * * *")
def collect() -> int:
    """清理."""
    return services.collect_unused()


@job("files.verify", title="核对文件内容", cron="0 4 * * 0")
def verify(run: JobRun) -> list[str]:
    """核对: hashes every file; what is missing or changed stands in the result and in the log."""
    found = [str(fault) for fault in services.verify_all()]
    for words in found:
        logger.critical("%s", words)
    return found
