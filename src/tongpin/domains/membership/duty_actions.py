"""应尽事项办理: from a finding about members and organisations to the page that ends it, filled in as far as is known."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from tongpin.domains.membership.calculations.path import STEPS
from tongpin.domains.membership.enums import CommitteeWorkKind
from tongpin.domains.membership.models import DevelopmentStep
from tongpin.domains.membership.permissions import Permission
from tongpin.domains.membership.selectors.elections import open_election_of
from tongpin.domains.membership.selectors.terms import current_terms
from tongpin.kernel.obligations import DutyAction, Subject
from tongpin.kernel.periods import Period

Page = Callable[[Subject, Period | None], str]

VIEW, EDIT, FILES, GRADES, PROCEED = (
    Permission.VIEW,
    Permission.EDIT,
    Permission.DEVELOPMENT,
    Permission.APPRAISALS,
    Permission.PROCEDURES,
)
RENEWALS = ("ELEC-01", "ELEC-01a", "ORG-09", "ORG-10", "ORG-11", "ORG-11a", "ORG-15", "ORG-15a")
CASES = tuple(sorted({code for step in STEPS.values() for code in step.codes} | {"DEV-08", "DEV-22a", "DEV-27", "DEV-28", "DEV-30"}))
COUNTS = tuple(f"ELEC-{number}" for number in ("02", "03", "04", "05", "06", "07", "07a", "08", "09", "10", "11"))


def page(name: str, **filled: str) -> Page:
    """The page ``name`` of the organisation of the finding, filled in with what is fixed."""

    def url(subject: Subject, window: Period | None) -> str:
        return _address(name, subject, filled)

    return url


def of_year(name: str, **filled: str) -> Page:
    """The page of the organisation, filled in with the year of the window."""

    def url(subject: Subject, window: Period | None) -> str:
        return _address(name, subject, {**filled, **({"year": str(window.start.year)} if window else {})})

    return url


def beside(part: str = "") -> Page:
    """The page of the subject's own record, or one below it."""

    def url(subject: Subject, window: Period | None) -> str:
        return f"{subject.url}{part}" if subject.url else ""

    return url


def month_page(subject: Subject, window: Period | None) -> str:
    """登记交纳 of the month of the window."""
    return _address("membership:collect", subject, {"month": f"{window.start:%Y-%m}"} if window else {})


def report_page(subject: Subject, window: Period | None) -> str:
    """登记述职 of this secretary and year."""
    year = {"year": str(window.start.year)} if window else {}
    return _address("membership:report_new", subject, {"person": str(subject.pk), **year})


def election_page(subject: Subject, window: Period | None) -> str:
    """The election that is being held; where none is, the form that opens one, filled in from the running term."""
    held = open_election_of(subject.org_id)
    return reverse("membership:election", args=[held.pk]) if held else _address("membership:election_new", subject, {})


def term_page(name: str) -> Page:
    """A step of the running term of the organisation; "" where none runs."""

    def url(subject: Subject, window: Period | None) -> str:
        running = current_terms().filter(org=subject.org_id).values_list("pk", flat=True).first()
        return reverse(name, args=[running]) if running else ""

    return url


def step_page(subject: Subject, window: Period | None) -> str:
    """登记下一步 of a development file; "" where every step is recorded."""
    done = set(DevelopmentStep.objects.filter(case=subject.pk).values_list("number", flat=True))
    number = next((n for n in STEPS if n not in done), None)
    return reverse("membership:step_new", args=[subject.pk, number]) if number else ""


def profile_page(subject: Subject, window: Period | None) -> str:
    """党组织概况 of the branch."""
    return reverse("membership:profile", args=[subject.org_id])


def _address(name: str, subject: Subject, filled: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode({'org': subject.org_code, **filled})}" if subject.org_code else ""


def _do(codes: str | tuple[str, ...], title: str, permission: str, url: Page, words: str = "", order: int = 100) -> DutyAction:
    return DutyAction(
        codes=(codes,) if isinstance(codes, str) else codes, title=title, permission=permission, url=url, words=words, order=order
    )


_PAYS = "由本人按月交纳党费，党支部收缴后登记。"
_TRANSFERS = "由党支部按程序研究，报上级党组织决定；系统只提出建议。"

DUTY_ACTIONS = [
    _do(RENEWALS, "组织换届选举", EDIT, election_page),
    _do(tuple(code for code in RENEWALS if code != "ORG-10"), "登记新一届", EDIT, page("membership:term_new"), order=110),
    _do("ORG-10", "登记提醒换届", EDIT, term_page("membership:term_remind"), "由上级党组织提醒换届，党支部书记或者党务干部登记。", 90),
    _do(("ELEC-01", "ORG-11", "ORG-11a", "ELEC-01a"), "登记延期批准", EDIT, term_page("membership:term_postpone"), order=120),
    _do("ORG-12", "登记补选任职", EDIT, term_page("membership:officer_new")),
    _do(("ORG-07", "ORG-07a", "ORG-08"), "登记任职", EDIT, term_page("membership:officer_new")),
    _do(("ORG-07", "ORG-07a", "ORG-08", "ORG-12", "ORG-13"), "核对本届任职", VIEW, term_page("membership:term"), order=110),
    _do(("ORG-07", "ORG-08"), "登记届次", EDIT, page("membership:term_new"), order=120),
    _do(("ORG-01", "ORG-03", "ORG-14", "ORG-02"), "核对党员名册", VIEW, page("membership:members")),
    _do(("ORG-03a", "ORG-04", "ORG-06", "ORG-06a", "ORG-16", "DUES-09a", "DUES-11"), "填写党组织概况", EDIT, profile_page),
    _do("DEV-07", "登记半年考察", FILES, beside("reviews/new/"), order=90),
    _do("DEV-06", "登记培养教育", FILES, beside("reviews/new/"), order=90),
    _do(tuple(code for code in CASES if code not in ("DEV-06", "DEV-07")), "登记下一步", FILES, step_page),
    _do(CASES, "打开发展党员档案", FILES, beside(), "由党支部按发展党员程序办理，办理人员登记。", 110),
    _do(("DUES-06", "DUES-06a", "DUES-05", "DUES-10"), "登记交纳党费", EDIT, month_page, _PAYS),
    _do(("DUES-01", "DUES-02", "DUES-03", "DUES-04"), "登记交纳党费", EDIT, page("membership:collect"), _PAYS),
    _do(("DUES-01", "DUES-02", "DUES-03", "DUES-04", "DUES-07"), "核对党费基数", Permission.DUES, page("membership:bases"), order=110),
    _do("DUES-09", "登记党费公布", EDIT, of_year("membership:publication_new")),
    _do(("DUES-08", "EDU-06", "EDU-10", "EDU-11", "EDU-12", "EDU-14a"), "办理程序建议", PROCEED, page("membership:proposals"), _TRANSFERS),
    _do(("EDU-10", "EDU-08", "EDU-09"), "登记联系情况", EDIT, beside("contact/"), "由党支部联系本人，联系后登记。"),
    _do("EDU-13", "登记送学上门", EDIT, beside("contact/")),
    _do("EDU-07", "登记接收回执", EDIT, beside("receipt/")),
    _do("EDU-14", "登记帮教措施", PROCEED, page("membership:corrections"), "由党支部落实帮教措施后登记。"),
    _do("EDU-04", "登记党员轮训", EDIT, page("membership:work_new", kind=CommitteeWorkKind.TRAINING)),
    _do("EDU-17", "登记向上级报告", EDIT, page("membership:work_new", kind=CommitteeWorkKind.REPORT)),
    _do("DEV-31", "登记队伍分析", EDIT, page("membership:work_new", kind=CommitteeWorkKind.ANALYSIS)),
    _do(("APP-01", "APP-02", "APP-03", "APP-04"), "登记述职评议", GRADES, report_page, "由党组织书记本人述职，述职后由党务干部登记。"),
    _do("EDU-16", "设岗定责", EDIT, page("membership:post_new")),
    _do("PRA-05", "办理岗位变动", EDIT, beside("end/")),
    _do("LIFE-09", "登记民主评议", GRADES, of_year("membership:appraisal_new")),
    _do(("LIFE-09a", "LIFE-10", "LIFE-11", "LIFE-12"), "打开民主评议", GRADES, beside()),
    _do("LIFE-09a", "评定等次", GRADES, beside("grades/new/"), order=110),
    _do(COUNTS, "打开选举记录", VIEW, beside()),
    _do(("ELEC-11",), "再次投票", EDIT, beside("again/"), order=110),
    _do(("ELEC-12", "ELEC-12a"), "登记报备与批复", EDIT, beside("file/")),
    _do("ORG-11b", "更正选举", EDIT, beside("edit/")),
    _do("INT-01", "登记任职廉洁谈话", Permission.APPOINTMENTS, page("membership:appointments")),
]
