"""组织与人员 contributes its permissions, its entries of the rail and its audit verbs."""

from __future__ import annotations

from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="组织与人员", permissions={OrgPermission.VIEW: "查看组织、人员与任职", OrgPermission.EDIT: "设立、调整组织，维护人员与任职"}
    ),
    NavItem(group="组织人员", title="组织机构", url_name="orgs:tree", permission=OrgPermission.VIEW, icon="org", order=700),
    NavItem(group="组织人员", title="人员", url_name="orgs:people", permission=OrgPermission.VIEW, icon="people", order=710),
    NavItem(group="组织人员", title="工作日历", url_name="orgs:calendar", permission=OrgPermission.VIEW, icon="calendar", order=720),
    AuditVerb(verb="organisation.created", title="设立组织"),
    AuditVerb(verb="organisation.changed", title="修改组织资料"),
    AuditVerb(verb="organisation.renamed", title="组织更名"),
    AuditVerb(verb="organisation.moved", title="组织转隶"),
    AuditVerb(verb="organisation.merged", title="组织合并"),
    AuditVerb(verb="organisation.closed", title="组织撤销"),
    AuditVerb(verb="person.created", title="登记人员"),
    AuditVerb(verb="person.changed", title="修改人员资料"),
    AuditVerb(verb="post.appointed", title="任职"),
    AuditVerb(verb="post.ended", title="免职"),
    AuditVerb(verb="calendar_day.set", title="调整工作日"),
    AuditVerb(verb="calendar_day.removed", title="取消工作日调整"),
]
