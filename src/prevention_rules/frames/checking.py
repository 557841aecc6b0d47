"""Checks before work on a table in memory: each is an error that names the column and the first rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import index
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from prevention_rules.errors import FrameError, PeriodError, PreventionRulesError, UnitError
from prevention_rules.frames.blocks import blocks
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.columns import Columns
from prevention_rules.frames.engines import Doubles, doubles_of
from prevention_rules.frames.figures import Figure
from prevention_rules.frames.grid import Grid, frame_of
from prevention_rules.frames.scalar import series_of
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import unit_of
from prevention_rules.text import Words, did_you_mean, shortened, shown

Shown = tuple[dict[str, object], ...]
Show = Callable[[Any], Shown]
"""Shows rows of a table, by their numbers or by a cell."""

FIRST = 5
LARGEST = 2**53
"""Above it a double does not hold every whole number."""


def periods_of(told: Sequence[Any], column: str, rows: Show) -> list[Period]:
    """Read the distinct cells of the column of periods."""
    found = []
    for one in told:
        try:
            found.append(Period.of(one if isinstance(one, str) else index(one)))
        except (PeriodError, TypeError, ValueError) as error:
            said = (
                error.problem
                if isinstance(error, PeriodError)
                else Words(f"{shown(one)} 不是时期", f"{shown(one)} is no period")
            )
            raise FrameError(column, said, Words("写成年份或时期", "write a year or a period"), rows(one)) from None
    return found


def rules_of(plan: Plan, told: Sequence[Any], column: str, rows: Show) -> list[Rule]:
    """Find the rule of each distinct cell of the column of indicators."""
    names, found = RuleNames(plan), []
    for one in told:
        named = names.of(str(one).strip())
        if len(named) != 1:
            raise FrameError(column, *_unknown(plan, str(one), named), rows(one))
        found.append(named[0])
    return found


def _unknown(plan: Plan, said: str, named: Sequence[Rule]) -> tuple[Words, Words]:
    cell = shortened(said)
    if named:
        listed = "、".join(rule.number for rule in named)
        return (
            Words(f"“{cell}”有 {len(named)} 个：{listed}", f"{len(named)} rules are called {cell}: {listed}"),
            Words("用编号", "use the number"),
        )
    guess = did_you_mean(said, [rule.name for rule in plan.rules])
    return (
        Words(f"计划 {plan.id} 没有指标“{cell}”", f"the plan {plan.id} has no indicator {shown(said)}"),
        guess
        or Words(
            "用计划中的编号或全名；别的指标先筛去", "use a number or full name of the plan; filter others out first"
        ),
    )


def units(plan: Plan, table: Any, columns: Columns) -> None:
    """Refuse figures whose unit is not that of their indicator: such a column would mix what cannot be compared."""
    if "unit" not in columns:
        return
    names, waiting = RuleNames(plan), table.lazy()
    indicator, unit = columns["indicator"], columns["unit"]
    for cell, told in waiting.select(indicator, unit).unique().collect().iter_rows():
        named = names.of(str(cell).strip())
        if told is None or len(named) != 1 or _is_unit(told, named[0]):
            continue
        where = (nw.col(indicator) == cell) & (nw.col(unit) == told)
        kept = [*columns.keys, *columns.figures, unit]
        rows = waiting.filter(where).select(kept).sort(*columns.keys).head(FIRST).collect().rows(named=True)
        number, own, said = named[0].number, named[0].unit, shortened(str(told))
        raise FrameError(
            unit, Words(f"指标 {number} 以“{own}”计，不是“{said}”", f"{number} is measured in {own}, not {said}"),
            Words(f"换算成“{own}”", f"bring the figures to {own}"), tuple(rows),
        )  # fmt: skip


def _is_unit(told: object, rule: Rule) -> bool:
    try:
        return unit_of(str(told)) == rule.measured_in
    except UnitError:
        return False


def empty_keys(codes: Mapping[str, NDArray[Any]], show: Show) -> None:
    """Refuse rows without a key."""
    for name, column in codes.items():
        if (rows := np.flatnonzero(column < 0)).size:
            raise FrameError(name, *EMPTY_KEY, show(rows[:FIRST]))


EMPTY_KEY = Words("有空格子", "cells are empty"), Words("补上，或去掉这些行", "fill them in, or drop the rows")
TWICE = (
    Words("同一地区、时期、指标有两行", "two rows have the same area, period and indicator"),
    Words("只留一行；全区的数和各街道的数要用地区一列分开",
          "keep one of them; tell the whole from its areas by the column of areas"),
)  # fmt: skip


def twice(cells: Cells, columns: Columns, show: Show) -> None:
    """Refuse two rows of one key: a base that is there twice doubles every row that is held against it."""
    if (rows := cells.places.twice()).size:
        raise FrameError(", ".join(columns.keys), *TWICE, show(rows[:FIRST]))


def numbers(table: nw.DataFrame[Any], name: str, show: Show) -> Doubles:
    """Return a column of figures as doubles, NaN where it is empty.

    NaN is how pandas leaves a cell empty; elsewhere it is the result of a calculation that failed.
    """
    column = table.get_column(name)
    if column.dtype.is_integer():
        low, high = (int(end or 0) for end in (column.min(), column.max())) if len(column) else (0, 0)
        if max(-low, high) >= LARGEST:
            beyond = [at for at, cell in enumerate(column.to_list()) if isinstance(cell, int) and abs(cell) >= LARGEST]
            raise FrameError(name, *BEYOND, show(beyond[:FIRST]))
        return doubles_of(column)
    told, empty = doubles_of(column), column.null_count()
    if len(told) - np.count_nonzero(np.isfinite(told)) == empty:
        return told
    if (nan := np.flatnonzero(np.isnan(told) & ~column.is_null().to_numpy())).size:
        raise FrameError(name, *NOT_A_NUMBER, show(nan[:FIRST]))
    raise FrameError(name, *INFINITE, show(np.flatnonzero(np.isinf(told))[:FIRST]))


BEYOND = (
    Words("整数超过 2^53，双精度数装不下", "a whole number beyond 2^53, which doubles do not hold"),
    Words("换成较大的单位", "use a larger unit"),
)
NOT_A_NUMBER = (
    Words("NaN 是算不出来的数，不是空格子", "NaN is a calculation that failed, not an empty cell"),
    Words("查明它；确是缺报就改成空值（fill_nan(None)）",
          "find out why; if nothing was reported, make it null (fill_nan(None))"),
)  # fmt: skip
INFINITE = Words("有无穷大", "a number is infinite"), Words("核对这些数", "check these figures")


def figures(cells: Cells, grid: Grid, columns: Columns, show: Show) -> None:
    """Refuse the figures that the scalar path refuses, with its own words; a doubt is no refusal."""
    _one_form(cells, columns, show)
    for name, column in (("value", cells.value), *zip(("low", "high"), cells.span or (), strict=False)):
        if column is not None:
            _numbers(column, cells, grid, columns[name], show)
    if cells.span is not None and (rows := np.flatnonzero(cells.span[0] > cells.span[1])).size:
        raise FrameError(columns["low"], *EMPTY_SPAN, show(rows[:FIRST]))
    wrong = [row for row in _doubtful_counts(cells, grid) if _refusal(cells, grid, row) is not None]
    if wrong:
        told = _refusal(cells, grid, wrong[0])
        assert told is not None
        raise FrameError(columns["numerator"], *told, show(wrong[:FIRST]))


def _one_form(cells: Cells, columns: Columns, show: Show) -> None:
    """Refuse rows with a figure in two forms, and counts of which one is missing."""
    there = np.zeros(len(cells), np.int8)
    if columns.only_values:
        return
    there += ~np.isnan(cells.values)
    there[cells.counted] += 1
    there[cells.spanned] += 1
    if (rows := np.flatnonzero(there > 1)).size:
        raise FrameError(", ".join(columns.figures), *TWO_FORMS, show(rows[:FIRST]))
    if cells.counts is not None:
        rows = np.flatnonzero(np.isnan(cells.counts[0]) != np.isnan(cells.counts[1]))
        if rows.size:
            raise FrameError(columns["denominator"], *HALF_A_RATIO, show(rows[:FIRST]))
        rows = np.flatnonzero(np.isnan(cells.counts[1]) & (np.nan_to_num(cells.counts[2]) > 0))
        if rows.size:
            raise FrameError(columns["missing"], *ONLY_MISSING, show(rows[:FIRST]))


TWO_FORMS = (
    Words("一行只能有一种数：数值，或分子、分母，或上下限",
          "a row has one figure: a value, or a numerator and denominator, or a span"),
    Words("留下可靠的一种", "keep the one that is sure"),
)  # fmt: skip
HALF_A_RATIO = (
    Words("分子、分母只有一个", "of numerator and denominator only one is there"),
    Words("补上另一个，或都留空", "add the other, or leave both empty"),
)
ONLY_MISSING = (
    Words("只有缺报数，没有分子、分母", "members are missing of no numerator and denominator"),
    Words("还没有人报的，分子、分母写 0", "where nobody has reported yet, write 0 and 0"),
)
EMPTY_SPAN = Words("下限高于上限", "the low end is above the high one"), Words("核对上下限", "check the two ends")


def _numbers(column: Doubles, cells: Cells, grid: Grid, name: str, show: Show) -> None:
    low, high, asked = (
        np.repeat([getattr(one, bound) for one in grid.allowed], len(grid.periods))
        for bound in ("low", "high", "asked")
    )
    strictest, guarded = (low.max(initial=-np.inf), high.min(initial=np.inf)), bool(asked.any())
    for block in blocks(len(cells)):
        x, key = column[block], cells.key[block]
        if not ((x < strictest[0]) | (x > strictest[1])).any() and not guarded:
            continue  # no figure that any rule at all refuses
        wrong = (x < low[key]) | (x > high[key]) | ((x > 0) & (x <= asked[key]))
        if wrong.any():
            rows = block.start + np.flatnonzero(wrong)
            rule, period = divmod(int(cells.key[rows[0]]), len(grid.periods))
            told = refused(grid, rule, grid.periods[period], Figure(float(column[rows[0]])))
            raise FrameError(name, *told, show(rows[:FIRST]))


def _doubtful_counts(cells: Cells, grid: Grid) -> list[int]:
    """Return the rows whose counts may not be a part of a whole, or whose rule takes none."""
    if cells.counts is None:
        return []
    frames = [frame_of(rule) for rule in grid.rules]
    takes = [frame.unit is None or frame.unit.is_ratio for frame in frames]
    n, d, m = (column[cells.counted] for column in cells.counts)
    plain = np.repeat(takes, len(grid.periods))[cells.key[cells.counted]]
    doubtful = (n < 0) | (d < 0) | (m < 0) | (d + m <= 0) | (n > d + m) | ~plain
    return [int(row) for row in cells.counted[doubtful]]


def _refusal(cells: Cells, grid: Grid, row: int) -> tuple[Words, Words] | None:
    rule, period = divmod(int(cells.key[row]), len(grid.periods))
    return refusal(grid, rule, grid.periods[period], cells.figure(row))


def refused(grid: Grid, rule: int, period: Period, figure: Figure) -> tuple[Words, Words]:
    """Return why the scalar path refuses a figure that it does refuse."""
    told = refusal(grid, rule, period, figure)
    assert told is not None, f"{figure} is no figure that is refused"
    return told


def refusal(grid: Grid, rule: int, period: Period, figure: Figure) -> tuple[Words, Words] | None:
    """Return why the scalar path refuses a figure; None where it does not."""
    one = grid.rules[rule]
    try:
        series_of(grid, rule, {period: figure})
    except PreventionRulesError as error:
        said = Words(error.explain("zh"), error.explain("en"))
        return said, Words(
            f"核对指标 {one.number} 的数和单位", f"check the figure of indicator {one.number} and its unit"
        )
    return None
