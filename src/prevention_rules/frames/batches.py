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
from prevention_rules.frames import checking
from prevention_rules.frames.blocks import looked_up
from prevention_rules.frames.cells import Cells, Distinct
from prevention_rules.frames.columns import ADDED, FIGURES, Columns
from prevention_rules.frames.engines import Doubles, Polars, doubles_of
from prevention_rules.frames.grid import REASONS, VERDICT_NAMES, Grid
from prevention_rules.frames.kernel import Decided, Kernel
from prevention_rules.frames.listed import Numbers, Texts
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

    def key_of(self, rows: pl.DataFrame, *, known: bool = False) -> NDArray[np.int64]:
        """Return the limit of each row; of *known* cells it need not be checked that they are those of the table."""
        rule, period = (self._codes[key].of(rows[self.columns[key]], known=known) for key in ("indicator", "period"))
        rule += period
        return rule

    def area_of(self, rows: pl.DataFrame, *, known: bool = False) -> NDArray[np.int64]:
        """Return the place of each row's area."""
        if "area" not in self.columns:
            return np.zeros(len(rows), np.int64)
        return self._codes["area"].of(rows[self.columns["area"]], known=known)

    def repeats_a_key(self, query: pl.LazyFrame, rows: int) -> bool:
        """Say whether two of so many rows of a query have the same area, period and indicator."""
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        keys = len(self.grid.limits)
        distinct = Distinct.among(len(self.areas) * keys, rows)

        def count(batch: pl.Series) -> pl.Series:
            cells = batch.struct.unnest()
            distinct.add(self.area_of(cells, known=True) * keys + self.key_of(cells, known=True))
            return pl.Series(np.zeros(len(batch), bool))

        counted = pl.struct(self.columns.keys).map_batches(count, return_dtype=pl.Boolean, is_elementwise=True)
        query.select(counted.any()).collect(engine="streaming")
        return distinct.number() < rows

    def check_forms(self) -> None:
        """Refuse the counts and spans that the scalar path refuses: all of their rows are known."""
        names = [*self.columns.keys, *self.columns.figures]
        if not self.columns.only_values:
            checking.figures(
                self.cells, self.grid, self.columns,
                lambda rows: tuple(self.known[[int(row) for row in rows]].select(names).rows(named=True)),
            )  # fmt: skip

    @property
    def figures(self) -> dict[str, Doubles]:
        """The columns of figures of the known rows."""
        known = nw.from_native(self.known, eager_only=True)
        return {name: doubles_of(known.get_column(self.columns[name])) for name in FIGURES if name in self.columns}

    def value_of(self, rows: pl.DataFrame) -> Doubles:
        """Return the plain numbers, NaN where there are none."""
        if "value" not in self.columns:
            return np.full(len(rows), np.nan)
        return doubles_of(nw.from_native(rows[self.columns["value"]], series_only=True))

    def decide(self, batch: pl.Series) -> pl.Series:
        """Decide the rows of a batch."""
        import polars as pl  # noqa: PLC0415

        rows = batch.struct.unnest()
        key, area = self.key_of(rows), self.area_of(rows)
        decided = self.kernel.decide(key, area, self.value_of(rows))
        before = np.flatnonzero(self.together[key]) if self.together.any() else np.array([], np.intp)
        if before.size:
            there = self.cells.row_of(area[before], key[before])
            if there.min() < 0:
                raise _changed(", ".join(self.columns.keys))
            for name in ("outcome", "limit", "margin", "needed", "on_limit", "scalar"):
                getattr(decided, name)[before] = getattr(self.decided, name)[there]
        return pl.DataFrame(columns_of_result(decided, Polars())).to_struct("pr_decided")


@frozen(eq=False)
class Codes:
    """What the cells of a column stand for, ready to be looked up."""

    name: str
    told: Mapping[Any, int]

    @cached_property
    def _cells(self) -> list[Any]:
        return sorted(self.told)

    @cached_property
    def _values(self) -> NDArray[np.int64] | None:
        """The codes by the places of cells; none where they are the same."""
        values = [self.told[cell] for cell in self._cells]
        return None if values == list(range(len(values))) else np.array(values)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(np.array(self._cells))

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._cells)

    def of(self, column: pl.Series, *, known: bool) -> NDArray[np.int64]:
        """Return the code of each cell; a file that has changed since it was checked is refused, by the query."""
        import polars as pl  # noqa: PLC0415

        if column.dtype.is_integer():
            places = self._numbers.places(column.to_numpy())
        else:
            places = self._texts.places(column.cast(pl.String), known=known)
        if places.max(initial=-1) == len(self._cells):
            raise _changed(self.name)
        return places if self._values is None else looked_up(self._values, places)


def _changed(name: str) -> Exception:
    """Return the refusal of cells that were not checked; polars makes errors of a query anew, from their text alone."""
    import polars as pl  # noqa: PLC0415

    return pl.exceptions.ComputeError(str(FrameError(name, *_CHANGED)))


_CHANGED = (
    Words("有核对时没有的内容：表在核对之后变了", "cells that were not there when it was checked: it has changed"),
    Words("重新判定：evaluate(…)", "judge it again: evaluate(…)"),
)


def batches_of(
    table: nw.LazyFrame[Any], columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int], rows: int
) -> Batches:
    """Fetch the rows and areas that batches of a table of so many rows are held against."""

    names = [*columns.keys, *columns.figures]
    native: pl.LazyFrame = table.to_native()
    known = native.filter(_wanted(columns, grid, pairs)).select(names).collect(engine="streaming")
    return Batches(columns, grid, pairs, _areas(native, columns, rows // max(len(pairs), 1)), known)


def _areas(native: pl.LazyFrame, columns: Columns, expected: int) -> Sequence[Any]:
    """Return the areas of a table; of whole numbers that lie close together perhaps more than there are."""
    import polars as pl  # noqa: PLC0415

    if "area" not in columns:
        return [None]
    area = pl.col(columns["area"])
    if native.collect_schema()[columns["area"]].is_integer() and expected:
        low, high = native.select(area.min().alias("low"), area.max().alias("high")).collect(engine="streaming").row(0)
        if high - low <= 2 * expected + 1000:
            return range(low, high + 1)
    found: Sequence[Any] = native.select(area.unique()).collect(engine="streaming").to_series().to_list()
    return found


def in_batches(table: nw.LazyFrame[Any], batches: Batches) -> pl.LazyFrame:
    """Return the query with a step that decides each batch."""
    import polars as pl  # noqa: PLC0415

    kinds = pl.Struct(dict(zip(ADDED, (
        pl.Enum(VERDICT_NAMES), pl.Enum(REASONS), pl.Float64, pl.Float64, pl.Float64,
        pl.Boolean, pl.Boolean,
    ), strict=True)))  # fmt: skip
    names = [*batches.columns.keys, *batches.columns.figures]
    batches.decided  # noqa: B018 - made now, or every thread of the query makes it
    decided = pl.struct(names).map_batches(batches.decide, return_dtype=kinds, is_elementwise=True)
    native: pl.LazyFrame = table.to_native()
    return native.with_columns(decided.alias("pr_decided")).unnest("pr_decided")


def _wanted(columns: Columns, grid: Grid, pairs: Mapping[tuple[Any, Any], int]) -> pl.Expr:
    """Say which rows other rows need: bases, and those of rules that ask of several rows."""
    import polars as pl  # noqa: PLC0415

    step = len(grid.periods)
    rules = {key // step for key, limit in enumerate(grid.limits) if limit.steps is None or limit.every}
    wanted: dict[Any, set[Any]] = {}
    for (indicator, period), key in pairs.items():
        if key // step in rules or key in grid.bases:
            wanted.setdefault(indicator, set()).add(period)
    alike: dict[frozenset[Any], list[Any]] = {}
    for indicator, periods in wanted.items():
        alike.setdefault(frozenset(periods), []).append(indicator)
    indicator, period = pl.col(columns["indicator"]), pl.col(columns["period"])
    told = [indicator.is_in(indicators) & period.is_in(list(periods)) for periods, indicators in alike.items()]
    return pl.any_horizontal(told) if told else pl.lit(value=False)
