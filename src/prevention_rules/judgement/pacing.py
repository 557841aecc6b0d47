"""Which way a finding has to go: from the base that its verdict uses to the value asked at the deadline."""

from __future__ import annotations

from fractions import Fraction

import attrs

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.breaks import incomparable
from prevention_rules.judgement.case import Case, part_of_a_year
from prevention_rules.judgement.demands import demand_of
from prevention_rules.judgement.findings import Compared, Demand, Finding, Joined
from prevention_rules.judgement.remedies import A_FEW, counts_asked
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.progress import Way
from prevention_rules.targets import Better, Change, Target


def with_progress(finding: Finding, case: Case) -> Finding:
    """Return the finding with its progress, where a number is to be reached and there is still time."""
    ground = finding.ground
    match ground:
        case Compared() if (paced := _paced(finding, ground, case)) is not ground:
            return attrs.evolve(finding, ground=paced)
        case Joined(whole=Compared() as whole) if (paced := _paced(finding, whole, case)) is not whole:
            return attrs.evolve(finding, ground=attrs.evolve(ground, whole=paced))
        case _:
            return finding


def _paced(finding: Finding, compared: Compared, case: Case) -> Compared:
    base, end = compared.demand.base or case.baseline, finding.deadline
    if base is None or end is None or finding.due != "not_due" or base >= finding.at or not _one_yardstick(base, case):
        return compared
    if not _asked_once(finding.target):
        return compared
    if compared.level is None:
        return _paced_by_change(finding, compared, case, end)
    goal = _aim(_needed_at_end(finding.target, compared, case, end))
    if goal is None:
        return compared
    known = case.series.level(base)
    if known is None:
        return attrs.evolve(compared, base_missing=base)
    start, goal = known.values.as_point, _in_things(goal, compared)
    if start is None or incomparable((*known.rests_on, *compared.known.rests_on), case, base):
        return compared
    due_now = _aim(compared.needed) if _is_average(finding.target) else None
    way = Way(start, base, goal[0], end, goal[1], None if due_now is None else due_now[0])
    policy, met = case.policy, finding.verdict is Verdict.MET
    pace = way.pace(compared.level, finding.at, policy.schedule, policy.schedule_tolerance, met=met)
    return attrs.evolve(compared, progress=pace, base_facts=known.facts)


def _paced_by_change(finding: Finding, compared: Compared, case: Case, end: Period) -> Compared:
    """Measure a change that was published without its levels by itself: from no change to what is asked."""
    asked, goal = compared.demand, _aim(compared.demand.acceptable)
    if asked.base is None or goal is None or _is_average(finding.target):
        return compared
    still = Fraction(1 if asked.question == "ratio" else 0)
    way = Way(still, asked.base, goal[0], end, goal[1], question=asked.question)
    policy, met = case.policy, finding.verdict is Verdict.MET
    pace = way.pace(compared.possible, finding.at, policy.schedule, policy.schedule_tolerance, met=met)
    return attrs.evolve(compared, progress=pace)


def _in_things(goal: tuple[Fraction, Better], compared: Compared) -> tuple[Fraction, Better]:
    """Return the goal of a share of a few: what the smallest whole count makes of it, more than 80 % of 15 being 13."""
    asked, unit = counts_asked(compared), compared.frame.unit
    if unit is None or "count" not in asked or asked["out_of"] > A_FEW:
        return goal
    return Fraction(asked["count"], asked["out_of"]) / unit.factor, goal[1]


def _one_yardstick(base: Period, case: Case) -> bool:
    """Part of a year is on the way to a year's value only where the figure stands for its date."""
    return not part_of_a_year(base) and (not part_of_a_year(case.at) or not case.adds_up)


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
