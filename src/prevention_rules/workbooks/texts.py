"""The sheets of a workbook as texts, for tables that are no figures."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from attrs import frozen

from prevention_rules.errors import Fault, ObservationFileError
from prevention_rules.extras import needed
from prevention_rules.workbooks.archive import (
    WITHOUT_RESULT,
    check_archive,
    is_too_large,
    load,
    no_such_sheet,
    too_many,
    without_value,
)  # fmt: skip
from prevention_rules.workbooks.cells import plain, text_of


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
    check_archive(data, file)
    book = load(data, file, data_only=True)
    names = [one.title for one in book.worksheets]
    if sheet is not None and sheet not in names:
        raise ObservationFileError([no_such_sheet(sheet, names, file)])
    chosen = names if sheet is None else [sheet]
    silent = [f"{file}:{name}!{cell}" for name, cells in without_value(data, file, chosen).items() for cell in cells]
    if silent:
        raise ObservationFileError([Fault.at(place, "", "", *WITHOUT_RESULT) for place in silent])
    for name in chosen:
        one = book[name]
        if is_too_large(one):
            raise ObservationFileError([too_many(file, name)])
        rows = tuple(tuple(text_of(plain(cell)) for cell in row) for row in one.iter_rows())
        merged = ((area.min_row, area.min_col, area.max_row, area.max_col) for area in one.merged_cells.ranges)
        yield SheetTexts(name, rows, tuple(sorted((a - 1, b - 1, c - 1, d - 1) for a, b, c, d in merged)))
