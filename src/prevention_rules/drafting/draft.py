"""A plan's own table in, a rule file to review out; nothing is decided for its author."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.drafting.columns import dated, undated
from prevention_rules.drafting.drafted import DraftRow, Open, drafted, numbers_of, waiting
from prevention_rules.drafting.lines import Table, lines_of, source_of
from prevention_rules.drafting.listing import listing_of
from prevention_rules.drafting.page import page_of
from prevention_rules.drafting.rows import Printed, rows_of
from prevention_rules.errors import Fault, FormatError, RuleFileError
from prevention_rules.evidence.figures import Aside
from prevention_rules.linting.lint import lint
from prevention_rules.plans.outline import Domain
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Language, Words

_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–－~～至]{1,2}\s*((?:19|20)\d\d)")
_TITLE = re.compile(rf"[^，。；：《》]*(?:计划|规划|纲要|方案)\s*[（(]\s*{_SPAN.pattern}\s*年\s*[）)]")
_SAID_ELSEWHERE = ("unverified", "editorial_decides", "ambiguous", "points_or_percent")
"""Doubts of the lint that hold for the whole file, or that a row tells by itself."""


@frozen(repr=False)
class Draft:
    """A rule file to review (``toml``), the rows it was made of, and what of the table was set aside.

    ``head`` is what stands under ``[plan]``, ``open`` what is left to decide about the plan as a whole; each row says
    what is left to decide about it. The file loads as it stands once the years of the plan are known: rows that cannot
    be rules yet stand in it as comments.
    """

    head: dict[str, Any]
    rows: tuple[DraftRow, ...]
    domains: tuple[str, ...]
    aside: tuple[Aside, ...]
    open: tuple[Open, ...]
    lang: Language = "zh"

    @cached_property
    def toml(self) -> str:
        """The text of the rule file, its comments in the language of the draft."""
        return page_of(self.head, self.open, self.domains, self.rows, self.lang)

    def listing(self, lang: Language = "zh") -> str:
        """Tell row by row how each target was read, what is left to decide, and then what was set aside."""
        return listing_of(self.rows, self.domains, self.open, self.aside, lang)

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
            raise RuleFileError([Fault(f"{path!s}", None, "", "", problem, cure)]) from None

    def __repr__(self) -> str:
        waits = sum(bool(row.waits) for row in self.rows)
        return f"<Draft {self.head['id']}: {len(self.rows)} rows, {waits} waiting>"


def draft_plan(
    table: Table,
    *,
    id: str,
    title: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    lang: Language = "zh",
) -> Draft:
    """Return a rule file to review, drafted from the table of indicators of a plan.

    *table* is the path of a workbook (.xlsx) or of a text file, the text itself (copied from a page or a
    spreadsheet), or rows of cells. Titles above the header, repeated headers, page numbers, notes, headings and broken
    cells are told apart; what has no place is listed. Years that are not given are those of the title, of the text
    above the table, or of *id*. *encoding* is that of a text file (``"gb18030"``), *sheet* the one sheet to read,
    *lang* the language of the comments in the file.

    What the table prints is taken as printed; what follows from it (``≥``: higher is better) is marked editorial, and
    all else is left open. Raises `RuleFileError` for a file that cannot be read, or holds no table of indicators.

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
    for name, value in (("id", id), ("title", title)):
        must_be(value, str, name, "文字", "a text")
    if not id:
        raise FormatError(
            Words("id 是空的；写成 xicheng-2022-2025 这样", "id is empty; write it like xicheng-2022-2025")
        )
    found = rows_of(lines_of(table, encoding, sheet))
    if not found.rows:
        raise RuleFileError([_no_table(table)])
    title = title or _title_above(found.aside)
    years = _years(first_year, last_year, title, id, found.rows)
    printed = [attrs.evolve(row, columns=dated(row.columns, years[0])) for row in found.rows]
    head, undecided = _head(id, title, printed, years)
    plan = _plan(head, found.domains)
    numbered = zip(printed, numbers_of(printed), strict=True)
    rows = _doubted([waiting(drafted(row, number, years[1]), plan) for row, number in numbered], plan)
    return Draft(_counted(head, rows), tuple(rows), tuple(found.domains), tuple(found.aside), tuple(undecided), lang)


def _no_table(table: Table) -> Fault:
    file = source_of(table)
    problem = Words("没有找到指标表", "no table of indicators was found")
    cure = Words(
        "表头要有“指标”一栏和“目标”（或写年份）一栏，下面一行一个指标",
        "the header needs columns 指标 (indicator) and 目标 (target, or its year), with a row for each indicator",
    )
    return Fault(file, None, "", "", problem, cure)


def _title_above(aside: Sequence[Aside]) -> str:
    titles = [one.text for one in aside if _TITLE.fullmatch(one.text)]
    return titles[0] if len(set(titles)) == 1 else ""


def _years(
    first: int | None, last: int | None, title: str, id: str, rows: Sequence[Printed]
) -> tuple[int | None, int | None]:
    """Return the years that were given, else those of the title or the id; the last may stand in the header."""
    said = _SPAN.search(title) or _SPAN.search(id)
    aimed = [one.year for row in rows for one in row.columns if one.meaning in ("target", "dated") and one.year]
    first = first if first is not None else int(said[1]) if said else None
    return first, last if last is not None else int(said[2]) if said else max(aimed, default=None)


def _head(
    id: str, title: str, rows: Sequence[Printed], years: tuple[int | None, int | None]
) -> tuple[dict[str, Any], list[Open]]:
    """Return what stands under ``[plan]``, and what of it is left to decide."""
    head: dict[str, Any] = {"id": id, "title": title}
    head |= {key: year for key, year in zip(("first_year", "last_year"), years, strict=True) if year is not None}
    bases = {one.year for row in rows for one in row.columns if one.meaning == "base" and one.year}
    undecided = []
    if not title:
        undecided.append(Open("title", Words("计划的全称", "the full title of the plan")))
    undecided += [
        Open(key, Words("计划的起止年；缺它文件不能加载", "a year of the plan; the file does not load without it"))
        for key in ("first_year", "last_year")
        if key not in head
    ]
    if len(bases) == 1:
        head["baseline_year"] = bases.pop()
    else:
        said = Words("没有写明基期的变化和走势以哪一年为基期", "the base year of changes and trends that name none")
        undecided.append(Open("baseline_year", said))
    for header in dict.fromkeys(header for row in rows for header in undated(row.columns)):
        said = Words(f"“{header}”一栏是基期值，还是目标", f"whether the column {header} holds base values or targets")
        undecided.append(Open("target", said))
    undecided.append(
        Open("verified", Words("与印本核对以后写 true", "true once it was checked against a printed copy"))
    )
    return head, undecided


def _plan(head: dict[str, Any], domains: Sequence[str]) -> Plan:
    """Return the plan without its rows; where its years are not known, some that stand for them."""
    listed = (Domain(number=f"{at}", name=one) for at, one in enumerate(domains, 1))
    said = {"first_year": head.get("last_year", 2025), "last_year": head.get("first_year", 2025)} | head
    return Plan(**said, verified=False, domains=tuple(listed))


def _doubted(rows: Sequence[DraftRow], plan: Plan) -> list[DraftRow]:
    """Return the rows with the doubts that the lint has about them."""
    sound = attrs.evolve(plan, indicators=tuple(row.indicator for row in rows if not row.waits))
    doubts: dict[str, list[Open]] = defaultdict(list)
    for one in lint(sound):
        if one.code not in _SAID_ELSEWHERE:
            said = Words(f"{one.reason.zh}；{one.cure.zh}", f"{one.reason.en}; {one.cure.en}")
            doubts[one.row.removeprefix("indicator ")].append(Open(one.field, said))
    return [attrs.evolve(row, open=(*row.open, *doubts[row.indicator.number])) for row in rows]


def _counted(head: dict[str, Any], rows: Sequence[DraftRow]) -> dict[str, Any]:
    """Add what the loader holds the rows against: how many there are, or that some are not there yet."""
    numbers = [row.indicator.number for row in rows]
    whole = numbers == [f"{at}" for at in range(1, len(rows) + 1)] and not any(row.waits for row in rows)
    head = head | {"verified": False} | ({"rows": len(rows)} if whole else {"partial": True})
    ours = [key for key in ("id", "verified", "rows", "partial") if key in head]
    return head | {"editorial": ours}
