"""Two sets meet: the values the evidence leaves possible, and the values the target accepts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.series import Known
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.cases import Case, finding_of, refuse
from prevention_rules.judgement.findings import Demand, Finding, Reason, Rounded, Verdict
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit
from prevention_rules.rounding import round_to
from prevention_rules.targets import Bound, Change, Range, Target
from prevention_rules.text import Words


def compare(target: Target, case: Case, demand: Demand) -> Finding:
    """Judge a target by the one question it asks."""
    known = _known(demand, case)
    level, base_level = _levels(demand, case)
    found: dict[str, Any] = {"demand": demand, "level": level, "base_level": base_level}
    if (trouble := _base_trouble(demand, base_level, case)) is not None:
        stated = demand.base and case.series.about("ratio", case.at, demand.base)
        if not stated:
            return _troubled(target, case, trouble, **found, **_facts(case, demand))
    if known is None:
        return refuse(target, case, _why_unknown(demand, case), **found, **_facts(case, demand))
    if mixed := incomparable(known.rests_on, case, demand.base):
        return refuse(target, case, "series_break", used=known.facts, notes=mixed, **found)
    possible = _as_compared(known, demand, target, case.policy, case.series.unit)
    verdict = meet(possible, demand.acceptable)
    point = [fact.point for fact in known.facts if fact.point is not None]
    return finding_of(
        target, case, verdict, _reason(verdict, possible, demand, target),
        possible=possible, used=known.facts, superseded=known.superseded,
        rounded=_rounded(known.values, demand, target, case.series.unit),
        point_verdict=meet(ValueSet.point(point[0]), demand.acceptable) if point else None,
        notes=doubts(known.facts), **found,
    )  # fmt: skip


def meet(possible: ValueSet, acceptable: ValueSet) -> Verdict:
    """Say how a set of possible values meets a set of acceptable ones.

    Raises `ValueError` for the empty set of possible values: it lies inside everything.
    """
    if possible.is_empty:
        raise ValueError("no value is possible: that is a contradiction, not evidence")
    if possible <= acceptable:
        return Verdict.MET
    return Verdict.NOT_MET if possible.disjoint(acceptable) else Verdict.INCONCLUSIVE


def _known(demand: Demand, case: Case) -> Known | None:
    match demand.question:
        case "level":
            return case.series.level(case.at)
        case "ratio":
            assert demand.base is not None
            return case.series.ratio(case.at, demand.base)
        case "difference":
            assert demand.base is not None
            return case.series.difference(case.at, demand.base)


def _levels(demand: Demand, case: Case) -> tuple[ValueSet | None, ValueSet | None]:
    level = case.series.level(case.at)
    base = case.series.level(demand.base) if demand.base else None
    return level.values if level else None, base.values if base else None


def _facts(case: Case, demand: Demand) -> dict[str, Any]:
    """Name what is known all the same when the question itself has no answer."""
    periods = {case.at, demand.base}
    return {"used": tuple(fact for fact in case.series.facts if fact.period in periods)}


def _base_trouble(demand: Demand, base: ValueSet | None, case: Case) -> Reason | None:
    if demand.question != "ratio" or base is None:
        return None
    if base <= ValueSet.of(Interval(None, Fraction(0))):
        return "zero_baseline"
    return None if base <= ValueSet.of(Interval(Fraction(0), lo_in=False)) else "baseline_may_be_zero"


def _troubled(target: Target, case: Case, trouble: Reason, **found: Any) -> Finding:
    zero = ValueSet.point(0)
    held = trouble == "zero_baseline" and found["base_level"] == zero and found["level"] == zero
    if held and case.policy.zero_base == "held" and isinstance(target, Change) and target.dir == "down":
        return finding_of(target, case, Verdict.MET, "held_at_zero", **found)
    if trouble == "zero_baseline" or found["level"] is None:
        return refuse(target, case, trouble if trouble == "zero_baseline" else "missing_value", **found)
    return finding_of(target, case, Verdict.INCONCLUSIVE, trouble, **found)


def _why_unknown(demand: Demand, case: Case) -> Reason:
    if demand.question == "level":
        return "missing_value"
    here = case.series.level(case.at)
    elsewhere = any(
        fact.period == case.at and fact.question != "level" and fact.base != demand.base for fact in case.series.facts
    )
    if elsewhere:
        return "other_base"
    return "missing_value" if here is None else "missing_baseline"


def _reason(verdict: Verdict, possible: ValueSet, demand: Demand, target: Target) -> Reason:
    match verdict:
        case Verdict.MET:
            return "met"
        case Verdict.NOT_MET:
            return _why_not(possible.hull, demand, target)
        case _:
            return "straddles_limit"


def _why_not(possible: Interval, demand: Demand, target: Target) -> Reason:
    wanted, here = demand.acceptable, ValueSet.of(possible)
    below, above = here <= _below(wanted), here <= _above(wanted)
    if isinstance(target, Change):
        still = ValueSet.point(1 if demand.question == "ratio" else 0)
        up = target.dir == "up"
        if here <= (_below(still) if up else _above(still)):
            return "moved_away"
        if below if up else above:
            return "change_too_small"
    return "below_limit" if below else "above_limit" if above else "outside_range"


def _below(values: ValueSet) -> ValueSet:
    """Every number below all of *values*."""
    hull = values.hull if not values.is_empty else Interval()
    return ValueSet() if hull.lo is None else ValueSet.of(Interval(None, hull.lo, hi_in=not hull.lo_in))


def _above(values: ValueSet) -> ValueSet:
    hull = values.hull if not values.is_empty else Interval()
    return ValueSet() if hull.hi is None else ValueSet.of(Interval(hull.hi, None, lo_in=not hull.hi_in))


_PRELIMINARY = Words("依据的是初步数，核定后结论可能改变", "rests on a preliminary figure; the final one may change it")


def doubts(facts: Sequence[Fact]) -> tuple[Words, ...]:
    """Return what a reader should know of the facts: doubtful values, preliminary figures."""
    found = [fact.doubt for fact in facts if fact.doubt is not None]
    if any(fact.observation.status == "preliminary" for fact in facts):
        found.append(_PRELIMINARY)
    return tuple(dict.fromkeys(found))


def _as_compared(known: Known, demand: Demand, target: Target, policy: Policy, unit: Unit | None) -> ValueSet:
    values = known.rounded if policy.published == "interval" else known.values
    step = _step(target, demand, unit) if policy.target_step is None else policy.target_step
    if policy.comparison == "exact" or step is None:
        return values
    return _round_set(values, step, policy.rounding)


def _step(target: Target, demand: Demand, unit: Unit | None) -> Fraction | None:
    """The place a level is rounded to, in the unit of the series: that of the target as written."""
    if demand.question != "level" or not isinstance(target, Bound | Range):
        return None
    amount = target.amount if isinstance(target, Bound) else target.lo
    if amount.step is None or amount.unit is None or unit is None:
        return amount.step
    return amount.step * amount.unit.to(unit)


def _round_set(values: ValueSet, step: Fraction, how: Literal["half_even", "half_up"]) -> ValueSet:
    """Round both ends: rounding never falls, so the rounded values lie between them."""
    return ValueSet(
        tuple(
            Interval(
                None if part.lo is None else round_to(part.lo, step, how),
                None if part.hi is None else round_to(part.hi, step, how),
            )
            for part in values
        )
    )


def _rounded(values: ValueSet, demand: Demand, target: Target, unit: Unit | None) -> Rounded | None:
    step = _step(target, demand, unit)
    if step is None:
        return None
    even, up = (meet(_round_set(values, step, how), demand.acceptable) for how in ("half_even", "half_up"))
    return Rounded(step, even, up)
