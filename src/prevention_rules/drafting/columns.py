"""The header of a plan's table: what each column means, and the year and unit that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.drafting.broken import closed
from prevention_rules.evidence.headers import squeezed
from prevention_rules.quantities import unit_if_known

Meaning = Literal["number", "domain", "name", "unit", "target", "base", "dated", "tags", "data_holder", "note", "other"]
"""``base`` is a figure of the past, ``dated`` a year whose column does not say whether it is a base or a target."""

_SAID: dict[Meaning, str] = {
    "number": "序号 编号 指标序号 指标编号 no. no number",
    "domain": "领域 类别 指标类别 类型 指标类型 分类 维度 方面 板块 行动 专项行动 重点领域 一级指标 domain category",
    "name": "指标 指标名称 名称 主要指标 具体指标 核心指标 指标内容 监测指标 考核指标 二级指标 三级指标 indicator",
    "unit": "单位 计量单位 指标单位 unit",
    "target": "目标 目标值 目标数 目标要求 目标任务 预期目标 规划目标 规划值 预期值 预期 计划值 计划 指标值 target",
    "base": "基期 基期值 基期数 基数 现状 现状值 基线 基线值 基线水平 基础值 实际 实际值 实际完成 完成值 baseline",
    "tags": "属性 指标属性 目标属性 性质 指标性质 type",
    "data_holder": "填报单位 数据填报单位 数据提供单位 数据报送单位 报送单位",
    "note": "备注 说明 指标说明 remark note",
}
_MEANINGS: dict[str, Meaning] = {word: meaning for meaning, said in _SAID.items() for word in said.split()}
_PROPERTIES = frozenset({"预期性", "约束性", "倡导性", "指导性"})
_BRACKET = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"[到至]?(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?)?[底末]?")
_PERIOD = re.compile(r"[“\"]?(?:十[一二三四五六七]五)[”\"]?(?:时期|规划)?|期[末初]")
NUMBER = re.compile(r"[（(]?(?P<bare>[A-Za-z]?\d+(?:[-.]\d+)*|[①-⑳]|[一二三四五六七八九十]+)[)）.．、]?")
"""What numbers a row: 1, 1.2, （3）, C4, ①."""


@frozen
class Column:
    """What a column holds: its meaning, its header as printed, and the year and unit in it."""

    meaning: Meaning
    header: str
    year: int | None = None
    unit: str | None = None


def header_of(lines: Sequence[Sequence[str]]) -> tuple[Column, ...] | None:
    """Return the columns of a header of one or two lines; None where it names no indicator with a target or a year.

    >>> [column.meaning for column in header_of([["序号", "指标", "2020年基期", "2025年目标（%）"]])]
    ['number', 'name', 'base', 'target']
    """
    width = max(map(len, lines), default=0)
    stacks = [_stack(lines, at) for at in range(width)]
    below = [piece for line in lines[1:] for piece in line if piece]
    if len(lines) > 1 and not (starts_table(lines[0]) and below and all(_piece(piece) != _NOTHING for piece in below)):
        return None
    columns = tuple(map(_column, stacks))
    meanings = {column.meaning for column in columns}
    return columns if "name" in meanings and not meanings.isdisjoint({"target", "dated"}) else None


def starts_table(cells: Sequence[str]) -> bool:
    """True for a line that is a header, or the upper line of one: it names the indicator and another column."""
    meanings = {_column([cell]).meaning for cell in cells if cell} - {"other"}
    return "name" in meanings and len(meanings) > 1


def settled(columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns as the cells below show them: a heading over two columns, and 类别 that holds 约束性."""
    found: list[Column] = []
    for at, column in enumerate(columns):
        below = [squeezed(row[at]) for row in rows if at < len(row) and row[at]]
        numbers = bool(below) and sum(NUMBER.fullmatch(cell) is not None for cell in below) > len(below) / 2
        shared = at + 1 < len(columns) and column.meaning == columns[at + 1].meaning == "name"
        if (shared or not column.header) and numbers:
            column = attrs.evolve(column, meaning="number")
        elif shared:
            column = attrs.evolve(
                column, meaning="other" if any(one.meaning == "domain" for one in columns) else "domain"
            )
        elif column.meaning == "domain" and below and set(below) <= _PROPERTIES:
            column = attrs.evolve(column, meaning="tags")
        found.append(column)
    return _each_once(found)


def dated(columns: tuple[Column, ...], first_year: int | None) -> tuple[Column, ...]:
    """Return the columns with what a bare year means in a plan that begins in *first_year*: base before, then target.

    >>> [one.meaning for one in dated((Column("dated", "2020年", 2020), Column("dated", "2025年", 2025)), 2021)]
    ['base', 'target']
    """
    aimed = any(one.meaning == "target" for one in columns)

    def means(one: Column) -> Meaning:
        if one.meaning != "dated" or one.year is None or first_year is None:
            return one.meaning
        # beside a column of targets, a later year may as well be that of a figure
        return "base" if one.year < first_year else "dated" if aimed else "target"

    return tuple(attrs.evolve(one, meaning=means(one)) for one in columns)


def undated(columns: tuple[Column, ...]) -> list[str]:
    """Return the headers of the years that are taken neither as a base nor as the target."""
    years = sorted((one for one in columns if one.meaning == "dated"), key=lambda one: one.year or 0)
    aimed = any(one.meaning == "target" for one in columns)
    return [one.header for one in (years if aimed else years[:-1])]


def _each_once(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Leave a meaning to the first column that has it; the columns of targets, bases and years may be several."""
    seen, found = set[Meaning](), []
    for column in columns:
        again = column.meaning in seen and column.meaning not in ("base", "dated", "note")
        again = again and not (column.meaning == "target" and column.year is not None)
        found.append(attrs.evolve(column, meaning="other") if again else column)
        seen.add(column.meaning)
    return tuple(found)


def _stack(lines: Sequence[Sequence[str]], at: int) -> list[str]:
    """Return what stands above a column; an empty cell belongs to the heading at its left."""
    pieces = []
    for number, line in enumerate(lines):
        cell = line[at] if at < len(line) else ""
        left = next((one for one in reversed(line[:at]) if one), "") if number == 0 else ""
        pieces.append(cell or left)
    return list(dict.fromkeys(piece for piece in pieces if piece))


@frozen
class _Piece:
    """What one cell of a header says; nothing where a word of it is not known."""

    meaning: Meaning | None = None
    year: int | None = None
    unit: str | None = None


_NOTHING = _Piece()


def _column(cells: Sequence[str]) -> Column:
    """Join what the cells above a column say: the last meaning, year and unit."""
    pieces = [_piece(cell) for cell in reversed(cells)]
    year = next((one.year for one in pieces if one.year), None)
    unit = next((one.unit for one in pieces if one.unit), None)
    named = next((one.meaning for one in pieces if one.meaning not in (None, "dated")), None)
    meaning: Meaning = named or ("dated" if year else "other")
    figures = meaning in ("target", "base", "dated")
    header = "/".join(map(closed, cells))
    return Column(meaning, header, year if figures else None, unit if figures else None)


@lru_cache(maxsize=1024)
def _piece(cell: str) -> _Piece:
    text = squeezed(cell).lower()
    units = [inside for inside in _BRACKET.findall(text) if unit_if_known(inside) is not None]
    years = [int(year) for year in _YEAR.findall(text)]
    rest = _PERIOD.sub("", _YEAR.sub("", _BRACKET.sub("", text)))
    meaning = _MEANINGS.get(rest)
    if rest and meaning is None:
        return _NOTHING
    return _Piece(meaning or ("dated" if years else None), years[-1] if years else None, units[0] if units else None)
