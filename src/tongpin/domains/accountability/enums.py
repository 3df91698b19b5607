"""责任落实选项."""

from django.db import models


class LetterLevel(models.TextChoices):
    """签订层级."""

    LEADERS = "leaders", "班子成员"
    DEPARTMENTS = "departments", "科室"
    BRANCHES = "branches", "党支部"
    POSTS = "posts", "重点岗位"


class LetterState(models.TextChoices):
    """责任状状态."""

    DRAFTED = "drafted", "待签订"
    SIGNED = "signed", "已签订"
    ENDED = "ended", "已终止"


class TargetKind(models.TextChoices):
    """落实方式: what shows that a duty was done."""

    MEASURE = "measure", "指标"
    RECORD = "record", "任务或项目"
    EVIDENCE = "evidence", "佐证材料"


class Rhythm(models.TextChoices):
    """条款频次: asked for every quarter to the end, or until it is done."""

    EACH_QUARTER = "each_quarter", "每季度"
    UNTIL_DONE = "until_done", "到完成为止"


class OrderKind(models.TextChoices):
    """工单种类."""

    QUARTER = "quarter", "季度工单"
    SUPERVISION = "supervision", "督办单"


class OrderState(models.TextChoices):
    """工单状态."""

    DRAFTED = "drafted", "待签发"
    ISSUED = "issued", "待签收"
    RECEIVED = "received", "办理中"
    REPORTED = "reported", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "审核通过"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤回"


class ItemState(models.TextChoices):
    """事项进展, as the department reports it."""

    NOT_BEGUN = "not_begun", "未开展"
    UNDER_WAY = "under_way", "推进中"
    DONE = "done", "已完成"


class EvidenceKind(models.TextChoices):
    """佐证种类."""

    TASK = "task", "任务或项目进度"
    MEASURE = "measure", "指标完成值"
    ACTIVITY = "activity", "工作记录"
    FILE = "file", "附件"


class Urgency(models.IntegerChoices):
    """紧急程度."""

    PLAIN = 1, "一般"
    IMPORTANT = 2, "重要"
    URGENT = 3, "紧急"


class Cause(models.TextChoices):
    """问题原因."""

    ATTITUDE = "attitude", "认识不到位"
    OWNERSHIP = "ownership", "责任不明确"
    MEASURES = "measures", "措施不落实"
    COORDINATION = "coordination", "协调不够"
    CONDITIONS = "conditions", "客观条件变化"
    OTHER = "other", "其他"


class Verdict(models.TextChoices):
    """审批结果."""

    ASKED = "asked", "待审批"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"


class ListKind(models.TextChoices):
    """责任清单种类."""

    MAIN = "main", "主体责任清单"
    FIRST = "first", "第一责任人责任清单"
    MEMBER = "member", "班子成员责任清单"
    DEPARTMENT = "department", "科室责任清单"
    SUPERVISION = "supervision", "监督责任清单"


class Frequency(models.TextChoices):
    """履责频次."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class RiskLevel(models.TextChoices):
    """风险等级."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class Audience(models.TextChoices):
    """提醒范围: to whom a reminder before a holiday goes."""

    EVERYBODY = "everybody", "全体人员"
    MEMBERS = "members", "中共党员"
    LEADERS = "leaders", "主要负责人"


class ReminderState(models.TextChoices):
    """节前提醒状态."""

    DRAFTED = "drafted", "待发出"
    SENT = "sent", "已发出"
    DROPPED = "dropped", "不发"


class SendingState(models.TextChoices):
    """发送结果: ``SENDING`` that stays is one of which nobody knows whether it went out; it is never sent again by itself."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "结果不明"
    SENT = "sent", "已发送"
    UNREACHABLE = "unreachable", "未发送"
    FAILED = "failed", "发送失败"


class CircularState(models.TextChoices):
    """案例通报状态."""

    DRAFTED = "drafted", "待印发"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"


class OpenFace(models.TextChoices):
    """公开类别."""

    PARTY = "party", "党务公开"
    GOVERNMENT = "government", "政务公开"


class OpenScope(models.TextChoices):
    """公开范围."""

    SOCIETY = "society", "向社会公开"
    UNIT = "unit", "在本单位公开"
    MEMBERS = "members", "在党员中公开"
    SOME = "some", "在部分人员中公开"


class OpenWay(models.TextChoices):
    """公开方式, in the words of the rules."""

    STANDING = "standing", "长期公开"
    PERIODIC = "periodic", "定期公开"
    ONCE = "once", "一次性公开"


class OpenPeriod(models.TextChoices):
    """公开周期."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class DisclosureState(models.TextChoices):
    """公开事项状态."""

    DRAFTED = "drafted", "拟稿"
    PROPOSED = "proposed", "待保密审查"
    CHECKED = "checked", "待审批"
    APPROVED = "approved", "待公开"
    PUBLISHED = "published", "公开中"
    TAKEN_DOWN = "taken_down", "已撤下"
    DROPPED = "dropped", "已作废"


class CaseSource(models.TextChoices):
    """来源."""

    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    CALL = "call", "来电"
    NETWORK = "network", "网络"
    HANDED = "handed", "上级转办"
    INSPECTION = "inspection", "巡察移交"


class CaseState(models.TextChoices):
    """信访件状态."""

    REGISTERED = "registered", "已登记"
    ACCEPTED = "accepted", "已受理"
    CHECKING = "checking", "核查中"
    CONCLUDED = "concluded", "已有结论"
    REPLIED = "replied", "已答复"
    CLOSED = "closed", "已归档"
    REFUSED = "refused", "不予受理"


class CaseAct(models.TextChoices):
    """查阅动作."""

    OPENED = "opened", "打开"
    READ = "read", "查看内容"
    WROTE = "wrote", "填写内容"
    REFUSED = "refused", "无权查看"
