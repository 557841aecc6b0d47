"""The oracle: every world the evidence allows is tried, and a decided verdict is always what all of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, permutations, product
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from speeds import times

import prevention_rules as pr
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import AllOf, AnyOf, Bound, Change, EveryPeriod, PerUnit, Range, Trend

FIRST, LAST = 2020, 2023
UNIT, PERCENT = unit_of("分"), unit_of("%")
World = tuple[Fraction, ...]
Says = bool | None
"""What a target says in one world; None where it has no answer there."""

spans = st.tuples(st.integers(0, 4), st.integers(0, 1))
known = st.lists(spans, min_size=4, max_size=4)
gappy = st.lists(spans | st.none(), min_size=2, max_size=2).flatmap(
    lambda inner: st.tuples(spans, spans).map(lambda ends: [ends[0], *inner, ends[1]])
)


def between(span: tuple[int, int] | None) -> list[Fraction]:
    """Name values a span allows: enough of them that four can rise one after another; a gap allows any."""
    low, width = (0, 6) if span is None else span
    return [low + Fraction(n, 4) for n in range(4 * width + 1)]


def evidence(years: Sequence[tuple[int, int] | None]) -> pr.Series:
    told = {
        year: None if span is None else ValueSet.of(Interval(Fraction(span[0]), Fraction(sum(span))))
        for year, span in enumerate(years, FIRST)
    }
    return pr.Series.of(told, unit="个")


def worlds(years: Sequence[tuple[int, int] | None]) -> Iterator[World]:
    return product(*map(between, years))


def agrees(finding: pr.Finding, said: Iterator[Says], *, whole: bool = False) -> None:
    """A decided verdict is that of every world; where *whole*, what every world says is also decided."""
    answers = set(said)
    event(f"{finding.verdict.value}: {sorted(map(str, answers))}")
    if finding.verdict is pr.Verdict.MET:
        assert answers == {True}
    if finding.verdict is pr.Verdict.NOT_MET:
        assert answers == {False}
    if whole and len(answers) == 1 and None not in answers:
        assert finding.verdict.is_decided


# --- levels ---------------------------------------------------------------------------------------

OPS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda a, b: a >= b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, "<": lambda a, b: a < b,
}  # fmt: skip
bounds = st.builds(Bound, st.sampled_from(tuple(OPS)), st.integers(0, 5).map(lambda n: Amount(Fraction(n))))
ranges = st.tuples(st.integers(0, 3), st.integers(1, 2)).map(
    lambda drawn: Range(Amount(Fraction(drawn[0])), Amount(Fraction(sum(drawn))))
)
levels = bounds | ranges


def holds(target: Any, value: Fraction) -> bool:
    if isinstance(target, Range):
        return target.lo.value <= value <= target.hi.value
    if isinstance(target, Bound):
        return OPS[target.op](value, target.amount.value)
    return (all if isinstance(target, AllOf) else any)(holds(part, value) for part in target.of)


joined = st.builds(AllOf, st.lists(levels, min_size=1, max_size=3)) | st.builds(
    AnyOf, st.lists(levels, min_size=1, max_size=3)
)


@times(3)
@given(target=levels | joined, years=known)
def test_levels(target: Any, years: Any) -> None:
    """Bounds, ranges, and their joins into one set, are decided exactly where all worlds agree."""
    finding = pr.evaluate(target, evidence(years), at=LAST)
    agrees(finding, (holds(target, value) for value in between(years[-1])), whole=True)


@times(3)
@given(target=levels, years=gappy)
def test_every_period(target: Any, years: Any) -> None:
    """A condition on every period is that on each of them."""
    finding = pr.evaluate(EveryPeriod(target), evidence(years), at=LAST, since=FIRST)
    agrees(finding, (all(holds(target, value) for value in world) for world in worlds(years)))


# --- changes --------------------------------------------------------------------------------------


@times(3)
@given(
    direction=st.sampled_from(("up", "down")),
    kind=st.sampled_from(("relative", "amount")),
    rate=st.sampled_from(("total", "annual_average")),
    size=bounds,
    years=known.filter(lambda years: years[0][0] > 0),
)
def test_changes(direction: Any, kind: Any, rate: Any, size: Any, years: Any) -> None:
    """A change of a level against its base is decided exactly where all worlds agree."""
    times = 20 if kind == "relative" else 1
    amount = Amount(size.amount.value * times, PERCENT if kind == "relative" else None)
    target = Change(direction, kind, Bound(size.op, amount), FIRST, rate)
    finding = pr.evaluate(target, evidence(years), at=LAST)
    power, sign = (3 if rate == "annual_average" else 1), (1 if direction == "up" else -1)

    def says(base: Fraction, now: Fraction) -> bool:
        # a larger size of a fall is a smaller level, so the sign turns the comparison
        if kind == "amount":
            return OPS[size.op]((now - base) * sign, amount.value * power)
        yearly = 1 + sign * amount.value / 100
        limit = yearly**power if yearly >= 0 else -((-yearly) ** power)
        return OPS[size.op](now / base * sign, limit * sign)

    pairs = product(between(years[0]), between(years[-1]))
    agrees(finding, (says(base, now) for base, now in pairs), whole=True)


# --- trends ---------------------------------------------------------------------------------------


def p_value(values: World) -> Fraction:
    """Return the exact one-sided p-value, for which only the ranks of the values count."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return _by_counting(tuple(ranks[value] for value in values))


@cache
def _by_counting(values: tuple[int, ...]) -> Fraction:
    """Count, of all orders of the values, those with as few falling pairs."""

    def falls(order: tuple[int, ...]) -> int:
        return sum(later < earlier for earlier, later in combinations(order, 2))

    orders = list(permutations(values))
    return Fraction(sum(falls(order) <= falls(values) for order in orders), len(orders))


def means(v: World) -> list[Fraction]:
    return [sum(v[n : n + 3], Fraction(0)) for n in range(len(v) - 2)]


RISING: dict[str, Callable[[World], Says]] = {
    "U1": lambda v: all(b > a for a, b in pairwise(v)),
    "U2": lambda v: all(b >= a for a, b in pairwise(v)) and v[-1] > v[0],
    "U3": lambda v: v[-1] > v[0],
    "U4": lambda v: all(b >= a - 1 for a, b in pairwise(v)) and v[-1] > v[0],
    "U5": lambda v: p_value(v) <= Fraction(1, 20),
    "U6": lambda v: v[-1] >= v[0] * Fraction("1.01") ** 3 if v[0] > 0 else None,
    "U7": lambda v: v[-1] > v[-2] and v[-1] > v[0],
    "U8": lambda v: all(b > a for a, b in pairwise(means(v))),
}
STABLE: dict[str, Callable[[World], Says]] = {
    "T1": lambda v: abs(v[-1] - v[0]) < v[0] * Fraction(3, 100) if v[0] > 0 else None,
    "T2": lambda v: abs(v[-1] - v[0]) <= 1,
    "T3": lambda v: all(abs(x - v[0]) <= 1 for x in v),
    "T4": lambda v: max(v) - min(v) <= 1,
    "T5": lambda v: all(x >= v[0] - 1 for x in v),
    "T6": lambda v: all(abs(b - a) <= 1 for a, b in pairwise(v)),
    "T7": lambda v: min(p_value(v), p_value(tuple(-x for x in v))) > Fraction(1, 20),
}
OPEN = {"U5", "T7", "T1"}
"""Readings that may leave open what all worlds agree on: tests of ranks over spans; T1 asks between grid points."""


@pytest.mark.parametrize("reading", RISING)
@given(years=gappy)
def test_rising_trends(reading: str, years: Any) -> None:
    """By each reading of 稳步提升 a trend is decided where all worlds agree, gaps and spans among them."""
    policy = pr.Policy(rising=reading, tolerance="1个")
    finding = pr.evaluate(Trend("up"), evidence(years), at=LAST, baseline=FIRST, policy=policy)
    agrees(finding, map(RISING[reading], worlds(years)), whole=reading not in OPEN)


@pytest.mark.parametrize("reading", STABLE)
@given(years=gappy)
def test_stable_trends(reading: str, years: Any) -> None:
    """By each reading of 保持稳定 a trend is decided where all worlds agree."""
    policy = pr.Policy(stable=reading, tolerance="1个")
    finding = pr.evaluate(Trend("stable"), evidence(years), at=LAST, baseline=FIRST, policy=policy, better="higher")
    agrees(finding, map(STABLE[reading], worlds(years)), whole=reading not in OPEN)


WORDS: list[tuple[Trend, Callable[[World], Says]]] = [
    (Trend("up"), RISING["U3"]),
    (Trend("up", manner="steadily"), RISING["U2"]),
    (Trend("up", every_year=True), RISING["U1"]),
    (Trend("not_down", manner="steadily"), lambda v: all(b >= a for a, b in pairwise(v))),
    (Trend("not_up", manner="steadily"), lambda v: all(b <= a for a, b in pairwise(v))),
    (Trend("not_down"), lambda v: v[-1] >= v[0]),
    (Trend("up", manner="markedly"), lambda v: False if v[-1] <= v[0] else None),
    (Trend("down"), lambda v: v[-1] < v[0]),
]


@pytest.mark.parametrize("number", range(len(WORDS)))
@given(years=gappy)
def test_trends_by_their_words(number: int, years: Any) -> None:
    """Without a declared reading each wording of a trend asks what it says."""
    target, says = WORDS[number]
    finding = pr.evaluate(target, evidence(years), at=LAST, baseline=FIRST)
    agrees(finding, map(says, worlds(years)), whole=True)


# --- several areas --------------------------------------------------------------------------------

areas = st.lists(spans | st.none(), min_size=2, max_size=3).filter(any)


def several(spans: Sequence[tuple[int, int] | None]) -> dict[str, pr.Series]:
    return {f"{n}区": evidence([span]) for n, span in enumerate(spans) if span is not None}


def generally(values: World, target: Any) -> Says:
    met = [holds(target, value) for value in values]
    return True if all(met) else None if any(met) else False


MANNERS: dict[str, Callable[[World, Any], Says]] = {
    "each": lambda values, target: all(holds(target, value) for value in values),
    "average": lambda values, target: holds(target, sum(values, Fraction(0)) / len(values)),
    "generally": generally,
}


@pytest.mark.parametrize("manner", MANNERS)
@times(3)
@given(target=levels, spans=areas)
def test_several_areas(manner: Any, target: Any, spans: Any) -> None:
    """Of each area, of their average and of areas in general a verdict is that of every world."""
    names = [f"{n}区" for n in range(len(spans))]
    finding = pr.evaluate(PerUnit(target, "区", manner), several(spans), at=FIRST, areas=names)
    agrees(finding, (MANNERS[manner](world, target) for world in worlds(spans)))


@times(3)
@given(
    limit=st.integers(0, 10).map(lambda tens: 10 * tens),
    op=st.sampled_from(tuple(OPS)),
    counts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=3),
)
def test_pooled_areas(limit: int, op: Any, counts: Any) -> None:
    """Shares of areas are pooled from their counts, those who did not report counted either way."""
    counts = [(met, met + failed, missing) for met, failed, missing in counts if met + failed + missing]
    if not counts:
        return
    parts = {f"{n}区": pr.Series.of({2025: pr.Ratio(*count)}, unit="%", share=True) for n, count in enumerate(counts)}
    finding = pr.evaluate(Bound(op, Amount(Fraction(limit), PERCENT)), parts, at=2025)
    whole = sum(of + missing for _, of, missing in counts)
    extras = product(*(range(missing + 1) for _, _, missing in counts))
    shares = (Fraction(100 * (sum(met for met, _, _ in counts) + sum(extra)), whole) for extra in extras)
    agrees(finding, (OPS[op](share, Fraction(limit)) for share in shares))
