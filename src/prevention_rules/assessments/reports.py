"""Reports as tables: the rows of a CSV file or a dataframe into observations, every fault at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from prevention_rules.errors import Fault, ObservationFileError, StatedError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.text import Words, did_you_mean

HEADERS = {
    "指标": "indicator", "编号": "indicator", "indicator": "indicator",
    "指标名称": "name", "名称": "name", "name": "name",
    "年份": "period", "时期": "period", "year": "period", "period": "period",
    "数值": "value", "value": "value",
    "分子": "numerator", "numerator": "numerator",
    "分母": "denominator", "denominator": "denominator",
    "缺报": "missing", "missing": "missing",
    "单位": "unit", "unit": "unit",
    "地区": "area", "街道": "area", "area": "area",
    "口径": "definition", "definition": "definition",
    "状态": "status", "status": "status",
    "来源": "source", "source": "source",
    "需要": "needed", "needed": "needed",
    "填报单位": "holder", "holder": "holder",
    "备注": "remark", "remark": "remark",
}  # fmt: skip
"""The column headers that are understood, in Chinese and English; the last three are for people only."""


def read_observations(path: str | Path) -> tuple[Observation, ...]:
    """Read observations from a CSV file in UTF-8; lines that start with ``#`` are remarks.

    The header names the columns, in Chinese (指标, 年份, 数值, 分子, 分母, 地区, 状态, 来源 …) or English. A
    row without a figure is a report that is missing, never a zero: it yields no observation. Raises
    `ObservationFileError` with every fault, each with its line, column and cure.
    """
    path = Path(path)
    faults: list[Fault] = []
    rows = list(_rows(_lines(path), path.name, faults))
    at, header = rows[0] if rows else (None, [])
    columns = read_header(header, path.name, at, faults)
    readable = rows[1:] if "indicator" in columns and "period" in columns else []
    found = [one for at, cells in readable for one in _from_cells(cells, columns, path.name, at, faults)]
    if faults:
        raise ObservationFileError(faults)
    return tuple(found)


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the numbered lines that are neither empty nor remarks."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        cure = Words("另存为“CSV UTF-8”", "save it as CSV UTF-8")
        fault = Fault(path.name, line, "", "", Words("文件不是 UTF-8 编码", "the file is not UTF-8"), cure)
        raise ObservationFileError([fault]) from None
    return [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]


def _rows(lines: Sequence[tuple[int, str]], file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins in; a quoted cell may run over several lines."""
    reader = csv.reader((line + "\n" for _, line in lines), strict=True)
    begins = 0
    try:
        for row in reader:
            yield lines[begins][0], [cell.strip() for cell in row]
            begins = reader.line_num
    except csv.Error as error:
        cure = Words("引号要成对", "quotes come in pairs")
        faults.append(
            Fault(file, lines[begins][0], "", "", Words(f"不是正确的 CSV：{error}", f"not valid CSV: {error}"), cure)
        )


def read_header(header: Sequence[str], file: str, line: int | None, faults: list[Fault]) -> list[str]:
    """Return what each column means, ``""`` where that is not known, and note every fault of the header."""
    columns = [HEADERS.get(cell, "") for cell in header]
    for at, cell in enumerate(header):
        if not columns[at]:
            problem = Words(f"不认识列“{cell}”", f"the column {cell!r} is not known")
            faults.append(Fault(file, line, "header", cell, problem, _guess(cell)))
        elif columns[at] in columns[:at]:
            problem = Words(f"“{cell}”与前面的一列同义", f"{cell} means the same as a column before it")
            cure = Words("只留一列，或把另一列改名为 备注", "keep one of them, or call the other remark")
            faults.append(Fault(file, line, "header", cell, problem, cure))
    for needed, said in (("indicator", "指标"), ("period", "年份")):
        if needed not in columns:
            problem = Words(f"缺少列“{said}”", f"the column {said} ({needed}) is missing")
            cure = Words(f"加上“{said}”一列", f"add a column {said}")
            faults.append(Fault(file, line, "header", said, problem, cure))
    return columns


def _guess(cell: str) -> Words:
    listed = "、".join(HEADERS)
    return did_you_mean(cell, HEADERS, cutoff=0.5) or Words(f"可用：{listed}", f"use one of {listed}")


def _from_cells(
    cells: Sequence[str], columns: Sequence[str], file: str, line: int, faults: list[Fault]
) -> Iterator[Observation]:
    if any(cells[len(columns) :]):
        problem = Words("这一行的格数比表头多", "the row has more cells than the header")
        cure = Words('数里有逗号的要加引号，如 "1,000"', 'quote numbers with a comma, such as "1,000"')
        faults.append(Fault(file, line, cells[0], "", problem, cure))
        return
    named = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}
    yield from observations_of(named, file, line, faults)


def observations_of(cells: Mapping[str, Any], file: str, line: int, faults: list[Fault]) -> Iterator[Observation]:
    """Yield the figures of a row, given as its cells that hold something: a value, a count out of a whole, or both.

    A row that has only 缺报 says how many members have not reported, and nothing else.
    """
    told = {key: cell for key, cell in cells.items() if key in _TOLD}
    try:
        for value in _values(cells):
            place = f"{file}:{line}"
            yield Observation(cells.get("indicator", ""), cells.get("period", ""), value, place=place, **told)
    except StatedError as error:
        cure = Words("改正这一行；没有数就把数值留空", "mend this row; leave the value empty where there is none")
        faults.append(Fault(file, line, f"{cells.get('indicator', '?')}", "", error.problem, cure))


_TOLD = ("name", "unit", "area", "status", "source", "definition")


def _values(cells: Mapping[str, Any]) -> Iterator[Any]:
    if "value" in cells:
        yield cells["value"]
    if "numerator" in cells or "denominator" in cells:
        yield Ratio(cells.get("numerator", ""), cells.get("denominator", ""), cells.get("missing", "0"))
    elif "missing" in cells:
        yield Ratio(0, 0, cells["missing"])
