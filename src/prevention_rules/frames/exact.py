"""Limits that a base makes, as doubles: by whole numbers where doubles hold them, else through fractions."""

from __future__ import annotations

import math
from fractions import Fraction

from prevention_rules.judgement.limits import Staircase, decimal, nearest

DIGITS = 1e15
"""Below it a whole number has at most 15 digits, and so have the decimals made of it: doubles keep them apart."""

SCALES = (2, 4, 0, 8)
"""The places of decimals that bases are tried with, the commonest first."""


def end_of(end: Fraction | None) -> tuple[float | None, float | None]:
    """Return the double nearest to an end, and again where it is the end exactly."""
    if end is None:
        return None, None
    near = nearest(end)
    return near, near if math.isfinite(near) and decimal(near) == end else None


def decimal_places(number: Fraction) -> int | None:
    """Return how many places a decimal has; None for a number that is none, or has more than nine."""
    return next((places for places in range(10) if 10**places % number.denominator == 0), None)


def level_of(number: Fraction, base: float, steps: Staircase) -> Fraction:
    """Return the level that a ratio to a base, or a difference from it, makes."""
    start = decimal(base)
    return number * start if steps.question == "ratio" else number + start
