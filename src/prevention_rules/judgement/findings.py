"""A finding: the verdict on one target, and everything it rests on, as a frozen tree.

A finding has the shape of its target: each part of a target has its finding among ``parts``. What is
judged again and again for one part (each period, each street) stands in ``over``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, NoReturn

from attrs import frozen

from prevention_rules.evidence.facts import Fact, Question
from prevention_rules.intervals import ValueSet
from prevention_rules.late import explain_finding
from prevention_rules.logic import Empty, Truth, every, some
from prevention_rules.patterns import Answer
from prevention_rules.periods import Period
from prevention_rules.policies import Aggregation, Policy
from prevention_rules.progress import HealthyPeople, OpenSdg, Schedule, ScheduleStatus
from prevention_rules.quantities import Unit
from prevention_rules.readings import Robustness
from prevention_rules.targets import Better, Target
from prevention_rules.text import Language, Words


class Verdict(Enum):
    """How the evidence meets the target: inside, apart, straddling, or nothing to compare."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    INCONCLUSIVE = "INCONCLUSIVE"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"

    def __bool__(self) -> NoReturn:
        raise TypeError("four answers are not two: compare with Verdict.MET, Verdict.NOT_MET, …")

    @property
    def is_decided(self) -> bool:
        """True for MET and NOT_MET."""
        return self in (Verdict.MET, Verdict.NOT_MET)


Reason = Literal[
    "met", "held_at_zero", "below_limit", "above_limit", "outside_range", "change_too_small", "moved_away",
    "trend_not_kept", "part_not_met",
    "straddles_limit", "baseline_may_be_zero", "trend_undecided", "part_undecided", "readings_disagree",
    "missing_value", "missing_baseline", "zero_baseline", "base_not_stated", "other_base",
    "needs_tolerance", "needs_direction", "needs_split", "needs_reference", "qualitative", "series_break",
    "nothing_applies",
]  # fmt: skip
"""Every reason a verdict can have; the codes are stable."""

Due = Literal["due", "not_due"]
"""Whether the target's own date has come."""


@frozen
class Subject:
    """What a finding is about: the indicator as its plan prints it, and how far the text was checked.

    ``cumulative`` says that what is reached stays reached (places built, not a yearly rate);
    ``remarks`` are what the plan lays down besides the target: its definition, its amendments.
    """

    number: str = ""
    name: str = ""
    name_en: str = ""
    plan: str = ""
    plan_en: str = ""
    document: str = ""
    place: str = ""
    verified: bool | str = True
    editorial: tuple[str, ...] = ()
    cumulative: bool = False
    remarks: tuple[Words, ...] = ()


@frozen
class Demand:
    """What is compared: the ``acceptable`` values of a level, or of a ratio or difference to ``base``."""

    question: Question
    acceptable: ValueSet
    base: Period | None = None


@frozen
class Rounded:
    """The verdicts by rounded-value comparison (修约值比较法), for information beside the exact one."""

    step: Fraction
    half_even: Verdict
    half_up: Verdict


@frozen
class Pace:
    """Progress from ``base`` to ``goal`` (levels): the ``schedule`` gives the word for it.

    ``elapsed`` is the share of the time that has passed. ``open_sdg`` and ``healthy_people`` are
    the measures of others, as side information.
    """

    schedule: Schedule
    elapsed: Fraction
    base: Fraction
    goal: Fraction
    open_sdg: OpenSdg | None = None
    healthy_people: HealthyPeople | None = None

    @property
    def status(self) -> ScheduleStatus | None:
        """EARLY, AHEAD, ON_SCHEDULE, BEHIND or REGRESSED; None where the evidence does not say."""
        return self.schedule.status


@frozen
class Finding:
    """The verdict on a target at a period, its reason, and what it rests on.

    ``possible`` are the values the evidence leaves open for what ``demand`` asks; ``level`` and
    ``base_level`` the levels themselves where known; ``used`` the facts, ``superseded`` those a
    firmer figure replaced. Numbers are in ``unit``, ratios are plain. For a trend, ``reading`` is
    the one that decided, ``answers`` what every reading says, ``robustness`` whether they agree,
    ``repairable`` whether the figure of ``at`` could still keep a trend that was not kept, ``keeping``
    the levels at ``at`` that keep it, the earlier figures standing as they are.
    ``aggregations`` are the verdicts for every unit, pooled, and as a share of units, side by side.
    """

    target: Target
    verdict: Verdict
    reason: Reason
    at: Period
    policy: Policy = Policy()
    subject: Subject = Subject()
    due: Due | None = None
    unit: Unit | None = None
    better: Better | None = None
    demand: Demand | None = None
    possible: ValueSet | None = None
    level: ValueSet | None = None
    base_level: ValueSet | None = None
    used: tuple[Fact, ...] = ()
    superseded: tuple[Fact, ...] = ()
    parts: tuple[Finding, ...] = ()
    over: tuple[Finding, ...] = ()
    rounded: Rounded | None = None
    point_verdict: Verdict | None = None
    base: Period | None = None
    reading: str | None = None
    answers: tuple[tuple[str, Answer], ...] = ()
    robustness: Robustness | None = None
    repairable: bool | None = None
    keeping: ValueSet | None = None
    aggregations: tuple[tuple[Aggregation, Verdict], ...] = ()
    progress: Pace | None = None
    notes: tuple[Words, ...] = ()
    area: str = ""
    deadline: Period | None = None

    @property
    def rounding_sensitive(self) -> bool:
        """True when rounding first, in either way, would give another verdict."""
        return self.rounded is not None and {self.rounded.half_even, self.rounded.half_up} != {self.verdict}

    @property
    def exactly_on_limit(self) -> bool:
        """True when the evidence is one number and the target's limit is that number."""
        point = None if self.possible is None else self.possible.as_point
        if point is None or self.demand is None:
            return False
        return any(point in (part.lo, part.hi) for part in self.demand.acceptable)

    @property
    def needed(self) -> ValueSet | None:
        """The levels at ``at`` that would meet the target, where the evidence fixes them."""
        if self.demand is None:
            return self.keeping
        base = None if self.base_level is None else self.base_level.as_point
        match self.demand.question:
            case "level":
                return self.demand.acceptable
            case "ratio":
                return None if base is None or base <= 0 else self.demand.acceptable.scale(base)
            case "difference":
                return None if base is None else self.demand.acceptable.plus(ValueSet.point(base))

    def explain(self, lang: Language = "zh") -> Any:
        """Tell the finding in *lang*: an `Explanation`, printed by ``str`` and drawn in notebooks."""
        return explain_finding(self, lang)


def conjunction(findings: Sequence[Finding]) -> Verdict:
    """Join verdicts as all-of, by strong Kleene logic: NOT_MET if any is, MET if all are.

    All NOT_ASSESSABLE, or nothing at all, is NOT_ASSESSABLE; anything else is INCONCLUSIVE.
    """
    return _joined(every(map(_truth, findings)), findings)


def disjunction(findings: Sequence[Finding]) -> Verdict:
    """Join verdicts as any-of: MET if any is, NOT_MET if all are; else as `conjunction`."""
    return _joined(some(map(_truth, findings)), findings)


def _truth(finding: Finding) -> Truth:
    return finding.verdict is Verdict.MET if finding.verdict.is_decided else None


def _joined(truth: Truth | Empty, findings: Sequence[Finding]) -> Verdict:
    if truth is True:
        return Verdict.MET
    if truth is False:
        return Verdict.NOT_MET
    something = any(finding.verdict is not Verdict.NOT_ASSESSABLE for finding in findings)
    return Verdict.INCONCLUSIVE if something else Verdict.NOT_ASSESSABLE


_RANK = {Verdict.NOT_MET: 0, Verdict.INCONCLUSIVE: 1, Verdict.NOT_ASSESSABLE: 2, Verdict.MET: 3}


def foremost(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding to speak of first: failed before unknown, larger shortfall first, then in order."""
    ranked = list(enumerate(findings))
    if not ranked:
        return None
    return min(ranked, key=lambda item: (_RANK[item[1].verdict], -shortfall(item[1]), item[0]))[1]


def shortfall(finding: Finding) -> Fraction:
    """Return how far the evidence is from the nearest acceptable value, relative to that value; 0 if unknown."""
    if finding.demand is None or finding.possible is None or finding.verdict is not Verdict.NOT_MET:
        return Fraction(0)
    here = finding.possible.hull
    gaps = []
    for part in finding.demand.acceptable:
        if part.lo is not None and here.hi is not None and here.hi <= part.lo:
            gaps.append((part.lo - here.hi) / (abs(part.lo) or 1))
        if part.hi is not None and here.lo is not None and here.lo >= part.hi:
            gaps.append((here.lo - part.hi) / (abs(part.hi) or 1))
    return min(gaps, default=Fraction(0))
