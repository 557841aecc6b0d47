"""What differs between tables in memory: how texts become codes, and columns of the result are built."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

import narwhals as nw

from prevention_rules.errors import FrameError
from prevention_rules.extras import needed
from prevention_rules.frames.columns import KEY_KINDS
from prevention_rules.frames.listed import Numbers, Texts, places_of_all
from prevention_rules.text import Words

with needed("frames", "numpy"):
    import numpy as np
    from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]
Doubles = NDArray[np.float64]


class Engine(Protocol):
    """A library of tables in memory."""

    def codes(self, column: Any, expected: Sequence[str]) -> tuple[Codes, list[Any]]:
        """Return the place of each cell of a native column in a list of values; -1 where it is empty.

        Where *expected* texts are all there is, a library may find them faster; some of them no cell may have.
        """

    def labels(self, codes: NDArray[Any], names: Sequence[str]) -> Any:
        """Return a native column of categories."""

    def numbers(self, doubles: Doubles) -> Any:
        """Return a native column of numbers, NaN being empty."""

    def flags(self, flags: NDArray[np.bool_]) -> Any:
        """Return a native column of true and false."""

    def with_columns(self, table: Any, columns: Mapping[str, Any]) -> Any:
        """Return a native table with more columns."""


class Polars:
    """Polars in memory."""

    def codes(self, column: Any, expected: Sequence[str]) -> tuple[Codes, list[Any]]:
        """Return codes and distinct values."""
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        texts, distinct = column.cast(pl.String), list(expected)
        codes = places_of_all(Texts(distinct), texts, len(distinct))
        if np.count_nonzero(codes == len(distinct)) != texts.null_count():
            distinct = texts.unique().drop_nulls().to_list()
            codes = places_of_all(Texts(distinct), texts, len(distinct))
        if texts.null_count():
            codes[codes == len(distinct)] = -1
        return codes, distinct

    def labels(self, codes: NDArray[Any], names: Sequence[str]) -> Any:
        """Return an Enum."""
        import polars as pl  # noqa: PLC0415

        return _categories(tuple(names)).gather(pl.Series(codes))

    def numbers(self, doubles: Doubles) -> Any:
        """Return numbers."""
        import polars as pl  # noqa: PLC0415

        return pl.Series(doubles, nan_to_null=True)

    def flags(self, flags: NDArray[np.bool_]) -> Any:
        """Return flags."""
        import polars as pl  # noqa: PLC0415

        return pl.Series(flags)

    def with_columns(self, table: Any, columns: Mapping[str, Any]) -> Any:
        """Return a DataFrame."""
        return table.with_columns(**columns)


@cache
def _categories(names: tuple[str, ...]) -> Any:
    import polars as pl  # noqa: PLC0415

    return pl.Series(names, dtype=pl.Enum(names))


_NO_KEY = (
    Words("格子里不是文字，也不是整数", "cells are neither texts nor whole numbers"),
    KEY_KINDS,
)


class Pandas:
    """Pandas."""

    def codes(self, column: Any, expected: Sequence[str]) -> tuple[Codes, list[Any]]:
        """Return codes and distinct values."""
        import pandas as pd  # noqa: PLC0415

        try:
            codes, distinct = pd.factorize(column)
        except TypeError:  # lists and the like
            raise FrameError(str(column.name), *_NO_KEY) from None
        return codes, list(distinct)

    def labels(self, codes: NDArray[Any], names: Sequence[str]) -> Any:
        """Return a Categorical."""
        import pandas as pd  # noqa: PLC0415

        return pd.Categorical.from_codes(codes, categories=list(names))

    def numbers(self, doubles: Doubles) -> Any:
        """Return numbers."""
        return doubles

    def flags(self, flags: NDArray[np.bool_]) -> Any:
        """Return flags."""
        return flags

    def with_columns(self, table: Any, columns: Mapping[str, Any]) -> Any:
        """Return a DataFrame with the index of *table*."""
        return table.assign(**columns)


class Arrow:
    """Arrow tables."""

    def codes(self, column: Any, expected: Sequence[str]) -> tuple[Codes, list[Any]]:
        """Return codes and distinct values."""
        import pyarrow as pa  # noqa: PLC0415

        if pa.types.is_dictionary(column.type):  # whose values may be there twice, or be empty
            column = column.cast(column.type.value_type)
        coded = column.dictionary_encode()
        whole = coded.unify_dictionaries().combine_chunks() if coded.num_chunks != 1 else coded.chunk(0)
        return whole.indices.fill_null(-1).to_numpy(), whole.dictionary.to_pylist()

    def labels(self, codes: NDArray[Any], names: Sequence[str]) -> Any:
        """Return a dictionary of texts."""
        import pyarrow as pa  # noqa: PLC0415

        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), list(names))

    def numbers(self, doubles: Doubles) -> Any:
        """Return numbers."""
        import pyarrow as pa  # noqa: PLC0415

        return pa.array(doubles, from_pandas=True)

    def flags(self, flags: NDArray[np.bool_]) -> Any:
        """Return flags."""
        import pyarrow as pa  # noqa: PLC0415

        return pa.array(flags)

    def with_columns(self, table: Any, columns: Mapping[str, Any]) -> Any:
        """Return a Table."""
        for name, column in columns.items():
            table = table.append_column(name, column)
        return table


ENGINES: Mapping[nw.Implementation, Engine] = {
    nw.Implementation.POLARS: Polars(),
    nw.Implementation.PANDAS: Pandas(),
    nw.Implementation.PYARROW: Arrow(),
}


def doubles_of(column: nw.Series[Any]) -> Doubles:
    """Return the numbers of a column as doubles, NaN where it is empty."""
    told = column if column.dtype == nw.Float64 else column.cast(nw.Float64)
    if column.implementation.is_polars():  # which takes three times as long to make NaN of empty cells in passing
        told = told.fill_null(math.nan)
    return told.to_numpy()


def codes_of(column: nw.Series[Any], engine: Engine, expected: Sequence[str] = ()) -> tuple[Codes, Sequence[Any]]:
    """Return the place of each cell in a list of values, -1 where it is empty; whole numbers may be codes already.

    The list may hold values that no cell has.
    """
    if not column.dtype.is_integer() or column.is_null().any() or not len(column):
        return engine.codes(column.to_native(), expected)
    cells = column.to_numpy()
    if cells.dtype not in (np.int32, np.int64):
        if cells.dtype == np.uint64 and cells.max() >= 2**63:
            values, codes = np.unique(cells, return_inverse=True)
            return codes, values.tolist()
        cells = cells.astype(np.int64)
    low, high = int(cells.min()), int(cells.max())
    listed = None if high - low < 1000 else Numbers.among(cells)
    if listed is None or high - low <= 2 * len(listed.numbers):
        return cells - low if low else cells, range(low, high + 1)
    return places_of_all(listed, cells, len(listed.numbers)), listed.numbers.tolist()
