"""Law: supplying exactly what ``needed`` asks decides the rule, or something else is asked; never the same again."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given

import prevention_rules as pr

AREAS = ("甲街道", "乙街道", "丙街道")
YEARS = tuple(range(2020, 2026))
SHARE = {"unit": "%", "share": True, "better": "higher"}
EVENTS = {"unit": "起", "better": "lower"}
RULES: tuple[dict[str, Any], ...] = (
    {**SHARE, "target": "≥50%"},
    {**SHARE, "target": "比2020年提高5个百分点以上"},
    {**SHARE, "target": "稳步提升"},
    {**SHARE, "target": "较2020年提高"},
    {**SHARE, "target": "保持在45%以上"},
    {**SHARE, "target": "2023年、2025年分别达到45%、55%"},
    {**SHARE, "target": "到2023年达到50%"},
    {**SHARE, "target": "比2020年提高5个百分点以上", "series_break": (2022,)},
    {**SHARE, "target": "年均提高1个百分点以上"},
    {**EVENTS, "target": "下降20%以上"},
    {**EVENTS, "target": "下降20%以上", "series_break": (2023,)},
    {**EVENTS, "target": "年均下降5%以上"},
    {**EVENTS, "target": "≤50"},
    {**EVENTS, "target": "比上年下降"},
    {**EVENTS, "target": "每年≤50"},
    {"unit": "分钟", "better": "lower", "target": "50分钟内"},
)
NOT_A_FIGURE = {"declaration", "reference", "split"}


@st.composite
def reports(draw: st.DrawFn) -> list[pr.Observation]:
    """Draw figures of some years, exact or only bounds, of the whole or of some areas, with and without counts."""
    told = []
    for year in draw(st.lists(st.sampled_from(YEARS), unique=True, max_size=4)):
        for area in draw(st.sampled_from([(None,), (None,), AREAS, AREAS[:2]])):
            n = draw(st.integers(30, 70))
            form = draw(st.sampled_from(["{}", "超{}", "{}以上"]))
            told.append(pr.Observation("1", year, form.format(n), area=area))
    return told


def supply(rule: pr.Indicator, told: list[pr.Observation], needed: list[Any], n: int) -> list[pr.Observation]:
    """Answer each request as the one who is asked would: a figure, its counts, the base worked out anew."""
    asked = {(need.period, need.area or None) for need in needed}
    kept = [one for one in told if (one.period, one.area) not in asked]
    for at, need in enumerate(needed):
        value: Any = (
            pr.Ratio(n + at % 3, 100) if need.kind == "counts" or (need.area and rule.share) else str(n + at % 3)
        )
        definition = "新口径" if need.kind in ("comparable_base", "definition") else None
        kept.append(pr.Observation("1", need.period, value, area=need.area or None, definition=definition))
    return kept


@given(st.sampled_from(RULES), reports(), st.integers(30, 70), st.sampled_from([2022, 2023, 2024, 2025]))
def test_nothing_is_asked_twice(fields: dict[str, Any], told: list[pr.Observation], n: int, at: int) -> None:
    """What was supplied is not asked for again, and where nothing more is asked the rule is decided."""
    rule = pr.Indicator(number="1", name="指标", **fields)
    areas = tuple(pr.Area(name=name) for name in AREAS)
    plan = pr.Plan(
        id="p", title="p", first_year=2021, last_year=2025, baseline_year=2020, indicators=(rule,), areas=areas
    )
    try:
        needed = [need for need in plan.needed(told, at=at) if need.kind not in NOT_A_FIGURE]
        if not needed:
            return
        more = supply(rule, told, needed, n)
        again = list(plan.needed(more, at=at))
    except pr.ObservationFileError:  # figures that contradict one another are another matter
        return
    asked = {(need.kind, need.period, need.area) for need in needed}
    assert not asked & {(need.kind, need.period, need.area) for need in again}
    finding = plan.assess(more, at=at)["1"]
    assert again or finding.verdict.is_decided or finding.reason in ("year_not_over", "nothing_applies")
