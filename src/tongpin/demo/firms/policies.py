"""演示政策: national policies by their documents and invented ones of the county; whom they fit, who was told, what came of it.

Of the firms that a policy fits at the end of 2023, every third has been told nothing (the last mile); of those told every fifth does not
apply. The county's own documents are invented and say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongpin.domains.policy.enums import MatchState
from tongpin.domains.policy.selectors.conditions import conditions
from tongpin.domains.policy.selectors.delivery import matches
from tongpin.domains.policy.selectors.policies import KEPT, library
from tongpin.domains.policy.services.matching import match_firms
from tongpin.domains.policy.services.policies import correct_policy
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.documents.workbook import SheetColumn, write_table
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import people

POLICY_TITLES = (
    "政策名称",
    "文号",
    "发文机关",
    "政策层级",
    "发布日期",
    "执行起始日期",
    "执行截止日期",
    "优惠内容",
    "优惠金额",
    "优惠比例（%）",
    "条件规则",
    "责任科室（单位）",
    "责任人",
    "主要内容",
    "文件出处",
)
NATIONAL, COUNTY, INVENTED = "国家", "县", "演示文件，内容为虚构"
DEDUCTION, FORMER = "研发费用加计扣除（100%）", "研发费用加计扣除（75%）"
HNTE_REWARD, SME_REWARD = "高新技术企业认定奖励", "科技型中小企业入库奖励"
POLICIES: tuple[tuple[Any, ...], ...] = (
    (
        "高新技术企业所得税优惠税率",
        "国科发火〔2016〕32号",
        "科技部 财政部 国家税务总局",
        NATIONAL,
        date(2016, 1, 29),
        date(2016, 1, 1),
        None,
        "减按 15% 的税率征收企业所得税",
        None,
        15,
        "science.benefits.reduced_tax_rate",
        "高新科",
        "王思远",
        "自证书注明的发证年度起享受，证书有效期三年，期满重新申请认定。",
        "",
    ),
    (
        "高新技术企业和科技型中小企业亏损结转",
        "财税〔2018〕76号",
        "财政部 税务总局",
        NATIONAL,
        date(2018, 7, 11),
        date(2018, 1, 1),
        None,
        "亏损结转年限由 5 年延长至 10 年",
        None,
        None,
        "science.benefits.loss_carry",
        "高新科",
        "王思远",
        "",
        "",
    ),
    (
        FORMER,
        "财税〔2018〕99号",
        "财政部 税务总局 科技部",
        NATIONAL,
        date(2018, 9, 20),
        date(2018, 1, 1),
        date(2023, 12, 31),
        "未形成无形资产的再加计扣除 75%",
        None,
        75,
        "science.benefits.super_deduction",
        "高新科",
        "王思远",
        "",
        "",
    ),
    (
        DEDUCTION,
        "财政部 税务总局公告2023年第7号",
        "财政部 税务总局",
        NATIONAL,
        date(2023, 3, 26),
        date(2023, 1, 1),
        None,
        "未形成无形资产的再加计扣除 100%，形成无形资产的按成本的 200% 摊销",
        None,
        100,
        "science.benefits.super_deduction",
        "高新科",
        "王思远",
        "",
        "",
    ),
    (
        HNTE_REWARD,
        "宁科字〔2023〕3号",
        "宁阳县科学技术局",
        COUNTY,
        date(2023, 2, 20),
        date(2023, 3, 1),
        date(2027, 12, 31),
        "首次通过认定的一次性奖励 20 万元",
        20,
        None,
        "science.hnte.recognition",
        "高新科",
        "王思远",
        "对照认定条件，当年可以申报的企业重点辅导；通过认定后兑现。",
        INVENTED,
    ),
    (
        SME_REWARD,
        "宁科字〔2023〕4号",
        "宁阳县科学技术局",
        COUNTY,
        date(2023, 2, 20),
        date(2023, 3, 1),
        date(2027, 12, 31),
        "首次取得入库登记编号的奖励 1 万元",
        1,
        None,
        "science.sme.evaluation",
        "高新科",
        "王思远",
        "",
        INVENTED,
    ),
    (
        "企业研发投入后补助",
        "宁科字〔2021〕8号",
        "宁阳县科学技术局",
        COUNTY,
        date(2021, 5, 6),
        date(2021, 1, 1),
        date(2022, 12, 31),
        "按上年研发费用增量的 5% 给予补助",
        None,
        5,
        "science.benefits.super_deduction",
        "高新科",
        "王思远",
        "",
        INVENTED,
    ),
    (
        "科技创新券",
        "宁科字〔2022〕11号",
        "宁阳县科学技术局",
        COUNTY,
        date(2022, 9, 1),
        date(2022, 10, 1),
        None,
        "购买检测、设计等服务的，按合同额补助，每家每年不超过 3 万元",
        None,
        None,
        None,
        "高新科",
        "王思远",
        "由企业自行申领，没有统一的资格条件。",
        INVENTED,
    ),
)
PUSH_TITLES = ("政策名称", "企业名称", "统一社会信用代码", "推送日期", "推送方式", "推送人", "企业答复", "答复日期", "不申报原因")
UPTAKE_TITLES = (
    "政策名称",
    "企业名称",
    "统一社会信用代码",
    "年度",
    "申报日期",
    "申报金额",
    "同意日期",
    "同意金额",
    "兑现日期",
    "兑现金额",
)
CHANNELS = ("上门", "电话", "宣讲会", "短信或即时消息", "书面材料")
REASONS = ("拟下一年度申报", "财务资料尚未理顺", "奖励金额与准备工作量相比不划算")
AMOUNTS = {HNTE_REWARD: Decimal(20), SME_REWARD: Decimal(1)}


def build_policies(orgs: Mapping[str, Organisation], *, by: User, today: date) -> None:
    """惠企政策 of the county bureau."""
    org = orgs["NY"]
    titles = {key: one.title for key, one in conditions(org).items()}
    rows = [[titles.get(value, value) if isinstance(value, str) else value for value in row] for row in POLICIES]
    _load(org, "policy", "惠企政策库", POLICY_TITLES, rows, by=by, today=today)
    _follow(org, by=by, today=today)
    match_firms(org, today=today)
    day = min(date(2023, 12, 31), today)
    fits = list(matches(day).filter(org=org, state=MatchState.MET).order_by("policy_id", "firm_id"))
    tellers = list(people().filter(org__path__startswith=org.path, user__username__in=("gaoxin", "taizhang")).order_by("pk"))
    told = [(n, one) for n, one in enumerate(fits) if n % 3 != 2]
    if not told or not tellers:
        return
    pushes = [_push(n, one, tellers[n % len(tellers)].name, day) for n, one in told]
    _load(org, "policy_push", "惠企政策推送记录", PUSH_TITLES, pushes, by=by, today=today)
    uptakes = [_uptake(n, one, day) for n, one in told if one.policy.title in AMOUNTS and n % 5 in (2, 3)]
    if uptakes:
        _load(org, "policy_uptake", "惠企政策享受情况", UPTAKE_TITLES, uptakes, by=by, today=today)


def _load(org: Organisation, kind: str, title: str, titles: Sequence[str], rows: Sequence[Sequence[Any]], *, by: User, today: date) -> None:
    columns = [SheetColumn(one, "code" if one == "统一社会信用代码" else "text") for one in titles]
    content = write_table(title, columns, [list(row) for row in rows], note="单位：万元", footer=())
    batch = dataio.confirm(
        dataio.stage(content, name=f"{title}.xlsx", org=org, by=by, today=today, kind=kind), by=by, today=today, all_or_nothing=True
    )
    assert batch.state == BatchState.CONFIRMED, f"{title}：{batch.state}"


def _follow(org: Organisation, *, by: User, today: date) -> None:
    """The deduction of 2023 follows that of 2018."""
    known = library(org)
    former, new = known.find(FORMER), known.find(DEDUCTION)
    assert former is not None and new is not None
    kept: dict[str, Any] = {name: getattr(new, name) for name in KEPT if name not in ("ends_on", "replaces")}
    correct_policy(new, by=by, today=today, expected=new.version, **kept, last_day=new.last_day, replaces=former)


def _day(number: int, policy: Any, until: date) -> date:
    """A day of the year of ``until`` after the policy was published."""
    first = max(policy.published_on or policy.starts_on, policy.starts_on, date(until.year, 3, 10))
    return min(first + timedelta(days=number * 7 % 200), until)


def _push(number: int, match: Any, teller: str, until: date) -> list[Any]:
    day = _day(number, match.policy, until)
    reply = ("已告知", "待答复", "已申报", "已申报", "不申报")[number % 5]
    answered = None if reply == "待答复" else min(day + timedelta(days=number % 9), until)
    reason = REASONS[number % 3] if reply == "不申报" else ""
    about = [match.policy.title, match.firm.name, match.firm.credit_code]
    return [*about, day, CHANNELS[number % 5], teller, reply, answered, reason]


def _uptake(number: int, match: Any, until: date) -> list[Any]:
    applied = min(_day(number, match.policy, until) + timedelta(days=10), until)
    amount = AMOUNTS[match.policy.title]
    agreed, granted = (min(applied + timedelta(days=days), until) for days in (30, 55))
    steps: list[Any] = [applied, amount, None, None, None, None]
    if number % 4 != 1:
        steps[2:4] = [agreed, amount]
    if number % 4 == 3:
        steps[4:6] = [granted, amount]
    return [match.policy.title, match.firm.name, match.firm.credit_code, until.year, *steps]
