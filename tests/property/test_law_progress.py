"""Laws of the schedule and of the measures beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.progress import ScheduleStatus, healthy_people, schedule

amounts = st.integers(1, 40).map(lambda quarters: Fraction(quarters, 4))
parts = st.integers(0, 6).map(lambda fifths: Fraction(fifths, 5))
ways = st.fixed_dictionaries(
    {
        "elapsed": parts,
        "better": st.sampled_from(["higher", "lower"]),
        "tolerance": st.sampled_from([0, Fraction(1, 20)]),
        "how": st.sampled_from(["linear", "compound"]),
    }
)
ORDER = [ScheduleStatus[name] for name in ("REGRESSED", "BEHIND", "ON_SCHEDULE", "AHEAD", "EARLY")]


@given(base=amounts, target=amounts, one=amounts, other=amounts, way=ways)
def test_better_is_never_worse(base: Any, target: Any, one: Any, other: Any, way: dict[str, Any]) -> None:
    """A better value never has a worse place on the schedule."""
    worse, better = sorted([one, other], reverse=way["better"] == "lower")
    told = [schedule(base, value, target, **way).status for value in (worse, better)]
    places = [ORDER.index(status) for status in told if status is not None]
    assert len(places) == 2
    assert places == sorted(places)


@given(base=amounts, current=amounts, target=amounts, way=ways, factor=st.sampled_from([Fraction(1, 100), Fraction(3)]))
def test_unit(base: Any, current: Any, target: Any, way: dict[str, Any], factor: Fraction) -> None:
    """Counting in another unit changes neither the place on the schedule nor the share done."""
    here = schedule(base, current, target, **way)
    there = schedule(base * factor, current * factor, target * factor, **way)
    assert (here.status, here.share) == (there.status, there.share)


@given(base=amounts, current=amounts, target=amounts, way=ways)
def test_mirror(base: Any, current: Any, target: Any, way: dict[str, Any]) -> None:
    """Upside down, with the good direction turned, the linear schedule and Healthy People say the same."""
    linear = {**way, "how": "linear"}
    turned = {**linear, "better": {"higher": "lower", "lower": "higher"}[way["better"]]}
    assert schedule(-base, -current, -target, **turned).status is schedule(base, current, target, **linear).status
    assert healthy_people(-base, -current, -target, better=turned["better"]) is healthy_people(
        base, current, target, better=way["better"]
    )


@given(base=amounts, target=amounts, ends=st.tuples(amounts, amounts), part=parts, way=ways)
def test_narrowing(base: Any, target: Any, ends: tuple[Any, Any], part: Fraction, way: dict[str, Any]) -> None:
    """A place on the schedule that a set of possible values has, every value in it has."""
    lo, hi = min(ends), max(ends)
    told = schedule(base, ValueSet.of(Interval(lo, hi)), target, **way).status
    inside = lo + (hi - lo) * min(part, 1)
    assert told in (None, schedule(base, inside, target, **way).status)


@given(base=amounts, target=amounts, way=ways)
def test_the_expected_value_is_on_schedule(base: Any, target: Any, way: dict[str, Any]) -> None:
    """Reaching exactly what the linear way expects is on schedule, until the target is reached early."""
    linear = {**way, "how": "linear"}
    if (target - base) * {"higher": 1, "lower": -1}[way["better"]] > 0 and way["elapsed"] <= 1:
        expected = schedule(base, base, target, **linear).expected
        assert expected is not None
        told = schedule(base, expected, target, **linear)
        assert told.status is ScheduleStatus.ON_SCHEDULE
        assert told.share == way["elapsed"]
