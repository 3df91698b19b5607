"""党员队伍 contributes its pages, records, rosters, sheet, measures and verbs."""

from __future__ import annotations

from tongpin.domains.membership.facts.development import SOURCES as DEVELOPMENT
from tongpin.domains.membership.facts.elections import SOURCES as ELECTIONS
from tongpin.domains.membership.facts.posts import SOURCES as POSTS
from tongpin.domains.membership.facts.register import SOURCES as REGISTER
from tongpin.domains.membership.measures import MEASURES
from tongpin.domains.membership.own import OWN_PARTS
from tongpin.domains.membership.panels import (
    CASE_PANELS,
    ELECTION_PANELS,
    FACTS,
    branch_panel,
    members_panel,
    officers_panel,
    person_panel,
    renewals,
    requests_to_answer,
)
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.rosters import ROSTERS
from tongpin.domains.membership.selectors import appraisals, development_cases, duty_posts, elections, member_matches, members, terms
from tongpin.domains.membership.sheets import SHEETS
from tongpin.engines.ledgers.pages import TABLE, finder, seen
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, PermissionSet, RecordKind, RecordPanel, SearchSource, TodoSource

OWN, VIEW, EDIT, FILES, GRADES = Permission.OWN, Permission.VIEW, Permission.EDIT, Permission.DEVELOPMENT, Permission.APPRAISALS

VERBS = {
    "member.registered": "登记党员",
    "member.corrected": "更正党员资料",
    "member.converted": "登记党员转正",
    "member.left": "减少党员",
    "member.absence_noted": "登记党员外出",
    "member.contact_noted": "登记党员联系情况",
    "branch_profile.entered": "登记党组织概况",
    "branch_profile.corrected": "更正党组织概况",
    "term.begun": "登记届次",
    "term.corrected": "更正届次",
    "term.postponed": "提前或延期换届",
    "term.ended": "本届结束",
    "officer.appointed": "党内任职",
    "officer.released": "党内免职",
    "development_case.opened": "建立发展党员档案",
    "development_case.corrected": "更正发展党员档案",
    "development_case.ended": "终止发展",
    "development_case.completed": "发展党员材料归档",
    "development_step.recorded": "登记发展步骤",
    "development_step.corrected": "更正发展步骤",
    "development_guide.named": "确定培养联系人或入党介绍人",
    "development_review.noted": "登记培养考察",
    "development_material.received": "收到发展党员材料",
    "development_notice.put_up": "发布发展党员公示",
    "development_notice.settled": "登记公示结果",
    "election.opened": "登记选举",
    "election.corrected": "更正选举",
    "election.counted": "登记计票",
    "election.filed": "登记选举报备与批复",
    "candidate.named": "提名候选人",
    "candidate.withdrawn": "撤销提名",
    "candidate.counted": "登记候选人得票",
    "appraisal.held": "登记民主评议",
    "appraisal.corrected": "更正民主评议",
    "appraisal_grade.given": "评定等次",
    "appraisal_grade.corrected": "更正等次",
    "dues_base.set": "核定党费基数",
    "dues_base.corrected": "更正党费基数",
    "dues.paid": "登记党费交纳",
    "dues.excused": "登记未交党费的正当理由",
    "duty_post.set_up": "设岗",
    "duty_post.corrected": "更正岗位",
    "duty_post.reviewed": "评议岗位",
    "duty_post.ended": "撤岗",
    "duty_post.shown": "亮牌",
    "duty_post.hidden": "停止亮牌",
    "correction.asked": "申请更正本人资料",
    "correction.answered": "答复更正申请",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(
        title="党员队伍",
        permissions={
            OWN: "查看本人的党员资料和发展经过",
            VIEW: "查看党员名册、届次、选举和岗位",
            EDIT: "登记和修改党员、届次、选举和岗位",
            Permission.IMPORT: "导入党员名册",
            Permission.DEVELOPMENT: "查看和办理发展党员档案",
            Permission.APPRAISALS: "查看和登记民主评议等次",
            Permission.DUES: "查看和登记党费基数与金额",
        },
    ),
    NavItem(group="党员队伍", title="党员名册", url_name="membership:members", permission=VIEW, icon="people", order=50),
    NavItem(group="党员队伍", title="发展党员", url_name="membership:cases", permission=FILES, icon="file", order=54),
    NavItem(group="党员队伍", title="发展党员公示", url_name="membership:notices", permission=OWN, icon="notice", order=56),
    NavItem(group="党员队伍", title="换届与任期", url_name="membership:terms", permission=VIEW, icon="calendar", order=52),
    RecordKind(kind="member", title="党员", url_name="membership:member", permission=VIEW, fetch=seen(members, VIEW)),
    NavItem(group="党员队伍", title="选举", url_name="membership:elections", permission=VIEW, icon="list", order=53),
    NavItem(group="党员队伍", title="民主评议", url_name="membership:appraisals", permission=GRADES, icon="star", order=57),
    NavItem(group="党员队伍", title="党费", url_name="membership:dues", permission=VIEW, icon="money", order=58),
    NavItem(group="党员队伍", title="党员岗位", url_name="membership:posts", permission=VIEW, icon="award", order=59),
    NavItem(group="党员队伍", title="更正申请", url_name="membership:requests", permission=EDIT, icon="edit", order=60),
    NavItem(group="我的", title="我的党员资料", url_name="membership:own", permission=OWN, icon="person", order=12),
    RecordKind(kind="duty_post", title="党员岗位", url_name="membership:post", permission=VIEW, fetch=seen(duty_posts, VIEW)),
    TodoSource(key="membership-requests", title="更正申请", permission=EDIT, items=requests_to_answer),
    RecordKind(kind="election", title="选举", url_name="membership:election", permission=VIEW, fetch=seen(elections, VIEW)),
    RecordKind(kind="appraisal", title="民主评议", url_name="membership:appraisal", permission=GRADES, fetch=seen(appraisals, GRADES)),
    RecordKind(kind="term", title="届次", url_name="membership:term", permission=VIEW, fetch=seen(terms, VIEW)),
    RecordPanel(record_kind="organisation", title="届次与概况", permission=VIEW, template=FACTS, context=branch_panel, order=20),
    RecordPanel(record_kind="organisation", title="党员", permission=VIEW, template=TABLE, context=members_panel, order=22),
    RecordPanel(record_kind="term", title="任职", permission=VIEW, template=TABLE, context=officers_panel, order=10),
    RecordPanel(record_kind="person", title="党内情况", permission=OWN, template=FACTS, context=person_panel, order=20),
    RecordKind(
        kind="development_case", title="发展党员档案", url_name="membership:case", permission=FILES, fetch=seen(development_cases, FILES)
    ),
    *OWN_PARTS,
    *CASE_PANELS,
    *ELECTION_PANELS,
    *DEVELOPMENT,
    *REGISTER,
    *ELECTIONS,
    *POSTS,
    SearchSource(kind="member", title="党员", permission=VIEW, find=finder(members, VIEW, member_matches)),
    TodoSource(key="membership-terms", title="换届", permission=EDIT, items=renewals),
    *ROSTERS,
    *SHEETS,
    *MEASURES,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
