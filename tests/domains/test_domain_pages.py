"""台账页面: who may edit, who only sees and who is a stranger, on every list, record, form, step and export."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.enterprises import credit_code, make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert, make_institute
from tests.factories.matching import make_agreement, make_event, make_participation
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.publicity import make_honour
from tests.factories.service import make_credit_line, make_loan
from tongpin.engines.dataio import services as dataio
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ChangeListener, ImportSheet, RecordKind, SearchSource, gathered

pytestmark = pytest.mark.django_db


def make_participant(org: Organisation, **values: Any) -> Any:
    return make_participation(make_event(org), make_expert(org, **values))


@dataclass(frozen=True)
class Ledger:
    """One kind of record: how it is made, where its pages are, what a person types to enter one, and its steps with what they ask."""

    app: str
    make: Callable[..., Any]
    rows: str
    one: str
    word: Callable[[Any], str]
    new: str = ""
    edit: str = ""
    typed: Callable[[Organisation], dict[str, Any]] = lambda org: {}
    steps: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    """step page → (values of the record before, what is typed)."""

    def url(self, page: str, *args: Any) -> str:
        return reverse(f"{self.app}:{page}", args=args)


END = {"on": "2023-11-01", "reason": "发现不符合条件"}
LEDGERS = [
    Ledger(
        "enterprises",
        make_enterprise,
        "enterprises",
        "enterprise",
        lambda r: r.name,
        "enterprise_new",
        "enterprise_edit",
        lambda org: {"credit_code": credit_code(), "name": "宁阳新办科技有限公司", "township": "磁窑镇"},
        {"enterprise_rename": ({}, {"name": "宁阳更名机械有限公司", "on": "2023-11-01", "reason": "改制"})},
    ),
    Ledger(
        "enterprises",
        make_certificate,
        "certificates",
        "certificate",
        lambda r: r.certificate_number,
        "certificate_new",
        "certificate_edit",
        lambda org: {
            "credit_code": make_enterprise(org).credit_code,
            "certificate_number": "GR202337000999",
            "issued_on": "2023-10-23",
            "valid_to": "2026-10-22",
        },
        {"certificate_revoke": ({}, END)},
    ),
    Ledger(
        "enterprises",
        make_sme,
        "sme_registrations",
        "sme_registration",
        lambda r: r.registration_number,
        "sme_new",
        "sme_edit",
        lambda org: {
            "credit_code": make_enterprise(org).credit_code,
            "registration_number": "2023370921A9999999",
            "registered_on": "2023-06-21",
            "batch": "第2批",
        },
        {"sme_withdraw": ({}, END)},
    ),
    Ledger(
        "enterprises",
        make_contract,
        "contracts",
        "contract",
        lambda r: r.contract_number,
        "contract_new",
        "contract_edit",
        lambda org: {
            "contract_number": "2023370921999999",
            "title": "新材料工艺研发",
            "seller_name": "甲",
            "buyer_name": "乙",
            "type": "development",
            "deal_value": "1,234.56",
            "technology_value": "1000",
            "registered_on": "2023-06-21",
        },
        {"contract_cancel": ({}, END)},
    ),
    Ledger(
        "experts",
        make_expert,
        "experts",
        "expert",
        lambda r: r.name,
        "expert_new",
        "expert_edit",
        lambda org: {"name": "徐国", "institute_name": make_institute(org).name, "title": "教授"},
    ),
    Ledger(
        "experts",
        make_institute,
        "institutes",
        "institute",
        lambda r: r.name,
        "institute_new",
        "institute_edit",
        lambda org: {"name": "青岛科技大学"},
    ),
    Ledger(
        "programs",
        make_grant,
        "grants",
        "grant",
        lambda r: r.project_name,
        "grant_new",
        "grant_edit",
        lambda org: {
            "project_name": "新示范项目",
            "level": "province",
            "undertaker_name": "甲",
            "amount": "146.97",
            "nature": "free",
            "status": "arrived",
            "arrived_on": "2023-03-02",
        },
        {
            "grant_receive": ({"status": "promised", "arrived_on": None}, {"on": "2023-05-01"}),
            "grant_withdraw": ({}, {"reason": "项目终止"}),
        },
    ),
    Ledger(
        "programs",
        make_platform,
        "platforms",
        "platform",
        lambda r: r.name,
        "platform_new",
        "platform_edit",
        lambda org: {
            "name": "新技术创新中心",
            "kind": "innovation_centre",
            "level": "city",
            "host_name": "甲",
            "status": "recognised",
            "recognised_on": "2023-05-01",
        },
        {
            "platform_recognise": ({"status": "applying", "recognised_on": None}, {"on": "2023-05-01"}),
            "platform_revoke": ({}, END),
        },
    ),
    Ledger(
        "programs",
        make_project,
        "projects",
        "project",
        lambda r: r.name,
        "project_new",
        "project_edit",
        lambda org: {
            "programme": "市科技创新双十工程",
            "name": "新技术攻关",
            "applicant_name": "甲",
            "level": "city",
            "stage": "submitted",
            "stage_on": "2023-05-01",
        },
        {"project_advance": ({}, {"stage": "approved", "on": "2023-11-01"})},
    ),
    Ledger(
        "service",
        make_credit_line,
        "credit_lines",
        "credit_line",
        lambda r: r.enterprise_name,
        "credit_line_new",
        "credit_line_edit",
        lambda org: {
            "credit_code": make_enterprise(org).credit_code,
            "bank": "工商银行",
            "amount": "217",
            "agreed_on": "2023-12-25",
            "stage": "agreed",
        },
        {
            "credit_line_agree": ({"stage": "talking"}, {"on": "2023-11-01", "amount": "300"}),
            "credit_line_fail": ({"stage": "talking"}, {"reason": "担保不足"}),
        },
    ),
    Ledger(
        "service",
        make_loan,
        "loan_applications",
        "loan_application",
        lambda r: r.enterprise_name,
        "loan_new",
        "loan_edit",
        lambda org: {
            "credit_code": make_enterprise(org).credit_code,
            "bank": "工商银行",
            "amount": "557",
            "applied_on": "2023-04-18",
            "stage": "applied",
        },
        {"loan_grant": ({}, {"on": "2023-11-01", "amount": "400"}), "loan_withdraw": ({}, {"reason": "企业撤回"})},
    ),
    Ledger(
        "matching",
        make_event,
        "events",
        "event",
        lambda r: r.code,
        "event_new",
        "event_edit",
        lambda org: {"code": "SB2023-900", "title": "液压产业对接", "held_on": "2023-02-09", "place": "蒋集镇", "status": "held"},
        {"event_hold": ({"status": "planned"}, {"on": "2023-03-01"}), "event_cancel": ({}, {"reason": "因故取消"})},
    ),
    Ledger("matching", make_participant, "participations", "participation", lambda r: r.expert.name),
    Ledger(
        "matching",
        make_agreement,
        "agreements",
        "agreement",
        lambda r: r.code,
        "agreement_new",
        "agreement_edit",
        lambda org: {
            "code": "XY2023-900",
            "event_code": make_event(org).code,
            "institute_name": make_institute(org).name,
            "enterprise_name": "甲",
            "status": "signed",
            "signed_on": "2023-08-24",
        },
        {"agreement_sign": ({"status": "intent", "signed_on": None}, {"on": "2023-09-01"}), "agreement_end": ({}, END)},
    ),
    Ledger(
        "publicity",
        make_honour,
        "honours",
        "honour",
        lambda r: r.title,
        "honour_new",
        "honour_edit",
        lambda org: {"title": "模范机关", "level": "county", "holder": "宁阳县科技局", "year": "2023", "awarded_by": "中共宁阳县委"},
        {"honour_revoke": ({}, {"reason": "被撤销"})},
    ),
]
each_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.one)
entered = [ledger for ledger in LEDGERS if ledger.new]
each_entered = pytest.mark.parametrize("ledger", entered, ids=lambda ledger: ledger.one)
each_step = pytest.mark.parametrize(
    ("ledger", "step"), [(ledger, step) for ledger in LEDGERS for step in ledger.steps], ids=lambda v: v if isinstance(v, str) else v.one
)


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


@pytest.fixture(autouse=True)
def _new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-01-15")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, url: str) -> str:
    """The page's words; it must be there."""
    answer = client_of(user).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def status(user: User, url: str, typed: dict[str, Any] | None = None) -> int:
    client = client_of(user)
    return (client.get(url) if typed is None else client.post(url, typed)).status_code


@each_ledger
def test_lists_and_records_stop_at_the_border(persons: ThreePersons, ledger: Ledger) -> None:
    record = ledger.make(persons.org)
    for user in (persons.editor, persons.viewer):
        assert ledger.word(record) in page(user, ledger.url(ledger.rows))
        assert ledger.word(record) in page(user, ledger.url(ledger.one, record.pk))
    assert ledger.word(record) not in page(persons.stranger, ledger.url(ledger.rows))
    assert status(persons.stranger, ledger.url(ledger.one, record.pk)) == 404
    assert status(persons.editor, ledger.url(ledger.one, record.pk + 1000)) == 404


@each_ledger
def test_exports_stop_at_the_border(persons: ThreePersons, ledger: Ledger) -> None:
    record = ledger.make(persons.org)
    url = ledger.url(ledger.rows) + "?print=1"
    assert ledger.word(record) in page(persons.viewer, url)
    assert ledger.word(record) not in page(persons.stranger, url)


@each_ledger
def test_what_is_exported_can_be_imported_again(persons: ThreePersons, ledger: Ledger) -> None:
    record = ledger.make(persons.org)
    url = ledger.url(ledger.rows) + "?export=xlsx"
    answer = client_of(persons.viewer).get(url)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True) for cell in row]
    assert ledger.word(record) in cells
    theirs = client_of(persons.stranger).get(url)
    foreign = b"".join(theirs.streaming_content) if theirs.streaming else theirs.content
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(foreign)).active.iter_rows(values_only=True) for cell in row]
    assert ledger.word(record) not in cells
    if not any(s.kind == record.reference().kind for s in gathered(ImportSheet)):
        return
    batch = dataio.stage(content, name=f"{ledger.rows}.xlsx", org=persons.org, by=persons.editor, today=date(2024, 1, 15))
    told = dataio.report(batch)["files"]
    assert [(f["kind"], f["errors"], f["rows"]["unchanged"], f["rows"]["changed"], f["rows"]["new"]) for f in told] == [
        (record.reference().kind, [], 1, 0, 0)
    ]


@each_entered
def test_only_editors_enter_and_correct(persons: ThreePersons, ledger: Ledger) -> None:
    record = ledger.make(persons.org)
    new, edit = ledger.url(ledger.new), ledger.url(ledger.edit, record.pk)
    assert status(persons.editor, new) == status(persons.editor, edit) == 200
    assert status(persons.viewer, new) == status(persons.viewer, edit) == 404
    assert status(persons.stranger, edit) == 404
    assert status(persons.viewer, new, ledger.typed(persons.org)) == 404
    assert status(persons.stranger, edit, ledger.typed(persons.org)) == 404
    words = page(persons.editor, ledger.url(ledger.rows)), page(persons.viewer, ledger.url(ledger.rows))
    assert new in words[0] and new not in words[1]
    if any(s.kind == record.reference().kind for s in gathered(ImportSheet)):
        blank = reverse("dataio:template", args=[record.reference().kind])
        assert blank in words[0] and blank not in words[1]
        assert status(persons.editor, blank) == 200
    assert edit in page(persons.editor, ledger.url(ledger.one, record.pk))
    assert edit not in page(persons.viewer, ledger.url(ledger.one, record.pk))


@each_entered
def test_what_is_typed_is_entered_audited_and_told(persons: ThreePersons, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, frozenset[str]]] = []
    monkeypatch.setattr(
        "tongpin.engines.ledgers.services.gathered", lambda point: [ChangeListener(changed=lambda org, kinds: told.append((org, kinds)))]
    )
    model, before = type(ledger.make(persons.org)), AuditEvent.objects.count()
    typed = ledger.typed(persons.org)
    answer = client_of(persons.editor).post(ledger.url(ledger.new), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    record = model._default_manager.latest("pk")
    assert record.org == persons.org
    assert ledger.url(ledger.one, record.pk) in answer["Location"]
    assert told == [(persons.org.pk, frozenset({record.reference().kind}))]
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == before + 1
    assert (event.subject_kind, event.subject_pk, event.org_id) == (record.reference().kind, record.pk, persons.org.pk)


@each_entered
def test_an_edit_shows_what_is_stored_and_is_refused_when_stale(persons: ThreePersons, ledger: Ledger) -> None:
    record = ledger.make(persons.org)
    form = client_of(persons.editor).get(ledger.url(ledger.edit, record.pk)).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    url = ledger.url(ledger.edit, record.pk)
    assert client_of(persons.editor).post(url, typed).status_code == 302
    record.refresh_from_db()
    assert record.version == 1, "nothing was changed, so nothing was written"
    type(record)._default_manager.filter(pk=record.pk).update(version=5)
    stale = client_of(persons.editor).post(url, {**typed, **ledger.typed(persons.org)})
    assert stale.status_code == 200 and "已被他人修改" in stale.content.decode()


@each_step
def test_steps_are_taken_by_editors_only(persons: ThreePersons, ledger: Ledger, step: str) -> None:
    before, typed = ledger.steps[step]
    record = ledger.make(persons.org, **before)
    url = ledger.url(step, record.pk)
    assert status(persons.editor, url) == 200
    assert status(persons.viewer, url) == status(persons.stranger, url) == 404
    assert status(persons.viewer, url, {**typed, "version": 1}) == 404
    record.refresh_from_db()
    assert record.version == 1
    answer = client_of(persons.editor).post(url, {**typed, "version": 1})
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()
    assert record.version == 2
    assert AuditEvent.objects.latest("pk").subject_pk == record.pk
    again = client_of(persons.editor).post(url, {**typed, "version": 1})
    assert again.status_code == 200, "a second time is refused with the reason on the page"


@each_ledger
def test_records_are_found_by_reference_and_by_search_only_by_those_who_may(persons: ThreePersons, ledger: Ledger, rf: Any) -> None:
    record = ledger.make(persons.org)
    reference = record.reference()
    kind = next(k for k in gathered(RecordKind) if k.kind == reference.kind)
    assert reverse(kind.url_name, args=[record.pk]) == ledger.url(ledger.one, record.pk)
    assert kind.fetch(record.pk, persons.viewer) == reference
    assert kind.fetch(record.pk, persons.stranger) is None
    source = next((s for s in gathered(SearchSource) if s.kind == reference.kind), None)
    if source is not None:
        for user, found in ((persons.viewer, [reference]), (persons.stranger, [])):
            request = look_as(rf.get("/"), user)
            assert list(source.find(ledger.word(record), request, 10)) == found


def test_an_expert_joins_and_leaves_an_event(persons: ThreePersons) -> None:
    event, expert = make_event(persons.org), make_expert(persons.org, "徐国", "青岛科技大学", title="教授")
    url = reverse("matching:participant_new", args=[event.pk])
    typed = {"expert_name": expert.name, "institute_name": expert.institute.name}
    assert status(persons.viewer, url) == status(persons.stranger, url, typed) == 404
    assert status(persons.editor, url, typed) == 302
    record = event.participations.get()
    assert record.title == "教授"
    unknown = client_of(persons.editor).post(url, {**typed, "expert_name": "查无此人"})
    assert "还没有登记" in unknown.content.decode()
    leave = reverse("matching:participant_remove", args=[record.pk])
    assert status(persons.viewer, leave) == status(persons.stranger, leave) == 404
    assert status(persons.editor, leave, {"reason": "未到场", "version": record.version}) == 302
    assert not event.participations.exists()
    assert AuditEvent.objects.latest("pk").verb == "event_expert.removed"


def test_a_firms_page_shows_what_the_other_subjects_know_of_it(persons: ThreePersons) -> None:
    org = persons.org
    firm = make_enterprise(org, "宁阳恒泰机械有限公司")
    shown = [
        make_certificate(org, firm).certificate_number,
        make_sme(org, firm).registration_number,
        make_contract(org, seller_name=firm.name).contract_number,
        make_grant(org, undertaker_name=firm.name).project_name,
        make_platform(org, host_name=firm.name).name,
        make_project(org, applicant_name=firm.name).name,
        make_credit_line(org, firm, bank="泰安银行").bank,
        make_loan(org, firm, bank="东岳银行").bank,
        make_agreement(org, enterprise_name=firm.name).code,
    ]
    words = page(persons.viewer, reverse("enterprises:enterprise", args=[firm.pk]))
    assert [one for one in shown if one not in words] == []


def test_applied_agreed_and_granted_are_never_added_together(persons: ThreePersons) -> None:
    make_credit_line(persons.org)
    make_credit_line(persons.org, stage="talking")
    make_grant(persons.org)
    make_grant(persons.org, nature="loan")
    for url, chosen, total in (
        (reverse("service:credit_lines"), "stage=agreed", "430.00"),
        (reverse("programs:grants"), "nature=free", "100.00"),
    ):
        assert "合计" not in page(persons.viewer, url)
        words = page(persons.viewer, f"{url}?{chosen}")
        assert "合计" in words and words.count(total) == 2


def test_firms_are_found_by_name_former_name_initials_and_code(persons: ThreePersons) -> None:
    firm = make_enterprise(persons.org, "宁阳恒泰机械有限公司")
    other = make_enterprise(persons.org, "泰安葛石电子股份有限公司")
    firm.former_names.create(name="宁阳老厂")
    for asked in ("恒泰", "老厂", "nyht", "NYHT", firm.credit_code, firm.credit_code[-8:]):
        words = page(persons.viewer, reverse("enterprises:enterprises") + f"?q={asked}")
        assert firm.name in words and other.name not in words, asked


@each_ledger
def test_a_long_list_asks_no_more_than_a_short_one(persons: ThreePersons, ledger: Ledger, django_assert_max_num_queries: Any) -> None:
    url = ledger.url(ledger.rows)
    client = client_of(persons.viewer)
    ledger.make(persons.org)
    client.get(url)
    with django_assert_max_num_queries(40) as asked:
        client.get(url)
    for _ in range(12):
        ledger.make(persons.org)
    with django_assert_max_num_queries(len(asked.captured_queries)):
        client.get(url)
