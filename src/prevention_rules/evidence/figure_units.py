"""Units of figures: the one a figure names itself, and a figure in the unit of its series."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from prevention_rules.errors import UnitError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.intervals import ValueSet
from prevention_rules.notation import parse_value
from prevention_rules.quantities import Amount, Unit, stands_for, unit_of
from prevention_rules.statements import Near, Statement, Value
from prevention_rules.targets import About, Bound, Change, Range
from prevention_rules.text import Words


def named_unit(observation: Observation) -> Unit | None:
    """Return the unit a figure names itself, None for a bare number; a count out of a whole is in %."""
    value = observation.value
    if observation.unit:
        return unit_of(observation.unit)
    if isinstance(value, Ratio):
        return unit_of("%")
    if isinstance(value, Amount):
        return value.unit
    said = parse_value(value) if isinstance(value, str) else ()
    return next((unit for unit in map(_said_unit, said) if unit is not None), None)


def _said_unit(said: Statement) -> Unit | None:
    match said:
        case Value(amount=amount) | Near(amount=amount) | Bound(amount=amount):
            return amount.unit
        case Range(lo=lo) | About(lo=lo):
            return lo.unit
        case Change(kind="amount", size=size):
            return size.unit
        case Change(kind="points"):
            return unit_of("%")
        case _:
            return None


def in_unit(amount: Amount, unit: Unit | None) -> Amount:
    """Return an amount in the unit of a series.

    A counter stands for the rate where the indicator is a rate per population (每10万人口…4.4人).
    Raises `UnitError` where the two do not compare.
    """
    if unit is None or amount.unit is None:
        return amount
    if not amount.unit.comparable(unit) and stands_for(amount.unit, unit):
        return attrs.evolve(amount, unit=unit)
    return amount.to(unit)


def check_heads(values: Iterable[ValueSet], unit: Unit | None, observation: Observation) -> None:
    """Raise `UnitError` for a whole number of heads where a rate is asked: 912人; 8.2人 may be 8.2 人/10万人口."""
    if unit is None or not any(power < 0 for _, power in unit.dimension):
        return
    points = (one.as_point for one in values)
    whole = next((point for point in points if point and point.denominator == 1), None)
    if whole is None:
        return
    named = named_unit(observation)
    if named is not None and stands_for(named, unit):
        raise _heads(Amount(whole, named), unit)


def _heads(amount: Amount, unit: Unit) -> UnitError:
    return UnitError(
        Words(
            f"{amount}像是个数，而指标以“{unit}”计；是率请写明（{amount}/{unit.text.partition('/')[2]}），是个数请换算成率",
            f"{amount} looks like a number of heads, and the indicator is measured in {unit}; "
            f"write the rate in full ({amount}/{unit.text.partition('/')[2]}), or work it out",
        )
    )


def difference_factor(unit: Unit | None, own: Unit | None) -> Fraction:
    """Return how much one of *unit* is in the unit of a series; a percentage point is 1/100 of the whole."""
    if unit is None or own is None:
        return Fraction(1)
    if unit == unit_of("百分点") and own.is_ratio:
        return 1 / own.factor / 100
    return unit.to(own)
