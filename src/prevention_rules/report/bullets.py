"""A bullet chart as numbers: where figure, target, base and schedule of a finding lie on one line."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from attrs import frozen

from prevention_rules.judgement.findings import Finding
from prevention_rules.report.picture import Span, around, picture

WIDTH = 160
"""The length of the line; all places are between 0 and it."""
_ROOM = Fraction(1, 6)


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
    drawn = picture(finding)
    if drawn is None or not drawn.figures or not drawn.good:
        return None
    line = _Line(*around(drawn.known, drawn.least, drawn.most, room=_ROOM))
    spans = [one.span for one in drawn.figures]
    return Bullet(
        tuple(map(line.stretch, spans)),
        tuple(map(line.stretch, drawn.good)),
        tuple(dict.fromkeys(map(line.at, drawn.limits))),
        tuple(line.at(span.point) for span in spans if span.point is not None and not span.is_point),
        None if drawn.base is None else line.at(drawn.base.value),
        None if drawn.due is None else line.at(drawn.due.value),
    )


@frozen
class _Line:
    """The numbers that the ends of the line stand for."""

    low: Fraction
    high: Fraction

    def at(self, value: Fraction) -> float:
        """Return the place of a value, to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(float(min(max(share, Fraction(0)), Fraction(1)) * WIDTH), 1)

    def stretch(self, span: Span) -> Stretch:
        """Return where a span lies."""
        return Stretch(
            0.0 if span.low is None else self.at(span.low),
            float(WIDTH) if span.high is None else self.at(span.high),
            span.low is None,
            span.high is None,
        )
