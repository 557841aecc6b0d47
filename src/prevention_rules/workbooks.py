"""Figures from Excel workbooks: an optional door (``pip install prevention-rules[excel]``).

A workbook knows what a text file does not: which cells are percentages, which are dates, what a formula
came to. A percent-formatted cell is read as the percentage it shows; any other number of a share is
asked back like everywhere. Titles and notes above the header, headers over several merged rows and years
as columns are understood; hidden rows, columns and sheets are read and told.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import attrs
from attrs import frozen

from prevention_rules.errors import Fault, FormatError, ObservationFileError, PreventionRulesError, StatedError
from prevention_rules.evidence.figures import Aside, Figures
from prevention_rules.evidence.headers import Layout, is_header, squeezed
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.tables import (
    Declared,
    Found,
    Place,
    Row,
    Table,
    declared,
    is_usable,
    letters,
    read_header,
)
from prevention_rules.evidence.tables import unreadable_table as _no_header
from prevention_rules.extras import needed
from prevention_rules.files import bytes_of
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words, did_you_mean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_SHEETS, MOST_CELLS, MOST_BYTES = 200, 3_000_000, 500 * 1024 * 1024
"""Workbooks with more sheets, a sheet of more cells (empty ones between counted), or more once unpacked are refused."""

_LOOKED_AT = 30
"""How many rows may stand above the header."""


def read_workbook(
    path: str | Path,
    *,
    plan: Plan | None = None,
    sheet: str | Sequence[str] | None = None,
    layout: Layout | None = None,
    percent_numbers: PercentNumbers | None = None,
    missing_marks: Iterable[str] = (),
) -> Figures:
    """Read figures from a workbook (.xlsx): every sheet, or those that *sheet* names.

    A header is found below titles and notes; it may stand in merged rows, and years may stand as columns
    (``2023年``, ``2023年完成值``). With *plan* names are matched to its rules, spaces and a unit in brackets
    set aside, each figure is held against its rule, and sheets that are named after its areas are those
    areas. *layout*, *percent_numbers* and *missing_marks* are those of `read_observations`. Raises
    `ObservationFileError` with every fault, each with sheet and cell (``表1!D7``).
    """
    said = declared(layout, percent_numbers, missing_marks)
    if plan is not None and not isinstance(plan, Plan):
        raise FormatError(Words(f"plan 应是计划，不能是 {plan!r:.60}", f"plan is a plan, not {plan!r:.60}"))
    with needed("excel", "openpyxl"):
        import_module("openpyxl")
    data = bytes_of(path, ObservationFileError)
    book = _Book(Path(path).name, data, plan, said, Found())
    book.read(sheet)
    return book.found.figures()


@frozen
class SheetTexts:
    """A sheet as the texts of its cells, and its merged cells: top, left, bottom and right, counted from 0."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]


def sheets_of(data: bytes, file: str, sheet: str | None = None) -> Iterator[SheetTexts]:
    """Yield the sheets of a workbook, or the one of that name, as texts; percentages as they show.

    Raises `ObservationFileError` for what is no sound workbook, and for a sheet that is not there.
    """
    with needed("excel", "openpyxl"):
        import_module("openpyxl")
    _check_archive(data, file)
    book = _load(data, file, data_only=True)
    names = [one.title for one in book.worksheets]
    if sheet is not None and sheet not in names:
        raise ObservationFileError([_no_such_sheet(sheet, names, file)])
    chosen = names if sheet is None else [sheet]
    silent = [f"{file}:{name}!{cell}" for name, cells in _without_value(data, file, chosen).items() for cell in cells]
    if silent:
        raise ObservationFileError([Fault.at(place, "", "", *_WITHOUT_RESULT) for place in silent])
    for name in chosen:
        one = book[name]
        if one.max_row * one.max_column > MOST_CELLS:
            raise ObservationFileError([_too_many(file, name)])
        rows = tuple(tuple(_text(_plain(cell)) for cell in row) for row in one.iter_rows())
        merged = ((area.min_row, area.min_col, area.max_row, area.max_col) for area in one.merged_cells.ranges)
        yield SheetTexts(name, rows, tuple(sorted((a - 1, b - 1, c - 1, d - 1) for a, b, c, d in merged)))


@frozen
class _Book:
    """A workbook being read."""

    file: str
    data: bytes
    plan: Plan | None
    declared: Declared
    found: Found

    def read(self, wanted: str | Sequence[str] | None) -> None:
        _check_archive(self.data, self.file)
        book = _load(self.data, self.file, data_only=True)
        names = self._wanted([one.title for one in book.worksheets], wanted)
        silent = _without_value(self.data, self.file, names)
        areas = self._are_areas([book[name] for name in names])
        for name in names:
            sheet = book[name]
            if sheet.max_row * sheet.max_column > MOST_CELLS:
                self.found.faults.append(_too_many(self.file, name))
                continue
            self._told_hidden(sheet)
            grid = _Grid(sheet, Place(self.file, name), self.found, silent.get(name, frozenset()))
            self._sheet(grid, name if areas else None)
        if not self.found.tables and not self.found.faults:
            self.found.faults.append(_no_header(Place(self.file)))
        if self.plan is not None:
            self._hold_against(self.plan)

    def _wanted(self, names: list[str], wanted: str | Sequence[str] | None) -> list[str]:
        asked = names if wanted is None else [wanted] if isinstance(wanted, str) else list(wanted)
        self.found.faults.extend(_no_such_sheet(name, names, self.file) for name in asked if name not in names)
        return [name for name in asked if name in names]

    def _are_areas(self, sheets: Sequence[Worksheet]) -> bool:
        """Say whether each sheet is one street: as declared, or named after the areas of the plan."""
        if self.declared.layout.sheets_are_areas:
            return True
        areas = {squeezed(area.name) for area in self.plan.areas} if self.plan is not None else set()
        return bool(areas) and bool(sheets) and all(squeezed(sheet.title) in areas for sheet in sheets)

    def _told_hidden(self, sheet: Worksheet) -> None:
        place, title = f"{self.file}:{sheet.title}", sheet.title
        if sheet.sheet_state != "visible":
            self._told(place, title, "隐藏的工作表，照样读入", "a hidden sheet, read all the same")
        for number, row in sheet.row_dimensions.items():
            if row.hidden and number <= sheet.max_row:
                self._told(f"{place}!{number}", f"{number}", "隐藏的行，照样读入", "a hidden row, read all the same")
        for column in sheet.column_dimensions.values():
            if column.hidden and column.min is not None and column.min <= sheet.max_column:
                named = letters(column.min - 1)
                self._told(f"{place}!{named}", named, "隐藏的列，照样读入", "a hidden column, read all the same")

    def _told(self, place: str, text: str, zh: str, en: str) -> None:
        if not any(one.place == place for one in self.found.told):
            self.found.told.append(Aside(place, text, Words(zh, en)))

    def _sheet(self, grid: _Grid, area: str | None) -> None:
        top = self.declared.layout.header or grid.header(self.declared.layout)
        if top is None:
            grid.without_header()
            return
        first, last = grid.header_rows(top)
        for number in range(1, first):
            grid.above(number)
        headers = grid.header_texts(first, last)
        self.found.tables += 1
        columns = read_header(headers, grid.place, last, self.declared.layout, self.found)
        if is_usable(columns):
            filled = [at for at, one in enumerate(columns) if not one.holds_figures]
            Table(grid.place, columns, self.declared, self.found, area).read(grid.rows(last + 1, filled))

    def _hold_against(self, plan: Plan) -> None:
        """Match names to rules, and hold every figure against its own."""
        rules = RuleNames(plan)
        held: list[Observation] = []
        for one in self.found.observations:
            place = one.place or self.file
            meant = rules.of(one.indicator)
            if len(meant) != 1:
                problem = Words(f"计划没有指标“{one.indicator}”", f"the plan has no indicator {one.indicator!r}")
                cure = did_you_mean(one.indicator, [rule.name for rule in plan.rules]) or _CALL_IT
                self.found.fault(place, one.indicator, "indicator", problem, cure)
                continue
            (rule,) = meant
            called = one.name or (one.indicator if one.indicator != rule.number else None)
            held.append(attrs.evolve(one, indicator=rule.number, name=called))
            try:
                rule.series([one])
            except PreventionRulesError as error:
                said = (
                    error.problem if isinstance(error, StatedError) else Words(error.explain("zh"), error.explain("en"))
                )
                self.found.fault(place, rule.number, "value", said, _CHECK)
        self.found.observations[:] = held


_CALL_IT = Words("用计划中的编号或全名", "use a number or full name of the plan")
_CHECK = Words("核对这个数及其时期、单位", "check the figure, its period and its unit")


@frozen
class _Grid:
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
        cell = self._spread.get((row, column)) or self.sheet.cell(row, column)
        return _text(cell.value)

    def header(self, layout: Layout) -> int | None:
        """Find the first row that names the indicator and another column."""
        width = self.sheet.max_column + 1
        for row in range(1, min(self.sheet.max_row, _LOOKED_AT) + 1):
            if is_header([self.text(row, column) for column in range(1, width)], layout):
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
        width = self.sheet.max_column
        return [[self.text(row, column) for row in range(first, last + 1)] for column in range(1, width + 1)]

    def above(self, row: int) -> None:
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
            cells = [_plain(cell) if cell.value is not None else None for cell in row]
            if spread or self.silent:
                self._fill(number, row, cells, texts)
            yield number, cells

    def _fill(self, number: int, row: Sequence[Cell | MergedCell], cells: list[Any], texts: frozenset[int]) -> None:
        for at, cell in enumerate(row):
            source = self._spread.get((number, at + 1))
            if source is not None and source is not cell and source.value is not None:
                if at in texts:
                    cells[at] = _plain(source)
                elif source.row != number:
                    problem = Words("一个数占了几行，不知属于哪一行", "a figure is merged over several rows")
                    cure = Words("取消合并，每行各填一个数", "unmerge it and give each row its own")
                    self.found.fault(self.place.of(number, at), "", "", problem, cure)
            if self.silent and cell.coordinate in self.silent:
                self.found.fault(self.place.of(number, at), "", "", *_WITHOUT_RESULT)


_WITHOUT_RESULT = (
    Words("公式没有存下结果", "a formula without a stored value"),
    Words("用 Excel 打开并保存，或填上数值", "open and save it in Excel, or write the value"),
)


def _plain(cell: Cell | MergedCell) -> Any:
    """Return a cell as what it says: a percentage with its sign, a number with the digits a spreadsheet keeps."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    number: int | float = value if isinstance(value, int) else float(f"{value:.15g}")
    if cell.has_style and is_percent(cell.number_format):
        percent = (Decimal(str(number)) * 100).normalize()
        return f"{percent:f}%"
    return number


_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_percent(number_format: str) -> bool:
    """True where a number format shows percentages.

    >>> is_percent("0.0%"), is_percent('0.0"%"'), is_percent("General")
    (True, False, False)
    """
    return "%" in _QUOTED.sub("", number_format)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _load(data: bytes, file: str, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep, nothing is a figure
            reader = import_module("openpyxl").load_workbook
            return reader(BytesIO(data), data_only=data_only, read_only=not data_only)
    except Exception as error:  # openpyxl raises whatever its parsers do
        problem = Words(
            f"这个工作簿读不出（{type(error).__name__}）", f"the workbook cannot be read ({type(error).__name__})"
        )
        cure = Words("用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx")
        raise ObservationFileError([Fault(file, None, "", "", problem, cure)]) from None


def _without_value(data: bytes, file: str, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return by sheet the cells whose formula has no stored value; sheets without formulas are not looked at twice."""
    with ZipFile(BytesIO(data)) as archive:
        if not any(b"<f" in archive.read(one) for one in archive.namelist() if "worksheets/" in one):
            return {}
    stored, written = (_load(data, file, data_only=only) for only in (True, False))
    found: dict[str, frozenset[str]] = {}
    for name in names:
        formulas = (cell for row in written[name].iter_rows() for cell in row if cell.data_type == "f")
        found[name] = frozenset(one.coordinate for one in formulas if stored[name][one.coordinate].value is None)
    return found


def _check_archive(data: bytes, file: str) -> None:
    """Refuse what is no workbook of today, and what would fill the machine once unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        problem = Words("这是旧式 .xls，或加了密码的工作簿", "this is an old .xls, or a workbook with a password")
        cure = Words("去掉密码，另存为 .xlsx", "take the password off and save it as .xlsx")
    elif not data.startswith(b"PK"):
        problem = Words("这不是 Excel 工作簿", "this is no Excel workbook")
        cure = Words("文本表格用 read_observations 读", "read a text table with read_observations")
    else:
        try:
            with ZipFile(BytesIO(data)) as archive:
                sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
                size = sum(one.file_size for one in archive.infolist())
                entities = any(
                    b"<!DOCTYPE" in archive.open(one).read(2048) for one in archive.namelist() if one.endswith(".xml")
                )
            if size <= MOST_BYTES and len(sheets) <= MOST_SHEETS and not entities:
                return
            problem = Words(
                "工作簿太大，或含有不该有的内容", "the workbook is too large, or holds what no workbook should"
            )
            cure = Words(
                f"最多 {MOST_SHEETS} 个工作表，解压后 {MOST_BYTES // 1024 // 1024} MB；请拆分，或用 Excel 另存",
                f"at most {MOST_SHEETS} sheets and {MOST_BYTES // 1024 // 1024} MB unpacked; split it, or save it anew",
            )
        except (BadZipFile, RuntimeError, OSError):
            problem = Words("这不是完好的 Excel 工作簿", "this is no sound Excel workbook")
            cure = Words("用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx")
    raise ObservationFileError([Fault(file, None, "", "", problem, cure)])


def _no_such_sheet(name: str, names: Sequence[str], file: str) -> Fault:
    problem = Words(f"没有工作表“{name}”", f"there is no sheet {name!r}")
    listed = Words(f"有：{'、'.join(names)}", f"there are {', '.join(names)}")
    return Fault(file, None, "", "sheet", problem, did_you_mean(str(name), names, cutoff=0.5) or listed)


def _too_many(file: str, sheet: str) -> Fault:
    problem = Words(
        f"工作表“{sheet}”超过 {MOST_CELLS} 格（含空格）",
        f"the sheet {sheet} has more than {MOST_CELLS:,} cells, empty ones too",
    )
    cure = Words("删去表外带格式的空行空列，或拆分", "clear formatted rows and columns beyond the table, or split it")
    return Fault(file, None, "", "", problem, cure)
