"""样稿: one draft with everything in it, and the programs that open documents."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tongpin.engines.documents.official import Footnote, OfficialDocument, TableColumn, Text

HOSTILE = '含\x00控\x0b制\ud800字\ufffe符，<w:p>&amp;"#let x = 1 $a$ #read("/etc/passwd")'


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def draft() -> OfficialDocument:
    document = OfficialDocument(
        title="清源县科学技术局关于2023年度\n科技创新工作情况的报告",
        addressee="县人民政府：",
        unit="清源县科学技术局",
        dated=date(2024, 1, 10),
    )
    document.paragraph("现将有关情况报告如下。")
    document.heading(1, "主要指标完成情况")
    document.heading(2, "高新技术企业")
    document.paragraph("年末有效期内", Text("68"), Footnote("高新技术企业台账68条"), "家，增", Text("36%"), Footnote("上年末50家"), "。")
    document.heading(3, "分乡镇情况")
    document.heading(4, "存在问题")
    document.paragraph(HOSTILE)
    document.table([TableColumn("指标", 3, "left"), TableColumn("完成数", 1, "right")], [["高企", "68"]], title="表1", unit="家")
    document.heading(1, "下一步打算")
    document.paragraph("抓好落实。")
    sources = document.attachment("数据来源")
    rows = [[str(n), f"第{n}号新材料科技有限公司"] for n in range(1, 81)]
    sources.table([TableColumn("序号"), TableColumn("企业名称", 4, "left")], rows, unit="家")
    document.attachment("未予输出的语句").paragraph("无。")
    return document


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """LibreOffice as another program that opens our files."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("office")

    def convert(data: bytes, suffix: str) -> bytes:
        folder = tmp_path_factory.mktemp("file")
        source = folder / f"draft.{suffix}"
        source.write_bytes(data)
        command = [str(program), "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True, timeout=120)
        return Path(folder / "draft.pdf").read_bytes()

    return convert


@pytest.fixture
def pages(tmp_path: Path) -> Callable[[bytes], list[list[str]]]:
    """The printed lines of each page of a PDF."""

    def read(data: bytes) -> list[list[str]]:
        file = tmp_path / "read.pdf"
        file.write_bytes(data)
        shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
        return [[line.strip() for line in page.splitlines() if line.strip()] for page in shown.split("\f")[:-1]]

    return read
