"""选项: standings of members, bodies and offices of Party organisations."""

from django.db.models import TextChoices


class Standing(TextChoices):
    """党员类别."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"
    PROSPECT = "prospect", "发展对象"
    ACTIVIST = "activist", "入党积极分子"


MEMBERS = (Standing.FULL, Standing.PROBATIONARY)
"""党员: who is a member; the other standings are on the way."""


class LeavingReason(TextChoices):
    """减少原因."""

    TRANSFERRED = "transferred", "转出"
    SUSPENDED = "suspended", "停止党籍"
    REMOVED = "removed", "出党"
    CANCELLED = "cancelled", "取消预备党员资格"
    DIED = "died", "去世"
    NO_LONGER = "no_longer", "不再作为培养对象"


class Abroad(TextChoices):
    """出国（境）事由."""

    DUTY = "duty", "因公"
    STUDY = "study", "留学"
    SETTLED = "settled", "因私定居"
    OTHER = "other", "其他因私"


class RightsReason(TextChoices):
    """党员权利受限原因."""

    PROBATION = "probation", "留党察看"
    DETENTION = "detention", "被留置或逮捕"
    OTHER = "other", "其他"


class BranchKind(TextChoices):
    """党组织类型."""

    STANDING = "standing", "单独设立"
    JOINT = "joint", "联合党支部"
    TEMPORARY = "temporary", "临时党支部"


class Office(TextChoices):
    """党内职务."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    ORGANISATION = "organisation", "组织委员"
    PUBLICITY = "publicity", "宣传委员"
    DISCIPLINE = "discipline", "纪检委员"
    YOUTH = "youth", "青年委员"
    MEMBER = "member", "委员"


APPROVED_OFFICES = (Office.SECRETARY, Office.DEPUTY)
"""须经上级党组织批准的职务."""


class Gender(TextChoices):
    """性别."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class CaseState(TextChoices):
    """发展党员档案状态."""

    OPEN = "open", "办理中"
    COMPLETED = "completed", "已转正归档"
    ENDED = "ended", "已终止"


class DecisionBody(TextChoices):
    """决定机构."""

    BRANCH_COMMITTEE = "支委会", "支委会"
    MEETING = "党员大会", "党员大会"
    COMMITTEE = "基层党委", "基层党委"
    GENERAL = "党总支", "党总支"
    ORGANISATION = "组织部门", "组织部门"


class Conclusion(TextChoices):
    """步骤结论."""

    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"
    EXTENDED = "extended", "延长预备期"
    CANCELLED = "cancelled", "取消预备党员资格"


class Recommendation(TextChoices):
    """推荐方式."""

    MEMBERS = "党员推荐", "党员推荐"
    GROUPS = "群团组织推优", "群团组织推优"
    OTHER = "其他", "其他"


class Heard(TextChoices):
    """听取意见的方面."""

    GROUP = "党小组", "党小组"
    CONTACTS = "培养联系人", "培养联系人"
    MEMBERS = "党员", "党员"
    MASSES = "群众", "群众"


class GuideRole(TextChoices):
    """培养联系人与入党介绍人."""

    CONTACT = "contact", "培养联系人"
    INTRODUCER = "introducer", "入党介绍人"


class ReviewKind(TextChoices):
    """培养考察记录种类."""

    REVIEW = "review", "半年考察"
    EDUCATION = "education", "培养教育"


class NoticeKind(TextChoices):
    """公示事项."""

    OBJECT = "object", "拟列为发展对象"
    ACCEPTANCE = "acceptance", "拟接收预备党员"
    CONVERSION = "conversion", "拟转为正式党员"


class NoticeResult(TextChoices):
    """公示结果."""

    NONE = "none", "没有收到影响办理的意见"
    RAISED = "raised", "收到意见，需核实"


class ElectionKind(TextChoices):
    """选举种类."""

    COMMITTEE = "committee", "委员选举"
    OFFICERS = "officers", "书记副书记选举"


class ElectionBody(TextChoices):
    """选举方式."""

    MEETING = "meeting", "党员大会"
    CONGRESS = "congress", "党员代表大会"


class Grade(TextChoices):
    """民主评议等次."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BARELY = "barely", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


class PayerKind(TextChoices):
    """交费人员类别."""

    WORKING = "working", "在职"
    RETIRED = "retired", "离退休"
    STUDENT = "student", "学生"
    LAID_OFF = "laid_off", "下岗失业"
    RELIEF = "relief", "低保救济"


class Waiver(TextChoices):
    """党费减免."""

    NONE = "none", "无"
    LESS = "less", "少交"
    FREE = "free", "免交"


class PayChannel(TextChoices):
    """交纳方式."""

    SELF = "self", "本人"
    FAMILY = "family", "亲属代交"
    MEMBER = "member", "其他党员代交"
    DEDUCTED = "deducted", "单位代扣"
    UNIT = "unit", "单位代交"


class RequestState(TextChoices):
    """更正申请状态."""

    OPEN = "open", "待答复"
    DONE = "done", "已更正"
    REFUSED = "refused", "未予更正"


class PostKind(TextChoices):
    """岗位类别."""

    VANGUARD = "vanguard", "党员先锋岗"
    MODEL = "model", "党员示范岗"
    VOLUNTEER = "volunteer", "党员志愿岗"
    AREA = "area", "党员责任区"


class PostReview(TextChoices):
    """岗位评议结果."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    POOR = "poor", "需改进"


class PostingKind(TextChoices):
    """培养锻炼方式."""

    SECONDMENT = "secondment", "挂职锻炼"
    ROTATION = "rotation", "轮岗交流"
    STATIONED = "stationed", "驻村驻企"
    TASK_FORCE = "task_force", "专班工作"


class PlaceKind(TextChoices):
    """锻炼去向."""

    DEPARTMENT = "department", "本单位科室"
    COUNTY = "county", "县（市、区）和乡镇"
    ENTERPRISE = "enterprise", "企业"
    VILLAGE = "village", "村和社区"
    OTHER_ORGAN = "other_organ", "其他机关"


class AgeBand(TextChoices):
    """年龄段."""

    TO_30 = "to_30", "30岁及以下"
    TO_35 = "to_35", "31至35岁"
    TO_40 = "to_40", "36至40岁"
    OVER_40 = "over_40", "41岁及以上"


class GrowthResult(TextChoices):
    """目标完成情况: said by people at the end, in words; no points."""

    REACHED = "reached", "完成约定目标"
    PARTLY = "partly", "部分完成"
    NOT_REACHED = "not_reached", "没有完成"


class ProcedureKind(TextChoices):
    """组织程序种类."""

    TRANSFER = "transfer", "组织关系转接"
    SUSPENSION = "suspension", "停止党籍"
    REMOVAL = "removal", "按自行脱党除名"
    PERSUASION = "persuasion", "劝退"
    WITHDRAWAL = "withdrawal", "退党除名"
    RESTORATION = "restoration", "恢复党籍"


class ProcedureState(TextChoices):
    """程序状态."""

    OPEN = "open", "办理中"
    CONFIRMED = "confirmed", "已由党组织决定"
    ENDED = "ended", "已终止"


class ProposalAnswerKind(TextChoices):
    """对建议的处理."""

    STARTED = "started", "启动程序"
    DISMISSED = "dismissed", "不予启动"
    DEFERRED = "deferred", "暂缓"


class CorrectionOutcome(TextChoices):
    """限期改正结论."""

    CORRECTED = "corrected", "已改正"
    UNCHANGED = "unchanged", "没有改正"


class LeaderChoice(TextChoices):
    """党小组组长产生方式."""

    NAMED = "named", "党支部指定"
    PROPOSED = "proposed", "党小组推荐、党支部同意"


class DuesPart(TextChoices):
    """党费公布的期间."""

    YEAR = "year", "全年"
    FIRST_HALF = "first_half", "上半年"
    SECOND_HALF = "second_half", "下半年"


class ContactManner(TextChoices):
    """联系方式."""

    TALK = "talk", "当面"
    CALL = "call", "电话或网络"
    LETTER = "letter", "书信"
    RELATIVES = "relatives", "通过亲属或所在单位"
    HOME_STUDY = "home_study", "送学上门"


class CommitteeWorkKind(TextChoices):
    """基层党委年度工作."""

    ANALYSIS = "analysis", "入党积极分子队伍分析"
    REPORT = "report", "向上级报告工作"
    TRAINING = "training", "组织党员轮训"


class ReportGrade(TextChoices):
    """述职评议等次."""

    GOOD = "good", "好"
    FAIRLY_GOOD = "fairly_good", "较好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


class StepConclusion(TextChoices):
    """任用步骤结论."""

    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"
    WAIVED = "waived", "不需要这一步"


class CadreRank(TextChoices):
    """干部层次, as the hours and days of training are asked by it."""

    TOWNSHIP = "township", "乡科级及以下"
    COUNTY = "county", "县处级及以上"
    NONE = "none", "非公务员"
