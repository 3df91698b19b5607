"""组织生活台账 beside the meetings: talks, suggestions, co-building, library, as they are contributed to the whole."""

from __future__ import annotations

from tongpin.domains.orglife.facts.attendance import ATTENDANCE_FACTS
from tongpin.domains.orglife.facts.study import STUDY_FACTS
from tongpin.domains.orglife.facts.study_group import STUDY_GROUP_FACTS
from tongpin.domains.orglife.lists.library import DUTY_COLUMNS, VERSION_COLUMNS
from tongpin.domains.orglife.lists.study import RECORD_PANEL
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.agreements import co_building_matches, co_buildings
from tongpin.domains.orglife.selectors.library import (
    all_documents,
    document_matches,
    duties_of,
    find_documents,
    library_duties,
    to_read,
    versions,
    versions_of,
)
from tongpin.domains.orglife.selectors.study import records_of, required_studies, study_matches, study_records
from tongpin.domains.orglife.selectors.study import todo as study_todo
from tongpin.domains.orglife.selectors.study_group import report_matches, study_group_members, upward_reports
from tongpin.domains.orglife.selectors.suggestions import suggestion_matches, suggestions, todo
from tongpin.domains.orglife.selectors.talks import talk_matches, talks
from tongpin.domains.orglife.study_kinds import STUDY_KINDS
from tongpin.engines.ledgers.pages import TABLE, finder, seen, table_panel
from tongpin.foundation.access.selectors import handed_down_to
from tongpin.kernel.extensions import AuditVerb, Extension, NavItem, RecordKind, RecordPanel, SearchSource, TodoSource

VIEW, EDIT = Permission.VIEW, Permission.EDIT
STUDY, EXCHANGE, RULES = "学习教育", "交流共建", "制度通知"
VERBS = {
    "required_study.entered": "列入必学清单",
    "required_study.corrected": "更正必学内容",
    "study_record.entered": "登记学习",
    "study_record.corrected": "更正学习登记",
    "study_record.removed": "移出学习登记",
    "study_group_member.named": "列入中心组名单",
    "study_group_member.corrected": "更正中心组名单",
    "study_group_member.released": "调出中心组",
    "upward_report.entered": "登记上报材料",
    "upward_report.corrected": "更正上报材料",
    "upward_report.removed": "移出上报材料",
    "talk.entered": "登记谈话",
    "talk.corrected": "更正谈话",
    "talk.words_written": "填写谈话内容",
    "talk.words_read": "查看谈话内容",
    "talk.words_refused": "查看谈话内容被拒绝",
    "talk.removed": "删除谈话",
    "suggestion.entered": "登记建议",
    "suggestion.corrected": "更正建议",
    "suggestion.answered": "答复建议",
    "co_building.signed": "登记共建协议",
    "co_building.corrected": "更正共建协议",
    "co_building.ended": "终止共建协议",
    "library_document.entered": "文件入库",
    "library_document.corrected": "更正文件",
    "library_version.issued": "登记文件版本",
    "library_version.corrected": "更正文件版本",
    "library_version.read": "确认阅知",
    "library_duty.entered": "登记文件职责",
    "library_duty.removed": "移出文件职责",
}

REGISTERS: list[Extension] = [
    NavItem(group=STUDY, title="必学清单", url_name="orglife:required_studies", permission=VIEW, icon="list", order=30),
    NavItem(group=STUDY, title="学习登记", url_name="orglife:study_records", permission=VIEW, icon="edit", order=31),
    NavItem(group=STUDY, title="学时登记", url_name="orglife:study_hours", permission=VIEW, icon="clock", order=32),
    NavItem(group=STUDY, title="讲堂与警示教育", url_name="orglife:lectures", permission=VIEW, icon="people", order=33),
    NavItem(group=STUDY, title="中心组名单", url_name="orglife:study_members", permission=VIEW, icon="people", order=29),
    NavItem(group=STUDY, title="上报材料", url_name="orglife:reports", permission=VIEW, icon="file", order=34),
    RecordKind(
        kind="study_group_member",
        title="中心组成员",
        url_name="orglife:study_member",
        permission=VIEW,
        fetch=seen(study_group_members, VIEW),
    ),
    RecordKind(kind="upward_report", title="上报材料", url_name="orglife:report", permission=VIEW, fetch=seen(upward_reports, VIEW)),
    SearchSource(kind="upward_report", title="上报材料", permission=VIEW, find=finder(upward_reports, VIEW, report_matches)),
    NavItem(group=EXCHANGE, title="谈话", url_name="orglife:talks", permission=VIEW, icon="message", order=35),
    NavItem(group=EXCHANGE, title="建议", url_name="orglife:suggestions", permission=VIEW, icon="feedback", order=36),
    NavItem(group=EXCHANGE, title="共建协议", url_name="orglife:co_buildings", permission=VIEW, icon="link", order=37),
    NavItem(group=RULES, title="文件制度", url_name="orglife:documents", permission=VIEW, icon="file", order=40),
    RecordKind(
        kind="required_study",
        title="必学内容",
        url_name="orglife:required_study",
        permission=VIEW,
        fetch=seen(required_studies, VIEW, sight=handed_down_to),
    ),
    RecordKind(kind="study_record", title="学习登记", url_name="orglife:study_record", permission=VIEW, fetch=seen(study_records, VIEW)),
    RecordPanel(
        record_kind="required_study",
        title="学习登记",
        permission=VIEW,
        template=TABLE,
        context=table_panel("学习登记", RECORD_PANEL, records_of, VIEW),
        order=10,
    ),
    RecordKind(kind="talk", title="谈话", url_name="orglife:talk", permission=VIEW, fetch=seen(talks, VIEW)),
    RecordKind(kind="suggestion", title="建议", url_name="orglife:suggestion", permission=VIEW, fetch=seen(suggestions, VIEW)),
    RecordKind(kind="co_building", title="共建协议", url_name="orglife:co_building", permission=VIEW, fetch=seen(co_buildings, VIEW)),
    RecordKind(
        kind="library_document",
        title="文件",
        url_name="orglife:document",
        permission=VIEW,
        fetch=seen(all_documents, VIEW, sight=handed_down_to),
    ),
    RecordKind(
        kind="library_version",
        title="文件版本",
        url_name="orglife:version",
        permission=VIEW,
        fetch=seen(versions, VIEW, sight=handed_down_to),
    ),
    RecordKind(
        kind="library_duty",
        title="文件职责",
        url_name="orglife:duty",
        permission=VIEW,
        fetch=seen(library_duties, VIEW, sight=handed_down_to),
    ),
    RecordPanel(
        record_kind="library_document",
        title="版本",
        permission=VIEW,
        template=TABLE,
        context=table_panel("版本", VERSION_COLUMNS, versions_of, VIEW, sight=handed_down_to),
        order=10,
    ),
    RecordPanel(
        record_kind="library_version",
        title="规定的职责",
        permission=VIEW,
        template=TABLE,
        context=table_panel("规定的职责", DUTY_COLUMNS, duties_of, VIEW, sight=handed_down_to),
        order=10,
    ),
    SearchSource(kind="study_record", title="学习登记", permission=VIEW, find=finder(study_records, VIEW, study_matches)),
    TodoSource(key="study", title="必学内容", permission=VIEW, items=study_todo),
    SearchSource(kind="talk", title="谈话", permission=VIEW, find=finder(talks, VIEW, talk_matches)),
    SearchSource(kind="suggestion", title="建议", permission=VIEW, find=finder(suggestions, VIEW, suggestion_matches)),
    SearchSource(kind="co_building", title="共建协议", permission=VIEW, find=finder(co_buildings, VIEW, co_building_matches)),
    SearchSource(
        kind="library_document", title="文件", permission=VIEW, find=finder(find_documents, VIEW, document_matches, sight=handed_down_to)
    ),
    TodoSource(key="suggestions", title="建议", permission=EDIT, items=todo),
    TodoSource(key="library", title="文件阅知", permission=VIEW, items=to_read),
    *STUDY_KINDS,
    *STUDY_FACTS,
    STUDY_GROUP_FACTS,
    ATTENDANCE_FACTS,
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
