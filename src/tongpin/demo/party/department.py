"""演示省厅: a provincial department with its Party group, Party committee and 19 branches (general branches), members, terms and brands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tongpin.demo.bureau import FOUNDED
from tongpin.demo.party.accounts import NAMES
from tongpin.demo.party.roll import Branch, Staffing, names, staff
from tongpin.domains.enterprises.services import register_enterprise
from tongpin.domains.membership.enums import Office
from tongpin.domains.membership.selectors.members import current_member_of
from tongpin.domains.membership.services import appoint_officer, begin_term, correct_member
from tongpin.domains.membership.services.members import MemberFields
from tongpin.domains.publicity.services import enter_brand
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.services import appoint, create_organisation
from tongpin.kernel.credit_code import check_character
from tongpin.kernel.dates import plus_months

DIRECT = (
    # code, branch, office it belongs to, full members, probationary, small groups, months since the election
    ("ZB01", "办公室党支部", ("ST-BG", "办公室"), 9, 0, 0, 26),
    ("ZB02", "规划与政策法规党支部", ("ST-GH", "规划与政策法规处"), 7, 0, 0, 27),
    ("ZB03", "资源配置与管理党支部", ("ST-ZY", "资源配置与管理处"), 7, 0, 0, 38),
    ("ZB04", "基础研究党支部", ("ST-JC", "基础研究处"), 5, 0, 0, 28),
    ("ZB05", "高新技术党支部", ("ST-GX", "高新技术处"), 12, 1, 2, 31),
    ("ZB06", "农村科技党支部", ("ST-NC", "农村科技处"), 8, 0, 0, 25),
    ("ZB07", "社会发展科技党支部", ("ST-SF", "社会发展科技处"), 6, 0, 0, 29),
    ("ZB08", "成果转化党支部", ("ST-CG", "成果转化与区域创新处"), 8, 0, 0, 26),
    ("ZB09", "外国专家服务党支部", ("ST-WZ", "外国专家服务处"), 5, 0, 0, 28),
    ("ZB10", "机关党委人事党支部", ("ST-RS", "人事处"), 7, 0, 0, 25),
    ("ZB11", "离退休干部党支部", ("ST-LT", "离退休干部处"), 11, 0, 0, 27),
)
GENERAL = (
    # code, general branch, unit, its branches with full members
    ("ZZ1", "科技发展战略和信息研究所党总支", ("ST-XS", "科技发展战略和信息研究所"), (("ZB12", 8), ("ZB13", 6), ("ZB14", 5))),
    ("ZZ2", "生产力促进中心党总支", ("ST-SC", "生产力促进中心"), (("ZB15", 8), ("ZB16", 5), ("ZB17", 5))),
)
BRANDS = (
    ("ZB06", "科技特派·领头雁", "科技特派员下沉产业基地，党员领办示范项目。", date(2020, 7, 1)),
    ("ZB05", "锐科技·心服务", "围绕高新技术企业培育，党员一对一联系企业。", date(2020, 9, 10)),
    ("ZB01", "一强四抓", "建强支部，抓学习、抓服务、抓督办、抓作风。", date(2021, 3, 15)),
    ("ZB02", "政策直通车", "政策解读进园区、进企业，一次讲清、一站办结。", date(2021, 5, 20)),
    ("ZB08", "转化先锋岗", "党员专班盯住重点成果，从样品到产品全程跟进。", date(2021, 6, 30)),
    ("ZB04", "基石", "联系青年科研人员，帮助解决科研条件和经费困难。", date(2021, 7, 1)),
    ("ZB07", "科技惠民行", "围绕医疗、生态和公共安全组织成果推广。", date(2021, 10, 12)),
    ("ZB10", "育才春风", "谈心谈话全覆盖，帮助年轻干部成长。", date(2022, 1, 18)),
    ("ZB11", "银发智库", "老专家参与评审咨询和科普宣讲。", date(2022, 3, 8)),
    ("ZB12", "信息尖兵", "科技情报服务领导决策和企业研发。", date(2022, 5, 6)),
    ("ZB15", "创新驿站", "在园区设服务点，每周有党员值班。", date(2022, 6, 24)),
    ("ZZ2", "生产力同行", "两级党组织结对帮扶科技型中小企业。", date(2022, 8, 30)),
)
FIRMS = (("江岭云启智能装备有限公司", "高新区"), ("江岭清穗生物科技有限公司", "临江县"), ("江岭恒测仪器有限公司", "高新区"))
LEADERS = (
    # name, posts in the department and its Party group, branch
    (NAMES["tingzhang"], "厅长", "党组书记", "ZB01"),
    ("于文博", "副厅长", "党组成员", "ZB05"),
    ("白晓川", "副厅长", "党组成员", "ZB08"),
    ("章若水", "副厅长", "党组成员", "ZB10"),
)


@dataclass
class Department:
    """演示省厅: what the year is played on."""

    orgs: dict[str, Organisation]
    branches: dict[str, Branch] = field(default_factory=dict)
    leaders: list[Person] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def org(self, code: str) -> Organisation:
        return self.orgs[f"ST-{code}"]


def found_department(*, by: User, today: date) -> Department:
    """设立: organisations, people, terms, brands and the firms it serves."""
    roll = names()
    made = Department(_organisations(by=by))
    for place, row in enumerate(DIRECT):
        _branch(made, row, place, roll=roll, by=by, today=today)
    for number, (code, _, home, parts) in enumerate(GENERAL):
        for place, (part, full) in enumerate(parts):
            plan = Staffing(full, plus_months(today, -(25 + 2 * number + place)), (12, 18, 26)[place])
            made.branches[part] = staff(made.org(part), made.orgs[home[0]], plan, fixed=[], roll=roll, by=by, today=today)
        first = made.branches[parts[0][0]]
        elect_committee(made.org(code), first.people[:4], plus_months(today, -27), "第二届", by=by, today=today)
    elect_committee(made.org("JW"), _party_committee(made), plus_months(today, -50), "第六届", by=by, today=today)
    for branch in made.branches.values():
        made.people.update((person.name, person) for person in branch.people)
    _lead(made, by=by, today=today)
    for code, name, meaning, started_on in BRANDS:
        if started_on <= today:
            enter_brand(org=made.org(code), by=by, today=today, name=name, meaning=meaning, started_on=started_on)
    for place, (name, township) in enumerate(FIRMS, 1):
        first_17 = f"91620100MA7DEMO{place:02d}".replace("O", "0")
        code = first_17 + check_character(first_17)
        register_enterprise(org=made.orgs["ST"], by=by, credit_code=code, name=name, township=township)
    return made


def _organisations(*, by: User) -> dict[str, Organisation]:
    orgs: dict[str, Organisation] = {}

    def make(code: str, name: str, level: OrgLevel, parent: str | None) -> None:
        above = orgs[parent] if parent else None
        orgs[code] = create_organisation(code=code, name=name, level=level, parent=above, starts_on=FOUNDED, by=by)

    make("ST", "江岭省科学技术厅", OrgLevel.PROVINCE, None)
    make("ST-DZ", "江岭省科学技术厅党组", OrgLevel.PARTY_GROUP, "ST")
    make("ST-JW", "江岭省科学技术厅机关党委", OrgLevel.PARTY_COMMITTEE, "ST")
    for code, name, (office, title), *_ in DIRECT:
        make(office, title, OrgLevel.DEPARTMENT, "ST")
        make(f"ST-{code}", name, OrgLevel.PARTY_BRANCH, "ST-JW")
    for code, name, (unit, title), parts in GENERAL:
        make(unit, f"江岭省{title}", OrgLevel.UNIT, "ST")
        make(f"ST-{code}", name, OrgLevel.PARTY_GENERAL_BRANCH, "ST-JW")
        for place, (part, _) in enumerate(parts):
            make(f"ST-{part}", f"{title}第{'一二三'[place]}党支部", OrgLevel.PARTY_BRANCH, f"ST-{code}")
    return orgs


def _branch(
    made: Department,
    row: tuple[str, str, tuple[str, str], int, int, int, int],
    place: int,
    *,
    roll: Iterator[str],
    by: User,
    today: date,
) -> None:
    code, _, (office, title), full, probationary, grouped, months = row
    head = NAMES["shuji"] if code == "ZB05" else next(roll)
    fixed = [(head, "处长" if title.endswith("处") else "主任")]
    if code == "ZB05":
        fixed += [(next(roll), "副处长"), (next(roll), "二级调研员"), (next(roll), "三级调研员"), (NAMES["dangyuan"], "高新技术处干部")]
    if code == "ZB10":
        fixed = [
            (NAMES["tingdangwu"], "机关党委专职副书记"),
            (next(roll), "处长"),
            (next(roll), "副处长"),
            (NAMES["jijian"], "机关纪委书记"),
        ]
    fixed += [(name, post) for name, post, _, branch in LEADERS if branch == code]
    plan = Staffing(
        full,
        plus_months(today, -months),
        (10, 15, 20, 25)[place % 4],
        probationary=probationary,
        grouped=grouped,
        retired=code == "ZB11",
    )
    made.branches[code] = staff(made.org(code), made.orgs[office], plan, fixed=fixed, roll=roll, by=by, today=today)


def _party_committee(made: Department) -> list[Person]:
    deputy = made.branches["ZB10"].people
    return [deputy[0], made.branches["ZB01"].secretary, made.branches["ZB02"].secretary, deputy[3]]


def elect_committee(org: Organisation, people: list[Person], elected_on: date, number: str, *, by: User, today: date) -> None:
    """本届委员会 of a Party organisation above the branches."""
    term = begin_term(org=org, number=number, has_committee=True, elected_on=elected_on, months=None, by=by, today=today)
    offices = (Office.SECRETARY, Office.ORGANISATION, Office.PUBLICITY, Office.DISCIPLINE)
    for person, office in zip(people, offices, strict=True):
        first = office == Office.SECRETARY
        appoint_officer(
            term,
            person=person,
            office=office,
            starts_on=elected_on,
            approved_on=elected_on if first else None,
            approval="上级党组织批复" if first else "",
            by=by,
            today=today,
        )


def _lead(made: Department, *, by: User, today: date) -> None:
    """The leaders hold their posts in the Party group, and are marked as taking part in the life of a branch like everybody."""
    for place, (name, _, post, _) in enumerate(LEADERS):
        person = made.people[name]
        made.leaders.append(person)
        appoint(person=person, org=made.orgs["ST-DZ"], title=post, starts_on=FOUNDED, is_lead=place == 0, by=by)
        found = current_member_of(person)
        if found is not None:
            fields = MemberFields(**{one: getattr(found, one) for one in MemberFields.__annotations__})  # type: ignore[typeddict-item]
            correct_member(found, by=by, today=today, expected=found.version, **{**fields, "is_leader": True})
