"""How a form looks and what it watches over: grey and locked, or white with a format and words to choose from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from prevention_rules.sheets import FORMULA
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


def put(cell: Any, content: object) -> None:
    """Write a number as a number, and every text as a text: none is ever run as a formula.

    >>> from openpyxl import Workbook
    >>> cell = Workbook().worksheets[0]["A1"]
    >>> put(cell, "=1+1")
    >>> cell.value, cell.data_type, bool(cell.quotePrefix)
    ('=1+1', 's', True)
    """
    if not isinstance(content, str):
        cell.value = content
        return
    if not content:
        return
    cell.value = "".join(char if char >= " " else " " for char in content)
    cell.data_type = "s"
    if content.startswith((*FORMULA, "\t", "\r")):
        cell.quotePrefix = True


@frozen
class Looks:
    """The styles of a workbook: grey and locked, and white with each format."""

    _book: Workbook
    _added: set[str] = field(factory=set)
    _styles: Any = field(factory=lambda: import_module("openpyxl.styles"))

    def title(self, cell: Any) -> None:
        """Write large."""
        cell.font = self._styles.Font(bold=True, size=14)

    def heading(self, cell: Any) -> None:
        """Lock the head of a column."""
        self.grey(cell)
        cell.font = self._styles.Font(bold=True)

    def grey(self, cell: Any) -> None:
        """Lock a cell, and show it."""
        self._dress(cell, "asked", fill=("solid", "FFE7E6E6"))

    def white(self, cell: Any, number_format: str) -> None:
        """Open a cell to whoever fills it in, with the format that brings back what was meant."""
        self._dress(cell, f"to fill in {number_format}", number_format=number_format)

    def open(self, cell: Any) -> None:
        """Let a text be completed."""
        cell.protection = self._styles.Protection(locked=False)

    def _dress(self, cell: Any, name: str, *, fill: tuple[str, str] | None = None, number_format: str = "") -> None:
        """Give a cell the style of that name, made the first time: grey is locked, white is not."""
        if name not in self._added:
            styles, line = self._styles, self._styles.Side(style="thin", color="FFA6A6A6")
            looks = styles.NamedStyle(
                name,
                alignment=styles.Alignment(wrap_text=True, vertical="top"),
                border=styles.Border(left=line, right=line, top=line, bottom=line),
                fill=styles.PatternFill(*fill) if fill else None,
                protection=styles.Protection(locked=fill is not None),
                number_format=number_format or "General",
            )
            self._book.add_named_style(looks)
            self._added.add(name)
        cell.style = name


def lock(sheet: Worksheet) -> None:
    """Protect a sheet without a password: rows may be sorted and filtered, columns and rows resized."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.sort = protection.autoFilter = False  # allowed


def for_print(sheet: Worksheet, header: int) -> None:
    """Print in landscape on the width of one page, the header on each."""
    properties = import_module("openpyxl.worksheet.properties")
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = properties.PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{header}"


_HINTS = {
    "percent": Words("百分数请写%，如87.3%", "write %, such as 87.3%"),
    "number": Words("只填数，不写单位", "the number alone, without its unit"),
    "count": Words("只填数，不写单位", "the number alone, without its unit"),
    "reached": Words("达到人数", "the number reached"),
    "size": Words("样本量", "the size of the sample"),
    "day": Words("日期，如 2023-12-31", "a date, such as 2023-12-31"),
}
_COUNT: dict[str, Any] = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
_WATCHED: dict[str, dict[str, Any]] = {
    "percent": {"type": "decimal", "formula1": "-1.5", "formula2": "1.5", "errorStyle": "warning"},
    "number": {"type": "decimal", "formula1": "-1E+15", "formula2": "1E+15", "errorStyle": "warning"},
    "count": _COUNT,
    "reached": _COUNT,
    "size": _COUNT,
    "day": {"type": "date", "operator": "greaterThan", "formula1": "36526"},  # 2000-01-01
}
"""What a spreadsheet watches over; a published text such as 90%以上 is warned of, not refused."""


def watching(kind: str, lang: Language) -> DataValidation:
    """Return what watches over cells of a kind, and says what belongs into them."""
    told = {"prompt": _HINTS[kind].in_language(lang), "showInputMessage": True}
    return _validation(**_WATCHED[kind], **told)


def choosing(words: list[str]) -> DataValidation:
    """Return what lets one of some words be chosen."""
    return _validation(type="list", formula1=f'"{",".join(words)}"')


def _validation(**how: Any) -> DataValidation:
    made: DataValidation = import_module("openpyxl.worksheet.datavalidation").DataValidation(allow_blank=True, **how)
    return made
