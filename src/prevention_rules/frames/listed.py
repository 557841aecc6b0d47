"""Where the cells of a column stand in a list of different values: texts of polars, and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import frozen

from prevention_rules.extras import needed
from prevention_rules.frames.blocks import in_blocks

with needed("frames", "numpy"):
    import numpy as np
    from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Places = NDArray[np.intp]


@frozen(eq=False)
class Texts:
    """A list of different texts.

    polars hashes a text in a seventh of the time that it takes to find it among the categories of an Enum. So tables of
    hashes say which text a cell can be at all, and then the two are compared.
    """

    texts: Sequence[str]

    def places(self, cells: pl.Series, *, known: bool = False) -> Places:
        """Return the place of each cell of a column of texts; the number of texts for one that is none of them.

        Where it is *known* already that every cell is one of the texts, they are not compared again.
        """
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        hashes = cells.hash(self._hashes.seed).to_numpy()
        places = self._hashes.places(hashes)
        if known:
            return places
        other = self._series.gather(pl.Series(places)).ne_missing(cells)
        if other.any():
            places[other.to_numpy()] = len(self.texts)
        return places

    @cached_property
    def _series(self) -> pl.Series:
        """The texts, and an empty cell for all others."""
        import polars as pl  # noqa: PLC0415

        return pl.Series([*self.texts, None], dtype=pl.String)

    @cached_property
    def _hashes(self) -> _Hashes:
        """The hashes of the texts, by a seed that makes different ones of them."""
        found = (_Hashes.of(seed, self._series[:-1].hash(seed).to_numpy()) for seed in count())
        return next(one for one in found if one is not None)


@frozen(eq=False)
class _Hashes:
    """Different hashes, and tables that lead to their places: what one has no room for is in the next.

    A slot of the table at a level is some of the bits of a hash.
    """

    seed: int
    hashes: NDArray[np.uint64]
    tables: Sequence[NDArray[np.intp]]

    @classmethod
    def of(cls, seed: int, hashes: NDArray[np.uint64]) -> _Hashes | None:
        """Return the tables; None for hashes that are not different, or fall into one slot too often."""
        left, tables = np.arange(len(hashes)), []
        for level in range(_LEVELS):
            table = np.full(max(_ROOM, 16 << len(left).bit_length()), len(hashes), np.intp)
            slots = _slots(hashes[left], table, level)
            table[slots] = left
            tables.append(table)
            left = left[table[slots] != left]
            if not left.size:
                return cls(seed, np.append(hashes, np.uint64(0)), tables)
        return None

    def places(self, hashes: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Return the place that each of *hashes* has, or some other place."""
        first, *others = self.tables
        places = first.take(_slots(hashes, first, 0), mode="clip")
        for level, table in enumerate(others, 1):
            rows = np.flatnonzero(self.hashes.take(places, mode="clip") != hashes)
            places[rows] = table.take(_slots(hashes[rows], table, level), mode="clip")
        return places


_LEVELS = 4
_ROOM = 1 << 14
"""Slots enough for the texts of most lists to be in the first table, and few enough for the cache."""


def _slots(hashes: NDArray[np.uint64], table: NDArray[np.intp], level: int) -> NDArray[np.intp]:
    slots = hashes >> np.uint64(64 // _LEVELS * level)
    slots &= np.uint64(len(table) - 1)
    return slots.view(np.intp)


@frozen(eq=False)
class Numbers:
    """A list of different whole numbers, in ascending order."""

    numbers: NDArray[np.integer[Any]]

    @classmethod
    def among(cls, cells: NDArray[np.integer[Any]]) -> Numbers:
        """Return the numbers that cells have."""
        low, high = int(cells.min()), int(cells.max())
        if high - low > 2 * len(cells) + 1000:
            return cls(np.unique(cells).astype(np.int64))
        there = np.zeros(high - low + 1, bool)

        def mark(block: slice) -> None:
            there[cells[block].astype(np.int64) - low] = True

        in_blocks(len(cells), mark)
        return cls(np.flatnonzero(there) + low)

    def places(self, cells: NDArray[np.integer[Any]]) -> Places:
        """Return the place of each cell; the number of numbers for one that is none of them."""
        if not len(self.numbers):
            return np.zeros(len(cells), np.intp)
        cells = cells.astype(self.numbers.dtype)
        if self._table is not None:
            cells -= self._low
            found: Places = self._table.take(cells, mode="clip")
            return found
        places: Places = np.searchsorted(self.numbers, cells)
        places[self.numbers.take(places, mode="clip") != cells] = len(self.numbers)
        return places

    @property
    def _low(self) -> int:
        """What the first entry of the table stands for: no number, as the last."""
        return int(self.numbers[0]) - 1

    @cached_property
    def _table(self) -> Places | None:
        """The places by number, with none on either side; no table where the numbers lie too far apart."""
        size = int(self.numbers[-1]) - self._low + 2
        if size > _WIDEST or max(-self._low, int(self.numbers[-1])) >= _FARTHEST:
            return None
        table = np.full(size, len(self.numbers), np.intp)
        table[self.numbers - self._low] = np.arange(len(self.numbers))
        return table


_FARTHEST = 2**62
"""Nearer to zero than this, no difference of two numbers wraps around to an entry of the table."""
_WIDEST = 1 << 22
"""The most entries that a table of places has: 32 MB."""


def places_of_all(listed: Texts | Numbers, column: Any, size: int) -> NDArray[np.signedinteger[Any]]:
    """Return the places of a whole column in a list of so many, found block by block."""
    kind: type[np.signedinteger[Any]] = np.int16 if size < 2**15 else np.int32
    places = np.empty(len(column), kind)

    def find(block: slice) -> None:
        places[block] = listed.places(column[block])

    in_blocks(len(column), find)
    return places
