"""权限 contributes its own permission and entries, and how organisations, people and accounts are opened within a viewer's sight."""

from __future__ import annotations

from tongpin.foundation.access.permissions import AccessPermission
from tongpin.foundation.access.selectors import find_organisations, find_people, organisation_seen, person_seen, user_seen
from tongpin.foundation.accounts.permissions import AccountPermission
from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, SearchSource

EXTENSIONS: list[Extension] = [
    PermissionSet(title="授权", permissions={AccessPermission.EDIT: "授权与收回、解除锁定、结束会话"}),
    NavItem(group="系统管理", title="账号", url_name="access:users", permission=AccountPermission.VIEW, icon="user", order=900),
    NavItem(group="系统管理", title="授权", url_name="access:grants", permission=AccessPermission.EDIT, icon="key", order=902),
    NavItem(group="系统管理", title="角色", url_name="access:roles", permission=AccessPermission.EDIT, icon="shield", order=904),
    AuditVerb(verb="access_grant.given", title="授权"),
    AuditVerb(verb="access_grant.revoked", title="收回授权"),
    RecordKind(kind="organisation", title="组织", url_name="orgs:organisation", permission=OrgPermission.VIEW, fetch=organisation_seen),
    RecordKind(kind="person", title="人员", url_name="orgs:person", permission=OrgPermission.VIEW, fetch=person_seen),
    SearchSource(kind="organisation", title="组织", permission=OrgPermission.VIEW, find=find_organisations),
    SearchSource(kind="person", title="人员", permission=OrgPermission.VIEW, find=find_people),
    RecordKind(kind="user", title="账号", url_name="access:user", permission=AccountPermission.VIEW, fetch=user_seen),
]
