"""The figure of the period judged, when it was, and between which values something lies."""

from __future__ import annotations

from calendar import month_name
from fractions import Fraction

from prevention_rules.explain.asked import Side
from prevention_rules.explain.numbers import amount, less
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import level_published
from prevention_rules.intervals import Interval
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.quantities import Unit
from prevention_rules.text import Words


def figure_of(finding: Finding, compared: Compared, side: Side | None) -> Words:
    """Return the figure of the period judged: as published where it was, worked out from the rest where it was not."""
    told = [fact for fact in compared.used if fact.period == finding.at]
    limits = () if side is None else side.ends
    stated = level_published(told, compared.frame.unit, limits)
    if stated is not None:
        return stated
    point = None if compared.level is None else compared.level.as_point
    return Words("", "") if point is None else amount(point, compared.frame.unit, limits, places=2)


def when(finding: Finding, unit: Unit | None) -> Words:
    """Return the period in a sentence; what stands at a date is told at it."""
    at, stands = finding.at, unit is not None and unit.is_count and unit.stands
    if stands and at.kind == "year":
        return Words(f"截至{at.year}年底", f"at the end of {at.year}")
    if stands and at.kind in ("half", "quarter", "month", "to_date"):
        return Words(f"截至{at.year}年{at.end.month}月底", f"at the end of {month_name[at.end.month]} {at.year}")
    told = in_period(at)
    return Words(told.zh, f"in {told.en}")


def between(low: Fraction | None, high: Fraction | None, unit: Unit | None, limits: tuple[Fraction, ...] = ()) -> Words:
    """Say between which values something lies."""
    if low is not None and high is not None:
        a, b = amount(low, unit, limits, places=2), amount(high, unit, limits, places=2)
        return Words(f"在{a.zh}—{b.zh}之间", f"between {a.en} and {b.en}")
    if low is not None:
        a = amount(low, unit, limits, places=2)
        return Words(f"至少{a.zh}", f"at least {a.en}")
    if high is not None:
        b = amount(high, unit, limits, places=2)
        return Words(f"至多{b.zh}", f"at most {b.en}")
    return Words("未知", "unknown")


def interval_words(part: Interval, unit: Unit | None) -> Words:
    """Say where a level has to be: 须降至28起及以下, 须达到80%以上."""
    if part.lo is not None and part.lo == part.hi:
        only = amount(part.lo, unit)
        return Words(f"须为{only.zh}", f"{only.en} needed")
    if part.lo is not None and part.hi is not None:
        span = between(part.lo, part.hi, unit)
        return Words(f"须{span.zh}", f"{span.en} needed")
    if part.hi is not None:
        top = amount(part.hi, unit)
        return Words(
            f"须降至{top.zh}{'及以下' if part.hi_in else '以下（不含）'}",
            f"{top.en} or {less(unit)} needed" if part.hi_in else f"{less(unit)} than {top.en} needed",
        )
    assert part.lo is not None  # everything is not asked
    low = amount(part.lo, unit)
    return Words(
        f"须达到{low.zh}{'及以上' if part.lo_in else '以上（不含）'}",
        f"{low.en} or more needed" if part.lo_in else f"more than {low.en} needed",
    )
