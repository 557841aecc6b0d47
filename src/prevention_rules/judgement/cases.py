"""One judgement under way: the evidence, when, and what the plan says besides the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.evidence.series import Series
from prevention_rules.judgement.findings import Due, Finding, Reason, Subject, Verdict
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.targets import Base, Better, Target, parts_of

Evidence = Series | Mapping[str, Series]


@frozen
class Case:
    """What a target is judged against; several series (of areas, of list members) are no one series."""

    evidence: Evidence
    at: Period
    policy: Policy = Policy()
    baseline: Period | None = None
    since: Period | None = None
    deadline: Period | None = None
    subject: Subject = Subject()
    better: Better | None = None
    areas: tuple[str, ...] = ()
    now: Period | None = None
    breaks: tuple[int, ...] = ()

    def break_since(self, base: Period | None) -> int | None:
        """Return the first year after *base*, up to ``at``, from which figures are counted in another way."""
        years = () if base is None else (year for year in self.breaks if base.year < year <= self.at.year)
        return min(years, default=None)

    def under_policy(self) -> Case:
        """Return the case with samples read as its policy declares."""
        if isinstance(self.evidence, Series):
            return attrs.evolve(self, evidence=self.evidence.under(self.policy))
        return attrs.evolve(self, evidence={name: part.under(self.policy) for name, part in self.evidence.items()})

    @property
    def series(self) -> Series:
        """The evidence as one series; several series are no one series, so nothing is known."""
        return self.evidence if isinstance(self.evidence, Series) else Series()


def finding_of(target: Target, case: Case, verdict: Verdict, reason: Reason, **found: Any) -> Finding:
    """Build a finding with what the case knows filled in."""
    due: Due | None = None
    if case.deadline is not None:
        due = "not_due" if (case.now or case.at) < case.deadline else "due"
    known = {"unit": case.series.unit, "better": case.better, "deadline": case.deadline}
    return Finding(target, verdict, reason, case.at, case.policy, case.subject, due, **{**known, **found})


def refuse(target: Target, case: Case, reason: Reason, **found: Any) -> Finding:
    """Build the finding that there is nothing to compare, and why, for a target and every part of it."""
    parts = tuple(refuse(part, case, reason) for part in parts_of(target))
    return finding_of(target, case, Verdict.NOT_ASSESSABLE, reason, **{"parts": parts, **found})


def base_of(base: Base, case: Case) -> Period | None:
    """Return the period a change is measured from; the plan's baseline where the words name none."""
    if base is None:
        return case.baseline
    return case.at.years_back(1 if base == "previous" else case.at.year - base)
