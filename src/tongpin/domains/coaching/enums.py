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


PATENTS = (RightKind.INVENTION, RightKind.UTILITY, RightKind.DESIGN)
"""专利."""


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


class RdWay(TextChoices):
    """研发形式, as the ledger of 2021 names them."""

    OWN = "own", "自主研发"
    COMMISSIONED = "commissioned", "委托研发"
    JOINT = "joint", "合作研发"
    CENTRAL = "central", "集中研发"


class RdState(TextChoices):
    """项目实施状态; what failed counts as well."""

    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败终止"


class RdGroup(TextChoices):
    """费用项目: the eight of the ledger of 2021, and what is taken off."""

    PERSONNEL = "personnel", "人员人工费用"
    DIRECT = "direct", "直接投入费用"
    DEPRECIATION = "depreciation", "折旧费用"
    AMORTISATION = "amortisation", "无形资产摊销"
    DESIGN = "design", "新产品设计费等"
    OTHER = "other", "其他相关费用"
    COMMISSIONED = "commissioned", "委托境内研发费用"
    OVERSEAS = "overseas", "委托境外研发费用"
    INCOME = "income", "特殊收入冲减"


class RdItem(TextChoices):
    """费用明细: the lines of the ledger of 2015; those of a whole group are for a ledger that does not tell them apart."""

    PERSONNEL = "personnel", "人员人工费用（未分明细）"
    WAGES = "wages", "工资薪金"
    INSURANCE = "insurance", "五险一金"
    OUTSIDE = "outside", "外聘研发人员的劳务费用"
    FUNDS = "funds", "职工教育经费、工会经费"
    DIRECT = "direct", "直接投入费用（未分明细）"
    MATERIALS = "materials", "材料、燃料和动力费用"
    MOULDS = "moulds", "模具、工艺装备开发及制造费"
    SAMPLES = "samples", "样品、样机及一般测试手段购置费"
    TESTING = "testing", "试制产品的检验费"
    UPKEEP = "upkeep", "仪器、设备运行维护等费用"
    RENT = "rent", "仪器、设备租赁费"
    BUILDING_RENT = "building_rent", "房屋租赁费"
    DEPRECIATION = "depreciation", "折旧费用（未分明细）"
    EQUIPMENT = "equipment", "仪器、设备折旧费"
    BUILDING = "building", "房屋、建筑物折旧费"
    DEFERRED = "deferred", "长期待摊费用"
    AMORTISATION = "amortisation", "无形资产摊销（未分明细）"
    SOFTWARE = "software", "软件摊销"
    PATENT = "patent", "专利权摊销"
    KNOW_HOW = "know_how", "非专利技术摊销"
    DESIGN_ALL = "design_all", "新产品设计费等（未分明细）"
    DESIGN = "design", "新产品设计费"
    PROCESS = "process", "新工艺规程制定费"
    CLINICAL = "clinical", "新药研制的临床试验费"
    FIELD = "field", "勘探开发技术的现场试验费"
    TOOLING = "tooling", "装备调试费"
    OTHER = "other", "其他相关费用"
    COMMUNICATION = "communication", "通讯费"
    INSTITUTION = "institution", "委托境内机构"
    PERSON = "person", "委托境内个人"
    OVERSEAS = "overseas", "委托境外机构"
    OVERSEAS_PERSON = "overseas_person", "委托境外个人"
    SCRAP = "scrap", "下脚料、残次品、中间试制品收入"
    PRODUCT = "product", "研发产品对外销售对应的材料费"


class FirmKind(TextChoices):
    """企业类别, in the words of the rule on the rates of the super-deduction."""

    ORDINARY = "一般企业", "一般企业"
    MANUFACTURER = "制造业", "制造业"
    SME = "科技型中小企业", "科技型中小企业"
    LISTED = "集成电路和工业母机企业", "集成电路和工业母机企业（清单内）"


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
