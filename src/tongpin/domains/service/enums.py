"""选项: stages of credit lines and loan applications; agreed, applied and granted are different things."""

from django.db.models import TextChoices


class CreditStage(TextChoices):
    """授信阶段."""

    TALKING = "talking", "洽谈中"
    AGREED = "agreed", "已授信"
    FAILED = "failed", "未通过"


class LoanStage(TextChoices):
    """贷款申请阶段."""

    DRAFT = "draft", "草稿"
    APPLIED = "applied", "已申请"
    APPROVED = "approved", "已审批"
    GRANTED = "granted", "已放款"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


HANDED_IN = (LoanStage.APPLIED, LoanStage.APPROVED, LoanStage.GRANTED)
