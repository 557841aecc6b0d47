"""The limits that bases make: a ratio or a difference becomes a level, once for each base that was reported."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.exact import DIGITS, SCALES, decimal_places, end_of, level_of
from prevention_rules.judgement.limits import Cut, Staircase


def lifted(cut: Cut, start: Doubles, level: tuple[Doubles, Doubles], steps: Staircase) -> Doubles:
    """Return the doubles at which a step of a change begins, for each base in *start* and what `lifted_end` says."""
    near, exact = level
    reached = near.copy() if cut.included else np.nextafter(near, np.inf)
    left = np.flatnonzero(np.isnan(exact) & np.isfinite(start))
    different, which = np.unique(start[left], return_inverse=True)
    told = [Cut(level_of(cut.at, one, steps), included=cut.included).double for one in different]
    reached[left] = np.array(told, dtype=np.float64)[which]
    return reached


def lifted_end(end: Fraction, start: Doubles, steps: Staircase) -> tuple[Doubles, Doubles]:
    """Return the doubles nearest to an end of a change, for each base, and again where they are it exactly.

    A base of at most 15 digits times (or plus) a decimal is a quotient of two whole numbers that doubles hold, so one
    division rounds once, and a quotient of at most 15 digits is what its double stands for. The rest goes through
    fractions, once for each base there is.
    """
    near, factor = np.full(len(start), np.nan), decimal_places(end)
    left = np.flatnonzero(np.isfinite(start))
    for places in SCALES if factor is not None else ():
        if left.size:
            near[left] = _by_whole_numbers(end, places, factor or 0, start[left], steps.question == "ratio")
            left = left[np.isnan(near[left])]
    exact = near.copy()
    different, which = np.unique(start[left], return_inverse=True)
    told = np.array([end_of(level_of(end, one, steps)) for one in different], np.float64).reshape(-1, 2)
    near[left], exact[left] = told[which, 0], told[which, 1]
    return near, exact


def _by_whole_numbers(end: Fraction, places: int, more: int, start: Doubles, ratio: bool) -> Doubles:
    """Return the levels that one division of whole numbers makes; NaN where doubles do not hold them."""
    scale, tens, size = 10.0**places, 10.0**more, float(end * 10**more)
    with np.errstate(invalid="ignore", over="ignore"):
        whole = np.rint(start * scale)
        product = whole * size if ratio else whole * tens + size * scale
        parts = (whole, size, product) if ratio else (whole * tens, size * scale, product)
        sound = whole / scale == start
        for part in parts:
            sound &= np.abs(part) < DIGITS
        return np.where(sound, product / (scale * tens), np.nan)
