"""Sets, evidence and targets on a coarse grid, so that values meet limits often."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import NOT_NEGATIVE, Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Base,
    Bound,
    Change,
    ChangeKind,
    Direction,
    EveryPeriod,
    Op,
    Range,
    Rate,
    Target,
    Trend,
)

FIRST, LAST = 2020, 2023
"""The years of drawn series: a base, and the period that is judged."""

PERCENT, POINTS = unit_of("%"), unit_of("百分点")
OPS: tuple[Op, ...] = (">=", ">", "<=", "<", "=")


def grid(low: int, high: int, parts: int = 2) -> st.SearchStrategy[Fraction]:
    """Return a strategy for the multiples of 1/*parts* between *low* and *high*."""
    return st.integers(low * parts, high * parts).map(lambda n: Fraction(n, parts))


@st.composite
def intervals(draw: st.DrawFn, low: int = -3, high: int = 3, parts: int = 1, bounded: bool = False) -> Interval:
    """Draw an interval, perhaps empty, with ends on the grid or (unless *bounded*) none."""
    end = grid(low, high, parts) if bounded else st.none() | grid(low, high, parts)
    return Interval(draw(end), draw(end), lo_in=draw(st.booleans()), hi_in=draw(st.booleans()))


def sets(low: int = -3, high: int = 3, parts: int = 1, bounded: bool = False) -> st.SearchStrategy[ValueSet]:
    """Return a strategy for sets of up to three pieces, the empty one among them."""
    return st.lists(intervals(low, high, parts, bounded), max_size=3).map(lambda pieces: ValueSet(tuple(pieces)))


@st.composite
def around(draw: st.DrawFn, value: Fraction, widest: int = 2) -> ValueSet:
    """Draw an interval that holds *value*, perhaps nothing else."""
    below, above = draw(grid(0, widest)), draw(grid(0, widest))
    lo_in, hi_in = below == 0 or draw(st.booleans()), above == 0 or draw(st.booleans())
    return ValueSet.of(Interval(value - below, value + above, lo_in=lo_in, hi_in=hi_in))


@st.composite
def levels(draw: st.DrawFn, low: int = 0, high: int = 6) -> ValueSet:
    """Draw what may be known of a level: a point, an interval or two, never nothing, nothing below zero."""
    values = draw(around(draw(grid(low, high))))
    if draw(st.integers(0, 4)) == 0:
        values |= draw(around(draw(grid(low, high)), 1))
    return values & NOT_NEGATIVE


def series(
    of: st.SearchStrategy[Any] | None = None, *, first: int = FIRST, last: int = LAST, unit: str = "起"
) -> st.SearchStrategy[Series]:
    """Return a strategy for series of sets, some periods of which are unknown."""
    known = st.integers(0, 5).flatmap(lambda n: levels() if n else st.none()) if of is None else of
    return st.fixed_dictionaries(dict.fromkeys(range(first, last + 1), known)).map(
        lambda drawn: Series.of(drawn, unit=unit)
    )


@st.composite
def worlds(draw: st.DrawFn, known: Series) -> dict[int, Fraction]:
    """Draw true values that the levels of *known* allow: ends, or the middle of a piece; any where none is known."""
    truth = {}
    for year in range(FIRST, LAST + 1):
        pieces = [piece for fact in known.facts if fact.period.year == year for piece in fact.values]
        probes = [end for piece in pieces for end in (piece.lo, piece.hi) if end is not None and end in piece]
        probes += [(piece.lo + piece.hi) / 2 for piece in pieces if piece.lo is not None and piece.hi is not None]
        truth[year] = draw(st.sampled_from(probes) if probes else grid(0, 6))
    return truth


@st.composite
def narrower_series(draw: st.DrawFn, known: Series, truth: dict[int, Fraction]) -> Series:
    """Draw a series that knows more than *known*, and nothing that is not so: levels narrowed and added, changes stated."""
    facts = [attrs.evolve(old, values=old.values & draw(around(_truth(old, truth)))) for old in known.facts]
    for _ in range(draw(st.integers(0, 3))):
        question, year, base = draw(st.sampled_from(("level", "ratio", "difference"))), draw(years()), draw(years())
        new = fact(question, year, ValueSet(), base)
        if question != "ratio" or truth[base] > 0:
            facts.append(attrs.evolve(new, values=draw(around(_truth(new, truth), 1))))
    return Series(known.frame, tuple(facts))


def _truth(of: Fact, truth: dict[int, Fraction]) -> Fraction:
    value, base = truth[of.period.year], truth[of.base.year] if of.base else Fraction(0)
    return value / base if of.question == "ratio" else value - base


def fact(question: Any, year: int, values: ValueSet, base: int | None = None) -> Fact:
    """Return a stated fact, as if it had been published."""
    period = Period.of(year)
    against = None if base is None or question == "level" else Period.of(base)
    return Fact(question, period, values, Observation("x", period, values), base=against)


def years() -> st.SearchStrategy[int]:
    """Return a strategy for the years of drawn series."""
    return st.integers(FIRST, LAST)


@st.composite
def bounds(draw: st.DrawFn, unit: Unit | None = None, low: int = 0, high: int = 6) -> Bound:
    """Draw a threshold with a limit on the grid."""
    return Bound(draw(st.sampled_from(OPS)), Amount(draw(grid(low, high)), unit))


@st.composite
def ranges(draw: st.DrawFn, unit: Unit | None = None, low: int = 0, high: int = 6) -> Range:
    """Draw a range with ends on the grid."""
    lo = draw(grid(low, high))
    hi = lo + draw(grid(1, 3))
    return Range(Amount(lo, unit), Amount(hi, unit), draw(st.booleans()), draw(st.booleans()))


@st.composite
def changes(draw: st.DrawFn, unit: Unit | None = None) -> Change:
    """Draw a change against the first year, the previous one, or the declared baseline."""
    kinds: tuple[ChangeKind, ...] = ("relative", "amount")
    rates: tuple[Rate, ...] = ("total", "per_year", "annual_average")
    bases: tuple[Base, ...] = (None, "previous", FIRST)
    ways: tuple[Direction, ...] = ("up", "down")
    kind = draw(st.sampled_from(kinds))
    if kind == "relative":
        size = draw(bounds(PERCENT, 0, 3)) if draw(st.booleans()) else draw(ranges(PERCENT, 0, 3))
        size = _tens(size)
    else:
        size = draw(bounds(unit, 0, 3))
    rate, base = draw(st.sampled_from(rates)), draw(st.sampled_from(bases))
    return Change(draw(st.sampled_from(ways)), kind, size, base, rate)


def _tens(size: Any) -> Any:
    def times(amount: Amount) -> Amount:
        return attrs.evolve(amount, value=amount.value * 40)

    if isinstance(size, Bound):
        return attrs.evolve(size, amount=times(size.amount))
    return attrs.evolve(size, lo=times(size.lo), hi=times(size.hi))


def trends() -> st.SearchStrategy[Trend]:
    """Return a strategy for trends in every direction."""
    ways = st.sampled_from(("up", "down", "stable", "better", "not_up", "not_down"))
    manners = st.sampled_from(("plain", "steadily", "markedly", "within_stability"))
    return st.builds(Trend, ways, st.sampled_from((None, "higher", "lower")), st.none(), st.booleans(), manners)


def simple(unit: Unit | None = None) -> st.SearchStrategy[Any]:
    """Return a strategy for decidable targets without parts."""
    return st.one_of(bounds(unit), ranges(unit), changes(unit), trends())


def decidable(unit: Unit | None = None) -> st.SearchStrategy[Target]:
    """Return a strategy for decidable targets on one series, joined and nested."""

    def joined(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(part, min_size=1, max_size=3)
        return st.one_of(
            *(st.builds(kind, several) for kind in (AllOf, AnyOf, Ambiguous)),
            st.builds(EveryPeriod, part, st.just(FIRST)),
        )

    return st.recursive(simple(unit), joined, max_leaves=4)
