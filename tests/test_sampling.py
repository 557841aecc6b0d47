from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from vectors import vectors

from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.sampling import METHODS, clopper_pearson, wilson

GRID = Fraction(1, 10**9)
NAMES = {"wilson": wilson, "cp": clopper_pearson}


def ends(interval: ValueSet) -> tuple[Fraction, Fraction]:
    """Both ends of an interval, which has them."""
    hull = interval.hull
    assert hull.lo is not None
    assert hull.hi is not None
    return hull.lo, hull.hi


def chance_of_at_least(k: int, n: int, p: Fraction) -> Fraction:
    """The upper binomial tail, term by term in fractions: slow, and with nothing to go wrong."""
    return sum((math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1)), Fraction(0))


@pytest.mark.parametrize("case", vectors("uncert"))
def test_vector(case: dict[str, Any]) -> None:
    """The worked three-zone decisions come out: inside MET, outside NOT_MET, else INCONCLUSIVE."""
    _, limit, k, n, method, *confidence = case["args"]
    evidence = NAMES[method](k, n, **({"confidence": confidence[0]} if confidence else {}))
    accepted = ValueSet.of(Interval(Fraction(limit, 100), Fraction(1)))
    outside = "NOT_MET" if evidence.disjoint(accepted) else "INCONCLUSIVE"
    assert ("MET" if evidence <= accepted else outside) == case["expected"]


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (880, 1000, "85.84", "89.87"),
        (855, 1000, "83.18", "87.55"),
        (820, 1000, "79.50", "84.26"),
        (15, 15, "79.61", "100.00"),
        (30, 30, "88.65", "100.00"),
    ],
)
def test_published_figures(k: int, n: int, low: str, high: str) -> None:
    """Wilson's interval has the published ends, to the digits they were published with."""
    lo, hi = ends(wilson(k, n))
    assert (f"{float(lo) * 100:.2f}", f"{float(hi) * 100:.2f}") == (low, high)


@pytest.mark.parametrize(("k", "n"), [(0, 7), (1, 1), (3, 9), (7, 10), (19, 20), (29, 30), (12, 40)])
@pytest.mark.parametrize("confidence", ["0.9", "0.95", "0.999"])
def test_clopper_pearson_is_exact(k: int, n: int, confidence: str) -> None:
    """Each end leaves at most its tail, and one grid step further in would leave more."""
    tail = (1 - Fraction(confidence)) / 2
    lo, hi = ends(clopper_pearson(k, n, confidence=confidence))
    if k:
        assert chance_of_at_least(k, n, lo) <= tail < chance_of_at_least(k, n, lo + 2 * GRID)
    else:
        assert lo == 0
    if k < n:
        assert chance_of_at_least(n - k, n, 1 - hi) <= tail < chance_of_at_least(n - k, n, 1 - hi + 2 * GRID)
    else:
        assert hi == 1


@pytest.mark.parametrize(("k", "n"), [(1, 3), (7, 10), (352, 400), (99_999, 100_000)])
def test_wilson_solves_the_score_equation(k: int, n: int) -> None:
    """Each end is as far from the estimate as z standard errors at that end, and rounded outward."""
    z, share = Fraction("1.959963984540054"), Fraction(k, n)

    def too_far(p: Fraction) -> bool:
        return (share - p) ** 2 > z * z * p * (1 - p) / n

    lo, hi = ends(wilson(k, n))
    assert too_far(lo)
    assert not too_far(lo + 2 * GRID)
    assert too_far(hi)
    assert not too_far(hi - 2 * GRID)


def test_large_register() -> None:
    """A hundred thousand answers are no obstacle, and there the exact interval nears the normal one."""
    lo, hi = ends(clopper_pearson(40_000, 100_000))
    half_width = 1.959964 * math.sqrt(0.4 * 0.6 / 100_000)
    assert float(hi - lo) / 2 == pytest.approx(half_width, rel=0.005)


def test_design_effect() -> None:
    """A design effect of two makes a sample say what half of it would, and an awkward one never narrows it."""
    for interval in METHODS.values():
        assert interval(880, 1000, deff=2) == interval(440, 500)
        assert interval(881, 1000) <= interval(881, 1000, deff="1.7")


def test_effective_counts_are_rounded_outward() -> None:
    """518.24 of 588.24 becomes 518 of 588 for the lower exact end and 519 of 589 for the upper one."""
    hull = clopper_pearson(881, 1000, deff="1.7").hull
    assert (hull.lo, hull.hi) == (clopper_pearson(518, 588).hull.lo, clopper_pearson(519, 589).hull.hi)


@pytest.mark.parametrize("counts", [(11, 10), (-1, 10), (0, 0), (True, 1), (0.5, 1)])
def test_impossible_counts(counts: tuple[Any, Any]) -> None:
    """Counts that cannot be are refused, not turned into an interval."""
    with pytest.raises(ObservationError, match="of a sample of"):
        wilson(*counts)


def test_refused_choices() -> None:
    """A confidence outside (0, 1) and a design effect of zero are refused."""
    for confidence in (0, 1, 95, "1.5"):
        with pytest.raises(FormatError, match="between 0 and 1"):
            clopper_pearson(1, 2, confidence=confidence)
    with pytest.raises(FormatError, match="above 0, not 0"):
        wilson(1, 2, deff=0)
