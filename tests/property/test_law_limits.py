"""Limits: a double meets a cut exactly where the number it stands for does, and each step holds what the verdict is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs
from hypothesis import assume, event, given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, PERCENT, decidable
from speeds import times

import prevention_rules as pr
from prevention_rules.evidence.facts import Frame
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.case import Case
from prevention_rules.judgement.evaluate import judge
from prevention_rules.judgement.limits import Cut, Staircase, decimal
from prevention_rules.judgement.probing import staircase
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import Target

numbers = (
    st.decimals(-1000, 1000, places=2).map(Fraction)
    | st.fractions(-10, 10, max_denominator=30)
    | st.floats(allow_nan=False, allow_infinity=False).map(Fraction)
    | st.floats(allow_nan=False, allow_infinity=False).map(decimal)
    | st.fractions()
)


def around(number: Fraction) -> Iterator[float]:
    """Yield the doubles around a number: the nearest ones, and those a last digit away."""
    near = float(number)
    yield from (near, math.nextafter(near, math.inf), math.nextafter(near, -math.inf))
    yield from (float(f"{near:.15g}"), near + 10 ** -round(14 - math.log10(abs(near) or 1)), float(round(near, 2)))


@times(5)
@given(numbers, st.booleans())
def test_a_double_reaches_a_cut_where_its_decimal_does(number: Fraction, included: bool) -> None:
    """``x >= cut.double`` says exactly whether the shortest decimal of x reaches the number."""
    assume(abs(number) < 10**300)
    cut = Cut(number, included=included)
    for x in filter(math.isfinite, around(number)):
        reached = decimal(x) > number or (included and decimal(x) == number)
        assert (x >= cut.double) is reached


def test_a_cut_beyond_all_doubles() -> None:
    """No double reaches a cut above them all, and each reaches one below them all."""
    assert math.inf == Cut(Fraction(10) ** 400).double
    assert Cut(-(Fraction(10) ** 400)).double <= -1.7976931348623157e308


UNITS = (PERCENT, unit_of("起"), unit_of("亿元"), None)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw what a plan says besides the target, with policies that change what is compared."""
    unit: Unit | None = draw(st.sampled_from(UNITS))
    policy = pr.Policy(
        comparison=draw(st.sampled_from(["exact", "rounded"])),
        rounding=draw(st.sampled_from(["half_even", "half_up"])),
        target_step=draw(st.sampled_from([None, 1, "0.5"])),
        zero_base=draw(st.sampled_from(["refused", "held"])),
        tolerance=draw(st.sampled_from([None, Amount.of(1)])),
    )
    return Case(
        Series(Frame(unit, share=unit == PERCENT and draw(st.booleans()))),
        draw(st.sampled_from([Period.of(LAST), Period.of(FIRST), Period.of("2023年上半年")])),
        policy=policy,
        baseline=draw(st.sampled_from([Period.of(FIRST), None])),
        since=Period.of(FIRST),
        breaks=draw(st.sampled_from([(), (2022,)])),
    )


def said(target: Target, case: Case, now: float | None, base: float | None, period: Period | None) -> object:
    """Return what the scalar path says; None for figures that it refuses."""
    told = {case.at: now} | ({} if period is None else {period: base})
    frame = case.series.frame
    try:
        series = Series.of(told, unit=frame.unit, share=frame.share, percent_numbers="percent")
    except pr.PreventionRulesError:
        return None
    finding = judge(target, attrs.evolve(case, evidence=series))
    return finding.verdict, finding.reason


def by_steps(steps: Staircase, now: float | None, base: float | None) -> object:
    """Return what the staircase says, by its doubles."""
    if steps.base is not None and base is None:
        return steps.missing if now is None else steps.without_base
    if steps.question == "ratio":
        assert base is not None
        if base < 0:
            return steps.base_negative
        if base == 0:
            return steps.base_zero_missing if now is None else steps.base_zero if now else steps.both_zero
    if now is None:
        return steps.missing
    start = Fraction(0) if base is None else decimal(base)
    levels = [Cut(cut.at * start if steps.question == "ratio" else cut.at + start, included=cut.included)
              for cut in steps.cuts] if steps.base is not None else steps.cuts  # fmt: skip
    return steps.outcomes[sum(now >= cut.double for cut in levels)]


@times(5)
@given(cases(), st.data())
def test_the_steps_hold_what_the_verdict_is(case: Case, data: st.DataObject) -> None:
    """For every figure, on a cut, beside it or missing, the staircase says what the scalar path says."""
    target = data.draw(decidable(case.series.unit))
    steps = staircase(target, case, {})
    assume(steps is not None)
    assert steps is not None
    event(f"{steps.question}, {len(steps.cuts)} cuts")
    base = data.draw(st.sampled_from([None, 0.0, -1.5, 0.3, 7.0, 50.0])) if steps.base is not None else None
    start = Fraction(0) if base is None else decimal(base)
    ends = [cut.at * start if steps.question == "ratio" else cut.at + start for cut in steps.cuts]
    tried = [None, 0.0, 0.1, 149.0, *(x for end in ends for x in around(end))]
    for now in tried:
        expected = said(target, case, now, base, steps.base)
        if expected is not None:
            assert by_steps(steps, now, base) == expected, (now, base, steps)
