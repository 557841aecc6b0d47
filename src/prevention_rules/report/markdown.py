"""The report as Markdown: headings, plain tables and a numbered list, which a word processor takes over as its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prevention_rules.assessments.assess import Assessment
from prevention_rules.report.content import Content
from prevention_rules.report.page_words import PAGE
from prevention_rules.report.parts import Count, Table
from prevention_rules.sheets import Sheet, markdown
from prevention_rules.text import Language

_ASKED = ("department", "number", "name", "period", "area", "what", "why")


def to_markdown(assessment: Assessment, *, lang: Language = "zh", notice: str = "") -> str:
    """Return the report on an assessment as Markdown, the explanations of each indicator left out; all is escaped."""
    return "\n\n".join(_blocks(Content.of(assessment, lang, notice))) + "\n"


def _blocks(report: Content) -> Iterator[str]:
    yield f"# {markdown(report.title)}"
    yield from map(markdown, filter(None, (report.notice, *report.under, *report.headlines)))
    for table in report.domains:
        yield _heading(report, table.name or report.said(PAGE["indicators"]))
        yield _lines(table, report.columns)
    if report.tasks is not None:
        yield _heading(report, report.said(PAGE["tasks"]))
        yield _lines(report.tasks, report.task_columns)
    if report.departments:
        yield _heading(report, report.said(PAGE["departments"]))
        yield _departments(report)
    if report.matrix is not None:
        yield _heading(report, report.said(PAGE["matrix"]))
        yield _areas(report)
    if report.needed:
        yield _heading(report, report.said(PAGE["needed"]))
        rows = [(asked.holders, *(row[key] for key in _ASKED[1:])) for asked in report.needed for row in asked.rows]
        yield Sheet([report.said(PAGE[key]) for key in _ASKED], rows).to_markdown()
    yield _heading(report, report.said(PAGE["notes"]))
    yield "\n".join(f"{number}. {markdown(note)}" for number, note in enumerate(report.notes, 1))


def _heading(report: Content, text: str) -> str:
    beside = f"（{report.notice}）" if report.lang == "zh" else f" ({report.notice})"
    return f"## {markdown(text + (beside if report.notice else ''))}"


def _lines(table: Table, columns: Mapping[str, str]) -> str:
    return Sheet(columns.values(), [[line.cells[key] for key in columns] for line in table.lines]).to_markdown()


def _departments(report: Content) -> str:
    headings = [report.said(PAGE[key]) for key in ("department", "leads", "shares", "of_them_behind")]
    rows = [
        (one.name, _counted(one.leads), _counted(one.shares), ", ".join(line.cells["number"] for line in one.behind))
        for one in report.departments
    ]
    return Sheet(headings, rows).to_markdown()


def _counted(counts: Sequence[Count]) -> str:
    return ", ".join(f"{one.sign.word} {one.number}" for one in counts)


def _areas(report: Content) -> str:
    assert report.matrix is not None
    headings = [report.said(PAGE["area"]), *(f"{line.cells['number']} {line.name}" for line in report.matrix.across)]
    rows = [(name, *(f"{cell.figure} {cell.sign.word}" for cell in cells)) for name, cells in report.matrix.down]
    return Sheet(headings, rows).to_markdown()
