"""A table that waits in its engine: checked by two small queries, then joined to the limits, still waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from attrs import frozen

from prevention_rules.errors import FrameError
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.frames import checking
from prevention_rules.frames.batches import batches_of, in_batches
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.columns import FIGURES, Columns
from prevention_rules.frames.figures import Figure
from prevention_rules.frames.grid import Grid
from prevention_rules.frames.joining import joined
from prevention_rules.frames.lazy import engine_of
from prevention_rules.frames.memory import forms_of
from prevention_rules.frames.query import Joining
from prevention_rules.frames.scalar import Judged, judge_rows
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy

Lazy = nw.LazyFrame[Any]
Shown = tuple[dict[str, object], ...]


def evaluate_waiting(
    plan: Plan, table: Lazy, columns: Columns, at: Period | None, policy: Policy,
    percent_numbers: PercentNumbers | None,
) -> Any:  # fmt: skip
    """Return the native query with the columns of the result."""
    engine_of(table)
    survey = _Survey.of(table, columns)
    grid, pairs = survey.grid(plan, at, policy, percent_numbers)
    _check_numbers(survey, grid, pairs)
    if table.implementation.is_polars():
        rows = sum(group["rows"] for group in survey.groups)
        batches = batches_of(table, columns, grid, pairs, rows)
        if batches.repeats_a_key(table.to_native(), rows):
            _check_keys(survey, pairs, grid)
        batches.check_forms()
        return in_batches(table, batches)
    _check_keys(survey, pairs, grid)
    judged = _by_scalar(table, columns, grid, pairs)
    return joined(Joining(table=table, columns=columns, grid=grid, pairs=pairs, judged=judged)).to_native()


@frozen
class _Survey:
    """What one query tells of a table: for each indicator and period how many rows, and between which numbers."""

    table: Lazy
    columns: Columns
    groups: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, table: Lazy, columns: Columns) -> _Survey:
        keys = [columns["indicator"], columns["period"]]
        told = [nw.len().alias("rows")]
        for name in columns.figures:
            whole = table.collect_schema()[name].is_integer()
            x = nw.col(name)
            told += [x.min().alias(f"low {name}"), x.max().alias(f"high {name}"), x.count().alias(f"there {name}")]
            told.append(nw.when(x > 0).then(x).otherwise(None).min().alias(f"least {name}"))
            if not whole:
                told.append(x.is_nan().cast(nw.Int64).sum().alias(f"nan {name}"))
        return cls(table, columns, table.group_by(keys).agg(*told).collect().rows(named=True))

    def rows(self, where: nw.Expr) -> Shown:
        """Show the first rows where something holds."""
        names = [*self.columns.keys, *self.columns.figures]
        found = self.table.filter(where).select(names).sort(*self.columns.keys).head(checking.FIRST).collect()
        return tuple(found.rows(named=True))

    def grid(
        self, plan: Plan, at: Period | None, policy: Policy, percent_numbers: PercentNumbers | None
    ) -> tuple[Grid, dict[tuple[Any, Any], int]]:
        """Return the limits of what the table speaks of, and which of them each indicator and period has."""
        indicator, period = self.columns["indicator"], self.columns["period"]
        for name in self.columns.keys:
            empty = name == self.columns.named.get("area") or any(group[name] is None for group in self.groups)
            if empty and (rows := self.rows(nw.col(name).is_null())):
                raise FrameError(name, *checking.EMPTY_KEY, rows)
        cells = [list(dict.fromkeys(group[name] for group in self.groups)) for name in (indicator, period)]
        rules = dict(zip(cells[0], checking.rules_of(plan, cells[0], indicator, self._with(indicator)), strict=True))
        periods = dict(zip(cells[1], checking.periods_of(cells[1], period, self._with(period)), strict=True))
        named = [one for one in plan.rules if one in rules.values()]
        others = {rules[group[indicator]].number for group in self.groups if self._has_another_form(group)}
        grid = Grid(
            plan=plan, rules=named, periods=sorted(set(periods.values())), policy=policy, at=at,
            percent_numbers=percent_numbers, only_values=self.columns.only_values,
            by_scalar=frozenset(index for index, rule in enumerate(named) if rule.number in others),
        )  # fmt: skip
        pairs = {
            (group[indicator], group[period]): grid.key(
                named.index(rules[group[indicator]]), grid.place[periods[group[period]]]
            )
            for group in self.groups
        }
        return grid, pairs

    def _with(self, name: str) -> Callable[[Any], Shown]:
        return lambda cell: self.rows(nw.col(name) == cell)

    def _has_another_form(self, group: Mapping[str, Any]) -> bool:
        value = self.columns.named.get("value")
        return any(group[f"there {name}"] for name in self.columns.figures if name != value)


def _check_numbers(survey: _Survey, grid: Grid, pairs: Mapping[tuple[Any, Any], int]) -> None:
    columns = survey.columns
    for name in columns.figures:
        x = nw.col(name)
        for group in survey.groups:
            low, high = group[f"low {name}"], group[f"high {name}"]
            if group.get(f"nan {name}"):
                raise FrameError(name, *checking.NOT_A_NUMBER, survey.rows(x.is_nan()))
            if low is None:
                continue
            if f"nan {name}" not in group and max(abs(low), abs(high)) >= checking.LARGEST:
                raise FrameError(
                    name, *checking.BEYOND, survey.rows((x >= checking.LARGEST) | (x <= -checking.LARGEST))
                )
            if max(abs(low), abs(high)) == float("inf"):
                raise FrameError(name, *checking.INFINITE, survey.rows(x.abs() == float("inf")))
            if name == columns.named.get("value"):
                _check_group(survey, grid, pairs, group, name)


def _check_group(
    survey: _Survey, grid: Grid, pairs: Mapping[tuple[Any, Any], int], group: Mapping[str, Any], name: str
) -> None:
    pair = tuple(group[survey.columns[key]] for key in ("indicator", "period"))
    rule, period = divmod(pairs[pair[0], pair[1]], len(grid.periods))
    allowed, x = grid.allowed[rule], nw.col(name)
    least = group[f"least {name}"]
    asked = least is not None and least <= allowed.asked
    if allowed.low <= group[f"low {name}"] and group[f"high {name}"] <= allowed.high and not asked:
        return
    wrong = (x < allowed.low) | (x > allowed.high) | ((x > 0) & (x <= allowed.asked))
    here = (nw.col(survey.columns["indicator"]) == pair[0]) & (nw.col(survey.columns["period"]) == pair[1])
    rows = survey.rows(here & wrong)
    raise FrameError(name, *checking.refused(grid, rule, grid.periods[period], Figure(rows[0][name])), rows)  # type: ignore[arg-type]


def _check_keys(survey: _Survey, pairs: Mapping[tuple[Any, Any], int], grid: Grid) -> None:
    """Refuse two rows of one key.

    For each area and indicator the periods are added up as powers of two: only distinct ones add up to a number with
    as many ones as there are rows. So few groups are made, and fewer still come out.
    """
    columns = survey.columns
    power: nw.Expr = nw.lit(0)
    several = len({key // len(grid.periods) for key in pairs.values()}) < len({pair[0] for pair in pairs})
    cells = {pair[1]: key % len(grid.periods) for pair, key in pairs.items()}
    if several or len(cells) > len(grid.periods) or len(grid.periods) > 50:
        return _check_spelled_keys(survey, pairs)
    for cell, place in cells.items():
        power = nw.when(nw.col(columns["period"]) == cell).then(nw.lit(1 << place)).otherwise(power)
    keys = [columns[name] for name in ("area", "indicator") if name in columns]
    table = survey.table.with_columns(power.alias("pr_power")).group_by(keys)
    sums = table.agg(nw.len().alias("pr_rows"), nw.col("pr_power").sum().alias("pr_sum"))
    told = sums.group_by("pr_rows", "pr_sum").agg(nw.len().alias("pr_times")).collect()
    if any(rows != int(total).bit_count() for rows, total, _ in told.iter_rows()):
        raise _twice(survey, columns.keys, survey.table)
    return None


def _check_spelled_keys(survey: _Survey, pairs: Mapping[tuple[Any, Any], int]) -> None:
    """Refuse two rows of one key where indicators or periods are written in several ways."""
    columns = survey.columns
    kinds: dict[str, type] = {}
    for name in ("indicator", "period"):
        kinds[columns[name]] = int if survey.table.collect_schema()[columns[name]].is_integer() else str
    rows = [(*pair, key) for pair, key in pairs.items()]
    keyed = survey.table.join(
        engine_of(survey.table).small(survey.table, {**kinds, "pr_key": int}, rows), on=list(kinds), how="inner"
    )
    area = [columns["area"]] if "area" in columns else []
    if len(
        keyed.group_by(*area, "pr_key").agg(nw.len().alias("pr_rows")).filter(nw.col("pr_rows") > 1).head(1).collect()
    ):
        raise _twice(survey, [*area, "pr_key"], keyed)


def _twice(survey: _Survey, keys: Sequence[str], table: Lazy) -> FrameError:
    several = table.group_by(*keys).agg(nw.len().alias("pr_rows")).filter(nw.col("pr_rows") > 1).sort(*keys).head(1)
    names = [*survey.columns.keys, *survey.columns.figures]
    rows = table.join(several, on=list(keys), how="inner").select(names).head(checking.FIRST).collect()
    return FrameError(", ".join(survey.columns.keys), *checking.TWICE, tuple(rows.rows(named=True)))


def _by_scalar(
    table: Lazy, columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int]
) -> dict[tuple[Any, ...], Judged]:
    """Judge what the query cannot express by the scalar path; only the rows of those rules are fetched."""
    step = len(grid.periods)
    keys = {key for key in pairs.values() if grid.limits[key].steps is None}
    rules = {key // step for key in keys}
    cells = [pair[0] for pair, key in pairs.items() if key // step in rules]
    if not keys:
        return {}
    rows = table.filter(nw.col(columns["indicator"]).is_in(list(dict.fromkeys(cells)))).collect().rows(named=True)
    given = list(_rows(rows, columns, pairs, step))
    _check_forms(rows, given, columns, grid)
    wanted = [number for number, (_, rule, period, _) in enumerate(given) if grid.key(rule, period) in keys]
    told = judge_rows(grid, given, wanted)
    return {tuple(rows[number][name] for name in columns.keys): one for number, one in told}


def _check_forms(
    rows: Sequence[Mapping[str, Any]], given: Sequence[tuple[Any, int, int, Figure]], columns: Columns, grid: Grid
) -> None:
    """Refuse the counts and spans that the scalar path refuses: all of their rows are fetched."""
    if columns.only_values:
        return
    told = {name: np.array([getattr(figure, name) for *_, figure in given], np.float64)
            for name in FIGURES if name in columns}  # fmt: skip
    key = np.array([grid.key(rule, period) for _, rule, period, _ in given], np.int64)
    cells = Cells(area=np.zeros(len(key), np.int64), areas=1, key=key, keys=len(grid.limits), **forms_of(told))
    names = [*columns.keys, *columns.figures]
    checking.figures(
        cells, grid, columns, lambda numbers: tuple({name: rows[at][name] for name in names} for at in numbers)
    )


def _rows(
    rows: Sequence[Mapping[str, Any]], columns: Columns, pairs: Mapping[tuple[Any, Any], int], step: int
) -> Iterator[tuple[Any, int, int, Figure]]:
    for row in rows:
        area = row[columns["area"]] if "area" in columns else None
        yield (area, *divmod(pairs[row[columns["indicator"]], row[columns["period"]]], step), Figure.of(row, columns))
