"""One judgement under way: the evidence, when, and what the plan says besides the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.evidence.series import Series
from prevention_rules.judgement.findings import Finding, Ground, Refused
from prevention_rules.judgement.verdicts import UNNAMED, Due, Reason, Subject, Verdict
from prevention_rules.periods import Period
from prevention_rules.policies import DEFAULT, Policy
from prevention_rules.statements import names_average
from prevention_rules.targets import Base, Better, Change, Over, Target, Trend, parts_of
from prevention_rules.text import Words

Evidence = Series | Mapping[str, Series]
Span = Literal["flow", "stock"]
"""What a figure of a part of the year is: what happened in it (时期数), or how things stood at its end (时点数)."""


@frozen
class Case:
    """What a target is judged against; several series (of areas, of list members) are no one series."""

    evidence: Evidence
    at: Period
    policy: Policy = DEFAULT
    baseline: Period | None = None
    since: Period | None = None
    deadline: Period | None = None
    subject: Subject = UNNAMED
    better: Better | None = None
    areas: tuple[str, ...] = ()
    now: Period | None = None
    breaks: tuple[int, ...] = ()
    declared_span: Span | None = None

    def has(self, over: Over) -> bool:
        """Say whether the figure of the period is the total, or the average, of all years of the plan until then.

        A total is declared (``cumulative``). An average is what the indicator's own name calls its figure, where no
        other year has one beside it: figures of year after year may be of the single years.
        """
        if over == "total":
            return self.subject.cumulative
        first = None if self.baseline is None else self.baseline.year
        others = [one for one in self.series.periods if one != self.at and (first is None or one.year > first)]
        return names_average(self.subject.name or self.series.name) and not others

    def dated(self, target: Target) -> Case:
        """Return the case with the date that *target* has of its own, which goes before that of the plan."""
        return self if target.by is None else attrs.evolve(self, deadline=Period.of(target.by))

    def is_past(self, target: Target) -> bool:
        """Say whether the date of *target*, its own or else the plan's, lies before the date of the case."""
        deadline = self.dated(target).deadline
        return deadline is not None and deadline.end < self.at.end

    def break_since(self, base: Period | None) -> int | None:
        """Return the first year after *base*, up to ``at``, from which figures are counted in another way."""
        years = () if base is None else (year for year in self.breaks if base.year < year <= self.at.year)
        return min(years, default=None)

    def under_policy(self) -> Case:
        """Return the case with samples read as its policy declares."""
        if isinstance(self.evidence, Series):
            same = self.evidence.under(self.policy)
            return self if same is self.evidence else attrs.evolve(self, evidence=same)
        return attrs.evolve(self, evidence={name: part.under(self.policy) for name, part in self.evidence.items()})

    def sampled(self) -> Case:
        """Return the case with the counts of a survey as those of a sample, once they are of one area or the whole."""
        if not self.subject.surveyed or not isinstance(self.evidence, Series):
            return self
        same = self.evidence.sampled()
        return self if same is self.evidence else attrs.evolve(self, evidence=same.under(self.policy))

    @property
    def series(self) -> Series:
        """The evidence as one series; several series are no one series, so nothing is known."""
        return self.evidence if isinstance(self.evidence, Series) else Series()

    @property
    def span(self) -> Span | None:
        """What a figure spans, as declared or by its noun; rates and measures say nothing of themselves.

        A count that is not known to stand may have happened over the year: that is the wider reading.
        """
        unit = self.series.unit
        if self.declared_span is not None or unit is None or not unit.is_count:
            return self.declared_span
        return "stock" if unit.stands else "flow"

    @property
    def adds_up(self) -> bool:
        """True where a figure of a part of the year is the least the year can be: a count of events, never a share."""
        unit = self.series.unit
        return self.span == "flow" and not (unit is not None and unit.is_ratio)

    def year_of(self, year: int) -> Period:
        """Return the period of *year* that the period judged is compared with: the same part of it.

        A stock stands for its date, so it is compared with the figure of the year.
        """
        return Period.of(year) if self.span == "stock" else self.at.years_back(self.at.year - year)

    def yearly(self, first: int) -> list[Period]:
        """Return a period for each year from *first* on, the last of them the one judged."""
        return [*(self.year_of(year) for year in range(first, self.at.year)), self.at]

    def base_of(self, base: Base) -> Period | None:
        """Return the period a change is measured from; the plan's baseline where the words name none.

        A whole year and a part of one are never compared, unless the figure stands for its date.
        """
        if base == "previous":
            return self.at.years_back(1)
        if base is not None:
            return self.year_of(base)
        if self.baseline is None or (self.span == "stock" and part_of_a_year(self.baseline)):
            return self.baseline
        return self.year_of(self.baseline.year)

    def start_of(self, target: Change | Trend) -> Period | None:
        """Return the period a change or trend starts from: 每年不低于上年 starts from the base, if one is known."""
        every = target.every_year if isinstance(target, Trend) else target.rate == "per_year"
        if not every or target.base != "previous":
            return self.base_of(target.base)
        return self.base_of(None) or (None if isinstance(target, Trend) else self.base_of("previous"))

    def year_by_itself(self, year: int) -> Period:
        """Return a year that is judged alone: the whole of it, or the part judged where only that is known."""
        part, whole = self.at.years_back(self.at.year - year), Period.of(year)
        only_part = self.series.level(whole) is None and self.series.level(part) is not None
        return part if only_part else whole


def part_of_a_year(period: Period) -> bool:
    """Say whether a period is shorter than a year, whatever it is called."""
    return (period.end - period.start).days < _SHORTEST_YEAR


_SHORTEST_YEAR = 364


def found(
    target: Target,
    case: Case,
    verdict: Verdict,
    reason: Reason,
    ground: Ground,
    notes: tuple[Words, ...] = (),
) -> Finding:
    """Build a finding with what the case knows filled in."""
    due: Due | None = None
    if case.deadline is not None:
        due = "not_due" if (case.now or case.at) < case.deadline else "due"
    return Finding(
        target, verdict, reason, case.at, ground, due=due, deadline=case.deadline, unit=case.series.unit,
        policy=case.policy, subject=case.subject, notes=notes,
    )  # fmt: skip


_NOTHING_KNOWN = Refused()


def not_assessable(
    target: Target,
    case: Case,
    reason: Reason,
    known: Refused = _NOTHING_KNOWN,
    notes: tuple[Words, ...] = (),
) -> Finding:
    """Build the finding that there is nothing to compare, and why, for a target and every part of it."""
    parts = tuple(not_assessable(part, case, reason) for part in parts_of(target))
    return found(target, case, Verdict.NOT_ASSESSABLE, reason, attrs.evolve(known, parts=parts), notes)
