"""Sub-areas rolled up: rates are pooled from counts, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from prevention_rules.facts import Frame
from prevention_rules.intervals import ValueSet
from prevention_rules.observations import Observation, Ratio
from prevention_rules.periods import Period
from prevention_rules.series import Known, Series
from prevention_rules.text import Words


@frozen
class Pooled:
    """The series of the whole, and by period why it could not be pooled."""

    series: Series
    notes: Mapping[Period, Words]


def pool(parts: Mapping[str, Series], expected: Sequence[str] = ()) -> Pooled:
    """Add up what the sub-areas counted, period by period; *expected* are all that have to report.

    A rate of the whole needs the counts of every part: the mean of rates is another number. Counts
    of things are added; where a part is missing, the whole is at least what the others counted.

    >>> def part(n, of):
    ...     return Series.of({2025: Ratio(n, of)}, unit="%", share=True)
    >>> pooled = pool({"甲": part(95, 100), "乙": part(700, 1000)})
    >>> str(pooled.series.level(Period.of(2025)).values)
    '[795/11, 795/11]'
    """
    names = tuple(expected) or tuple(parts)
    frame = next((part.frame for part in parts.values()), Series().frame)
    periods = sorted({period for part in parts.values() for period in part.periods})
    told, notes = [], {}
    for period in periods:
        known = {name: parts[name].level(period) if name in parts else None for name in names}
        total = _shares(parts, known, period) if frame.unit is None or frame.unit.is_ratio else _things(known, frame)
        if total is not None:
            told.append(Observation("", period, total, source="、".join(name for name in names if known[name])))
        if total is None or None in known.values():
            notes[period] = _missing(known)
    return Pooled(Series.of(told, unit=frame.unit, share=frame.share), notes)


def _shares(parts: Mapping[str, Series], known: Mapping[str, Known | None], period: Period) -> Ratio | None:
    """Return the pooled ratio; None where a part gave no counts, for then its weight is unknown."""
    ratios = [None if found is None else _counts(parts[name], period) for name, found in known.items()]
    counted = [ratio for ratio in ratios if ratio is not None]
    if len(counted) < len(ratios):
        return None
    return Ratio(
        sum((ratio.numerator for ratio in counted), Fraction(0)),
        sum((ratio.denominator for ratio in counted), Fraction(0)),
        sum((ratio.missing for ratio in counted), Fraction(0)),
    )


def _things(known: Mapping[str, Known | None], frame: Frame) -> ValueSet | None:
    """Return the sum of counts; a rate per population or a time has no sum."""
    assert frame.unit is not None
    if len(frame.unit.dimension) != 1 or not frame.never_negative or ("人口", -1) in frame.unit.dimension:
        return None
    total = ValueSet.point(0)
    for found in known.values():
        total = total.plus(frame.universe if found is None else found.values)
    return total


def _counts(part: Series, period: Period) -> Ratio | None:
    ratios = [fact.observation.value for fact in part.about("level", period)]
    return ratios[0] if len(ratios) == 1 and isinstance(ratios[0], Ratio) else None


def _missing(known: Mapping[str, Known | None]) -> Words:
    silent = [name for name, found in known.items() if found is None]
    if silent:
        return Words(f"缺报：{'、'.join(silent)}", f"no report from {', '.join(silent)}")
    return Words(
        "只有比率、没有分子分母的不能汇总：比率不能平均", "rates without counts are not pooled: rates have no mean"
    )
