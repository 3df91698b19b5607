"""政策表单: what it gives to whom in which days; the last day is asked for as offices say it."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.coaching.selectors.colleagues import departments
from tongpin.domains.coaching.selectors.reviews import coaches
from tongpin.domains.policy.models import Policy
from tongpin.domains.policy.selectors.conditions import conditions
from tongpin.domains.policy.selectors.policies import policies
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, offer, offer_words
from tongpin.kernel.clock import today
from tongpin.kernel.money import MoneyUnit


class PolicyForm(LedgerForm):
    """政策表单."""

    last_day = forms.DateField(label="执行截止日期", required=False, widget=DateInput, help_text="最后一天，含当日；长期有效的不填。")
    rule = forms.ChoiceField(label="条件规则", required=False, help_text="符合这条规则的企业即为可享受的企业；不选的不自动匹配。")
    units = {"benefit_amount": MoneyUnit.WAN, "benefit_percent": "%"}
    groups = (
        ("政策文件", ("title", "number", "issuer", "level", "published_on", "source", "replaces")),
        ("内容", ("benefit", "benefit_amount", "benefit_percent", "summary")),
        ("期限和条件", ("starts_on", "last_day", "rule")),
        ("联系", ("department", "officer")),
    )

    class Meta:
        model = Policy
        fields = (
            "title",
            "number",
            "issuer",
            "level",
            "published_on",
            "source",
            "replaces",
            "benefit",
            "benefit_amount",
            "benefit_percent",
            "summary",
            "starts_on",
            "department",
            "officer",
        )
        field_order = (
            "title",
            "number",
            "issuer",
            "level",
            "published_on",
            "source",
            "replaces",
            "benefit",
            "benefit_amount",
            "benefit_percent",
            "summary",
            "starts_on",
            "last_day",
            "rule",
            "department",
            "officer",
        )
        help_texts = {
            "benefit": "照文件写，如“首次认定奖励 20 万元”。",
            "benefit_amount": "有固定金额的填写。",
            "benefit_percent": "有固定比例的填写，如税率 15 填 15。",
            "replaces": "新文件替代旧文件的，选旧文件；新文件执行之日起，旧文件不再匹配企业，原记录保留。",
            "source": "文件网址或者收文编号。",
        }

    field_order = Meta.field_order

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, one.title) for key, one in sorted(conditions(org).items(), key=lambda pair: pair[1].title)]
        offer_words(self, "rule", [("", "不自动匹配"), *named])
        offer(self, "replaces", policies().filter(org=org).exclude(pk=self.instance.pk).order_by("title"))
        offer(self, "department", departments(org))
        offer(self, "officer", coaches(org, today()))
        if self.instance.pk is not None:
            self.initial.setdefault("rule", self.instance.rule)
            self.initial.setdefault("last_day", self.instance.last_day)
