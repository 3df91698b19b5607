"""选项: levels, natures and states of grants, platforms and projects."""

from django.db.models import TextChoices


class Level(TextChoices):
    """级别 of a source of funds, a platform or a project."""

    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


ABOVE_COUNTY = (Level.NATIONAL, Level.PROVINCE, Level.CITY)


class GrantNature(TextChoices):
    """资金性质; only 无偿 counts as 对上争取无偿资金."""

    FREE = "free", "无偿"
    REPAYABLE = "repayable", "有偿"
    LOAN = "loan", "贷款"


class GrantStatus(TextChoices):
    """到账状态."""

    ARRIVED = "arrived", "已到账"
    PROMISED = "promised", "未到账"
    WITHDRAWN = "withdrawn", "已撤回"


class PlatformKind(TextChoices):
    """平台类型."""

    INNOVATION_CENTRE = "innovation_centre", "技术创新中心"
    KEY_LAB = "key_lab", "重点实验室"
    ENGINEERING_CENTRE = "engineering_centre", "工程技术研究中心"
    INCUBATOR = "incubator", "科技企业孵化器"
    MAKER_SPACE = "maker_space", "众创空间"
    NEW_RESEARCH_BODY = "new_research_body", "新型研发机构"
    OTHER = "other", "其他平台"


class PlatformStatus(TextChoices):
    """平台状态."""

    RECOGNISED = "recognised", "已认定"
    APPLYING = "applying", "申报中"
    REVOKED = "revoked", "已撤销"


class Stage(TextChoices):
    """申报阶段, in the order of the procedure; 未通过 and 已撤回 end it."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已申报"
    RECOMMENDED = "recommended", "已推荐"
    SHORTLISTED = "shortlisted", "入围"
    APPROVED = "approved", "立项"
    ACCEPTED = "accepted", "验收"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"
