"""What columns cannot express: rows judged by the scalar path, once for each of their distinct inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.limits import Limit
from prevention_rules.assessments.one_rule import Moment, judge_area
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.frames.figures import Figure
from prevention_rules.frames.grid import Grid
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.limits import Outcome, nearest
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.targets import About, Bound, Qualitative, Range, Reference, Target, parts_of


@frozen
class Judged:
    """What the scalar path says of a row, in the numbers of the table."""

    outcome: Outcome
    limit: float | None = None
    margin: float | None = None
    needed: float | None = None
    on_limit: bool = False


def series_of(grid: Grid, rule: int, told: Mapping[Period, Figure]) -> Series:
    """Return the figures of one area as the rule counts them."""
    one, percents = grid.rules[rule], grid.percent_numbers
    return one.series([
        Observation(one.number, period, value, percent_numbers=percents if isinstance(value, float | int) else None)
        for period, figure in told.items() if (value := figure.reported(grid.allowed[rule].factor)) is not None
    ])  # fmt: skip


def find(grid: Grid, rule: int, period: Period, area: str, told: Mapping[Period, Figure]) -> Finding:
    """Judge one row by the scalar path, on the figures of its area."""
    one = grid.rules[rule]
    series = series_of(grid, rule, told)
    moment = Moment(grid.at or period, period, grid.policy)
    return judge_area(grid.plan, one, area, Filed(areas={area: series}), moment)


Row = tuple[Hashable, int, int, Figure]
"""A row as area, rule, period and figure."""


def judge_rows(grid: Grid, rows: Iterable[Row], wanted: Iterable[int]) -> Iterator[tuple[int, Judged]]:
    """Yield what the scalar path says of each of the *wanted* rows, by its number; *rows* are all of their areas."""
    given = list(rows)
    histories: dict[tuple[Hashable, int], dict[int, Figure]] = defaultdict(dict)
    for area, rule, period, figure in given:
        histories[area, rule][period] = figure
    told: dict[Hashable, Judged] = {}
    for number in wanted:
        area, rule, period, figure = given[number]
        history = histories[area, rule]
        if _asks_only_of_now(grid.limits[grid.key(rule, period)], grid):
            history = {period: figure}
        key = (rule, period, tuple(sorted(history.items(), key=lambda one: one[0])))
        if key not in told:
            finding = find(grid, rule, grid.periods[period], "", {grid.periods[at]: one for at, one in history.items()})
            told[key] = judged(finding, grid, rule)
        yield number, told[key]


def _asks_only_of_now(limit: Limit, grid: Grid) -> bool:
    return not grid.is_entangled(limit) and not limit.case.is_past(limit.target) and _is_of_now(limit.target)


def _is_of_now(target: Target) -> bool:
    parts = parts_of(target)
    if isinstance(target, Bound | Range | About) and target.over == "average":
        return False
    if target.by is not None or not (parts or isinstance(target, Bound | Range | About | Qualitative | Reference)):
        return False
    return target.tag != "every_period" and all(map(_is_of_now, parts))


def judged(finding: Finding, grid: Grid, rule: int) -> Judged:
    """Return a finding in the numbers of the table."""
    outcome = (finding.verdict, finding.reason)
    compared, factor = comparison_of(finding), grid.allowed[rule].factor
    level = None if compared is None or compared.level is None else compared.level.as_point
    needed = None if compared is None else compared.needed
    if needed is None or len(needed.parts) != 1:
        return Judged(outcome)
    low, high = (None if end is None else end / factor for end in (needed.hull.lo, needed.hull.hi))
    if level is None:
        one = low if low is not None else high
        return Judged(outcome, None if one is None else nearest(one))
    return measured(outcome, level / factor, low, high)


def measured(outcome: Outcome, level: Fraction, low: Fraction | None, high: Fraction | None) -> Judged:
    """Return how far a level is from the nearer of two ends."""
    ends = [(abs(level - end), end, sign) for end, sign in ((low, 1), (high, -1)) if end is not None]
    if not ends:
        return Judged(outcome)
    _, end, sign = min(ends, key=lambda one: one[0])
    short = nearest(end - level)
    needed = 0.0 if outcome[0] is Verdict.MET else short if outcome[0] is Verdict.NOT_MET else None
    return Judged(outcome, nearest(end), -sign * short, needed, level == end)
