"""品牌与公开表单."""

from __future__ import annotations

from tongpin.domains.publicity.models import Honour
from tongpin.engines.ledgers.forms import LedgerForm


class HonourForm(LedgerForm):
    """荣誉表单."""

    class Meta:
        model = Honour
        fields = ("title", "level", "holder", "year", "awarded_by", "remark")
        help_texts = {"title": "按表彰文件原文填写。", "year": "四位年份，如 2023。"}
