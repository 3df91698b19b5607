"""指标 contributes its pages, its cards and to-dos, the sheet of targets, and listens to changes of records."""

from __future__ import annotations

from tongpin.engines.indicators.permissions import TITLES, IndicatorPermission
from tongpin.engines.indicators.selectors import access, desk
from tongpin.engines.indicators.services import records_changed
from tongpin.engines.indicators.services.target_sheet import TARGET_SHEET
from tongpin.kernel.extensions import (
    AuditVerb,
    ChangeListener,
    DefaultYear,
    DeskCard,
    Extension,
    NavItem,
    PermissionSet,
    RecordKind,
    TodoSource,
)

VIEW = IndicatorPermission.VIEW.value

EXTENSIONS: list[Extension] = [
    PermissionSet(title="指标", permissions={str(key): title for key, title in TITLES.items()}),
    NavItem(group="指标", title="指标与红黄灯", url_name="indicators:list", permission=VIEW, icon="chart", order=100),
    NavItem(group="指标", title="目标任务", url_name="indicators:targets", permission=VIEW, icon="list", order=110),
    RecordKind(kind="observation", title="指标值", url_name="indicators:observation", permission=VIEW, fetch=access.observation_reference),
    RecordKind(kind="target", title="目标", url_name="indicators:target", permission=VIEW, fetch=access.target_reference),
    DeskCard(
        key="lights",
        title="指标与红黄灯",
        permission=VIEW,
        template="indicators/lights_card.html",
        context=desk.lights_card,
        order=20,
        wide=True,
    ),
    DeskCard(
        key="freshness",
        title="数据时效",
        permission=VIEW,
        template="indicators/freshness_card.html",
        context=desk.freshness_card,
        order=80,
    ),
    TodoSource(key="indicators", title="指标", permission=IndicatorPermission.REPORT, items=desk.todo),
    DefaultYear(year=desk.default_year),
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
