"""年终总结页面与本单位句式."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.access import three_persons
from tongpin.engines.indicators.services import sync_measures
from tongpin.foundation.accounts.services import ensure_operator
from tongpin.interfaces.reports import selectors, services
from tongpin.interfaces.reports.models import SentenceWording
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons():
    sync_measures(by=ensure_operator(), today=date(2023, 1, 1))
    return three_persons()


PAGES = ["reports:year_end", "reports:year_end_word", "reports:year_end_excel", "reports:year_end_pdf", "reports:wording_history"]
EDITING = ["reports:wordings", "reports:add_sentence"]


@pytest.mark.parametrize("name", PAGES + EDITING)
def test_three_persons(client, persons, name):
    address = f"{reverse(name)}?org=NY&period=2023"
    client.force_login(persons.editor)
    assert client.get(address).status_code == 200
    client.force_login(persons.viewer)
    assert client.get(address).status_code == (404 if name in EDITING else 200)
    client.force_login(persons.stranger)
    assert client.get(address).status_code == 404


def test_without_data_every_sentence_is_withheld_with_its_reason(persons):
    report = selectors.year_end_report(persons.org, 2023, as_of=date(2023, 12, 31))
    assert report.printed == []
    assert all(s.withheld for s in report.sentences)
    assert {s.id for s in report.sentences} >= {"T0-01", "T0-05", "T0-13"}


def reword(persons, **changes):
    given = {
        "org": persons.org,
        "report": "year-end",
        "sentence_id": "T0-06",
        "section": "科技综合实力",
        "text": "全县高企{hnte.stock}家。",
        "from_year": 2023,
        "basis": "办公室提纲",
        "by": persons.editor,
    }
    return services.reword_sentence(**{**given, **changes})


def texts(persons, year):
    return {s.id: s.text for s in selectors.wording(persons.org, "year-end", year).sentences}


def test_a_bureau_rewords_from_a_year_on_and_earlier_reports_keep_theirs(persons):
    reword(persons)
    assert texts(persons, 2023)["T0-06"] == "全县高企{hnte.stock}家。"
    assert "增减" in texts(persons, 2022)["T0-06"]


def test_a_later_wording_follows_and_nothing_is_overwritten(persons):
    reword(persons)
    reword(persons, text="高新技术企业{hnte.stock}家。", from_year=2024)
    assert texts(persons, 2023)["T0-06"].startswith("全县")
    assert texts(persons, 2025)["T0-06"].startswith("高新")
    assert SentenceWording.objects.count() == 2


def test_a_dropped_sentence_is_not_said(persons):
    reword(persons, is_dropped=True, text="")
    assert "T0-06" not in texts(persons, 2023)


def test_an_added_sentence_stands_in_its_section(persons):
    services.add_sentence(
        org=persons.org, report="year-end", section="科技服务", text="{年}年工作有序。", from_year=2023, basis="提纲", by=persons.editor
    )
    last = selectors.wording(persons.org, "year-end", 2023).sentences[-1]
    assert (last.id, last.section, last.own) == ("B-01", "科技服务", True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "{没有这个指标}家"}, "没有这个指标"),
        ({"text": "{hnte.stock|平均}"}, "平均"),
        ({"text": " "}, "不能为空"),
        ({"basis": ""}, "依据"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_refused(persons, changes, words):
    with pytest.raises(Refused) as refused:
        reword(persons, **changes)
    assert words in refused.value.message
    assert not SentenceWording.objects.exists()


def test_a_person_rewords_on_the_page(client, persons):
    client.force_login(persons.editor)
    address = f"{reverse('reports:reword', args=['T0-06'])}?org=NY&period=2023"
    client.post(address, {"text": "高企{hnte.stock}家。", "from_year": "2023", "basis": "提纲"})
    assert texts(persons, 2023)["T0-06"] == "高企{hnte.stock}家。"
    answer = client.post(address, {"text": "{什么}", "from_year": "2023", "basis": "提纲"})
    assert "什么" in str(answer.context["form"].errors)
