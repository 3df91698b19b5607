"""文件制度表单."""

from __future__ import annotations

from django import forms

from tongpin.domains.orglife.models import LibraryDocument, LibraryDuty, LibraryVersion
from tongpin.engines.ledgers.forms import LedgerForm


class DocumentForm(LedgerForm):
    """文件表单."""

    class Meta:
        model = LibraryDocument
        fields = ("title", "number", "kind", "issued_by")


class VersionForm(LedgerForm):
    """文件版本表单."""

    class Meta:
        model = LibraryVersion
        fields = ("label", "in_force_on", "changes", "read_by", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "text": "可粘贴正文，便于检索；原件在登记后作为附件上传。",
            "read_by": "需要全员阅知的填写；不要求阅知的留空。",
        }


class DutyForm(LedgerForm):
    """文件职责表单."""

    class Meta:
        model = LibraryDuty
        fields = ("article", "text", "bearer", "rhythm")
        help_texts = {"bearer": "如：支部书记、全体党员。", "rhythm": "如：每季度、每年12月底前。"}
