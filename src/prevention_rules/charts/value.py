"""A figure against its target: what is due by now and the base below, what is possible as a span."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prevention_rules.charts.captions import Caption, axis_title, of_base, of_due, of_figure, of_target, to_draw
from prevention_rules.charts.looks import ROOM, Theme, colours, dressed, named, ruler, tinted, title_of, told
from prevention_rules.extras import Library
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import state_of
from prevention_rules.report.looks import tone
from prevention_rules.report.picture import Picture, Span, around
from prevention_rules.text import Language

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Library("charts", "altair")

_WIDTH, _ROW = 440, 30
_SHAPES = {"figure": "diamond", "due": "triangle-down", "base": "circle", "target": "stroke"}


def value(finding: Finding, lang: Language = "zh", *, theme: Theme = "light") -> alt.LayerChart:
    """Return the chart of a figure against its target: a row each for target, what is due by now, figure and base.

    What meets the target is a band. A figure that is known as a span (a bound, a survey, areas missing) is drawn as
    one, with an arrow where nothing bounds it; a target that is asked of each area has a row for each. Raises
    `NoChartError` where no number stands against a number, `ValueError` for a language or theme that is not offered.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2023: "74%"}, unit="%", share=True)
    >>> chart = value(evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025))
    >>> chart.to_dict()["title"]["subtitle"][0]
    '▼ 滞后于序时进度'
    """
    drawn, of = to_draw(finding), colours(theme)
    low, high = around(drawn.known, drawn.least, drawn.most, room=ROOM)
    rows = list(_rows(drawn, lang, low, high))
    order = [row["name"] for row in rows]
    x = alt.X("value:Q", title=axis_title(drawn, lang), scale=ruler((low, high)), axis=alt.Axis(tickCount=6))
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, domain=False, labelPadding=10))
    tint, shape = tinted(theme), alt.Shape("shape:N", scale=None)
    charted = named("rows", rows)
    spans = charted.transform_filter("datum.is_span")
    ends = named("ends", [end for row in rows for end in _ends(row)])
    band = named("good", list(_band(drawn, low, high)))
    layers = [
        band.mark_rect(color=of["good"]).encode(x="from:Q", x2="to:Q"),
        named("limits", [{"limit": float(one)} for one in drawn.limits])
        .mark_rule(color=of["ink"], strokeWidth=2).encode(x="limit:Q"),
        spans.mark_rule(strokeWidth=7, opacity=0.45).encode(x=alt.X("low:Q"), x2="high:Q", y=y, color=tint),
        ends.transform_filter("!datum.is_open").mark_tick(thickness=2, size=16).encode(x="value:Q", y=y, color=tint),
        ends.transform_filter("datum.is_open").mark_point(filled=True, opacity=1, size=80)
        .encode(x="value:Q", y=y, shape=shape, angle=alt.Angle("angle:Q", scale=None), color=tint),
        charted.transform_filter("isValid(datum.value)").mark_point(filled=True, opacity=1, size=130)
        .encode(x=x, y=y, shape=shape, color=tint,
                tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("said:N", title=" ")]),
        charted.mark_text(align="left", baseline="middle").encode(x=alt.value(_WIDTH + 14), y=y, text="said:N"),
    ]  # fmt: skip
    return alt.LayerChart(
        layer=layers, title=title_of(finding, lang, width=80), description=told(finding, lang), width=_WIDTH,
        height=_ROW * len(rows), config=dressed(theme),
    )  # fmt: skip


def _rows(drawn: Picture, lang: Language, low: Fraction, high: Fraction) -> Iterator[dict[str, Any]]:
    """Yield the rows from top to bottom: the target, what is due, the figures, the base."""

    def row(caption: Caption, tint: str, kind: str, span: Span, *, is_span: bool = False) -> dict[str, Any]:
        name, said = (words.in_language(lang) for words in caption)
        return {
            "name": name, "said": said, "tone": tint, "kind": kind, "shape": _SHAPES[kind],
            "value": None if span.point is None else float(span.point),
            "low": float(low if span.low is None else span.low),
            "high": float(high if span.high is None else span.high),
            "open_low": span.low is None, "open_high": span.high is None, "is_span": is_span,
        }  # fmt: skip

    yield row(of_target(drawn.finding), "ink", "target", Span(None, None))
    if drawn.due is not None:
        yield row(of_due(drawn, drawn.due), "soft", "due", Span.of(drawn.due.value))
    for one in drawn.figures:
        tint = tone(state_of(one.finding))
        yield row(of_figure(drawn, one), tint, "figure", one.span, is_span=not one.span.is_point)
    if drawn.base is not None:
        yield row(of_base(drawn, drawn.base), "soft", "base", Span.of(drawn.base.value))


def _ends(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ends of a span: a stroke where it is bounded, an arrow where nothing bounds it."""
    if row["is_span"]:
        for end, angle in (("low", -90), ("high", 90)):
            yield {
                "name": row["name"], "value": row[end], "tone": row["tone"], "is_open": row[f"open_{end}"],
                "shape": "triangle-up", "angle": angle,
            }  # fmt: skip


def _band(drawn: Picture, low: Fraction, high: Fraction) -> Iterator[dict[str, float]]:
    for span in drawn.good:
        start, end = low if span.low is None else span.low, high if span.high is None else span.high
        yield {"from": float(start), "to": float(end)}
