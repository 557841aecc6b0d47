"""A bullet chart as numbers: where figure, target, base and schedule of a finding lie on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of

WIDTH = 160
"""The length of the line; all places are between 0 and it."""


@frozen
class Stretch:
    """From one place to another; an end is ``open`` where nothing bounds the values that way."""

    start: float
    end: float
    open_start: bool = False
    open_end: bool = False

    @property
    def is_point(self) -> bool:
        """True for one value."""
        return self.start == self.end


@frozen
class Bullet:
    """The places of a chart: ``figures`` what is possible, ``good`` what meets the target, and the marks.

    ``targets`` are the ends of what meets it, ``points`` what a survey found, ``base`` and ``due`` the base and
    what is due by now, None where they are not known.
    """

    figures: tuple[Stretch, ...]
    good: tuple[Stretch, ...]
    targets: tuple[float, ...]
    points: tuple[float, ...] = ()
    base: float | None = None
    due: float | None = None


LEGEND: Final = {
    "chart_figure": Bullet((Stretch(80, 80),), (), ()),
    "chart_span": Bullet((Stretch(62, 100, open_end=True),), (), ()),
    "chart_target": Bullet((), (Stretch(80, 105),), (80,)),
    "chart_due": Bullet((), (), (), due=80),
    "chart_base": Bullet((), (), (), base=80),
}
"""A chart for each thing that charts show, by the key of its words."""


def bullet(finding: Finding) -> Bullet | None:
    """Return the chart of a finding; None where there is no number to set against a number.

    Levels are drawn where both figure and target are levels, else the change that was published. The line is
    cut out around what is on it and does not begin at zero, so figures are marks on it and never bars from its end.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2023: "74%"}, unit="%", share=True)
    >>> drawn = bullet(evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025))
    >>> drawn.base < drawn.figures[0].start < drawn.due < drawn.targets[0]
    True
    """
    return next((drawn for one in _compared(finding) if (drawn := _drawn(finding, one)) is not None), None)


def _compared(finding: Finding) -> Iterator[tuple[Compared, ...]]:
    """Yield the comparisons that could be drawn together: the one of numbers, or that of each area or part."""
    one = comparison(finding)
    if one is not None:
        yield (one,)
    for parts in (finding.over, finding.parts):
        told = [comparison(part) for part in parts]
        if told and all(part is not None and part.demand == (told[0] and told[0].demand) for part in told):
            yield tuple(part for part in told if part is not None)


def comparison(finding: Finding) -> Compared | None:
    """Return the comparison of numbers a finding rests on, of a trend its last level's; None where there is none."""
    return finding.ground.compared if isinstance(finding.ground, TrendRead) else comparison_of(finding)


def _drawn(finding: Finding, compared: Sequence[Compared]) -> Bullet | None:
    first = compared[0]
    needed = first.needed
    if needed is not None and not needed.is_empty and all(one.level is not None for one in compared):
        values = [one.level for one in compared if one.level is not None]
        return _placed(values, needed, first.frame.ceiling, _points(first), *on_the_way(finding, first))
    if first.demand.question == "level" or len(compared) > 1:
        return None
    base = Fraction(1 if first.demand.question == "ratio" else 0)
    return _placed([first.possible], first.demand.acceptable, ValueSet.of(Interval(None, None)), (), base, None)


def _points(compared: Compared) -> tuple[Fraction, ...]:
    return tuple(fact.point for fact in compared.used if fact.point is not None and compared.demand.question == "level")


def on_the_way(finding: Finding, compared: Compared) -> tuple[Fraction | None, Fraction | None]:
    """Return the base of a finding and what is due by now, as levels; None for what is not known."""
    pace = finding.progress
    if pace is not None:
        return pace.base, pace.schedule.expected if finding.due == "not_due" else None
    return None if compared.base_level is None else compared.base_level.as_point, None


def _placed(
    values: Sequence[ValueSet],
    good: ValueSet,
    whole: ValueSet,
    points: Sequence[Fraction],
    base: Fraction | None,
    due: Fraction | None,
) -> Bullet | None:
    limits = [end for part in good for end in (part.lo, part.hi) if end is not None]
    borders = {whole.hull.lo, whole.hull.hi} - {None, *limits}
    known = [
        end for value in values for end in (value.hull.lo, value.hull.hi) if end is not None and end not in borders
    ]
    known += [value.as_point for value in values if value.as_point is not None]
    known += [*limits, *points, *(one for one in (base, due) if one is not None)]
    if not known or not values:
        return None
    line = _Line.around(known, whole)
    return Bullet(
        tuple(line.stretch(value.hull, borders) for value in values),
        tuple(line.stretch(part, borders) for part in good),
        tuple(dict.fromkeys(map(line.at, limits))),
        tuple(map(line.at, points)),
        None if base is None else line.at(base),
        None if due is None else line.at(due),
    )


@frozen
class _Line:
    """The numbers that the ends of the line stand for."""

    low: Fraction
    high: Fraction

    @classmethod
    def around(cls, known: Sequence[Fraction], whole: ValueSet) -> _Line:
        """Leave room beside what is known, but none beyond what can be."""
        low, high = min(known), max(known)
        least_wide = max(abs(low), abs(high)) / 8 or Fraction(1)  # a gap of a tenth of a point is not drawn as an abyss
        room = max((high - low) / 6, (least_wide - (high - low)) / 2)
        least, most = whole.hull.lo, whole.hull.hi
        start = low - room if least is None or least > low else max(low - room, least)
        end = high + room if most is None or most < high else min(high + room, most)
        return cls(start, end)

    def at(self, value: Fraction) -> float:
        """Return the place of a value, to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(float(min(max(share, Fraction(0)), Fraction(1)) * WIDTH), 1)

    def stretch(self, part: Interval, borders: set[Fraction | None]) -> Stretch:
        """Return where an interval lies; an end at the border of what can be was not published by anybody."""
        point = part.lo is not None and part.lo == part.hi
        open_start = not point and (part.lo is None or part.lo in borders)
        open_end = not point and (part.hi is None or part.hi in borders)
        start = 0.0 if open_start or part.lo is None else self.at(part.lo)
        end = float(WIDTH) if open_end or part.hi is None else self.at(part.hi)
        return Stretch(start, end, open_start, open_end)
