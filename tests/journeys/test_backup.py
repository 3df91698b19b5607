"""备份与恢复: an archive of a running installation, put into another, proves itself table by table."""

import json
import tarfile
from pathlib import Path

import pytest

from tests.journeys.installation import Installation

LEDGER = Path(__file__).parent.parent / "data" / "county-2023" / "高新技术企业台账.xlsx"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("county"))
    installation.run("setup", "--org", "宁阳县科学技术局", "--code", "NY")
    installation.run("import", LEDGER)
    return installation


@pytest.fixture(scope="module")
def archive(county, tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "备份.tar"
    made = county.answer("backup", path)
    assert made["tables"]["enterprises_enterprise"]["rows"] > 50
    assert made["files"], "the original workbook is evidence and belongs to the archive"
    return path


def stock(installation):
    return installation.answer("measure", "hnte.stock", "--period", "2023", "--as-of", "2023-12-31")["value"]


def test_what_was_backed_up_comes_back(county, archive, tmp_path):
    elsewhere = Installation(tmp_path / "elsewhere")
    (elsewhere.folder / "keys").mkdir(parents=True)
    for key in (county.folder / "keys").iterdir():
        (elsewhere.folder / "keys" / key.name).write_bytes(key.read_bytes())
    elsewhere.run("restore", archive)
    assert stock(elsewhere) == stock(county)
    assert elsewhere.answer("audit", "verify")["ok"] is True


def test_a_restore_over_data_is_refused_unless_forced_and_keeps_what_was_there(county, archive):
    refused = county.run("restore", archive, status=1)
    assert "不为空" in refused
    county.run("restore", archive, "--force")
    assert list(archive.parent.glob("恢复前-*.tar"))


def test_an_altered_archive_is_refused(archive, tmp_path):
    altered = tmp_path / "改过.tar"
    with tarfile.open(archive) as source:
        source.extractall(tmp_path / "open")
    manifest = tmp_path / "open" / "manifest.json"
    data = json.loads(manifest.read_text())
    data["tables"]["enterprises_enterprise"]["rows"] -= 1
    manifest.write_text(json.dumps(data))
    with tarfile.open(altered, "w") as target:
        for path in sorted((tmp_path / "open").iterdir()):
            target.add(path, path.name)
    assert "改动过" in Installation(tmp_path / "elsewhere").run("restore", altered, status=1)


def test_what_is_no_backup_is_refused(tmp_path):
    elsewhere = Installation(tmp_path / "elsewhere")
    (tmp_path / "a.tar").write_text("不是备份")
    assert "不是同频的备份文件" in elsewhere.run("restore", tmp_path / "a.tar", status=1)
    with tarfile.open(tmp_path / "b.tar", "w") as target:
        target.add(LEDGER, "../../elsewhere.xlsx")
    assert "不认识的内容" in elsewhere.run("restore", tmp_path / "b.tar", status=1)


def test_an_existing_file_is_not_overwritten(county, tmp_path):
    kept = tmp_path / "备份.tar"
    kept.write_text("别动")
    assert "已存在" in county.run("backup", kept, status=1)
    assert kept.read_text() == "别动"
