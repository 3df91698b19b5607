"""账号 contributes its permissions and its audit verbs."""

from __future__ import annotations

from tongpin.foundation.accounts.permissions import AccountPermission
from tongpin.kernel.extensions import AuditVerb, Extension, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(title="账号", permissions={AccountPermission.VIEW: "查看账号", AccountPermission.EDIT: "建立、停用账号，重置密码"}),
    AuditVerb(verb="account.created", title="建立账号"),
    AuditVerb(verb="account.changed", title="修改账号"),
    AuditVerb(verb="account.disabled", title="停用账号"),
    AuditVerb(verb="account.enabled", title="启用账号"),
    AuditVerb(verb="account.password_reset", title="重置密码"),
    AuditVerb(verb="account.password_changed", title="修改密码"),
    AuditVerb(verb="account.signed_in", title="登录"),
    AuditVerb(verb="account.signed_out", title="退出登录"),
    AuditVerb(verb="account.sign_in_failed", title="登录失败"),
    AuditVerb(verb="account.locked", title="登录锁定"),
    AuditVerb(verb="account.unlocked", title="解除登录锁定"),
    AuditVerb(verb="account.sessions_revoked", title="结束会话"),
]
