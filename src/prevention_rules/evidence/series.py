"""A series of one indicator: three questions, each answered by a set of possible values.

``level(t)``, ``ratio(t, b)`` and ``difference(t, b)``: what was published about it, intersected with
what follows from the rest. An empty intersection is a contradiction and an error: an empty set lies
inside every target and would read as MET.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.errors import ContradictionError, ObservationError
from prevention_rules.evidence.facts import Fact, Frame, Question, by_period, named_unit, read_facts
from prevention_rules.evidence.observations import Observation
from prevention_rules.intervals import EVERYTHING, NOT_NEGATIVE, Interval, ValueSet, intersection
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.text import Words

_POSITIVE = ValueSet.of(Interval(Fraction(0), lo_in=False))


@frozen
class Known:
    """An answer: the possible values, the facts it rests on, and those a firmer figure replaced.

    ``rounded`` is the wider set the facts allow if they were rounded when they were written.
    """

    values: ValueSet
    rounded: ValueSet
    facts: tuple[Fact, ...]
    superseded: tuple[Fact, ...] = ()


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

    @classmethod
    def of(
        cls,
        values: Mapping[Any, Any] | Iterable[Observation],
        *,
        unit: str | Unit | None = None,
        share: bool = False,
        name: str = "",
    ) -> Series:
        """Build a series from ``{period: value}`` (or a list of values for one period), or observations.

        A value is an int, a str as published, a `Decimal`, a `Fraction`, a float (read as its
        shortest decimal), a `Ratio` or an `Observation`; None means not reported. Without *unit* the
        series is in the unit its figures name (a `Ratio` in %). Raises
        `ObservationError` for what cannot be, `ContradictionError` for figures that cannot all be true.
        """
        observations = tuple(_observations(values, name))
        own = unit_of(unit) if isinstance(unit, str) else unit or _own_unit(observations)
        series = cls._read(observations, Frame(own, share), name)
        series.check()
        return series

    @classmethod
    def _read(cls, observations: Iterable[Observation], frame: Frame, name: str) -> Series:
        return cls(frame, [fact for observation in observations for fact in read_facts(observation, frame)], name)

    def under(self, policy: Policy) -> Series:
        """Return the series with its samples as intervals of the kind and confidence that *policy* declares."""
        frame = attrs.evolve(self.frame, confidence=policy.confidence, method=policy.interval)
        if frame == self.frame or all(fact.point is None for fact in self.facts):
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
        return _current(self._stated(question, period, base))[0]

    def level(self, period: Period) -> Known | None:
        """Return what the value of *period* may be; None where nothing is known of it."""
        direct = self._direct_level(period)
        derived = [known for fact in self._changes() if (known := self._through(fact, period)) is not None]
        return self._join([direct, *derived], f"{period}")

    def ratio(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* divided by that of *base* may be."""
        return self._compared("ratio", period, base)

    def difference(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* minus that of *base* may be."""
        return self._compared("difference", period, base)

    def nearest(self, period: Period) -> Period | None:
        """Return the period nearest to *period* with a known level, the earlier of two equally near."""
        known = sorted({fact.period for fact in self.facts if fact.question == "level"})
        return min(known, key=lambda other: (abs((other.end - period.end).days), other), default=None)

    def check(self) -> None:
        """Raise `ContradictionError` where two figures cannot both be true."""
        changes = [(fact.question, fact.period, fact.base) for fact in self._changes() if fact.base is not None]
        for period in self.periods:
            self.level(period)
        for question, period, base in changes:
            self._compared(question, period, base)

    def _stated(self, question: Question, period: Period, base: Period | None) -> tuple[Fact, ...]:
        return tuple(f for f in self.facts if (f.question, f.period, f.base) == (question, period, base))

    def _changes(self) -> tuple[Fact, ...]:
        asked = dict.fromkeys((f.question, f.period, f.base) for f in self.facts if f.question != "level" and f.base)
        return tuple(fact for question, period, base in asked for fact in self.about(question, period, base))

    def _direct_level(self, period: Period) -> Known | None:
        facts, superseded = _current(self._stated("level", period, None))
        if not facts:
            return None
        values = intersection(fact.values for fact in facts)
        if values.is_empty:
            raise self._contradiction(facts, f"{period}")
        rounded = intersection(fact.rounded for fact in facts) & self.frame.universe
        return Known(values, rounded, facts, superseded)

    def _compared(self, question: Question, period: Period, base: Period) -> Known | None:
        facts, superseded = _current(self._stated(question, period, base))
        stated = [Known(fact.values, fact.rounded, (fact,), superseded) for fact in facts]
        for level in (self._direct_level, self.level):  # as reported, and as it follows from stated changes
            now, then = level(period), level(base)
            if now is not None and then is not None:
                stated.append(_both(now, then, _quotient if question == "ratio" else ValueSet.minus))
        return self._join(stated, f"{base}→{period}")

    def _through(self, change: Fact, period: Period) -> Known | None:
        """Return the level of *period* that follows from a stated change and the level at its other end."""
        assert change.base is not None
        other = {change.period: change.base, change.base: change.period}.get(period)
        if other is None or change.period == change.base or (known := self._direct_level(other)) is None:
            return None
        stated = Known(change.values, change.rounded, (change,))
        forward = period == change.period
        if change.question == "difference":
            answer = _both(known, stated, ValueSet.plus if forward else ValueSet.minus)
        else:
            answer = _both(known, stated, _product if forward else _quotient)
        universe = self.frame.universe
        return attrs.evolve(answer, values=answer.values & universe, rounded=answer.rounded & universe)

    def _join(self, answers: Iterable[Known | None], place: str) -> Known | None:
        known = [answer for answer in answers if answer is not None]
        if not known:
            return None
        facts = by_period({fact for answer in known for fact in answer.facts})
        superseded = by_period({fact for answer in known for fact in answer.superseded})
        values = intersection(answer.values for answer in known)
        rounded = intersection(answer.rounded for answer in known)
        if values.is_empty:  # figures that only rounding keeps apart: what they allow together
            values = rounded
        if values.is_empty:
            return self._firm(known, facts, place)
        return Known(values, rounded, facts, superseded)

    def _firm(self, known: Sequence[Known], facts: tuple[Fact, ...], place: str) -> Known:
        """Answer without what rests on preliminary figures, where a final one contradicts them."""
        soft = tuple(fact for fact in facts if fact.observation.status == "preliminary")
        firm = [answer for answer in known if not set(soft) & set(answer.facts)]
        final = any(fact.observation.status == "final" for fact in facts)
        answer = self._join(firm, place) if final and len(firm) < len(known) else None
        if answer is None:
            raise self._contradiction(facts, place)
        return attrs.evolve(answer, superseded=by_period({*answer.superseded, *soft}))

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


def _current(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Part the facts that stand from those a final figure replaced."""
    if not any(fact.observation.status == "final" for fact in facts):
        return facts, ()
    replaced = tuple(fact for fact in facts if fact.observation.status == "preliminary")
    return tuple(fact for fact in facts if fact not in replaced), replaced


def _both(a: Known, b: Known, join: Callable[[ValueSet, ValueSet], ValueSet]) -> Known:
    values, rounded = join(a.values, b.values), join(a.rounded, b.rounded)
    return Known(values, rounded, a.facts + b.facts, a.superseded + b.superseded)


def _quotient(over: ValueSet, under: ValueSet) -> ValueSet:
    """Divide where it means something: values that may be negative have no ratio worth naming."""
    return over.over(under) if over <= NOT_NEGATIVE and under <= _POSITIVE else EVERYTHING


def _product(level: ValueSet, ratio: ValueSet) -> ValueSet:
    return level.times(ratio) if level <= NOT_NEGATIVE and ratio <= NOT_NEGATIVE else EVERYTHING
