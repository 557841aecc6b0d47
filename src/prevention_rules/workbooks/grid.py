"""A sheet as a grid: where its header stands, what its merged cells spread, its rows as plain cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from prevention_rules.evidence.tables import Found, Place, Row
from prevention_rules.evidence.tables import unreadable_table as _no_header
from prevention_rules.text import Words
from prevention_rules.workbooks.archive import WITHOUT_RESULT
from prevention_rules.workbooks.cells import plain, text_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_LOOKED_AT = 30
"""How many rows may stand above the header."""


@frozen
class Grid:
    """A sheet as rows of plain cells, with what its merged cells spread."""

    sheet: Worksheet
    place: Place
    found: Found
    silent: frozenset[str]
    _spread: dict[tuple[int, int], Cell | MergedCell] = attrs.field(init=False)

    @_spread.default
    def _find_spread(self) -> dict[tuple[int, int], Cell | MergedCell]:
        """Return for each cell that a merged one covers the cell that holds its content."""
        return {
            (row, column): self.sheet.cell(one.min_row, one.min_col)
            for one in self.sheet.merged_cells.ranges
            for row in range(one.min_row, one.max_row + 1)
            for column in range(one.min_col, one.max_col + 1)
        }

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows as text, also where a merged cell covers it."""
        cell = self._spread.get((row, column)) or self.sheet.cell(row, column)
        return text_of(cell.value)

    def header(self, is_header: Callable[[Sequence[str]], bool]) -> int | None:
        """Find the first row that is a header."""
        width = self.sheet.max_column + 1
        for row in range(1, min(self.sheet.max_row, _LOOKED_AT) + 1):
            if is_header([self.text(row, column) for column in range(1, width)]):
                return row
        return None

    def header_rows(self, row: int) -> tuple[int, int]:
        """Return the rows a header covers: as far as its merged cells reach, and the row below a wide one."""
        ranges = self.sheet.merged_cells.ranges
        covering = [one for one in ranges if one.min_row <= row <= one.max_row]
        first = min((one.min_row for one in covering), default=row)
        last = max([row, *(one.max_row for one in covering)])
        wide = any(one.min_row == one.max_row == last and one.min_col < one.max_col for one in ranges)
        return first, last + wide

    def header_texts(self, first: int, last: int) -> list[list[str]]:
        """Return for each column the texts of its header."""
        width = self.sheet.max_column
        return [[self.text(row, column) for row in range(first, last + 1)] for column in range(1, width + 1)]

    def above(self, row: int) -> None:
        """List what stands above the header."""
        said = " ".join(dict.fromkeys(filter(None, (self.text(row, at + 1) for at in range(self.sheet.max_column)))))
        if said:
            self.found.aside(self.place.of(row, 0), said, "表头之上的文字", "stands above the header")

    def without_header(self) -> None:
        """A sheet without a header is set aside where it holds no number; with numbers it is a fault."""
        cells = [cell for row in self.sheet.iter_rows() for cell in row if cell.value is not None]
        if any(isinstance(cell.value, int | float) and not isinstance(cell.value, bool) for cell in cells):
            self.found.faults.append(_no_header(self.place))
        elif cells:
            self.found.aside(self.place.of(1, 0), self.sheet.title, "没有表头，没有数", "no header and no numbers")

    def rows(self, first: int, filled: Sequence[int]) -> Iterator[Row]:
        """Yield the rows of figures; what is merged over several rows belongs to each, but for figures."""
        spread = self._spread
        texts = frozenset(filled)
        for number, row in enumerate(self.sheet.iter_rows(min_row=first), first):
            cells = [plain(cell) if cell.value is not None else None for cell in row]
            if spread or self.silent:
                self._fill(number, row, cells, texts)
            yield number, cells

    def _fill(self, number: int, row: Sequence[Cell | MergedCell], cells: list[Any], texts: frozenset[int]) -> None:
        for at, cell in enumerate(row):
            source = self._spread.get((number, at + 1))
            if source is not None and source is not cell and source.value is not None:
                if at in texts:
                    cells[at] = plain(source)
                elif source.row != number:
                    problem = Words("一个数占了几行，不知属于哪一行", "a figure is merged over several rows")
                    cure = Words("取消合并，每行各填一个数", "unmerge it and give each row its own")
                    self.found.fault(self.place.of(number, at), "", "", problem, cure)
            if self.silent and cell.coordinate in self.silent:
                self.found.fault(self.place.of(number, at), "", "", *WITHOUT_RESULT)
