"""A table in memory is judged by the kernel, and what columns cannot express by the scalar path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from attrs import frozen

from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.frames import checking
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.columns import ADDED, Columns
from prevention_rules.frames.engines import ENGINES, codes_of
from prevention_rules.frames.every import join_periods
from prevention_rules.frames.grid import REASONS, VERDICTS, Grid, code_of
from prevention_rules.frames.kernel import Decided, decide
from prevention_rules.frames.scalar import Figure, judge_rows
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy


def evaluate_in_memory(
    plan: Plan, table: nw.DataFrame[Any], columns: Columns, at: Period | None, policy: Policy,
    percent_numbers: PercentNumbers | None,
) -> Any:  # fmt: skip
    """Return the native table with the columns of the result."""
    grid, cells = read(plan, table, columns, at, policy, percent_numbers)
    decided = decide(grid, cells)
    join_periods(grid, cells, decided)
    _by_scalar(grid, cells, decided)
    engine = ENGINES[table.implementation]
    told = (
        engine.labels(decided.outcome >> 6, [verdict.value for verdict in VERDICTS]),
        engine.labels(decided.outcome & 63, REASONS),
        *map(engine.numbers, (decided.limit, decided.margin, decided.needed)),
        *map(engine.flags, (decided.on_limit, decided.scalar)),
    )
    return engine.with_columns(table.to_native(), dict(zip(ADDED, told, strict=True)))


def read(
    plan: Plan, table: nw.DataFrame[Any], columns: Columns, at: Period | None, policy: Policy,
    percent_numbers: PercentNumbers | None,
) -> tuple[Grid, Cells]:  # fmt: skip
    """Check a table and return it as arrays, with the limits of what it speaks of."""
    engine, show = ENGINES[table.implementation], _Shown(table, columns)
    coded = {name: codes_of(table.get_column(columns[name]), engine) for name in ("area", "period", "indicator")
             if name in columns}  # fmt: skip
    checking.empty_keys({columns[name]: codes for name, (codes, _) in coded.items()}, show.rows)
    (rule, numbers), (period, years) = coded["indicator"], coded["period"]
    told = checking.periods_of(years, columns["period"], show.where(period, years))
    named = checking.rules_of(plan, numbers, columns["indicator"], show.where(rule, numbers))
    periods, rules = sorted(set(told)), [one for one in plan.rules if one in named]
    grid = Grid(plan=plan, rules=rules, periods=periods, policy=policy, at=at, percent_numbers=percent_numbers,
                only_values=columns.only_values)  # fmt: skip
    rows_of = np.array([rules.index(one) * len(periods) for one in named], np.int32)
    places = np.array([grid.place[one] for one in told], np.int32)
    key = rows_of[rule] + places[period]
    area, areas = coded.get("area", (np.zeros(len(key), np.int32), [None]))
    values = {name: checking.numbers(table, columns[name], show.rows) for name in ("value",) if name in columns}
    cells = Cells(area=area, areas=len(areas), key=key, keys=len(rules) * len(periods), value=values.get("value"))
    checking.twice(cells, columns, show.rows)
    if cells.value is not None:
        checking.figures(cells, grid, columns["value"], show.rows, lambda row: figure_of(cells, row))
    return grid, cells


@frozen
class _Shown:
    """Shows rows of a table: their keys and figures."""

    table: nw.DataFrame[Any]
    columns: Columns

    def rows(self, numbers: Sequence[int]) -> tuple[dict[str, object], ...]:
        """Return rows by their numbers."""
        names = [*self.columns.keys, *self.columns.figures]
        return tuple(self.table.select(names)[[int(one) for one in numbers]].rows(named=True))

    def where(self, codes: Any, told: Sequence[Any]) -> Callable[[Any], tuple[dict[str, object], ...]]:
        """Return what shows the first rows with a cell."""
        return lambda cell: self.rows(np.flatnonzero(codes == list(told).index(cell))[: checking.FIRST])


def figure_of(cells: Cells, row: int) -> Figure:
    """Return the figure of a row."""
    value = None if cells.value is None else float(cells.value[row])
    return Figure(None if value is None or value != value else value)


def _by_scalar(grid: Grid, cells: Cells, decided: Decided) -> None:
    """Fill in what the scalar path says of the rows that need it."""
    wanted = np.flatnonzero(decided.scalar)
    if not wanted.size:
        return
    step = len(grid.periods)
    concerned = np.unique(cells.key[wanted] // step)
    rows = np.flatnonzero(np.isin(cells.key // step, concerned))
    given = [(int(cells.area[row]), *divmod(int(cells.key[row]), step), figure_of(cells, row)) for row in rows]
    for number, one in judge_rows(grid, given, np.searchsorted(rows, wanted)):
        row = rows[number]
        decided.outcome[row], decided.on_limit[row] = code_of(one.outcome), one.on_limit
        for column, told in ((decided.limit, one.limit), (decided.margin, one.margin), (decided.needed, one.needed)):
            column[row] = np.nan if told is None else told
