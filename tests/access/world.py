"""两县一市: a city bureau with two counties below it, one record of every kind in each, every text carrying the mark of its owner."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.access.kinds_accountability import accountability_records
from tests.access.kinds_activities import activity_records
from tests.access.kinds_coaching import coaching_records
from tests.access.kinds_duties import duty_records
from tests.access.kinds_integrity import integrity_records
from tests.access.kinds_membership import membership_records
from tests.access.kinds_orglife import orglife_records
from tests.access.kinds_packs import pack_records
from tests.access.kinds_policy import policy_records
from tests.access.kinds_registers import register_records
from tests.access.kinds_research import research_records
from tests.access.kinds_work import work_records
from tests.factories.access import make_grant as give_role
from tests.factories.access import make_user
from tests.factories.accounts import make_operator
from tests.factories.dataio import workbook
from tests.factories.enterprises import make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert
from tests.factories.indicators import reported_measure
from tests.factories.matching import make_agreement, make_event, make_participation
from tests.factories.notifications import make_notice
from tests.factories.orgs import OrgTree, make_person, make_tree
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.publicity import make_brand, make_honour
from tests.factories.service import make_credit_line, make_loan
from tongpin.engines.dataio import services as dataio
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.models import Measure
from tongpin.engines.indicators.services import issue_target, report_value, sync_measures
from tongpin.foundation.access.roles import all_roles
from tongpin.foundation.accounts.models import SignIn, User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.files.services import attach, store
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.orgs.models import CalendarDay, Organisation, Post
from tongpin.interfaces.desk.services import send_feedback
from tongpin.interfaces.reports.selectors import YEAR_END
from tongpin.interfaces.reports.services import reword_sentence
from tongpin.kernel import clock
from tongpin.kernel.credit_code import check_character
from tongpin.kernel.periods import Period

TODAY = date(2024, 1, 15)
NINGYANG, DONGPING, CITY = "鸢尾", "芍药", "紫薇"
COMPUTED, REPORTED, SENTENCE = "contracts.deal_value", "rd.spending", "T0-05"
SHARED_KINDS = frozenset({"calendar_day", "measure", "reported_measure", "sentence"})
"""What belongs to the whole installation: there is no foreign one of these."""


@dataclass(frozen=True)
class Place:
    """一方: an organisation, its mark, what in a page would give its records away, and the key of one record of each kind."""

    org: Organisation
    mark: str
    canaries: tuple[str, ...]
    keys: Mapping[str, Any]
    member: User


@dataclass(frozen=True, eq=False)
class World:
    """世界: the tree, what each place has, and who asks."""

    tree: OrgTree
    ningyang: Place
    dongping: Place
    city: Place
    people: Mapping[str, User]

    def home(self, principal: str) -> Place | None:
        """Whose person this is."""
        if principal.startswith("city_"):
            return self.city
        if principal == "other_clerk":
            return self.dongping
        return None if principal in ("anonymous", "no_grant") else self.ningyang

    def hidden_from(self, principal: str) -> tuple[str, ...]:
        """What must never be in any answer to this person."""
        home = self.home(principal)
        if home is self.city:
            return ()
        return tuple(word for place in (self.ningyang, self.dongping, self.city) if place is not home for word in place.canaries)


def build_world(mark: str = NINGYANG) -> World:
    """Made once for a module, through services where they leave traces (audit, files, imports), through factories elsewhere."""
    tree = make_tree()
    operator = make_operator()
    sync_measures(by=operator, today=TODAY)
    reported_measure(REPORTED, by=operator)
    people = {role.key: make_user(roles=[(role.key, tree.ningyang)], display_name=f"{NINGYANG}{role.title}") for role in all_roles()}
    people["other_clerk"] = make_user(roles=[("clerk", tree.dongping)], display_name=f"{DONGPING}台账管理员")
    people["city_clerk"] = make_user(roles=[("clerk", tree.city)], display_name="市局台账管理员")
    people["city_system_admin"] = make_user(roles=[("system_admin", tree.city)], display_name="市局系统管理员")
    people["no_grant"] = make_user(display_name="未授权人员")
    CalendarDay.objects.create(day=date(2024, 2, 18), is_workday=True, note="调休", basis="通知")
    shared = {
        "calendar_day": CalendarDay.objects.get().pk,
        "measure": COMPUTED,
        "reported_measure": REPORTED,
        "sentence": SENTENCE,
    }
    return World(
        tree=tree,
        ningyang=_place(tree.ningyang, mark, "370921", people["clerk"], shared),
        dongping=_place(tree.dongping, DONGPING, "370923", people["other_clerk"], shared),
        city=_place(tree.city, CITY, "370900", people["city_clerk"], shared),
        people=people,
    )


def code_of(region: str, number: int = 1) -> str:
    """A right credit code of a region."""
    first = f"91{region}{number:09d}"
    return first + check_character(first)


def _place(org: Organisation, mark: str, region: str, clerk: User, shared: Mapping[str, Any]) -> Place:
    member = make_user(display_name=f"{mark}普通人员")
    grant = give_role(member, "viewer", org, basis=f"{mark}局长办公会")
    records = _ledgers(org, mark, region) | orglife_records(org, mark, clerk)
    person = make_person(org, f"{mark}王工", phone=f"0538-{region}")
    make_person(org, f"{mark}成员", user=member)
    post = Post.objects.create(person=person, org=org, title=f"{mark}科科长", starts_on=date(2020, 1, 1))
    target, observation = _figures(org, mark, clerk)
    sentence = reword_sentence(
        org=org,
        report=YEAR_END,
        sentence_id=SENTENCE,
        section="创新主体",
        text=re.sub("[{}]", "", f"{mark}句式。"),
        from_year=2023,
        basis=f"{mark}要求",
        by=clerk,
    )
    file = store(io.BytesIO(b"%PDF-1.4 " + mark.encode()), name=f"{mark}证明.pdf", org=org, by=clerk, purpose="evidence")
    attachment = attach(file, to=records["enterprise"].reference(), by=clerk, name=file.name)
    batch = _batch(org, mark, clerk, ("文明单位", "县级"), ("先进单位", "村级"))
    confirmed = dataio.confirm(_batch(org, mark, clerk, ("示范单位", "县级")), by=clerk, today=TODAY)
    feedback = send_feedback(org=org, page="/", text=f"{mark}建议", by=clerk)
    job = enqueue("audit.verify", by=clerk)
    keys = {kind: record.pk for kind, record in records.items()} | {
        "organisation": org.pk,
        "person": person.pk,
        "post": post.pk,
        "user": member.pk,
        "user_session": _session(member).pk,
        "clerk_session": _session(clerk).pk,
        "access_grant": grant.pk,
        "stored_file": file.pk,
        "attachment": attachment.pk,
        "import_batch": batch.pk,
        "confirmed_batch": confirmed.pk,
        "import_sheet": batch.sheets.get().pk,
        "import_file": batch.files.get().pk,
        "target": target.pk,
        "observation": observation.pk,
        "sentence_wording": sentence.pk,
        "feedback": feedback.pk,
        "job": job.pk,
        "notice": make_notice(clerk, title=f"{mark}事项到期").pk,
        "audit_event": AuditEvent.objects.filter(org_id=org.pk).latest("seq").seq,
    }
    canaries = (mark, code_of(region), f"GR2022{region}01", f"2023{region}A0000001", f"2023{region}000001", f"SB-{region}", f"XY-{region}")
    return Place(org, mark, canaries, {**keys, **shared}, member)


def _ledgers(org: Organisation, mark: str, region: str) -> dict[str, Any]:
    firm = make_enterprise(org, f"{mark}机械有限公司", credit_code=code_of(region), township=f"{mark}镇")
    event = make_event(org, code=f"SB-{region}", title=f"{mark}对接活动", place=f"{mark}会堂")
    expert = make_expert(org, f"{mark}教授", f"{mark}研究院")
    named = {"enterprise": firm, "enterprise_name": firm.name}
    return {
        "enterprise": firm,
        "hnte_certificate": make_certificate(org, firm, certificate_number=f"GR2022{region}01", township=f"{mark}镇"),
        "sme_registration": make_sme(org, firm, registration_number=f"2023{region}A0000001"),
        "technology_contract": make_contract(
            org,
            contract_number=f"2023{region}000001",
            title=f"{mark}工艺研发",
            seller_name=firm.name,
            seller=firm,
            buyer_name=f"{mark}买方",
        ),
        "expert": expert,
        "institute": expert.institute,
        "grant": make_grant(
            org, project_name=f"{mark}示范项目", undertaker_name=firm.name, enterprise=firm, document_number=f"{mark}字1号"
        ),
        "platform": make_platform(org, name=f"{mark}技术创新中心", host_name=firm.name, enterprise=firm),
        "programme_project": make_project(org, name=f"{mark}技术攻关", applicant_name=firm.name, enterprise=firm),
        "credit_line": make_credit_line(org, firm, bank=f"{mark}银行"),
        "loan_application": make_loan(org, firm, bank=f"{mark}银行"),
        "matching_event": event,
        "event_expert": make_participation(event, expert),
        "agreement": make_agreement(org, code=f"XY-{region}", institute=expert.institute, event=event, **named),
        "honour": make_honour(org, title=f"{mark}模范机关", holder=f"{mark}科"),
        "brand": make_brand(org, name=f"{mark}先锋"),
        **coaching_records(org, mark, firm),
        **policy_records(org, mark, firm),
        **research_records(org, mark, firm),
        **pack_records(org, mark),
        **register_records(org, mark),
        **duty_records(org, mark),
        **work_records(org, mark),
        **accountability_records(org, mark),
        **integrity_records(org, mark),
        **membership_records(org, mark),
        **activity_records(org, mark),
    }


def _figures(org: Organisation, mark: str, clerk: User) -> tuple[Any, Any]:
    target = issue_target(
        org=org,
        measure=Measure.objects.get(code=COMPUTED),
        period=Period.year(2023),
        value=Decimal(3_000_000),
        document=f"{mark}办发〔2023〕1号",
        department=f"{mark}科",
        by=clerk,
    )
    observation = report_value(
        org=org,
        code=REPORTED,
        as_of=date(2023, 12, 31),
        value=Decimal(3),
        status=Status.FLASH,
        note=f"{mark}来报",
        by=clerk,
        today=TODAY,
    )
    return target, observation


def _batch(org: Organisation, mark: str, clerk: User, *honours: tuple[str, str]) -> Any:
    rows = [[f"{mark}{title}", level, f"{mark}科", 2023, f"{mark}县委"] for title, level in honours]
    content = workbook([["荣誉台账"], ["荣誉名称", "级别", "获得单位（个人）", "年度", "授予单位"], *rows])
    return dataio.stage(content, name=f"{mark}荣誉台账.xlsx", org=org, by=clerk, today=TODAY, kind="honour")


def _session(user: User) -> SignIn:
    now = clock.now()
    return SignIn.objects.create(user=user, session_key=f"{'k' * 24}{user.pk}", ip_address="10.0.0.1", signed_in_at=now, last_seen_at=now)
