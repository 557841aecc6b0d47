"""A series of one indicator: three questions, each answered by a set of possible values.

``level(t)``, ``ratio(t, b)`` and ``difference(t, b)``: what was published about it, intersected with
what follows from the rest. An empty intersection is a contradiction and an error: an empty set lies
inside every target and would read as MET.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.errors import ContradictionError, FormatError, ObservationError
from prevention_rules.evidence.facts import Fact, Frame, Question, by_period, named_unit, read_facts
from prevention_rules.evidence.flows import adds_up, summed
from prevention_rules.evidence.known import Joining, Known, combined, joined, spread, stated
from prevention_rules.evidence.observations import Observation
from prevention_rules.intervals import EVERYTHING, NOT_NEGATIVE, Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.text import Words

__all__ = ["Known", "Series"]

_POSITIVE = ValueSet.of(Interval(Fraction(0), lo_in=False))


Key = tuple[Question, Period, Period | None]
"""What a fact speaks of: a question, its period, and the base of a change."""


@frozen
class Series:
    """What is known about one indicator over time, in one unit.

    >>> s = Series.of({2020: "35", 2025: "28"}, unit="起")
    >>> str(s.ratio(Period.of(2025), Period.of(2020)).values)
    '[4/5, 4/5]'
    """

    frame: Frame = Frame()
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=by_period)
    name: str = attrs.field(default="", eq=False)
    _stated: Mapping[Key, tuple[Fact, ...]] = attrs.field(init=False, eq=False, repr=False)
    _ends: Mapping[Period, tuple[Key, ...]] = attrs.field(init=False, eq=False, repr=False)
    _told: dict[Any, Known | None] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    @_stated.default
    def _index(self) -> Mapping[Key, tuple[Fact, ...]]:
        found: dict[Key, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault((fact.question, fact.period, fact.base), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @_ends.default
    def _changes_by_end(self) -> Mapping[Period, tuple[Key, ...]]:
        found: dict[Period, list[Key]] = {}
        for key in self._stated:
            for end in key[1:] if key[2] is not None and key[1] != key[2] else ():
                assert end is not None
                found.setdefault(end, []).append(key)
        return {end: tuple(keys) for end, keys in found.items()}

    @classmethod
    def of(
        cls,
        values: Mapping[Any, Any] | Iterable[Observation],
        *,
        unit: str | Unit | None = None,
        share: bool = False,
        name: str = "",
        additive: bool = False,
    ) -> Series:
        """Build a series from ``{period: value}`` (or a list of values for one period), or observations.

        A value is an int, a str as published, a `Decimal`, a `Fraction`, a float (read as its
        shortest decimal), a `Ratio` or an `Observation`; None means not reported. Without *unit* the
        series is in the unit its figures name (a `Ratio` in %). *additive* says that the quarters of a
        year add up to it. Raises `ObservationError` for what cannot be, `ContradictionError` for figures
        that cannot all be true.
        """
        if share and additive:
            raise FormatError(Words("比例不能按年内各期累加", "a share does not add up over the year"))
        observations = tuple(_observations(values, name))
        own = unit_of(unit) if isinstance(unit, str) else unit or _own_unit(observations)
        series = cls._read(observations, Frame(own, share, additive), name)
        series.check()
        return series

    @classmethod
    def _read(cls, observations: Iterable[Observation], frame: Frame, name: str) -> Series:
        return cls(frame, [fact for observation in observations for fact in read_facts(observation, frame)], name)

    def under(self, policy: Policy) -> Series:
        """Return the series with its samples as intervals of the kind and confidence that *policy* declares."""
        if all(fact.point is None for fact in self.facts):
            return self
        return self._again(attrs.evolve(self.frame, confidence=policy.confidence, method=policy.interval))

    def measured_in(self, unit: Unit | None) -> Series:
        """Return the series in another unit of the same kind; raises `UnitError` where it is of another kind."""
        if unit is None or self.unit is None or self.unit == unit:
            return self
        factor = self.unit.to(unit)
        facts = [fact if fact.question == "ratio" else fact.scaled(factor) for fact in self.facts]
        return Series(attrs.evolve(self.frame, unit=unit), facts, self.name)

    def based_on(self, year: int) -> Series:
        """Return the series in which 累计 and an annual average that name no base are measured from *year*."""
        if all(fact.base is not None or fact.question == "level" for fact in self.facts):
            return self
        return self._again(attrs.evolve(self.frame, baseline=year))

    def _again(self, frame: Frame) -> Series:
        if frame == self.frame:
            return self
        return self._read(dict.fromkeys(fact.observation for fact in self.facts), frame, self.name)

    @property
    def unit(self) -> Unit | None:
        """The unit every level and difference is a number of."""
        return self.frame.unit

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods something is known about, in order."""
        return tuple(sorted({fact.period for fact in self.facts}))

    def levels(self) -> tuple[ValueSet | None, ...]:
        """Return the levels year by year from the first known to the last; None for a year without a figure.

        >>> [str(level) for level in Series.of({2020: 70, 2022: 74}).levels()]
        ['[70, 70]', 'None', '[74, 74]']
        """
        known = sorted(fact.period for fact in self.facts if fact.question == "level")
        if not known:
            return ()
        first, last = known[0], known[-1]
        found = [self.level(last.years_back(back)) for back in range(last.year - first.year, -1, -1)]
        return tuple(None if level is None else level.values for level in found)

    def about(self, question: Question, period: Period, base: Period | None = None) -> tuple[Fact, ...]:
        """Return the facts that state this very thing, replaced ones left out."""
        known = self._direct(question, period, base)
        return () if known is None else known.facts

    def within(self, period: Period) -> tuple[Fact, ...]:
        """Return the levels of parts of *period*: what there is where the period itself has no figure.

        >>> [str(fact.period) for fact in Series.of({"2025Q1": 3, "2025Q2": 4}).within(Period.of(2025))]
        ['2025Q1', '2025Q2']
        """
        return tuple(fact for fact in self.facts if fact.question == "level" and period.holds(fact.period))

    def level(self, period: Period) -> Known | None:
        """Return what the value of *period* may be; None where nothing is known of it."""
        return self._once(("level", period), self._level)

    def ratio(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* divided by that of *base* may be."""
        return self._once(("ratio", period, base), self._compared)

    def difference(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* minus that of *base* may be."""
        return self._once(("difference", period, base), self._compared)

    def nearest(self, period: Period) -> Period | None:
        """Return the period nearest to *period* with a known level, the earlier of two equally near."""
        known = sorted({fact.period for fact in self.facts if fact.question == "level"})
        return min(known, key=lambda other: (abs((other.end - period.end).days), other), default=None)

    def check(self) -> None:
        """Raise `ContradictionError` where two figures cannot both be true."""
        for period in self.periods:
            self.level(period)
        for question, period, base in self._stated:
            if base is not None:
                self._once((question, period, base), self._compared)

    def _once(self, key: Any, answer: Callable[..., Known | None]) -> Known | None:
        """Answer each question once: the facts of a series never change."""
        if key not in self._told:
            self._told[key] = answer(*key)
        return self._told[key]

    def _direct(self, question: Question, period: Period, base: Period | None = None) -> Known | None:
        return self._once(("direct", question, period, base), self._as_stated)

    def _as_stated(self, _: str, question: Question, period: Period, base: Period | None) -> Known | None:
        facts = self._stated.get((question, period, base))
        if facts is None:
            return None
        universe = self.frame.universe if question == "level" else EVERYTHING
        known = stated(facts, universe)
        if known is None:
            raise self._contradiction(facts, f"{period}" if base is None else f"{base}→{period}")
        return known

    def _level(self, _: str, period: Period) -> Known | None:
        direct = self._direct("level", period)
        changes = (self._through(key, period) for key in self._ends.get(period, ()))
        steps = (self._carried(period, years) for years in (1, -1)) if self._ends else ()
        return self._join([direct, *changes, *steps, self._summed(period)], direct, f"{period}")

    def _through(self, key: Key, period: Period) -> Known | None:
        """Return the level of *period* that follows from a stated change and the level at its other end."""
        _, then, base = key
        assert base is not None
        other = self._direct("level", base if period == then else then)
        return None if other is None else self._applied(key, period, other)

    def _applied(self, key: Key, period: Period, other: Known) -> Known:
        """Apply a stated change to the level at its other end, forward or back."""
        change = self._direct(*key)
        assert change is not None
        forward, back = (ValueSet.plus, ValueSet.minus) if key[0] == "difference" else (_product, _quotient)
        return combined(other, change, forward if period == key[1] else back, self.frame.universe)

    def _carried(self, period: Period, years: int) -> Known | None:
        """Return the level that a chain of year-on-year changes carries here from one side.

        The chain is climbed down to where it begins and then up again, so that each of its levels is found once.
        """
        chain: list[tuple[Period, tuple[Key, ...]]] = []
        at = period
        while ("carried", at, years) not in self._told and (keys := self._steps(at, years)):
            chain.append((at, keys))
            at = at.years_back(years)
        for at, keys in reversed(chain):
            before = at.years_back(years)
            there = [self._direct("level", before), self._told.get(("carried", before, years))]
            there += [self._through(key, before) for key in self._ends[before] if key not in keys]
            known = self._join(there, there[0], f"{before}")
            found = [] if known is None else [self._applied(key, at, known) for key in keys]
            self._told["carried", at, years] = self._join(found, None, f"{at}")
        return self._told.get(("carried", period, years))

    def _steps(self, period: Period, years: int) -> tuple[Key, ...]:
        """Return the changes stated between a period and the same one a year away."""
        keys = self._ends.get(period, ())
        return tuple(key for key in keys if {key[1], key[2]} == {period, period.years_back(years)})

    def _summed(self, period: Period) -> Known | None:
        """Return what the parts of a period leave possible for it, where they are declared to add up."""
        parts = (
            [part for part in self.periods if adds_up(period, part) and part != period] if self.frame.additive else []
        )
        known = [(part, answer) for part in parts if (answer := self._of_part(part, period)) is not None]
        if not known:
            return None
        answer = summed(period, known, self.frame.universe)
        if answer is None:
            raise self._contradiction(by_period(fact for _, one in known for fact in one.facts), f"{period}")
        return answer

    def _of_part(self, part: Period, period: Period) -> Known | None:
        """Answer for a part; 上半年 and 截至6月底 are parts of each other, so of those only what is stated counts."""
        return self.level(part) if period.holds(part) else self._direct("level", part)

    def _compared(self, question: Question, period: Period, base: Period) -> Known | None:
        direct = self._direct(question, period, base)
        levels = self._of_levels(question, self._direct("level", period), self._direct("level", base))
        found = [direct, levels]
        if self._ends:  # only then does a level follow from anything else
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
        unit = self.unit
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
        while period != base and (step := self._direct(question, period, period.years_back(1))) is not None:
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
        said = "、".join(f"{fact.period} {fact.observation.said}" for fact in facts)
        name = self.name or "?"
        return ContradictionError(
            Words(
                f"指标 {name}，{place}：这些数不能同时为真：{said}；请核对，或用状态（初步、核定）说明哪一个为准",
                f"indicator {name}, {place}: these figures cannot all be true: {said}; "
                "check them, or say by their status (初步, 核定) which one stands",
            )
        )


def _observations(values: Mapping[Any, Any] | Iterable[Observation], name: str) -> Iterable[Observation]:
    if not isinstance(values, Mapping):
        yield from values
        return
    for period, given in values.items():
        for value in given if isinstance(given, list | tuple) else [given]:
            if isinstance(value, Observation):
                if value.period != Period.of(period):
                    raise ObservationError(
                        Words(
                            f"{Period.of(period)} 之下放了 {value.period} 的观测值",
                            f"an observation of {value.period} is filed under {Period.of(period)}",
                        )
                    )
                yield value
            elif value is not None:
                yield Observation(name, period, value)


def _own_unit(observations: Iterable[Observation]) -> Unit | None:
    """Return the unit the figures themselves name; of several that compare, the same one in any order."""
    units = {unit.text: unit for unit in map(named_unit, observations) if unit is not None}
    return units[min(units)] if units else None


def _quotient(over: ValueSet, under: ValueSet) -> ValueSet:
    """Divide where it means something: values that may be negative have no ratio worth naming."""
    return over.over(under) if over <= NOT_NEGATIVE and under <= _POSITIVE else EVERYTHING


def _product(level: ValueSet, ratio: ValueSet) -> ValueSet:
    return level.times(ratio) if level <= NOT_NEGATIVE and ratio <= NOT_NEGATIVE else EVERYTHING
