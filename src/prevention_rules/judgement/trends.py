"""稳步提升 and its kin over evidence: the declared reading decides, the other readings stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import attrs
from attrs import frozen

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Reason, Verdict
from prevention_rules.logic import EMPTY, NOT_APPLICABLE, Truth, every
from prevention_rules.patterns import Answer
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit
from prevention_rules.readings import RISING, STABLE, Reading, Robustness, named, robustness
from prevention_rules.targets import Better, Trend

Levels = Sequence[ValueSet | None]


@frozen
class Told:
    """What the readings of a trend say: the verdict of the declared one, and every answer by id."""

    verdict: Verdict
    reason: Reason
    reading: str | None = None
    answers: tuple[tuple[str, Answer], ...] = ()
    robustness: Robustness | None = None


def judge_trend(
    target: Trend, levels: Levels, better: Better | None, tolerance: Fraction | None, unit: Unit | None, policy: Policy
) -> Told:
    """Judge a trend on *levels* in time order, None for a period without a figure.

    *tolerance* is the declared one, in the unit of the series. Two periods only show whether the
    last is better than the base; then that reading decides and robustness is untested.
    """
    if policy.gaps == "neighbours":
        levels = [level for level in levels if level is not None]
    told = _declared(target, levels, better, tolerance, unit, policy)
    contested = told.robustness is not None and told.robustness.robust is False
    if policy.trends == "supervaluation" and contested:
        return attrs.evolve(told, verdict=Verdict.INCONCLUSIVE, reason="readings_disagree")
    return told


def levels_that_keep(
    target: Trend, levels: Levels, better: Better | None, tolerance: Fraction | None, unit: Unit | None, policy: Policy
) -> ValueSet | None:
    """Return the last levels that keep a trend, the earlier ones standing as they are; None unless all are points.

    A reading can only change its answer where the last level passes an earlier one, or one moved by a
    tolerance; so one try at each such place and one between each two show the whole set.
    """
    earlier = [None if level is None else level.as_point for level in levels[:-1]]
    points = [point for point in earlier if point is not None]
    if len(points) < len(earlier):
        return None
    shifts = [Fraction(0), tolerance or Fraction(0), half_a_point(unit)]
    first, steps = points[0], len(points)
    scaled = [
        first * factor
        for factor in (Fraction("1.01") ** steps, Fraction("0.99") ** steps, Fraction("1.03"), Fraction("0.97"))
    ]
    ends = sorted({*scaled, *(point + sign * shift for point in points for shift in shifts for sign in (1, -1))})

    def kept(last: Fraction) -> bool:
        tried = [*levels[:-1], ValueSet.point(last)]
        return _declared(target, tried, better, tolerance, unit, policy).verdict is Verdict.MET

    found = [Interval(end, end) for end in ends if kept(end)]
    found += [Interval(lo, hi, lo_in=False, hi_in=False) for lo, hi in pairwise(ends) if kept((lo + hi) / 2)]
    found += [Interval(None, ends[0], hi_in=False)] if kept(ends[0] - 1) else []
    found += [Interval(ends[-1], None, lo_in=False)] if kept(ends[-1] + 1) else []
    return ValueSet(tuple(found))


def _declared(
    target: Trend, levels: Levels, better: Better | None, tolerance: Fraction | None, unit: Unit | None, policy: Policy
) -> Told:
    match target.dir:
        case "not_up" | "not_down":
            return _told(_holds(target, levels))
        case "stable":
            return _stable(levels, better, tolerance, policy)
        case "up":
            return _rising(levels, "higher", unit, policy)
        case "down":
            return _rising(levels, "lower", unit, policy)
        case "better":
            if better is None:
                return Told(Verdict.NOT_ASSESSABLE, "needs_direction")
            return _rising(levels, better, unit, policy)


def half_a_point(unit: Unit | None) -> Fraction:
    """Half a percentage point in the unit of a share; other units have no points."""
    return Fraction(1, 200) / unit.factor if unit is not None and unit.is_ratio else Fraction(0)


def _rising(levels: Levels, better: Better, unit: Unit | None, policy: Policy) -> Told:
    answers = {key: reading(levels, better=better, tolerance=half_a_point(unit)) for key, reading in RISING.items()}
    chosen = named(policy.rising)
    if len(levels) < chosen.least:
        chosen = RISING["U3"]
    return _chosen(chosen, answers)


def _stable(levels: Levels, better: Better | None, tolerance: Fraction | None, policy: Policy) -> Told:
    if tolerance is None:
        return Told(Verdict.NOT_ASSESSABLE, "needs_tolerance")
    way: Better = better or "higher"
    answers = {
        key: reading(levels, better=way, tolerance=tolerance)
        for key, reading in STABLE.items()
        if reading.needs != "floor"
    }
    # Without a good direction there is no "worse", so both sides count.
    chosen = named(policy.stable) if better else STABLE["T3"]
    return _chosen(chosen, answers)


def _chosen(chosen: Reading, answers: dict[str, Answer]) -> Told:
    answer = answers[chosen.id]
    truth = None if answer is NOT_APPLICABLE else answer
    told = _told(truth)
    listed = tuple(answers.items())
    return Told(told.verdict, told.reason, chosen.id, listed, robustness(truth, answers))


def _told(truth: Truth) -> Told:
    if truth is None:
        return Told(Verdict.INCONCLUSIVE, "trend_undecided")
    return Told(Verdict.MET, "met") if truth else Told(Verdict.NOT_MET, "trend_not_kept")


def _holds(target: Trend, levels: Levels) -> Truth:
    """只增不减 asks every step not to fall; 0% increase asks it of the whole way."""
    known = list(levels) if target.every_year else [levels[0], levels[-1]]
    kept = Interval(Fraction(0)) if target.dir == "not_down" else Interval(None, Fraction(0))
    steps = [_lies(later, earlier, ValueSet.of(kept)) for earlier, later in pairwise(known)]
    joined = every(steps)
    return None if joined is EMPTY else joined


def _lies(later: ValueSet | None, earlier: ValueSet | None, kept: ValueSet) -> Truth:
    if later is None or earlier is None:
        return None
    step = later.minus(earlier)
    if step <= kept:
        return True
    return False if step.disjoint(kept) else None
