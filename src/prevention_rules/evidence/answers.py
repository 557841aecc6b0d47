"""How a series answers: from what is stated, from levels and changes together, from chains and from parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.errors import ContradictionError
from prevention_rules.evidence.facts import Fact, Frame, Question, Topic, by_period
from prevention_rules.evidence.flows import adds_up, summed
from prevention_rules.evidence.known import Joining, Known, combined, joined, spread, stated
from prevention_rules.intervals import EVERYTHING, NOT_NEGATIVE, Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.text import Words

_POSITIVE = ValueSet.of(Interval(Fraction(0), lo_in=False))

Key = tuple[Topic, Period, Period | None]
"""What a fact speaks of: a question, its period, and the base of a change."""

Step = tuple[Topic, Period, Period]
"""What a stated change speaks of: it leads from its base to its period, and back."""


@frozen
class Answers:
    """The facts of a series, indexed once, and what was answered from them: each question once."""

    frame: Frame
    facts: tuple[Fact, ...]
    name: str
    _stated: Mapping[Key, tuple[Fact, ...]] = attrs.field(init=False, eq=False, repr=False)
    _ends: Mapping[Period, tuple[Step, ...]] = attrs.field(init=False, eq=False, repr=False)
    _told: dict[Any, Known | None] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    @_stated.default
    def _index(self) -> Mapping[Key, tuple[Fact, ...]]:
        found: dict[Key, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault((fact.question, fact.period, fact.base), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @_ends.default
    def _changes_by_end(self) -> Mapping[Period, tuple[Step, ...]]:
        found: dict[Period, list[Step]] = {}
        for question, period, base in self._stated:
            if base is not None and base != period:
                for end in (period, base):
                    found.setdefault(end, []).append((question, period, base))
        return {end: tuple(steps) for end, steps in found.items()}

    def level(self, period: Period) -> Known | None:
        """Return what the value of *period* may be; None where nothing is known of it."""
        return self._once(("level", period), self._level)

    def compared(self, question: Question, period: Period, base: Period) -> Known | None:
        """Return what the ratio of *period* to *base*, or the difference, may be."""
        return self._once((question, period, base), self._compared)

    def direct(self, question: Topic, period: Period, base: Period | None = None) -> Known | None:
        """Return what is stated of this very thing."""
        return self._once(("direct", question, period, base), self._as_stated)

    def check(self) -> None:
        """Ask for everything that was stated, so that a contradiction is found."""
        for period in dict.fromkeys(fact.period for fact in self.facts):
            self.level(period)
        for question, period, base in self._stated:
            if base is not None and question != "words":
                self.compared(question, period, base)

    def _once(self, key: Any, answer: Callable[..., Known | None]) -> Known | None:
        """Answer each question once: the facts never change."""
        if key not in self._told:
            self._told[key] = answer(*key)
        return self._told[key]

    def _as_stated(self, _: str, question: Topic, period: Period, base: Period | None) -> Known | None:
        facts = self._stated.get((question, period, base))
        if facts is None:
            return None
        universe = self.frame.universe if question == "level" else EVERYTHING
        known = stated(facts, universe)
        if known is None:
            raise self._contradiction(facts, f"{period}" if base is None else f"{base}→{period}")
        return known

    def _level(self, _: str, period: Period) -> Known | None:
        direct = self.direct("level", period)
        if not self._ends and not self.frame.additive:  # nothing else does a level follow from
            return direct
        changes = (self._through(key, period) for key in self._ends.get(period, ()))
        steps = (self._carried(period, years) for years in (1, -1))
        return self._join([direct, *changes, *steps, self._summed(period)], direct, f"{period}")

    def _through(self, key: Step, period: Period) -> Known | None:
        """Return the level of *period* that follows from a stated change and the level at its other end."""
        other = self.direct("level", _other_end(key, period))
        return None if other is None else self._applied(key, period, other)

    def _applied(self, key: Step, period: Period, other: Known) -> Known:
        """Apply a stated change to the level at its other end, forward or back."""
        change = self.direct(*key)
        assert change is not None
        forward, back = (ValueSet.plus, ValueSet.minus) if key[0] == "difference" else (_product, _quotient)
        return combined(other, change, forward if period == key[1] else back, self.frame.universe)

    def _carried(self, period: Period, years: int) -> Known | None:
        """Return the level that a chain of year-on-year changes carries here from one side.

        The chain is climbed down to where it begins and then up again, so that each of its levels is found once.
        """
        chain: list[tuple[Period, tuple[Step, ...]]] = []
        at = period
        while ("carried", at, years) not in self._told and (keys := self._steps(at, years)):
            chain.append((at, keys))
            at = at.years_back(years)
        for at, keys in reversed(chain):
            before = at.years_back(years)
            there = [self.direct("level", before), self._told.get(("carried", before, years))]
            there += [self._through(key, before) for key in self._ends[before] if key not in keys]
            known = self._join(there, there[0], f"{before}")
            found = [] if known is None else [self._applied(key, at, known) for key in keys]
            self._told["carried", at, years] = self._join(found, None, f"{at}")
        return self._told.get(("carried", period, years))

    def _steps(self, period: Period, years: int) -> tuple[Step, ...]:
        """Return the changes stated between a period and the same one a year away."""
        return tuple(key for key in self._ends.get(period, ()) if _years_apart(key, period) == years)

    def _summed(self, period: Period) -> Known | None:
        """Return what the parts of a period leave possible for it, where they are declared to add up."""
        if not self.frame.additive:
            return None
        told = sorted({fact.period for fact in self.facts} - {period})
        parts = [(part, self._of_part(part, period)) for part in told if adds_up(period, part)]
        known = [(part, answer) for part, answer in parts if answer is not None]
        if not known:
            return None
        answer = summed(period, known, self.frame.universe)
        if answer is None:
            raise self._contradiction(by_period(fact for _, one in known for fact in one.facts), f"{period}")
        return answer

    def _of_part(self, part: Period, period: Period) -> Known | None:
        """Answer for a part; 上半年 and 截至6月底 are parts of each other, so of those only what is stated counts."""
        return self.level(part) if period.holds(part) else self.direct("level", part)

    def _compared(self, question: Question, period: Period, base: Period) -> Known | None:
        direct = self.direct(question, period, base)
        levels = self._of_levels(question, self.direct("level", period), self.direct("level", base))
        found = [direct, levels]
        if self._ends or self.frame.additive:  # only then does a level follow from anything else
            found += [self._of_levels(question, self.level(period), self.level(base))]
            found += [self._chained(question, period, base)]
        return self._join(found, self._leading(direct, levels), f"{base}→{period}")

    def _leading(self, direct: Known | None, levels: Known | None) -> Known | None:
        """Of a printed change and that of the two levels: the levels', unless it rounds otherwise and is coarser.

        Counts were not rounded, and a change that is the rounding of the levels' own adds nothing to them.
        """
        if direct is None or levels is None:
            return direct or levels
        if self._is_counted(levels) or levels.values <= direct.rounded:
            return levels
        printed, given = spread(direct), spread(levels)
        return levels if printed is None or (given is not None and given <= printed) else direct

    def _is_counted(self, known: Known) -> bool:
        """True where every single thing is counted: 15个 has no halves, 2.34万人 was rounded."""
        unit = self.frame.unit
        return unit is not None and unit.is_count and all((fact.step or 0) * unit.factor <= 1 for fact in known.facts)

    def _of_levels(self, question: Question, now: Known | None, then: Known | None) -> Known | None:
        if now is None or then is None:
            return None
        return combined(now, then, _quotient if question == "ratio" else ValueSet.minus)

    def _chained(self, question: Question, period: Period, base: Period) -> Known | None:
        """Return the change that year-on-year changes give together, one for every year since the base."""
        if period.year - base.year < 2 or period.years_back(period.year - base.year) != base:
            return None
        steps: list[Known] = []
        while period != base and (step := self.direct(question, period, period.years_back(1))) is not None:
            steps.append(step)
            period = period.years_back(1)
        by: Joining = _product if question == "ratio" else ValueSet.plus
        return reduce(lambda one, other: combined(one, other, by), steps) if period == base else None

    def _join(self, answers: Iterable[Known | None], lead: Known | None, place: str) -> Known | None:
        known = [answer for answer in answers if answer is not None]
        if not known:
            return None
        answer = joined(known, lead)
        if answer is None:
            raise self._contradiction(by_period(fact for one in known for fact in one.facts), place)
        return answer

    def _contradiction(self, facts: Iterable[Fact], place: str) -> ContradictionError:
        told = dict.fromkeys(f"{fact.period} {fact.observation.said}" for fact in facts)
        name = self.name or "?"
        return ContradictionError(
            Words(
                f"指标 {name}，{place}：这些数不能同时为真：{'、'.join(told)}；"
                "请核对，或用状态（初步、核定）说明哪一个为准",
                f"indicator {name}, {place}: these figures cannot all be true: {', '.join(told)}; "
                "check them, or say by their status (初步, 核定) which one stands",
            )
        )


def _other_end(key: Step, period: Period) -> Period:
    _, then, base = key
    return base if period == then else then


def _years_apart(key: Step, period: Period) -> int | None:
    """Return by how many years the other end of a change lies before *period*; None where it is no such period."""
    other = _other_end(key, period)
    years = period.year - other.year
    return years if period.years_back(years) == other else None


def _quotient(over: ValueSet, under: ValueSet) -> ValueSet:
    """Divide where it means something: values that may be negative have no ratio worth naming."""
    return over.over(under) if over <= NOT_NEGATIVE and under <= _POSITIVE else EVERYTHING


def _product(level: ValueSet, ratio: ValueSet) -> ValueSet:
    return level.times(ratio) if level <= NOT_NEGATIVE and ratio <= NOT_NEGATIVE else EVERYTHING
