"""Figures from any dataframe, through narwhals: an optional door (``pip install prevention-rules[frames]``)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from typing import Any

from prevention_rules.errors import FormatError
from prevention_rules.evidence.figures import Figures
from prevention_rules.evidence.headers import Layout
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.tables import Found, Place, Table, declared, is_usable, read_header
from prevention_rules.extras import needed
from prevention_rules.text import Words

with needed("frames", "narwhals"):
    import narwhals as nw


def read_frame(
    frame: Any,
    *,
    name: str = "frame",
    layout: Layout | None = None,
    percent_numbers: PercentNumbers | None = None,
    missing_marks: Iterable[str] = (),
) -> Figures:
    """Read figures from a dataframe (pandas, polars, pyarrow …) with the columns of a CSV report.

    The columns are named in Chinese (指标, 年份, 数值, 分子, 分母, 街道 …) or English, as for
    `read_observations`, and the same things are declared. None, NaN and empty text are reports that are
    missing, never zeros. Numbers stay exact: a float is read as the shortest decimal it stands for, in
    its own precision. Raises `ObservationFileError` with every fault; rows are counted from 1, and
    *name* stands for the file.

    >>> import pandas
    >>> read_frame(pandas.DataFrame({"指标": [26, 28], "年份": [2025, 2025], "数值": [28.0, None]}))[0].value
    28.0
    """
    said, found, place = declared(layout, percent_numbers, missing_marks), Found(), Place(name)
    try:
        table = nw.from_native(frame, eager_only=True)
    except TypeError:
        raise FormatError(
            Words(f"frame 应是数据框（pandas、polars …），不能是 {type(frame).__name__}",
                  f"frame is a dataframe (pandas, polars …), not {type(frame).__name__}")
        ) from None  # fmt: skip
    columns = read_header([[str(header).strip()] for header in table.columns], place, None, said.layout, found)
    if is_usable(columns):
        cells = [_cells(table.get_column(header)) for header in table.columns]
        Table(place, columns, said, found).read(enumerate(zip(*cells, strict=True), 1))
    return found.figures()


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
