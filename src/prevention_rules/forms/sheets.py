"""The sheet of one department: what is asked, row by row, and where it is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from prevention_rules.assessments.requests import Asked, Request
from prevention_rules.evidence.tables import letters
from prevention_rules.forms.columns import CHOICES, COLUMNS, PURPOSE, SIGNED, headings
from prevention_rules.forms.looks import Looks, choosing, for_print, lock, put, watching
from prevention_rules.quantities import unit_if_known, unit_of
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER = 3
"""The row of the headings; the title and the line below it stand above."""

_SIGNED_AT = (1, 4, 7, 14, 17)
"""Where what is signed stands: beside the columns of figures, never in one."""


@frozen
class FormSheet:
    """A sheet being written."""

    sheet: Worksheet
    lang: Language
    looks: Looks
    _watching: dict[str, DataValidation] = field(factory=dict)

    def write(self, head: tuple[str, str], deadline: int, asked: Asked, version: str) -> None:
        """Write the head, a row for each figure, and the foot; lock all that is not to be filled in."""
        self._head(head, deadline)
        rows = [*((row, True) for row in asked.fills), *((row, False) for row in asked.told)]
        for number, (row, fills) in enumerate(rows, 1):
            self._row(_HEADER + number, number, row, fills=fills)
        last = _HEADER + len(rows)
        self._foot(last + 2, version)
        self._choices(last)
        self.sheet.freeze_panes = f"D{_HEADER + 1}"
        for_print(self.sheet, _HEADER)
        lock(self.sheet)

    def _cell(self, row: int, column: int) -> Any:
        return self.sheet.cell(row, column)

    def _head(self, head: tuple[str, str], deadline: int) -> None:
        for number, text in enumerate(head, 1):
            put(self._cell(number, 1), text)
            self.sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(COLUMNS))
        self.looks.title(self._cell(1, 1))
        for at, (text, column) in enumerate(zip(headings(deadline, self.lang), COLUMNS, strict=True), 1):
            self.looks.heading(self._cell(_HEADER, at))
            put(self._cell(_HEADER, at), text)
            self.sheet.column_dimensions[letters(at - 1)].width = column.width

    def _row(self, at: int, number: int, row: Request, *, fills: bool) -> None:
        for column, (given, content) in enumerate(zip(COLUMNS, self._contents(number, row, fills), strict=True), 1):
            cell, kind = self._cell(at, column), _kind(given.code, row)
            if given.to_fill and fills:
                self.looks.white(cell, _FORMATS.get(kind, "@"))
                if kind in _FORMATS:
                    self._watched(kind).add(cell)
            else:
                self.looks.grey(cell)
            put(cell, content)

    def _contents(self, number: int, row: Request, fills: bool) -> Iterator[object]:
        """Yield what stands in each column of a row."""
        need, lang = row.need, self.lang
        holders = Words("、", ", ").in_language(lang).join(need.holders)
        told = Words("", "")
        if not fills:
            told = Words(f"仅供知晓，由{holders}填报。", f"For information, {holders} will fill it in. ")
        contents: dict[str, object] = {
            "row": number,
            "indicator": _as_number(need.number),
            "name": need.name if lang == "zh" else need.name_en or need.name,
            "counted": row.counted.in_language(lang),
            "unit": need.unit,
            "aim": row.target.in_language(lang),
            "period": _as_number(str(need.period)),
            "content": row.content.in_language(lang),
            "area": need.area,
            "why": f"{told.in_language(lang)}{need.why.in_language(lang)}",
            "responsible": row.responsible.in_language(lang),
        }
        return (contents.get(column.code) for column in COLUMNS)

    def _watched(self, kind: str) -> DataValidation:
        if kind not in self._watching:
            self._watching[kind] = watching(kind, self.lang)
            self.sheet.add_data_validation(self._watching[kind])
        return self._watching[kind]

    def _choices(self, last: int) -> None:
        """Hang the words to choose from on their columns."""
        for column, given in enumerate(COLUMNS):
            if given.code in CHOICES:
                words = choosing([one.in_language(self.lang) for one in CHOICES[given.code]])
                words.add(f"{letters(column)}{_HEADER + 1}:{letters(column)}{last}")
                self.sheet.add_data_validation(words)

    def _foot(self, at: int, version: str) -> None:
        for column, words in zip(_SIGNED_AT, SIGNED, strict=True):
            put(self._cell(at, column), words.in_language(self.lang))
            self.looks.open(self._cell(at, column))
        said = Words(f"{PURPOSE.zh}（版本 {version}）", f"{PURPOSE.en} (version {version})")
        put(self._cell(at + 1, 1), said.in_language(self.lang))


_FORMATS = {
    "percent": "0.00%", "number": "General", "count": "General", "reached": "General", "size": "General",
    "day": "yyyy-mm-dd",
}  # fmt: skip
"""The number format of each kind of cell; every other is text."""


def _kind(code: str, row: Request) -> str:
    """Say what belongs into a cell: a percentage, a number, a count, a day, or text."""
    sampled = row.need.sampled
    match code:
        case "value":
            return "percent" if unit_if_known(row.need.unit) == unit_of("%") else "number"
        case "numerator":
            return "reached" if sampled else "count"
        case "denominator":
            return "size" if sampled else "count"
        case "through":
            return "day"
        case _:
            return "text"


def _as_number(text: str) -> object:
    """Return a number that is written as one, so that rows sort by it; any other text as it is."""
    return int(text) if text.isascii() and text.isdecimal() and str(int(text)) == text else text
