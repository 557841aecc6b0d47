"""Figures from Excel workbooks: an optional door (``pip install prevention-rules[excel]``).

A workbook knows what a text file does not: which cells are percentages, which are dates, what a formula
came to. A percent-formatted cell is read as the percentage it shows; any other number of a share is
asked back like everywhere. Titles and notes above the header, headers over several merged rows and years
as columns are understood; hidden rows, columns and sheets are read and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.errors import ObservationFileError, PreventionRulesError, StatedError
from prevention_rules.evidence.figures import Aside, Figures
from prevention_rules.evidence.headers import Layout, is_header, squeezed
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.tables import Declared, Found, Place, Table, declared, is_usable, letters, read_header
from prevention_rules.evidence.tables import unreadable_table as _no_header
from prevention_rules.extras import needed
from prevention_rules.files import bytes_of
from prevention_rules.forms.columns import is_form
from prevention_rules.forms.keys import is_keys
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words, did_you_mean
from prevention_rules.workbooks.archive import check_archive, is_too_large, load, no_such_sheet, too_many, without_value
from prevention_rules.workbooks.grid import Grid
from prevention_rules.workbooks.returned import Returned

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


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
    areas. A form of `write_forms` that came back is known by its hidden keys; its reports that there is no
    figure are in ``missing``. *layout*, *percent_numbers* and *missing_marks* are those of `read_observations`. Raises
    `ObservationFileError` with every fault, each with sheet and cell (``表1!D7``).
    """
    said = declared(layout, percent_numbers, missing_marks)
    must_be(plan, (Plan, type(None)), "plan", "计划", "a plan")
    with needed("excel", "openpyxl"):
        import_module("openpyxl")
    data = bytes_of(path, ObservationFileError)
    book = _Book(Path(path).name, data, plan, said, Found())
    book.read(sheet)
    return book.found.figures()


@frozen
class _Book:
    """A workbook being read."""

    file: str
    data: bytes
    plan: Plan | None
    declared: Declared
    found: Found

    def read(self, wanted: str | Sequence[str] | None) -> None:
        check_archive(self.data, self.file)
        book = load(self.data, self.file, data_only=True)
        hidden = [sheet for sheet in book.worksheets if is_keys(sheet.cell(1, 1).value)]
        returned = Returned(self.file, self.plan, self.declared, self.found)
        for sheet in hidden:
            returned.take_keys(sheet)
        names = self._wanted([one.title for one in book.worksheets if one not in hidden], wanted)
        silent = without_value(self.data, self.file, names)
        areas = self._are_areas([book[name] for name in names])
        for name in names:
            sheet = book[name]
            if is_too_large(sheet):
                self.found.faults.append(too_many(self.file, name))
                continue
            self._told_hidden(sheet)
            grid = Grid(sheet, Place(self.file, name), self.found, silent.get(name, frozenset()))
            self._sheet(grid, name if areas else None, returned)
        if not self.found.tables and not self.found.faults:
            self.found.faults.append(_no_header(Place(self.file)))
        if self.plan is not None:
            self._hold_against(self.plan)

    def _wanted(self, names: list[str], wanted: str | Sequence[str] | None) -> list[str]:
        asked = names if wanted is None else [wanted] if isinstance(wanted, str) else list(wanted)
        self.found.faults.extend(no_such_sheet(name, names, self.file) for name in asked if name not in names)
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

    def _sheet(self, grid: Grid, area: str | None, returned: Returned) -> None:
        layout = self.declared.layout
        form = grid.header(is_form) if layout.header is None else None
        if form is not None:
            returned.read(grid, form)
            return
        top = layout.header or grid.header(partial(is_header, layout=layout))
        if top is None:
            grid.without_header()
            return
        first, last = grid.header_rows(top)
        for number in range(1, first):
            grid.above(number)
        headers = grid.header_texts(first, last)
        self.found.tables += 1
        columns = read_header(headers, grid.place, last, layout, self.found)
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
                self.found.fault(place, f"indicator {one.indicator}", "indicator", problem, cure)
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
                self.found.fault(place, f"indicator {rule.number}", "value", said, _CHECK)
        self.found.observations[:] = held


_CALL_IT = Words("用计划中的编号或全名", "use a number or full name of the plan")
_CHECK = Words("核对这个数及其时期、单位", "check the figure, its period and its unit")
