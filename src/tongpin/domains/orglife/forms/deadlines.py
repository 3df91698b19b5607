"""年度通知表单."""

from __future__ import annotations

from tongpin.domains.orglife.models import YearNotice
from tongpin.engines.ledgers.forms import LedgerForm


class NoticeForm(LedgerForm):
    """年度通知表单."""

    class Meta:
        model = YearNotice
        fields = ("year", "matter", "due_on", "document")
        help_texts = {
            "year": "会议计入的年度，如 2025。",
            "due_on": "通知允许在次年补开的，填次年的日期；本组织及以下各党组织都按这一日期判断。",
        }
