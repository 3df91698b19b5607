"""一家企业的三年: from 苗子 to recognised 高新技术企业, with its rights, applications, coaching and what a person judged each year."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongpin.domains.coaching.enums import Programme, Stage
from tongpin.domains.coaching.selectors.applications import usable_rights
from tongpin.domains.coaching.selectors.visits import KIND
from tongpin.domains.coaching.services import applications
from tongpin.domains.coaching.services.reviews import enter_review
from tongpin.domains.coaching.services.rights import enter_right
from tongpin.domains.enterprises.selectors import certificates, enterprise_with_code, sme_registrations
from tongpin.engines.activities.enums import LinkRole
from tongpin.engines.activities.services import record_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import people

RIGHTS = (
    # kind, number, title, applied, granted
    ("software", "2021SR0921301", "铸件质量追溯软件", None, date(2021, 11, 5)),
    ("utility", "ZL202121092130.1", "一种快换夹具", date(2021, 6, 10), date(2022, 2, 15)),
    ("utility", "ZL202121092131.2", "一种冷却装置", date(2021, 6, 10), date(2022, 3, 8)),
    ("utility", "ZL202121092132.3", "一种除尘结构", date(2021, 9, 1), date(2022, 4, 22)),
    ("utility", "ZL202221092133.4", "一种在线检测装置", date(2022, 5, 20), date(2023, 1, 17)),
    ("invention", "ZL202210921340.5", "一种低耗能热处理方法", date(2022, 3, 12), date(2023, 4, 28)),
)
COACHED_SINCE = date(2021, 9, 1)
"""From then on the firm's patents were coached."""
VISITS = (
    # day, title, aim, patents, advice
    (date(2021, 9, 14), "上门辅导：研发费用归集", "研发费用归集", 3, "建立研发辅助账；布局实用新型专利三件；科技人员占比偏低，需补充。"),
    (date(2022, 4, 19), "上门辅导：科技型中小企业评价", "科技型中小企业", 1, "研发费用和科技人员已达分档，按期填报。"),
    (date(2023, 2, 21), "上门辅导：高新技术企业认定材料", "高新技术企业", 1, "对照八项条件逐条核对，补齐发明专利授权和成果转化证明。"),
)
REVIEWS = (
    # year, level, support, points
    (2021, "一般", "一般", 8),
    (2022, "较高", "较强", 14),
    (2023, "高", "强", 19),
)


def walk(org: Organisation, code: str, *, by: User, today: date) -> None:
    """走完三年, as far as today reaches."""
    firm = enterprise_with_code(org, code)
    assert firm is not None, code
    coach = people().filter(org__path__startswith=org.path, user__username="gaoxin").order_by("pk").first()
    for kind, number, title, applied, granted in RIGHTS:
        about: Any = {"kind": kind, "number": number, "title": title, "owner": "", "obtained": "own"}
        dates: Any = {
            "applied_on": applied,
            "granted_on": granted,
            "ends_on": None,
            "coached_by": coach if applied is not None and applied >= COACHED_SINCE else None,
        }
        enter_right(org=org, by=by, today=today, credit_code=code, **about, **dates)
    for day, title, aim, patents, advice in VISITS:
        record_activity(
            org=org,
            kind=KIND,
            by=by,
            today=today,
            title=f"{title}（{firm.name}）",
            day=day,
            outcomes={"aim": aim, "patents_coached": patents, "advice": advice},
            links=[(LinkRole.SERVES, firm.reference())],
        )
    for year, level, support, points in REVIEWS:
        _judge(org, code, year, level, support, points, by=by, today=today)
    _small(org, firm, by=by, today=today)
    _high_tech(org, firm, by=by, today=today)


def _judge(org: Organisation, code: str, year: int, level: str, support: str, points: int, *, by: User, today: date) -> None:
    enter_review(
        org=org,
        by=by,
        today=today,
        credit_code=code,
        year=year,
        owns_core_ip=year > 2021,
        in_key_field=True,
        clean_year=True,
        joined_standard=False,
        resident=True,
        accounts_sound=year > 2021,
        industry_allowed=True,
        clean_record=True,
        national_award=False,
        research_body=False,
        led_standard=False,
        technical_level=level,
        core_support=support,
        management_points=points,
        basis=f"{year}年科室会商",
    )


def _opened(org: Organisation, firm: Any, programme: Programme, on: date, submitted: date, *, by: User, today: date) -> Any:
    application = applications.open_application(
        org=org, by=by, today=today, credit_code=firm.credit_code, programme=programme, year=on.year, batch="", on=on
    )
    if programme == Programme.HNTE:
        usable = list(usable_rights(application, submitted))
        application = applications.use_rights(application, by=by, today=today, expected=application.version, rights=usable)
    return applications.move_application(application, by=by, today=today, expected=application.version, stage=Stage.SUBMITTED, on=submitted)


def _small(org: Organisation, firm: Any, *, by: User, today: date) -> None:
    """科技型中小企业: registered in 2022."""
    known = sme_registrations().filter(org=org, enterprise=firm, year=2022).order_by("registered_on").first()
    assert known is not None, firm
    application = _opened(org, firm, Programme.SME, date(2022, 4, 20), min(date(2022, 5, 6), known.registered_on), by=by, today=today)
    registration: Any = {
        "credit_code": firm.credit_code,
        "registered_name": known.registered_name,
        "registration_number": known.registration_number,
        "batch": known.batch,
        "registered_on": known.registered_on,
    }
    applications.register_firm(
        application, by=by, today=today, expected=application.version, on=known.registered_on, registration=registration
    )


def _high_tech(org: Organisation, firm: Any, *, by: User, today: date) -> None:
    """高新技术企业: recognised in 2023."""
    title = certificates().filter(org=org, enterprise=firm, issued_on__year=2023).order_by("issued_on").first()
    assert title is not None, firm
    application = _opened(org, firm, Programme.HNTE, date(2023, 2, 21), date(2023, 6, 20), by=by, today=today)
    for stage, on in ((Stage.REVIEWING, date(2023, 8, 25)), (Stage.PUBLICISED, min(date(2023, 10, 16), title.issued_on))):
        application = applications.move_application(application, by=by, today=today, expected=application.version, stage=stage, on=on)
    certificate: Any = {
        "credit_code": firm.credit_code,
        "holder_name": title.holder_name,
        "township": title.township,
        "certificate_number": title.certificate_number,
        "issued_on": title.issued_on,
        "valid_to": title.valid_to,
        "remark": title.remark,
    }
    applications.recognise_firm(application, by=by, today=today, expected=application.version, on=title.issued_on, certificate=certificate)
