"""Laws of the readings of 稳步提升 and 保持稳定."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.kendall import p_value_rising
from prevention_rules.logic import NOT_APPLICABLE
from prevention_rules.patterns import Options
from prevention_rules.readings import ABSTAINS, RISING, STABLE, Reading, named, robustness

EVERY = [*RISING.values(), *STABLE.values()]
RELATIVE = {"U6", "T1"}  # growth and shares of a base are not mirror images of one another
levels = st.integers(-3, 6).map(lambda half: Fraction(half, 2))
points = st.lists(levels, min_size=1, max_size=6)
intervals = st.tuples(levels, levels, st.booleans(), st.booleans()).map(
    lambda drawn: Interval(min(drawn[:2]), max(drawn[:2]), lo_in=drawn[2], hi_in=drawn[3])
)
sets = st.lists(intervals, min_size=1, max_size=2).map(lambda parts: ValueSet(tuple(parts)))
evidence = st.none() | sets.filter(lambda values: not values.is_empty) | levels.map(ValueSet.point)
declared = st.fixed_dictionaries(
    {"better": st.sampled_from(["higher", "lower"]), "tolerance": st.sampled_from([0, 1]), "floor": levels}
)


def narrower(data: st.DataObject, level: ValueSet | None) -> ValueSet:
    """Draw a set inside *level*, which may be anything."""
    within = (level & other for other in [data.draw(sets)]) if level is not None else [data.draw(sets)]
    drawn = next(iter(within))
    if not drawn.is_empty:
        return drawn
    return ValueSet.point(data.draw(levels)) if level is None else level


@pytest.mark.parametrize("reading", EVERY, ids=lambda reading: reading.id)
@given(data=st.data(), series=st.lists(evidence, min_size=1, max_size=5), parameters=declared)
def test_narrowing_keeps_what_is_decided(data: Any, reading: Reading, series: list[Any], parameters: Any) -> None:
    """Better evidence, a missing period filled among it, never changes an answer that was decided."""
    before = reading(series, **parameters)
    after = reading([narrower(data, level) for level in series], **parameters)
    if before is True or before is False or before is ABSTAINS:
        assert after is before


@pytest.mark.parametrize("reading", [r for r in EVERY if r.id not in RELATIVE], ids=lambda reading: reading.id)
@given(series=st.lists(evidence, min_size=1, max_size=5), parameters=declared)
def test_mirror(reading: Reading, series: list[ValueSet | None], parameters: dict[str, Any]) -> None:
    """Turning the scale upside down together with the good direction changes no answer."""
    mirrored = [None if level is None else level.scale(-1) for level in series]
    other = {"higher": "lower", "lower": "higher"}[parameters["better"]]
    turned = {**parameters, "better": other, "floor": -parameters["floor"]}
    assert reading(mirrored, **turned) is reading(series, **parameters)


@pytest.mark.parametrize("reading", EVERY, ids=lambda reading: reading.id)
@given(series=st.lists(evidence, min_size=1, max_size=5), parameters=declared, factor=st.sampled_from(["1/100", "3"]))
def test_unit(reading: Reading, series: list[ValueSet | None], parameters: dict[str, Any], factor: str) -> None:
    """Counting in another unit, the declared amounts with it, changes no answer."""
    by = Fraction(factor)
    parameters = {**parameters, "tolerance": Fraction(parameters["tolerance"])}
    scaled = [None if level is None else level.scale(by) for level in series]
    amounts = {key: parameters[key] * by for key in ("tolerance", "floor")}
    assert reading(scaled, **{**parameters, **amounts}) is reading(series, **parameters)


def decided(answer: object) -> bool:
    """Return an answer that leaves nothing open."""
    assert isinstance(answer, bool)
    return answer


@pytest.mark.parametrize("reading", EVERY, ids=lambda reading: reading.id)
@given(earlier=st.lists(evidence, min_size=1, max_size=4), parameters=declared)
def test_what_is_surely_acceptable_is_possibly(reading: Reading, earlier: list[Any], parameters: Any) -> None:
    """Whatever keeps a reading for all earlier levels keeps it for some; for known numbers the two are one set."""
    kept = reading.acceptable(earlier, Options(**parameters))
    if kept is not ABSTAINS:
        assert kept.surely <= kept.possibly
        if all(level is not None and level.as_point is not None for level in earlier):
            assert kept.surely == kept.possibly


@given(series=points.filter(lambda series: len(series) >= 3), tolerance=st.sampled_from([0, 1]))
def test_chain(series: list[Fraction], tolerance: int) -> None:
    """Each of the deciding readings of 稳步提升 implies the next: U1, U2, U4, U3."""
    told = [decided(RISING[key](series, tolerance=tolerance)) for key in ("U1", "U2", "U4", "U3")]
    assert told == sorted(told)


@given(series=points.filter(lambda series: len(series) >= 2), tolerance=st.sampled_from([0, 1]))
def test_stable_chain(series: list[Fraction], tolerance: int) -> None:
    """A narrow range keeps near the base, which ends near it and is not worse than it."""
    told = {key: decided(STABLE[key](series, tolerance=tolerance)) for key in ("T2", "T3", "T4", "T5", "T6")}
    assert told["T4"] <= told["T3"] <= told["T2"]
    assert told["T3"] <= told["T5"]
    assert told["T4"] <= told["T6"]


@given(series=points)
def test_points_are_decided(series: list[Fraction]) -> None:
    """Where every period is known, a reading answers or abstains; nothing is left open."""
    assert None not in [reading(series, tolerance=1, floor=0) for reading in EVERY]


@given(series=st.lists(levels, min_size=4, max_size=6))
def test_moving_mean_is_one(series: list[Fraction]) -> None:
    """The comparison of what enters and leaves agrees with means that were computed."""
    means = [sum(series[start : start + 3]) / 3 for start in range(len(series) - 2)]
    assert named("moving_mean")(series) is all(later > earlier for earlier, later in pairwise(means))


@given(series=st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_exact_p_value(series: list[int]) -> None:
    """The p-value, ties and all, is what counting every order of the values gives."""

    def falls(order: tuple[int, ...]) -> int:
        return sum(later < earlier for earlier, later in combinations(order, 2))

    orders = list(permutations(series))
    likely = sum(falls(order) <= falls(tuple(series)) for order in orders)
    assert p_value_rising([Fraction(value) for value in series]) == Fraction(likely, len(orders))


@given(data=st.data(), series=st.lists(evidence, min_size=3, max_size=5))
def test_narrowing_keeps_robustness(data: Any, series: list[Any]) -> None:
    """What was known about the robustness of a verdict stays known under better evidence."""

    def robust(levels: list[Any]) -> bool | None:
        results = {key: reading(levels) for key, reading in RISING.items()}
        told = results["U2"]
        assert told is not NOT_APPLICABLE
        return robustness(told, results).robust

    before = robust(series)
    if before is not None:
        assert robust([narrower(data, level) for level in series]) is before
