"""会议和主题党日 as they are contributed to the whole: pages, records, kinds of activities, rosters, facts, measures and verbs."""

from __future__ import annotations

from tongpin.domains.orglife.desk import DESK
from tongpin.domains.orglife.duty_actions import DUTY_ACTIONS
from tongpin.domains.orglife.gathering_facts import FACTS
from tongpin.domains.orglife.kinds import KINDS
from tongpin.domains.orglife.measures import MEASURES
from tongpin.domains.orglife.panels import file_panel
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.rosters import ROSTER_SOURCES
from tongpin.domains.orglife.selectors.agenda import item_matches, meeting_items
from tongpin.domains.orglife.selectors.campaigns import campaign_matches, campaigns
from tongpin.domains.orglife.selectors.catalogues import entries as catalogue_entries
from tongpin.domains.orglife.selectors.catalogues import entry_matches
from tongpin.domains.orglife.selectors.deadlines import notice_matches, year_notices
from tongpin.domains.orglife.selectors.decisions import decision_matches, off_meeting_decisions
from tongpin.domains.orglife.selectors.meetings import meeting_matches, meetings
from tongpin.domains.orglife.selectors.plans import plan_matches, year_plans
from tongpin.domains.orglife.selectors.theme_days import theme_day_matches, theme_days
from tongpin.engines.ledgers.pages import finder, seen
from tongpin.foundation.access.selectors import handed_down_to
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, RecordKind, RecordPanel, SearchSource

VIEW = Permission.VIEW
GROUP, RULES = "组织生活", "制度通知"
VERBS = {
    "meeting.entered": "登记会议",
    "meeting.planned": "安排会议",
    "meeting.corrected": "更正会议",
    "meeting.cancelled": "取消会议",
    "meeting.closed": "办结会议",
    "meeting.reopened": "退回办结",
    "meeting_item.entered": "登记议题",
    "meeting_item.corrected": "更正议题",
    "meeting_item.followed_up": "落实完成",
    "meeting_item.removed": "移出议题",
    "opinion.entered": "登记意见",
    "opinion.corrected": "更正意见",
    "opinion.removed": "移出意见",
    "recusal.entered": "登记回避",
    "recusal.removed": "移出回避登记",
    "vote.entered": "登记表决",
    "vote.corrected": "更正表决",
    "vote.removed": "移出表决",
    "make_up.entered": "登记补课",
    "make_up.removed": "移出补课登记",
    "rectification.entered": "列入整改清单",
    "rectification.corrected": "更正整改事项",
    "rectification.finished": "完成整改",
    "rectification.removed": "移出整改清单",
    "theme_day.entered": "登记主题党日",
    "theme_day.planned": "安排主题党日",
    "theme_day.corrected": "更正主题党日",
    "theme_day.cancelled": "撤销主题党日",
    "year_plan.drafted": "编制年度计划",
    "year_plan.confirmed": "确认年度计划",
    "planned_gathering.entered": "增加计划项",
    "planned_gathering.changed": "调整计划项",
    "planned_gathering.removed": "移出计划项",
    "year_notice.entered": "登记年度通知",
    "year_notice.corrected": "更正年度通知",
    "campaign.opened": "启动主题教育",
    "campaign.corrected": "更正主题教育",
    "campaign_action.entered": "增加规定动作",
    "campaign_action.corrected": "更正规定动作",
    "campaign_action.removed": "移出规定动作",
    "campaign_record.entered": "登记规定动作完成",
    "campaign_record.removed": "撤销规定动作完成",
    "catalogue_entry.entered": "增加目录项",
    "catalogue_entry.corrected": "更正目录项",
    "catalogue_entry.changed": "调整目录项",
    "catalogue_entry.ended": "停用目录项",
    "off_meeting_decision.entered": "登记会外决定",
    "off_meeting_decision.corrected": "更正会外决定",
    "off_meeting_decision.taken_up": "登记补开会议研究",
    "off_meeting_decision.removed": "移出会外决定",
}

GATHERINGS: list[Extension] = [
    NavItem(group=GROUP, title="会议", url_name="orglife:meetings", permission=VIEW, icon="calendar", order=21),
    NavItem(group=GROUP, title="会外决定", url_name="orglife:off_meeting_decisions", permission=VIEW, icon="notice", order=24),
    NavItem(group=GROUP, title="主题党日", url_name="orglife:theme_days", permission=VIEW, icon="flag", order=22),
    NavItem(group=GROUP, title="年度计划", url_name="orglife:plans", permission=VIEW, icon="list", order=20),
    NavItem(group=GROUP, title="主题教育", url_name="orglife:campaigns", permission=VIEW, icon="layers", order=23),
    NavItem(group=RULES, title="年度通知", url_name="orglife:notices", permission=VIEW, icon="notice", order=41),
    NavItem(group=GROUP, title="融合清单", url_name="orglife:fusion", permission=VIEW, icon="link", order=25),
    NavItem(group=RULES, title="组织生活目录", url_name="orglife:catalogues", permission=VIEW, icon="settings", order=42),
    RecordKind(
        kind="catalogue_entry", title="目录项", url_name="orglife:catalogue_entry", permission=VIEW, fetch=seen(catalogue_entries, VIEW)
    ),
    RecordKind(
        kind="off_meeting_decision",
        title="会外决定",
        url_name="orglife:off_meeting_decision",
        permission=VIEW,
        fetch=seen(off_meeting_decisions, VIEW),
    ),
    RecordKind(kind="meeting", title="会议", url_name="orglife:meeting", permission=VIEW, fetch=seen(meetings, VIEW)),
    RecordKind(kind="meeting_item", title="议题", url_name="orglife:item", permission=VIEW, fetch=seen(meeting_items, VIEW)),
    RecordKind(kind="theme_day", title="主题党日", url_name="orglife:theme_day", permission=VIEW, fetch=seen(theme_days, VIEW)),
    RecordKind(kind="year_plan", title="年度计划", url_name="orglife:plan", permission=VIEW, fetch=seen(year_plans, VIEW)),
    RecordKind(
        kind="campaign", title="主题教育", url_name="orglife:campaign", permission=VIEW, fetch=seen(campaigns, VIEW, sight=handed_down_to)
    ),
    RecordKind(
        kind="year_notice",
        title="年度通知",
        url_name="orglife:notice",
        permission=VIEW,
        fetch=seen(year_notices, VIEW, sight=handed_down_to),
    ),
    RecordPanel(
        record_kind="activity",
        title="会议、主题党日档案",
        permission=VIEW,
        template="orglife/file_panel.html",
        context=file_panel,
        order=50,
    ),
    SearchSource(kind="meeting", title="会议", permission=VIEW, find=finder(meetings, VIEW, meeting_matches)),
    SearchSource(kind="meeting_item", title="议题", permission=VIEW, find=finder(meeting_items, VIEW, item_matches)),
    SearchSource(kind="theme_day", title="主题党日", permission=VIEW, find=finder(theme_days, VIEW, theme_day_matches)),
    SearchSource(kind="year_plan", title="年度计划", permission=VIEW, find=finder(year_plans, VIEW, plan_matches)),
    SearchSource(
        kind="year_notice", title="年度通知", permission=VIEW, find=finder(year_notices, VIEW, notice_matches, sight=handed_down_to)
    ),
    SearchSource(kind="catalogue_entry", title="目录项", permission=VIEW, find=finder(catalogue_entries, VIEW, entry_matches)),
    SearchSource(
        kind="off_meeting_decision", title="会外决定", permission=VIEW, find=finder(off_meeting_decisions, VIEW, decision_matches)
    ),
    SearchSource(kind="campaign", title="主题教育", permission=VIEW, find=finder(campaigns, VIEW, campaign_matches, sight=handed_down_to)),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
    *KINDS,
    *ROSTER_SOURCES,
    *FACTS,
    *DUTY_ACTIONS,
    *DESK,
    *MEASURES,
]
