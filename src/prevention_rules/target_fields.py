"""The fields of a target as plain data: numbers as exact text, what is written read back or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

from prevention_rules.errors import FormatError
from prevention_rules.exact_numbers import exact, write_number
from prevention_rules.period_words import FIRST_YEAR, LAST_YEAR
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.text import Words, shown


def year_in(data: Mapping[str, Any], key: str) -> int | None:
    """Return a year that may be left out; refuses what is none."""
    year = data.get(key)
    return None if year is None else _a_year(key, year)


def _a_year(key: str, year: Any) -> int:
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise FormatError(Words(f"字段 {key} 应是年份，不能是 {shown(year)}", f"{key} is a year, not {shown(year)}"))
    return year


_STEPS = {"v": "step", "lo": "lo_step", "hi": "hi_step"}
"""Where the written precision of a number stands, when its digits do not tell it."""


def number_fields(key: str, amount: Amount) -> dict[str, str | None]:
    """Write a number, and its precision where the digits say another (1.45万亿) or the number was never written."""
    written = write_number(amount.value, amount.step)
    step = None if amount.step is None else write_number(amount.step)
    return {key: written} if _read_number(written)[1] == amount.step else {key: written, _STEPS[key]: step}


def unit_fields(amount: Amount) -> dict[str, str]:
    """Write the unit of a number, where it has one."""
    return {} if amount.unit is None else {"u": amount.unit.text}


def amount_in(data: Mapping[str, Any], key: str) -> Amount:
    """Return a number with its unit and its written precision; refuses what is none."""
    if not isinstance(data.get("u") or "", str):
        raise TypeError("a unit is text")
    unit = unit_of(data["u"]) if data.get("u") else None
    if not isinstance(data[key], str | int | Decimal):
        raise TypeError("a number is written")
    value, step = _read_number(str(data[key]))
    if (named := _STEPS[key]) in data:
        step = None if data[named] is None else _read_number(str(data[named]))[0]
        if step is not None and step <= 0:
            raise FormatError(Words(f"字段 {named} 须大于 0，不能是 {step}", f"{named} is above 0, not {step}"))
    return Amount(value, unit, step)


def _read_number(written: str) -> tuple[Fraction, Fraction | None]:
    return (Fraction(written), None) if "/" in written else exact(written)


def base_in(data: Mapping[str, Any]) -> int | Literal["previous"] | None:
    """Return the base of a change or trend: a year, the period before, or none that is stated."""
    written = data.get("base")
    if written is None or written == "unstated":
        return None
    if written == "previous":
        return "previous"
    return _a_year("base", int(written) if isinstance(written, str) and _FOUR_DIGITS.fullmatch(written) else written)


_FOUR_DIGITS = re.compile("[0-9]{4}")


def one_of(data: Mapping[str, Any], key: str, choices: Any, default: Any = None) -> Any:
    """Return a word that is among those offered; refuses any other."""
    value = data.get(key, default)
    if value not in get_args(choices):
        offered = ", ".join(get_args(choices))
        said = Words(
            f"字段 {key} 不能是 {shown(value)}；可用 {offered}", f"{key} cannot be {shown(value)}; use {offered}"
        )
        raise FormatError(said)
    return value
