"""What is drawn of a finding, as exact numbers: its figures, what meets the target, the base, what is due by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from prevention_rules.evidence.facts import Fact, Question
from prevention_rules.explain.counting import is_one_thing
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Demand, Finding, Refused, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit


@frozen
class Span:
    """The values from ``low`` to ``high``, None where nothing bounds them; ``point``: the one, or that of a survey."""

    low: Fraction | None
    high: Fraction | None
    point: Fraction | None = None

    @classmethod
    def of(cls, value: Fraction) -> Span:
        """Return one value."""
        return cls(value, value, value)

    @property
    def is_point(self) -> bool:
        """True for one value."""
        return self.low is not None and self.low == self.high

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The numbers it names."""
        return tuple(one for one in (self.low, self.high, self.point) if one is not None)


@frozen
class Figure:
    """A figure: where it lies, and the finding and the comparison that it stands in."""

    span: Span
    finding: Finding
    compared: Compared


@frozen
class Mark:
    """A value and its period: the base, what is due by now."""

    value: Fraction
    at: Period


@frozen
class Picture:
    """What lies on one line: levels in ``unit``, or, of a ``change``, ratios to its base or differences from it.

    ``good`` is what meets the target. ``least`` and ``most`` are the ends of what can be, ``border`` those of them that
    nobody named.
    """

    finding: Finding
    unit: Unit | None
    figures: tuple[Figure, ...]
    good: tuple[Span, ...]
    base: Mark | None = None
    due: Mark | None = None
    change: Demand | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    border: frozenset[Fraction] = frozenset()

    @property
    def limits(self) -> tuple[Fraction, ...]:
        """The numbers that divide what meets the target from what does not."""
        return tuple(dict.fromkeys(end for span in self.good for end in span.ends))

    @property
    def known(self) -> tuple[Fraction, ...]:
        """Every number that is drawn."""
        marks = tuple(one.value for one in (self.base, self.due) if one is not None)
        return (*(end for one in self.figures for end in one.span.ends), *self.limits, *marks)


def picture(finding: Finding) -> Picture | None:
    """Return what is drawn of a finding; None where no number stands against a number.

    Levels are drawn where the target can be told as a level, else the change that was published. A target that is
    asked of each area has a figure for each.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2023: "74%"}, unit="%", share=True)
    >>> told = picture(evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025))
    >>> told.base.value, told.figures[0].span.point, told.due.value, told.limits[0]
    (Fraction(70, 1), Fraction(74, 1), Fraction(76, 1), Fraction(80, 1))
    """
    drawn = (_drawn(finding, judged) for judged in _alternatives(finding))
    return next((told for told in drawn if told is not None and told.known), None)


Judged = tuple[Finding, Compared | Demand]


def _alternatives(finding: Finding) -> Iterator[list[Judged]]:
    """Yield what could be drawn together: the one comparison, or those of each area or part that ask the same."""
    one = _compared(finding)
    if one is not None:
        yield [(finding, one)]
    for parts in (finding.over, finding.parts):
        told = [(part, compared) for part in parts if (compared := _compared(part)) is not None]
        if told and len({_demand(compared) for _, compared in told}) == 1:
            yield told


def _compared(finding: Finding) -> Compared | Demand | None:
    return finding.ground.demand if isinstance(finding.ground, Refused) else comparison(finding)


def comparison(finding: Finding) -> Compared | None:
    """Return the comparison of numbers a finding rests on, of a trend its last level's; None where there is none."""
    return finding.ground.compared if isinstance(finding.ground, TrendRead) else comparison_of(finding)


def _demand(judged: Compared | Demand) -> Demand:
    return judged if isinstance(judged, Demand) else judged.demand


def _drawn(finding: Finding, judged: Sequence[Judged]) -> Picture | None:
    compared = [(part, one) for part, one in judged if isinstance(one, Compared)]
    if not compared:
        return _without_figures(finding, _demand(judged[0][1]))
    first = compared[0][1]
    levels = all(one.level is not None for _, one in compared)
    reachable = first.needed is not None and not first.needed.is_empty
    if levels and (reachable or isinstance(finding.ground, TrendRead)):  # a trend that is lost is drawn too
        return _levels(finding, compared)
    if first.demand.question == "level" or len(judged) > 1:
        return None
    return _change(finding, first)


def _without_figures(finding: Finding, demand: Demand) -> Picture | None:
    if demand.question != "level":
        return None
    unit = finding.unit or getattr(finding.target, "unit", None)
    return Picture(finding, unit, (), tuple(Span(part.lo, part.hi) for part in demand.acceptable))


def _levels(finding: Finding, compared: Sequence[tuple[Finding, Compared]]) -> Picture:
    first = compared[0][1]
    frame, needed = first.frame, first.needed or ValueSet()
    hull, asked = frame.ceiling.hull, {end for part in needed for end in (part.lo, part.hi)}
    border = frozenset(end for end in (hull.lo, hull.hi) if end is not None and end not in asked)
    figures = tuple(
        Figure(span_of(one.level, border, one.used, part.at), part, one)
        for part, one in compared
        if one.level is not None
    )
    good = tuple(_within(part, border) for part in needed)
    base, due = on_the_way(finding, first)
    return Picture(finding, frame.unit, figures, good, base, due, least=hull.lo, most=hull.hi, border=border)


def _change(finding: Finding, compared: Compared) -> Picture:
    """Return a change whose levels nobody published; a ratio of nothing bounds no fall."""
    demand = compared.demand
    is_ratio = demand.question == "ratio"
    border = frozenset({Fraction(0)} if is_ratio else ())
    figure = Figure(_within(compared.possible.hull, border), finding, compared)
    good = tuple(_within(part, border) for part in demand.acceptable)
    base = None if demand.base is None else Mark(Fraction(1 if is_ratio else 0), demand.base)
    return Picture(
        finding,
        compared.frame.unit,
        (figure,),
        good,
        base,
        _due(finding, demand.question),
        change=demand,
        border=border,
    )


def on_the_way(finding: Finding, compared: Compared) -> tuple[Mark | None, Mark | None]:
    """Return the base of a finding and what is due by now, as levels; None for what is not known."""
    pace = finding.progress
    if pace is not None and pace.question == "level":
        return Mark(pace.base, pace.base_at), _due(finding, "level")
    base, at = None if compared.base_level is None else compared.base_level.as_point, compared.demand.base
    return None if base is None or at is None else Mark(base, at), None


def _due(finding: Finding, question: Question) -> Mark | None:
    pace = finding.progress
    if pace is None or pace.question != question or pace.schedule.expected is None or finding.due != "not_due":
        return None
    if is_one_thing(pace, finding.unit):
        return None
    return Mark(pace.schedule.expected, finding.at)


def span_of(level: ValueSet, border: frozenset[Fraction], facts: Iterable[Fact], at: Period) -> Span:
    """Return where the level of a period lies; of a survey of that period with the rate it found."""
    rates = (fact.point for fact in facts if fact.question == "level" and fact.period == at)
    found = next((rate for rate in rates if rate is not None), level.as_point)
    return _within(level.hull, border, found)


def _within(part: Interval, border: frozenset[Fraction], point: Fraction | None = None) -> Span:
    """Return where an interval lies; an end at the border of what can be was not published by anybody."""
    if part.lo is not None and part.lo == part.hi:
        return Span.of(part.lo)
    return Span(None if part.lo in border else part.lo, None if part.hi in border else part.hi, point)


def around(
    known: Iterable[Fraction], least: Fraction | None, most: Fraction | None, *, room: Fraction
) -> tuple[Fraction, Fraction]:
    """Return the ends of an axis: room beside what is known, none beyond what can be, and no gap drawn as an abyss.

    *room* is that on either side, as a share of what is between.

    >>> around([Fraction(70), Fraction(80)], Fraction(0), Fraction(100), room=Fraction(1, 5))
    (Fraction(68, 1), Fraction(82, 1))
    """
    numbers = list(known)
    low, high = min(numbers), max(numbers)
    narrowest = max(abs(low), abs(high)) / 8 or Fraction(1)
    beside = max((high - low) * room, (narrowest - (high - low)) / 2)
    start = low - beside if least is None or least > low else max(low - beside, least)
    end = high + beside if most is None or most < high else min(high + beside, most)
    return start, end
