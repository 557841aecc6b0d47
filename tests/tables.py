"""Tables of figures for the tests of columns: a plan that asks for everything, half of its figures on a limit or beside it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from prevention_rules import Amendment, Indicator, Plan, Policy
from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.one_rule import Moment, judge_area
from prevention_rules.errors import PreventionRulesError
from prevention_rules.periods import Period

YEARS = (2019, 2020, 2021, 2022, 2023)

ROWS: list[dict[str, Any]] = [
    {"unit": "%", "share": True, "better": "higher", "target": "≥85%"},
    {"unit": "%", "share": True, "better": "higher", "target": ">75%"},
    {"unit": "%", "share": True, "better": "higher", "target": "100%"},
    {"unit": "%", "share": True, "better": "higher", "target": "60%-80%"},
    {"unit": "分钟", "better": "lower", "target": "12分钟内"},
    {"unit": "分钟", "better": "lower", "target": "少于8.1分钟"},
    {"unit": "起", "better": "lower", "target": "比2020年下降20%以上"},
    {"unit": "起", "better": "lower", "target": "比2020年下降超过10%"},
    {"unit": "起", "better": "lower", "target": "比上年下降5%以上"},
    {"unit": "起", "better": "lower", "target": "年均下降3%以上"},
    {"unit": "%", "share": True, "better": "higher", "target": "比2020年提高5个百分点以上"},
    {"unit": "起", "better": "lower", "target": "比2020年下降三分之一以上"},
    {"unit": "起", "better": "lower", "target": "比2020年下降10%-20%"},
    {"unit": "亿元", "better": "lower", "target": "比2020年下降10%以上"},
    {"unit": "%", "share": True, "better": "higher", "target": "保持在80%以上"},
    {"unit": "%", "share": True, "better": "higher", "target": "不低于80%，不高于90%"},
    {"unit": "%", "share": True, "better": "higher", "target": "基本达到80%"},
    {"unit": "%", "share": True, "better": "higher", "target": "80%左右"},
    {"unit": "%", "share": True, "better": "higher", "target": "稳步提升"},
    {"unit": "%", "share": True, "better": "higher", "target": "每个街道达到90%以上"},
    {"unit": "%", "share": True, "better": "higher", "target": "≥70%", "percent_numbers": "fraction"},
    {"unit": "起", "better": "lower", "target": "比2020年下降20%以上", "series_break": (2022,)},
    {"unit": "%", "share": True, "better": "higher", "target": "≥80%",
     "amendment": (Amendment(date=__import__("datetime").date(2022, 6, 1), document="某批复", target="≥75%"),)},
    {"unit": "起", "better": "lower", "target": "每年下降3%以上"},
]  # fmt: skip
"""What the plan asks, for tests alone."""


@cache
def plan() -> Plan:
    """Return the plan of the tests, which is invented."""
    told = (Indicator(number=f"{at}", name=f"指标{at}", **{"baseline": 2020, **row}) for at, row in enumerate(ROWS, 1))
    return Plan(
        id="tests", title="虚构的计划", first_year=2021, last_year=2023, baseline_year=2020, indicators=tuple(told)
    )


_GRID = {  # numbers that meet the limits often, by the target's unit
    "%": (60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 100.0, 104.5, 65.0, 72.5),
    "分钟": (12.0, 8.1, 3.0, 15.2),
    "起": (28.0, 35.0, 0.0, 10.0, 8.0, 9.0, 33.25, 0.3, 0.24, 0.27),
    "亿元": (-3.0, 0.0, 20.0, 18.0, 2.7),
}


def number(row: dict[str, Any], draw: random.Random, base: float | None = None) -> float | None:
    """Draw a figure: missing, on a limit, within its last digits, or anything."""
    if draw.random() < 0.04:
        return None
    values = _GRID[row["unit"]]
    near = draw.choice(values)
    if base and draw.random() < 0.5:  # what a change is held against
        near = (
            base * draw.choice((0.8, 0.9, 0.95, 0.97, 0.9409, 2 / 3, 1.0, 0.912673)) if row["unit"] != "%" else base + 5
        )
    if draw.random() < 0.3:
        near = round(near + draw.uniform(-1, 1) * draw.choice((0.01, 0.1, 1, 10)), draw.choice((0, 1, 2, 5)))
    elif draw.random() < 0.5:
        near = (
            math.nextafter(near, draw.choice((math.inf, -math.inf))) if draw.random() < 0.7 else float(f"{near:.15g}")
        )
    if row.get("percent_numbers") == "fraction":
        near /= 100
    if row["unit"] != "亿元":
        near = abs(near)
    if row.get("share") and row.get("percent_numbers") != "fraction":
        return near if near > 1 else near + 50
    return near


def rows(areas: int, seed: int = 0) -> dict[str, list[Any]]:
    """Return a table: each area with every indicator and year, some rows missing, in no order."""
    draw = random.Random(seed)
    told = []
    for area in range(areas):
        for at, row in enumerate(ROWS, 1):
            base = number(row, draw)
            for year in YEARS:
                if draw.random() < 0.05:
                    continue
                value = base if year == 2020 else number(row, draw, base)
                told.append((f"区{area}", year, f"{at}", value))
    draw.shuffle(told)
    return dict(zip(("area", "period", "indicator", "value"), map(list, zip(*told, strict=True)), strict=True))


def by_scalar(
    table: dict[str, list[Any]], policy: Policy | None = None, at: int | None = None
) -> list[tuple[str, str]]:
    """Return verdict and reason of each row by the scalar path."""
    return list(_by_scalar(table, policy or Policy(), at))


def _by_scalar(table: dict[str, list[Any]], policy: Policy, at: int | None) -> Iterator[tuple[str, str]]:
    series: dict[tuple[str, str], dict[int, Any]] = {}
    keys = list(zip(table["area"], table["indicator"], table["period"], table["value"], strict=True))
    for area, indicator, period, value in keys:
        series.setdefault((area, indicator), {})[period] = value
    read = {key: plan()[key[1]].series(told) for key, told in series.items()}
    for area, indicator, period, _ in keys:
        moment = Moment(Period.of(at or period), Period.of(period), policy)
        filed = Filed(areas={area: read[area, indicator]})
        try:
            finding = judge_area(plan(), plan()[indicator], area, filed, moment)
        except PreventionRulesError as error:
            raise AssertionError((area, indicator, period)) from error
        yield finding.verdict.value, finding.reason
