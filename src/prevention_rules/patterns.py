"""Patterns in a series of sets of possible values, each as the last levels that keep it.

What came before fixes which last levels are acceptable: ``surely``, whatever the true earlier values
are, and ``possibly``, for some of them. Where every earlier level is one number the two are the same
set. The levels are taken to be independent of one another. Nearly every pattern says that differences
of levels lie among those it allows, so the acceptable levels are sums of sets. ``readings`` gives the
patterns their names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import and_

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import EVERYTHING, Interval, ValueSet
from prevention_rules.kendall import Ranked
from prevention_rules.logic import NOT_APPLICABLE, NotApplicable, Truth
from prevention_rules.targets import Better
from prevention_rules.text import Words, shown

Answer = Truth | NotApplicable
Levels = Sequence[ValueSet]

_NOTHING = ValueSet()
_RISE = ValueSet.of(Interval(Fraction(0), lo_in=False))
_NO_FALL = ValueSet.of(Interval(Fraction(0)))
_HALF_A_POINT = Fraction(1, 2)


@frozen
class Acceptable:
    """The last levels that keep a pattern: ``surely``, and ``possibly`` (depending on the earlier ones).

    >>> kept = gains([ValueSet.of(Interval(Fraction(70), Fraction(72)))], Options())
    >>> str(kept.surely), str(kept.possibly)
    ('(72, ∞)', '(70, ∞)')
    """

    surely: ValueSet
    possibly: ValueSet

    __repr__ = in_short

    def __and__(self, other: Acceptable) -> Acceptable:
        return Acceptable(self.surely & other.surely, self.possibly & other.possibly)

    def holds(self, last: ValueSet) -> Truth:
        """Say whether the pattern is kept by what is known of the last level."""
        if last <= self.surely:
            return True
        return False if last.disjoint(self.possibly) else None


UNDECIDED = Acceptable(_NOTHING, EVERYTHING)
"""What came before leaves everything open."""

Kept = Acceptable | NotApplicable


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
    are shares between 0 and 1. ``steps`` are the periods from the first to the last, where some of
    them were passed over. Raises `FormatError` for a value outside what is said here.

    >>> Options(tolerance="0.5").tolerance
    Fraction(1, 2)
    """

    better: Better = "higher"
    tolerance: Fraction | None = attrs.field(default=None, converter=_optional)
    floor: Fraction | None = attrs.field(default=None, converter=_optional)
    alpha: Fraction = attrs.field(default=Fraction(1, 20), converter=_number)
    growth: Fraction = attrs.field(default=Fraction(1, 100), converter=_number)
    share: Fraction = attrs.field(default=Fraction(3, 100), converter=_number)
    steps: int | None = None

    __repr__ = in_short

    def __attrs_post_init__(self) -> None:
        if self.better not in ("higher", "lower"):
            said = f"better is 'higher' or 'lower', not {shown(self.better)}"
            raise FormatError(Words(f"好的方向不能是 {shown(self.better)}，可用 'higher'、'lower'", said))
        if self.tolerance is not None and self.tolerance < 0:
            raise FormatError(Words("容差不能是负数", f"a tolerance cannot be negative, as {self.tolerance} is"))
        for name in ("alpha", "growth", "share"):
            if not 0 < getattr(self, name) < 1:
                raise FormatError(Words(f"参数 {name} 应在 0 与 1 之间", f"{name} is a share between 0 and 1"))

    def toward(self, differences: ValueSet) -> ValueSet:
        """Turn differences for the better into differences of the levels as they are."""
        return differences if self.better == "higher" else differences.scale(-1)

    @property
    def band(self) -> ValueSet:
        """Return the differences, to both sides, that the tolerance allows."""
        size = self.tolerance or Fraction(0)
        return ValueSet.of(Interval(-size, size))


def rises(levels: Levels, options: Options) -> Acceptable:
    """Every step is for the better."""
    return chain(levels, options.toward(_RISE))


def never_falls(levels: Levels, options: Options) -> Acceptable:
    """No step is for the worse, and the last level is better than the first."""
    return chain(levels, options.toward(_NO_FALL)) & gains(levels, options)


def gains(levels: Levels, options: Options) -> Acceptable:
    """The last level is better than the first."""
    return from_first(levels, options.toward(_RISE))


def never_falls_much(levels: Levels, options: Options) -> Acceptable:
    """No step for the worse is larger than the tolerance, and the last level is better than the first."""
    slack = _HALF_A_POINT if options.tolerance is None else options.tolerance
    return chain(levels, options.toward(ValueSet.of(Interval(-slack)))) & gains(levels, options)


def trends(levels: Levels, options: Options) -> Acceptable:
    """The exact one-sided Mann–Kendall test for the better is significant; decided for known numbers only."""
    return _by_rank(levels, lambda p_rising, p_falling: _better_one(p_rising, p_falling, options) <= options.alpha)


def _better_one(rising: Fraction, falling: Fraction, options: Options) -> Fraction:
    return rising if options.better == "higher" else falling


def grows(levels: Levels, options: Options) -> Kept:
    """The compound yearly change is at least ``growth``: xₙ ≥ x₀·(1+g)ⁿ, or xₙ ≤ x₀·(1−g)ⁿ where lower is better."""
    yearly = 1 + options.growth if options.better == "higher" else 1 - options.growth
    wanted = levels[0].scale(yearly ** (options.steps or len(levels)))
    return _of_positive(levels[0], lambda: from_first([wanted], options.toward(_NO_FALL)))


def rose_last(levels: Levels, options: Options) -> Acceptable:
    """The latest step is for the better, and the last level is better than the first."""
    return from_first(levels[-1:], options.toward(_RISE)) & gains(levels, options)


def mean_rises(levels: Levels, options: Options) -> Acceptable:
    """The mean of three periods moves for the better at every step."""
    # It does so exactly when the level that enters is better than the one that leaves.
    rise = options.toward(_RISE)
    own, *others = (levels[-back::-3][::-1] for back in (3, 2, 1))
    walked = [_walk(other, rise) for other in others]
    kept = chain(own, rise)
    return Acceptable(
        kept.surely if all(sure for sure, _ in walked) else _NOTHING,
        _NOTHING if any(reached.is_empty for _, reached in walked) else kept.possibly,
    )


def ends_within_share(levels: Levels, options: Options) -> Kept:
    """The last level differs from the first by less than ``share`` of the first."""
    first = levels[0]
    low, high = first.scale(1 - options.share), first.scale(1 + options.share)
    # The bands around the values of one interval overlap, so together they reach from its lowest to its highest.
    ends = zip(low, high, strict=True)
    bands = [Interval(below.lo, above.hi, lo_in=False, hi_in=False) for below, above in ends]
    surely = _from_all(low, _RISE) & _from_all(high, _RISE.scale(-1))
    return _of_positive(first, lambda: Acceptable(surely, ValueSet(tuple(bands))))


def ends_within(levels: Levels, options: Options) -> Acceptable:
    """The last level differs from the first by the tolerance at most."""
    return from_first(levels, options.band)


def stays_near_base(levels: Levels, options: Options) -> Acceptable:
    """Every level differs from the first by the tolerance at most."""
    return _around_first(levels, options.band)


def stays_narrow(levels: Levels, options: Options) -> Acceptable:
    """The highest and the lowest level differ by the tolerance at most."""
    upward = ValueSet.of(Interval(Fraction(0), options.band.hull.hi))
    lowest = reduce(and_, (level.plus(upward.scale(-1)) for level in levels))  # where the band may begin
    surely, sure = EVERYTHING, True
    for level in levels:
        sure = sure and level <= surely
        surely &= _from_all(level, options.band)
    return Acceptable(surely if sure else _NOTHING, lowest.plus(upward))


def not_worse(levels: Levels, options: Options) -> Acceptable:
    """No level is worse than the first by more than the tolerance."""
    return _around_first(levels, options.toward(ValueSet.of(Interval(options.band.hull.lo))))


def steps_small(levels: Levels, options: Options) -> Acceptable:
    """Every step, either way, is at most the tolerance."""
    return chain(levels, options.band)


def shows_no_trend(levels: Levels, options: Options) -> Acceptable:
    """The exact one-sided Mann–Kendall test is significant neither way."""
    return _by_rank(levels, lambda p_rising, p_falling: min(p_rising, p_falling) > options.alpha)


def above_floor(levels: Levels, options: Options) -> Acceptable:
    """No level is worse than the floor (a ceiling where lower is better); the floor itself is allowed."""
    at = options.floor
    allowed = ValueSet.of(Interval(at) if options.better == "higher" else Interval(None, at))
    return Acceptable(
        allowed if all(level <= allowed for level in levels) else _NOTHING,
        _NOTHING if any(level.disjoint(allowed) for level in levels) else allowed,
    )


def chain(levels: Levels, allowed: ValueSet) -> Acceptable:
    """Every step to the next level is among the *allowed* differences."""
    sure, reached = _walk(levels, allowed)
    return Acceptable(_from_all(levels[-1], allowed) if sure else _NOTHING, reached.plus(allowed))


def from_first(levels: Levels, allowed: ValueSet) -> Acceptable:
    """The last level differs from the first as *allowed*."""
    return Acceptable(_from_all(levels[0], allowed), levels[0].plus(allowed))


def grown_by(levels: Levels, share: Fraction, allowed: ValueSet) -> Kept:
    """The last level differs as *allowed* from the first one grown by a *share* of itself."""
    return _of_positive(levels[0], lambda: from_first([levels[0].scale(1 + share)], allowed))


def _walk(levels: Levels, allowed: ValueSet) -> tuple[bool, ValueSet]:
    """Say whether every step is surely allowed, and which values of the last level can be come to by such steps."""
    sure, reached = True, levels[0]
    for earlier, later in pairwise(levels):
        sure = sure and later <= _from_all(earlier, allowed)
        reached = later & reached.plus(allowed)
    return sure, reached


def _around_first(levels: Levels, allowed: ValueSet) -> Acceptable:
    """Every level differs from the first as *allowed*."""
    first, *later = levels
    surely = _from_all(first, allowed)
    centre = reduce(and_, (level.plus(allowed.scale(-1)) for level in later), first)
    return Acceptable(surely if all(level <= surely for level in later) else _NOTHING, centre.plus(allowed))


def _from_all(level: ValueSet, allowed: ValueSet) -> ValueSet:
    """Return the numbers that differ as *allowed* from whatever value of *level* is the true one."""
    return ~level.plus(~allowed)


def _by_rank(levels: Levels, kept: Callable[[Fraction, Fraction], bool]) -> Acceptable:
    """Try a last level at each earlier one and between each two: a test of ranks can only change there."""
    points = [level.as_point for level in levels]
    known = [point for point in points if point is not None]
    if len(known) < len(points):
        return UNDECIDED
    ranked, cuts = Ranked(known), sorted(set(known))
    between = [Interval(lo, hi, lo_in=False, hi_in=False) for lo, hi in pairwise([None, *cuts, None])]
    tried = [cuts[0] - 1, *((lo + hi) / 2 for lo, hi in pairwise(cuts)), cuts[-1] + 1]
    pieces = [*zip(tried, between, strict=True), *((cut, Interval(cut, cut)) for cut in cuts)]
    found = ValueSet(tuple(piece for last, piece in pieces if kept(*ranked.p_values(last))))
    return Acceptable(found, found)


def _of_positive(base: ValueSet, kept: Callable[[], Acceptable]) -> Kept:
    """Growth and shares are of a base above zero: abstain where it is not, undecided where it may not be."""
    if base.disjoint(_RISE):
        return NOT_APPLICABLE
    return kept() if base <= _RISE else UNDECIDED
