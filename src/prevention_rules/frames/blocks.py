"""Work on long arrays: block by block, by as many threads as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from prevention_rules.extras import needed

with needed("frames", "numpy"):
    from numpy.typing import NDArray

BLOCK = 1 << 18
"""So many rows at a time fit the cache."""


def blocks(rows: int) -> Iterator[slice]:
    """Yield slices that cover so many rows."""
    for at in range(0, rows, BLOCK):
        yield slice(at, at + BLOCK)


def in_blocks(rows: int, work: Callable[[slice], None]) -> None:
    """Do a work on every block of so many rows, by as many threads as there are processors."""
    if rows <= BLOCK:
        work(slice(0, rows))
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(work, blocks(rows)):
            pass


def looked_up(column: NDArray[Any], places: NDArray[Any], out: NDArray[Any] | None = None) -> NDArray[Any]:
    """Look up a column at places that it has: nothing to check, which is what takes time."""
    return column.take(places, mode="clip", out=out)
