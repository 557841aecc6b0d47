"""What is known of one period by one statement: a set of possible values, ready to answer a question.

A published figure is very often a bound, a change, or both; a `Fact` is one such statement, ready
to answer one of the three questions asked of a series.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.intervals import EVERYTHING, NOT_NEGATIVE, Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit
from prevention_rules.rounding import written_interval
from prevention_rules.targets import Origin
from prevention_rules.text import Words

Question = Literal["level", "ratio", "difference"]
"""The three things one can ask of a series: its level, its ratio to a base, its difference from a base."""

Topic = Question | Literal["words"]
"""What a fact speaks of: one of the three, or words that were reported of a period and state no number."""


@frozen(cache_hash=True)
class Fact:
    """What one statement of an observation says: the possible ``values`` of a level, ratio or difference.

    Levels and differences are numbers of the series' unit. ``base`` is the base period of a ratio
    or difference, None when the statement names none. ``step`` is the written precision;
    ``wider`` what the figure can have been before it was rounded, where half a step to each side does
    not say it (an annual average carried over its years); ``point`` the reported number where the set
    is wider (a sample). ``doubt`` says why a reader should look twice; ``origin`` keeps the text of the
    statement and its notes.
    """

    question: Topic
    period: Period
    values: ValueSet
    observation: Observation
    base: Period | None = None
    step: Fraction | None = None
    point: Fraction | None = None
    doubt: Words | None = None
    wider: ValueSet | None = None
    origin: Origin | None = attrs.field(default=None, eq=False, repr=False)

    __repr__ = in_short

    @property
    def rounded(self) -> ValueSet:
        """The values the fact allows if it was rounded when it was written: 85.0 is [84.95, 85.05]."""
        point = self.values.as_point
        if self.wider is not None:
            return self.wider
        if self.step is None or point is None:
            return self.values
        return written_interval(point, self.step)

    def scaled(self, factor: Fraction) -> Fact:
        """Return the fact of a level or difference in a unit of which one of its own is *factor*."""
        return attrs.evolve(
            self,
            values=self.values.scale(factor),
            step=None if self.step is None else self.step * factor,
            point=None if self.point is None else self.point * factor,
            wider=None if self.wider is None else self.wider.scale(factor),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was kept beside the meaning of the statement when it was read (brackets, 全市, 初步数)."""
        return self.origin.notes if self.origin else ()


@frozen
class Frame:
    """How the figures of one series are read: the unit they are in, and whether they are a share.

    ``additive`` says that the parts of a year add up to it (a flow); ``percent_numbers`` what a bare
    number of a share means; ``baseline`` is the base of 累计 and of an annual average that name none.
    """

    unit: Unit | None = None
    share: bool = False
    additive: bool = False
    percent_numbers: PercentNumbers | None = None
    baseline: int | None = None
    confidence: Fraction = Fraction(95, 100)
    method: Literal["wilson", "clopper_pearson"] = "wilson"

    __repr__ = in_short

    @cached_property
    def whole(self) -> Fraction:
        """100 %, in the unit of the series."""
        return Fraction(1) if self.unit is None else 1 / self.unit.factor

    @property
    def never_negative(self) -> bool:
        """True for shares, rates per population, and counts: a value below zero cannot be."""
        return self.share or (self.unit is not None and self.unit.never_negative)

    @property
    def universe(self) -> ValueSet:
        """Every value that could be at all; a share has no ceiling here, a count above the whole is kept."""
        return NOT_NEGATIVE if self.never_negative else EVERYTHING

    @cached_property
    def ceiling(self) -> ValueSet:
        """The values a *bound* on a share can still mean: 超75% is up to 100 %."""
        return ValueSet.of(Interval(Fraction(0), self.whole)) if self.share else self.universe


def by_period(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts, each once, in an order that does not depend on the order they arrived in."""
    given = tuple(facts)
    if len(given) < 2:
        return given
    placed: dict[Any, list[Fact]] = {}
    for fact in dict.fromkeys(given):
        placed.setdefault((fact.period, fact.question, fact.observation.said), []).append(fact)
    # Only facts that say the same of the same period have to be told apart by everything they hold.
    return tuple(fact for place in sorted(placed) for fact in _apart(placed[place]))


def _apart(alike: list[Fact]) -> list[Fact]:
    return alike if len(alike) == 1 else sorted(alike, key=repr)
