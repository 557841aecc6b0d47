"""How fast a level moves from its base to its goal: the schedule, and the measures of others beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.evidence.facts import Question
from prevention_rules.intervals import ValueSet
from prevention_rules.periods import Period, elapsed
from prevention_rules.progress.measures import HealthyPeople, OpenSdg, healthy_people, open_sdg
from prevention_rules.progress.schedules import Schedule, ScheduleStatus, schedule
from prevention_rules.targets import Better


@frozen
class Pace:
    """Progress from ``base`` to ``goal``: the ``schedule`` gives the word for it.

    These are levels; where only the change was published, ``question`` says that they are ratios to the base
    (which is 1) or differences from it (0).
    ``elapsed`` is the share of the time that has passed from ``base_at`` on, ``years_left`` what remains.
    ``open_sdg`` and ``healthy_people`` are the measures of others, as side information.
    """

    schedule: Schedule
    elapsed: Fraction
    base: Fraction
    goal: Fraction
    base_at: Period
    years_left: Fraction
    open_sdg: OpenSdg | None = None
    healthy_people: HealthyPeople | None = None
    question: Question = "level"

    __repr__ = in_short

    @property
    def status(self) -> ScheduleStatus | None:
        """EARLY, AHEAD, ON_SCHEDULE, BEHIND or REGRESSED; None where the evidence does not say."""
        return self.schedule.status


@frozen
class Way:
    """From a base to the goal at the deadline; ``due_now`` is what the target's own path asks on the way."""

    base: Fraction
    base_at: Period
    goal: Fraction
    deadline: Period
    better: Better
    due_now: Fraction | None = None
    question: Question = "level"

    def pace(
        self, level: ValueSet, at: Period, how: Literal["linear", "compound"], tolerance: Fraction, *, met: bool
    ) -> Pace:
        """Measure the *level* of *at*; a limit that does not belong is no target *met* early."""
        passed, left = elapsed(self.base_at, at, self.deadline), _years(at, self.deadline)
        told = schedule(
            self.base, level, self.goal, elapsed=passed, better=self.better, tolerance=tolerance,
            how=how if self.due_now is None else "path", milestone=self.due_now, years_left=left,
        )  # fmt: skip
        if told.status is ScheduleStatus.EARLY and not met:
            told = attrs.evolve(told, status=ScheduleStatus.AHEAD)
        measured = self._measures(level.as_point, at)
        return Pace(told, passed, self.base, self.goal, self.base_at, left, *measured, self.question)

    def _measures(self, point: Fraction | None, at: Period) -> tuple[OpenSdg | None, HealthyPeople | None]:
        """Return the published measures, where there is one figure to measure."""
        if point is None or self.question == "difference":  # they measure by the base, which is not known
            return None, None
        direction = 1 if self.better == "higher" else -1
        measured = open_sdg(
            float(self.base), self.base_at.year, float(point), at.year,
            target=float(self.goal), target_year=self.deadline.year, direction=direction,
        )  # fmt: skip
        return measured, healthy_people(self.base, point, self.goal, better=self.better)


def _years(at: Period, deadline: Period) -> Fraction:
    """Return the years from the end of one period to that of the other, counted in whole months."""
    months = (deadline.end.year - at.end.year) * 12 + deadline.end.month - at.end.month
    return max(Fraction(0), Fraction(months, 12))
