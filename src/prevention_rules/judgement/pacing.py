"""Progress of a finding against its schedule (序时进度): beside the verdict, never part of it."""

from __future__ import annotations

from fractions import Fraction

import attrs
from attrs import frozen

from prevention_rules.intervals import Interval
from prevention_rules.judgement.cases import Case
from prevention_rules.judgement.findings import Finding, Pace, Verdict
from prevention_rules.periods import elapsed
from prevention_rules.progress import (
    HealthyPeople,
    OpenSdg,
    ScheduleStatus,
    healthy_people,
    open_sdg,
    schedule,
)
from prevention_rules.targets import Better


def with_progress(finding: Finding, case: Case) -> Finding:
    """Return the finding with its progress, where base, deadline and a one-sided level target are known."""
    way = _way(finding, case)
    return finding if way is None else attrs.evolve(finding, progress=way.pace(finding, case))


@frozen
class _Way:
    """From the level at the base to the level that is asked."""

    base: Fraction
    goal: Fraction
    better: Better
    elapsed: Fraction
    years_left: int

    def pace(self, finding: Finding, case: Case) -> Pace:
        assert finding.level is not None
        policy = case.policy
        chosen = schedule(
            self.base, finding.level, self.goal, elapsed=self.elapsed, better=self.better,
            tolerance=policy.schedule_tolerance, how=policy.schedule, years_left=self.years_left,
        )  # fmt: skip
        if chosen.status is ScheduleStatus.EARLY and finding.verdict is not Verdict.MET:
            chosen = attrs.evolve(chosen, status=ScheduleStatus.AHEAD)  # on a limit that does not belong
        return Pace(chosen, self.elapsed, self.base, self.goal, *self._measures(finding, case))

    def _measures(self, finding: Finding, case: Case) -> tuple[OpenSdg | None, HealthyPeople | None]:
        """Return the published measures, as side information, where there is one figure to measure."""
        assert finding.level is not None
        assert case.baseline is not None
        assert case.deadline is not None
        point = finding.level.as_point
        if point is None:
            return None, None
        direction = 1 if self.better == "higher" else -1
        measured = open_sdg(
            float(self.base), case.baseline.year, float(point), case.at.year,
            target=float(self.goal), target_year=case.deadline.year, direction=direction,
        )  # fmt: skip
        return measured, healthy_people(self.base, point, self.goal, better=self.better)


def _way(finding: Finding, case: Case) -> _Way | None:
    base, needed = case.baseline, finding.needed
    if base is None or case.deadline is None or needed is None or finding.level is None or case.at <= base:
        return None
    if case.break_since(base) is not None:
        return None
    start = case.series.level(base)
    aim = None if len(needed.parts) != 1 else _aim(needed.parts[0])
    if start is None or start.values.as_point is None or aim is None:
        return None
    goal, better = aim
    passed = elapsed(base, case.at, case.deadline)
    return _Way(start.values.as_point, goal, better, passed, max(0, case.deadline.year - case.at.year))


def _aim(asked: Interval) -> tuple[Fraction, Better] | None:
    """Return the end to reach and which way; a range or a point has no one way to it."""
    if asked.hi is None and asked.lo is not None:
        return asked.lo, "higher"
    if asked.lo is None and asked.hi is not None:
        return asked.hi, "lower"
    return None
