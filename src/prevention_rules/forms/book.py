"""The workbook of a request: a sheet for each department, one of instructions, and the hidden one of keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from attrs import frozen

from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.requests import Asked
from prevention_rules.explain.phrases import in_period
from prevention_rules.forms.columns import INSTRUCTIONS
from prevention_rules.forms.keys import SHEET, sheet_rows, version_of
from prevention_rules.forms.looks import Looks, put
from prevention_rules.forms.sheets import FormSheet
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    from openpyxl import Workbook

_NOBODY = Words("未指明单位", "nobody named")
_INSTRUCTED = Words("填表说明", "How to fill it in")
_BLANK = "________"


@frozen
class Book:
    """A workbook to be written: for which assessment, in which language, and where it goes back to."""

    assessment: Assessment
    lang: Language
    office: str
    contact: str
    due: date | None

    def of(self, asked: Sequence[Asked]) -> Workbook:
        """Return the workbook that asks for all of this."""
        plan, rows = self.assessment.plan, [row for one in asked for row in (*one.fills, *one.told)]
        book: Workbook = import_module("openpyxl").Workbook()
        looks, version = Looks(book), version_of(plan.id, rows)
        book.remove(book.worksheets[0])
        for one in asked:
            sheet = book.create_sheet(_title(one.department or self._said(_NOBODY), book.sheetnames))
            FormSheet(sheet, self.lang, looks).write(self._head(one), plan.last_year, one, version)
        told = book.create_sheet(_title(self._said(_INSTRUCTED), book.sheetnames))
        for at, line in enumerate(INSTRUCTIONS, 1):
            put(told.cell(at, 1), self._said(line))
        told.column_dimensions["A"].width = 120
        hidden = book.create_sheet(_title(self._said(SHEET), book.sheetnames))
        for number, cells in enumerate(sheet_rows(plan.id, version, rows), 1):
            for at, content in enumerate(cells, 1):
                put(hidden.cell(number, at), content)
        hidden.sheet_state = "hidden"
        return book

    def _said(self, words: Words) -> str:
        return words.in_language(self.lang)

    def _head(self, asked: Asked) -> tuple[str, str]:
        """Return the title, and the line below it: to whom, how much, by when, and whom to ask."""
        plan, period = self.assessment.plan, self.assessment.data_through
        when, department = in_period(period), asked.department or self._said(_NOBODY)
        title = Words(
            f"《{plan.title}》{when.zh}{'度' * (period.kind == 'year')}指标数据催报单",
            f"{plan.title_en or plan.title}: figures requested for {when.en}",
        )
        day = Words("__月__日", _BLANK) if self.due is None else _day(self.due)
        items, bases = len(asked.fills), sum(row.is_base for row in asked.fills)
        office, contact = self.office or _BLANK, self.contact or _BLANK
        pieces = (
            Words(f"致：{department}", f"To: {department}"),
            Words(f"共{items}项，其中基期数{bases}项", f"{items} figures, {bases} of them of the base"),
            Words(f"请于{day.zh}前报{office}", f"by {day.en} to {office}"),
            Words(f"联系人、电话：{contact}", f"contact: {contact}"),
        )
        return self._said(title), " ｜ ".join(map(self._said, pieces))


def _day(day: date) -> Words:
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}")


def _title(name: str, taken: Iterable[str]) -> str:
    """Return a title that a sheet may have: no sign a spreadsheet forbids, at most 31 letters, and none twice."""
    plain = "".join(" " if char in r"[]:*?/\'" else char for char in name).strip()[:28] or "-"
    closed, title, number = {one.casefold() for one in taken}, plain, 1
    while title.casefold() in closed:
        number += 1
        title = f"{plain}-{number}"
    return title
