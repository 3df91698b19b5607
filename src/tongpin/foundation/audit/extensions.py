"""审计 contributes its verbs, its permissions, the entry of the rail and the change history on every record page."""

from __future__ import annotations

from tongpin.foundation.audit.selectors import change_panel
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordPanel

EXTENSIONS: list[Extension] = [
    PermissionSet(title="审计", permissions={"audit.view": "查看审计记录", "audit.verify": "校验审计链"}),
    NavItem(group="系统管理", title="审计记录", url_name="audit:list", permission="audit.view", icon="history", order=910),
    AuditVerb(verb="audit.verified", title="校验审计链"),
    AuditVerb(verb="audit.resumed", title="登记原因后恢复写入"),
    AuditVerb(verb="audit.key_rotated", title="更换审计密钥"),
    RecordPanel(record_kind="*", title="修改记录", permission="", template="audit/change_panel.html", context=change_panel, order=900),
]
