"""导入页面: the walk from upload to undo; who may, who only sees, and the stranger who meets 404."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons
from tests.factories.dataio import people_file, workbook
from tests.factories.orgs import make_person
from tongpin.engines.dataio import services
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch
from tongpin.engines.dataio.views import batches, uploading
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.orgs.models import Person

GOOD = [["李四", "0538-5621001", "是", ""], ["王五", "0538-5621002", "否", "2023.5.1"]]
BAD = ["张三", "12", "也许", "2023年2月30日"]


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-01-15")


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, content: bytes, name: str = "人员.xlsx", **fields: Any) -> Any:
    upload = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return client.post(reverse("dataio:upload"), {"uploads": [upload], "kind": "", **fields}, follow=True)


def uploaded(office: ThreePersons, rows: list[list[Any]]) -> tuple[Client, Batch]:
    client = sign_in(office.editor)
    send(client, people_file(rows))
    return client, Batch.objects.get()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_upload_page_names_the_ledgers_and_the_target(office: ThreePersons) -> None:
    page = sign_in(office.editor).get(reverse("dataio:upload"))
    assert page.status_code == 200
    assert "人员名册" in text(page)
    assert office.org.name in text(page)
    assert 'name="uploads"' in text(page)


def test_walk_upload_look_over_confirm_undo(office: ThreePersons) -> None:
    make_person(office.org, "李四", phone="11111111", is_party_member=True)
    client = sign_in(office.editor)
    page = send(client, people_file([*GOOD, BAD]))
    batch = Batch.objects.get()
    assert page.redirect_chain[-1][0].startswith(reverse("dataio:batch", args=[batch.pk]))
    shown = text(page)
    assert "确认导入 2 行" in shown
    assert "办公电话：“12”写法不对，应为7 至 13 位号码。" in shown
    assert "2023 年 2 月只有 28 天" in shown
    assert 'class="is-wrong' in shown
    assert Person.objects.count() == 1

    page = client.get(reverse("dataio:sheet", args=[batch.pk, batch.sheets.get().pk]), {"show": "changed"})
    assert "<del>11111111</del>" in text(page)
    assert "<ins>0538-5621001</ins>" in text(page)

    page = client.post(reverse("dataio:confirm", args=[batch.pk]), follow=True)
    assert "已导入：新增 1 行，变更 1 行" in text(page)
    assert "撤销本次导入" in text(page)
    assert Person.objects.count() == 2

    page = client.post(reverse("dataio:undo", args=[batch.pk]), follow=True)
    assert "台账恢复到导入之前" in text(page)
    assert Person.objects.get().phone == "11111111"


def test_a_second_click_does_nothing_more(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    page = client.post(reverse("dataio:confirm", args=[batch.pk]), follow=True)
    assert "不能再次确认" in text(page)
    assert Person.objects.count() == 2


def test_all_or_nothing_is_the_persons_choice(office: ThreePersons) -> None:
    client, batch = uploaded(office, [*GOOD, BAD])
    page = client.post(reverse("dataio:confirm", args=[batch.pk]), {"all_or_nothing": "1"}, follow=True)
    assert "本次没有写入" in text(page)
    assert Person.objects.count() == 0


def test_a_corrected_mapping_leads_to_a_new_preview(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    content = workbook({"人员": [["人员名册"], ["称呼", "姓名", "办公电话"], ["李科长", "李四", "0538-5621001"]]})
    send(client, content)
    batch = Batch.objects.get()
    address = reverse("dataio:reading", args=[batch.pk, batch.sheets.get().pk])
    page = client.get(address)
    assert "李科长" in text(page)
    wrong = client.post(address, {"kind": "person", "header_row": 2, "column_0": "name", "column_1": "name", "column_2": "phone"})
    assert "选了同一列" in text(wrong)
    page = client.post(address, {"kind": "person", "header_row": 2, "column_0": "name", "column_1": "", "column_2": "phone"}, follow=True)
    assert "重新核对" in text(page)
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    assert Person.objects.get().name == "李科长"


def test_a_sheet_may_be_left_out(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    address = reverse("dataio:reading", args=[batch.pk, batch.sheets.get().pk])
    page = client.post(address, {"kind": "-", "header_row": 3}, follow=True)
    assert "不导入这张表" in text(page)
    assert "确认导入" not in text(page)


def test_unknown_sheet_is_asked_for_its_kind(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    page = send(client, workbook({"名单": [["甲", "乙"], ["李四", "是"]]}))
    assert "认不出这是哪一种台账" in text(page)
    batch = Batch.objects.get()
    address = reverse("dataio:reading", args=[batch.pk, batch.sheets.get().pk])
    client.post(address, {"kind": "person", "header_row": 1})
    sheet = Batch.objects.get().sheets.get()
    assert sheet.kind == "person"
    address = reverse("dataio:reading", args=[batch.pk, sheet.pk])
    client.post(address, {"kind": "person", "header_row": 1, "column_0": "name", "column_1": "member"})
    assert Batch.objects.get().sheets.get().new == 1


def test_unreadable_files_are_told_on_the_page(office: ThreePersons) -> None:
    page = send(sign_in(office.editor), b"PK\x03\x04broken", "坏.xlsx")
    assert "已损坏" in text(page)


def test_empty_form_and_too_large_uploads_are_refused(office: ThreePersons, settings: Any) -> None:
    client = sign_in(office.editor)
    assert "请选择要上传的文件" in text(client.post(reverse("dataio:upload"), {"kind": ""}))
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    page = send(client, b"PK\x03\x04" + b"0" * 1024 * 1024, "大.xlsx")
    assert "合计超过 1 MB" in text(page)
    assert not Batch.objects.exists()


def test_several_files_at_once(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    files = [SimpleUploadedFile(f"{n}.xlsx", people_file([row])) for n, row in enumerate(GOOD)]
    page = client.post(reverse("dataio:upload"), {"uploads": files, "kind": ""}, follow=True)
    assert "确认导入 2 行" in text(page)
    assert Batch.objects.get().files.count() == 2


def test_the_own_file_comes_back_with_reasons_and_marked_cells(office: ThreePersons) -> None:
    client, batch = uploaded(office, [*GOOD, BAD])
    answer = client.get(reverse("dataio:remarks", args=[batch.pk, batch.files.get().pk]))
    assert "%E9%94%99%E8%AF%AF%E5%8E%9F%E5%9B%A0.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book["人员"]
    assert sheet["F3"].value == "错误原因"
    assert "“12”写法不对" in sheet["F6"].value
    assert sheet["F4"].value is None
    assert sheet["C6"].fill.start_color.rgb == "FFF4C7C3"
    assert sheet["A1"].value == "2023年人员名册"
    assert sheet["A7"].value == "合计"


def test_without_errors_there_is_nothing_to_send_back(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    assert client.get(reverse("dataio:remarks", args=[batch.pk, batch.files.get().pk])).status_code == 404


def test_csv_comes_back_as_a_workbook_of_the_refused_rows(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    send(client, "姓名,电话\r\n李四,0538-5621001\r\n张三,12\r\n".encode("gb18030"), "人员.csv")
    batch = Batch.objects.get()
    answer = client.get(reverse("dataio:remarks", args=[batch.pk, batch.files.get().pk]))
    content = b"".join(answer.streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["姓名", "电话", "错误原因"]
    assert [cell.value for cell in sheet[2]][:2] == ["张三", "12"]
    corrected = openpyxl.load_workbook(io.BytesIO(content))
    corrected.worksheets[0]["A2"], corrected.worksheets[0]["B2"] = "张三丰", "0538-5620000"
    out = io.BytesIO()
    corrected.save(out)
    send(client, out.getvalue())
    assert Batch.objects.latest("pk").sheets.get().new == 1


def test_template_fills_and_comes_back_without_its_sample_row(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    answer = client.get(reverse("dataio:template", args=["person"]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["序号", "姓名*", "办公电话", "中共党员", "离开日期"]
    assert sheet["A2"].value == "示例"
    assert book.sheetnames[1] == "填写说明"
    assert sheet.data_validations.dataValidation[0].formula1 == '"是,否"'
    assert sheet["C5"].number_format == "@"
    for place, value in zip("ABCDE", [1, "李四", "0538-5621001", "是", None], strict=True):
        sheet[f"{place}3"] = value
    out = io.BytesIO()
    book.save(out)
    send(client, out.getvalue())
    imported = Batch.objects.get().sheets.get()
    assert (imported.new, imported.refused, imported.skipped) == (1, 0, 1)


def test_unknown_template_is_not_there(office: ThreePersons) -> None:
    assert sign_in(office.editor).get(reverse("dataio:template", args=["nothing"])).status_code == 404


def test_large_batches_are_read_and_written_by_a_worker(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "INLINE_BYTES", 10)
    monkeypatch.setattr("tongpin.engines.dataio.services.confirming.LARGE_ROWS", 1)
    client = sign_in(office.editor)
    page = send(client, people_file(GOOD))
    batch = Batch.objects.get()
    assert batch.state == BatchState.READING
    assert "正在读取和核对" in text(page)
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == BatchState.PARSED
    page = client.post(reverse("dataio:confirm", args=[batch.pk]), follow=True)
    assert "正在写入，写完之前台账不变" in text(page)
    assert Person.objects.count() == 0
    assert "HX-Refresh" not in client.get(reverse("dataio:progress", args=[batch.pk]))
    run_jobs()
    assert Person.objects.count() == 2
    assert client.get(reverse("dataio:progress", args=[batch.pk]))["HX-Refresh"] == "true"
    run_jobs()
    assert Person.objects.count() == 2


def test_a_parked_job_gives_the_batch_back(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.engines.dataio.services.confirming.LARGE_ROWS", 1)
    client, batch = uploaded(office, GOOD)
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    assert client.post(reverse("dataio:return", args=[batch.pk])).status_code == 404
    Job.objects.update(state="parked", error="没有办成")
    assert "退回待确认" in text(client.get(reverse("dataio:batch", args=[batch.pk])))
    client.post(reverse("dataio:return", args=[batch.pk]))
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    run_jobs()
    assert Person.objects.count() == 2


def test_a_worker_asks_again_whether_the_person_may(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.engines.dataio.services.confirming.LARGE_ROWS", 1)
    client, batch = uploaded(office, GOOD)
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    office.editor.is_active = False
    office.editor.save(update_fields=["is_active"])
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == BatchState.PARSED
    assert "不再有导入权限" in batch.message
    assert Person.objects.count() == 0


def run_jobs() -> None:
    """What a worker would do now."""
    from tongpin.foundation.jobs.registry import task

    for job in Job.objects.filter(state="waiting"):
        run, work = type("Run", (), {"progress": lambda self, *_: None})(), task(job.name)
        work.function(*([run] if work.takes_run else []), **job.kwargs)
        Job.objects.filter(pk=job.pk).update(state="done")


def addresses(batch: Batch) -> dict[str, str]:
    sheet, file = batch.sheets.get(), batch.files.get()
    return {
        "get:batch": reverse("dataio:batch", args=[batch.pk]),
        "get:sheet": reverse("dataio:sheet", args=[batch.pk, sheet.pk]),
        "get:reading": reverse("dataio:reading", args=[batch.pk, sheet.pk]),
        "get:remarks": reverse("dataio:remarks", args=[batch.pk, file.pk]),
        "get:progress": reverse("dataio:progress", args=[batch.pk]),
        "get:original": reverse("files:download", args=[file.stored_id]),
        "post:confirm": reverse("dataio:confirm", args=[batch.pk]),
        "post:undo": reverse("dataio:undo", args=[batch.pk]),
        "post:discard": reverse("dataio:discard", args=[batch.pk]),
        "post:return": reverse("dataio:return", args=[batch.pk]),
    }


@pytest.mark.parametrize("who", ["stranger", "viewer"])
def test_others_meet_404_everywhere(office: ThreePersons, who: str) -> None:
    _, batch = uploaded(office, [*GOOD, BAD])
    client = sign_in(getattr(office, who))
    answers = {name: getattr(client, name.split(":")[0])(address).status_code for name, address in addresses(batch).items()}
    assert answers == dict.fromkeys(answers, 404)
    assert Batch.objects.get().state == BatchState.PARSED
    assert "人员.xlsx" not in text(client.get(reverse("dataio:batches")))


def test_the_viewer_has_no_upload_page(office: ThreePersons) -> None:
    client = sign_in(office.viewer)
    assert client.get(reverse("dataio:upload")).status_code == 404
    assert client.get(reverse("dataio:template", args=["person"])).status_code == 404
    assert send(client, people_file(GOOD)).status_code == 404
    assert not Batch.objects.exists()


def test_the_editor_finds_the_batch_in_the_list_and_the_original(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    page = client.get(reverse("dataio:batches"))
    assert "人员.xlsx" in text(page)
    assert "待确认" in text(page)
    answer = client.get(reverse("files:download", args=[batch.files.get().stored_id]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_another_sheet_or_batch_number_is_not_there(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    assert client.get(reverse("dataio:batch", args=[batch.pk + 99])).status_code == 404
    assert client.get(reverse("dataio:sheet", args=[batch.pk, 9999])).status_code == 404
    page = client.get(reverse("dataio:sheet", args=[batch.pk, batch.sheets.get().pk]), {"show": "nonsense", "page": "x"})
    assert page.status_code == 200


def test_get_never_confirms(office: ThreePersons) -> None:
    client, batch = uploaded(office, GOOD)
    for name in ("confirm", "undo", "discard", "return"):
        assert client.get(reverse(f"dataio:{name}", args=[batch.pk])).status_code == 405


def test_same_file_again_is_noticed(office: ThreePersons) -> None:
    client, content = sign_in(office.editor), people_file(GOOD)
    send(client, content)
    batch = Batch.objects.get()
    client.post(reverse("dataio:confirm", args=[batch.pk]))
    page = send(client, content)
    assert f"批次 {batch.pk}" in text(page)
    assert "与台账完全相同，不需要导入" in text(page)


def test_pages_of_rows(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PAGE_ROWS", 2)
    client, batch = uploaded(office, [[f"人{n}", "", "是", ""] for n in range(5)])
    address = reverse("dataio:sheet", args=[batch.pk, batch.sheets.get().pk])
    page = client.get(address, {"show": "new", "page": "3"})
    assert "第 3 页，共 3 页" in text(page)
    assert "人4" in text(page)
    assert "人3" not in text(page)


def test_what_people_type_is_shown_as_text(office: ThreePersons) -> None:
    client = sign_in(office.editor)
    page = send(client, people_file([["<script>alert(1)</script>", "12", "是", ""]], title="<b>册</b>"), "<i>人员</i>.xlsx")
    assert "<script>alert(1)" not in text(page)
    assert "&lt;script&gt;alert(1)" in text(page)


def test_enqueue_knows_the_jobs() -> None:
    assert callable(enqueue)
    assert services.is_large.__doc__
