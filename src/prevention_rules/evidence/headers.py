"""The header of a table: what each column means, its year where years stand as columns, and its unit.

A header is understood word for word or not at all: what is not known is a fault with the cure, unless
the caller declares it or sets it aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError, PeriodError
from prevention_rules.periods import Period
from prevention_rules.quantities import unit_if_known, unit_of
from prevention_rules.text import Words, did_you_mean

HEADERS = {
    "指标": "indicator", "编号": "indicator", "指标编号": "indicator", "indicator": "indicator",
    "指标名称": "name", "名称": "name", "name": "name",
    "年份": "period", "时期": "period", "年度": "period", "year": "period", "period": "period",
    "数值": "value", "完成值": "value", "实际值": "value", "实际完成值": "value", "value": "value",
    "分子": "numerator", "numerator": "numerator",
    "分母": "denominator", "denominator": "denominator",
    "缺报": "missing", "missing": "missing",
    "单位": "unit", "计量单位": "unit", "unit": "unit",
    "地区": "area", "街道": "area", "街道（乡镇）": "area", "area": "area",
    "口径": "definition", "definition": "definition",
    "状态": "status", "数据状态": "status", "status": "status",
    "来源": "source", "数据来源": "source", "source": "source",
    "需要": "needed", "needed": "needed",
    "填报单位": "holder", "责任单位": "holder", "holder": "holder",
    "备注": "remark", "remark": "remark",
}  # fmt: skip
"""The column headers that are understood, in Chinese and English; the last three are for people only."""

FIGURES = ("value", "numerator", "denominator", "missing")
"""The columns that hold numbers."""

PEOPLE = ("needed", "holder", "remark")
"""The columns that are for people only."""

_DONE = (
    "", "值", "数", "完成数", "完成情况", "实际", "实际数", "实际完成情况", "实绩", "数据", "统计值",
    "基期", "基期值", "基期数", "基数", "现状", "现状值",
)  # fmt: skip
_AIMED = (
    "目标", "目标值", "目标数", "计划", "计划数", "计划值", "预期", "预期值", "预期目标", "年度目标",
)  # fmt: skip
_BESIDE_A_YEAR = dict.fromkeys(_DONE, "value") | dict.fromkeys(_AIMED, "aim")
"""What may stand behind a year in a header; an aim is no figure and is set aside."""

_AIMS = frozenset({"目标", "目标值", "指标值", "target"})
_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(0x5E)} | {0x3000: " "}
_A_DAY = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日?|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}日?")
_BRACKET = re.compile(r"\(([^()]*)\)")


@frozen
class Column:
    """What a column means; ``period`` where a year stands in its header, ``unit`` where one stands in brackets."""

    meaning: str
    header: str
    period: Period | None = None
    unit: str | None = None

    @property
    def holds_figures(self) -> bool:
        """True for the numbers."""
        return self.meaning in FIGURES


def _names(given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise FormatError(Words(f"应是一列文字，不能是 {given!r:.60}", f"a list of texts is meant, not {given!r:.60}"))
    return tuple(map(str, given))


@frozen(kw_only=True)
class Layout:
    """How a table is laid out, where its header does not say it by itself.

    ``columns`` says what headers mean (``{"填报数": "数值", "23年数": "2023年"}``), ``ignore`` names columns to
    set aside (``["序号"]``), ``totals`` words of rows to set aside (``["合计"]``), ``whole`` words of
    rows that are the whole (``["全区合计"]``), ``sheets_are_areas`` that each sheet is one street, and
    ``header`` the row in which the header begins, where it is not found. Everything set aside is listed.
    """

    columns: Mapping[str, str] = attrs.field(factory=dict)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_names)
    totals: tuple[str, ...] = attrs.field(default=(), converter=_names)
    whole: tuple[str, ...] = attrs.field(default=(), converter=_names)
    sheets_are_areas: bool = False
    header: int | None = None

    __repr__ = in_short


PLAIN = Layout()


def squeezed(text: object) -> str:
    """Return a text without spaces and line breaks, full-width signs folded: how headers and names are compared."""
    return "".join(str(text).translate(_FULL_WIDTH).split())


_KNOWN = {squeezed(text): meaning for text, meaning in HEADERS.items()}


def column_of(pieces: Sequence[str], layout: Layout = PLAIN) -> Column | None:
    """Return what a column means whose header stands in one or several rows; None where that is not known."""
    header = "/".join(dict.fromkeys(piece for piece in pieces if piece))
    if header in layout.ignore or any(piece in layout.ignore for piece in pieces):
        return Column("ignored", header)
    declared = layout.columns.get(header) or next(
        (layout.columns[one] for one in pieces if one in layout.columns), None
    )
    found = (
        None
        if len(header) > _LONGEST
        else _read_pieces((declared,) if declared else tuple(dict.fromkeys(piece for piece in pieces if piece)))
    )
    return None if found is None else attrs.evolve(found, header=header)


_LONGEST = 200
"""No header that is known is longer; each is remembered."""


@lru_cache(maxsize=1024)
def _read_pieces(pieces: tuple[str, ...]) -> Column | None:
    """Join what the pieces say: a year, a meaning and a unit at most once each, and no word more."""
    periods, meanings, units = set[Period](), set[str](), set[str]()
    for piece in pieces:
        text = squeezed(piece)
        if text in _KNOWN:
            meanings.add(_KNOWN[text])
            continue
        period, rest = _year_before(_BRACKET.sub("", text))
        if period is not None:
            periods.add(period)
        for word in (rest, *_BRACKET.findall(text)):
            if word and (means := _word(word, dated=period is not None or len(pieces) > 1)) is None:
                if unit_if_known(word) is None:
                    return None
                units.add(word)
            elif word:
                meanings.add(means or "")
    if periods and not meanings - {"value"}:
        meanings = {"value"}
    if "aim" in meanings:
        meanings = {"aim"}
    if len(meanings) != 1 or len(periods) > 1 or len(units) > 1:
        return None
    return _sound(Column(meanings.pop(), "", next(iter(periods), None), next(iter(units), None)))


def _word(word: str, *, dated: bool) -> str | None:
    if word in _AIMS:
        return "aim"
    return _KNOWN.get(word) or (_BESIDE_A_YEAR.get(word) if dated else None)


def _sound(column: Column) -> Column | None:
    """Return the column if its parts go together: years and units belong to figures, counts have no other unit."""
    if (column.period or column.unit) and column.meaning not in (*FIGURES, "aim"):
        return None
    if column.unit and column.meaning != "value" and unit_of(column.unit).factor != 1:
        return None
    return column


def _year_before(text: str) -> tuple[Period | None, str]:
    """Part a text into the longest period it begins with, and the rest."""
    if not text[:4].isdigit():
        return None, text
    if day := _A_DAY.match(text):  # no month of which the rest would be a unit: 2025年9月30日 is no figure in 30日
        try:
            return Period.of(day[0]), text[day.end() :]
        except PeriodError:
            return None, text
    for cut in range(len(text), 3, -1):
        if cut < len(text) and text[cut - 1].isdigit() and text[cut].isdigit():
            continue
        try:
            return Period.of(text[:cut]), text[cut:]
        except PeriodError:
            continue
    return None, text


def is_header(cells: Sequence[str], layout: Layout = PLAIN) -> bool:
    """True for a row that names the indicator and at least one other column that is known."""
    found = [column_of((cell,), layout) for cell in cells if cell]
    meanings = [one.meaning for one in found if one is not None and one.meaning != "ignored"]
    return len(meanings) > 1 and not {"indicator", "name"}.isdisjoint(meanings)


_MAY_NUMBER_ANYTHING = ("序号", "No.", "no.")
"""Numbers of the rows of a sheet, or of the indicators: only the caller knows which."""


def guess(cell: str) -> Words:
    """Return the cure for a header that is not known."""
    if cell in _MAY_NUMBER_ANYTHING:
        return Words(
            f'是计划里的编号：layout=Layout(columns={{"{cell}": "编号"}})；只是行号：Layout(ignore=["{cell}"])',
            f'if it holds the numbers of the plan, layout=Layout(columns={{"{cell}": "编号"}}); '
            f'if it only counts the rows, Layout(ignore=["{cell}"])',
        )
    listed = "、".join(HEADERS)
    return did_you_mean(cell, HEADERS, cutoff=0.5) or Words(
        f'声明它：layout=Layout(columns={{"{cell}": "…"}})，或不要它：Layout(ignore=["{cell}"])；可用：{listed}',
        f'declare it, layout=Layout(columns={{"{cell}": "…"}}), or set it aside, Layout(ignore=["{cell}"]); '
        f"known are {listed}",
    )
