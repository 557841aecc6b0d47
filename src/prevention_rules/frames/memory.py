"""A table in memory is judged by the kernel, and what columns cannot express by the scalar path."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import narwhals as nw
import numpy as np
from attrs import frozen

from prevention_rules.assessments.limits import Limit
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.frames import checking
from prevention_rules.frames.blocks import in_blocks, looked_up
from prevention_rules.frames.cells import Cells, used
from prevention_rules.frames.columns import ADDED, FIGURES, KEYS, Columns
from prevention_rules.frames.engines import ENGINES, Codes, Doubles, Engine, codes_of
from prevention_rules.frames.every import join_periods
from prevention_rules.frames.forms import decide_forms
from prevention_rules.frames.grid import REASONS, VERDICT_NAMES, Grid, code_of
from prevention_rules.frames.kernel import Decided, Kernel
from prevention_rules.frames.scalar import judge_rows
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy


def evaluate_in_memory(
    plan: Plan, table: nw.DataFrame[Any], columns: Columns, at: Period | None, policy: Policy,
    percent_numbers: PercentNumbers | None,
) -> Any:  # fmt: skip
    """Return the native table with the columns of the result."""
    grid, cells = read(plan, table, columns, at, policy, percent_numbers)
    decided = decide_all(grid, cells, kernel_of(grid, cells))
    engine = ENGINES[table.implementation]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        told = columns_of_result(decided, engine, pool.map)
    return engine.with_columns(table.to_native(), told)


def columns_of_result(decided: Decided, engine: Engine, each: Callable[..., Iterable[Any]] = map) -> dict[str, Any]:
    """Return what was decided as native columns, made *each* in turn, or by a pool at once."""
    labels = each(engine.labels, (decided.outcome >> 6, decided.outcome & 63), (VERDICT_NAMES, REASONS))
    numbers = each(engine.numbers, (decided.limit, decided.margin, decided.needed))
    flags = each(engine.flags, (decided.on_limit, decided.scalar))
    return dict(zip(ADDED, (*labels, *numbers, *flags), strict=True))


def decide_all(grid: Grid, cells: Cells, kernel: Kernel) -> Decided:
    """Decide every row: by arrays, over several periods, and by the scalar path."""
    decided = kernel.decide(cells.key, cells.area, cells.values)
    join_periods(grid, cells, decided)
    decide_forms(grid, cells, decided)
    _by_scalar(grid, cells, decided)
    return decided


def kernel_of(grid: Grid, cells: Cells) -> Kernel:
    """Return the limits in arrays, with those of the bases that a table reports."""

    def starts(limit: Limit) -> Doubles:
        base = None if limit.base is None else grid.place.get(limit.base)
        rule = grid.row[limit.rule.number]
        if base is None:
            return np.full(cells.areas, np.nan)
        rows = cells.row_of(np.arange(cells.areas), grid.key(rule, base))
        return np.where(rows >= 0, cells.values[rows], np.nan)

    return Kernel.of(grid, cells.areas, starts)


def read(
    plan: Plan, table: nw.DataFrame[Any], columns: Columns, at: Period | None, policy: Policy,
    percent_numbers: PercentNumbers | None,
) -> tuple[Grid, Cells]:  # fmt: skip
    """Check a table and return it as arrays, with the limits of what it speaks of."""
    engine, show = ENGINES[table.implementation], _Shown(table, columns)
    expected = {"indicator": list(dict.fromkeys(name for rule in plan.rules for name in (rule.number, rule.name)))}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {name: pool.submit(codes_of, table.get_column(columns[name]), engine, expected.get(name, ()))
                   for name in KEYS if name in columns}  # fmt: skip
        told_by = {name: checking.numbers(table, columns[name], show.rows) for name in FIGURES if name in columns}
        coded = {name: codes.result() for name, codes in waiting.items()}
        checking.empty_keys({columns[name]: codes for name, (codes, _) in coded.items()}, show.rows)
        (rule, _), (period, _) = coded["indicator"], coded["period"]
        numbers, years = pool.map(used, *zip(coded["indicator"], coded["period"], strict=True))
    told = checking.periods_of(list(years.values()), columns["period"], show.where(period, years))
    named = checking.rules_of(plan, list(numbers.values()), columns["indicator"], show.where(rule, numbers))
    periods, rules = sorted(set(told)), [one for one in plan.rules if one in named]
    grid = Grid(plan=plan, rules=rules, periods=periods, policy=policy, at=at, percent_numbers=percent_numbers,
                only_values=columns.only_values)  # fmt: skip
    of_rule = {code: rules.index(one) * len(periods) for code, one in zip(numbers, named, strict=True)}
    key = _keys(rule, of_rule, period, {code: grid.place[one] for code, one in zip(years, told, strict=True)})
    area, areas = coded.get("area", (np.zeros(len(key), np.int16), [None]))
    cells = Cells(area=area, areas=len(areas), key=key, keys=len(rules) * len(periods), **forms_of(told_by))
    checking.twice(cells, columns, show.rows)
    checking.figures(cells, grid, columns, show.rows)
    odd = _with_odd_bases(grid, cells)
    return attrs.evolve(grid, by_scalar=odd) if odd else grid, cells


def _with_odd_bases(grid: Grid, cells: Cells) -> frozenset[int]:
    """Return the rules with a base that is counts or a span, which make no level that columns hold."""
    odd = np.unique(cells.key[np.concatenate([cells.counted, cells.spanned])]).tolist()
    return frozenset(key // len(grid.periods) for key in odd if key in grid.bases)


def forms_of(told: Mapping[str, Doubles]) -> dict[str, Any]:
    """Return the columns of figures by their form."""
    forms: dict[str, Any] = {"value": told.get("value")}
    if "denominator" in told:
        missing = told.get("missing", np.zeros(len(told["denominator"])))
        forms["counts"] = told["numerator"], told["denominator"], np.nan_to_num(missing)
    if "low" in told:
        forms["span"] = told["low"], told["high"]
    return forms


def _keys(rule: Codes, rules: Mapping[int, int], period: Codes, periods: Mapping[int, int]) -> Codes:
    """Return the place of each row's rule and period among the limits."""
    kind = np.int16 if max(rules.values(), default=0) + len(periods) < 2**15 else np.int32
    of_rule, of_period = (np.zeros(max(told, default=0) + 1, kind) for told in (rules, periods))
    for places, told in ((of_rule, rules), (of_period, periods)):
        places[list(told)] = list(told.values())
    key: Codes = np.empty(len(rule), kind)

    def write(block: slice) -> None:
        np.add(looked_up(of_rule, rule[block]), looked_up(of_period, period[block]), out=key[block])

    in_blocks(len(key), write)
    return key


@frozen
class _Shown:
    """Shows rows of a table: their keys and figures."""

    table: nw.DataFrame[Any]
    columns: Columns

    def rows(self, numbers: Any) -> checking.Shown:
        """Return rows by their numbers."""
        names = [*self.columns.keys, *self.columns.figures]
        return tuple(self.table.select(names)[[int(one) for one in numbers]].rows(named=True))

    def where(self, codes: Any, told: Mapping[int, Any]) -> checking.Show:
        """Return what shows the first rows with a cell, given which codes stand for which."""
        code_of = {cell: code for code, cell in told.items()}
        return lambda cell: self.rows(np.flatnonzero(codes == code_of[cell])[: checking.FIRST])


def _by_scalar(grid: Grid, cells: Cells, decided: Decided) -> None:
    """Fill in what the scalar path says of the rows that need it."""
    wanted = np.flatnonzero(decided.scalar)
    if not wanted.size:
        return
    step = len(grid.periods)
    concerned = np.unique(cells.key[wanted] // step)
    rows = np.flatnonzero(np.isin(cells.key // step, concerned))
    given = [(int(cells.area[row]), *divmod(int(cells.key[row]), step), cells.figure(row)) for row in rows]
    for number, one in judge_rows(grid, given, np.searchsorted(rows, wanted)):
        row = rows[number]
        decided.outcome[row], decided.on_limit[row] = code_of(one.outcome), one.on_limit
        for column, told in ((decided.limit, one.limit), (decided.margin, one.margin), (decided.needed, one.needed)):
            column[row] = np.nan if told is None else told
