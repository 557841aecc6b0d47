"""A plan's own table in, a rule file to review out; nothing is decided for its author."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import clipped
from prevention_rules.drafting.cells import numbers_of, with_numbers
from prevention_rules.drafting.columns import Column, dated
from prevention_rules.drafting.drafted import DraftRow, drafted
from prevention_rules.drafting.figures import figures_of
from prevention_rules.drafting.head import Head, head_of, title_above, years_of
from prevention_rules.drafting.lines import Table, lines_of, source_of
from prevention_rules.drafting.listing import listing_of
from prevention_rules.drafting.page import page_of
from prevention_rules.drafting.printed import Printed
from prevention_rules.drafting.rows import rows_of
from prevention_rules.drafting.undecided import Undecided
from prevention_rules.errors import Fault, FormatError, RuleFileError
from prevention_rules.evidence.figures import Aside
from prevention_rules.evidence.headers import squeezed
from prevention_rules.linting.lint import lint
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Language, Words

_SAID_ELSEWHERE = ("unverified", "editorial_decides", "ambiguous", "points_or_percent")
"""Doubts of the lint that hold for the whole file, or that a row tells by itself."""


@frozen(repr=False)
class Draft:
    """A rule file to review (``toml``), the rows it was made of, and what of the table was set aside.

    ``head`` is what stands under ``[plan]`` and what is left to decide about the plan as a whole; each row says what is
    left to decide about it. The file loads as it stands once the years of the plan are known: rows that cannot be
    rules yet stand in it as comments. ``figures`` are the base values of the table as CSV, to be assessed with.
    """

    head: Head
    rows: tuple[DraftRow, ...]
    aside: tuple[Aside, ...]
    lang: Language = "zh"
    figures: str = ""

    @cached_property
    def toml(self) -> str:
        """The text of the rule file, its comments in the language of the draft."""
        return page_of(self.head, self.rows, self.lang)

    def listing(self, lang: Language = "zh") -> str:
        """Tell row by row how each target was read, what is left to decide, and then what was set aside."""
        return listing_of(self.head, self.rows, self.aside, lang)

    def write(self, path: str | Path) -> None:
        """Write the rule file; raises `RuleFileError` for a file that is there already, or cannot be written."""
        must_be(path, (str, Path), "path", "文件的路径", "the path of a file")
        try:
            with Path(path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(self.toml)
        except FileExistsError:
            problem = Words("已经有这个文件，不覆盖它", "the file is there already, and is not written over")
            cure = Words("换一个文件名，或先把它移开", "choose another name, or move it away first")
            raise RuleFileError([Fault(str(path), None, "", "", problem, cure)]) from None
        except (OSError, ValueError):
            problem, cure = Words("这里写不了文件", "no file can be written here"), Words("核对路径", "check the path")
            raise RuleFileError([Fault(ascii(str(path))[1:-1], None, "", "", problem, cure)]) from None

    def __repr__(self) -> str:
        waits = sum(bool(row.waits) for row in self.rows)
        return f"<Draft {clipped(self.head.fields['id'])}: {len(self.rows)} rows, {waits} waiting>"


def draft_plan(
    table: Table,
    *,
    id: str,
    title: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    data_holder: str = "",
    lang: Language = "zh",
) -> Draft:
    """Return a rule file to review, drafted from the table of indicators of a plan.

    *table* is the path of a workbook (.xlsx) or of a text file, the text itself (copied from a page or a
    spreadsheet), or rows of cells. Titles above the header, repeated headers, page numbers, notes, headings and broken
    cells are told apart; what has no place is listed. Years that are not given are those of the title, of the title
    above the table, or of *id*. *encoding* is that of a text file (``"gb18030"``), *sheet* the one sheet to read,
    *data_holder* the header of a column whose departments report the figures (``"责任单位"``), *lang* the language of
    the comments in the file.

    What the table prints is taken as printed; what follows from it (``≥``: higher is better) is marked editorial, and
    all else is left open. Raises `RuleFileError` for a file that cannot be read, or holds no table of indicators, and
    `FormatError` for a *data_holder* that is none of its headers.

    >>> draft = draft_plan([["序号", "指标", "2025年"], [1, "产前筛查率", ">75%"]], id="example-2021-2025")
    >>> print(draft.toml[draft.toml.index("[[indicator]]"):].rstrip())
    [[indicator]]
    number = "1"
    name = "产前筛查率"
    unit = "%"
    share = true
    better = "higher"
    target = ">75%"
    editorial = ["share", "better"]
    """
    _check(id, title, (first_year, last_year))
    must_be(data_holder, str, "data_holder", "一栏的表头", "the header of a column")
    found = rows_of(lines_of(table, encoding, sheet))
    if not found.rows:
        raise RuleFileError([_no_table(table)])
    title = title or title_above(found.aside)
    years = years_of((first_year, last_year), title, id, found.rows)
    printed = [attrs.evolve(row, columns=dated(row.columns, years[0])) for row in with_numbers(found.rows)]
    if data_holder:
        printed = _reporting(printed, data_holder)
    head = head_of(id, title, years, printed, found.domains)
    numbered = zip(printed, numbers_of(printed), strict=True)
    rows = _doubted([drafted(row, number, head.plan(), years[1]) for row, number in numbered], head.plan())
    beside = zip(printed, (row.indicator for row in rows), strict=True)
    figures = figures_of(beside, head.fields.get("baseline_year"), lang)
    return Draft(head.with_rows(rows), tuple(rows), tuple(found.aside), lang, figures)


def _check(id: str, title: str, years: tuple[int | None, int | None]) -> None:
    for name, text in (("id", id), ("title", title)):
        must_be(text, str, name, "文字", "a text")
    for name, year in zip(("first_year", "last_year"), years, strict=True):
        must_be(year, (int, type(None)), name, "年份，如 2025", "a year, such as 2025")
    if not id:
        example = "xicheng-2022-2025"
        raise FormatError(Words(f"id 是空的，应像 {example} 这样", f"id is empty; it is like {example}"))


def _reporting(rows: Sequence[Printed], header: str) -> list[Printed]:
    """Take a column for that of the departments which report the figures."""
    headers = list(dict.fromkeys(column.header for row in rows for column in row.columns if column.header))
    if squeezed(header) not in map(squeezed, headers):
        zh = f"表头中没有“{header}”；有{'、'.join(headers)}"
        raise FormatError(Words(zh, f"no header is {header!r}; there are {', '.join(headers)}"))

    def meant(one: Column) -> Column:
        return attrs.evolve(one, meaning="data_holder") if squeezed(one.header) == squeezed(header) else one

    return [attrs.evolve(row, columns=tuple(map(meant, row.columns))) for row in rows]


def _no_table(table: Table) -> Fault:
    problem = Words("没有找到指标表", "no table of indicators was found")
    cure = Words(
        "表头要有“指标”一栏和“目标”（或写年份）一栏，下面一行一个指标；一格一行的文字，先粘贴到 Excel 里再存",
        "the header needs columns 指标 (indicator) and 目标 (target, or its year), with a row for each indicator; "
        "text with a cell a line is pasted into a spreadsheet first",
    )
    return Fault(source_of(table), None, "", "", problem, cure)


def _doubted(rows: Sequence[DraftRow], plan: Plan) -> list[DraftRow]:
    """Return the rows with the doubts that the lint has about them."""
    sound = attrs.evolve(plan, indicators=tuple(row.indicator for row in rows if not row.waits))
    doubts: dict[str, list[Undecided]] = defaultdict(list)
    for one in lint(sound):
        if one.code not in _SAID_ELSEWHERE:
            said = Words(f"{one.reason.zh}；{one.cure.zh}", f"{one.reason.en}; {one.cure.en}")
            doubts[one.row.removeprefix("indicator ")].append(Undecided(one.field, said))
    return [attrs.evolve(row, undecided=(*row.undecided, *doubts[row.indicator.number])) for row in rows]
