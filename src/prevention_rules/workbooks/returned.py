"""A form that came back: each row known by its key, whatever became of the rows, the columns and the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs
from attrs import define, field

from prevention_rules.assessments.requests import last_day
from prevention_rules.errors import StatedError
from prevention_rules.evidence.figures import Aside, Missing
from prevention_rules.evidence.headers import Column
from prevention_rules.evidence.tables import Declared, Found, Place, Table
from prevention_rules.forms.columns import COLUMNS, code_of
from prevention_rules.forms.keys import FIRST, Key
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words
from prevention_rules.workbooks.cells import day_of, text_of
from prevention_rules.workbooks.form_rows import FIGURES, WHOLE_COUNTS, Asks, FormRow, completed, period_of
from prevention_rules.workbooks.grid import Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_READ = frozenset({"indicator", "name", "unit", "period", "area", "status", "source", *FIGURES})
"""What an ordinary table has as well; the rest of a form is for people, or read here."""

_NEEDED = ("indicator", "period", "area", "content", *FIGURES, "status", "through", "reason")


@define
class Returned:
    """The forms of one file: what was asked, by its keys, and what has been answered so far, in all its sheets."""

    file: str
    plan: Plan | None
    declared: Declared
    found: Found
    _keys: dict[Asks, Key] = field(factory=dict)
    _answered: dict[Asks, tuple[str, tuple[str, ...]]] = field(factory=dict)

    def take_keys(self, sheet: Worksheet) -> None:
        """Take the keys of a hidden sheet; a form of another plan is a fault."""
        width = len(attrs.fields(Key))
        for cells in sheet.iter_rows(min_row=FIRST, max_col=width, values_only=True):
            if any(cells):
                key = Key.of_row([text_of(cell) for cell in cells])
                self._keys[key.asks] = key
        for plan in dict.fromkeys(key.plan for key in self._keys.values()):
            if self.plan is not None and plan != self.plan.id:
                problem = Words(
                    f"这是计划 {plan} 的催报单，不是 {self.plan.id} 的",
                    f"this form is of the plan {plan}, not of {self.plan.id}",
                )
                self.found.fault(Place(self.file, sheet.title).of(FIRST, 0), "", "plan", problem, _OTHER_PLAN)

    def read(self, grid: Grid, header: int) -> None:
        """Read a sheet whose headings stand in the row *header*."""
        self.found.tables += 1
        for number in range(1, header):
            grid.above(number)
        headings = [text for (text,) in grid.header_texts(header, header)]
        codes = self._codes(headings, grid.place, header)
        if codes is None:
            return
        if not self._keys:
            self._told(grid.place.of(header, 0), grid.place.sheet or "", _NO_KEYS)
        columns = [
            Column(code if code in _READ else "remark" if heading else "blank", heading)
            for code, heading in zip(codes, headings, strict=True)
        ]
        table = Table(grid.place, columns, self.declared, self.found)
        texts = [at for at, column in enumerate(columns) if not column.holds_figures]
        for number, cells in grid.rows(header + 1, texts):
            row = FormRow(number, cells, {code: at for at, code in enumerate(codes) if code}, grid.place)
            self._row(row, table)

    def _codes(self, headings: Sequence[str], place: Place, header: int) -> list[str] | None:
        """Return what each column holds; None, with the faults noted, where one is lost or there twice."""
        codes = [code_of(text) or "" if text else "" for text in headings]
        for at, (code, text) in enumerate(zip(codes, headings, strict=True)):
            if text and not code:
                self.found.aside(place.of(header, at), text, "不是表单的列，不用", "no column of the form")
        lost = [one for one in _NEEDED if codes.count(one) != 1]
        for code in lost:
            heading = next(one.heading for one in COLUMNS if one.code == code)
            problem = Words(
                f"表单的“{heading.zh}”一列没有了，或有两列",
                f"the column {heading.en} of the form is lost, or there twice",
            )
            self.found.fault(place.of(header, 0), "header", code, problem, _AS_SENT)
        return None if lost else codes

    def _row(self, row: FormRow, table: Table) -> None:
        if row.first is not None and row.is_around:
            self.found.aside(row.at(row.first), row.said, "表下的文字", "stands below the table")
            return
        answer = row.answer
        key = self._key(row) if any(answer) else None
        if key is None or self._is_repeated(row, key.asks, answer):
            return
        remark = text_of(row.get("remark"))
        if remark:
            self._told(row.place_of("remark"), remark, Words("备注", "remark"))
        if row.is_figure:
            self._figure(row, key, table)
        elif row.reason or row.is_not_yet:
            place = row.place_of("reason" if row.reason else "status")
            self.found.missing.append(Missing(key.indicator, Period.of(key.period), key.area, row.reason, place))
        else:
            place = row.place_of("indicator")
            self.found.aside(place, row.said, "没有数，也没有写原因", "neither a figure nor why there is none")

    def _key(self, row: FormRow) -> Key | None:
        """Return the key of a row by its locked cells; None, with the fault noted, where it is none that was asked."""
        asks = row.asks
        if asks in self._keys:
            return self._keys[asks]
        if not self._keys and asks[0] and (period := period_of(asks[1])) is not None:
            return Key("", asks[0], str(period), asks[2], "", f"{self._last_day(asks[0], period)}")
        others = [key for key in self._keys.values() if key.indicator == asks[0]]
        named = " ".join(filter(None, asks))
        if not named:
            problem = Words(
                "填了数，却没有编号和年份：是后加的一行", "filled in without number and year: a row that was added"
            )
        else:
            problem = Words(
                f"没有催报“{named}”：是后加的，或编号、年份、街道被改过",
                f"{named} was not asked for: added, or its number, year or area was changed",
            )
        listed = [" ".join(filter(None, key.asks)) for key in others]
        sent = Words(f"发出时是：{'、'.join(listed)}", f"sent out were: {', '.join(listed)}")
        self.found.fault(
            row.place_of("indicator"), f"indicator {named}", "", problem, sent if listed else _NO_MORE_ROWS
        )
        return None

    def _last_day(self, number: str, period: Period) -> date:
        rules = () if self.plan is None else self.plan.rules
        return last_day(next((rule for rule in rules if rule.number == number), None), period)

    def _is_repeated(self, row: FormRow, asks: Asks, answer: tuple[str, ...]) -> bool:
        """Say whether a row was answered before: told where the two agree, a fault where they do not."""
        place = row.place_of("indicator")
        before = self._answered.setdefault(asks, (place, answer))
        if before[0] == place:
            return False
        if before[1] == answer:
            self.found.aside(place, " ".join(filter(None, asks)), f"与 {before[0]} 相同", f"the same as {before[0]}")
            return True
        problem = Words(f"这一项在 {before[0]} 也填了，两处不同", f"also filled in at {before[0]}, and differently")
        self.found.fault(place, f"indicator {' '.join(filter(None, asks))}", "", problem, _KEEP_ONE)
        return True

    def _figure(self, row: FormRow, key: Key, table: Table) -> None:
        """Read a row with a figure, unless what stands beside it speaks against it."""
        against = row.against_a_figure
        for code, problem, cure in against:
            self.found.fault(row.place_of(code), f"indicator {key.indicator}", code, problem, cure)
        through = self._through(row, key)
        if against:
            return
        first = len(self.found.observations)
        table.read([(row.number, row.cells)])
        read = self.found.observations[first:]
        try:
            self.found.observations[first:] = [completed(one, row, key, through) for one in read]
        except StatedError as error:
            self.found.fault(row.place_of("numerator"), f"indicator {key.indicator}", "", error.problem, WHOLE_COUNTS)

    def _through(self, row: FormRow, key: Key) -> date | None:
        """Return the day a figure counts through; before the end of its period it is of a part, after it is told."""
        cell = row.get("through")
        if not text_of(cell):
            return None
        day, place = day_of(cell), row.place_of("through")
        if day is None:
            problem = Words(f"“{text_of(cell)}”不是日期", f"{text_of(cell)!r} is not a date")
            self.found.fault(place, f"indicator {key.indicator}", "through", problem, _DAY)
        elif key.until and day < date.fromisoformat(key.until):
            problem = Words(
                f"数只统计到 {day}，{key.period} 要统计到 {key.until}：是其中一部分时期的数",
                f"counted through {day} only, and {key.period} ends on {key.until}: a figure of a part of it",
            )
            self.found.fault(place, f"indicator {key.indicator}", "through", problem, _WHOLE)
        elif key.until and day > date.fromisoformat(key.until):
            late = Words(
                f"统计截止日在期末 {key.until} 之后", f"counted through a day after {key.until}, the last of it"
            )
            self._told(place, f"{day}", late)
        return day

    def _told(self, place: str, text: str, reason: Words) -> None:
        self.found.told.append(Aside(place, text, reason))


_NO_KEYS = Words("没有隐藏的“填报键”，按编号、年份和街道对应", "no hidden keys: known by number, year and area")
_OTHER_PLAN = Words("用那个计划读，或换成本计划的催报单", "read it with that plan, or send the form of this one")
_AS_SENT = Words("恢复成发出时的列名，每列一个", "restore the headings as they were sent, each once")
_NO_MORE_ROWS = Words("没有催报的数另用表格报送", "send figures that were not asked for in a table of their own")
_KEEP_ONE = Words("只留一个，清空另一处", "keep one, and clear the other")
_DAY = Words("写成 2023-12-31 这样的日期", "write a date such as 2023-12-31")
_WHOLE = Words(
    "请报整个时期的数；只有一部分时期的，清空这一行并写明原因",
    "give the figure of the whole period, or clear the row and say why",
)
