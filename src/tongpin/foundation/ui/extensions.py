"""界面扩展: what the page frame itself contributes."""

from tongpin.foundation.ui.permissions import UIPermission
from tongpin.kernel.extensions import Extension, NavItem, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(title="界面", permissions={UIPermission.GALLERY.value: "查看组件样例"}),
    NavItem(group="系统管理", title="组件样例", url_name="ui:gallery", permission=UIPermission.GALLERY.value, icon="grid", order=990),
]
