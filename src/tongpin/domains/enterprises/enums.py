"""选项: what a firm's titles, registrations and contracts can be."""

from django.db.models import TextChoices


class TitleKind(TextChoices):
    """资质种类; each is a list of its own with its own definition and never stands for another."""

    HNTE = "hnte_certificate", "高新技术企业"


class TitleStatus(TextChoices):
    """资质状态; 已过期 is not stored but follows from 有效期至."""

    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"


class SmeStatus(TextChoices):
    """入库状态."""

    REGISTERED = "registered", "已入库"
    WITHDRAWN = "withdrawn", "已撤销"


class ContractType(TextChoices):
    """技术合同类型, the five of 技术合同认定登记."""

    DEVELOPMENT = "development", "技术开发"
    TRANSFER = "transfer", "技术转让"
    LICENCE = "licence", "技术许可"
    CONSULTING = "consulting", "技术咨询"
    SERVICE = "service", "技术服务"


class ContractStatus(TextChoices):
    """合同状态."""

    REGISTERED = "registered", "已登记"
    CANCELLED = "cancelled", "已注销"
