"""A target as one set of one quantity, without any evidence, and a value out of that set to show.

`demands` asks the same of a series; here nothing is known but the target, so a change stays a change:
without its base it is no level.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.intervals import EVERYTHING, Interval, ValueSet
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    AnyOf,
    Base,
    Bound,
    Change,
    ChangeKind,
    Over,
    Range,
    Rate,
    Target,
    Trend,
)  # fmt: skip
from prevention_rules.text import Language, Words
from prevention_rules.unit_words import unit_words


class UndecidedError(FormatError):
    """Sets cannot tell; ``problem`` says why."""


@frozen
class Quantity:
    """What a condition is about: the level, or a change of one kind against one base.

    ``dimension`` is None for a bare number, which compares only with bare numbers.
    """

    question: Literal["level"] | ChangeKind
    dimension: tuple[tuple[str, int], ...] | None
    base: Base = None
    rate: Rate = "total"
    by: int | None = None
    over: Over | None = None


@frozen
class Condition:
    """The acceptable ``values`` of one quantity, in root units; a change down is negative.

    ``universe`` are the values the quantity can have at all, ``unit`` is the one to show them in.
    """

    quantity: Quantity
    values: ValueSet
    universe: ValueSet
    unit: Unit | None

    @property
    def refused(self) -> ValueSet:
        """The values the quantity can have and the condition does not accept."""
        return self.universe - self.values

    def shown(self, values: ValueSet) -> Witness | None:
        """Return one of *values* (root units) in the condition's unit; None of the empty set."""
        if values.is_empty:
            return None
        factor = self.unit.factor if self.unit else Fraction(1)
        value = _plainest(values.scale(1 / factor))
        return Witness(Amount(value, self.unit), is_change=self.quantity.question != "level")


@frozen
class Witness:
    """A value on which two targets differ, exact and with its unit; of a change, down is negative.

    ``where`` names the member, the unit or the period the value stands in, outermost first.

    >>> Witness(Amount.of("-10%"), is_change=True).in_language("zh")
    '下降10%'
    """

    amount: Amount
    is_change: bool = False
    where: tuple[Words, ...] = ()

    __repr__ = in_short

    def in_(self, place: Words) -> Witness:
        """Return the same value in a member, unit or period."""
        return attrs.evolve(self, where=(place, *self.where))

    def in_language(self, lang: Language) -> str:
        """Write the value as a reader says it: ``95%``, ``下降10%``, ``第2项：85%``."""
        size = abs(self.amount.value) if self.is_change else self.amount.value
        said = f"{Amount(size)}{unit_words(self.amount.unit).in_language(lang)}"
        if self.is_change and size == 0:
            said = Words("没有变化", "no change").in_language(lang)
        elif self.is_change:
            fell = self.amount.value < 0
            said = Words(f"{'下降' if fell else '提高'}{said}", f"{'−' if fell else '+'}{said}").in_language(lang)
        return Words("：", ": ").in_language(lang).join([*(place.in_language(lang) for place in self.where), said])


def condition_of(target: Target, *, share: bool = False) -> Condition:
    """Return the one set a target stands for; conditions joined by and/or merge where they ask the same.

    *share* says that the indicator is part of a whole, so that no level is above 100 %. Raises
    `UndecidedError` for a target that is no one set.

    >>> from prevention_rules.targets import AtLeast, AtMost
    >>> str(condition_of(AtLeast("85%") & AtMost("90%")).values)
    '[17/20, 9/10]'
    """
    match target:
        case Bound() | Range():
            quantity = Quantity("level", _dimension(target.unit), by=target.by, over=target.over)
            return _condition(quantity, target.values, target.unit, share=share)
        case Change(size=Bound() | Range() as size):
            unit = size.unit or (unit_of("%") if target.kind == "relative" else None)
            quantity = Quantity(target.kind, _dimension(unit), target.base, target.rate, target.by)
            return _condition(quantity, size.values.scale(1 if target.dir == "up" else -1), unit, share=share)
        case AllOf(of=members) | AnyOf(of=members) if members:
            return _merged(target, [condition_of(member, share=share) for member in members])
    raise UndecidedError(_why_no_set(target))


def _dimension(unit: Unit | None) -> tuple[tuple[str, int], ...] | None:
    return None if unit is None else unit.dimension


def _condition(quantity: Quantity, values: ValueSet, unit: Unit | None, *, share: bool) -> Condition:
    universe = _of_a_share(quantity) if share else EVERYTHING
    in_root = values.scale(unit.factor) if unit else values
    return Condition(quantity, in_root & universe, universe, unit)


def _of_a_share(quantity: Quantity) -> ValueSet:
    """The values that a part of a whole can have, or a change in it."""
    match quantity:
        case Quantity("level", ()):
            return ValueSet.of(Interval(Fraction(0), Fraction(1)))
        case Quantity("relative"):
            return ValueSet.of(Interval(Fraction(-1)))
        case Quantity("points", rate="total"):
            return ValueSet.of(Interval(Fraction(-100), Fraction(100)))
    return EVERYTHING


def _merged(target: AllOf | AnyOf, conditions: list[Condition]) -> Condition:
    first, *rest = conditions
    values = first.values
    for other in rest:
        if other.quantity != first.quantity:
            raise UndecidedError(Words("几个条件问的不是同一个量", "its conditions are about different quantities"))
        values = values & other.values if isinstance(target, AllOf) else values | other.values
    # Joined conditions may state a date of their own; members and whole then ask the same of it.
    dated = attrs.evolve(first.quantity, by=target.by or first.quantity.by)
    return attrs.evolve(first, quantity=dated, values=values)


def _why_no_set(target: Target) -> Words:
    match target:
        case About() | Change():
            return Words("“左右”没有声明容许偏差", "“about” has no declared tolerance")
        case Trend():
            return Words("趋势没有数值，只与自身相同", "a trend has no number and equals only itself")
    return Words("目标不能归结为一个数值范围", "the target is not one range of values")


def _plainest(values: ValueSet) -> Fraction:
    """Return a value people like to read: an end that belongs, else a whole number, else the middle."""
    ends = [end for part in values for end in _own_ends(part)]
    if ends:
        return ends[0]
    part = values.parts[0]
    if part.lo is None:
        return Fraction(0) if part.hi is None else Fraction(-(-part.hi // 1) - 1)
    whole = Fraction(floor(part.lo) + 1)
    if part.hi is None or whole < part.hi:
        return whole
    return (part.lo + part.hi) / 2


def _own_ends(part: Interval) -> list[Fraction]:
    ends = [(part.lo, part.lo_in), (part.hi, part.hi_in)]
    return [end for end, belongs in ends if end is not None and belongs]
