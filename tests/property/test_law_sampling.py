"""Laws of the confidence intervals of a share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.sampling import METHODS, sample_needed, wilson

intervals = pytest.mark.parametrize("interval", METHODS.values(), ids=METHODS)
samples = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.integers(1, 999).map(lambda thousandths: Fraction(thousandths, 1000))
UNIT = ValueSet.of(Interval(Fraction(0), Fraction(1)))


@intervals
@given(sample=samples, confidence=confidences)
def test_holds_the_estimate(interval: Any, sample: tuple[int, int], confidence: Fraction) -> None:
    """The observed share lies in its interval, and the interval lies between 0 and 1."""
    values = interval(*sample, confidence=confidence)
    assert Fraction(*sample) in values
    assert values <= UNIT


@intervals
@given(sample=samples, one=confidences, other=confidences)
def test_more_confidence_is_wider(interval: Any, sample: tuple[int, int], one: Fraction, other: Fraction) -> None:
    """Asking for more confidence only ever widens the interval."""
    assert interval(*sample, confidence=min(one, other)) <= interval(*sample, confidence=max(one, other))


@intervals
@given(sample=samples)
def test_counting_the_others(interval: Any, sample: tuple[int, int]) -> None:
    """Counting those without the property gives the mirror image."""
    k, n = sample
    hull = interval(k, n).hull
    assert interval(n - k, n) == ValueSet.of(Interval(1 - hull.hi, 1 - hull.lo))


@intervals
@given(n=st.integers(1, 10**7))
def test_a_sample_never_proves_all(interval: Any, n: int) -> None:
    """However many were asked and however they answered, less than all stays possible."""
    hull = interval(n, n).hull
    assert hull.lo < 1 == hull.hi


@intervals
@given(sample=samples, tenths=st.integers(10, 60))
def test_design_effect_never_narrows(interval: Any, sample: tuple[int, int], tenths: int) -> None:
    """A sample with a design effect of one or more never says more than a simple sample of its size."""
    assert interval(*sample) <= interval(*sample, deff=Fraction(tenths, 10))


shares = st.integers(1, 1000).flatmap(lambda of: st.builds(Fraction, st.integers(0, of), st.just(of)))


@given(share=shares, limit=st.integers(1, 999).map(lambda n: Fraction(n, 1000)), deff=st.sampled_from([1, 2]))
def test_the_sample_needed_is_enough_and_no_less_is(share: Fraction, limit: Fraction, deff: int) -> None:
    """At a hundredth above the size needed the limit lies outside the interval, at a hundredth below inside it."""
    needed = sample_needed(share, [limit], deff=deff)
    if needed is None:
        assert share == limit
        return
    one = share.denominator
    above, below = one * (needed * 101 // 100 // one + 1), one * (needed * 99 // 100 // one)
    assert limit not in wilson(int(share * above), above, deff=deff)
    assert not below or limit in wilson(int(share * below), below, deff=deff)
