"""附件 contributes its verbs, its permission and the evidence part of every record page."""

from __future__ import annotations

from tongpin.foundation.files.panels import evidence_panel, stored_file
from tongpin.kernel.extensions import AuditVerb, Extension, PermissionSet, RecordKind, RecordPanel

EXTENSIONS: list[Extension] = [
    PermissionSet(title="附件", permissions={"files.view": "查看和下载佐证材料", "files.attach": "上传和撤下佐证材料"}),
    AuditVerb(verb="file.stored", title="保存文件"),
    AuditVerb(verb="file.attached", title="上传附件"),
    AuditVerb(verb="file.withdrawn", title="撤下附件"),
    AuditVerb(verb="file.collected", title="清理未使用文件"),
    RecordKind(kind="stored_file", title="文件", url_name="files:download", permission="files.view", fetch=stored_file),
    RecordPanel(
        record_kind="*", title="佐证材料", permission="files.view", template="files/evidence_panel.html", context=evidence_panel, order=800
    ),
]
