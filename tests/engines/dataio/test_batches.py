"""批次: staged, looked at, confirmed once, taken back; nothing by halves."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db.models import F

from tests.factories.access import ThreePersons
from tests.factories.dataio import HEADER, PEOPLE, TODAY, people_file, workbook
from tests.factories.orgs import make_person
from tongpin.engines.dataio import services
from tongpin.engines.dataio.enums import BatchState
from tongpin.engines.dataio.models import Batch, BatchChange, RememberedMapping, RowChunk
from tongpin.engines.dataio.selectors import batch_files, chunks
from tongpin.engines.dataio.services import StalePreview, UndoRefused, report, state_hash
from tongpin.engines.dataio.staging.plan import Choices
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.files.models import Attachment
from tongpin.foundation.orgs.models import Person, Post
from tongpin.kernel import extensions
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ChangeListener

GOOD = [["李四", "0538-5621001", "是", ""], ["王五", "0538-5621002", "否", "2023.5.1"], ["赵六", "无", "群众", "—"]]


def stage(office: ThreePersons, rows: list[list[Any]], **values: Any) -> Batch:
    return services.stage(people_file(rows), name="人员.xlsx", org=office.org, by=office.editor, today=TODAY, **values)


def confirm(office: ThreePersons, batch: Batch, **values: Any) -> Batch:
    return services.confirm(batch, by=office.editor, today=TODAY, **values)


def rows_of(batch: Batch, place: int = 0) -> dict[str, int]:
    rows: dict[str, int] = report(batch)["files"][place]["rows"]
    return rows


def test_stage_writes_nothing_and_confirm_writes_all(office: ThreePersons) -> None:
    batch = stage(office, GOOD)
    assert Person.objects.count() == 0
    assert rows_of(batch) == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0, "skipped": 2}
    confirm(office, batch)
    people = {p.name: p for p in Person.objects.filter(org=office.org)}
    assert set(people) == {"李四", "王五", "赵六"}
    assert people["王五"].left_on == date(2023, 5, 1)
    assert people["赵六"].phone == ""
    assert batch.state == BatchState.CONFIRMED


def test_the_original_is_kept_as_evidence(office: ThreePersons) -> None:
    batch = stage(office, GOOD)
    file = batch_files(batch).get()
    assert file.stored is not None
    assert file.stored.sha256 == file.sha256
    assert Attachment.objects.get(record_kind="import_batch", record_pk=batch.pk).file == file.stored


def test_importing_twice_changes_nothing(office: ThreePersons) -> None:
    confirm(office, stage(office, GOOD))
    before = state_hash(office.org)
    again = stage(office, GOOD)
    assert rows_of(again) == {"new": 0, "changed": 0, "unchanged": 3, "refused": 0, "skipped": 2}
    confirm(office, again)
    assert not BatchChange.objects.filter(batch=again).exists()
    assert state_hash(office.org) == before
    assert set(Person.objects.values_list("version", flat=True)) == {1}


def test_changed_cells_show_old_and_new(office: ThreePersons) -> None:
    confirm(office, stage(office, GOOD))
    batch = stage(office, [["李四", "0538-5629999", "是", ""], *GOOD[1:]])
    assert rows_of(batch)["changed"] == 1
    chunk = next(chunks(batch.sheets.get()))
    assert chunk.states == "cuu"
    assert chunk.old == {0: {"phone": "0538-5621001"}}
    confirm(office, batch)
    person = Person.objects.get(name="李四")
    assert (person.phone, person.version) == ("0538-5629999", 2)


def test_columns_that_the_file_lacks_are_left_alone(office: ThreePersons) -> None:
    confirm(office, stage(office, GOOD))
    content = workbook([["姓名", "电话"], ["王五", "0538-5620000"]])
    batch = services.stage(content, name="电话.xlsx", org=office.org, by=office.editor, today=TODAY)
    confirm(office, batch)
    person = Person.objects.get(name="王五")
    assert (person.phone, person.left_on) == ("0538-5620000", date(2023, 5, 1))


def test_all_errors_at_once_with_row_column_value_expected_and_suggestion(office: ThreePersons) -> None:
    batch = stage(office, [*GOOD, ["", "12", "也许", "2023年2月30日"], ["张三", "", "是", ""], ["李四", "", "", ""]])
    body = report(batch)
    errors = body["files"][0]["errors"]
    assert [(e["row"], e["column"]) for e in errors] == [
        (7, "姓名"),
        (7, "办公电话"),
        (7, "中共党员"),
        (7, "离开日期"),
        (8, "姓名"),
        (9, "姓名"),
    ]
    assert errors[1]["expected"] == "7 至 13 位号码"
    assert errors[3]["value"] == "2023年2月30日"
    assert errors[3]["suggestion"] == "2023-02-28"
    assert (errors[4]["message"], errors[4]["suggestion"]) == ("不能叫张三", "李四")
    assert errors[5]["message"] == "姓名与第 4 行重复"
    assert rows_of(batch) == {"new": 3, "changed": 0, "unchanged": 0, "refused": 3, "skipped": 2}
    assert json.loads(json.dumps(body)) == body
    assert list(body) == ["batch", "files"]
    assert list(body["files"][0]) == ["file", "sheet", "kind", "rows", "errors"]


def test_good_rows_are_written_though_others_are_refused_unless_the_person_wants_all(office: ThreePersons) -> None:
    batch = stage(office, [*GOOD, ["张三", "", "", ""]])
    with pytest.raises(Refused, match="有 1 行有错"):
        confirm(office, batch, all_or_nothing=True)
    assert Person.objects.count() == 0
    confirm(office, batch)
    assert Person.objects.count() == 3


def test_a_batch_is_confirmed_once(office: ThreePersons) -> None:
    batch = stage(office, GOOD)
    stale = Batch.objects.get(pk=batch.pk)
    confirm(office, batch)
    with pytest.raises(Refused, match="当前为“已导入”"):
        confirm(office, stale)
    assert Person.objects.count() == 3
    assert AuditEvent.objects.filter(verb="import.confirmed").count() == 1


def test_a_preview_that_is_out_of_date_is_made_anew(office: ThreePersons) -> None:
    batch = stage(office, GOOD)
    make_person(office.org, "李四", phone="12345678")
    with pytest.raises(StalePreview, match="第 4 行"):
        confirm(office, batch)
    assert Person.objects.count() == 1
    batch.refresh_from_db()
    assert rows_of(batch)["changed"] == 1
    confirm(office, batch)
    assert Person.objects.get(name="李四").phone == "0538-5621001"


def test_a_failing_write_leaves_nothing(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = stage(office, GOOD)

    def fail(*_: Any) -> None:
        raise RuntimeError("power cut")

    broken = ChangeListener(changed=fail)
    monkeypatch.setitem(extensions._installed, "test", (broken,))
    with pytest.raises(RuntimeError):
        confirm(office, batch)
    assert Person.objects.count() == 0
    batch.refresh_from_db()
    assert batch.state == BatchState.PARSED
    assert not BatchChange.objects.exists()


def test_listeners_are_told_inside_the_transaction(office: ThreePersons, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, frozenset[str]]] = []
    listener = ChangeListener(changed=lambda org, kinds: told.append((org, kinds)))
    monkeypatch.setitem(extensions._installed, "test", (listener,))
    batch = confirm(office, stage(office, GOOD))
    services.undo(batch, by=office.editor)
    assert told == [(office.org.pk, frozenset({"person"}))] * 2
    confirm(office, stage(office, []))
    assert len(told) == 2


def test_undo_restores_the_state_before_hash_for_hash(office: ThreePersons) -> None:
    make_person(office.org, "李四", phone="11111111", is_party_member=True)
    make_person(office.tree.dongping, "外县人")
    before, elsewhere = state_hash(office.org), state_hash(office.tree.dongping)
    batch = confirm(office, stage(office, GOOD))
    assert state_hash(office.org) != before
    services.undo(batch, by=office.editor)
    assert state_hash(office.org) == before
    assert state_hash(office.tree.dongping) == elsewhere
    assert Person.objects.get(name="李四").version == 3
    assert batch.state == BatchState.UNDONE
    assert AuditEvent.objects.order_by("seq").last().verb == "import.undone"
    with pytest.raises(Refused, match="只有已导入的批次"):
        services.undo(batch, by=office.editor)
    confirm(office, stage(office, GOOD))
    assert Person.objects.filter(org=office.org).count() == 3


def test_undo_is_refused_where_a_later_change_touched_the_rows(office: ThreePersons) -> None:
    make_person(office.org, "李四", phone="11111111")
    batch = confirm(office, stage(office, GOOD))
    Person.objects.filter(name="李四").update(phone="22222222", version=9)
    Person.objects.filter(name="王五").delete()
    after = state_hash(office.org)
    with pytest.raises(UndoRefused) as refusal:
        services.undo(batch, by=office.editor)
    assert len(refusal.value.conflicts) == 2
    assert any("李四" in words and "修改" in words for words in refusal.value.conflicts)
    assert any("删除" in words for words in refusal.value.conflicts)
    assert state_hash(office.org) == after
    assert Batch.objects.get(pk=batch.pk).state == BatchState.CONFIRMED


def test_undo_is_refused_where_others_point_at_what_was_created(office: ThreePersons) -> None:
    batch = confirm(office, stage(office, GOOD))
    Post.objects.create(person=Person.objects.get(name="王五"), org=office.org, title="科员", starts_on=date(2023, 6, 1))
    with pytest.raises(UndoRefused, match=r"王五.*已被 1 条"):
        services.undo(batch, by=office.editor)
    assert Person.objects.count() == 3


def test_undo_in_the_order_of_time(office: ThreePersons) -> None:
    first = confirm(office, stage(office, GOOD))
    second = confirm(office, stage(office, [["李四", "0538-5629999", "是", ""]]))
    with pytest.raises(UndoRefused):
        services.undo(first, by=office.editor)
    services.undo(second, by=office.editor)
    services.undo(first, by=office.editor)
    assert not Person.objects.filter(name="李四").exists()


def test_an_edit_after_an_undone_import_still_stands_in_the_way(office: ThreePersons) -> None:
    first = confirm(office, stage(office, GOOD))
    services.undo(confirm(office, stage(office, [["李四", "0538-5629999", "是", ""]])), by=office.editor)
    Person.objects.filter(name="李四").update(version=F("version") + 1)
    with pytest.raises(UndoRefused):
        services.undo(first, by=office.editor)


def test_several_files_one_batch_and_the_same_person_twice(office: ThreePersons) -> None:
    one, two = people_file(GOOD[:2]), people_file([GOOD[2], GOOD[0]])
    batch = services.stage_many([("甲.xlsx", one), ("乙.xlsx", two)], org=office.org, by=office.editor, today=TODAY)
    assert [f["rows"]["new"] for f in report(batch)["files"]] == [2, 1]
    assert report(batch)["files"][1]["errors"][0]["message"] == "姓名与工作表“人员”第 4 行重复"
    confirm(office, batch)
    assert Person.objects.count() == 3


def test_unreadable_files_are_reported_beside_the_others(office: ThreePersons) -> None:
    files = [("坏.xlsx", b"PK\x03\x04broken"), ("好.xlsx", people_file(GOOD))]
    batch = services.stage_many(files, org=office.org, by=office.editor, today=TODAY)
    bad, good = report(batch)["files"]
    assert (bad["sheet"], bad["kind"], bad["rows"]["refused"]) == (None, None, 0)
    assert "已损坏" in bad["errors"][0]["message"]
    assert good["rows"]["new"] == 3
    alone = services.stage(b"", name="空.xlsx", org=office.org, by=office.editor, today=TODAY)
    assert alone.state == BatchState.FAILED
    with pytest.raises(Refused, match="未能读取"):
        confirm(office, alone)


def test_a_file_without_data_is_told(office: ThreePersons) -> None:
    batch = services.stage(workbook({"空": [], "填写说明": [["请填写"]]}), name="空表.xlsx", org=office.org, by=office.editor, today=TODAY)
    assert batch.state == BatchState.FAILED
    assert "没有数据" in report(batch)["files"][0]["errors"][0]["message"]


def test_unknown_ledgers_and_missing_columns_are_asked(office: ThreePersons) -> None:
    strange = workbook(
        {"菜单": [["菜名", "单价"], ["豆腐", 3]], "人员": [["某某", "办公电话", "中共党员", "离开日期"], ["李四", "", "是", ""]]}
    )
    batch = services.stage(strange, name="杂.xlsx", org=office.org, by=office.editor, today=TODAY)
    menu, people = batch.sheets.order_by("position")
    assert menu.kind == ""
    assert "认不出" in menu.problem
    assert people.kind in ("", "person")
    services.choose(people, choices=Choices(kind="person", mapping={0: "name"}), by=office.editor)
    services.choose(menu, choices=Choices(left_out=True), by=office.editor)
    batch = services.read(batch, by=office.editor, today=TODAY)
    assert [entry["sheet"] for entry in report(batch)["files"]] == ["人员"]
    assert rows_of(batch)["new"] == 1


def test_a_corrected_mapping_is_remembered_for_this_organisation(office: ThreePersons) -> None:
    content = workbook({"人员": [["人员名册"], ["称呼", "姓名", "办公电话"], ["李科长", "李四", "0538-5621001"]]})
    batch = services.stage(content, name="甲.xlsx", org=office.org, by=office.editor, today=TODAY)
    services.choose(batch.sheets.get(), choices=Choices(mapping={0: "name", 1: ""}), by=office.editor)
    batch = services.read(batch, by=office.editor, today=TODAY)
    assert [(p, n) for p, n, _ in batch.sheets.get().mapping] == [(0, "name"), (2, "phone")]
    assert RememberedMapping.objects.get().org == office.org
    confirm(office, batch)
    assert Person.objects.get().name == "李科长"
    again = services.stage(content, name="乙.xlsx", org=office.org, by=office.editor, today=TODAY)
    assert rows_of(again)["unchanged"] == 1
    other = services.stage(content, name="乙.xlsx", org=office.tree.dongping, by=office.stranger, today=TODAY)
    assert other.sheets.get().mapping[0][:2] == [1, "name"]


def test_kind_and_mapping_given_by_the_caller(office: ThreePersons) -> None:
    content = workbook([["甲", "乙"], ["李四", "是"]])
    given = {"甲": "name", "乙": "member"}
    batch = services.stage(content, name="x.xlsx", org=office.org, by=office.editor, today=TODAY, kind="person", mapping=given)
    assert rows_of(batch)["new"] == 1


def test_chunks_hold_large_sheets(office: ThreePersons) -> None:
    batch = stage(office, [[f"人{n}", "", "是" if n % 2 else "否", ""] for n in range(4_500)])
    assert RowChunk.objects.count() == 3
    assert services.is_large(batch) is False
    confirm(office, batch)
    assert Person.objects.count() == 4_500
    assert BatchChange.objects.count() == 3
    services.undo(batch, by=office.editor)
    assert Person.objects.count() == 0


def test_discarded_batches_cannot_be_confirmed(office: ThreePersons) -> None:
    batch = services.discard(stage(office, GOOD), by=office.editor)
    with pytest.raises(Refused, match="已放弃"):
        confirm(office, batch)
    assert not RowChunk.objects.exists()


def test_no_files_or_too_many_are_refused(office: ThreePersons) -> None:
    with pytest.raises(Refused, match="请选择"):
        services.submit([], org=office.org, by=office.editor)
    with pytest.raises(Refused, match="最多"):
        services.submit([("x.xlsx", b"")] * 21, org=office.org, by=office.editor)


@pytest.mark.parametrize(("rule", "phone", "skipped"), [("first", "0538-5621001", 3), ("last", "0538-5629999", 3)])
def test_duplicates_by_the_rule_of_the_ledger(
    office: ThreePersons, monkeypatch: pytest.MonkeyPatch, rule: str, phone: str, skipped: int
) -> None:
    monkeypatch.setitem(PEOPLE.__dict__, "duplicates", rule)
    batch = stage(office, [*GOOD, ["李四", "0538-5629999", "是", ""]])
    assert rows_of(batch) == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0, "skipped": skipped}
    confirm(office, batch)
    assert Person.objects.get(name="李四").phone == phone


def test_repeated_headers_of_a_printed_ledger_are_skipped(office: ThreePersons) -> None:
    rows = [["人员名册"], HEADER, [1, *GOOD[0]], HEADER, [2, *GOOD[1]], ["第2页 共2页"]]
    batch = services.stage(workbook({"人员": rows}), name="x.xlsx", org=office.org, by=office.editor, today=TODAY)
    assert rows_of(batch) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0, "skipped": 2}
