"""材料栏: several files at once, or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tongpin.foundation.ui.forms import DropZone


class EvidenceField(forms.FileField):
    """佐证材料: cleans to the list of uploads, empty where there are none."""

    widget = DropZone

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DropZone(many=True, hint="会议通知、签到表、材料等，可不传；不要求照片。"))
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        uploads = [super(EvidenceField, self).clean(one, initial) for one in given]
        if sum(upload.size for upload in uploads) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(f"所选文件合计超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请分次上传。")
        return uploads
