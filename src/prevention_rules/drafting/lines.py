"""A table as lines of cells, whatever it came from: rows, a workbook, a CSV file, or text pasted from a page."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from attrs import frozen

from prevention_rules.arguments import another_kind
from prevention_rules.drafting.columns import starts_table
from prevention_rules.drafting.spaces import parted_by_spaces
from prevention_rules.errors import Fault, ObservationFileError, RuleFileError
from prevention_rules.evidence.csv_files import text_of
from prevention_rules.files import OLD_XLS, XLSX, bytes_of
from prevention_rules.text import Words
from prevention_rules.workbooks import sheets_of

Table = str | Path | Iterable[Sequence[object]]
"""A table: the path of a workbook or a text file, the text itself, or its rows."""


@frozen
class Line:
    """A line of the table: where it stands, its cells as they were written, and the whole of it as it was found.

    ``above`` are the columns whose text stands in a merged cell that begins in a line above; ``wide`` says that its
    only cell reaches over several columns, ``spaced`` that nothing but spaces parts its cells.
    """

    place: str
    cells: tuple[str, ...]
    text: str
    above: frozenset[int] = frozenset()
    wide: bool = False
    spaced: bool = False

    @property
    def own(self) -> tuple[int, ...]:
        """The columns in which the line itself says something."""
        return tuple(at for at, cell in enumerate(self.cells) if cell and at not in self.above)

    def cell(self, at: int | None) -> str:
        """Return the text of a column; nothing where the line is shorter."""
        return "" if at is None or at >= len(self.cells) else self.cells[at]


def lines_of(table: Table, encoding: str | None, sheet: str | None) -> list[list[Line]]:
    """Return the lines of every sheet; a text is one sheet. Raises `RuleFileError` for what cannot be read."""
    if isinstance(table, str) and not _is_path(table):
        return [_text_lines(table.encode("utf-8", "backslashreplace").decode(), "text:")]
    if isinstance(table, str | Path):
        return _file_lines(Path(table), encoding, sheet)
    if not isinstance(table, Iterable):
        raise another_kind(table, "table", "文件的路径、表的文字或各行", "a path, the text of a table, or its rows")
    return [[_line(f"rows:{at}", [_plain(cell) for cell in _cells(row)]) for at, row in enumerate(table, 1)]]


def source_of(table: Table) -> str:
    """Name what a table was read from, as faults and places do."""
    if isinstance(table, str | Path) and not (isinstance(table, str) and not _is_path(table)):
        return Path(table).name
    return "text" if isinstance(table, str) else "rows"


def _is_path(table: str) -> bool:
    return not any(char in table for char in "\n\t")


def _cells(row: object) -> Iterable[object]:
    if isinstance(row, str) or not isinstance(row, Iterable):
        raise another_kind(row, "table", "一行行的格子", "rows of cells")
    return row


def _plain(cell: object) -> str:
    written = "" if cell is None else str(cell)
    return written.encode("utf-8", "backslashreplace").decode()


def _line(place: str, cells: Sequence[str]) -> Line:
    return Line(place, tuple(cell.strip() for cell in cells), " ".join(cell for cell in cells if cell.strip()))


def _file_lines(path: Path, encoding: str | None, sheet: str | None) -> list[list[Line]]:
    data, file = bytes_of(path, RuleFileError), path.name
    try:
        if data.startswith((XLSX, OLD_XLS)):
            return [list(_sheet_lines(one.name, one.rows, one.merged, file)) for one in sheets_of(data, file, sheet)]
        return [_text_lines(text_of(data, file, encoding, starts_table), f"{file}:")]
    except ObservationFileError as error:
        raise RuleFileError(error.faults) from None


def _sheet_lines(
    sheet: str, rows: Sequence[Sequence[str]], merged: Iterable[tuple[int, int, int, int]], file: str
) -> Iterator[Line]:
    """Yield the rows of a sheet; a merged cell says its text once, and again in every row below that it covers."""
    grid = [list(row) for row in rows]
    above: dict[int, set[int]] = {}
    wide = set[int]()
    for top, left, bottom, right in merged:
        for row in range(top, bottom + 1):
            grid[row][left : right + 1] = [rows[top][left], *[""] * (right - left)]
            if row > top:
                above.setdefault(row, set()).add(left)
            elif right - left > 1:
                wide.add(row)
    for at, cells in enumerate(grid):
        own = [cell for column, cell in enumerate(cells) if cell and column not in above.get(at, ())]
        place = f"{file}:{sheet}!A{at + 1}"
        yield Line(place, tuple(cells), " ".join(own), frozenset(above.get(at, ())), at in wide and len(own) == 1)


_SEPARATORS = ("\t", ",", ";", "|")
"""What may part cells: a tab, the signs of CSV, a bar."""


def _text_lines(text: str, place: str) -> list[Line]:
    """Part a text into cells by whatever parts a header that is known; spaces come last, and with care."""
    for separator in _SEPARATORS:
        lines = list(_parted(text, separator, place))
        if any(starts_table(line.cells) for line in lines):
            return lines
    spaced = parted_by_spaces(text.splitlines())
    return [Line(f"{place}{at}", cells, written, spaced=True) for at, cells, written in spaced]


def _parted(text: str, separator: str, place: str) -> Iterator[Line]:
    written = text.splitlines()
    # a sign that is never closed quotes nothing
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, quoting=quoting)
    begins = 0
    try:
        for cells in reader:
            whole = "\n".join(written[begins : reader.line_num])
            yield Line(f"{place}{begins + 1}", tuple(cell.strip() for cell in cells), whole)
            begins = reader.line_num
    except csv.Error as error:
        problem = Words(f"不是正确的表：{error}", f"not a sound table: {error}")
        cure = Words("一格里的字太多，或引号不成对", "a cell is too long, or quotes do not come in pairs")
        raise RuleFileError([Fault(place.rstrip(":"), begins + 1, "", "", problem, cure)]) from None
