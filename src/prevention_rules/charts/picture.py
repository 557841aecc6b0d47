"""What is drawn of a finding, as exact numbers: its figures, what meets the target, the base, what is due by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from prevention_rules.arguments import must_be
from prevention_rules.errors import StatedError
from prevention_rules.evidence.facts import Fact, Frame
from prevention_rules.evidence.series import Series
from prevention_rules.explain.asked import target_words
from prevention_rules.explain.numbers import amount
from prevention_rules.explain.published import level_published
from prevention_rules.explain.remark import figure
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Demand, Finding, Refused, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.states import State, state_of
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.text import Language, Words
from prevention_rules.unit_words import unit_words


class NoChartError(StatedError):
    """A finding without numbers that stand on one line: a qualitative target, a list of several indicators."""


@frozen
class Span:
    """The values from ``low`` to ``high``, None where nothing bounds them; ``point``: the one, or that of a survey."""

    low: Fraction | None
    high: Fraction | None
    point: Fraction | None = None

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
    """A figure: what it is called, how it was published, where it lies, and its state where it is judged."""

    name: Words
    said: Words
    span: Span
    state: State


@frozen
class Mark:
    """A value with its name and how it is written: the base, what is due by now; ``at`` is its period."""

    name: Words
    said: Words
    value: Fraction
    at: Period


@frozen
class Picture:
    """What lies on one line: levels in ``unit``, or, with ``change`` to name them, changes on the base.

    ``good`` is what meets the target, ``asked`` its words, ``name`` what its date is called. ``least`` and ``most`` are
    the ends of what can be, ``border`` those of them that nobody named, ``series`` what the finding rests on.
    """

    unit: Unit | None
    figures: tuple[Figure, ...]
    good: tuple[Span, ...]
    name: Words
    asked: Words
    base: Mark | None = None
    due: Mark | None = None
    change: Words | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    border: frozenset[Fraction] = frozenset()
    series: Series = field(factory=Series)

    @property
    def limits(self) -> tuple[Fraction, ...]:
        """The numbers that divide what meets the target from what does not."""
        return tuple(dict.fromkeys(end for span in self.good for end in span.ends))

    @property
    def known(self) -> tuple[Fraction, ...]:
        """Every number that is drawn."""
        marks = tuple(one.value for one in (self.base, self.due) if one is not None)
        return (*(end for one in self.figures for end in one.span.ends), *self.limits, *marks)


def picture(finding: Finding) -> Picture:
    """Return what is drawn of a finding; raises `NoChartError` where no number stands against a number.

    Levels are drawn where the target can be told as a level, else the change that was published. A target that is
    asked of each area has a figure for each.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2023: "74%"}, unit="%", share=True)
    >>> told = picture(evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025))
    >>> told.base.value, told.figures[0].span.point, told.due.value, told.limits[0]
    (Fraction(70, 1), Fraction(74, 1), Fraction(76, 1), Fraction(80, 1))
    """
    must_be(finding, Finding, "finding", '判定：assessment["26"]', 'a finding: assessment["26"]')
    for judged in _alternatives(finding):
        told = _drawn(finding, judged)
        if told is not None and told.known:
            return told
    raise NoChartError(
        Words(
            "没有可以画在一条线上的数：目标是定性的，或有几项；有几项的，逐项画 finding.parts",
            "there are no numbers to draw on one line: the target is qualitative, or has several parts; of those, draw "
            "each of finding.parts",
        )
    )


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
    match finding.ground:
        case TrendRead(compared=compared):
            return compared
        case Refused(demand=demand):
            return demand
        case _:
            return comparison_of(finding)


def _demand(judged: Compared | Demand) -> Demand:
    return judged if isinstance(judged, Demand) else judged.demand


def _drawn(finding: Finding, judged: Sequence[Judged]) -> Picture | None:
    compared = [one for _, one in judged if isinstance(one, Compared)]
    if not compared:
        return _without_figures(finding, _demand(judged[0][1]))
    first = compared[0]
    levels = all(one.level is not None for one in compared)
    reachable = first.needed is not None and not first.needed.is_empty
    if levels and (reachable or isinstance(finding.ground, TrendRead)):  # a trend that is lost is drawn too
        return _levels(finding, judged, first)
    if first.demand.question == "level" or len(judged) > 1:
        return None
    return _changes(finding, first)


def _without_figures(finding: Finding, demand: Demand) -> Picture | None:
    if demand.question != "level":
        return None
    good = tuple(Span(part.lo, part.hi) for part in demand.acceptable)
    return Picture(finding.unit or _unit_of(finding), (), good, _deadline(finding), target_words(finding.target))


def _unit_of(finding: Finding) -> Unit | None:
    return getattr(finding.target, "unit", None)


def _levels(finding: Finding, judged: Sequence[Judged], first: Compared) -> Picture:
    frame, needed = first.frame, first.needed or ValueSet()
    border = _border(frame, needed)
    figures = tuple(
        Figure(_called(part, finding), _said(part, one), span_of(one.level, border, one.used), state_of(part))
        for part, one in judged
        if isinstance(one, Compared) and one.level is not None
    )
    good = tuple(_within(part, border) for part in needed)
    hull = frame.ceiling.hull
    return Picture(
        frame.unit, figures, good, _deadline(finding), target_words(finding.target),
        _base(finding, first), _due(finding, frame.unit), least=hull.lo, most=hull.hi, border=border,
        series=Series(frame, tuple(dict.fromkeys((*first.used, *first.base_facts)))),
    )  # fmt: skip


def _called(part: Finding, whole: Finding) -> Words:
    if part is not whole and part.area:
        return Words(part.area, part.area)
    return period_words(part.at)


def period_words(at: Period) -> Words:
    """Return what a period is called on an axis."""
    return Words(f"{at}年", f"{at}") if at.kind == "year" else Words(f"{at}", f"{at}")


def _said(part: Finding, one: Compared) -> Words:
    """Return a figure as it was published, else as it was worked out from others."""
    point = None if one.level is None else one.level.as_point
    return figure(part) or (Words("", "") if point is None else amount(point, one.frame.unit, places=2))


def _border(frame: Frame, good: ValueSet) -> frozenset[Fraction]:
    """Return the ends of what can be at all, which nobody published, unless the target names them."""
    hull = frame.ceiling.hull
    asked = {end for part in good for end in (part.lo, part.hi)}
    return frozenset(end for end in (hull.lo, hull.hi) if end is not None and end not in asked)


def span_of(level: ValueSet, border: frozenset[Fraction], facts: Iterable[Fact]) -> Span:
    """Return where a level lies; of a survey with the rate it found."""
    found = next((fact.point for fact in facts if fact.point is not None), level.as_point)
    return _within(level.hull, border, found)


def _within(part: Interval, border: frozenset[Fraction], point: Fraction | None = None) -> Span:
    if part.lo is not None and part.lo == part.hi:
        return Span(part.lo, part.lo, part.lo)
    return Span(None if part.lo in border else part.lo, None if part.hi in border else part.hi, point)


def _deadline(finding: Finding) -> Words:
    when = finding.deadline or finding.at
    return Words(f"{period_words(when).zh}目标", f"{when} target")


def _base(finding: Finding, compared: Compared) -> Mark | None:
    pace, demand = finding.progress, compared.demand
    if pace is not None:
        value, at = pace.base, pace.base_at
    elif compared.base_level is not None and compared.base_level.as_point is not None and demand.base is not None:
        value, at = compared.base_level.as_point, demand.base
    else:
        return None
    said = level_published([fact for fact in compared.used if fact.period == at], compared.frame.unit)
    return Mark(_base_words(at), said or amount(value, compared.frame.unit), value, at)


def _base_words(at: Period) -> Words:
    return Words(f"{period_words(at).zh}基期", f"{at} base")


def _due(finding: Finding, unit: Unit | None) -> Mark | None:
    expected = None if finding.progress is None else finding.progress.schedule.expected
    if expected is None or finding.due != "not_due":
        return None
    return Mark(Words("序时应达", "due by now"), amount(expected, unit, places=2), expected, finding.at)


def _changes(finding: Finding, compared: Compared) -> Picture:
    """Return a change whose levels nobody published, as it was published: in per cent, points or things."""
    demand = compared.demand
    possible, good = _moved(compared.possible.hull, demand), [_moved(part, demand) for part in demand.acceptable]
    base = Words("基期", "the base") if demand.base is None else period_words(demand.base)
    said = Words(f"比{base.zh}变化", f"change on {base.en}")
    unit = unit_of("%") if demand.question == "ratio" else compared.frame.unit
    told = Figure(period_words(finding.at), figure(finding) or Words("", ""), possible, state_of(finding))
    zero = None if demand.base is None else Mark(_base_words(demand.base), Words("0", "0"), Fraction(0), demand.base)
    return Picture(unit, (told,), tuple(good), _deadline(finding), target_words(finding.target), zero, change=said)


def _moved(part: Interval, demand: Demand) -> Span:
    low, high = (None if end is None else _change(end, demand) for end in (part.lo, part.hi))
    if low is not None and low == high:
        return Span(low, low, low)
    return Span(None if demand.question == "ratio" and part.lo == 0 else low, high)  # to nothing: that is no limit


def _change(value: Fraction, demand: Demand) -> Fraction:
    return (value - 1) * 100 if demand.question == "ratio" else value


def axis_title(drawn: Picture, lang: Language) -> str:
    """Return what an axis of values is called: its unit, or the change that is drawn."""
    unit = unit_words(drawn.unit)
    name = unit.zh if lang == "zh" else unit.en.strip()
    if drawn.change is None:
        return name
    return f"{drawn.change.in_language(lang)}{Words(f'（{name}）', f' ({name})').in_language(lang) if name else ''}"


def around(known: Iterable[Fraction], least: Fraction | None, most: Fraction | None) -> tuple[Fraction, Fraction]:
    """Return the ends of an axis: room beside what is known, none beyond what can be, and no gap drawn as an abyss.

    >>> around([Fraction(70), Fraction(80)], Fraction(0), Fraction(100))
    (Fraction(68, 1), Fraction(82, 1))
    """
    numbers = list(known)
    low, high = min(numbers), max(numbers)
    narrowest = max(abs(low), abs(high)) / 8 or Fraction(1)
    room = max((high - low) / 5, (narrowest - (high - low)) / 2)
    start = low - room if least is None or least > low else max(low - room, least)
    end = high + room if most is None or most < high else min(high + room, most)
    return start, end
