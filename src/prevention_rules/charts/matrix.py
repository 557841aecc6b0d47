"""Areas against indicators: a sign, a figure and a colour for each, so that who is behind is seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_rules.arguments import must_be
from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.tally import Tally
from prevention_rules.charts.captions import NoChartError
from prevention_rules.charts.looks import SIGNS, Theme, colours, dressed, named, tinted
from prevention_rules.explain.numbers import amount, ends
from prevention_rules.explain.remark import figure
from prevention_rules.extras import Library
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.states import HEADLINE, state_of
from prevention_rules.report.looks import tone
from prevention_rules.text import Language, Words, wrapped

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Library("charts", "altair")

_CELL = 104, 28
_HEADING = 14
"""How many terminal cells a line of a heading has."""


def matrix(assessment: Assessment, lang: Language = "zh", *, theme: Theme = "light") -> alt.LayerChart:
    """Return the chart of areas (down) against the indicators they reported on (across).

    Each cell has the sign of its state, its figure and the colour of its group; the signs are told above. An area
    that did not report is there. Raises `NoChartError` where no area reported, `ValueError` for a language or
    theme that is not offered.
    """
    must_be(assessment, Assessment, "assessment", "评估：plan.assess(…)", "an assessment: plan.assess(…)")
    findings = [(area, finding) for area, group in assessment.by_area().items() for finding in group]
    if not findings:
        raise NoChartError(Words("没有分地区的数", "no area has reported a figure"))
    of = colours(theme)
    cells = [_cell(area, finding, lang) for area, finding in findings]
    across, down = ([*dict.fromkeys(cell[key] for cell in cells)] for key in ("indicator", "area"))
    most = max(name.count("\n") for name in across)
    x = alt.X("indicator:N", sort=across, title=None, axis=alt.Axis(
        orient="top", labelAngle=0, labelExpr="split(datum.label, '\\n')", labelLineHeight=16,
        labelPadding=8 + 16 * most, ticks=False, domain=False,
    ))  # fmt: skip
    y = alt.Y("area:N", sort=down, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=10))
    tint = tinted(theme)
    charted = named("cells", cells).encode(x=x, y=y)
    tooltip = [alt.Tooltip(f"{name}:N", title=" ") for name in ("area", "indicator", "state", "figure")]
    layers = [
        charted.mark_rect(stroke=of["paper"], strokeWidth=3, opacity=0.16).encode(color=tint, tooltip=tooltip),
        charted.mark_text(xOffset=-36, fontWeight="bold", fontSize=14).encode(text="sign:N", color=tint),
        charted.mark_text(xOffset=-20, align="left").encode(text="figure:N"),
    ]
    width, height = _CELL
    return alt.LayerChart(
        layer=layers, title=_title(assessment, [one for _, one in findings], lang),
        width=width * len(across), height=height * len(down),
        description=_told(assessment, findings, lang), config=dressed(theme),
    )  # fmt: skip


def _cell(area: str, finding: Finding, lang: Language) -> dict[str, Any]:
    state, about = state_of(finding), finding.subject
    name = about.name if lang == "zh" else about.name_en or about.name
    return {
        "area": area,
        "indicator": "\n".join([about.number, *wrapped(name, _HEADING)]),
        "state": state.words.in_language(lang),
        "code": state.value,
        "sign": SIGNS[state],
        "tone": tone(state),
        "figure": _figure(finding).in_language(lang),
    }


def _figure(finding: Finding) -> Words:
    """Return the figure without its counts, for which a cell has no room."""
    compared = comparison_of(finding)
    point = None if finding.level is None else finding.level.as_point
    if compared is not None and point is not None:
        return amount(point, finding.unit, ends(compared.demand.acceptable), places=2)
    return figure(finding) or Words("", "")


def _title(assessment: Assessment, findings: list[Finding], lang: Language) -> dict[str, Any]:
    counts = Tally.of(findings).counts
    signs = " · ".join(
        f"{SIGNS[state]} {state.words.in_language(lang)} {counts[state]}"
        for states in HEADLINE.values() for state in states if counts[state]
    )  # fmt: skip
    plan, at = assessment.plan, assessment.at
    head = Words(f"{plan.title}：{at}年各地区" if at.kind == "year" else f"{plan.title}：{at}各地区",
                 f"{plan.title_en or plan.title}: areas at {at}")  # fmt: skip
    return {"text": wrapped(head.in_language(lang), 90), "subtitle": wrapped(signs, 90)}


def _told(assessment: Assessment, findings: list[tuple[str, Finding]], lang: Language) -> str:
    """Return what a screen reader reads: the counts, then every area with what is behind there."""
    headline = Tally.of(one for _, one in findings).headline(what=Words("指标·地区", "pairs of indicator and area"))
    behind: dict[str, list[str]] = {}
    for area, finding in findings:
        state = state_of(finding)
        if state in HEADLINE["behind"]:
            said = f"{finding.subject.number} {state.words.in_language(lang)} {_figure(finding).in_language(lang)}"
            behind.setdefault(area, []).append(said.strip())
    told = [Words(f"{area}：{'，'.join(some)}。", f"{area}: {', '.join(some)}.") for area, some in behind.items()]
    return " ".join(one.in_language(lang) for one in (headline, *told))
