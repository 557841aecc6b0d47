"""How charts look: a sign for every state, colours for light and dark, fonts, lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from prevention_rules.explain.marks import MARK, marks
from prevention_rules.explain.remark import remark
from prevention_rules.extras import Library
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import State, state_of, state_words
from prevention_rules.text import Language, wrapped

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Library("charts", "altair")

Theme = Literal["light", "dark"]
"""The two looks of a chart."""

SIGNS: Final = {
    State.MET: "√", State.REACHED_EARLY: "★", State.KEPT_SO_FAR: "●",
    State.AHEAD: "▲", State.ON_SCHEDULE: "＝", State.BEHIND: "▼", State.WORSE_THAN_BASE: "↓",
    State.BROKEN: "■", State.NOT_MET: "×", State.MET_LATE: "◎",
    State.UNDER_WAY: "→", State.UNDECIDED: "？",
    State.NO_FIGURE: "○", State.NO_BASE: "□", State.NOT_COMPARABLE: "≠", State.UNCLEAR_TARGET: "◇",
    State.BY_PEOPLE: "§", State.NOT_YET: "—",
}  # fmt: skip
"""A sign of its own for every state, told from the others without colour; Chinese fonts have them all (GBK)."""

FONTS: Final = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
"""Fonts with Chinese, the first of those that are there; none is brought along."""

_LIGHT: Final = {
    "ink": "#1c2024", "soft": "#545d68", "rule": "#d4d9df", "paper": "#ffffff", "band": "#f3f5f7", "good": "#dcefe6",
    "reached": "#00684f", "in_line": "#0b5cad", "behind": "#974800", "grave": "#a51d33",
    "under_way": "#545d68", "undecided": "#6643a0", "not_monitored": "#545d68", "other": "#545d68",
}  # fmt: skip
_DARK: Final = {
    "ink": "#e6e9ec", "soft": "#a9b2bc", "rule": "#3a424b", "paper": "#15191d", "band": "#20262c", "good": "#12382c",
    "reached": "#4cc9a0", "in_line": "#7db8f5", "behind": "#f0a35e", "grave": "#ff8593",
    "under_way": "#b4bdc7", "undecided": "#c3a6f5", "not_monitored": "#b4bdc7", "other": "#b4bdc7",
}  # fmt: skip


def colours(theme: Theme) -> Mapping[str, str]:
    """Return the colours by name; raises `ValueError` for a theme that is not offered."""
    if theme not in get_args(Theme):
        raise ValueError(f"theme {theme!r} is not offered; use 'light' or 'dark'")
    return _LIGHT if theme == "light" else _DARK


ROOM: Final = Fraction(1, 5)
"""The room beside what is drawn, as a share of it."""


def ruler(ends: tuple[Fraction, Fraction]) -> alt.Scale:
    """Return a scale with these ends, which need not hold zero: what is drawn on it are marks, never bars."""
    low, high = map(float, ends)
    return alt.Scale(domain=[low, high], nice=False, zero=False)


def tinted(theme: Theme) -> alt.Color:
    """Return the colour of a row by the name of its tone."""
    of = colours(theme)
    return alt.Color("tone:N", scale=alt.Scale(domain=[*of], range=[*of.values()]), legend=None)


def named(name: str, rows: list[dict[str, Any]]) -> alt.Chart:
    """Return a chart of rows of data, which stand under their name in what is written."""
    return alt.Chart(alt.InlineData(values=rows, name=name))


def dressed(theme: Theme) -> dict[str, Any]:
    """Return the configuration of a chart: fonts and colours, and nothing that is set for other charts."""
    of = colours(theme)
    return {
        "background": of["paper"],
        "font": FONTS,
        "view": {"stroke": None},
        "padding": 14,
        "axis": {
            "labelColor": of["ink"], "titleColor": of["soft"], "gridColor": of["rule"], "domainColor": of["rule"],
            "tickColor": of["rule"], "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
            "labelLimit": 260,
        },
        "title": {
            "anchor": "start", "frame": "group", "color": of["ink"], "fontSize": 15, "subtitleColor": of["ink"],
            "subtitleFontSize": 12.5, "subtitlePadding": 6, "subtitleLineHeight": 18, "offset": 14,
        },
        "text": {"color": of["ink"], "fontSize": 12},
    }  # fmt: skip


def title_of(finding: Finding, lang: Language, *, width: int) -> dict[str, Any]:
    """Return the title of a chart: what it is about, and below it the sign and word of its state and the remark."""
    about, state = finding.subject, state_words(finding).in_language(lang)
    name = about.name if lang == "zh" else about.name_en or about.name
    head = " ".join(part for part in (about.number, name, finding.area) if part) or finding.target.text
    mark = f" {MARK}" if marks(finding) else ""
    below = [f"{SIGNS[state_of(finding)]} {state}{mark}", *wrapped(remark(finding).in_language(lang), width)]
    return {"text": head, "subtitle": below}


def told(finding: Finding, lang: Language) -> str:
    """Return what a screen reader reads of a chart: the explanation in three lines."""
    return " ".join(str(finding.explain(lang, level="brief")).splitlines())
