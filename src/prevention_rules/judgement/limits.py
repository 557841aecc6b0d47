"""What a target asks of a number, as a staircase over doubles: where the verdict changes, and what holds between."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs
from attrs import frozen

from prevention_rules.evidence.facts import Question
from prevention_rules.exact_numbers import exact
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.periods import Period


def decimal(double: float) -> Fraction:
    """Return the number a double stands for: its shortest decimal, as everywhere.

    >>> decimal(0.1)
    Fraction(1, 10)
    """
    return exact(double)[0]


def nearest(number: Fraction) -> float:
    """Return the double nearest to *number*; infinity for one that is beyond them all."""
    try:
        return number.numerator / number.denominator
    except OverflowError:
        return math.inf if number > 0 else -math.inf


@frozen
class Cut:
    """A number at which a verdict changes: the step above begins with it (``included``), or just beyond it.

    >>> Cut(Fraction(85)).double, Cut(Fraction(85), included=False).double, Cut(Fraction(1, 3)).double
    (85.0, 85.00000000000001, 0.33333333333333337)
    """

    at: Fraction
    included: bool = True

    @property
    def double(self) -> float:
        """The smallest double of the step above: ``x >= cut.double`` is exact for what x stands for.

        The nearest double, the tie decided by its shortest decimal, and the next one where that lies below.
        """
        near = nearest(self.at)
        if math.isinf(near):
            return near if near > 0 else -_LARGEST
        stands_for = decimal(near)
        reached = stands_for > self.at or (self.included and stands_for == self.at)
        return near if reached else math.nextafter(near, math.inf)

    def scaled(self, factor: Fraction) -> Cut:
        """Return the cut in another unit, of which one of this one is *factor* (above zero)."""
        return attrs.evolve(self, at=self.at * factor)


_LARGEST = math.nextafter(math.inf, 0)

Outcome = tuple[Verdict, Reason]
"""What is decided, and why."""


@frozen(kw_only=True)
class Staircase:
    """What holds of a figure, step by step: ``outcomes[i]`` where i of the ``cuts`` are reached.

    The ``question`` says of what: a level, or its ratio to or difference from the level of ``base``. ``missing``
    is the outcome without a figure. The others are of a base that is missing, and, of a ratio, zero (with a figure
    above zero, at zero, or none), or below zero. ``accepted`` is the one interval that is asked for.
    """

    question: Question
    base: Period | None
    cuts: tuple[Cut, ...]
    outcomes: tuple[Outcome, ...]
    missing: Outcome
    without_base: Outcome | None = None
    base_zero: Outcome | None = None
    both_zero: Outcome | None = None
    base_zero_missing: Outcome | None = None
    base_negative: Outcome | None = None
    accepted: Interval | None = None

    def step_of(self, number: Fraction) -> int:
        """Return how many cuts a number reaches, exactly."""
        return sum(number > cut.at or (cut.included and number == cut.at) for cut in self.cuts)

    def scaled(self, factor: Fraction) -> Staircase:
        """Return the staircase of figures in another unit, of which one of this one is *factor*."""
        if factor == 1 or self.question == "ratio":
            return self
        accepted = None if self.accepted is None else ValueSet.of(self.accepted).scale(factor).hull
        return attrs.evolve(self, cuts=tuple(cut.scaled(factor) for cut in self.cuts), accepted=accepted)
