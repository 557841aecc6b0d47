"""Cells as what they say: a percentage with its sign, a number with the digits a spreadsheet keeps."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from prevention_rules.evidence.headers import squeezed

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell


def plain(cell: Cell | MergedCell) -> Any:
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


def text_of(value: Any) -> str:
    """Return a cell as text; nothing where it is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def day_of(value: Any) -> date | None:
    """Return the day of a cell; None where it is none.

    >>> day_of("２０２３年12月31日"), day_of("年底")
    (datetime.date(2023, 12, 31), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(squeezed(value))
    try:
        return None if found is None else date(*map(int, found.groups()))
    except ValueError:
        return None
