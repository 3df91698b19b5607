"""选项: what the figures, rights, applications and standings of firms can be."""

from __future__ import annotations

from django.db.models import TextChoices


class FigureState(TextChoices):
    """数据性质: how final the figures of a year are."""

    FLASH = "flash", "快报"
    ANNUAL = "annual", "年报"
    AUDITED = "audited", "审计"


class RightKind(TextChoices):
    """知识产权种类; trademarks are none of them."""

    INVENTION = "invention", "发明专利"
    PLANT = "plant", "植物新品种"
    CROP = "crop", "国家级农作物品种"
    DRUG = "drug", "国家新药"
    CHINESE_MEDICINE = "chinese_medicine", "国家一级中药保护品种"
    LAYOUT = "layout", "集成电路布图设计专有权"
    UTILITY = "utility", "实用新型专利"
    DESIGN = "design", "外观设计专利"
    SOFTWARE = "software", "软件著作权"

    @property
    def right_class(self) -> RightClass:
        """Ⅰ类 or Ⅱ类, as the guide to recognition counts them."""
        return RightClass.TWO if self in (RightKind.UTILITY, RightKind.DESIGN, RightKind.SOFTWARE) else RightClass.ONE


class RightClass(TextChoices):
    """知识产权类别: 国科发火〔2016〕195号."""

    ONE = "one", "Ⅰ类"
    TWO = "two", "Ⅱ类"


class Obtained(TextChoices):
    """获得方式; an exclusive licence is no ownership."""

    OWN = "own", "自主研发"
    TRANSFER = "transfer", "受让"
    GIFT = "gift", "受赠"
    MERGER = "merger", "并购"


class Programme(TextChoices):
    """申报类别."""

    HNTE = "hnte", "高新技术企业"
    SME = "sme", "科技型中小企业"
    GIANT = "giant", "科技小巨人企业"


class Stage(TextChoices):
    """申报阶段, in their order."""

    PREPARING = "preparing", "准备材料"
    SUBMITTED = "submitted", "已提交"
    REVIEWING = "reviewing", "专家评审"
    PUBLICISED = "publicised", "公示"
    DECIDED = "decided", "已办结"


class Result(TextChoices):
    """申报结果."""

    RECOGNISED = "recognised", "通过"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "撤回"


class Verdict(TextChoices):
    """研判结论, as the rules give it."""

    MET = "met", "符合"
    NOT_MET = "not_met", "不符合"
    UNKNOWN = "unknown", "待补充"


class Rung(TextChoices):
    """梯度位置: the highest that a firm holds on a day."""

    NONE = "none", "未入梯度"
    SEEDLING = "seedling", "苗子"
    SME = "sme", "科技型中小企业"
    HNTE = "hnte", "高新技术企业"
    GIANT = "giant", "科技小巨人企业"


LEVELS = ("高", "较高", "一般", "较低", "无")
SUPPORTS = ("强", "较强", "一般", "较弱", "无")
