"""谈话表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.orglife.models import Talk
from tongpin.domains.orglife.selectors.colleagues import colleagues
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class TalkOpenForm(LedgerForm):
    """谈话登记表单: the open part."""

    class Meta:
        model = Talk
        fields = ("on", "kind", "talker", "talked_to", "officer")
        help_texts = {"officer": "除谈话双方外，只有这一人可以查看内容；不指定则只有双方可看。"}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("talker", "talked_to", "officer"):
            offer(self, name, colleagues(org, today()))


class TalkForm(TalkOpenForm):
    """谈话登记表单 with the words, which only one of the two may fill in."""

    words = forms.CharField(
        label="谈话内容",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text="可以不填。填写的内容加密保存，只有谈话双方和知悉人可以查看，不进入导出、搜索和操作记录；代他人登记的请留空。",
    )


class WordsForm(StepForm):
    """谈话内容表单."""

    words = forms.CharField(
        label="谈话内容",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text="加密保存，只有谈话双方和知悉人可以查看。涉及国家秘密的内容不得录入本系统。",
    )
