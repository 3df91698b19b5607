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
