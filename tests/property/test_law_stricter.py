"""A stricter target is never met where a looser one is not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, POINTS, bounds, grid, ranges, series

from prevention_rules.evidence.series import Series
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import AllOf, AnyOf, Bound, Change, EveryPeriod, Op, Range, Rate, Target

UNIT = unit_of("起")
LOOSER: dict[Op, tuple[Op, ...]] = {">": (">", ">="), ">=": (">=",), "<": ("<", "<="), "<=": ("<=",)}
SAME_SIDE: dict[Op, tuple[Op, ...]] = {">": (">", ">="), ">=": (">", ">="), "<": ("<", "<="), "<=": ("<", "<=")}
RATES: tuple[Rate, ...] = ("per_year", "annual_average", "total")


@st.composite
def nested(draw: st.DrawFn, unit: Any = UNIT, factor: int = 1) -> tuple[Bound, Bound]:
    """Draw two bounds, the first at least as strict as the second."""
    op = draw(st.sampled_from(tuple(LOOSER)))
    limit, slack = draw(grid(0, 6)) * factor, draw(grid(0, 2)) * factor
    looser = limit - slack if op.startswith(">") else limit + slack
    other = draw(st.sampled_from(LOOSER[op] if slack == 0 else SAME_SIDE[op]))
    return Bound(op, Amount(limit, unit)), Bound(other, Amount(looser, unit))


def implies(strict: Target, loose: Target, known: Series, *, asked_alike: bool = True) -> None:
    """Hold the verdicts of the two to: stricter met, looser met; looser not met, stricter not met.

    Two targets that do not ask for the same figures may differ in what is undecided for want of one.
    """
    one, other = (evaluate(target, known, at=LAST, baseline=FIRST).verdict for target in (strict, loose))
    assert one is not Verdict.MET or other is Verdict.MET
    assert other is not Verdict.NOT_MET or one is Verdict.NOT_MET or (not asked_alike and one is not Verdict.MET)


@given(pair=nested(), known=series())
def test_thresholds(pair: tuple[Bound, Bound], known: Series) -> None:
    """A stricter threshold is met only where the looser is."""
    implies(*pair, known)


@given(pair=nested(), known=series(), every=st.booleans())
def test_in_every_period(pair: tuple[Bound, Bound], known: Series, every: bool) -> None:
    """In every period is stricter than now, and keeps the order of its bounds."""
    strict, loose = pair
    implies(EveryPeriod(strict, FIRST), EveryPeriod(loose, FIRST) if every else loose, known)


@given(pair=nested(unit_of("%"), 20), known=series(), rate=st.sampled_from(["total", "per_year", "annual_average"]),
       direction=st.sampled_from(["up", "down"]))  # fmt: skip
def test_relative_changes(pair: tuple[Bound, Bound], known: Series, rate: Any, direction: Any) -> None:
    """A change that is asked to be larger is met only where the smaller is, in total and per year, past 100 % too."""
    strict, loose = (Change(direction, "relative", size, FIRST, rate) for size in pair)
    implies(strict, loose, known)


@given(pair=nested(), known=series(), rate=st.sampled_from(["total", "per_year", "annual_average"]),
       direction=st.sampled_from(["up", "down"]))  # fmt: skip
def test_changes_by_an_amount(pair: tuple[Bound, Bound], known: Series, rate: Any, direction: Any) -> None:
    """The same holds of changes by an amount."""
    strict, loose = (Change(direction, "amount", size, FIRST, rate) for size in pair)
    implies(strict, loose, known)


@given(pair=nested(POINTS), known=series(unit="%"), direction=st.sampled_from(["up", "down"]))
def test_changes_in_points(pair: tuple[Bound, Bound], known: Series, direction: Any) -> None:
    """The same holds of changes in percentage points."""
    strict, loose = (Change(direction, "points", size, FIRST) for size in pair)
    implies(strict, loose, known)


@given(limit=grid(0, 4), rate=st.sampled_from([1, 20, 50]), known=series())
def test_every_year_is_stricter_than_in_total(limit: Fraction, rate: int, known: Series) -> None:
    """A fall by so many cases every year implies as many on average, and so many in total."""
    size = Bound(">=", Amount(limit, UNIT))
    yearly, average, total = (Change("down", "amount", size, FIRST, r) for r in RATES)
    implies(yearly, average, known, asked_alike=False)
    implies(average, total, known)
    relative = Bound(">=", Amount(Fraction(rate), unit_of("%")))
    yearly, average = (Change("up", "relative", relative, FIRST, r) for r in RATES[:2])
    implies(yearly, average, known, asked_alike=False)


@given(a=bounds(UNIT) | ranges(UNIT), b=bounds(UNIT) | ranges(UNIT), known=series())
def test_and_is_stricter_than_or(a: Bound | Range, b: Bound | Range, known: Series) -> None:
    """Both conditions imply each one, and each one implies either."""
    for one in (a, b):
        implies(AllOf((a, b)), one, known)
        implies(one, AnyOf((a, b)), known)


@given(known=series(), limit=grid(0, 6))
def test_a_condition_or_its_opposite_is_always_met(known: Series, limit: Fraction) -> None:
    """One quantity is one set: at least x or less than x is met by any value, both at once by none."""
    below, above = Bound("<", Amount(limit, UNIT)), Bound(">=", Amount(limit, UNIT))
    nothing = known.level(Period.of(LAST)) is None
    expected = (Verdict.NOT_ASSESSABLE,) * 2 if nothing else (Verdict.MET, Verdict.NOT_MET)
    either = AnyOf((AllOf((below,)), AllOf((above, Bound(">=", Amount(limit - 1, UNIT))))))
    assert evaluate(either, known, at=LAST).verdict is expected[0]
    assert evaluate(AllOf((below, above)), known, at=LAST).verdict is expected[1]
