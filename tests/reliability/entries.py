"""登记: every way of making a record that must not stand twice, as several persons do it at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps

from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.experts import make_expert
from tests.factories.matching import make_event
from tests.factories.orgs import make_person
from tests.reliability.fields import (
    DAY,
    JULY,
    agreement_fields,
    certificate_fields,
    contract_fields,
    credit_fields,
    event_fields,
    explain,
    grant_fields,
    honour_fields,
    loan_fields,
    platform_fields,
    project_fields,
    signed,
    signed_today,
    sme_fields,
)
from tests.reliability.office import Office
from tongpin.domains.enterprises import services as firms
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.experts import services as experts
from tongpin.domains.matching import services as matching
from tongpin.domains.matching.models import MatchingEvent
from tongpin.domains.programs import services as programs
from tongpin.domains.programs.enums import Stage
from tongpin.domains.publicity import services as publicity
from tongpin.domains.service import services as service
from tongpin.engines.indicators.models import Measure
from tongpin.engines.indicators.services import issue_target
from tongpin.foundation.access.services import grant_role
from tongpin.foundation.accounts.services import create_user
from tongpin.foundation.orgs import services as orgs
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Person
from tongpin.kernel.periods import Period


@dataclass(frozen=True)
class Entry:
    """一种登记: ``act(office, number, person)`` enters the thing with that number; ``count`` says how often it stands."""

    name: str
    act: Callable[[Office, int, int], Any]
    count: Callable[[Office, int], int]
    is_single: bool = False

    def __str__(self) -> str:
        return self.name


def _count(model: str, **fixed: Any) -> Callable[[Office, int], int]:
    def count(o: Office, n: int) -> int:
        wanted = {name: value.format(n=n) if isinstance(value, str) else value for name, value in fixed.items()}
        return apps.get_model(model)._default_manager.filter(**wanted).count()

    return count


def prepare_entries(o: Office, number: int) -> None:
    """What the entries with this number refer to: a firm, an expert of an institute, an event, a person."""
    if not Enterprise.objects.filter(org=o.org, credit_code=credit_code(number)).exists():
        make_enterprise(o.org, credit_code=credit_code(number))
        make_expert(o.org, f"专家{number}号", "山东院")
    _event(o)
    _person(o)


def _event(o: Office) -> Any:
    return MatchingEvent.objects.filter(org=o.org, code="SB-共用").first() or make_event(o.org, code="SB-共用")


def _person(o: Office) -> Any:
    return Person.objects.filter(org=o.org, name="共用人").first() or make_person(o.org, "共用人")


ENTRIES = (
    Entry(
        "register_enterprise",
        lambda o, n, p: firms.register_enterprise(
            org=o.org, **signed(o), credit_code=credit_code(n + 500_000), name=f"甲{p}厂", township=""
        ),
        lambda o, n: _count("enterprises.Enterprise", credit_code=credit_code(n + 500_000))(o, n),
    ),
    Entry(
        "enter_certificate",
        lambda o, n, p: firms.enter_certificate(org=o.org, **signed_today(o), **certificate_fields(n, p)),
        _count("enterprises.Title", certificate_number="GR2023{n:08d}"),
    ),
    Entry(
        "enter_sme",
        lambda o, n, p: firms.enter_sme(org=o.org, **signed_today(o), **sme_fields(n, p)),
        _count("enterprises.SmeRegistration", registration_number="2023{n}"),
    ),
    Entry(
        "register_contract",
        lambda o, n, p: firms.register_contract(org=o.org, **signed_today(o), **contract_fields(n, p)),
        _count("enterprises.TechnologyContract", contract_number="HT{n}"),
    ),
    Entry(
        "enter_grant",
        lambda o, n, p: programs.enter_grant(org=o.org, **signed_today(o), **grant_fields(n, p)),
        _count("programs.Grant", project_name="项目{n}"),
    ),
    Entry(
        "enter_platform",
        lambda o, n, p: programs.enter_platform(org=o.org, **signed_today(o), **platform_fields(n, p)),
        _count("programs.Platform", name="平台{n}"),
    ),
    Entry(
        "enter_project",
        lambda o, n, p: programs.enter_project(org=o.org, **signed_today(o), stage=Stage.SUBMITTED, stage_on=DAY, **project_fields(n, p)),
        _count("programs.ProjectStage", project__name="攻关{n}"),
    ),
    Entry(
        "enter_credit_line",
        lambda o, n, p: service.enter_credit_line(org=o.org, **signed_today(o), **credit_fields(credit_code(n), p)),
        lambda o, n: _count("service.CreditLine", enterprise__credit_code=credit_code(n))(o, n),
    ),
    Entry(
        "enter_loan_application",
        lambda o, n, p: service.enter_loan_application(org=o.org, **signed_today(o), **loan_fields(credit_code(n), p)),
        lambda o, n: _count("service.LoanApplication", enterprise__credit_code=credit_code(n))(o, n),
    ),
    Entry(
        "enter_event",
        lambda o, n, p: matching.enter_event(org=o.org, **signed_today(o), **event_fields(n, p)),
        _count("matching.MatchingEvent", code="SB{n}"),
    ),
    Entry(
        "enter_agreement",
        lambda o, n, p: matching.enter_agreement(org=o.org, **signed_today(o), **agreement_fields(n, "山东院", p)),
        _count("matching.Agreement", code="XY{n}"),
    ),
    Entry(
        "add_participant",
        lambda o, n, p: matching.add_participant(
            _event(o), **signed(o), expert_name=f"专家{n}号", institute_name="山东院", title=f"教授{p}"
        ),
        _count("matching.Participation", expert__name="专家{n}号"),
    ),
    Entry(
        "register_institute",
        lambda o, n, p: experts.register_institute(org=o.org, **signed(o), name=f"院所{n}", place=f"第{p}城"),
        _count("experts.Institute", name="院所{n}"),
    ),
    Entry(
        "register_expert",
        lambda o, n, p: experts.register_expert(org=o.org, **signed(o), name=f"新专家{n}", institute_name="山东院", title=f"{p}", field=""),
        _count("experts.Expert", name="新专家{n}"),
    ),
    Entry(
        "enter_honour",
        lambda o, n, p: publicity.enter_honour(org=o.org, **signed_today(o), **honour_fields(n, p)),
        _count("publicity.Honour", title="荣誉{n}"),
    ),
    Entry(
        "issue_target",
        lambda o, n, p: issue_target(
            org=o.org, measure=Measure.objects.get(code="hnte.stock"), period=Period.year(n % 100 + 2024), value=Decimal(60 + p), by=o.clerk
        ),
        lambda o, n: _count("indicators.Target", period_start=date(n % 100 + 2024, 1, 1), superseded_at=None)(o, n),
    ),
    Entry(
        "explain_light",
        lambda o, n, p: explain(o, p, None),
        _count("indicators.LightNote", month=JULY.start),
        is_single=True,
    ),
    Entry(
        "create_organisation",
        lambda o, n, p: orgs.create_organisation(
            name=f"新科{n}", code=f"XK{n}", level=OrgLevel.DEPARTMENT, parent=o.org, starts_on=DAY, by=o.clerk
        ),
        _count("orgs.Organisation", name="新科{n}"),
    ),
    Entry(
        "appoint",
        lambda o, n, p: orgs.appoint(person=_person(o), org=o.org, title=f"职务{n}", starts_on=DAY, by=o.clerk),
        _count("orgs.Post", title="职务{n}"),
    ),
    Entry(
        "override_day",
        lambda o, n, p: orgs.override_day(
            day=date(2024, 1, 1) + timedelta(days=n % 1000), is_workday=True, note=f"{p}", basis="通知", by=o.clerk
        ),
        lambda o, n: _count("orgs.CalendarDay", day=date(2024, 1, 1) + timedelta(days=n % 1000))(o, n),
    ),
    Entry(
        "create_user",
        lambda o, n, p: create_user(username=f"user-{n}", display_name=f"某{p}", by=o.operator),
        _count("accounts.User", username="user-{n}"),
    ),
    Entry(
        "grant_role",
        lambda o, n, p: grant_role(user=o.clerk, role="viewer", org=o.org, since=DAY, by=o.operator),
        lambda o, n: _count("access.Grant", user=o.clerk, role="viewer", org=o.org, until=None)(o, n),
        is_single=True,
    ),
)
