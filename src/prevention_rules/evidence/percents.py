"""Percentages without their sign: a spreadsheet stores 87.3 % as 0.873, so a small bare number is asked back.

Whoever gives the figures may say which of the two is meant, and is then believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Literal, get_args

import attrs

from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.evidence.plausible import MOST
from prevention_rules.exact_numbers import write_number
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.statements import Near, Statement, Value
from prevention_rules.targets import Bound, Range
from prevention_rules.text import Words

PercentNumbers = Literal["percent", "fraction"]
"""What a bare number of a share means: 87.3 is 87.3 % (``percent``), or 0.873 is 87.3 % (``fraction``)."""

_KNOWN: tuple[PercentNumbers, ...] = get_args(PercentNumbers)
_SIGN = re.compile("[%％‰‱成]|百分|千分|分之|per ?cent|per ?mille|[0-9]/[0-9]", re.IGNORECASE)


def declared_percents(written: object) -> PercentNumbers | None:
    """Return a declaration of percent_numbers; raises `FormatError` for anything else."""
    if written is None:
        return None
    for known in _KNOWN:
        if written == known:
            return known
    raise FormatError(
        Words(
            f"percent_numbers 只能是 percent 或 fraction，不能是 {written!r:.80}",
            f"percent_numbers is 'percent' or 'fraction', not {written!r:.80}",
        )
    )


def in_question(unit: Unit | None, *, share: bool) -> bool:
    """True where bare numbers may be percentages or fractions: a share that is measured in %."""
    return share and unit is not None and unit == unit_of("%")


def is_signed(said: str) -> bool:
    """True where a text carries the sign of its percentages, or counts out of a whole (1/200), which need none."""
    return _SIGN.search(said) is not None


def settled(amount: Amount, said: str, declared: PercentNumbers | None) -> Amount:
    """Return a bare number of a share as the percentage that is meant; raises `ObservationError` where nobody said."""
    if declared == "fraction":
        if amount.value > MOST:
            raise _no_fraction(said)
        return attrs.evolve(amount, value=amount.value * 100, step=None if amount.step is None else amount.step * 100)
    if declared == "percent" or not 0 < amount.value <= 1:
        return amount
    raise _asked_back(said, amount.value)


def with_amounts(said: Statement, settle: Callable[[Amount], Amount]) -> Statement:
    """Return the statement of a level with its amounts settled; what a change says carries its own sign."""
    match said:
        case Value(amount=amount) | Near(amount=amount) | Bound(amount=amount):
            return attrs.evolve(said, amount=settle(amount))
        case Range(lo=lo, hi=hi):
            return attrs.evolve(said, lo=settle(lo), hi=settle(hi))
        case _:
            return said


def _asked_back(said: str, value: Fraction) -> ObservationError:
    small, large = write_number(value), write_number(value * 100)
    return ObservationError(
        Words(
            f"{said} 没有百分号：是 {small}% 还是 {large}%？请写百分号，或声明 percent_numbers"
            "（percent：按百分数；fraction：按小数）",
            f"{said} has no percent sign: {small}% or {large}%? Write the sign, or declare percent_numbers "
            "('percent', or 'fraction' where 0.85 means 85 %)",
        )
    )


def _no_fraction(said: str) -> ObservationError:
    return ObservationError(
        Words(
            f"{said} 不像小数，而 percent_numbers 声明为 fraction（0.85 即 85%）",
            f"{said} is no fraction, yet percent_numbers is declared 'fraction' (0.85 means 85 %)",
        )
    )
