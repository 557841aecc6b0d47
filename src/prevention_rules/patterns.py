"""Patterns in a series of sets of possible values, three-valued: rising, level, inside a band.

A pattern is True only if it holds whatever the true values are, False only if it fails whatever
they are, None otherwise; the levels are taken to be independent of one another. Each pattern asks
whether differences of levels lie among those it allows. ``readings`` gives the patterns their names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

import attrs
from attrs import frozen

from prevention_rules.errors import FormatError
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.kendall import p_value_rising
from prevention_rules.logic import EMPTY, NOT_APPLICABLE, NotApplicable, Truth, every
from prevention_rules.quantities import Number, exact
from prevention_rules.targets import Better
from prevention_rules.text import Words

Answer = Truth | NotApplicable
Levels = Sequence[ValueSet]

_RISE = ValueSet.of(Interval(Fraction(0), lo_in=False))
_NO_FALL = ValueSet.of(Interval(Fraction(0)))
_HALF_A_POINT = Fraction(1, 2)


def _number(value: Number) -> Fraction:
    return exact(value)[0]


def _optional(value: Number | None) -> Fraction | None:
    return None if value is None else exact(value)[0]


@frozen(kw_only=True)
class Options:
    """What the author of the rules declares, with the defaults of the published readings.

    ``better`` is the good direction. ``tolerance`` and ``floor`` are in the unit of the series and
    never guessed (only U4 has a default, half a point). ``alpha`` is the level of the trend test,
    ``growth`` the yearly change of U6, ``share`` the part of the base that T1 allows; these three
    are shares between 0 and 1. Raises `FormatError` for a value outside what is said here.

    >>> Options(tolerance="0.5").tolerance
    Fraction(1, 2)
    """

    better: Better = "higher"
    tolerance: Fraction | None = attrs.field(default=None, converter=_optional)
    floor: Fraction | None = attrs.field(default=None, converter=_optional)
    alpha: Fraction = attrs.field(default=Fraction(1, 20), converter=_number)
    growth: Fraction = attrs.field(default=Fraction(1, 100), converter=_number)
    share: Fraction = attrs.field(default=Fraction(3, 100), converter=_number)

    def __attrs_post_init__(self) -> None:
        if self.better not in ("higher", "lower"):
            said = f"better is 'higher' or 'lower', not {self.better!r}"
            raise FormatError(Words(f"好的方向不能是 {self.better!r}，可用 'higher'、'lower'", said))
        if self.tolerance is not None and self.tolerance < 0:
            raise FormatError(Words("容差不能是负数", f"a tolerance cannot be negative, as {self.tolerance} is"))
        for name in ("alpha", "growth", "share"):
            if not 0 < getattr(self, name) < 1:
                raise FormatError(Words(f"参数 {name} 应在 0 与 1 之间", f"{name} is a share between 0 and 1"))

    def upward(self, levels: Levels) -> Levels:
        """Return the levels with the sign that makes the better ones higher."""
        return levels if self.better == "higher" else [level.scale(-1) for level in levels]

    def allowed(self, steps: int = 1) -> ValueSet:
        """Return the differences, to both sides, that the tolerance allows over *steps* periods."""
        size = steps * (self.tolerance or Fraction(0))
        return ValueSet.of(Interval(-size, size))


def rises(levels: Levels, options: Options) -> Answer:
    """Every step is for the better."""
    return _pairs(options.upward(levels), lambda _: _RISE)


def never_falls(levels: Levels, options: Options) -> Answer:
    """No step is for the worse, and the last level is better than the first."""
    return _all([_pairs(options.upward(levels), lambda _: _NO_FALL), gains(levels, options)])


def gains(levels: Levels, options: Options) -> Truth:
    """The last level is better than the first."""
    first, *_, last = options.upward(levels)
    return _within(last.minus(first), _RISE)


def never_falls_much(levels: Levels, options: Options) -> Answer:
    """No step for the worse is larger than the tolerance, and the last level is better than the first."""
    slack = _HALF_A_POINT if options.tolerance is None else options.tolerance
    steps = _pairs(options.upward(levels), lambda gap: ValueSet.of(Interval(-slack * gap)))
    return _all([steps, gains(levels, options)])


def trends(levels: Levels, options: Options) -> Truth:
    """The exact one-sided Mann–Kendall test for the better is significant; decided for known numbers only."""
    points = [level.as_point for level in options.upward(levels)]
    known = [point for point in points if point is not None]
    return p_value_rising(known) <= options.alpha if len(known) == len(points) else None


def grows(levels: Levels, options: Options) -> Answer:
    """The compound yearly change is at least ``growth``: xₙ ≥ x₀·(1+g)ⁿ, or xₙ ≤ x₀·(1−g)ⁿ where lower is better."""
    yearly = 1 + options.growth if options.better == "higher" else 1 - options.growth
    wanted = levels[0].scale(yearly ** (len(levels) - 1))
    wanted, last = options.upward([wanted, levels[-1]])
    return _of_positive(levels[0], lambda: _within(last.minus(wanted), _NO_FALL))


def rose_last(levels: Levels, options: Options) -> Answer:
    """The latest step is for the better, and the last level is better than the first."""
    return _all([gains(levels[-2:], options), gains(levels, options)])


def mean_rises(levels: Levels, options: Options) -> Answer:
    """The mean of three periods moves for the better at every step."""
    # It does so exactly when the level that enters is better than the one that leaves.
    upward = options.upward(levels)
    chains = [upward[start::3] for start in range(3)]
    return _all([_pairs(chain, lambda _: _RISE) for chain in chains if len(chain) > 1])


def ends_within_share(levels: Levels, options: Options) -> Answer:
    """The last level differs from the first by less than ``share`` of the first."""
    first, last = levels[0], levels[-1]
    below = first.scale(1 + options.share).minus(last)
    above = last.minus(first.scale(1 - options.share))
    return _of_positive(first, lambda: _all([_within(below, _RISE), _within(above, _RISE)]))


def ends_within(levels: Levels, options: Options) -> Answer:
    """The last level differs from the first by the tolerance at most."""
    return _within(levels[-1].minus(levels[0]), options.allowed())


def stays_near_base(levels: Levels, options: Options) -> Answer:
    """Every level differs from the first by the tolerance at most."""
    return _all([_within(level.minus(levels[0]), options.allowed()) for level in levels[1:]])


def stays_narrow(levels: Levels, options: Options) -> Answer:
    """The highest and the lowest level differ by the tolerance at most."""
    return _pairs(levels, lambda _: options.allowed())


def not_worse(levels: Levels, options: Options) -> Answer:
    """No level is worse than the first by more than the tolerance."""
    first, *later = options.upward(levels)
    allowed = ValueSet.of(Interval(options.allowed().hull.lo))
    return _all([_within(level.minus(first), allowed) for level in later])


def steps_small(levels: Levels, options: Options) -> Answer:
    """Every step, either way, is at most the tolerance."""
    return _pairs(levels, options.allowed)


def shows_no_trend(levels: Levels, options: Options) -> Answer:
    """The exact one-sided Mann–Kendall test is significant neither way."""
    ways = [trends(levels, attrs.evolve(options, better=better)) for better in ("higher", "lower")]
    return None if None in ways else True not in ways


def above_floor(levels: Levels, options: Options) -> Answer:
    """No level is worse than the floor (a ceiling where lower is better); the floor itself is allowed."""
    at = options.floor
    allowed = ValueSet.of(Interval(at) if options.better == "higher" else Interval(None, at))
    return _all([_within(level, allowed) for level in levels])


def _within(values: ValueSet, wanted: ValueSet) -> Truth:
    if values <= wanted:
        return True
    return False if values.disjoint(wanted) else None


def _all(answers: Sequence[Truth]) -> Truth:
    joined = every(answers)
    assert joined is not EMPTY  # a reading abstains before it has nothing to compare
    return joined


def _pairs(levels: Levels, wanted: Callable[[int], ValueSet]) -> Truth:
    """Say whether every later level differs from every earlier one as *wanted* for so many steps.

    Neighbours would do for known numbers; the other pairs see that 75, ?, 72 hides a fall.
    """
    pairs = combinations(enumerate(levels), 2)
    return _all([_within(later.minus(earlier), wanted(j - i)) for (i, earlier), (j, later) in pairs])


def _of_positive(base: ValueSet, answer: Callable[[], Truth]) -> Answer:
    """Growth and shares are of a base above zero: abstain where it is not, undecided where it may not be."""
    above = _within(base, _RISE)
    if above is False:
        return NOT_APPLICABLE
    return answer() if above else None
