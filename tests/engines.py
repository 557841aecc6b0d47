"""The same table in every engine, and what each gives back, as plain columns in the order of the rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Table = Mapping[str, Any]


def polars(table: Table) -> Any:
    import polars as pl

    return pl.DataFrame(table)


def lazy_polars(table: Table) -> Any:
    return polars(table).lazy()


def pandas(table: Table) -> Any:
    import pandas as pd

    return pd.DataFrame(table)


def pyarrow(table: Table) -> Any:
    import pyarrow as pa

    return pa.table(dict(table))


@cache
def connection() -> Any:
    import duckdb

    return duckdb.connect()


def duckdb(table: Table) -> Any:
    return connection().from_arrow(pyarrow(table))


@cache
def session() -> Any:
    """Start Spark once for all tests; it takes longer than they do."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.default.parallelism": "1",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.log.level": "ERROR",
        "spark.sql.codegen.wholeStage": "false",
    }  # fmt: skip
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else Spark takes the first python3 there is, whichever that is
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def spark(table: Table) -> Any:
    from pyspark.sql import types

    of = {int: types.LongType(), float: types.DoubleType(), str: types.StringType()}
    kinds = {name: next((type(one) for one in column if one is not None), float) for name, column in table.items()}
    schema = types.StructType([types.StructField(name, of[kind]) for name, kind in kinds.items()])
    return session().createDataFrame(list(zip(*table.values(), strict=True)), schema)


EAGER: dict[str, Callable[[Table], Any]] = {"polars": polars, "pandas": pandas, "pyarrow": pyarrow}
WAITING: dict[str, Callable[[Table], Any]] = {"lazy polars": lazy_polars, "duckdb": duckdb, "spark": spark}
ENGINES = EAGER | WAITING


def columns(frame: Any) -> dict[str, list[Any]]:
    """Return a table of any engine as plain columns; those of an engine without an order in that of column ``n``."""
    import narwhals as nw

    table = nw.from_native(frame)
    if isinstance(table, nw.LazyFrame):
        table = table.sort("n").collect() if "n" in table.collect_schema() else table.collect()
    told = {name: table[name].to_list() for name in table.columns}
    return {name: [None if one is None or one != one else one for one in cells] for name, cells in told.items()}
