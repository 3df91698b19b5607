"""导入导出 contributes its pages, permissions, verbs, the batch as a record kind, and the xlsx export of every list."""

from __future__ import annotations

from tongpin.engines.dataio.downloads import export_list
from tongpin.engines.dataio.permissions import Permission
from tongpin.engines.dataio.selectors import origin_panel, origins, visible_batches
from tongpin.foundation.accounts.models import User
from tongpin.kernel.extensions import AuditVerb, Extension, ListExporter, NavItem, PermissionSet, RecordKind, RecordPanel, RowOrigin
from tongpin.kernel.reference import Reference


def seen_batch(pk: int, viewer: User) -> Reference | None:
    """The batch where the viewer may see it."""
    found = visible_batches(viewer).filter(pk=pk).first()
    return None if found is None else found.reference()


EXTENSIONS: list[Extension] = [
    PermissionSet(title="导入导出", permissions={Permission.VIEW: "导入台账、查看导入批次", Permission.UNDO: "撤销导入"}),
    NavItem(group="导入", title="导入台账", url_name="dataio:upload", permission=Permission.VIEW, icon="import", order=650),
    NavItem(group="导入", title="导入记录", url_name="dataio:batches", permission=Permission.VIEW, icon="history", order=660),
    RecordKind(kind="import_batch", title="导入批次", url_name="dataio:batch", permission=Permission.VIEW, fetch=seen_batch),
    RecordPanel(
        record_kind="*",
        title="导入来源",
        permission=Permission.VIEW,
        template="dataio/parts/origin_panel.html",
        context=origin_panel,
        order=850,
    ),
    RowOrigin(find=origins),
    ListExporter(format="xlsx", title="导出 Excel", respond=export_list),
    AuditVerb(verb="import.submitted", title="提交导入文件"),
    AuditVerb(verb="import.mapping_corrected", title="更正列对应"),
    AuditVerb(verb="import.queued", title="排队导入"),
    AuditVerb(verb="import.confirmed", title="确认导入"),
    AuditVerb(verb="import.returned", title="退回待确认"),
    AuditVerb(verb="import.undone", title="撤销导入"),
    AuditVerb(verb="import.discarded", title="放弃导入"),
    AuditVerb(verb="export.made", title="导出清单"),
]
