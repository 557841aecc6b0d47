"""Which way a finding has to go: from the base that its verdict uses to the value asked at the deadline."""

from __future__ import annotations

from fractions import Fraction

import attrs

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.case import Case, part_of_a_year
from prevention_rules.judgement.demands import demand_of
from prevention_rules.judgement.findings import Compared, Demand, Finding, Joined
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.progress import Pace, Way
from prevention_rules.targets import Better, Change, Target


def with_progress(finding: Finding, case: Case) -> Finding:
    """Return the finding with its progress, where a number is to be reached and there is still time."""
    match finding.ground:
        case Compared() as compared if (pace := _pace(finding, compared, case)) is not None:
            return attrs.evolve(finding, ground=attrs.evolve(compared, progress=pace))
        case Joined(whole=Compared() as whole) as joined if (pace := _pace(finding, whole, case)) is not None:
            return attrs.evolve(finding, ground=attrs.evolve(joined, whole=attrs.evolve(whole, progress=pace)))
        case _:
            return finding


def _pace(finding: Finding, compared: Compared, case: Case) -> Pace | None:
    way = _way(finding, compared, case)
    if way is None or compared.level is None:
        return None
    met = finding.verdict is Verdict.MET
    return way.pace(compared.level, finding.at, case.policy.schedule, case.policy.schedule_tolerance, met=met)


def _way(finding: Finding, compared: Compared, case: Case) -> Way | None:
    """Return the way to the deadline; None where nothing is on the way: no base, no number, another yardstick."""
    base, end = compared.demand.base or case.baseline, finding.deadline
    if base is None or end is None or finding.due != "not_due" or base >= finding.at or not _one_yardstick(base, case):
        return None
    known = case.series.level(base)
    start = None if known is None else known.values.as_point
    goal = _aim(_needed_at_end(finding.target, compared, case, end))
    if known is None or start is None or goal is None or not _asked_once(finding.target):
        return None
    if incomparable((*known.rests_on, *compared.known.rests_on), case, base):
        return None
    due_now = _aim(compared.needed) if _is_average(finding.target) else None
    return Way(start, base, goal[0], end, goal[1], None if due_now is None else due_now[0])


def _one_yardstick(base: Period, case: Case) -> bool:
    """Part of a year is on the way to a year's value only where the figure stands for its date."""
    return not part_of_a_year(base) and (not part_of_a_year(case.at) or case.span != "flow")


def _asked_once(target: Target) -> bool:
    """Say whether there is one value to reach; 同比 and 每年 ask of every year anew."""
    return not isinstance(target, Change) or (target.base != "previous" and target.rate != "per_year")


def _is_average(target: Target) -> bool:
    return isinstance(target, Change) and target.rate == "annual_average"


def _needed_at_end(target: Target, compared: Compared, case: Case, end: Period) -> ValueSet | None:
    """Return the levels asked at the deadline; an annual average is carried to it."""
    if not isinstance(target, Change) or target.rate != "annual_average":
        return compared.needed
    demand = demand_of(target, attrs.evolve(case, at=end))
    return attrs.evolve(compared, demand=demand).needed if isinstance(demand, Demand) else None


def _aim(asked: ValueSet | None) -> tuple[Fraction, Better] | None:
    """Return the end to reach and which way; a range or a point has no one way to it."""
    match None if asked is None else asked.parts:
        case (Interval(lo=Fraction() as low, hi=None),):
            return low, "higher"
        case (Interval(lo=None, hi=Fraction() as high),):
            return high, "lower"
        case _:
            return None
