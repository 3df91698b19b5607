"""演示学习和干部登记: study groups with their lists, plans' reports of last year, layers of cadres, and the training of secretaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tongpin.demo.bureau import FOUNDED
from tongpin.demo.party.roll import Branch
from tongpin.domains.membership.enums import CadreRank
from tongpin.domains.membership.selectors import members_under
from tongpin.domains.membership.services import note_ranks
from tongpin.domains.orglife.enums import ReportKind, StudyGroupRole, StudyOutcome, StudyWay, TrainingLevel
from tongpin.domains.orglife.services.study import record_study
from tongpin.domains.orglife.services.study_group import name_study_members, record_report
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person

NOT_TRAINED = "ZB09"
"""The branch whose secretary has not been to the rotation of the year."""


def keep_study_group(group: Organisation, leaders: Sequence[Person], superior: str, *, by: User, today: date) -> None:
    """中心组名单 of a Party group, and its two reports on last year."""
    name_study_members(org=group, people=leaders[:1], role=StudyGroupRole.HEAD, starts_on=FOUNDED, by=by, today=today)
    name_study_members(org=group, people=leaders[1:], role=StudyGroupRole.MEMBER, starts_on=FOUNDED, by=by, today=today)
    year, sent_on = today.year - 1, date(today.year, 1, 12)
    if sent_on > today:
        return
    for kind, title in ((ReportKind.STUDY, "理论学习中心组学习情况"), (ReportKind.GOVERNANCE, "落实全面从严治党主体责任情况")):
        record_report(
            org=group,
            kind=kind,
            year=year,
            title=f"关于{year}年{title}的报告",
            number="",
            sent_to=superior,
            sent_on=sent_on,
            by=by,
            today=today,
        )


def note_layers(
    branches: Iterable[tuple[str, Branch]], leaders: Sequence[Person], *, retired: frozenset[str], by: User, today: date
) -> None:
    """干部层次: leaders are of the county layer, the others in service of the one below, who is retired is no civil servant any more."""
    of_county = {person.pk for person in leaders}
    for code, branch in branches:
        members = [one for one in members_under(branch.org, today) if one.org_id == branch.org.pk]
        layers = {
            CadreRank.COUNTY: [one for one in members if one.person_id in of_county and code not in retired],
            CadreRank.TOWNSHIP: [one for one in members if one.person_id not in of_county and code not in retired],
            CadreRank.NONE: members if code in retired else [],
        }
        for rank, people in layers.items():
            if people:
                note_ranks(members=people, rank=rank, starts_on=FOUNDED, by=by, today=today)


def train_secretaries(branches: Iterable[tuple[str, Branch]], *, by: User, today: date) -> None:
    """书记轮训 of the year, three days, but for one secretary."""
    on = date(today.year, 4, 22)
    if on > today:
        return
    for code, branch in branches:
        if code == NOT_TRAINED:
            continue
        record_study(
            org=branch.org,
            person=branch.secretary,
            on=on,
            way=StudyWay.TRAINING,
            title="党支部书记轮训班",
            hours=Decimal(24),
            days=Decimal(3),
            level=TrainingLevel.COUNTY,
            required=None,
            outcome=StudyOutcome.NONE,
            outcome_text="",
            by=by,
            today=today,
        )
