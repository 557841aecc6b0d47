"""Sets of possible values: finite unions of intervals with exact rational, open or closed ends.

The one mechanism of the library. A target is a set of acceptable values, evidence a set of
possible values, and a verdict is how the two meet. See ``docs/architecture.md`` for why no interval
library carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import reduce
from operator import neg

import attrs
from attrs import frozen

from prevention_rules.as_code import clipped

End = Fraction | None
"""An end of an interval; ``None`` is minus infinity as a lower end, plus infinity as an upper one."""


@frozen
class Interval:
    """The numbers between ``lo`` and ``hi``; ``lo_in`` and ``hi_in`` say whether the ends belong.

    >>> str(Interval(Fraction(75), Fraction(100), lo_in=False))
    '(75, 100]'
    """

    lo: End = None
    hi: End = None
    lo_in: bool = attrs.field(default=True, kw_only=True)
    hi_in: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        # An infinite end never belongs, so equal sets have one spelling.
        if self.lo is None:
            object.__setattr__(self, "lo_in", False)
        if self.hi is None:
            object.__setattr__(self, "hi_in", False)

    @property
    def is_empty(self) -> bool:
        """True when no number lies in it."""
        if self.lo is None or self.hi is None:
            return False
        if self.lo_in and self.hi_in:
            return self.lo is not self.hi and self.lo > self.hi
        return self.lo >= self.hi

    def __contains__(self, value: Fraction | int) -> bool:
        above = self.lo is None or value > self.lo or (value == self.lo and self.lo_in)
        below = self.hi is None or value < self.hi or (value == self.hi and self.hi_in)
        return above and below

    def intersect(self, other: Interval) -> Interval:
        """Return the numbers in both (perhaps an empty interval)."""
        first = self if _begins_later(self, other) else other
        last = self if _ends_sooner(self, other) else other
        return first if first is last else Interval(first.lo, last.hi, lo_in=first.lo_in, hi_in=last.hi_in)

    @property
    def is_point(self) -> bool:
        """True when it holds one number alone."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo is self.hi or self.lo == self.hi

    def meets(self, other: Interval) -> bool:
        """True when some number lies in both; each holds some."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """True when every number of this interval, which holds some, is smaller than every number of *other*."""
        if self.hi is None or other.lo is None:
            return False
        return self.hi < other.lo if self.hi_in and other.lo_in else self.hi <= other.lo

    def within(self, other: Interval) -> bool:
        """True when every number of this interval, which holds some, lies in *other*."""
        return not _begins_later(other, self) and not _ends_sooner(other, self)

    def __repr__(self) -> str:
        return f"<Interval {clipped(str(self))}>"

    def __str__(self) -> str:
        left = "(-∞" if self.lo is None else f"{'[' if self.lo_in else '('}{self.lo}"
        right = "∞)" if self.hi is None else f"{self.hi}{']' if self.hi_in else ')'}"
        return f"{left}, {right}"


def _begins_later(one: Interval, other: Interval) -> bool:
    """True when *other* has numbers below all of *one*."""
    if one.lo is None or other.lo is None:
        return one.lo is not None
    return one.lo >= other.lo if other.lo_in and not one.lo_in else one.lo > other.lo


def _ends_sooner(one: Interval, other: Interval) -> bool:
    """True when *other* has numbers above all of *one*."""
    if one.hi is None or other.hi is None:
        return one.hi is not None
    return one.hi <= other.hi if other.hi_in and not one.hi_in else one.hi < other.hi


def _from_below(part: Interval) -> tuple[bool, Fraction, bool]:
    """Sort by lower ends: none first, and at one number the closed end before the open one."""
    return part.lo is not None, part.lo or Fraction(0), not part.lo_in


def _touch(left: Interval, right: Interval) -> bool:
    """True when *right*, starting no earlier than *left*, leaves no number between the two."""
    if left.hi is None or right.lo is None:
        return True
    return right.lo <= left.hi if left.hi_in or right.lo_in else right.lo < left.hi


def _merge(parts: Iterable[Interval]) -> tuple[Interval, ...]:
    given = [part for part in parts if not part.is_empty]
    if len(given) < 2:
        return tuple(given)
    merged: list[Interval] = []
    for part in sorted(given, key=_from_below):
        if merged and _touch(merged[-1], part):
            first = merged[-1]
            last = part if _ends_sooner(first, part) else first
            merged[-1] = Interval(first.lo, last.hi, lo_in=first.lo_in, hi_in=last.hi_in)
        else:
            merged.append(part)
    return tuple(merged)


@frozen
class ValueSet:
    """A set of numbers as disjoint intervals in rising order; equal sets are equal objects.

    >>> at_least = ValueSet.of(Interval(Fraction(85)))
    >>> Fraction(85) in at_least, ValueSet.point(86) <= at_least
    (True, True)
    """

    parts: tuple[Interval, ...] = attrs.field(default=(), converter=_merge)

    @classmethod
    def of(cls, *parts: Interval) -> ValueSet:
        """Return the union of *parts*."""
        return cls(parts)

    @classmethod
    def point(cls, value: Fraction | int) -> ValueSet:
        """Return the set that holds *value* alone."""
        number = value if type(value) is Fraction else Fraction(value)
        return cls((Interval(number, number),))

    @property
    def is_empty(self) -> bool:
        """True when no value is possible."""
        return not self.parts

    @property
    def as_point(self) -> Fraction | None:
        """The one number of the set, or None when it holds none or more than one."""
        return self.parts[0].lo if len(self.parts) == 1 and self.parts[0].is_point else None

    @property
    def hull(self) -> Interval:
        """The smallest single interval around the set; raises `ValueError` for the empty set."""
        if self.is_empty:
            raise ValueError("the empty set has no hull")
        first, last = self.parts[0], self.parts[-1]
        return first if first is last else Interval(first.lo, last.hi, lo_in=first.lo_in, hi_in=last.hi_in)

    def __contains__(self, value: Fraction | int) -> bool:
        return any(value in part for part in self.parts)

    def __iter__(self) -> Iterator[Interval]:
        return iter(self.parts)

    def __and__(self, other: ValueSet) -> ValueSet:
        return ValueSet(tuple(a.intersect(b) for a in self.parts for b in other.parts))

    def __or__(self, other: ValueSet) -> ValueSet:
        return ValueSet(self.parts + other.parts)

    def __invert__(self) -> ValueSet:
        gaps = []
        lo: End = None
        lo_in = False
        for part in self.parts:
            if part.lo is not None:
                gaps.append(Interval(lo, part.lo, lo_in=lo_in, hi_in=not part.lo_in))
            if part.hi is None:
                return ValueSet(tuple(gaps))
            lo, lo_in = part.hi, not part.hi_in
        return ValueSet((*gaps, Interval(lo, None, lo_in=lo_in)))

    def __sub__(self, other: ValueSet) -> ValueSet:
        return self & ~other

    def __le__(self, other: ValueSet) -> bool:
        # The parts of a set never touch, so what is in one piece lies in one part.
        return all(any(part.within(whole) for whole in other.parts) for part in self.parts)

    def disjoint(self, other: ValueSet) -> bool:
        """True when no number lies in both."""
        return not any(a.meets(b) for a in self.parts for b in other.parts)

    def map(self, by: Callable[[Fraction], Fraction]) -> ValueSet:
        """Apply *by*, a strictly monotone function that keeps infinity at infinity, to every value."""
        rising = by(Fraction(0)) < by(Fraction(1))
        return ValueSet(tuple(_image(part, by, rising=rising) for part in self.parts))

    def scale(self, factor: Fraction | int) -> ValueSet:
        """Multiply every value by *factor*. Raises `ValueError` for zero, which would make every set a point."""
        if factor == 0:
            raise ValueError("a set cannot be scaled by zero")
        return ValueSet(tuple(_image(part, lambda end: end * factor, rising=factor > 0) for part in self.parts))

    def minus(self, other: ValueSet) -> ValueSet:
        """Return every ``a - b`` with ``a`` of this set and ``b`` of *other*, the two independent."""
        return self._each(other, lambda a, b: _sum(a, _image(b, neg, rising=False)))

    def plus(self, other: ValueSet) -> ValueSet:
        """Return every ``a + b`` with ``a`` of this set and ``b`` of *other*, the two independent."""
        return self._each(other, _sum)

    def times(self, other: ValueSet) -> ValueSet:
        """Return every ``a * b`` with ``a`` >= 0 of this set and ``b`` > 0 of *other*, independent.

        Raises `ValueError` when a set reaches below zero: the callers multiply rates and counts.
        """
        return self._each(other, _product)

    def over(self, other: ValueSet) -> ValueSet:
        """Return every ``a / b`` with ``a`` >= 0 of this set and ``b`` > 0 of *other*, independent."""
        return self._each(other, lambda a, b: _product(a, _reciprocal(b)))

    def _each(self, other: ValueSet, join: Callable[[Interval, Interval], Interval]) -> ValueSet:
        return ValueSet(tuple(join(a, b) for a in self.parts for b in other.parts))

    def __repr__(self) -> str:
        return f"<ValueSet {clipped(str(self))}>"

    def __str__(self) -> str:
        return " ∪ ".join(map(str, self.parts)) or "∅"


EVERYTHING = ValueSet.of(Interval())
"""Every number."""

NOT_NEGATIVE = ValueSet.of(Interval(Fraction(0)))
"""Zero and above: where rates and counts live."""


def intersection(sets: Iterable[ValueSet]) -> ValueSet:
    """Return what all *sets* have in common; of no sets, every number."""
    first, *rest = tuple(sets) or (EVERYTHING,)
    return reduce(ValueSet.__and__, rest, first)


def _image(part: Interval, by: Callable[[Fraction], Fraction], *, rising: bool) -> Interval:
    """Return what *by* makes of an interval: a falling function turns its ends around."""
    lo = None if part.lo is None else by(part.lo)
    hi = lo if part.hi is part.lo else None if part.hi is None else by(part.hi)
    if rising:
        return Interval(lo, hi, lo_in=part.lo_in, hi_in=part.hi_in)
    return Interval(hi, lo, lo_in=part.hi_in, hi_in=part.lo_in)


def _sum(a: Interval, b: Interval) -> Interval:
    lo = None if a.lo is None or b.lo is None else a.lo + b.lo
    hi = None if a.hi is None or b.hi is None else a.hi + b.hi
    return Interval(lo, hi, lo_in=a.lo_in and b.lo_in, hi_in=a.hi_in and b.hi_in)


def _product(a: Interval, b: Interval) -> Interval:
    if a.lo is None or a.lo < 0 or b.lo is None or b.lo < 0:
        raise ValueError("products are of values that are not negative")
    lo_in = a.lo_in and b.lo_in
    if a.lo == 0 or b.lo == 0:  # zero times anything is zero, so one reachable zero is enough
        lo_in = (a.lo == 0 and a.lo_in) or (b.lo == 0 and b.lo_in)
    if a.hi == 0 or b.hi == 0:
        return Interval(Fraction(0), Fraction(0))
    hi = None if a.hi is None or b.hi is None else a.hi * b.hi
    return Interval(a.lo * b.lo, hi, lo_in=lo_in, hi_in=a.hi_in and b.hi_in)


def _reciprocal(of: Interval) -> Interval:
    if of.lo is None or of.lo < 0 or (of.lo == 0 and of.lo_in):
        raise ValueError("a divisor must be above zero")
    hi = None if of.lo == 0 else 1 / of.lo
    if of.hi is None:
        return Interval(Fraction(0), hi, lo_in=False, hi_in=of.lo_in)
    return Interval(1 / of.hi, hi, lo_in=of.hi_in, hi_in=of.lo_in)
