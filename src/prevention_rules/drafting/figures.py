"""The base values that a plan's table prints beside its targets, as figures to assess with."""

from __future__ import annotations

from collections.abc import Iterable

from prevention_rules.drafting.cells import NOTHING, cells_of
from prevention_rules.drafting.printed import Printed
from prevention_rules.plans.entries import Indicator
from prevention_rules.sheets import Sheet
from prevention_rules.text import Language, Words

_HEADINGS = (
    Words("指标", "indicator"),
    Words("指标名称", "name"),
    Words("年份", "year"),
    Words("数值", "value"),
    Words("单位", "unit"),
    Words("来源", "source"),
)


def figures_of(rows: Iterable[tuple[Printed, Indicator]], baseline_year: int | None, lang: Language) -> str:
    """Return the base values of rows as CSV, each as it is printed; nothing where the table has no column of them.

    A cell that holds nothing is a row without a value; a column without a year is of *baseline_year*.
    """
    lines = [
        (
            indicator.number, indicator.name, f"{column.year or baseline_year or ''}",
            "" if cell in NOTHING else cell, column.unit or "",
            Words(f"原表“{column.header}”", f"the plan's table: {column.header}").in_language(lang),
        )
        for row, indicator in rows
        for column, cell in cells_of(row, "base")
    ]  # fmt: skip
    return Sheet([words.in_language(lang) for words in _HEADINGS], lines).to_csv() if lines else ""
