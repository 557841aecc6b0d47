"""Polars that waits: the kernel in a step of the query, batch by batch, so that every row keeps its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.errors import FrameError
from prevention_rules.frames.cells import Cells, is_dense, looked_up, number_of_distinct
from prevention_rules.frames.columns import ADDED, FIGURES, Columns
from prevention_rules.frames.engines import Doubles, Polars
from prevention_rules.frames.grid import REASONS, VERDICTS, Grid
from prevention_rules.frames.kernel import Decided, Kernel
from prevention_rules.frames.memory import columns_of_result, decide_all, forms_of, kernel_of
from prevention_rules.text import Words

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
    areas: Sequence[Any]
    known: pl.DataFrame

    @cached_property
    def cells(self) -> Cells:
        """The known rows as arrays."""
        return Cells(area=self.area_of(self.known), areas=len(self.areas), key=self.key_of(self.known),
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

    @cached_property
    def _codes(self) -> dict[str, Codes]:
        """What the cells of each key stand for: the first limit of a rule, the place of a period, that of an area."""
        step = len(self.grid.periods)
        return {
            "indicator": Codes(
                self.columns["indicator"], {pair[0]: key // step * step for pair, key in self.pairs.items()}
            ),
            "period": Codes(self.columns["period"], {pair[1]: key % step for pair, key in self.pairs.items()}),
            "area": Codes(self.columns.named.get("area", ""), {area: at for at, area in enumerate(self.areas)}),
        }

    def key_of(self, rows: pl.DataFrame) -> NDArray[np.int64]:
        """Return the limit of each row."""
        rule, period = (self._codes[key].of(rows[self.columns[key]]) for key in ("indicator", "period"))
        rule += period
        return rule

    def area_of(self, rows: pl.DataFrame) -> NDArray[np.int64]:
        """Return the place of each row's area."""
        if "area" not in self.columns:
            return np.zeros(len(rows), np.int64)
        return self._codes["area"].of(rows[self.columns["area"]])

    def slot_of(self, batch: pl.Series) -> pl.Series:
        """Return the number of each row's key: the place that it would have in a full table."""
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        rows = batch.struct.unnest()
        slots = self.area_of(rows)
        slots *= len(self.grid.limits)
        slots += self.key_of(rows)
        return pl.Series(slots)

    def repeats_a_key(self, query: pl.LazyFrame) -> bool:
        """Say whether two rows of a query have the same area, period and indicator."""
        import polars as pl  # noqa: PLC0415

        slot = pl.struct(self.columns.keys).map_batches(self.slot_of, return_dtype=pl.Int64, is_elementwise=True)
        slots = query.select(slot.alias("pr_slot")).collect(engine="streaming")["pr_slot"].to_numpy()
        return number_of_distinct(slots, len(self.areas) * len(self.grid.limits)) < len(slots)

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
        import polars as pl  # noqa: PLC0415

        rows = batch.struct.unnest()
        key, area = self.key_of(rows), self.area_of(rows)
        decided = self.kernel.decide(key, area, self.value_of(rows))
        before = np.flatnonzero(self.together[key]) if self.together.any() else np.array([], np.intp)
        if before.size:
            there = self.cells.row_of(area[before], key[before])
            for name in ("outcome", "limit", "margin", "needed", "on_limit", "scalar"):
                getattr(decided, name)[before] = getattr(self.decided, name)[there]
        return pl.DataFrame(columns_of_result(decided, Polars())).to_struct("pr_decided")


@frozen(eq=False)
class Codes:
    """What the cells of a column stand for, ready to be looked up: whole numbers in a table, texts by an Enum."""

    name: str
    told: Mapping[Any, int]

    @cached_property
    def _values(self) -> NDArray[np.int64]:
        return np.array([*self.told.values(), _UNKNOWN], np.int64)

    @cached_property
    def _low(self) -> int:
        return int(min(self.told)) - 1

    @cached_property
    def _table(self) -> NDArray[np.int64] | None:
        """The codes of whole numbers, one unknown on either side; none where the numbers lie far apart."""
        size = int(max(self.told)) - self._low + 2
        if not is_dense(size, len(self.told)):
            return None
        table = np.full(size, _UNKNOWN, np.int64)
        table[np.array(list(self.told)) - self._low] = self._values[:-1]
        return table

    @cached_property
    def _texts(self) -> pl.Enum:
        import polars as pl  # noqa: PLC0415

        return pl.Enum(list(map(str, self.told)))

    def of(self, column: pl.Series) -> NDArray[np.int64]:
        """Return the code of each cell; a file that has changed since it was checked is refused, by the query."""
        import polars as pl  # noqa: PLC0415

        codes = self._looked_up(column)
        if codes.min(initial=0) == _UNKNOWN:  # polars makes errors of a query anew, from their text alone
            raise pl.exceptions.ComputeError(str(FrameError(self.name, *_CHANGED)))
        return codes

    def _looked_up(self, column: pl.Series) -> NDArray[np.int64]:
        import polars as pl  # noqa: PLC0415

        if not column.dtype.is_integer():
            places = column.cast(pl.String).cast(self._texts, strict=False).to_physical()
            return looked_up(self._values, places.fill_null(len(self.told)).to_numpy())
        if self._table is None:
            told = column.replace_strict(list(self.told), self._values[:-1], default=_UNKNOWN, return_dtype=pl.Int64)
            return np.array(told)
        return looked_up(self._table, column.to_numpy().astype(np.int64) - self._low)


_UNKNOWN = -1
_CHANGED = (
    Words("有核对时没有的内容：表在核对之后变了", "cells that were not there when it was checked: it has changed"),
    Words("重新判定：evaluate(…)", "judge it again: evaluate(…)"),
)


def batches_of(table: nw.LazyFrame[Any], columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int]) -> Batches:
    """Fetch the rows and areas that batches are held against."""

    names = [*columns.keys, *columns.figures]
    native: pl.LazyFrame = table.to_native()
    known = native.filter(_wanted(columns, grid, pairs)).select(names).collect(engine="streaming")
    areas = native.select(columns["area"]).unique().collect(engine="streaming") if "area" in columns else None
    return Batches(columns, grid, pairs, [None] if areas is None else areas.to_series().to_list(), known)


def in_batches(table: nw.LazyFrame[Any], batches: Batches) -> pl.LazyFrame:
    """Return the query with a step that decides each batch."""
    import polars as pl  # noqa: PLC0415

    kinds = pl.Struct(dict(zip(ADDED, (
        pl.Enum([verdict.value for verdict in VERDICTS]), pl.Enum(REASONS), pl.Float64, pl.Float64, pl.Float64,
        pl.Boolean, pl.Boolean,
    ), strict=True)))  # fmt: skip
    names = [*batches.columns.keys, *batches.columns.figures]
    decided = pl.struct(names).map_batches(batches.decide, return_dtype=kinds, is_elementwise=True)
    native: pl.LazyFrame = table.to_native()
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
