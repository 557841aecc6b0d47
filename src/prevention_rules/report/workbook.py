"""An assessment as a workbook to sort and filter: numbers as numbers, states as words, doubts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.groups import answering
from prevention_rules.extras import needed
from prevention_rules.files import write_bytes
from prevention_rules.forms.looks import for_print, put
from prevention_rules.report.content import Content
from prevention_rules.report.figures import Number, numbers, of_level
from prevention_rules.report.page_words import PAGE
from prevention_rules.report.parts import AreaCell, Line, Sign
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    from openpyxl import Workbook

Cell = str | int | Number | Sign | None
"""What a cell can hold: a text, a count, a figure, or a state by its word."""
Row = Sequence[Cell]


def write_workbook(
    assessment: Assessment,
    path: str | Path,
    *,
    lang: Language = "zh",
    notice: str = "",
    generated: datetime | None = None,
) -> None:
    """Write an assessment as a workbook (.xlsx), over what may be there.

    Raises `MissingExtraError` without openpyxl, `FileError` for a path that cannot be written, `ValueError` for
    a language that is not offered.
    """
    content = Content.of(assessment, lang, notice, generated)
    with needed("excel", "openpyxl"):
        import_module("openpyxl")
    written = BytesIO()
    _Book(content).made().save(written)
    write_bytes(path, written.getvalue())


@frozen
class _Column:
    heading: Words
    width: int


_COLUMNS = {
    "number": _Column(Words("序号", "No."), 7),
    "domain": _Column(Words("领域", "Domain"), 22),
    "name": _Column(Words("指标", "Indicator"), 32),
    "unit": _Column(Words("单位", "Unit"), 12),
    "target": _Column(Words("目标", "Target"), 20),
    "limit": _Column(Words("目标值", "Target value"), 11),
    "base": _Column(Words("基期", "Base"), 11),
    "figure": _Column(Words("完成情况（照录）", "Figure as published"), 26),
    "value": _Column(Words("完成值", "Value"), 11),
    "low": _Column(Words("下限", "At least"), 11),
    "high": _Column(Words("上限", "At most"), 11),
    "due_now": _Column(Words("序时应达", "Due by now"), 11),
    "state": _Column(Words("结论", "State"), 24),
    "doubts": _Column(Words("※ 须先核对", "※ to be looked into"), 30),
    "remark": _Column(Words("说明", "Remarks"), 60),
    "leads": _Column(Words("牵头", "Leads"), 30),
    "shares": _Column(Words("配合", "Shares in"), 40),
    "department": _Column(Words("责任单位", "Department"), 28),
    "role": _Column(Words("牵头或配合", "Role"), 12),
    "area": _Column(Words("街道", "Area"), 18),
    "period": _Column(Words("年份", "Period"), 10),
    "what": _Column(Words("需要", "Needed"), 40),
    "why": _Column(Words("原因", "Why"), 60),
    "count": _Column(Words("项数", "How many"), 10),
    "meaning": _Column(Words("含义", "Meaning"), 60),
    "note": _Column(Words("注", "Note"), 120),
}
_LINE = (
    "number", "domain", "name", "unit", "target", "limit", "base", "figure", "value", "low", "high", "due_now",
    "state", "doubts", "remark", "leads", "shares",
)  # fmt: skip
_NAMES = {
    "overview": Words("概况", "Overview"),
    "indicators": Words("指标", "Indicators"),
    "tasks": Words("正文量化任务", "Tasks"),
    "departments": Words("责任单位", "Departments"),
    "areas": Words("街道", "Areas"),
    "needed": Words("尚需补报", "Needed"),
    "notes": Words("注", "Notes"),
}
_TINTS = {
    "reached": "FFD8EFE4", "in_line": "FFDCEBFA", "behind": "FFFCE6CF", "grave": "FFFADADD", "under_way": "FFE9ECEF",
    "undecided": "FFE9E1F7", "not_monitored": "FFF3F3F3", "other": "FFF3F3F3",
}  # fmt: skip


_A4 = 9


@frozen
class _Book:
    """A workbook to be made of a report."""

    report: Content

    def made(self) -> Workbook:
        book: Workbook = import_module("openpyxl").Workbook()
        book.remove(book.worksheets[0])
        told, domains = self.report, self._domains()
        self._sheet(book, "overview", ("state", "count", "meaning"), self._overview())
        self._sheet(book, "indicators", _LINE, [self._line(line, domains) for line in told.indicators])
        tasks = told.all_lines[len(told.indicators) :]
        if tasks:
            self._sheet(book, "tasks", _LINE, [self._line(line, domains) for line in tasks])
        duties = ("department", "role", "number", "name", "state", "doubts", "remark")
        self._sheet(book, "departments", duties, self._departments())
        areas = ("area", "number", "name", "unit", "target", "figure", "value", "low", "high", "state")
        self._sheet(book, "areas", areas, self._areas())
        asked = ("department", "number", "name", "period", "area", "what", "why")
        self._sheet(book, "needed", asked, self._needed())
        self._sheet(book, "notes", ("number", "note"), list(enumerate(told.notes, 1)))
        return book

    def _said(self, words: Words) -> str:
        return self.report.said(words)

    # --- what stands in the rows ---------------------------------------------------------------------

    def _overview(self) -> list[Row]:
        counts = self.report.counts
        rows: list[Row] = [(one.sign, one.number, self._said(one.sign.state.meaning)) for one in counts]
        return [*rows, (self._said(Words("合计", "Total")), sum(one.number for one in counts), "")]

    def _domains(self) -> dict[str, str]:
        """Return the name of the domain of each indicator."""
        return {line.cells["number"]: table.name for table in self.report.domains for line in table.lines}

    def _line(self, line: Line, domains: dict[str, str]) -> Row:
        plan, number = self.report.assessment.plan, line.cells["number"]
        rule = next(rule for rule in plan.rules if rule.number == number)
        who = {role: self._joined(answering(plan, rule, role)) for role in ("lead", "jointly")}
        known = numbers(line.finding)
        cells: dict[str, Cell] = {
            **line.cells, "number": _typed(number), "domain": domains.get(number, ""),
            "limit": known.limit, "base": known.base, "due_now": known.due,
            "value": known.value, "low": known.low, "high": known.high,
            "state": line.sign, "doubts": self._doubts(line), "leads": who["lead"], "shares": who["jointly"],
        }  # fmt: skip
        return [cells[key] for key in _LINE]

    def _doubts(self, line: Line) -> str:
        return Words("；", "; ").in_language(self.report.lang).join(line.marks)

    def _joined(self, names: Iterable[str]) -> str:
        return Words("、", ", ").in_language(self.report.lang).join(names)

    def _departments(self) -> list[Row]:
        lines = {line.cells["number"]: line for line in self.report.all_lines}
        roles = {"leads": Words("牵头", "leads"), "shares": Words("配合", "shares in")}
        return [
            (name, self._said(words), *self._of_department(lines[finding.subject.number]))
            for name, duty in self.report.assessment.by_department().items()
            for role, words in roles.items()
            for finding in getattr(duty, role)
        ]

    def _of_department(self, line: Line) -> Row:
        return _typed(line.cells["number"]), line.name, line.sign, self._doubts(line), line.cells["remark"]

    def _areas(self) -> list[Row]:
        matrix = self.report.matrix
        if matrix is None:
            return []
        return [
            (name, *self._of_area(line, cell))
            for name, cells in matrix.down
            for line, cell in zip(matrix.across, cells, strict=True)
        ]

    def _of_area(self, line: Line, told: AreaCell) -> Row:
        known, cells = of_level(told.finding.level, told.finding.unit), line.cells
        about = _typed(cells["number"]), line.name, cells["unit"], cells["target"]
        return *about, told.figure, known.value, known.low, known.high, told.sign

    def _needed(self) -> list[Row]:
        keys = ("name", "period", "area", "what", "why")
        return [
            (asked.holders, _typed(row["number"]), *(row[key] for key in keys))
            for asked in self.report.needed
            for row in asked.rows
        ]

    # --- how they are written ------------------------------------------------------------------------

    def _sheet(self, book: Workbook, key: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Write a sheet: the title, on the overview what stands below it, the header with its filters, the rows."""
        styles, sheet = import_module("openpyxl.styles"), book.create_sheet(self._said(_NAMES[key]))
        above = [self.report.title, *([self.report.notice] if self.report.notice else [])]
        if key == "overview":
            above += [*self.report.under, *self.report.headlines, self._made()]
        for number, line in enumerate(above, 1):
            put(sheet.cell(number, 1), line)
            sheet.cell(number, 1).font = styles.Font(bold=number == 1, size=14 if number == 1 else 11)
        head = len(above) + 1
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(head, at)
            put(cell, self._said(_COLUMNS[column].heading))
            cell.font, cell.fill = styles.Font(bold=True), styles.PatternFill("solid", "FFE7E6E6")
            sheet.column_dimensions[cell.column_letter].width = _COLUMNS[column].width
        wrapped = styles.Alignment(wrap_text=True, vertical="top")
        for number, row in enumerate(rows, head + 1):
            for at, content in enumerate(row, 1):
                self._write(sheet.cell(number, at), content, styles)
                sheet.cell(number, at).alignment = wrapped
        last = sheet.cell(head + len(rows), len(columns)).coordinate
        if key not in ("overview", "notes"):
            sheet.auto_filter.ref = f"A{head}:{last}"
        name = columns.index("name") + 2 if "name" in columns else 1
        sheet.freeze_panes = sheet.cell(head + 1, name)
        for_print(sheet, head)
        sheet.page_setup.paperSize = _A4

    def _write(self, cell: Any, content: Cell, styles: Any) -> None:
        match content:
            case Sign(word=word, tone=tone):
                put(cell, word)
                cell.fill = styles.PatternFill("solid", _TINTS[tone])
            case Number(value=value, number_format=shown):
                cell.value, cell.number_format = value, shown
            case _:
                put(cell, content)

    def _made(self) -> str:
        day = f"{self.report.generated:%Y-%m-%d}"
        return f"{self._said(PAGE['generated'])} {day} ｜ prevention_rules {self.report.version}"


def _typed(number: str) -> int | str:
    """Return the number of a rule as a number where it is one, so that 9 is sorted before 10."""
    return int(number) if number.isascii() and number.isdecimal() else number
