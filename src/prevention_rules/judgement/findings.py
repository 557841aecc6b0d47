"""A finding: the verdict on one target, and the ground it stands on, as a frozen tree.

A finding has the shape of its target: each part of a target has its finding among ``parts``. What is
judged again and again for one part (each period, each street) stands in ``over``. Its ``ground`` is one
of five: two sets that were compared, a trend that was read, parts that were joined, one condition that
was repeated, or the refusal to compare anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from attrs import Factory, field, frozen

from prevention_rules.as_code import clipped, in_short
from prevention_rules.evidence.facts import Fact, Frame, Question
from prevention_rules.evidence.known import Known
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.verdicts import UNNAMED, Due, Reason, Subject, Verdict
from prevention_rules.late import explain_finding
from prevention_rules.patterns import Answer, Options
from prevention_rules.periods import Period
from prevention_rules.policies import DEFAULT, Aggregation, Policy
from prevention_rules.progress import Pace
from prevention_rules.quantities import Unit
from prevention_rules.readings import Reading, Robustness, robustness
from prevention_rules.rounding import round_set
from prevention_rules.targets import Target
from prevention_rules.text import Language, Level, Words

if TYPE_CHECKING:
    from prevention_rules.late import Explanation


@frozen
class Demand:
    """What is asked: the ``acceptable`` values of a level, or of a ratio or difference to ``base``.

    ``possibly`` is wider where it depends on what is not known exactly which values are acceptable:
    the last level of a trend whose earlier levels are spans.
    """

    question: Question
    acceptable: ValueSet
    base: Period | None = None
    possibly: ValueSet = field(default=Factory(lambda self: self.acceptable, takes_self=True))

    __repr__ = in_short

    def meets(self, possible: ValueSet) -> Verdict:
        """Say how the *possible* values meet what is asked.

        Raises `ValueError` for the empty set of possible values: it lies inside everything.
        """
        if possible.is_empty:
            raise ValueError("no value is possible: that is a contradiction, not evidence")
        if possible <= self.acceptable:
            return Verdict.MET
        return Verdict.NOT_MET if possible.disjoint(self.possibly) else Verdict.INCONCLUSIVE


@frozen
class Rounded:
    """The verdicts by rounded-value comparison (修约值比较法), for information beside the exact one."""

    step: Fraction
    half_even: Verdict
    half_up: Verdict

    __repr__ = in_short


class _Ground:
    """What a finding tells by its ground alone; a ground that knows more says so."""

    __slots__ = ()

    @property
    def possible(self) -> ValueSet | None:
        return None

    @property
    def level(self) -> ValueSet | None:
        return None

    @property
    def used(self) -> tuple[Fact, ...]:
        return ()

    @property
    def parts(self) -> tuple[Finding, ...]:
        return ()

    @property
    def over(self) -> tuple[Finding, ...]:
        return ()

    @property
    def progress(self) -> Pace | None:
        return None

    @property
    def robustness(self) -> Robustness | None:
        return None

    @property
    def needed(self) -> ValueSet | None:
        return None


@frozen
class Compared(_Ground):
    """Two sets were held against each other: the ``possible`` values, and those the ``demand`` accepts.

    ``known`` is the answer of the evidence to what is asked, ``level`` and ``base_level`` the levels
    behind it where known, ``frame`` how they are counted (ratios are plain numbers). ``step`` is the
    place a level is rounded to, where the target shows one. ``base_facts`` are those of the base that the
    progress is measured from, ``base_missing`` is the base whose figure alone keeps it from being measured.
    """

    demand: Demand
    known: Known
    possible: ValueSet
    level: ValueSet | None
    base_level: ValueSet | None
    frame: Frame
    step: Fraction | None = None
    progress: Pace | None = None
    base_missing: Period | None = None
    base_facts: tuple[Fact, ...] = ()

    __repr__ = in_short

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts the answer rests on."""
        return self.known.facts

    @property
    def above_whole(self) -> bool:
        """True for a share above 100 % that was opened: it does not prove that all of one's own are reached."""
        if self.level is None or self.possible is self.level or not self.frame.share:
            return False
        return self.level.disjoint(self.frame.ceiling) and not self.possible.disjoint(self.frame.ceiling)

    @cached_property
    def verdict(self) -> Verdict:
        """How the two sets meet."""
        return self.demand.meets(self.possible)

    @property
    def so_far(self) -> bool:
        """True where a part of the year was counted that the year as a whole can only exceed."""
        return self.level is not None and self.level.hull.hi is not None and self.possible.hull.hi is None

    @cached_property
    def point_verdict(self) -> Verdict | None:
        """What the point estimate of a sample alone would say; None without a sample."""
        points = [fact.point for fact in self.used if fact.point is not None]
        return self.demand.meets(ValueSet.point(points[0])) if points else None

    @cached_property
    def rounded(self) -> Rounded | None:
        """The verdicts by rounded values, worked out when asked for; None where no place is written."""
        if self.step is None:
            return None
        step, full = self.step, self.known.values
        return Rounded(
            step,
            self.demand.meets(round_set(full, step, "half_even")),
            self.demand.meets(round_set(full, step, "half_up")),
        )

    @property
    def rounding_sensitive(self) -> bool:
        """True when rounding first, in either way, would give another verdict."""
        rounded = self.rounded
        return rounded is not None and {rounded.half_even, rounded.half_up} != {self.verdict}

    @cached_property
    def rounding_decides(self) -> bool:
        """True where one exact figure is judged otherwise than what it rounds to; not of samples or things counted."""
        counts = self.frame.unit is not None and self.frame.unit.is_count
        return self.known.values.as_point is not None and not counts and self.rounding_sensitive

    @property
    def exactly_on_limit(self) -> bool:
        """True when the evidence is one number and the target's limit is that number."""
        point = self.possible.as_point
        if point is None:
            return False
        return any(end is not None and end == point for part in self.demand.acceptable for end in (part.lo, part.hi))

    @cached_property
    def needed(self) -> ValueSet | None:
        """The levels that would meet the target where the evidence fixes them; none where they cannot be."""
        asked, base = self.demand, None if self.base_level is None else self.base_level.as_point
        if asked.possibly != asked.acceptable:
            return None
        if asked.question == "level":
            return asked.acceptable
        if base is None or (asked.question == "ratio" and base <= 0):
            return None
        levels = asked.acceptable.scale(base) if asked.question == "ratio" else _moved(asked.acceptable, base)
        return ValueSet() if levels.disjoint(self.frame.universe) else levels


def _moved(differences: ValueSet, base: Fraction) -> ValueSet:
    return differences.plus(ValueSet.point(base))


@frozen
class TrendRead(_Ground):
    """A trend was read: the last level held against those that keep it, the earlier ones standing as they are.

    ``reading`` is the one that decided, None where the words themselves say what is asked (只增不减).
    ``levels`` are all levels in time order, ``options`` what was declared of them, ``others`` the
    readings that could have been meant.
    """

    compared: Compared
    levels: tuple[ValueSet, ...]
    options: Options
    reading: Reading | None = None
    others: tuple[Reading, ...] = ()

    __repr__ = in_short

    @property
    def possible(self) -> ValueSet:
        """The values the last level can have."""
        return self.compared.possible

    @property
    def level(self) -> ValueSet | None:
        """The last level."""
        return self.compared.level

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts of every period."""
        return self.compared.used

    @property
    def needed(self) -> ValueSet | None:
        """The last levels that keep the trend; None where that hangs on what is not known."""
        return self.compared.needed

    @property
    def repairable(self) -> bool:
        """False when no last level could keep the trend any more: it was lost before."""
        return not self.compared.demand.possibly.disjoint(self.compared.frame.universe)

    @cached_property
    def answers(self) -> tuple[tuple[str, Answer], ...]:
        """What every reading says, by id."""
        return tuple((reading.id, reading.answer(self.levels, self.options)) for reading in self.others)

    @property
    def robustness(self) -> Robustness | None:
        """Whether the readings that decide agree; None where the words leave no choice of reading."""
        if self.reading is None or not self.others:
            return None
        verdict = self.compared.verdict
        return robustness(verdict is Verdict.MET if verdict.is_decided else None, dict(self.answers))


@frozen
class Joined(_Ground):
    """The findings on the ``parts`` were joined; ``whole`` is their one comparison, where they ask of one quantity."""

    parts: tuple[Finding, ...]
    whole: Compared | None = None

    __repr__ = in_short

    @property
    def _of_one(self) -> _Ground:
        return self.whole or _Ground()

    @property
    def possible(self) -> ValueSet | None:
        """The possible values of the one quantity."""
        return self._of_one.possible

    @property
    def level(self) -> ValueSet | None:
        """Its level."""
        return self._of_one.level

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts of all parts."""
        return self.whole.used if self.whole else _used(self.parts)

    @property
    def progress(self) -> Pace | None:
        """The progress of the one quantity."""
        return self._of_one.progress

    @property
    def needed(self) -> ValueSet | None:
        """The levels that would satisfy all that is asked of the one quantity."""
        return self._of_one.needed


@frozen
class Repeated(_Ground):
    """One condition was judged again and again: ``over`` each period, or each area.

    ``parts`` holds the one finding that speaks for the rest, ``decides`` the finding on the whole where the
    policy lets that decide instead. ``aggregations`` are the verdicts for
    every unit, for all of them pooled, and for the share of them that meets it, side by side.
    """

    over: tuple[Finding, ...]
    parts: tuple[Finding, ...] = ()
    aggregations: tuple[tuple[Aggregation, Verdict], ...] = ()
    decides: Finding | None = None

    __repr__ = in_short

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts of every time."""
        return _used(self.over)


@frozen
class Refused(_Ground):
    """Nothing was compared; what is known all the same, and the question that has no answer.

    ``silent`` are the areas whose figures are lacking.
    """

    parts: tuple[Finding, ...] = ()
    demand: Demand | None = None
    level: ValueSet | None = None
    base_level: ValueSet | None = None
    used: tuple[Fact, ...] = ()
    silent: tuple[str, ...] = ()

    __repr__ = in_short


Ground = Compared | TrendRead | Joined | Repeated | Refused
"""What a finding can stand on."""


def _used(findings: Sequence[Finding]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for finding in findings for fact in finding.used))


@frozen
class Finding:
    """The verdict on a target at a period, its reason, and the ``ground`` it stands on.

    ``possible`` are the values the evidence leaves open for what is asked, ``level`` the level itself
    where known, ``used`` the facts, ``needed`` the levels at ``at`` that would meet the target. Numbers
    are in ``unit``, ratios are plain. ``later`` is the finding at the period that was asked for, where
    the target was judged at a date of its own that lies before.
    """

    target: Target
    verdict: Verdict
    reason: Reason
    at: Period
    ground: Ground
    due: Due | None = None
    deadline: Period | None = None
    area: str = ""
    unit: Unit | None = None
    policy: Policy = DEFAULT
    subject: Subject = UNNAMED
    notes: tuple[Words, ...] = ()
    later: Finding | None = None

    def __repr__(self) -> str:
        told = f"{self.subject.number} {self.subject.name}".strip() or self.target.text
        area = f" {clipped(self.area)}" if self.area else ""
        return f"<Finding {clipped(told)}{area} at {self.at}: {self.verdict}, {self.reason}>"

    def __str__(self) -> str:
        return str(self.explain())

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def __bool__(self) -> NoReturn:
        raise TypeError("a finding is neither true nor false: compare finding.verdict with Verdict.MET, …")

    @property
    def possible(self) -> ValueSet | None:
        """The values the evidence leaves open for what is asked; None where nothing is."""
        return self.ground.possible

    @property
    def level(self) -> ValueSet | None:
        """The level at ``at``, where known."""
        return self.ground.level

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts the finding rests on."""
        return self.ground.used

    @property
    def parts(self) -> tuple[Finding, ...]:
        """A finding for each part of the target, in the order printed."""
        return self.ground.parts

    @property
    def over(self) -> tuple[Finding, ...]:
        """The findings on each period or area of a condition that is asked of all of them."""
        return self.ground.over

    @property
    def progress(self) -> Pace | None:
        """The progress against the schedule, where there is a number to reach."""
        return self.ground.progress

    @property
    def robustness(self) -> Robustness | None:
        """Whether another reading of a trend would change the verdict."""
        return self.ground.robustness

    @property
    def needed(self) -> ValueSet | None:
        """The levels at ``at`` that would meet the target, where the evidence fixes them."""
        return self.ground.needed

    def explain(self, lang: Language = "zh", *, level: Level = "full") -> Explanation:
        """Tell the finding in *lang*, printed by ``str`` and drawn in notebooks; three lines at the level ``brief``."""
        return explain_finding(self, lang, level)

    def show(self, lang: Language = "zh") -> Explanation:
        """Return what a reader sees of the finding, in *lang*: its explanation."""
        return self.explain(lang)
