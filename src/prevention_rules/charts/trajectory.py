"""How a figure moves from its base to its target: every year there is, beside the schedule (序时进度)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.charts.captions import NoChartError, axis_title, of_due, of_target, period_words, to_draw
from prevention_rules.charts.looks import ROOM, Theme, colours, dressed, named, ruler, title_of, told
from prevention_rules.evidence.series import Series
from prevention_rules.explain.numbers import amount, values
from prevention_rules.explain.published import level_published
from prevention_rules.extras import Library
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import state_of
from prevention_rules.periods import Period
from prevention_rules.progress import Pace, schedule
from prevention_rules.report.looks import tone
from prevention_rules.report.picture import Picture, Span, around, span_of
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Library("charts", "altair")

_WIDTH, _HEIGHT = 520, 280


def trajectory(
    finding: Finding, series: Series | None = None, lang: Language = "zh", *, theme: Theme = "light"
) -> alt.LayerChart:
    """Return the chart of a level over time, with base, schedule, target and deadline.

    *series* are all figures of the indicator, ``assessment.evidence["26"].whole``; without it those are drawn that the
    finding rests on. A year stands at its end, as the schedule counts. Raises `NoChartError` where the target is no
    level of one indicator (a change whose base was never published, a qualitative one, each area), `ValueError` for
    a language or theme that is not offered.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2021: "71%", 2023: "74%"}, unit="%", share=True)
    >>> found = evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025)
    >>> layers = trajectory(found, figures).to_dict()["layer"]
    >>> drawn = {layer["data"]["name"]: layer["data"]["values"] for layer in layers}
    >>> [row["said"] for row in drawn["figures"]], [row["value"] for row in drawn["schedule"]]
    (['基期70%', '71%', '74%'], [70.0, 80.0])
    """
    must_be(series, (Series, type(None)), "series", "系列：Series.of(…)", "a series: Series.of(…)")
    drawn, of = to_draw(finding), colours(theme)
    if drawn.change is not None or len(drawn.figures) > 1:
        raise NoChartError(
            Words(
                "目标不是一个指标的水平，没有走势可画",
                "the target is no level of one indicator: there is no way to draw",
            )
        )
    deadline, way = finding.deadline or finding.at, _way(finding)
    steps = list(_steps(finding, drawn, series or _rests_on(drawn)))
    ends = around([*drawn.known, *(end for one in steps for end in one.span.ends)], drawn.least, drawn.most, room=ROOM)
    years = [one.place for one in steps] + [at for at, _ in way] + [_place(finding.at), _place(deadline)]
    x, y = _years(min(years), max(years)), _values(drawn, ends, lang)
    figures = named("figures", [one.row(way, ends, lang) for one in steps])
    layers = [
        *_target(drawn, ends, of, y, lang),
        named("schedule", [{"at": float(at), "value": float(due)} for at, due in way])
        .mark_line(color=of["soft"], strokeDash=[5, 4], strokeWidth=1.5).encode(x=x, y=y),
        *_dates(finding, deadline, of["soft"], x, lang),
        *_drawn(figures, of[tone(state_of(finding))], of["paper"], x, y),
        *_due(drawn, way, steps, of, x, y, lang),
    ]  # fmt: skip
    return alt.LayerChart(
        layer=layers, title=title_of(finding, lang, width=92), description=told(finding, lang),
        width=_WIDTH, height=_HEIGHT, config=dressed(theme),
    )  # fmt: skip


Way = list[tuple[Fraction, Fraction]]
"""The places and levels of the schedule, from the base to the deadline; empty where there is none."""


def _place(at: Period) -> Fraction:
    """Return where a period stands among the years: at its end, so that the year 2023 is at 2023."""
    return Fraction(at.end.year * 12 + at.end.month, 12) - 1


def _years(first: Fraction, last: Fraction) -> alt.X:
    ticks = list(range(int(first), int(last) + 1))
    scale = alt.Scale(domain=[float(first) - 0.4, float(last) + 0.4], nice=False, zero=False)
    return alt.X("at:Q", title=None, scale=scale, axis=alt.Axis(format="d", values=ticks, grid=False))


def _values(drawn: Picture, ends: tuple[Fraction, Fraction], lang: Language) -> alt.Y:
    upright = alt.Axis(titleAngle=0, titleAlign="right", titleBaseline="bottom", titleX=-6, titleY=-6, tickCount=6)
    return alt.Y("value:Q", title=axis_title(drawn, lang), scale=ruler(ends), axis=upright)


# --- the schedule -----------------------------------------------------------------------------------


def _way(finding: Finding) -> Way:
    pace = finding.progress
    if pace is None or finding.due != "not_due":
        return []
    return list(_course(pace, _place(finding.at), _place(finding.deadline or finding.at)))


def _course(pace: Pace, now: Fraction, end: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield what is due on the way: a straight line, a curve of equal rates, or by way of what is asked for now."""
    start, told = _place(pace.base_at), pace.schedule
    yield start, pace.base
    if told.how == "compound":
        for year in range(int(start) + 1, int(end)):
            passed = (year - start) / (end - start)
            due = schedule(pace.base, pace.base, pace.goal, elapsed=str(passed), how="compound").expected
            if due is not None:
                yield Fraction(year), due
    elif told.how != "linear" and told.expected is not None:
        yield now, told.expected
    yield end, pace.goal


def _due_at(place: Fraction, way: Way) -> Fraction | None:
    """Return the height of the schedule at a place; None where it does not pass there."""
    for (start, low), (end, high) in pairwise(way):
        if start <= place <= end:
            return low + (high - low) * (place - start) / (end - start)
    return None


# --- the figures ------------------------------------------------------------------------------------


@frozen
class _Step:
    """A figure on the way: where it stands, how it was published, where it lies."""

    period: Period
    said: Words
    span: Span
    is_base: bool

    @property
    def place(self) -> Fraction:
        return _place(self.period)

    @property
    def middle(self) -> Fraction:
        return self.span.point if self.span.point is not None else max(self.span.ends)

    def is_above(self, way: Way) -> bool:
        """Say whether it lies on the schedule or above it, where there is one."""
        due = _due_at(self.place, way)
        return due is None or self.middle >= due

    def row(self, way: Way, edges: tuple[Fraction, Fraction], lang: Language) -> dict[str, Any]:
        point, low, high = self.span.point, self.span.low, self.span.high
        name = Words("基期", "base ").in_language(lang) if self.is_base else ""
        return {
            "at": float(self.place), "period": period_words(self.period).in_language(lang),
            "said": name + self.said.in_language(lang), "value": None if point is None else float(point),
            "low": float(edges[0] if low is None else low), "high": float(edges[1] if high is None else high),
            "open_low": low is None, "open_high": high is None, "label": float(self.middle),
            "above": self.is_above(way), "shape": "circle" if self.is_base else "diamond",
        }  # fmt: skip


def _rests_on(drawn: Picture) -> Series:
    """Return the figures that a finding rests on, and those of the base its progress is measured from."""
    if not drawn.figures:
        return Series()
    compared = drawn.figures[0].compared
    return Series(compared.frame, tuple(dict.fromkeys((*compared.used, *compared.base_facts))))


def _steps(finding: Finding, drawn: Picture, series: Series) -> Iterator[_Step]:
    """Yield every figure of a period like the one judged, and the base."""
    known, base = series.measured_in(drawn.unit), None if drawn.base is None else drawn.base.at
    for period in known.periods:
        level = known.level(period)
        if level is None or (period.kind != finding.at.kind and period != base):
            continue
        span = span_of(level.values, drawn.border, level.facts, period)
        if not span.ends:
            continue
        point = level.values.as_point
        said = level_published([fact for fact in level.facts if fact.period == period], drawn.unit)
        worked_out = values(level.values, drawn.unit) if point is None else amount(point, drawn.unit, places=2)
        yield _Step(period, said or worked_out, span, period == base)


def _drawn(figures: alt.Chart, colour: str, paper: str, x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Yield the layers of the figures: the line from one to the next, what is possible, and how each was published."""
    points = figures.transform_filter("isValid(datum.value)")
    tooltip = [alt.Tooltip("period:N", title=" "), alt.Tooltip("said:N", title=" ")]
    yield points.mark_line(color=colour, strokeWidth=2).encode(x=x, y=y)
    yield figures.mark_rule(color=colour, strokeWidth=7, opacity=0.45).encode(x=x, y="low:Q", y2="high:Q")
    yield points.mark_point(color=colour, filled=True, opacity=1, size=110).encode(
        x=x, y=y, shape=alt.Shape("shape:N", scale=None), tooltip=tooltip
    )
    for end, shape in (("low", "triangle-down"), ("high", "triangle-up")):
        edge = figures.transform_filter(f"datum.open_{end}")
        yield edge.mark_point(color=colour, filled=True, opacity=1, size=80, shape=shape).encode(x=x, y=f"{end}:Q")
    for test, dy in (("datum.above", -14), ("!datum.above", 16)):
        label = figures.transform_filter(test).encode(x=x, y="label:Q", text="said:N")
        yield from (label.mark_text(dy=dy, stroke=paper, strokeWidth=4), label.mark_text(dy=dy))


# --- beside them ------------------------------------------------------------------------------------


def _target(drawn: Picture, ends: tuple[Fraction, Fraction], of: Any, y: alt.Y, lang: Language) -> Iterator[alt.Chart]:
    band = [
        {"from": float(ends[0] if one.low is None else one.low), "to": float(ends[1] if one.high is None else one.high)}
        for one in drawn.good
    ]
    limits, said = [{"value": float(one)} for one in drawn.limits], of_target(drawn.finding)[1].in_language(lang)
    asked = [{"value": float(one), "said": said} for one in drawn.limits[:1]]
    yield named("good", band).mark_rect(color=of["good"]).encode(y="from:Q", y2="to:Q")
    yield named("limits", limits).mark_rule(color=of["ink"], strokeWidth=2).encode(y=y)
    beside = alt.value(_WIDTH + 10)
    yield named("target", asked).mark_text(align="left", baseline="middle").encode(x=beside, y=y, text="said:N")


def _dates(finding: Finding, deadline: Period, colour: str, x: alt.X, lang: Language) -> Iterator[alt.Chart]:
    told = [(deadline, Words(f"{period_words(deadline).zh}到期", f"due {deadline}"))]
    if finding.at != deadline:
        told.append((finding.at, Words(f"{period_words(finding.at).zh}评估", f"assessed {finding.at}")))
    rows = [{"at": float(_place(at)), "said": words.in_language(lang)} for at, words in told]
    dates = named("dates", rows)
    yield dates.mark_rule(color=colour, strokeWidth=1).encode(x=x)
    yield dates.mark_text(color=colour, baseline="bottom", dy=-4).encode(x=x, y=alt.value(0), text="said:N")


def _due(
    drawn: Picture, way: Way, steps: list[_Step], of: Any, x: alt.X, y: alt.Y, lang: Language
) -> Iterator[alt.Chart]:
    """Yield the mark of what is due by now, with its words on the side where the figure has none."""
    if drawn.due is None:
        return
    place = _place(drawn.due.at)
    below = any(one.place == place and one.is_above(way) for one in steps)
    said = " ".join(words.in_language(lang) for words in of_due(drawn, drawn.due))
    due = named("due", [{"at": float(place), "value": float(drawn.due.value), "said": said}]).encode(x=x, y=y)
    colour, dy = of["soft"], 14 if below else -12
    yield due.mark_point(color=colour, filled=True, opacity=1, size=80, shape="triangle-down")
    yield due.mark_text(stroke=of["paper"], strokeWidth=4, align="left", dx=9, dy=dy).encode(text="said:N")
    yield due.mark_text(color=colour, align="left", dx=9, dy=dy).encode(text="said:N")
