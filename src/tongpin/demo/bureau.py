"""演示单位: a county bureau between its city and a neighbour, with departments, Party organisations, people and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongpin.foundation.access.services import grant_role
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.services import create_demo_user
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.services import add_person, appoint, create_organisation

DEMO_PASSWORD = "Tongpin-2023"
FOUNDED = date(2019, 1, 1)


@dataclass(frozen=True)
class DemoAccount:
    """演示账号: who signs in as what, where."""

    username: str
    name: str
    role: str
    org: str
    post: str
    department: str


ORGANISATIONS = (
    # code, name, level, parent
    ("TA", "泰安市科学技术局", OrgLevel.CITY, None),
    ("NY", "宁阳县科学技术局", OrgLevel.COUNTY, "TA"),
    ("DP", "东平县科学技术局", OrgLevel.COUNTY, "TA"),
    ("NY-BGS", "办公室", OrgLevel.DEPARTMENT, "NY"),
    ("NY-GHK", "规划科", OrgLevel.DEPARTMENT, "NY"),
    ("NY-GXK", "高新科", OrgLevel.DEPARTMENT, "NY"),
    ("NY-CGK", "成果科", OrgLevel.DEPARTMENT, "NY"),
    ("NY-DZ", "宁阳县科学技术局党组", OrgLevel.PARTY_GROUP, "NY"),
    ("NY-ZB", "宁阳县科学技术局机关党支部", OrgLevel.PARTY_BRANCH, "NY"),
)

ACCOUNTS = (
    DemoAccount("juzhang", "周正平", "director", "NY", "局长", "NY"),
    DemoAccount("taizhang", "李文静", "clerk", "NY", "统计员", "NY-GHK"),
    DemoAccount("gaoxin", "王思远", "officer", "NY", "科员", "NY-GXK"),
    DemoAccount("dangwu", "赵新梅", "party_clerk", "NY", "党务干部", "NY-ZB"),
    DemoAccount("kanke", "孙立群", "viewer", "NY", "科员", "NY-CGK"),
    DemoAccount("dongping", "钱海涛", "clerk", "DP", "统计员", "DP"),
    DemoAccount("shiju", "吴建国", "director", "TA", "分管副局长", "TA"),
    DemoAccount("xitong", "郑系统", "system_admin", "TA", "系统管理员", "TA"),
    DemoAccount("anquan", "冯安全", "security_admin", "TA", "安全管理员", "TA"),
    DemoAccount("shenji", "陈审计", "auditor", "TA", "审计管理员", "TA"),
)


def build_bureau(*, by: User) -> dict[str, Organisation]:
    """The organisations by code, with people in their posts and an account for each role."""
    orgs: dict[str, Organisation] = {}
    for code, name, level, parent in ORGANISATIONS:
        orgs[code] = create_organisation(
            code=code, name=name, level=level, parent=orgs[parent] if parent else None, starts_on=FOUNDED, by=by
        )
    for account in ACCOUNTS:
        user = create_demo_user(username=account.username, display_name=account.name, password=DEMO_PASSWORD, by=by)
        person = add_person(name=account.name, org=orgs[account.org], user=user, by=by)
        appoint(person=person, org=orgs[account.department], title=account.post, starts_on=FOUNDED, by=by)
        grant_role(user=user, role=account.role, org=orgs[account.org], with_subtree=True, since=FOUNDED, basis="演示单位", by=by)
    return orgs
