"""A table in memory as arrays: the codes of its keys and its figures, and where each key stands."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.frames.engines import Codes, Doubles

Rows = NDArray[np.intp]


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
    def places(self) -> Places:
        """Where the row of an area, rule and period stands."""
        size = self.areas * self.keys
        slots = self.area.astype(np.int32 if size < 2**31 else np.int64) * self.keys + self.key
        return Dense.of(slots, size) if size <= 4 * len(self) + 100_000 else Sorted.of(slots)

    def row_of(self, area: NDArray[Any], key: NDArray[Any]) -> Rows:
        """Return the rows of areas and keys; -1 where there is none."""
        return self.places.find(area.astype(np.int64) * self.keys + key)


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

    slots: NDArray[Any]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, slots: NDArray[Any], size: int) -> Dense:
        """Write each row into its slot; a later row overwrites one of the same key."""
        rows = np.full(size, -1, dtype=np.int32)
        rows[slots] = np.arange(len(slots), dtype=np.int32)
        return cls(slots, rows)

    def find(self, slots: NDArray[Any]) -> Rows:
        """Return the row of each slot; -1 where there is none."""
        return self.rows[slots]

    def twice(self) -> Rows:
        """Return the rows whose key another row has as well, first rows first."""
        overwritten = np.flatnonzero(self.rows[self.slots] != np.arange(len(self.slots), dtype=np.int32))
        return np.sort(np.concatenate([overwritten, np.unique(self.rows[self.slots[overwritten]])]))


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
