"""Polars that waits: the kernel in a step of the query, batch by batch, so that every row keeps its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.frames.cells import Cells
from prevention_rules.frames.columns import ADDED, FIGURES, Columns
from prevention_rules.frames.engines import Doubles, Polars
from prevention_rules.frames.grid import REASONS, VERDICTS, Grid
from prevention_rules.frames.kernel import Decided, Kernel
from prevention_rules.frames.memory import columns_of_result, decide_all, forms_of, kernel_of

if TYPE_CHECKING:
    import polars as pl


@frozen(eq=False)
class Batches:
    """What every batch is held against: the bases there are, and the rows that are decided together beforehand.

    ``pairs`` lead from the cells of an indicator and a period to their limit. ``known`` are the rows of bases and of
    the rules that ask of several rows at once; they alone are fetched before the query runs.
    """

    columns: Columns
    grid: Grid
    pairs: Mapping[tuple[Any, Any], int]
    known: pl.DataFrame

    @cached_property
    def areas(self) -> list[Any]:
        """The areas of the known rows."""
        return [] if "area" not in self.columns else self.known[self.columns["area"]].unique().to_list()

    @cached_property
    def cells(self) -> Cells:
        """The known rows as arrays."""
        return Cells(area=self.area_of(self.known), areas=max(len(self.areas), 1), key=self.key_of(self.known),
                     keys=len(self.grid.limits), **forms_of(self.figures))  # fmt: skip

    @cached_property
    def kernel(self) -> Kernel:
        """The limits, with those of the known bases."""
        return kernel_of(self.grid, self.cells)

    @cached_property
    def together(self) -> NDArray[np.bool_]:
        """Which limits are decided beforehand."""
        return np.array([limit.steps is None or limit.every for limit in self.grid.limits], bool)

    @cached_property
    def decided(self) -> Decided:
        """What is decided of the known rows."""
        return decide_all(self.grid, self.cells, self.kernel)

    def key_of(self, rows: pl.DataFrame) -> NDArray[Any]:
        """Return the limit of each row."""
        indicator, period = self.columns["indicator"], self.columns["period"]
        step = len(self.grid.periods)
        rules = {pair[0]: key // step * step for pair, key in self.pairs.items()}
        periods = {pair[1]: key % step for pair, key in self.pairs.items()}
        return _coded(rows[indicator], rules) + _coded(rows[period], periods)

    def area_of(self, rows: pl.DataFrame, wanted: NDArray[np.intp] | None = None) -> NDArray[np.int64]:
        """Return the place of each row's area among the known ones; the last place for one that is not."""
        if "area" not in self.columns:
            return np.zeros(len(rows) if wanted is None else len(wanted), np.int64)
        cells = rows[self.columns["area"]]
        known = {area: at for at, area in enumerate(self.areas)}
        return _coded(cells if wanted is None else cells.gather(wanted), known, len(self.areas))

    @property
    def figures(self) -> dict[str, Doubles]:
        """The columns of figures of the known rows."""
        return {name: self.known[self.columns[name]].cast(float).to_numpy() for name in FIGURES if name in self.columns}

    def value_of(self, rows: pl.DataFrame) -> Doubles:
        """Return the plain numbers, NaN where there are none."""
        if "value" not in self.columns:
            return np.full(len(rows), np.nan)
        return rows[self.columns["value"]].cast(float).to_numpy()

    def decide(self, batch: pl.Series) -> pl.Series:
        """Decide the rows of a batch."""
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        rows = batch.struct.unnest()
        key = self.key_of(rows)
        area = np.full(len(rows), max(len(self.areas), 1), np.int64)
        looked_up = np.flatnonzero((self.kernel.demand[key] >= 0) | self.together[key])
        area[looked_up] = self.area_of(rows, looked_up)
        decided = self.kernel.decide(key, area, self.value_of(rows))
        before = np.flatnonzero(self.together[key])
        if before.size:
            there = self.cells.row_of(area[before], key[before])
            for name in ("outcome", "limit", "margin", "needed", "on_limit", "scalar"):
                getattr(decided, name)[before] = getattr(self.decided, name)[there]
        return pl.DataFrame(columns_of_result(decided, Polars())).to_struct("pr_decided")


def _coded(column: pl.Series, codes: Mapping[Any, int], otherwise: int = 0) -> NDArray[np.int64]:
    """Return the code of each cell, *otherwise* for one that has none."""
    import polars as pl  # noqa: PLC0415

    cells, told = list(codes), np.array([*codes.values(), otherwise], np.int64)
    if not column.dtype.is_integer() or not cells:
        coded = column.cast(pl.String).cast(pl.Enum(list(map(str, cells))), strict=False).to_physical()
        found: NDArray[np.int64] = told[coded.cast(pl.Int64).fill_null(len(cells)).to_numpy()]
        return found
    low, high = min(cells), max(cells)
    if high - low > 4 * len(column) + 1000:
        apart: NDArray[np.int64] = (
            column.replace_strict(cells, told[:-1], default=otherwise).to_numpy().astype(np.int64)
        )
        return apart
    table = np.full(high - low + 2, otherwise, np.int64)
    table[np.array(cells) - low] = told[:-1]
    place = column.to_numpy().astype(np.int64) - low
    place[(place < 0) | (place > high - low)] = high - low + 1
    placed: NDArray[np.int64] = table[place]
    return placed


def in_batches(
    table: nw.LazyFrame[Any], columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int]
) -> pl.LazyFrame:
    """Return the query with a step that decides each batch."""
    import polars as pl  # noqa: PLC0415

    names = [*columns.keys, *columns.figures]
    native: pl.LazyFrame = table.to_native()
    known = native.filter(_wanted(columns, grid, pairs)).select(names).collect(engine="streaming")
    batches = Batches(columns, grid, pairs, known)
    kinds = pl.Struct(dict(zip(ADDED, (
        pl.Enum([verdict.value for verdict in VERDICTS]), pl.Enum(REASONS), pl.Float64, pl.Float64, pl.Float64,
        pl.Boolean, pl.Boolean,
    ), strict=True)))  # fmt: skip
    decided = pl.struct(names).map_batches(batches.decide, return_dtype=kinds, is_elementwise=True)
    return native.with_columns(decided.alias("pr_decided")).unnest("pr_decided")


def _wanted(columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int]) -> pl.Expr:
    """Say which rows other rows need: bases, and those of rules that ask of several rows."""
    import polars as pl  # noqa: PLC0415

    step = len(grid.periods)
    rules = {key // step for key, limit in enumerate(grid.limits) if limit.steps is None or limit.every}
    bases = {grid.key(key // step, grid.place[limit.base]) for key, limit in enumerate(grid.limits)
             if limit.base is not None and limit.base in grid.place}  # fmt: skip
    wanted: dict[Any, set[Any]] = {}
    for (indicator, period), key in pairs.items():
        if key // step in rules or key in bases:
            wanted.setdefault(indicator, set()).add(period)
    alike: dict[frozenset[Any], list[Any]] = {}
    for indicator, periods in wanted.items():
        alike.setdefault(frozenset(periods), []).append(indicator)
    indicator, period = pl.col(columns["indicator"]), pl.col(columns["period"])
    told = [indicator.is_in(indicators) & period.is_in(list(periods)) for periods, indicators in alike.items()]
    return pl.any_horizontal(told) if told else pl.lit(value=False)
