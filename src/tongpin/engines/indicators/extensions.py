"""指标 contributes its pages, its cards and to-dos, the sheet of targets, and listens to changes of records."""

from __future__ import annotations

from tongpin.engines.indicators.permissions import TITLES
from tongpin.engines.indicators.services import records_changed
from tongpin.engines.indicators.services.target_sheet import TARGET_SHEET
from tongpin.kernel.extensions import AuditVerb, ChangeListener, Extension, PermissionSet

EXTENSIONS: list[Extension] = [
    PermissionSet(title="指标", permissions={str(key): title for key, title in TITLES.items()}),
    AuditVerb(verb="measure.synced", title="登记系统内置指标"),
    AuditVerb(verb="measure.created", title="新增指标"),
    AuditVerb(verb="measure.revised", title="修订指标口径"),
    AuditVerb(verb="observation.recorded", title="记录指标值"),
    AuditVerb(verb="observation.reported", title="填报指标值"),
    AuditVerb(verb="target.issued", title="下达目标"),
    AuditVerb(verb="target.adjusted", title="调整目标"),
    AuditVerb(verb="month_light.kept", title="月度封灯"),
    AuditVerb(verb="light_note.written", title="说明红灯"),
    AuditVerb(verb="light_note.changed", title="修改红灯说明"),
    TARGET_SHEET,
    ChangeListener(changed=records_changed),
]
