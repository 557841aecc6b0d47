"""Rounding as GB/T 8170 has it, and what a rounded figure says about the number behind it.

A verdict compares the full value; the rounded comparison is computed beside it. Rounding is done
once, from the exact value: 15.4546 is 15, never 15.5 and then 16.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from prevention_rules.errors import FormatError
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.text import Words

Rounding = Literal["half_even", "half_up"]
"""What happens to an exact half: to the even neighbour (GB/T 8170), or away from zero (四舍五入)."""
_HOW = get_args(Rounding)


def round_to(value: Fraction, step: Fraction, how: Rounding = "half_even") -> Fraction:
    """Return the multiple of *step* nearest to *value*; *how* decides an exact half.

    *step* is in the unit of *value* and may be any positive number: 1/10, 1/2, 20, 100. A negative
    value is rounded on its absolute value. Raises `FormatError` for a step that is not positive
    and for an unknown *how*. Sources: ``GBT8170-3`` for half_even, ``NBS-ROUNDING`` for half_up.

    >>> round_to(Fraction("84.5"), Fraction(1)), round_to(Fraction("84.5"), Fraction(1), "half_up")
    (Fraction(84, 1), Fraction(85, 1))
    """
    _check(step)
    if how not in _HOW:
        raise FormatError(Words(f"没有名为 {how!r} 的修约方法", f"no rounding is called {how!r}"))
    # In whole numbers, for this is asked of every end of every interval of every finding that is told.
    over, of = abs(value.numerator) * step.denominator, value.denominator * step.numerator
    whole, rest = divmod(over, of)
    if not rest:
        return value
    if 2 * rest > of or (2 * rest == of and (how == "half_up" or whole % 2)):
        whole += 1
    steps = whole if value.numerator >= 0 else -whole
    return Fraction(steps * step.numerator, step.denominator)


def written_interval(value: Fraction, step: Fraction) -> ValueSet:
    """Return every number that can have been published as *value* with the written precision *step*.

    Half a step to each side, in the unit of *value*. Both ends belong, whichever way its author
    rounded a half: the wider set is the sound one. Raises `FormatError` for a step that is not
    positive. Source: ``GBT8170-3``.

    >>> str(written_interval(Fraction("85.0"), Fraction("0.1")))
    '[1699/20, 1701/20]'
    """
    _check(step)
    return ValueSet.of(Interval(value - step / 2, value + step / 2))


def round_set(values: ValueSet, step: Fraction, how: Rounding) -> ValueSet:
    """Round both ends of every interval: rounding never falls, so the rounded values lie between them.

    >>> str(round_set(ValueSet.of(Interval(Fraction("84.96"), None)), Fraction(1), "half_up"))
    '[85, ∞)'
    """
    return ValueSet(tuple(Interval(_end(part.lo, step, how), _end(part.hi, step, how)) for part in values))


def _end(end: Fraction | None, step: Fraction, how: Rounding) -> Fraction | None:
    return None if end is None else round_to(end, step, how)


def _check(step: Fraction) -> None:
    if step.numerator <= 0:
        raise FormatError(Words(f"修约间隔必须大于 0，不能是 {step}", f"a rounding step must be above 0, not {step}"))
