"""A table in memory as arrays: the codes of its keys and its figures, and where each key stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.frames.blocks import blocks, in_blocks
from prevention_rules.frames.engines import Codes, Doubles
from prevention_rules.frames.figures import Figure

Rows = NDArray[np.intp]


def is_dense(size: int, rows: int) -> bool:
    """Say whether a place for each of *size* numbers takes no more room than the rows that fill them warrant."""
    return size <= 4 * rows + 100_000


class Distinct:
    """The different numbers among those that are added, by several threads at once."""

    @classmethod
    def among(cls, size: int, rows: int) -> Distinct:
        """Return room for so many numbers below *size*."""
        return _Marked(np.zeros(size, bool)) if is_dense(size, rows) else _Listed([])

    def add(self, numbers: NDArray[np.int64]) -> None:
        """Add numbers."""
        raise NotImplementedError

    def number(self) -> int:
        """Count the different ones."""
        raise NotImplementedError


@frozen(eq=False)
class _Marked(Distinct):
    there: NDArray[np.bool_]

    def add(self, numbers: NDArray[np.int64]) -> None:
        self.there[numbers] = True

    def number(self) -> int:
        return int(np.count_nonzero(self.there))


@frozen(eq=False)
class _Listed(Distinct):
    parts: list[NDArray[np.int64]]

    def add(self, numbers: NDArray[np.int64]) -> None:
        self.parts.append(numbers)

    def number(self) -> int:
        return len(np.unique(np.concatenate(self.parts)))


def used(codes: Codes, values: Sequence[Any]) -> dict[int, Any]:
    """Return the values that some cell has, by their codes, where no cell is empty."""
    cells = np.zeros(len(values), np.int64)
    for block in blocks(len(codes)):  # what bincount makes of them stays small
        counted = np.bincount(codes[block])
        cells[: len(counted)] += counted
    return {code: values[code] for code in np.flatnonzero(cells).tolist()}


@frozen(kw_only=True, eq=False)
class Cells:
    """The rows of a table: area, rule and period as codes, figures as doubles, NaN where a cell is empty.

    ``key`` is the place of the rule and period among the limits. Of a figure one form is there: ``value``, ``counts``
    (numerator, denominator, missing) or ``span`` (low, high).
    """

    area: Codes
    areas: int
    key: Codes
    keys: int
    value: Doubles | None
    counts: tuple[Doubles, Doubles, Doubles] | None = None
    span: tuple[Doubles, Doubles] | None = None

    def __len__(self) -> int:
        return len(self.key)

    @cached_property
    def values(self) -> Doubles:
        """The plain numbers, NaN where there are none."""
        return np.full(len(self), np.nan) if self.value is None else self.value

    @cached_property
    def counted(self) -> Rows:
        """The rows that hold counts."""
        return np.array([], np.intp) if self.counts is None else np.flatnonzero(~np.isnan(self.counts[1]))

    @cached_property
    def spanned(self) -> Rows:
        """The rows that hold a span."""
        if self.span is None:
            return np.array([], np.intp)
        return np.flatnonzero(~(np.isnan(self.span[0]) & np.isnan(self.span[1])))

    def figure(self, row: int | np.intp) -> Figure:
        """Return the figure of a row; whole numbers as such."""
        counts, span = self.counts or (None, None, None), self.span or (None, None)
        return Figure(*(_cell(column, row) for column in (self.value, *counts, *span)))

    @cached_property
    def places(self) -> Places:
        """Where the row of an area, rule and period stands."""
        size = self.areas * self.keys
        if is_dense(size, len(self)):
            return Dense.of(self, size)
        return Sorted.of(self.slots(slice(None)))

    def slots(self, block: slice) -> NDArray[np.int64]:
        """Return the numbers of the keys of rows: the place that each would have in a full table."""
        return self.area[block].astype(np.int64) * self.keys + self.key[block]

    def row_of(self, area: NDArray[Any], key: NDArray[Any] | int) -> Rows:
        """Return the rows of areas and keys; -1 where there is none."""
        return self.places.find(area.astype(np.int64) * self.keys + key)


def _cell(column: Doubles | None, row: int | np.intp) -> float | int | None:
    cell = np.nan if column is None else float(column[row])
    return None if cell != cell else int(cell) if cell.is_integer() else cell


class Places:
    """Finds rows by the number of their key."""

    def find(self, slots: NDArray[Any]) -> Rows:
        """Return the row of each slot; -1 where there is none."""
        raise NotImplementedError

    def twice(self) -> Rows:
        """Return the rows whose key another row has as well; few of them are enough."""
        raise NotImplementedError


@frozen(eq=False)
class Dense(Places):
    """A row for every slot there can be."""

    cells: Cells
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, cells: Cells, size: int) -> Dense:
        """Write each row into its slot; of several rows of one key, which are refused, one overwrites the others."""
        rows = np.full(size, -1, dtype=np.int32)

        def write(block: slice) -> None:
            slots = cells.slots(block)
            rows[slots] = np.arange(block.start, block.start + len(slots), dtype=np.int32)

        in_blocks(len(cells), write)
        return cls(cells, rows)

    def find(self, slots: NDArray[Any]) -> Rows:
        """Return the row of each slot; -1 where there is none."""
        found: Rows = self.rows[slots]
        return found

    def twice(self) -> Rows:
        """Return the rows whose key another row has as well, first rows first."""
        if np.count_nonzero(self.rows >= 0) == len(self.cells):
            return np.array([], dtype=np.intp)
        last = self.rows[self.cells.slots(slice(None))]
        overwritten = np.flatnonzero(last != np.arange(len(last)))
        return np.sort(np.concatenate([overwritten, np.unique(last[overwritten])]))


@frozen(eq=False)
class Sorted(Places):
    """The slots in order, where there are far more that no row has."""

    slots: NDArray[Any]
    order: Rows

    @classmethod
    def of(cls, slots: NDArray[Any]) -> Sorted:
        """Sort the slots."""
        order = np.argsort(slots, kind="stable")
        return cls(slots[order], order)

    def find(self, slots: NDArray[Any]) -> Rows:
        """Return the row of each slot; -1 where there is none."""
        at = np.minimum(np.searchsorted(self.slots, slots), max(len(self.slots) - 1, 0))
        return np.where(self.slots[at] == slots, self.order[at], -1) if len(self.slots) else np.full(len(slots), -1)

    def twice(self) -> Rows:
        """Return the rows whose key another row has as well, first rows first."""
        same = self.slots[1:] == self.slots[:-1]
        return np.sort(self.order[np.append(same, False) | np.insert(same, 0, False)])
