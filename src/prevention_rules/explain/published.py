"""Published figures as they were published, with unit and precision; a rate of ours is worked out beside its counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.explain.numbers import amount, counted, of_unit, values
from prevention_rules.explain.statements import in_english
from prevention_rules.intervals import ValueSet
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.text import Words

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


def published(told: Observation, unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words:
    """Return a figure as it was published; a bare number gets the unit it was read in.

    A count out of a whole comes with its rate, which stands on its own side of *limits*.

    >>> published(Observation("1", 2023, "93.0%"), unit_of("%")).en
    '93.0%'
    >>> published(Observation("1", 2023, "超75%"), unit_of("%")).en
    'over 75%'
    >>> published(Observation("1", 2023, Ratio(823, 1000)), unit_of("%")).zh
    '82.3%（823/1000）'
    """
    match told.value:
        case Ratio() as ratio:
            return _rate(ratio, unit, limits)
        case ValueSet() as possible:
            return values(possible, unit, limits)
        case Amount() as stated:
            return amount(stated.value, stated.unit)
    said = told.said.strip()
    if _NUMBER.fullmatch(said):
        return of_unit(Words(said, said), unit_of(told.unit) if told.unit else unit)
    return Words(said, in_english(said, unit))


def _rate(ratio: Ratio, unit: Unit | None, limits: Iterable[Fraction]) -> Words:
    share = ratio.shares.as_point
    count = counted(ratio)
    if unit is None or share is None:
        return count
    rate = amount(share / unit.factor, unit, limits)
    return Words(f"{rate.zh}（{count.zh}）", f"{rate.en} ({count.en})")


def level_published(facts: Iterable[Fact], unit: Unit | None, limits: Iterable[Fraction] = ()) -> Words | None:
    """Return the first fact that states a level, as it was published; None where none does."""
    for fact in facts:
        if fact.question == "level":
            return published(fact.observation, unit, limits)
    return None
