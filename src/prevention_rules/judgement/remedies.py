"""What would have to change: the smallest change that meets the target, and the smallest whole count."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import get_args

from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.evidence.observations import Ratio
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.notation import format_target, parse_target
from prevention_rules.quantities import Unit
from prevention_rules.targets import PerUnit, Target, level_values
from prevention_rules.text import Words

A_FEW = 100
"""A whole of at most so many is measured and told in things, not in points."""


@frozen
class Remedy:
    """The way to the nearest acceptable level, in the indicator's own unit.

    ``nearest`` is the part of the acceptable levels nearest to the evidence, ``distance`` how far its
    end is, ``upward`` which way; ``reachable_edge`` says whether reaching the end is enough. For a
    share with a count, ``count`` of ``out_of`` is the smallest that satisfies it, ``more`` how many
    are lacking, ``unreported`` how many members did not report. For a met target the distance is the
    margin.
    """

    nearest: Interval
    distance: Fraction
    upward: bool
    reachable_edge: bool
    count: int | None = None
    out_of: int | None = None
    more: int | None = None
    unreported: int = 0

    __repr__ = in_short


def remedy(finding: Finding) -> Remedy | None:
    """Return the smallest change that turns a finding, or its margin; None where no level decides.

    The law: anything beyond the change flips the verdict, anything short of it does not, and the edge
    itself flips exactly when the bound is inclusive; for things that are counted, among whole numbers.
    It is a law of full values: where the policy rounds first, or takes a figure for its rounding
    interval, there is none. Another thing than a finding is refused with `FormatError`.
    """
    must_be(finding, Finding, "finding", "判定：evaluate(…)", "a finding: evaluate(…)")
    compared, policy = _compared(finding), finding.policy
    if compared is None or compared.level is None or (policy.comparison, policy.published) != ("exact", "point"):
        return None
    if compared.so_far and finding.verdict is not Verdict.MET:  # what has happened in the year stays in it
        return None
    needed = _attainable(compared, compared.level, finding.target)
    if needed is None or needed.is_empty:
        return None
    here, inside = compared.level.hull, finding.verdict is Verdict.MET
    ways = [way for part in (~needed if inside else needed) if (way := _way(here, part, inside)) is not None]
    if not ways:
        return None
    distance, upward, edge, part = min(ways, key=lambda way: way[0])
    return Remedy(part, distance, upward, edge, **counts_asked(compared))


def _compared(finding: Finding) -> Compared | None:
    return finding.ground.compared if isinstance(finding.ground, TrendRead) else comparison_of(finding)


def _attainable(compared: Compared, level: ValueSet, target: Target) -> ValueSet | None:
    """Return the needed levels that can be at all: nothing below zero, whole numbers of what is counted."""
    if compared.needed is None:
        return None
    possible = [part for part in compared.needed if part.meets(compared.frame.universe.hull)]
    averages = isinstance(target, PerUnit) and target.manner == "average"
    unit, here = compared.frame.unit, level.hull
    if unit is None or not unit.is_count or averages:  # what is measured, or a rate
        return ValueSet(tuple(possible))
    ends = (here.lo,) if here.is_point else (here.lo, here.hi)
    if all(end is None or _things(end, unit).denominator == 1 for end in ends):
        possible = [_whole(part, unit) for part in possible]
    return ValueSet(tuple(possible))


def _things(number: Fraction, unit: Unit) -> Fraction:
    """Return how many things a number of a unit counts: 1.5 of 万人 are 15,000 people."""
    return number if unit.factor == 1 else number * unit.factor


def _whole(part: Interval, unit: Unit) -> Interval:
    """Return where there are whole things in an interval, in the unit that counts them."""
    low, high = part.lo, part.hi
    if low is not None:
        least = _things(low, unit)
        low = (ceil(least) if part.lo_in else floor(least) + 1) / unit.factor
    if high is not None:
        most = _things(high, unit)
        high = (floor(most) if part.hi_in else ceil(most) - 1) / unit.factor
    return Interval(low, high)


def _way(here: Interval, part: Interval, inside: bool) -> tuple[Fraction, bool, bool, Interval] | None:
    """Measure the way from *here* to *part*: all of an interval has to get there, the nearest of it to get out."""
    up, down = (here.hi, here.lo) if inside else (here.lo, here.hi)
    if part.lo is not None and up is not None and up <= part.lo:
        return part.lo - up, True, part.lo_in, part
    if part.hi is not None and down is not None and down >= part.hi:
        return down - part.hi, False, part.hi_in, part
    return None


def counts_asked(compared: Compared) -> dict[str, int]:
    """Count what a floor on a share asks of its members; a ceiling asks for no smallest count."""
    counted = [fact.observation for fact in compared.used if isinstance(fact.observation.value, Ratio)]
    ratios = [told.value for told in counted if isinstance(told.value, Ratio)]
    demand, unit = compared.demand, compared.frame.unit
    if len(ratios) != 1 or demand.question != "level" or demand.base is not None or unit is None:
        return {}
    ratio, whole = ratios[0], ratios[0].denominator + ratios[0].missing
    if whole.denominator != 1 or counted[0].kind == "sample" or demand.acceptable.hull.hi is not None:
        return {}
    count = _smallest(demand.acceptable.scale(unit.factor), int(whole))
    if count is None:
        return {"out_of": int(whole)}
    more = max(0, count - int(ratio.numerator))
    return {"count": count, "out_of": int(whole), "more": more, "unreported": int(ratio.missing)}


def smallest_count(target: str | Target, *, of: int) -> int:
    """Return the smallest whole count out of *of* that satisfies a share, in integers throughout.

    Raises `FormatError` where no count does (``>100%``), or where *target* is no share.

    >>> smallest_count(">95%", of=15), smallest_count("≥28%", of=25)
    (15, 7)
    """
    must_be(target, (str, *get_args(Target)), "target", "目标或它的文字", "a target or its text")
    must_be(of, int, "of", "整数", "a whole number")
    read = parse_target(target, unit="%", better="higher", share=True) if isinstance(target, str) else target
    acceptable, unit = level_values(read)
    if unit is None or not unit.is_ratio:
        raise FormatError(Words(f"“{read}”不是比例", f"“{format_target(read, 'en')}” is not a share"))
    count = _smallest(acceptable.scale(unit.factor), of) if of > 0 else None
    if count is None:
        said = f"no count out of {of} satisfies “{format_target(read, 'en')}”"
        raise FormatError(Words(f"{of} 个中没有任何个数满足“{read}”", said))
    return count


def _smallest(shares: ValueSet, of: int) -> int | None:
    """Return the smallest k with k/of among *shares*: the first whole number in each part, tried in order."""
    for part in shares:
        low = Fraction(0) if part.lo is None else max(Fraction(0), part.lo * of)
        first = -(-low.numerator // low.denominator)
        for count in (first, first + 1):
            if count <= of and Fraction(count, of) in part:
                return count
    return None
