"""各街道平均: the average of several units, exact where it can be, between bounds where it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from prevention_rules.evidence.known import Known
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.periods import Period


def averaged(parts: Mapping[str, Series], areas: Sequence[str]) -> Series:
    """Return the average of the units as a series: a total over their number, or a pooled rate.

    Rates without counts are weighted nobody knows how, so their average lies between the lowest and the
    highest of them; a unit that is silent can be anything.

    >>> def part(n): return Series.of({2025: n}, unit="个")
    >>> str(averaged({"甲": part(2), "乙": part(3)}, ()).level(Period.of(2025)).values)
    '[5/2, 5/2]'
    """
    names = tuple(areas) or tuple(parts)
    pooled = pool(parts, names).series
    frame = pooled.frame
    things = frame.unit is not None and not frame.unit.is_ratio
    told = []
    for period in sorted({period for part in parts.values() for period in part.periods}):
        whole = pooled.level(period)
        exactly = whole is not None and (not things or bool(names))
        if whole is not None and exactly:
            told.append(_told(period, whole.values.scale(Fraction(1, len(names))) if things else whole.values, whole))
        else:
            told.append(
                _told(period, _between([parts[n].level(period) if n in parts else None for n in names], pooled))
            )
    return Series.of(told, unit=frame.unit, share=frame.share)


def evenly(whole: Series, areas: Sequence[str]) -> dict[str, Series]:
    """Return what each unit has where a whole is spread evenly: its share of things, and the same rate.

    >>> spread = evenly(Series.of({2025: 9}, unit="个"), ("甲", "乙"))
    >>> str(spread["乙"].level(Period.of(2025)).values)
    '[9/2, 9/2]'
    """
    frame = whole.frame
    things = frame.unit is not None and not frame.unit.is_ratio
    share = Fraction(1, len(areas)) if things else Fraction(1)
    known = [(period, found) for period in whole.periods if (found := whole.level(period)) is not None]
    told = [_told(period, found.values.scale(share), found) for period, found in known]
    return dict.fromkeys(areas, Series.of(told, unit=frame.unit, share=frame.share, additive=frame.additive))


def _told(period: Period, values: ValueSet, whole: Known | None = None) -> Observation:
    status = whole.facts[0].observation.status if whole is not None and whole.facts else None
    return Observation("", period, values, status=status)


def _between(known: Sequence[Known | None], series: Series) -> ValueSet:
    """Return the numbers from the lowest to the highest that any unit can have."""
    hulls = [(series.frame.ceiling if one is None else one.values).hull for one in known]
    lows, highs = [hull.lo for hull in hulls], [hull.hi for hull in hulls]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return ValueSet.of(Interval(low, high))
