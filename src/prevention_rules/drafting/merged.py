"""Rows that lack the cell of their domain: a page copied as text has a merged cell in its first row alone."""

from __future__ import annotations

from collections.abc import Sequence

from prevention_rules.drafting.columns import NUMBER, Column
from prevention_rules.drafting.spaces import reads
from prevention_rules.quantities import unit_if_known


def unmerged(cells: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the cells of a row, with an empty one for its domain where they stand under their headers only so.

    >>> from prevention_rules.drafting.columns import header_of
    >>> columns = header_of([["领域", "序号", "指标", "2025年"]])
    >>> unmerged(["2", "产前筛查率", ">75%"], columns)
    ('', '2', '产前筛查率', '>75%')
    >>> unmerged(["妇幼", "2", "产前筛查率"], columns)
    ('妇幼', '2', '产前筛查率')
    """
    at = next((at for at, one in enumerate(columns) if one.meaning == "domain"), None)
    given = tuple(cells)
    if at is None or len(given) >= len(columns):
        return given
    moved = (*given[:at], "", *given[at:])
    return moved if _at_home(moved, columns) > _at_home(given, columns) else given


def _at_home(cells: Sequence[str], columns: Sequence[Column]) -> int:
    """Count the cells that are what their headers say."""
    return sum(_is_at_home(cell, column) for cell, column in zip(cells, columns, strict=False) if cell)


def _is_at_home(cell: str, column: Column) -> bool:
    match column.meaning:
        case "number":
            return NUMBER.fullmatch("".join(cell.split())) is not None
        case "unit":
            return unit_if_known(cell) is not None
        case "target" | "dated":
            return reads(cell)
    return False
