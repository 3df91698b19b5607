"""修改: every way of changing a record that stands, each against the version that was read. What is missing here is found by a test."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.factories.accounts import bare_user
from tests.factories.enterprises import make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert, make_institute
from tests.factories.matching import make_agreement, make_event, make_participation
from tests.factories.orgs import make_org, make_person
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.publicity import make_honour
from tests.factories.service import make_credit_line, make_loan
from tests.reliability.edit import Edit, anew
from tests.reliability.edits_accountability import ACCOUNTABILITY_EDITS
from tests.reliability.edits_activities import ACTIVITY_EDITS
from tests.reliability.edits_cadres import CADRE_EDITS
from tests.reliability.edits_catalogues import CATALOGUE_EDITS
from tests.reliability.edits_coaching import COACHING_EDITS
from tests.reliability.edits_duties import DUTY_EDITS
from tests.reliability.edits_elections import ELECTION_EDITS
from tests.reliability.edits_forces import FORCE_EDITS
from tests.reliability.edits_integrity import INTEGRITY_EDITS
from tests.reliability.edits_meetings import MEETING_EDITS
from tests.reliability.edits_membership import MEMBERSHIP_EDITS
from tests.reliability.edits_notifications import NOTIFICATION_EDITS
from tests.reliability.edits_packs import PACK_EDITS
from tests.reliability.edits_policy import POLICY_EDITS
from tests.reliability.edits_projects import PROJECT_EDITS
from tests.reliability.edits_publicity import BRAND_EDITS
from tests.reliability.edits_registers import REGISTER_EDITS
from tests.reliability.edits_research import RESEARCH_EDITS
from tests.reliability.edits_work import WORK_EDITS
from tests.reliability.fields import (
    DAY,
    agreement_fields,
    as_read,
    certificate_fields,
    contract_fields,
    credit_fields,
    event_fields,
    explain,
    grant_fields,
    honour_fields,
    loan_fields,
    platform_fields,
    post,
    project_fields,
    signed,
    signed_today,
    sme_fields,
    target,
)
from tests.reliability.office import TODAY
from tongpin.domains.enterprises import services as firms
from tongpin.domains.experts import services as experts
from tongpin.domains.matching import services as matching
from tongpin.domains.matching.enums import AgreementStatus, EventStatus
from tongpin.domains.programs import services as programs
from tongpin.domains.programs.enums import GrantStatus, Level, PlatformStatus, Stage
from tongpin.domains.publicity import services as publicity
from tongpin.domains.service import services as service
from tongpin.domains.service.enums import CreditStage
from tongpin.engines.indicators.models import LightNote, Target
from tongpin.engines.indicators.services import adjust_target
from tongpin.foundation.accounts.services import rename_user
from tongpin.foundation.orgs import services as orgs
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.interfaces.desk import services as desk

EDITS: tuple[Edit, ...] = (
    Edit(
        "correct_enterprise",
        lambda o: make_enterprise(o.org),
        lambda r, o, p: firms.correct_enterprise(r, **signed(o), **as_read(r), credit_code=r.credit_code, name=f"甲{p}厂", township=""),
    ),
    Edit(
        "rename_enterprise",
        lambda o: make_enterprise(o.org),
        lambda r, o, p: firms.rename_enterprise(r, **signed_today(o), **as_read(r), name=f"甲{p}厂", on=DAY, reason="改制"),
    ),
    Edit(
        "correct_certificate",
        lambda o: make_certificate(o.org),
        lambda r, o, p: firms.correct_certificate(
            r, **signed_today(o), **as_read(r), **certificate_fields(r.pk, p, r.enterprise.credit_code)
        ),
    ),
    Edit(
        "revoke_certificate",
        lambda o: make_certificate(o.org),
        lambda r, o, p: firms.revoke_certificate(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_sme",
        lambda o: make_sme(o.org),
        lambda r, o, p: firms.correct_sme(r, **signed_today(o), **as_read(r), **sme_fields(r.pk, p, r.enterprise.credit_code)),
    ),
    Edit(
        "withdraw_sme",
        lambda o: make_sme(o.org),
        lambda r, o, p: firms.withdraw_sme(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_contract",
        lambda o: make_contract(o.org),
        lambda r, o, p: firms.correct_contract(r, **signed_today(o), **as_read(r), **contract_fields(r.pk, p)),
    ),
    Edit(
        "cancel_contract",
        lambda o: make_contract(o.org),
        lambda r, o, p: firms.cancel_contract(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_grant",
        lambda o: make_grant(o.org),
        lambda r, o, p: programs.correct_grant(r, **signed_today(o), **as_read(r), **grant_fields(r.pk, p)),
    ),
    Edit(
        "receive_grant",
        lambda o: make_grant(o.org, status=GrantStatus.PROMISED, arrived_on=None),
        lambda r, o, p: programs.receive_grant(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "withdraw_grant",
        lambda o: make_grant(o.org),
        lambda r, o, p: programs.withdraw_grant(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "receive_or_withdraw_grant",
        lambda o: make_grant(o.org, status=GrantStatus.PROMISED, arrived_on=None),
        lambda r, o, p: (
            programs.receive_grant(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p))
            if p % 2
            else programs.withdraw_grant(r, **signed(o), **as_read(r), reason=f"原因{p}")
        ),
    ),
    Edit(
        "correct_platform",
        lambda o: make_platform(o.org),
        lambda r, o, p: programs.correct_platform(r, **signed_today(o), **as_read(r), **platform_fields(r.pk, p)),
    ),
    Edit(
        "recognise_platform",
        lambda o: make_platform(o.org, status=PlatformStatus.APPLYING, recognised_on=None),
        lambda r, o, p: programs.recognise_platform(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "revoke_platform",
        lambda o: make_platform(o.org),
        lambda r, o, p: programs.revoke_platform(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_project",
        lambda o: make_project(o.org, level=Level.COUNTY),
        lambda r, o, p: programs.correct_project(r, **signed(o), **as_read(r), **project_fields(r.pk, p)),
    ),
    Edit(
        "advance_project",
        lambda o: make_project(o.org),
        lambda r, o, p: programs.advance_project(r, **signed_today(o), **as_read(r), stage=Stage.APPROVED, on=DAY - timedelta(days=p)),
    ),
    Edit(
        "correct_credit_line",
        lambda o: make_credit_line(o.org),
        lambda r, o, p: service.correct_credit_line(r, **signed_today(o), **as_read(r), **credit_fields(r.enterprise.credit_code, p)),
    ),
    Edit(
        "agree_credit_line",
        lambda o: make_credit_line(o.org, stage=CreditStage.TALKING),
        lambda r, o, p: service.agree_credit_line(r, **signed_today(o), **as_read(r), on=DAY, amount=Decimal(100 + p)),
    ),
    Edit(
        "fail_credit_line",
        lambda o: make_credit_line(o.org),
        lambda r, o, p: service.fail_credit_line(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_loan_application",
        lambda o: make_loan(o.org),
        lambda r, o, p: service.correct_loan_application(r, **signed_today(o), **as_read(r), **loan_fields(r.enterprise.credit_code, p)),
    ),
    Edit(
        "grant_loan",
        lambda o: make_loan(o.org),
        lambda r, o, p: service.grant_loan(r, **signed_today(o), **as_read(r), on=DAY, amount=Decimal(100 + p)),
    ),
    Edit(
        "withdraw_loan_application",
        lambda o: make_loan(o.org),
        lambda r, o, p: service.withdraw_loan_application(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_event",
        lambda o: make_event(o.org),
        lambda r, o, p: matching.correct_event(r, **signed_today(o), **as_read(r), **event_fields(r.pk, p)),
    ),
    Edit(
        "hold_event",
        lambda o: make_event(o.org, status=EventStatus.PLANNED),
        lambda r, o, p: matching.hold_event(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "cancel_event",
        lambda o: make_event(o.org),
        lambda r, o, p: matching.cancel_event(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "remove_participant",
        lambda o: make_participation(make_event(o.org)),
        lambda r, o, p: matching.remove_participant(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_agreement",
        lambda o: make_agreement(o.org),
        lambda r, o, p: matching.correct_agreement(r, **signed_today(o), **as_read(r), **agreement_fields(r.pk, r.institute.name, p)),
    ),
    Edit(
        "sign_agreement",
        lambda o: make_agreement(o.org, status=AgreementStatus.INTENT, signed_on=None),
        lambda r, o, p: matching.sign_agreement(r, **signed_today(o), **as_read(r), on=DAY - timedelta(days=p)),
    ),
    Edit(
        "end_agreement",
        lambda o: make_agreement(o.org),
        lambda r, o, p: matching.end_agreement(r, **signed_today(o), **as_read(r), on=DAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_honour",
        lambda o: make_honour(o.org),
        lambda r, o, p: publicity.correct_honour(r, **signed_today(o), **as_read(r), **honour_fields(r.pk, p)),
    ),
    Edit(
        "revoke_honour",
        lambda o: make_honour(o.org),
        lambda r, o, p: publicity.revoke_honour(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_institute",
        lambda o: make_institute(o.org),
        lambda r, o, p: experts.correct_institute(r, **signed(o), **as_read(r), name=r.name, place=f"第{p}城"),
    ),
    Edit(
        "correct_expert",
        lambda o: make_expert(o.org),
        lambda r, o, p: experts.correct_expert(
            r, **signed(o), **as_read(r), name=r.name, institute_name=r.institute.name, title=f"教授{p}", field=""
        ),
    ),
    Edit(
        "answer_feedback",
        lambda o: desk.send_feedback(org=o.org, page="/", text="字太小", by=o.clerk),
        lambda r, o, p: desk.answer_feedback(r, answer=f"答复{p}", version=r.version, by=o.clerk),
    ),
    Edit(
        "adjust_target",
        anew(Target, target),
        lambda r, o, p: adjust_target(target=r, version=r.version, value=Decimal(70 + p), reason="上级调整", by=o.clerk),
    ),
    Edit("explain_light", anew(LightNote, lambda o: explain(o, 99, None)), lambda r, o, p: explain(o, p, r.version)),
    Edit(
        "edit_person",
        lambda o: make_person(o.org),
        lambda r, o, p: orgs.edit_person(
            person=r, name=f"人{p}", org=o.org, phone="", is_party_member=False, left_on=None, version=r.version, by=o.clerk
        ),
    ),
    Edit(
        "end_post",
        post,
        lambda r, o, p: orgs.end_post(post=r, ends_on=DAY - timedelta(days=p), version=r.version, by=o.clerk),
    ),
    Edit(
        "edit_organisation",
        lambda o: make_org(parent=o.org, level=OrgLevel.DEPARTMENT),
        lambda r, o, p: orgs.edit_organisation(org=r, region_code="", sort_order=10 + p, version=r.version, by=o.clerk),
    ),
    Edit(
        "rename_organisation",
        lambda o: make_org(parent=o.org, level=OrgLevel.DEPARTMENT),
        lambda r, o, p: orgs.rename_organisation(org=r, name=f"{r.code}科{p}", on=DAY, today=TODAY, version=r.version, by=o.clerk),
    ),
    Edit(
        "move_organisation",
        lambda o: make_org(parent=o.org, level=OrgLevel.DEPARTMENT),
        lambda r, o, p: orgs.move_organisation(
            org=r, parent=(o.tree.city, o.tree.dongping)[p % 2], on=DAY, today=TODAY, version=r.version, by=o.clerk
        ),
    ),
    Edit(
        "merge_organisation",
        lambda o: make_org(parent=o.org, level=OrgLevel.DEPARTMENT),
        lambda r, o, p: orgs.merge_organisation(
            org=r, into=(o.tree.ningyang_office, o.tree.ningyang_plan)[p % 2], on=DAY, today=TODAY, version=r.version, by=o.clerk
        ),
    ),
    Edit(
        "close_organisation",
        lambda o: make_org(parent=o.org, level=OrgLevel.DEPARTMENT),
        lambda r, o, p: orgs.close_organisation(org=r, on=DAY - timedelta(days=p), today=TODAY, version=r.version, by=o.clerk),
    ),
    Edit(
        "rename_user",
        lambda o: bare_user(),
        lambda r, o, p: rename_user(user=r, display_name=f"某{p}", version=r.version, by=o.clerk),
    ),
    *ACTIVITY_EDITS,
    *DUTY_EDITS,
    *ELECTION_EDITS,
    *MEETING_EDITS,
    *CATALOGUE_EDITS,
    *MEMBERSHIP_EDITS,
    *CADRE_EDITS,
    *NOTIFICATION_EDITS,
    *BRAND_EDITS,
    *PACK_EDITS,
    *REGISTER_EDITS,
    *PROJECT_EDITS,
    *WORK_EDITS,
    *FORCE_EDITS,
    *ACCOUNTABILITY_EDITS,
    *COACHING_EDITS,
    *POLICY_EDITS,
    *INTEGRITY_EDITS,
    *RESEARCH_EDITS,
)
