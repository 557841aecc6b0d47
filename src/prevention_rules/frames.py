"""Observations from any dataframe, through narwhals: an optional door (``pip install prevention-rules[frames]``)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from typing import Any

import narwhals as nw

from prevention_rules.assessments.reports import observations_of, read_header
from prevention_rules.errors import Fault, ObservationFileError
from prevention_rules.evidence.observations import Observation


def read_frame(frame: Any, *, name: str = "frame") -> tuple[Observation, ...]:
    """Read observations from a dataframe (pandas, polars, pyarrow …) with the columns of a CSV report.

    The columns are named in Chinese (指标, 年份, 数值, 分子, 分母, 街道 …) or English, as for
    `read_observations`. None, NaN and empty text are reports that are missing, never zeros. Numbers
    stay exact: a float is read as the shortest decimal it stands for, in its own precision. Raises
    `ObservationFileError` with every fault; rows are counted from 1, and *name* stands for the file.

    >>> import pandas
    >>> read_frame(pandas.DataFrame({"指标": [26, 28], "年份": [2025, 2025], "数值": [28.0, None]}))[0].value
    28.0
    """
    table = nw.from_native(frame, eager_only=True)
    faults: list[Fault] = []
    columns = read_header(table.columns, name, None, faults)
    cells = [_cells(table[header]) for header in table.columns]
    found = [
        one
        for at, row in enumerate(zip(*cells, strict=True), 1)
        for one in _observations(row, columns, name, at, faults)
    ]
    if faults:
        raise ObservationFileError(faults)
    return tuple(found)


def _observations(
    row: Sequence[Any], columns: Sequence[str], name: str, at: int, faults: list[Fault]
) -> Iterator[Observation]:
    told = {key: cell for key, cell in zip(columns, row, strict=True) if key and cell is not None}
    for key in ("indicator", "period"):  # a column with gaps turns whole numbers into floats
        if isinstance(told.get(key), float) and told[key].is_integer():
            told[key] = int(told[key])
    yield from observations_of(told, name, at, faults)


def _cells(column: Any) -> list[Any]:
    """Return the cells of a column as plain Python values, None for what is missing."""
    shorten = _as_float32 if column.dtype == nw.Float32 else _same
    missing = column.is_null().to_list()
    return [None if gone else _cell(value, shorten) for value, gone in zip(column.to_list(), missing, strict=True)]


def _cell(value: Any, shorten: Any) -> Any:
    if hasattr(value, "item"):  # a number of numpy's in a column of mixed objects
        value = value.item()
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return None if math.isnan(value) else shorten(float(value))
    return value


def _same(value: float) -> float:
    return value


def _as_float32(value: float) -> float:
    """Return the shortest decimal that a 32-bit float stands for: 76.4, not 76.4000015258789."""
    kept = struct.pack("f", value)
    return next(short for digits in range(1, 18) if struct.pack("f", short := float(f"{value:.{digits}g}")) == kept)
