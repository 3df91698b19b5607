"""导入表单: the upload, and the correction of how a sheet was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from tongpin.engines.dataio.selectors import sheet_of
from tongpin.engines.dataio.staging.plan import Choices
from tongpin.foundation.ui.forms import DropZone, OfficeForm
from tongpin.kernel.extensions import ColumnType, ImportSheet

LEFT_OUT = "-"


class FilesField(forms.FileField):
    """多个文件: cleans to the list of uploads."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by the rules of one; together under the upload's cap."""
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        uploads = [super(FilesField, self).clean(one, initial) for one in given]
        if sum(upload.size for upload in uploads) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(f"所选文件合计超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请分次导入。")
        return uploads


class UploadForm(OfficeForm):
    """上传台账."""

    uploads = FilesField(
        label="台账文件", widget=DropZone(many=True, hint="可用 .xlsx、.xls 或 .csv，平时怎么记就怎么传，不必先整理；一次最多 20 个文件。")
    )
    kind = forms.ChoiceField(label="台账种类", required=False, help_text="不选则按表头自动识别，一个文件里可以有几种台账。")

    def __init__(self, *args: Any, sheets: Sequence[ImportSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [("", "自动识别"), *((sheet.kind, sheet.title) for sheet in sheets)]


class ReadingForm(OfficeForm):
    """更正读法: which ledger a sheet is, where its header stands, and which column means what."""

    kind = forms.ChoiceField(label="台账种类")
    header_row = forms.IntegerField(label="表头所在行", min_value=1, max_value=1_048_576, help_text="表头占两行时填下面一行。")

    def __init__(self, *args: Any, sheet: Any, sheets: Sequence[ImportSheet], **kwargs: Any) -> None:
        super().__init__(*args, initial={"kind": LEFT_OUT if sheet.is_left_out else sheet.kind, "header_row": sheet.header_row}, **kwargs)
        self.sheet = sheet
        kinds = self.fields["kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [("", "请选择"), *((s.kind, s.title) for s in sheets), (LEFT_OUT, "不导入这张表")]
        self._add_columns(sheet_of(sheet.kind))
        self._set_up()

    def _add_columns(self, ledger: ImportSheet | None) -> None:
        if ledger is None:
            return
        used = {position: name for position, name, _ in self.sheet.mapping}
        wanted = [("", "不导入此列"), *((c.name, f"{c.title}（必填）" if c.required else c.title) for c in ledger.columns)]
        for position, text, _ in self.sheet.headers:
            values = [row[position] for row in self.sheet.sample if position < len(row) and row[position]]
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=text, choices=wanted, required=False, initial=used.get(position, ""), help_text="、".join(values[:3])
            )
        for column in ledger.columns:
            if column.type is ColumnType.YEAR and column.name not in used.values():
                self.fields[f"constant_{column.name}"] = forms.IntegerField(
                    label=f"{column.title}（表中没有这一列时填）",
                    required=False,
                    min_value=1900,
                    max_value=2100,
                    initial=self.sheet.constants.get(column.name),
                    help_text="整张表都按这一年导入。",
                )

    def clean(self) -> dict[str, Any]:
        """A column of the ledger is used once."""
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for name, value in list(cleaned.items()):
            if name.startswith("column_") and value:
                if value in taken:
                    self.add_error(name, f"与“{self.fields[taken[value]].label}”选了同一列，请改选其中一个。")
                taken[value] = name
        return cleaned

    def choices_made(self) -> Choices:
        """What the person chose; columns only count while kind and header stay as they were."""
        given = self.cleaned_data
        if given["kind"] == LEFT_OUT:
            return Choices(left_out=True)
        moved = given["header_row"] != self.sheet.header_row
        if given["kind"] != self.sheet.kind or moved:
            return Choices(kind=given["kind"], header_row=given["header_row"] if moved else 0)
        mapping = {int(name[7:]): value for name, value in given.items() if name.startswith("column_")}
        constants = {name[9:]: value for name, value in given.items() if name.startswith("constant_") and value is not None}
        return Choices(kind=given["kind"], mapping=mapping, constants=constants)
