"""申报办理: opened, moved from stage to stage, the rights it uses, and its result with the certificate in the register of firms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.coaching.enums import Programme, Result, RightClass, Stage
from tongpin.domains.coaching.models import AnnualReport, Application, IntellectualProperty, UsedRight
from tongpin.domains.coaching.selectors.applications import usable_rights
from tongpin.domains.enterprises.selectors import certificates, sme_registrations
from tongpin.domains.enterprises.services import SmeFields, TitleFields, enter_certificate, enter_sme, firm_of
from tongpin.engines.ledgers.services import amend, enter, not_after
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, save_versioned
from tongpin.kernel.errors import Refused

ORDER = list(Stage)


class ApplicationFields(TypedDict):
    """申报栏目."""

    credit_code: str
    programme: str
    year: int
    batch: str


class ReportFields(TypedDict):
    """年度报表栏目."""

    credit_code: str
    year: int
    filed_on: date


@transaction.atomic
def open_application(*, org: Organisation, by: User, today: date, on: date, **fields: Unpack[ApplicationFields]) -> Application:
    """建立申报, in preparation from ``on``."""
    not_after(on, today, "开始准备日期", field="on")
    _check_year(fields["year"], today)
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    record = Application(org=org, stage=Stage.PREPARING, stage_on=on, **values)
    return enter(record, verb="application.opened", by=by, fields=("programme", "year", "batch", "stage_on"))


@transaction.atomic
def move_application(application: Application, *, by: User, today: date, expected: int, stage: str, on: date) -> Application:
    """推进申报: to a later stage; what was skipped is allowed, going back is not."""
    not_after(on, today, "日期", field="on")
    _check_open(application)
    if stage == Stage.DECIDED:
        raise Refused("办结须登记结果，请用“登记结果”。", field="stage")
    if ORDER.index(Stage(stage)) <= ORDER.index(Stage(application.stage)):
        raise Refused(f"申报已到“{application.get_stage_display()}”，只能推进到后面的阶段。", field="stage")
    if on < application.stage_on:
        raise Refused(f"日期早于进入“{application.get_stage_display()}”的 {application.stage_on:%Y-%m-%d}，请核对。", field="on")
    values: dict[str, Any] = {"stage": stage, "stage_on": on}
    if application.submitted_on is None:
        values["submitted_on"] = on
    return amend(application, verb="application.moved", by=by, expected=expected, values=values)


@transaction.atomic
def use_rights(application: Application, *, by: User, today: date, expected: int, rights: Sequence[IntellectualProperty]) -> Application:
    """填列所用知识产权: replaces the list; a right of class Ⅱ counts in one recognition only."""
    _check_open(application)
    usable = {right.pk: right for right in usable_rights(application, today)}
    for right in rights:
        if right.pk not in usable:
            raise Refused(f"“{right}”不能用于本次申报：已失效，或者是已用于另一次认定的Ⅱ类知识产权（仅限使用一次）。", field="rights")
    save_versioned(application, expected=expected, fields=("stage",))
    before = list(application.used.order_by("right_id").values_list("right_id", flat=True))
    application.used.exclude(right__in=[right.pk for right in rights]).delete()
    for right in rights:
        if right.pk not in before:
            once = application.programme == Programme.HNTE and right.right_class == RightClass.TWO
            insert(UsedRight(application=application, right=right, counts_once=once))
    after = sorted(right.pk for right in rights)
    audit.record(
        "application.rights",
        by=by,
        subject=application.reference(),
        org_id=application.org_id,
        before={"rights": "、".join(map(str, before))},
        after={"rights": "、".join(map(str, after))},
    )
    return application


@transaction.atomic
def recognise_firm(
    application: Application, *, by: User, today: date, expected: int, on: date, certificate: TitleFields | None = None
) -> Application:
    """认定通过 of a high-tech or little-giant application; the certificate stands in the register of firms, once."""
    _check_result(application, on, today)
    values = {"stage": Stage.DECIDED, "stage_on": on, "result": Result.RECOGNISED, "decided_on": on}
    if application.programme == Programme.HNTE:
        if certificate is None:
            raise Refused("认定通过的须登记证书编号、发证日期和有效期。", field="certificate_number")
        known = certificates().filter(org=application.org, certificate_number=certificate["certificate_number"]).first()
        if known is not None and known.enterprise_id != application.firm_id:
            raise Refused(f"该证书编号在台账中属于{known.holder_name}，请核对。", field="certificate_number")
        values["certificate"] = known or enter_certificate(org=application.org, by=by, today=today, **certificate)
    return amend(application, verb="application.recognised", by=by, expected=expected, values=_submitted(application, values, on))


@transaction.atomic
def register_firm(application: Application, *, by: User, today: date, expected: int, on: date, registration: SmeFields) -> Application:
    """入库登记 of a tech-based SME application; the registration stands in the register of firms, once."""
    _check_result(application, on, today)
    number = registration["registration_number"]
    known = sme_registrations().filter(org=application.org, registration_number=number).first()
    if known is not None and known.enterprise_id != application.firm_id:
        raise Refused(f"该入库登记编号在台账中属于{known.registered_name}，请核对。", field="registration_number")
    values = {"stage": Stage.DECIDED, "stage_on": on, "result": Result.RECOGNISED, "decided_on": on}
    values["registration"] = known or enter_sme(org=application.org, by=by, today=today, **registration)
    return amend(application, verb="application.recognised", by=by, expected=expected, values=_submitted(application, values, on))


@transaction.atomic
def fail_application(application: Application, *, by: User, today: date, expected: int, on: date, result: str, reason: str) -> Application:
    """未通过或撤回: rights of class Ⅱ stated in it are free again, since they count in a recognition only."""
    _check_result(application, on, today)
    if result == Result.RECOGNISED:
        raise Refused("通过的请登记证书或入库编号。", field="result")
    values = {"stage": Stage.DECIDED, "stage_on": on, "result": result, "decided_on": on, "reason": reason}
    failed = amend(application, verb="application.failed", by=by, expected=expected, values=values)
    failed.used.update(counts_once=False)
    return failed


@transaction.atomic
def file_report(*, org: Organisation, by: User, today: date, **fields: Unpack[ReportFields]) -> AnnualReport:
    """登记填报年度发展情况报表."""
    return enter(AnnualReport(org=org, **_report(org, fields, today)), verb="annual_report.filed", by=by, fields=("year", "filed_on"))


@transaction.atomic
def correct_report(report: AnnualReport, *, by: User, today: date, expected: int, **fields: Unpack[ReportFields]) -> AnnualReport:
    """更正年度报表填报."""
    values = _report(report.org, fields, today)
    return amend(report, verb="annual_report.corrected", by=by, expected=expected, values=values)


def _report(org: Organisation, fields: ReportFields, today: date) -> dict[str, Any]:
    not_after(fields["filed_on"], today, "填报日期", field="filed_on")
    if fields["filed_on"].year <= fields["year"]:
        raise Refused(f"{fields['year']}年度报表在次年填报，填报日期应在 {fields['year'] + 1} 年，请核对。", field="filed_on")
    values: dict[str, Any] = dict(fields)
    values["firm"] = firm_of(org, values.pop("credit_code"))
    return values


def _submitted(application: Application, values: dict[str, Any], on: date) -> dict[str, Any]:
    return values if application.submitted_on else {**values, "submitted_on": on}


def _check_year(year: int, today: date) -> None:
    if not 2016 <= year <= today.year + 1:
        raise Refused(f"申报年度“{year}”不对，应为 2016 至 {today.year + 1} 年。", field="year")


def _check_open(application: Application) -> None:
    if Application.objects.filter(pk=application.pk, stage=Stage.DECIDED).exists():
        raise Refused("该申报已经办结，不能再办理。")


def _check_result(application: Application, on: date, today: date) -> None:
    not_after(on, today, "办结日期", field="on")
    _check_open(application)
    if on < application.stage_on:
        raise Refused(f"办结日期早于进入“{application.get_stage_display()}”的 {application.stage_on:%Y-%m-%d}，请核对。", field="on")
