"""Checks before work on a table in memory: each is an error that names the column and the first rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from prevention_rules.errors import FrameError, PeriodError, PreventionRulesError
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.columns import Columns
from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.grid import Grid
from prevention_rules.frames.scalar import Figure, series_of
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.names import RuleNames
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words, did_you_mean

Show = Callable[[Sequence[int]], tuple[dict[str, object], ...]]
"""Shows rows of a table by their numbers."""

FIRST = 5
LARGEST = 2**53
"""Above it a double does not hold every whole number."""


def periods_of(told: Sequence[Any], column: str, rows: Callable[[Any], tuple[dict[str, object], ...]]) -> list[Period]:
    """Read the distinct cells of the column of periods."""
    found = []
    for one in told:
        try:
            found.append(Period.of(one if isinstance(one, str) else int(one)))
        except (PeriodError, TypeError, ValueError) as error:
            said = (
                error.problem if isinstance(error, PeriodError) else Words(f"{one!r} 不是时期", f"{one!r} is no period")
            )
            raise FrameError(column, said, Words("写成年份或时期", "write a year or a period"), rows(one)) from None
    return found


def rules_of(
    plan: Plan, told: Sequence[Any], column: str, rows: Callable[[Any], tuple[dict[str, object], ...]]
) -> list[Rule]:
    """Find the rule of each distinct cell of the column of indicators."""
    names, found = RuleNames(plan), []
    for one in told:
        named = names.of(str(one).strip())
        if len(named) != 1:
            raise FrameError(column, *_unknown(plan, str(one), named), rows(one))
        found.append(named[0])
    return found


def _unknown(plan: Plan, said: str, named: Sequence[Rule]) -> tuple[Words, Words]:
    if named:
        listed = "、".join(rule.number for rule in named)
        return (
            Words(f"“{said}”有 {len(named)} 个：{listed}", f"{len(named)} rules are called {said}: {listed}"),
            Words("用编号", "use the number"),
        )
    guess = did_you_mean(said, [rule.name for rule in plan.rules])
    return (
        Words(f"计划 {plan.id} 没有指标“{said}”", f"the plan {plan.id} has no indicator {said!r}"),
        guess
        or Words(
            "用计划中的编号或全名；别的指标先筛去", "use a number or full name of the plan; filter others out first"
        ),
    )


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
        told = column.cast(nw.Float64).to_numpy()
        beyond = np.flatnonzero(np.abs(told) >= LARGEST)
        if beyond.size:
            raise FrameError(name, *BEYOND, show(beyond[:FIRST]))
        return told
    told = column.to_numpy()
    if not column.implementation.is_pandas() and int(np.isnan(told).sum()) != column.null_count():
        nan = np.flatnonzero(np.isnan(told) & ~column.is_null().to_numpy())
        raise FrameError(name, *NOT_A_NUMBER, show(nan[:FIRST]))
    if told.size and np.isinf(np.nanmax(np.abs(told), initial=0)):
        raise FrameError(name, *INFINITE, show(np.flatnonzero(np.isinf(told))[:FIRST]))
    return told


BEYOND = (
    Words("整数超过 2^53，双精度数装不下", "a whole number beyond 2^53, which doubles do not hold"),
    Words("换成较大的单位", "use a larger unit"),
)
NOT_A_NUMBER = (
    Words("NaN 是算不出来的数，不是空格子", "NaN is a calculation that failed, not an empty cell"),
    Words("查明它；确是缺报就改成空值（fill_nan(None)）", "find out why; if nothing was reported, make it null (fill_nan(None))"),
)  # fmt: skip
INFINITE = Words("有无穷大", "a number is infinite"), Words("核对这些数", "check these figures")


def figures(cells: Cells, grid: Grid, column: str, show: Show, figure_of: Callable[[int], Figure]) -> None:
    """Refuse the numbers that the scalar path refuses, with its own words; a doubt is no refusal."""
    if cells.value is None:
        return
    allowed, step = grid.allowed, len(grid.periods)
    low, high, asked = (np.repeat([getattr(one, name) for one in allowed], step) for name in ("low", "high", "asked"))
    guarded = bool(asked.any())
    for at in range(0, len(cells), 1 << 16):
        x, key = cells.value[at : at + (1 << 16)], cells.key[at : at + (1 << 16)]
        wrong = (x < low[key]) | (x > high[key])
        if guarded:
            wrong |= (x > 0) & (x <= asked[key])
        if wrong.any():
            rows = at + np.flatnonzero(wrong)
            raise FrameError(column, *_why(grid, cells, int(rows[0]), figure_of), show(rows[:FIRST]))


def _why(grid: Grid, cells: Cells, row: int, figure_of: Callable[[int], Figure]) -> tuple[Words, Words]:

    rule, period = divmod(int(cells.key[row]), len(grid.periods))
    return refused(grid, rule, grid.periods[period], figure_of(row))


def refused(grid: Grid, rule: int, period: Period, figure: Figure) -> tuple[Words, Words]:
    """Return why the scalar path refuses a figure."""
    one = grid.rules[rule]
    cure = Words(f"核对指标 {one.number} 的数和单位", f"check the figure of indicator {one.number} and its unit")
    try:
        series_of(grid, rule, {period: figure})
    except PreventionRulesError as error:
        return Words(error.explain("zh"), error.explain("en")), cure
    raise AssertionError(f"{figure} is no figure that is refused")
