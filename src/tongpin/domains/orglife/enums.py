"""组织生活选项."""

from django.db import models


class MeetingKind(models.TextChoices):
    """会议种类; the value is the key of the activity kind."""

    PARTY_GROUP = "orglife.party_group_meeting", "党组会"
    GENERAL = "orglife.general_meeting", "支部党员大会"
    COMMITTEE = "orglife.committee_meeting", "支部委员会会议"
    SMALL_GROUP = "orglife.small_group_meeting", "党小组会"
    LECTURE = "orglife.party_lecture", "党课"
    ORGANISATIONAL_LIFE = "orglife.organisational_life", "组织生活会"
    DEMOCRATIC_LIFE = "orglife.democratic_life", "民主生活会"
    CENTRE_GROUP = "orglife.centre_group", "中心组学习"
    GROUP_STUDY = "orglife.group_study", "党小组学习"


THEME_DAY = "orglife.theme_day"
"""主题党日, as a kind of activity."""


class VoteMethod(models.TextChoices):
    """表决方式."""

    SECRET = "secret", "无记名投票"
    OPEN = "open", "举手表决"
    SPOKEN = "spoken", "口头表决"


class VoteRule(models.TextChoices):
    """表决规则: what a vote needs to count and to pass."""

    ORDINARY = "ordinary", "一般事项（赞成超过应到有表决权人数半数）"
    ADMISSION = "admission", "接收党员和转正（到会须超过半数，赞成超过应到有表决权人数半数）"
    PERSONNEL = "personnel", "干部任免（到会不少于三分之二，赞成超过应到成员半数）"
    ELECTION = "election", "选举（到会不少于五分之四，赞成超过实到会人数半数）"


class VoteOutcome(models.TextChoices):
    """表决结果."""

    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"
    NO_QUORUM = "no_quorum", "到会人数不足，表决无效"
    VOID = "void", "收回票数多于发出票数，投票无效"


class Stance(models.TextChoices):
    """表态."""

    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"
    RESERVE = "reserve", "保留意见"
    DEFER = "defer", "建议缓议"


LIFE_STEPS = ("会议主题", "会前学习", "谈心谈话", "征求意见", "批评和自我批评")
"""组织生活会、民主生活会的环节."""


class Declared(models.TextChoices):
    """会议宣布的结果, as the minutes have it."""

    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class PlanState(models.TextChoices):
    """年度计划状态."""

    DRAFT = "draft", "草稿"
    CONFIRMED = "confirmed", "已确认"


class TalkKind(models.TextChoices):
    """谈话种类."""

    HEART = "heart", "谈心谈话"
    INTEGRITY = "integrity", "廉政谈话"
    BEFORE_POST = "before_post", "任前谈话"
    REMINDER = "reminder", "提醒谈话"
    SUPPORT = "support", "关怀谈话"


class SuggestionAnswer(models.TextChoices):
    """办理意见."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    EXPLAINED = "explained", "解释说明"


class DocumentKind(models.TextChoices):
    """文件类别."""

    REGULATION = "regulation", "制度"
    SUPERIOR = "superior", "上级文件"
    NOTICE = "notice", "通知"
    PLAN = "plan", "方案计划"


class StudyLayer(models.TextChoices):
    """学习对象: layers of the office for which lists are drawn up."""

    ALL = "all", "全体"
    LEADER = "leader", "领导班子成员"
    MIDDLE = "middle", "中层干部"
    STAFF = "staff", "其他人员"


class StudyWay(models.TextChoices):
    """学习方式."""

    SELF = "self", "自学"
    SHARED = "shared", "分享交流"
    ONLINE = "online", "网络培训"
    TRAINING = "training", "集中培训"
    CADRE = "cadre", "干部教育培训"


class TrainingLevel(models.TextChoices):
    """举办层级: who held a training; a secretary is asked for one a year of the first."""

    COUNTY = "county", "县级以上党组织举办"
    COMMITTEE = "committee", "本级党组织举办"
    BRANCH = "branch", "党支部举办"
    OTHER = "other", "其他单位举办"


class StudyGroupRole(models.TextChoices):
    """中心组职责."""

    HEAD = "head", "组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    SECRETARY = "secretary", "学习秘书"


class ReportKind(models.TextChoices):
    """上报材料种类."""

    STUDY = "study", "中心组学习情况报告"
    GOVERNANCE = "governance", "落实全面从严治党主体责任情况报告"
    IDEOLOGY = "ideology", "意识形态工作责任制落实情况报告"
    OTHER = "other", "其他报告"


class StudyOutcome(models.TextChoices):
    """学习成果."""

    NONE = "none", "无"
    PROPOSAL = "proposal", "提出建议"
    SOLVED = "solved", "解决问题"
    SHARED = "shared", "形成交流材料"


class Catalogue(models.TextChoices):
    """目录: what a bureau may arrange for itself, row by row."""

    TOPIC = "topic", "议题类别"
    FESTIVAL = "festival", "节点"
    HALL = "hall", "讲堂"
    POST = "post", "职务层次"


class TopicNature(models.TextChoices):
    """议题性质: what the product knows of a class of topics, whatever a bureau calls it."""

    FIRST_TOPIC = "first_topic", "第一议题"
    STUDY = "study", "理论学习"
    DECISION = "decision", "重大决策"
    PERSONNEL = "personnel", "干部任免"
    PROJECT = "project", "重大项目安排"
    FUNDS = "funds", "大额资金使用"
    GOVERNANCE = "governance", "全面从严治党专题研究"
    IDEOLOGY = "ideology", "意识形态工作专题研究"
    ECOLOGY = "ecology", "政治生态分析研判"
    ADMISSION = "admission", "接收预备党员"
    CONVERSION = "conversion", "预备党员转正"
    EXTENDED = "probation_extended", "延长预备期"
    CANCELLED = "probation_cancelled", "取消预备党员资格"
    DISCIPLINE = "discipline", "党纪处分"
    COMMENDATION = "commendation", "表彰"
    ELECTION = "election", "选举"
    APPRAISAL = "appraisal", "民主评议党员"
    REPORT = "report", "听取工作报告"
    OTHER = "other", "其他事项"


class DayRule(models.TextChoices):
    """日期推算."""

    FIXED = "", "固定日期"
    QINGMING = "qingming", "清明（逐年推算）"


class Layer(models.TextChoices):
    """层级: whom a hall is for, and what a post makes of its holder."""

    ANY = "", "不限"
    LEADER = "leader", "领导班子成员"
    MIDDLE = "middle", "中层干部"
    STAFF = "staff", "其他人员"


class OffMeetingWay(models.TextChoices):
    """决定方式: how something was decided where no meeting was held."""

    SECRETARY = "secretary", "书记同意"
    CIRCULATED = "circulated", "传阅签批"
    TALKED = "talked", "个别沟通"
    OTHER = "other", "其他"


ADMISSION_STEPS = ("本人汇报", "介绍人介绍", "支委会报告审查情况", "与会党员讨论")
"""讨论接收预备党员的程序, before the vote."""
