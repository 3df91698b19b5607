"""装载: reads files, finds the layout of each sheet, checks all rows, and leaves chunks ready to be kept. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tongpin.engines.dataio.reading.limits import DEFAULT_LIMITS, ReadingLimits
from tongpin.engines.dataio.reading.workbook import RawSheet, RowBlock, WorkbookReader
from tongpin.engines.dataio.recognition.layout import Layout, table_above
from tongpin.engines.dataio.recognition.rows import skip_rule
from tongpin.engines.dataio.selectors import remembered
from tongpin.engines.dataio.staging.chunks import Chunk, pack
from tongpin.engines.dataio.staging.plan import NOT_LEDGERS, Choices, plan_sheet
from tongpin.engines.dataio.staging.rows import CheckedRows, Key, RowChecker, RowError, defaulted_columns, missing_columns, shown_row
from tongpin.engines.dataio.staging.settle import settle
from tongpin.kernel.extensions import ImportColumn, ImportSheet

SLICE_ROWS = 20_000
_SAMPLE_ROWS = 3
_SHOWN_OF_UNREAD = 50

Progress = Callable[[int], None]


@dataclass(slots=True)
class PackedChunk:
    """装好的一块: payload with how many rows of each state."""

    payload: bytes
    counts: dict[str, int]


@dataclass(slots=True)
class LoadedSheet:
    """一张表的装载结果. ``pending`` are checked blocks that still wait for the comparison with what is stored."""

    file: int
    name: str
    layout: Layout
    choices: Choices
    sheet: ImportSheet | None
    problem: str = ""
    left_out: bool = False
    findings: list[RowError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sample: list[list[str]] = field(default_factory=list)
    chunks: list[PackedChunk] = field(default_factory=list)
    extra_refused: int = 0
    skipped_unread: int = 0
    checker: RowChecker | None = None
    pending: list[CheckedRows] = field(default_factory=list)

    @property
    def can_apply(self) -> bool:
        """Whether its good rows may be written."""
        return self.sheet is not None and not self.problem and not self.left_out

    def total(self, state: str) -> int:
        """Rows of a state over all chunks."""
        counted = sum(chunk.counts[state] for chunk in self.chunks)
        return counted + (self.extra_refused if state == "refused" else self.skipped_unread if state == "skipped" else 0)


class Loader:
    """装载器 of one batch: keys seen so far are shared by all sheets of the same ledger."""

    def __init__(
        self,
        org: Any,
        sheets: Sequence[ImportSheet],
        *,
        today: date,
        limits: ReadingLimits = DEFAULT_LIMITS,
        progress: Progress | None = None,
    ) -> None:
        self.org = org
        self.sheets = list(sheets)
        self.today = today
        self.limits = limits
        self.loaded: list[LoadedSheet] = []
        self._progress = progress
        self._rows = 0
        self._seen: dict[str, dict[Key, str]] = {}

    def load(self, content: bytes, *, file: int, name: str, choices: Callable[[str], Choices], only_kind: str = "") -> None:
        """Reads one file; Unreadable where that is impossible. With ``only_kind``, sheets of other ledgers are left out."""
        found = self._load(content, file, name, choices, only_kind)
        if only_kind and found and all(sheet.left_out for sheet in found):
            found = self._load(content, file, name, lambda sheet: replace(choices(sheet), kind=only_kind), only_kind)
        self.loaded += found

    def _load(self, content: bytes, file: int, name: str, choices: Callable[[str], Choices], only_kind: str) -> list[LoadedSheet]:
        found = []
        with WorkbookReader(content, name, self.limits) as reader:
            for raw in reader.sheets():
                first = next(raw.blocks, None)
                if first is not None and raw.name.strip() not in NOT_LEDGERS:
                    found.append(self._sheet(raw, first, file, name, choices(raw.name), only_kind))
        return found

    def _sheet(self, raw: RawSheet, first: RowBlock, file: int, file_name: str, choices: Choices, only_kind: str) -> LoadedSheet:
        if raw.hidden and not choices.kind:
            empty = Layout("", 1, (), (), (), None, 0.0)
            return LoadedSheet(file, raw.name, empty, choices, None, problem="隐藏的工作表，没有导入。", left_out=True)
        layout = plan_sheet(raw, first, self.sheets, choices, file_name=file_name, remembered=self._remembered)
        if only_kind and not layout.kind:
            wanted = replace(choices, kind=only_kind)
            layout = plan_sheet(raw, first, self.sheets, wanted, file_name=file_name, remembered=self._remembered)
        sheet = next((s for s in self.sheets if s.kind == layout.kind), None)
        loaded = LoadedSheet(file, raw.name, layout, choices, sheet, left_out=choices.left_out, sample=_sample(first, layout))
        if only_kind and sheet is not None and sheet.kind != only_kind and not choices.kind:
            loaded.left_out, loaded.problem = True, f"识别为“{sheet.title}”，不是本次指定的台账，没有导入。"
        if loaded.left_out:
            return loaded
        if above := table_above(first, layout):
            loaded.notes.append(f"第 {above[0]} 至 {above[1]} 行在表头（第 {layout.header_row} 行）之上，像是另一张表，没有导入。")
        if sheet is None:
            loaded.problem = "认不出这是哪一种台账，请选择台账种类，或设为不导入。"
            return self._unread(loaded, raw, first)
        if missing := missing_columns(sheet, layout):
            loaded.findings = [_missing(column, layout) for column in missing]
            loaded.problem = f"没有找到必填列：{'、'.join(c.title for c in missing)}。请在“列对应”中指出是哪一列。"
            return self._unread(loaded, raw, first)
        loaded.notes += [f"表中没有“{c.title}”列，新记录的{c.title}{_default_words(c)}。" for c in defaulted_columns(sheet, layout)]
        return self._checked(loaded, sheet, raw, first)

    def _remembered(self, kind: str, fingerprint: str) -> dict[int, str] | None:
        return remembered(self.org, kind, fingerprint)

    def _checked(self, loaded: LoadedSheet, sheet: ImportSheet, raw: RawSheet, first: RowBlock) -> LoadedSheet:
        checker = RowChecker(
            sheet, loaded.layout, today=self.today, seen=self._seen.setdefault(sheet.kind, {}), place=f"工作表“{raw.name}”"
        )
        loaded.checker = checker
        waiting = 0
        for block in _with_first(first, raw.blocks):
            loaded.pending.append(checker.check(block))
            waiting += len(block.numbers)
            self._advance(len(block.numbers))
            if waiting >= SLICE_ROWS and sheet.duplicates != "last":
                settle_pending(loaded, self.org)
                waiting = 0
        checker.remember_keys()
        return loaded

    def _unread(self, loaded: LoadedSheet, raw: RawSheet, first: RowBlock) -> LoadedSheet:
        """Counts the rows that cannot be judged yet, and keeps the first of them to be looked at."""
        skip = skip_rule(loaded.layout)
        judged = loaded.sheet is not None
        chunk = Chunk([], "", {})
        for block in _with_first(first, raw.blocks):
            for number, row in zip(block.numbers, block.rows, strict=True):
                if number <= loaded.layout.header_row:
                    continue
                if judged and skip(row):
                    loaded.skipped_unread += 1
                    continue
                loaded.extra_refused += 1
                if len(chunk.numbers) < _SHOWN_OF_UNREAD:
                    chunk.numbers.append(number)
                    chunk.raws[number] = shown_row(row, raw.width)
            self._advance(len(block.numbers))
        if chunk.numbers:
            chunk.states = "r" * len(chunk.numbers)
            loaded.extra_refused -= len(chunk.numbers)
            loaded.chunks.append(_packed(loaded.sheet, chunk))
        return loaded

    def _advance(self, rows: int) -> None:
        self._rows += rows
        if self._progress is not None:
            self._progress(self._rows)


def settle_pending(loaded: LoadedSheet, org: Any) -> None:
    """Compares the waiting blocks of a sheet with what is stored and packs them."""
    if loaded.sheet is None or loaded.checker is None or not loaded.pending:
        return
    blocks, loaded.pending = loaded.pending, []
    loaded.chunks += [_packed(loaded.sheet, chunk) for chunk in settle(loaded.sheet, loaded.checker, blocks, org)]


def _packed(sheet: ImportSheet | None, chunk: Chunk) -> PackedChunk:
    counted = chunk.counts()
    counts = {
        "new": counted["n"],
        "changed": counted["c"],
        "unchanged": counted["u"],
        "refused": counted["r"],
        "skipped": len(chunk.skipped),
    }
    return PackedChunk(pack(sheet, chunk), counts)


def _with_first(first: RowBlock, rest: Iterator[RowBlock]) -> Iterator[RowBlock]:
    yield first
    yield from rest


def _sample(block: RowBlock, layout: Layout) -> list[list[str]]:
    below = [row for number, row in zip(block.numbers, block.rows, strict=True) if number > layout.header_row]
    return [[cell[:60] for cell in shown_row(row, 256)] for row in below[:_SAMPLE_ROWS]]


def _default_words(column: ImportColumn) -> str:
    """The first spelling of the default, as a template offers it."""
    spelling = next((words for words, stored in column.choices.items() if stored == column.default), "")
    return f"按“{spelling}”登记" if spelling else column.default_words


def _missing(column: ImportColumn, layout: Layout) -> RowError:
    expected = f"有一列“{column.title}”"
    message = f"没有找到必填列“{column.title}”"
    return RowError(layout.header_row, -1, column.title, "", expected, message, "指出哪一列是它，或补上这一列后重新导入")
