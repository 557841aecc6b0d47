"""What differs between engines that wait: how a small table comes to stand beside theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import narwhals as nw

from prevention_rules.arguments import another_kind

Kind = type | tuple[str, ...]
"""The kind of the cells of a column: int, float, str, bool, or one of the texts that are given."""

Kinds = Mapping[str, Kind]
"""The columns of a small table with their kinds."""


class LazyEngine(Protocol):
    """An engine whose tables are queries."""

    def small(self, beside: nw.LazyFrame[Any], kinds: Kinds, rows: Sequence[Sequence[Any]]) -> nw.LazyFrame[Any]:
        """Return a small table in the engine, and the connection, that *beside* lives in."""


class LazyPolars:
    """Polars that waits."""

    def small(self, beside: nw.LazyFrame[Any], kinds: Kinds, rows: Sequence[Sequence[Any]]) -> nw.LazyFrame[Any]:
        """Return a LazyFrame."""
        import polars as pl  # noqa: PLC0415 - only who has such a table has the library

        schema = beside.to_native().collect_schema()
        of = {int: pl.Int64, float: pl.Float64, str: pl.String, bool: pl.Boolean}
        told = pl.LazyFrame(list(rows), {name: of[_plain(kind)] for name, kind in kinds.items()}, orient="row")
        return nw.from_native(told.cast({name: schema[name] for name in kinds if name in schema}))


class DuckDb:
    """Relations of DuckDB."""

    def small(self, beside: nw.LazyFrame[Any], kinds: Kinds, rows: Sequence[Sequence[Any]]) -> nw.LazyFrame[Any]:
        """Return a relation of the same connection."""
        wide = [kind is int and any((row[at] or 0) >= 2**63 for row in rows) for at, kind in enumerate(kinds.values())]
        listed = ", ".join(
            f'CAST(column{at} AS {"UBIGINT" if wide[at] else _duckdb(kind)}) AS "{name}"'
            for at, (name, kind) in enumerate(kinds.items())
        )
        import pyarrow as pa  # noqa: PLC0415

        told = pa.table({
            f"column{at}": pa.array([row[at] for row in rows], pa.uint64() if wide[at] else _arrow(pa)[_plain(kind)])
            for at, kind in enumerate(kinds.values())
        })  # fmt: skip
        relation = beside.to_native().query("beside", f"SELECT {listed} FROM told")
        del told
        found: nw.LazyFrame[Any] = nw.from_native(relation)
        return found


def _plain(kind: Kind) -> type:
    return str if isinstance(kind, tuple) else kind


def _duckdb(kind: Kind) -> str:
    if isinstance(kind, tuple):
        return f"ENUM ({', '.join(map(repr, kind))})"
    return {int: "BIGINT", float: "DOUBLE", str: "VARCHAR", bool: "BOOLEAN"}[kind]


def _arrow(pa: Any) -> dict[type, Any]:
    return {int: pa.int64(), float: pa.float64(), str: pa.string(), bool: pa.bool_()}


class Spark:
    """PySpark."""

    def small(self, beside: nw.LazyFrame[Any], kinds: Kinds, rows: Sequence[Sequence[Any]]) -> nw.LazyFrame[Any]:
        """Return a DataFrame of the same session, sent to every worker."""
        from pyspark.sql import functions, types  # noqa: PLC0415

        of = {int: types.LongType, float: types.DoubleType, str: types.StringType, bool: types.BooleanType}
        schema = types.StructType([types.StructField(name, of[_plain(kind)]()) for name, kind in kinds.items()])
        session = beside.to_native().sparkSession
        return nw.from_native(functions.broadcast(session.createDataFrame([tuple(row) for row in rows], schema)))


_LAZY: Mapping[nw.Implementation, LazyEngine] = {
    nw.Implementation.POLARS: LazyPolars(),
    nw.Implementation.DUCKDB: DuckDb(),
    nw.Implementation.PYSPARK: Spark(),
}


def engine_of(frame: nw.LazyFrame[Any]) -> LazyEngine:
    """Return the engine of a lazy table; raises `FormatError` for one that was never tried."""
    found = _LAZY.get(frame.implementation)
    if found is None:
        raise another_kind(
            frame.implementation, "frame", "polars、pandas、pyarrow、DuckDB 或 PySpark 的表",
            "a table of polars, pandas, pyarrow, DuckDB or PySpark",
        )  # fmt: skip
    return found
