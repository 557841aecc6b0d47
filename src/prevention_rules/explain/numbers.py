"""Numbers as people read them: exact where a decimal exists, and never rounded onto a limit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from prevention_rules.evidence.observations import Ratio
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.quantities import Unit, write_number
from prevention_rules.text import Words
from prevention_rules.unit_words import unit_words

_LONGEST = 6
"""A decimal with more places than this is shortened, and says so."""

_ZERO, _PER_CENT = Fraction(0), Fraction(1, 100)
POINTS = Words("个百分点", " percentage points")


def shown(value: Fraction, limits: Iterable[Fraction] = ()) -> Words:
    """Write a number; a shortened one says 约 and stays on its own side of every one of *limits*.

    >>> shown(Fraction(2, 3), [Fraction(67, 100)]).en
    'about 0.667'
    """
    exact = write_number(value)
    if "/" not in exact and len(exact.partition(".")[2]) <= _LONGEST:
        return Words(exact, exact)
    limits = [limit for limit in limits if limit != value]  # on the limit there is no side to keep
    for places in range(2, 30):
        short = Fraction(round(value * 10**places), 10**places)
        if all((short > limit) == (value > limit) and short != limit for limit in limits):
            break
    digits = write_number(short)
    return Words(f"约{digits}", f"about {digits}")


def of_unit(number: Words, unit: Unit | None) -> Words:
    """Put the unit behind a written number; of one, English wants the singular."""
    name = unit_words(unit)
    return Words(f"{number.zh}{name.zh}", f"{number.en}{_in_number(number.en, name.en)}")


_IRREGULAR = {"people": "person", "facilities": "facility"}


def _in_number(number: str, name: str) -> str:
    """Return the English unit as it stands behind *number*: 1 case, 2 cases, 5.2 × 10,000 people."""
    if name[1:2].isdigit():
        return f" ×{name}"
    if number != "1" or not name.startswith(" "):
        return name
    head, per, rest = name.partition(" per ")
    noun, of, kind = head.partition(" of ")
    *before, last = noun.split(" ")
    last = _IRREGULAR.get(last, last.removesuffix("s"))
    return f"{' '.join([*before, last])}{of}{kind}{per}{rest}"


def counted(ratio: Ratio) -> Words:
    """Write a count out of a whole, and how many members did not report.

    >>> counted(Ratio(14, 14, 1)).en
    '14/14, 1 not reported'
    """
    whole = f"{shown(ratio.numerator).zh}/{shown(ratio.denominator).zh}"
    if not ratio.missing:
        return Words(whole, whole)
    missing = shown(ratio.missing)
    return Words(f"{whole}，缺报{missing.zh}", f"{whole}, {missing.en} not reported")


def amount(value: Fraction, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Write a value of a unit."""
    return of_unit(shown(value, limits), unit)


def difference(value: Fraction, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Write the size of a difference, never as none where there is one: of two percentages it is in points."""
    size, sizes = abs(value), map(abs, (_ZERO, *limits))
    if unit is not None and unit.is_ratio:
        number = shown(_points(size, unit), (_points(one, unit) for one in sizes))
        return Words(number.zh + POINTS.zh, number.en + _in_number(number.en, POINTS.en))
    return amount(size, unit, sizes)


def _points(size: Fraction, unit: Unit) -> Fraction:
    """Return a size in a unit of ratios in percentage points."""
    return size if unit.factor == _PER_CENT else size * unit.factor * 100


def values(of: ValueSet, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Say in words which values a set holds, in *unit*."""
    limits = tuple(limits)
    parts = [interval(part, unit, limits) for part in of]
    if len(parts) == 1:
        return parts[0]
    return Words("，或".join(part.zh for part in parts), ", or ".join(part.en for part in parts))


def interval(of: Interval, unit: Unit | None, limits: tuple[Fraction, ...] = ()) -> Words:
    """Say in words which values an interval holds, in *unit*."""
    if of.lo is not None and of.is_point:
        return amount(of.lo, unit, limits)
    low = None if of.lo is None else _beside(_LOW[of.lo_in], amount(of.lo, unit, limits))
    high = None if of.hi is None else _beside(_HIGH[of.hi_in], amount(of.hi, unit, limits))
    if low is not None and high is not None:
        return Words(f"{low.zh}、{high.zh}", f"{low.en} and {high.en}")
    return low or high or _ANY


_LOW = {True: Words("不低于", "at least "), False: Words("高于", "more than ")}
_HIGH = {True: Words("不高于", "at most "), False: Words("低于", "less than ")}
_ANY = Words("任何数值", "any value")


def _beside(side: Words, end: Words) -> Words:
    return Words(side.zh + end.zh, side.en + end.en)


def change(ratio: Fraction, limits: Iterable[Fraction] = ()) -> Words:
    """Say a ratio to the base as a change: 0.8 is 下降20%."""
    moved = shown(abs(ratio - 1) * 100, (abs(limit - 1) * 100 for limit in limits))
    if ratio == 1:
        return Words("持平", "no change")
    if ratio < 1:
        return Words(f"下降{moved.zh}%", f"a fall of {moved.en}%")
    return Words(f"上升{moved.zh}%", f"a rise of {moved.en}%")


def ends(of: ValueSet) -> tuple[Fraction, ...]:
    """Return the finite ends of a set: the limits a number must not be rounded onto."""
    return tuple(end for part in of for end in (part.lo, part.hi) if end is not None)
