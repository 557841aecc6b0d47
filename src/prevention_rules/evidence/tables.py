"""A table of figures, row by row: what every reader shares, whatever file the rows came from.

A reader hands in the cells as they are; what comes out is observations, what was set aside, and every
fault at once with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

import attrs
from attrs import define, frozen

from prevention_rules.errors import Fault, FormatError, ObservationError, ObservationFileError, PeriodError, StatedError
from prevention_rules.evidence.figures import Aside, Figures, Missing
from prevention_rules.evidence.headers import (
    FIGURES,
    HEADERS,
    PEOPLE,
    PLAIN,
    Column,
    Layout,
    column_of,
    guess,
    squeezed,
)
from prevention_rules.evidence.marks import declared_marks, mark_of, refuse_mark
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.percents import PercentNumbers, declared_percents
from prevention_rules.periods import Period
from prevention_rules.text import Words

Row = tuple[int, Sequence[Any]]
"""A row of a table: its number as people count it, and its cells; None and blank text are empty."""

_SHARED = ("indicator", "name", "period", "unit", "area", "status", "source", "definition")
_TEXTS = ("unit", "area", "status", "source", "definition", *PEOPLE)
_MEND = Words("改正这一行；没有数就把数值留空", "mend this row; leave the value empty where there is none")


@frozen
class Place:
    """How the places of a table are named: ``file:12`` in a text, ``file:表1!D7`` in a workbook."""

    file: str
    sheet: str | None = None

    def of(self, row: int, column: int) -> str:
        """Name a cell; in a text a line is enough."""
        return f"{self.file}:{row}" if self.sheet is None else f"{self.file}:{self.sheet}!{letters(column)}{row}"


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


@frozen
class Declared:
    """What a caller says of the figures of a file."""

    layout: Layout = PLAIN
    percent_numbers: PercentNumbers | None = attrs.field(default=None, converter=declared_percents)
    missing_marks: tuple[str, ...] = attrs.field(default=(), converter=declared_marks)


def declared(layout: Layout | None, percent_numbers: Any, missing_marks: Any) -> Declared:
    """Return what a caller declares; raises `FormatError` for another kind of thing."""
    if layout is not None and not isinstance(layout, Layout):
        raise FormatError(
            Words(f"layout 应是 Layout(…)，不能是 {layout!r:.60}", f"layout is a Layout(…), not {layout!r:.60}")
        )
    return Declared(layout or PLAIN, percent_numbers, missing_marks)


@define
class Found:
    """What reading has come upon so far, in all tables of a file."""

    observations: list[Observation] = attrs.field(factory=list)
    unused: list[Aside] = attrs.field(factory=list)
    told: list[Aside] = attrs.field(factory=list)
    missing: list[Missing] = attrs.field(factory=list)
    faults: list[Fault] = attrs.field(factory=list)
    tables: int = 0

    def aside(self, place: str, text: object, zh: str, en: str) -> None:
        """Note what is not used."""
        self.unused.append(Aside(place, str(text), Words(zh, en)))

    def fault(self, place: str, row: str, field: str, problem: Words, cure: Words) -> None:
        """Note a fault."""
        self.faults.append(Fault.at(place, row, field, problem, cure))

    def figures(self) -> Figures:
        """Return what was read; raises `ObservationFileError` with every fault."""
        if self.faults:
            raise ObservationFileError(self.faults)
        return Figures(tuple(self.observations), tuple(self.unused), tuple(self.told), tuple(self.missing))


def read_header(
    headers: Sequence[Sequence[str]], place: Place, row: int | None, layout: Layout, found: Found
) -> list[Column]:
    """Return what each column means, given the texts of its header; notes faults, and columns set aside.

    *row* is where the header stands; None where a table has only names of columns.
    """
    columns: list[Column] = []
    seen: set[tuple[str, Period | None]] = set()

    def fault(at: int, cell: str, problem: Words, cure: Words) -> None:
        found.fault(place.file if row is None else place.of(row, at), "header", cell, problem, cure)

    for at, pieces in enumerate(headers):
        header = "/".join(dict.fromkeys(filter(None, pieces)))
        column = Column("blank", "") if not header else column_of(pieces, layout)
        if column is None:
            fault(at, header, Words(f"不认识列“{header}”", f"the column {header!r} is not known"), guess(header))
            column = Column("ignored", header)
        elif column.meaning in ("ignored", "aim"):
            said = (
                ("按要求不用", "set aside as asked")
                if column.meaning == "ignored"
                else ("是目标，不是完成数", "a target, no figure")
            )
            found.aside(place.file if row is None else place.of(row, at), header, *said)
        elif (column.meaning, column.period) in seen and column.meaning != "blank":
            problem = Words(f"“{header}”与前面的一列同义", f"{header} means the same as a column before it")
            fault(at, header, problem, _ITS_NAME if header == "指标" else _ONE_OF_THEM)
        seen.add((column.meaning, column.period))
        columns.append(column)
    _check_columns(columns, fault)
    return columns


def _check_columns(columns: Sequence[Column], fault: Callable[[int, str, Words, Words], None]) -> None:
    meanings = {column.meaning for column in columns}
    dated = any(column.period for column in columns)
    if meanings.isdisjoint(("indicator", "name")):
        fault(
            0,
            "指标",
            Words("缺少列“指标”", "the column 指标 (indicator) is missing"),
            Words("加上“指标”一列", "add a column 指标"),
        )
    if "period" not in meanings and not dated:
        fault(
            0,
            "年份",
            Words("缺少列“年份”", "the column 年份 (period) is missing"),
            Words("加上“年份”一列", "add a column 年份"),
        )
    for at, column in enumerate(columns):
        if dated and column.holds_figures and column.period is None:
            problem = Words(
                f"别的列以年份为头，“{column.header}”却没有年份",
                f"other columns are headed by a year, {column.header} is not",
            )
            fault(at, column.header, problem, Words("写明年份，如 2023年分子", "name its year, such as 2023年分子"))
        if dated and column.meaning == "period":
            problem = Words("年份既是一列，又是列的名称", "years are a column and heads of columns as well")
            fault(at, column.header, problem, Words("只用一种", "use one of the two"))


def is_usable(columns: Sequence[Column]) -> bool:
    """Say whether every figure below a header has an indicator and a period."""
    meanings = {column.meaning for column in columns}
    named = not meanings.isdisjoint(("indicator", "name"))
    undated = any(column.holds_figures and column.period is None for column in columns)
    dated = any(column.period is not None for column in columns)
    return named and ("period" in meanings or dated) and not (dated and (undated or "period" in meanings))


@frozen
class Table:
    """A table whose header is understood: how each of its rows becomes observations.

    ``area`` is that of the whole sheet where each sheet is one street. ``split_by_commas`` says that a
    number with an unquoted comma may have slid into the next column.
    """

    place: Place
    columns: Sequence[Column]
    declared: Declared
    found: Found
    area: str | None = None
    split_by_commas: bool = False
    _shared: tuple[tuple[int, str], ...] = attrs.field(init=False)
    _groups: tuple[tuple[Period | None, tuple[tuple[int, str, str | None], ...]], ...] = attrs.field(init=False)
    _watched: tuple[int, ...] = attrs.field(init=False)
    _known: dict[Any, Any] = attrs.field(init=False, factory=dict)

    @_shared.default
    def _find_shared(self) -> tuple[tuple[int, str], ...]:
        meanings = [column.meaning for column in self.columns]
        return tuple((at, one) for at, one in enumerate(meanings) if one in _SHARED)

    @_groups.default
    def _find_groups(self) -> tuple[tuple[Period | None, tuple[tuple[int, str, str | None], ...]], ...]:
        groups: dict[Period | None, list[tuple[int, str, str | None]]] = {}
        for at, column in enumerate(self.columns):
            if column.holds_figures:
                groups.setdefault(column.period, []).append((at, column.meaning, column.unit))
        return tuple((period, tuple(cells)) for period, cells in groups.items())

    @_watched.default
    def _find_watched(self) -> tuple[int, ...]:
        """Columns without a header, and texts behind a number, into which the rest of it can slide."""
        held = [False, *(self.split_by_commas and column.holds_figures for column in self.columns)]
        columns = list(enumerate(self.columns))
        return tuple(at for at, one in columns if one.meaning == "blank" or (held[at] and one.meaning in _TEXTS))

    def read(self, rows: Iterable[Row]) -> None:
        """Read every row below the header."""
        width = len(self.columns)
        for number, cells in rows:
            if (len(cells) > width and self._overflows(number, cells)) or self._slides(number, cells):
                continue
            self._row(number, cells)

    def _row(self, number: int, cells: Sequence[Any]) -> None:
        width = len(cells)
        told = {key: cells[at] for at, key in self._shared if at < width and not _is_empty(cells[at])}
        figures = False
        for period, group in self._groups:
            given = [(at, key, unit, cells[at]) for at, key, unit in group if at < width and not _is_empty(cells[at])]
            if given:
                figures = True
                if self._counts(number, told):
                    self._group(number, told, period, given)
        if not figures:
            self._without_figures(number, cells, told)

    def _without_figures(self, number: int, cells: Sequence[Any], told: Mapping[str, Any]) -> None:
        """List the texts of a row; of one that names indicator and period, a missing report, what it says of that."""
        texts = [(at, cell) for at, cell in enumerate(cells) if not _is_empty(cell)]
        if "period" in told and ("indicator" in told or "name" in told):
            texts = [(at, cell) for at, cell in texts if self.columns[at].meaning in ("status", "remark")]
        if texts:
            said = " ".join(str(cell) for _, cell in texts)
            self.found.aside(self.place.of(number, texts[0][0]), said, "这一行没有数", "a row without a figure")

    def _counts(self, number: int, told: dict[str, Any]) -> bool:
        """Say whether a row stands for an area or the whole; totals and 其中 are set aside and listed."""
        layout = self.declared.layout
        if layout.whole and "area" in told and squeezed(told["area"]) in map(squeezed, layout.whole):
            del told["area"]
            return True
        words = {key: self._once("word", told[key], squeezed) for key in ("area", "name", "indicator") if key in told}
        totals = self._once("totals", layout.totals, lambda named: frozenset(map(squeezed, named)))
        never = (one for key, one in words.items() if one in totals or (key != "area" and one in _NEVER_THE_WHOLE))
        aside = next(never, None)
        if aside is not None:
            self.found.aside(
                self.place.of(number, 0), aside, "汇总或其中行，不用", "a total or a part of one, set aside"
            )
        return aside is None

    def _group(self, number: int, told: dict[str, Any], period: Period | None, given: Sequence[Any]) -> None:
        row = f"indicator {told.get('indicator', told.get('name', '?'))}"
        at = given[0][0]
        try:
            given = [one for one in given if not self._is_missing(number, *one)]
            if not given:
                return
            own = self._own(told, period)
            for at, unit, value in self._values(given):
                extra = {"unit": unit} if unit and "unit" not in own else {}
                place = self.place.of(number, at)
                said: dict[str, Any] = {**own, **extra, "percent_numbers": self.declared.percent_numbers}
                self.found.observations.append(Observation(value=value, place=place, **said))
        except _AtError as error:
            at = error.column
            self.found.fault(self.place.of(number, at), row, error.field, error.problem, error.cure or _MEND)
        except StatedError as error:
            self.found.fault(self.place.of(number, at), row, "", error.problem, _MEND)

    def _is_missing(self, number: int, at: int, key: str, unit: str | None, cell: Any) -> bool:
        said = mark_of(cell)
        if said in self.declared.missing_marks:
            self.found.aside(self.place.of(number, at), said, "声明为缺报的记号", "declared to mark a missing report")
            return True
        return False

    def _own(self, told: Mapping[str, Any], period: Period | None) -> dict[str, Any]:
        """Return the fields an observation shares with its row."""
        columns = {key: at for at, key in self._shared}
        own = {key: str(told[key]).strip() for key in ("name", "unit", "area", "source", "definition") if key in told}
        if self.area is not None and "area" not in own:
            own["area"] = self.area
        fields: dict[str, Any] = {**own, "period": period}
        called = told.get("indicator", told.get("name") if "indicator" not in columns else None)
        if called is None:
            at = columns.get("indicator", columns.get("name", 0))
            problem = Words("有数却没有写指标", "there is a figure but no indicator")
            raise _AtError(problem, at, "", Words("写上指标的编号或名称", "name the indicator by number or name"))
        fields["indicator"] = self._once("indicator", called, _number_or_name)
        if period is None:
            if "period" not in told:
                problem = Words("有数却没有写年份", "there is a figure but no period")
                raise _AtError(problem, columns["period"], "", Words("写上年份", "name the year"))
            fields["period"] = self._within(columns["period"], lambda: self._once("period", told["period"], _period))
        if "status" in told:
            fields["status"] = self._within(columns["status"], lambda: self._once("status", told["status"], _status))
        return fields

    def _once(self, what: str, cell: Any, read: Callable[[Any], Any]) -> Any:
        """Read what recurs in every row only once."""
        key = what, cell
        if key not in self._known:
            self._known[key] = read(cell)
        return self._known[key]

    @staticmethod
    def _within(at: int, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except StatedError as error:
            raise _AtError(error.problem, at) from None

    def _values(self, given: Sequence[Any]) -> Iterator[tuple[int, str | None, Any]]:
        """Yield the figures of a row: a value, a count out of a whole, or both; 缺报 alone says how many are silent."""
        cells = {key: (at, unit, cell) for at, key, unit, cell in given}
        if "value" in cells:
            at, unit, cell = cells["value"]
            yield at, unit, self._within(at, lambda: _value(cell))
        counts = [(key, cells[key]) for key in ("numerator", "denominator", "missing") if key in cells]
        if not counts:
            return
        at = counts[0][1][0]
        if ("numerator" in cells) != ("denominator" in cells):
            raise _AtError(
                Words("分子、分母只填了一个", "of numerator and denominator only one is given"), at, "", _BOTH
            )
        read = {key: self._within(place, partial(_count, cell)) for key, (place, _, cell) in counts}
        if "numerator" not in read and "denominator" not in read:
            read |= {"numerator": 0, "denominator": 0}
        yield (
            at,
            None,
            self._within(
                at, lambda: Ratio(read.get("numerator", ""), read.get("denominator", ""), read.get("missing", 0))
            ),
        )

    def _overflows(self, number: int, cells: Sequence[Any]) -> bool:
        over = next((at for at in range(len(self.columns), len(cells)) if not _is_empty(cells[at])), None)
        if over is None:
            return False
        problem = Words("这一行的格数比表头多", "the row has more cells than the header")
        cure = _QUOTE if self.split_by_commas else _HEAD_IT
        self.found.fault(self.place.of(number, over), str(cells[0]), "", problem, cure)
        return True

    def _slides(self, number: int, cells: Sequence[Any]) -> bool:
        """Find what stands under no header, and the rest of a number that was split at its comma: 3,120."""
        for at in self._watched:
            if at >= len(cells) or _is_empty(cells[at]):
                continue
            column, cell = self.columns[at], str(cells[at]).strip()
            if column.meaning == "blank":
                problem = Words(f"“{cell}”上面没有表头", f"{cell!r} stands under no header")
                self.found.fault(self.place.of(number, at), str(cells[0]), "", problem, _HEAD_IT)
                return True
            if cell.isdecimal() and not _is_empty(cells[at - 1]):
                problem = Words(
                    f"“{column.header}”里只有数字：是不是“{cells[at - 1]},{cell}”被逗号分开了？",
                    f"{column.header} holds digits only: was {cells[at - 1]},{cell} split at its comma?",
                )
                self.found.fault(self.place.of(number, at), str(cells[0]), column.header, problem, _QUOTE)
                return True
        return False


_BOTH = Words("两个都填，或都空着", "give both, or neither")
_QUOTE = Words('数里有逗号的要加引号，如 "1,000"', 'quote numbers with a comma, such as "1,000"')
_ONE_OF_THEM = Words("只留一列，或把另一列改名为 备注", "keep one of them, or call the other remark")
_ITS_NAME = Words(
    '这一列是名称的：layout=Layout(columns={"指标": "指标名称"})；不是的，只留一列',
    'if it holds the names, layout=Layout(columns={"指标": "指标名称"}); if not, keep one of them',
)
_HEAD_IT = Words("给这一列写上表头，或清空它", "give the column a header, or clear it")
_NEVER_THE_WHOLE = frozenset({"小计", "其中", "其中:", "平均", "平均值", "均值"})
"""Rows that are no indicator; what such a word is in the column of areas, the plan says when figures are filed."""


class _AtError(StatedError):
    """A fault of one cell: its column, the field it is about, and the cure where there is a better one."""

    def __init__(self, problem: Words, column: int, field: str = "", cure: Words | None = None) -> None:
        super().__init__(problem)
        self.column, self.field, self.cure = column, field, cure


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or (type(cell) is str and cell.isspace())


_FULL_WIDTH = {0xFF10 + at: 0x30 + at for at in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0x3000: " "}
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def _number_or_name(cell: Any) -> str:
    """Return a number or name as text: 1.0 of a spreadsheet is 1, １ is 1."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    folded = text.translate(_FULL_WIDTH)
    return folded if folded.isdecimal() else text


def _period(cell: Any) -> Period:
    """Read a period as it stands in a cell: a year as a number, a date, or text."""
    if isinstance(cell, float) and cell.is_integer():
        return Period.of(int(cell))
    if isinstance(cell, datetime | date):
        return Period.of(f"{cell:%Y-%m-%d}")
    if isinstance(cell, int | str | Period):
        return Period.of(cell)
    raise PeriodError(Words(f"读不出时期 {cell!r}；请写年份", f"cannot read the period {cell!r}; write the year"))


def _status(cell: Any) -> Any:
    return Observation("", 2000, 0, status=str(cell)).status


def _value(cell: Any) -> Any:
    """Take a figure as it stands; a mark, a date or an error of a spreadsheet is none."""
    if isinstance(cell, str):
        refuse_mark(cell)
        return cell
    if isinstance(cell, bool | datetime | date):
        raise ObservationError(Words(f"{cell} 不是数", f"{cell} is not a number"))
    return cell


def _count(cell: Any) -> Any:
    """Take a count: 1,020 and full-width digits are read, 020 may be the rest of a number split at its comma."""
    cell = _value(cell)
    if not isinstance(cell, str):
        return cell
    text = cell.translate(_FULL_WIDTH).strip()
    if len(text) > 1 and text[0] == "0" and text[1] != ".":
        raise ObservationError(
            Words(
                f"{cell} 以 0 开头：是不是带逗号的数被分开了？",
                f"{cell} begins with 0: was a number split at its comma?",
            )
        )
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def unreadable_table(place: Place) -> Fault:
    """Say that a table has no header that is understood."""
    problem = Words("找不到表头：没有一行写着“指标”和“年份”", "no header was found: no row names 指标 and 年份")
    cure = Words(f"表头可用：{'、'.join(HEADERS)}", f"a header may have: {', '.join(HEADERS)}")
    return Fault.at(place.file if place.sheet is None else place.of(1, 0), "header", "", problem, cure)


__all__ = [
    "FIGURES",
    "Declared",
    "Found",
    "Place",
    "Row",
    "Table",
    "declared",
    "letters",
    "read_header",
    "unreadable_table",
]
