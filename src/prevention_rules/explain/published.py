"""Published figures as they were published, with unit and precision; a rate of ours is worked out beside its counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.exact_numbers import exact, thousands, write_number
from prevention_rules.explain.numbers import amount, counted, of_unit, values
from prevention_rules.explain.statements import in_english
from prevention_rules.intervals import ValueSet
from prevention_rules.quantities import Amount, Unit, unit_if_known, unit_of
from prevention_rules.text import Words

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(
    r"(?:达到|达|为|是)?\s*(?P<number>[-+]?[0-9][0-9,，]*(?:\.[0-9]+)?)\s*(?P<unit>[^\d\s,，。；;（）()]*)"
)
_CLAUSE = re.compile("[，；;]|,(?![0-9])")


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
        case Fraction() as worked_out:
            return amount(worked_out, unit_of(told.unit) if told.unit else unit, limits)
        case Amount() as stated:
            number = write_number(stated.value, stated.step)
            return of_unit(Words(number, thousands(number)), stated.unit or unit)
    said = told.said.strip()
    if _NUMBER.fullmatch(said):
        return of_unit(Words(said, thousands(said)), unit_of(told.unit) if told.unit else unit)
    return Words(said, in_english(said, unit))


def plainly(told: Observation, unit: Unit | None) -> Words | None:
    """Return the number and unit of a figure that states one, without the words around it; None for bounds.

    >>> plainly(Observation("1", 2023, "达70.9%，同比上升2个百分点"), unit_of("%")).zh
    '70.9%'
    >>> plainly(Observation("1", 2023, "超75%"), unit_of("%")) is None
    True
    """
    if not isinstance(told.value, str):
        return published(told, unit) if not isinstance(told.value, Fraction | Ratio | ValueSet) else None
    said = told.said.strip()
    if _NUMBER.fullmatch(said):
        return published(told, unit)
    found = next((plain for clause in _CLAUSE.split(said) if (plain := _PLAIN.fullmatch(clause.strip()))), None)
    if found is None or not _is_unit(found["unit"], unit):
        return None
    own = f"{found['number']}{found['unit']}"
    return Words(own, in_english(own, unit))


def _is_unit(text: str, own: Unit | None) -> bool:
    """Say whether what stands behind a number is a unit and no more: not 以上, 左右, 余."""
    return not text or (own is not None and text == own.text) or unit_if_known(text) is not None


def _rate(ratio: Ratio, unit: Unit | None, limits: Iterable[Fraction]) -> Words:
    share, count = ratio.shares.as_point, counted(ratio)
    if unit is None or share is None:
        return count
    rate = amount(share / unit.factor, unit, limits, places=2)
    return Words(f"{rate.zh}（{count.zh}）", f"{rate.en} ({count.en})")


def settled(fact: Fact, unit: Unit | None) -> Words | None:
    """Return a bare number that was declared a fraction as the percentage it is, 0.873 as 87.3%; None for others."""
    told, point = fact.observation, fact.values.as_point
    if unit is None or not unit.is_ratio or point is None or told.unit not in (None, unit.text):
        return None
    if fact.question != "level":
        return None
    said = told.said.strip()
    if not _NUMBER.fullmatch(said) or exact(said)[0] == point:
        return None  # as nearly every number is
    return amount(point, unit)


def level_published(facts: Sequence[Fact], unit: Unit | None, limits: Sequence[Fraction] = ()) -> Words | None:
    """Return the level that facts state, as it was published; a rate with the counts beside it where both are.

    Of several a number comes before a bound, and the more finely written first. None where no fact states a level.
    """
    levels = [fact for fact in facts if fact.question == "level"]
    if not levels:
        return None
    if len(levels) == 1 and (percent := settled(levels[0], unit)) is not None:
        return percent
    levels.sort(key=lambda fact: (fact.values.as_point is None, fact.step or 0))
    told = [fact.observation for fact in levels]
    counts = next((one for one in told if isinstance(one.value, Ratio)), None)
    if counts is None or len(told) == 1:
        return plainly(told[0], unit) or published(told[0], unit, limits)
    rate = next((plain for one in told if (plain := plainly(one, unit)) is not None), None)
    if rate is None or not isinstance(counts.value, Ratio):
        return published(counts, unit, limits)
    beside = counted(counts.value)
    return Words(f"{rate.zh}（{beside.zh}）", f"{rate.en} ({beside.en})")
