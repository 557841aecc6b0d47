"""Laws of rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.rounding import Rounding, round_to, written_interval

rules = pytest.mark.parametrize("how", ["half_even", "half_up"])
values = st.fractions(-1000, 1000, max_denominator=2000)
steps = st.sampled_from([Fraction(step) for step in ("0.01", "0.1", "0.2", "0.5", "1", "20", "100")])


@rules
@given(value=values, step=steps)
def test_nearest(how: Rounding, value: Fraction, step: Fraction) -> None:
    """A rounded value is a whole number of steps and at most half a step away."""
    rounded = round_to(value, step, how)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2


@given(whole=st.integers(-500, 500), step=steps)
def test_half(whole: int, step: Fraction) -> None:
    """Exactly between two steps, half-even takes the even one and half-up the one away from zero."""
    value = (whole + Fraction(1, 2)) * step
    assert round_to(value, step, "half_even") / step % 2 == 0
    assert abs(round_to(value, step, "half_up")) > abs(value)


@rules
@given(value=values, step=steps)
def test_rounding_again_changes_nothing(how: Rounding, value: Fraction, step: Fraction) -> None:
    """What is rounded stays as it is, whichever rule is applied again."""
    rounded = round_to(value, step, how)
    assert {round_to(rounded, step, again) for again in ("half_even", "half_up")} == {rounded}


@rules
@given(value=values, step=steps, factor=st.sampled_from([Fraction(1, 100), Fraction(-1), Fraction(7)]))
def test_unit(how: Rounding, value: Fraction, step: Fraction, factor: Fraction) -> None:
    """Rounding in another unit, or on the other side of zero, is the same rounding."""
    assert round_to(value * factor, step * abs(factor), how) == round_to(value, step, how) * factor


@rules
@given(value=values, step=steps)
def test_written_interval_holds_the_value(how: Rounding, value: Fraction, step: Fraction) -> None:
    """Whatever the rule its author used, the value behind a published figure is among those it stands for."""
    assert value in written_interval(round_to(value, step, how), step)
