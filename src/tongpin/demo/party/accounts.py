"""演示账号: who signs in on the Party side, as what, where; each is a person of the register."""

from __future__ import annotations

from tongpin.demo.bureau import DEMO_PASSWORD, FOUNDED, DemoAccount
from tongpin.foundation.access.services import grant_role
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.services import create_demo_user
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.services import link_user

PARTY_ACCOUNTS = (
    DemoAccount("tingzhang", "韩怀谦", "director", "ST", "党组书记、厅长", "ST-DZ"),
    DemoAccount("tingdangwu", "苏敏华", "party_clerk", "ST", "机关党委专职副书记", "ST-JW"),
    DemoAccount("shuji", "罗景行", "branch_secretary", "ST-ZB05", "高新技术处处长", "ST-GX"),
    DemoAccount("dangyuan", "叶知秋", "party_member", "ST-ZB05", "高新技术处干部", "ST-GX"),
    DemoAccount("jijian", "邵正言", "discipline_officer", "ST", "机关纪委书记", "ST-JW"),
    DemoAccount("yunjuzhang", "程守拙", "director", "YC", "局长", "YC-DZ"),
    DemoAccount("yundangwu", "贺春来", "party_clerk", "YC", "机关党委专职副书记", "YC-JW"),
)
NAMES = {account.username: account.name for account in PARTY_ACCOUNTS}


def let_in(orgs: dict[str, Organisation], people: dict[str, Person], *, by: User) -> None:
    """The accounts of people who already stand in the register, each with its role."""
    for account in PARTY_ACCOUNTS:
        person = people.get(account.name)
        if person is None:
            continue
        user = create_demo_user(username=account.username, display_name=account.name, password=DEMO_PASSWORD, by=by)
        link_user(person=person, user=user, by=by)
        grant_role(user=user, role=account.role, org=orgs[account.org], with_subtree=True, since=FOUNDED, basis="演示单位", by=by)
