"""A series of one indicator: three questions, each answered by a set of possible values.

``level(t)``, ``ratio(t, b)`` and ``difference(t, b)``: what was published about it, intersected with
what follows from the rest. An empty intersection is a contradiction and an error: an empty set lies
inside every target and would read as MET.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import LONGEST, as_code, clipped, pasted
from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.evidence.answers import Answers
from prevention_rules.evidence.facts import Fact, Frame, Topic, by_period
from prevention_rules.evidence.figure_units import named_unit
from prevention_rules.evidence.known import Known
from prevention_rules.evidence.marks import declared_marks, mark_of
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.percents import PercentNumbers, declared_percents
from prevention_rules.evidence.samples import as_sample
from prevention_rules.evidence.saying import read_facts
from prevention_rules.intervals import ValueSet
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.shows import Shows
from prevention_rules.text import Words

__all__ = ["Known", "Series"]


@frozen
class Series(Shows):
    """What is known about one indicator over time, in one unit.

    >>> s = Series.of({2020: "35", 2025: "28"}, unit="起")
    >>> str(s.ratio(Period.of(2025), Period.of(2020)).values)
    '[4/5, 4/5]'
    """

    frame: Frame = Frame()
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=by_period)
    name: str = attrs.field(default="", eq=False)
    _answers: Answers = attrs.field(init=False, eq=False, repr=False)

    @_answers.default
    def _answering(self) -> Answers:
        return Answers(self.frame, self.facts, self.name)

    @classmethod
    def of(
        cls,
        values: Mapping[Any, Any] | Iterable[Observation],
        *,
        unit: str | Unit | None = None,
        share: bool = False,
        name: str = "",
        additive: bool = False,
        percent_numbers: PercentNumbers | None = None,
        missing_marks: Iterable[str] = (),
    ) -> Series:
        """Build a series from ``{period: value}`` (or a list of values for one period), or observations.

        A value is an int, a str as published, a `Decimal`, a `Fraction`, a float (read as its
        shortest decimal), a `Ratio` or an `Observation`; None means not reported. Without *unit* the
        series is in the unit its figures name (a `Ratio` in %). *additive* says that the quarters of a
        year add up to it, *percent_numbers* what a bare number of a share means (``"percent"``: 0.85 is
        0.85 %; ``"fraction"``: 85 %), *missing_marks* which values mark a missing report (``["—", "-2"]``).
        Raises `ObservationError` for what cannot be, `ContradictionError` for figures that cannot all be true.
        """
        if share and additive:
            raise FormatError(Words("比例不能按年内各期累加", "a share does not add up over the year"))
        must_be(unit, (str, Unit, type(None)), "unit", '单位的文字，如 "%"', "a unit as text, such as '%'")
        must_be(name, str, "name", "指标名称的文字", "the indicator's name as text")
        must_be(share, bool, "share", "True 或 False", "True or False")
        marks = declared_marks(missing_marks)
        observations = tuple(one for one in _observations(values, name) if not marks or mark_of(one.value) not in marks)
        own = unit_of(unit) if isinstance(unit, str) else unit or _own_unit(observations)
        series = cls._read(observations, Frame(own, share, additive, declared_percents(percent_numbers)), name)
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

    def sampled(self) -> Series:
        """Return the series with its counts out of a whole as those of a sample, which speaks for more than itself."""
        told = list(dict.fromkeys(fact.observation for fact in self.facts))
        taken = list(map(as_sample, told))
        return self if taken == told else self._read(taken, self.frame, self.name)

    def measured_in(self, unit: Unit | None) -> Series:
        """Return the series in another unit of the same kind; raises `UnitError` where it is of another kind."""
        if unit is None or self.unit is None or self.unit == unit:
            return self
        factor = self.unit.to(unit)
        facts = [fact if fact.question == "ratio" else fact.scaled(factor) for fact in self.facts]
        return Series(attrs.evolve(self.frame, unit=unit), facts, self.name)

    _repr_pretty_ = pasted

    def __repr__(self) -> str:
        code = self._as_code()
        if len(code) <= LONGEST:
            return code
        first, last = self.facts[0].period, self.facts[-1].period
        return f"<Series {clipped(self.name)}: {len(self.facts)} facts, {first} to {last}>"

    def _as_code(self) -> str:
        """Write the series as the figures it was made of; one that was worked out from another, by its facts."""
        told = tuple(dict.fromkeys(fact.observation for fact in self.facts))
        frame = Frame(self.unit, self.frame.share, self.frame.additive, self.frame.percent_numbers)
        if self != self._read(told, frame, self.name):
            return f"Series({as_code(self.frame)}, {as_code(self.facts)}, {self.name!r})"
        of = {name: getattr(frame, name) for name in ("share", "additive", "percent_numbers")}
        declared = {"unit": self.unit and self.unit.text, "name": self.name, **of}
        more = "".join(f", {name}={value!r}" for name, value in declared.items() if value)
        return f"Series.of({as_code(_by_period(told, self.name))}{more})"

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

    def about(self, question: Topic, period: Period, base: Period | None = None) -> tuple[Fact, ...]:
        """Return the facts that state this very thing, replaced ones left out."""
        known = self._answers.direct(question, period, base)
        return () if known is None else known.facts

    def within(self, period: Period) -> tuple[Fact, ...]:
        """Return the levels of parts of *period*: what there is where the period itself has no figure.

        >>> [str(fact.period) for fact in Series.of({"2025Q1": 3, "2025Q2": 4}).within(Period.of(2025))]
        ['2025Q1', '2025Q2']
        """
        return tuple(fact for fact in self.facts if fact.question == "level" and period.holds(fact.period))

    def level(self, period: Period) -> Known | None:
        """Return what the value of *period* may be; None where nothing is known of it."""
        return self._answers.level(period)

    def ratio(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* divided by that of *base* may be."""
        return self._answers.compared("ratio", period, base)

    def difference(self, period: Period, base: Period) -> Known | None:
        """Return what the value of *period* minus that of *base* may be."""
        return self._answers.compared("difference", period, base)

    def nearest(self, period: Period) -> Period | None:
        """Return the period nearest to *period* with a known level, the earlier of two equally near."""
        known = sorted({fact.period for fact in self.facts if fact.question == "level"})
        return min(known, key=lambda other: (abs((other.end - period.end).days), other), default=None)

    def check(self) -> None:
        """Raise `ContradictionError` where two figures cannot both be true."""
        self._answers.check()


def _by_period(told: Iterable[Observation], name: str) -> Mapping[Any, Any] | list[Observation]:
    """Return observations that are nothing but figures as the mapping they can be given by."""
    given = list(told)
    figures = {one.period.year if one.period.kind == "year" else str(one.period): one.value for one in given}
    return figures if list(_observations(figures, name)) == given else given


def _observations(values: Mapping[Any, Any] | Iterable[Observation], name: str) -> Iterable[Observation]:
    if not isinstance(values, Mapping):
        several = isinstance(values, Iterable) and not isinstance(values, str)
        observations: list[Observation] = list(values) if several else [values]  # type: ignore[list-item]
        for one in observations:
            must_be(
                one, Observation, "values", '{时期: 值}，如 {2025: "86%"}，或一列 Observation',
                "{period: value}, such as {2025: '86%'}, or a list of observations",
            )  # fmt: skip
        yield from observations
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
