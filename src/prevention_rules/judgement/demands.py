"""What a target asks of a series: which level, ratio or difference, and which values are acceptable."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from prevention_rules.errors import UnitError
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.case import Case
from prevention_rules.judgement.findings import Demand
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Range,
    Respectively,
    Target,
)
from prevention_rules.text import Words


def demand_of(target: Bound | Range | About | Change, case: Case) -> Demand | Reason | None:
    """Say what the target asks of the series; a reason where it cannot be asked, None where it is asked yearly."""
    match target:
        case Bound(over=str() as over) | Range(over=str() as over) | About(over=str() as over) if not case.has(over):
            return "over_years"
        case Bound() | Range():
            return Demand("level", _in_series_unit(target.values, target.unit, case.series.unit))
        case About():
            tolerance = declared_in(target.unit, case.policy.tolerance)
            if tolerance is None:
                return "needs_tolerance"
            return Demand("level", _in_series_unit(target.within(tolerance), target.unit, case.series.unit))
        case Change():
            return _change_demand(target, case)


def _in_series_unit(values: ValueSet, unit: Unit | None, series_unit: Unit | None) -> ValueSet:
    if unit is None or series_unit is None or unit == series_unit:
        return values
    return values.scale(unit.to(series_unit))


def declared_in(unit: Unit | None, amount: Amount | None) -> Fraction | None:
    """Return a declared tolerance or size in *unit*; percentage points are of a percentage.

    None where nothing is declared, or in a unit of another kind: what a policy declares for shares says nothing of
    counts.
    """
    if amount is None:
        return None
    if unit is None or amount.unit is None:
        return amount.value
    if amount.unit == unit_of("百分点") and unit.is_ratio:
        return amount.value * unit_of("%").to(unit)
    return amount.to(unit).value if amount.unit.comparable(unit) else None


def _change_demand(target: Change, case: Case) -> Demand | Reason | None:
    base = case.start_of(target)
    if base is None:
        return "base_not_stated"
    if base >= case.at:  # no time has passed since the base
        return "missing_baseline"
    sizes = _sizes(target, case)
    if sizes is None:
        return "needs_tolerance"
    years = case.at.year - base.year
    if target.rate == "per_year" and years > 1:
        return None
    power = years if target.rate == "annual_average" else 1
    sign = 1 if target.dir == "up" else -1
    if target.kind == "relative":
        return Demand("ratio", sizes.map(_growth(sign, max(1, power))), base)
    return Demand("difference", _difference(sizes, target, case).scale(sign * max(1, power)), base)


def _growth(sign: int, power: int) -> Callable[[Fraction], Fraction]:
    """Return the ratio that a yearly change of so many percent makes after *power* years; past -100 % it is below 0."""

    def ratio(percent: Fraction) -> Fraction:
        yearly = 1 + sign * percent / 100
        return yearly**power if yearly >= 0 else -((-yearly) ** power)

    return ratio


def _sizes(target: Change, case: Case) -> ValueSet | None:
    size = target.size
    if not isinstance(size, About):
        return size.values
    tolerance = declared_in(size.unit, case.policy.tolerance)
    return None if tolerance is None else size.within(tolerance)


def _difference(sizes: ValueSet, target: Change, case: Case) -> ValueSet:
    if target.kind == "points" and case.series.unit is not None:
        return sizes.scale(unit_of("%").to(case.series.unit))
    return _in_series_unit(sizes, target.size.unit, case.series.unit)


def comparable(target: Target, unit: Unit | None) -> None:
    """Raise `UnitError` where a part of *target* cannot be compared with figures in *unit*.

    Rule files call this when they are loaded, so that minutes never meet percent in an evaluation.
    """
    match target:
        case Bound() | Range() | About():
            _fits(target.unit, unit)
        case Change(kind="amount", size=size):
            _fits(size.unit, unit)
        case Change(kind="points"):
            if unit is not None and not unit.is_ratio:
                raise UnitError(
                    Words(f"指标的单位是“{unit}”，不能用百分点", f"percentage points need a share, not {unit}")
                )
        case EveryPeriod(of=part) | PerUnit(of=part):
            comparable(part, unit)
        case Respectively(of=members) | AllOf(of=members) | AnyOf(of=members) | Ambiguous(readings=members):
            for member in members:
                comparable(member, unit)
        case _:
            pass


def _fits(own: Unit | None, unit: Unit | None) -> None:
    if own is not None and unit is not None:
        own.to(unit)
