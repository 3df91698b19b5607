"""报告为整体提供的内容."""

from tongpin.interfaces.reports import selectors
from tongpin.interfaces.reports.permissions import ReportPermission
from tongpin.kernel.extensions import AuditVerb, NavItem, PermissionSet, RecordKind

EXTENSIONS = [
    PermissionSet(title="报告", permissions={ReportPermission.VIEW: "查看和下载报告", ReportPermission.EDIT: "改写报告句式"}),
    NavItem(group="报告", title="年终总结", url_name="reports:year_end", permission=ReportPermission.VIEW, icon="report", order=150),
    NavItem(group="报告", title="报告句式", url_name="reports:wordings", permission=ReportPermission.EDIT, icon="edit", order=160),
    RecordKind(
        kind="sentence_wording",
        title="本单位句式",
        url_name="reports:wording_record",
        permission=ReportPermission.VIEW,
        fetch=selectors.wording_reference,
    ),
    AuditVerb(verb="report.reworded", title="改写报告句式"),
    AuditVerb(verb="report.downloaded", title="下载报告"),
]
