"""企业辅导 contributes its pages, records, sheets, panels, reminders and verbs."""

from __future__ import annotations

from tongpin.domains.coaching.contributions.panels import PANELS
from tongpin.domains.coaching.contributions.research import RESEARCH
from tongpin.domains.coaching.contributions.sheets import SHEETS
from tongpin.domains.coaching.contributions.verbs import VERBS
from tongpin.domains.coaching.enums import Programme
from tongpin.domains.coaching.measures import MEASURES
from tongpin.domains.coaching.permissions import Permission
from tongpin.domains.coaching.reminders import calendar_entries, due, todo
from tongpin.domains.coaching.selectors.applications import annual_reports, applications
from tongpin.domains.coaching.selectors.firm_years import firm_years
from tongpin.domains.coaching.selectors.reviews import coached_firms, firm_reviews
from tongpin.domains.coaching.selectors.rights import right_matches, rights
from tongpin.domains.coaching.selectors.visits import KIND
from tongpin.domains.coaching.services.judging import records_changed
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.kernel.extensions import (
    AuditVerb,
    ChangeListener,
    Extension,
    NavItem,
    PermissionSet,
    RecordKind,
    SearchSource,
    TodoSource,
)
from tongpin.kernel.obligations import CalendarSource, ReminderSource
from tongpin.kernel.occasions import ActivityKind, OutcomeField
from tongpin.kernel.values import ValueType

VIEW = Permission.VIEW
GROUP, FIGURES = "企业辅导", "企业数据"

COACHING = ActivityKind(
    key=KIND,
    title="企业辅导",
    area="business",
    outcomes=(
        OutcomeField(name="aim", title="辅导内容", choices=(*(str(p.label) for p in Programme), "专利申请", "研发费用归集", "其他")),
        OutcomeField(name="patents_coached", title="辅导申请专利件数", type=ValueType.NUMBER, unit="件"),
        OutcomeField(name="advice", title="辅导意见", hint="指出的差距和下一步，一行一条。"),
    ),
    order=310,
)

EXTENSIONS: list[Extension] = [
    COACHING,
    PermissionSet(
        title="企业辅导",
        permissions={Permission.VIEW: "查看企业辅导", Permission.EDIT: "登记和修改企业辅导", Permission.IMPORT: "导入企业辅导数据"},
    ),
    NavItem(group=GROUP, title="企业梯度研判", url_name="coaching:county", permission=VIEW, icon="target", order=300),
    NavItem(group=GROUP, title="辅导名单", url_name="coaching:coached_firms", permission=VIEW, icon="people", order=302),
    NavItem(group=GROUP, title="申报进度", url_name="coaching:applications", permission=VIEW, icon="document", order=304),
    NavItem(group=GROUP, title="证书到期和年报", url_name="coaching:held", permission=VIEW, icon="clock", order=306),
    NavItem(group=GROUP, title="年度报表填报", url_name="coaching:annual_reports", permission=VIEW, icon="report", order=308),
    NavItem(group=FIGURES, title="企业经营数据", url_name="coaching:firm_years", permission=VIEW, icon="table", order=310),
    NavItem(group=FIGURES, title="企业知识产权", url_name="coaching:rights", permission=VIEW, icon="award", order=314),
    NavItem(group=FIGURES, title="人工认定", url_name="coaching:firm_reviews", permission=VIEW, icon="check", order=316),
    RecordKind(kind="firm_year", title="企业年度经营数据", url_name="coaching:firm_year", permission=VIEW, fetch=seen(firm_years, VIEW)),
    RecordKind(kind="intellectual_property", title="知识产权", url_name="coaching:right", permission=VIEW, fetch=seen(rights, VIEW)),
    RecordKind(kind="coaching_application", title="申报", url_name="coaching:application", permission=VIEW, fetch=seen(applications, VIEW)),
    RecordKind(
        kind="annual_report", title="年度发展情况报表", url_name="coaching:annual_report", permission=VIEW, fetch=seen(annual_reports, VIEW)
    ),
    RecordKind(kind="coached_firm", title="辅导对象", url_name="coaching:coached_firm", permission=VIEW, fetch=seen(coached_firms, VIEW)),
    RecordKind(kind="firm_review", title="人工认定", url_name="coaching:firm_review", permission=VIEW, fetch=seen(firm_reviews, VIEW)),
    SearchSource(kind="intellectual_property", title="知识产权", permission=VIEW, find=finder(rights, VIEW, right_matches)),
    TodoSource(key="coaching", title="企业辅导", permission=VIEW, items=todo),
    ReminderSource(key="coaching", title="企业辅导", due=due),
    CalendarSource(key="coaching", title="企业辅导", permission=VIEW, entries=calendar_entries),
    ChangeListener(changed=records_changed),
    *PANELS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *SHEETS,
    *RESEARCH,
    *MEASURES,
]
