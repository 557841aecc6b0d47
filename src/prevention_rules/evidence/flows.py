"""What the parts of a period add up to, where they do: months, quarters, halves, 截至 figures in any mixture.

A month without a figure adds something unknown, so part of a year gives the least that the year can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prevention_rules.evidence.known import Known, combined, joined
from prevention_rules.intervals import ValueSet
from prevention_rules.periods import Period


def adds_up(period: Period, part: Period) -> bool:
    """True where the days of *part* are among those of *period*; of 2019/20 the days are not known."""
    return "split_year" not in (period.kind, part.kind) and period.start <= part.start and part.end <= period.end


def summed(period: Period, parts: Sequence[tuple[Period, Known]], universe: ValueSet) -> Known | None:
    """Return what *parts* leave possible for the sum of *period*; None for parts that contradict.

    Walks through the months. What has come together by the end of one is what came together before each
    part that ends there, with that part; and never less than what came together a month earlier.
    """
    totals = [Known(ValueSet.point(0), ())]
    unknown = Known(universe, ())
    for month in range(1, period.months + 1):
        ending = [
            combined(totals[_month(part.start, period)], known, ValueSet.plus)
            for part, known in parts
            if _month(part.end, period) + 1 == month
        ]
        total = _so_far(ending, combined(totals[-1], unknown, ValueSet.plus))
        if total is None:
            return None
        totals.append(total)
    return totals[-1]


def _month(day: date, period: Period) -> int:
    """Return the months from the beginning of *period* to that of the month of *day*."""
    return 12 * (day.year - period.start.year) + day.month - period.start.month


def _so_far(ending: Sequence[Known], earlier: Known) -> Known | None:
    if not ending:
        return earlier
    found = joined(ending)
    return found if found is None or found.values <= earlier.values else joined([found, earlier])
