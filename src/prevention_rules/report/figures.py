"""The figures of a finding as numbers for cells: percentages as a spreadsheet keeps them, everything else as it is."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Finding
from prevention_rules.quantities import Unit
from prevention_rules.report.picture import comparison, on_the_way

_MOST_PLACES = 4


@frozen
class Number:
    """What a cell holds, and the format that shows it."""

    value: float | int
    number_format: str

    @classmethod
    def of(cls, value: Fraction | None, unit: Unit | None) -> Number | None:
        """Return a value of a unit; a percentage of 74.3 is 0.743 shown as 74.3%.

        >>> from prevention_rules.quantities import unit_of
        >>> Number.of(Fraction(743, 10), unit_of("%")), Number.of(Fraction(3), None)
        (Number(value=0.743, number_format='0.0%'), Number(value=3, number_format='#,##0'))
        """
        if value is None:
            return None
        places = next((n for n in range(_MOST_PLACES) if (value * 10**n).denominator == 1), _MOST_PLACES)
        decimals = f".{'0' * places}" if places else ""
        if unit is not None and unit.text == "%":
            return cls(float(value / 100), f"0{decimals}%")
        return cls(value.numerator if value.denominator == 1 else float(value), f"#,##0{decimals}")


@frozen
class Numbers:
    """The numbers of a finding: its value, or what it lies between; the limit asked, the base, what is due by now."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    limit: Number | None = None
    base: Number | None = None
    due: Number | None = None


def of_level(level: ValueSet | None, unit: Unit | None) -> Numbers:
    """Return a level as its value, or as the ends it lies between."""
    if level is None or level.is_empty:
        return Numbers()
    if level.as_point is not None:
        return Numbers(value=Number.of(level.as_point, unit))
    return Numbers(low=Number.of(level.hull.lo, unit), high=Number.of(level.hull.hi, unit))


def numbers(finding: Finding) -> Numbers:
    """Return the numbers of a finding; None for each that there is not."""
    told, compared = of_level(finding.level, finding.unit), comparison(finding)
    if compared is None:
        return told
    limits = {end for part in compared.needed or () for end in (part.lo, part.hi) if end is not None}
    (limit,) = limits if len(limits) == 1 else (None,)
    marks = (None if mark is None else mark.value for mark in on_the_way(finding, compared))
    return Numbers(
        told.value, told.low, told.high,
        *(Number.of(one, finding.unit) for one in (limit, *marks)),
    )  # fmt: skip
