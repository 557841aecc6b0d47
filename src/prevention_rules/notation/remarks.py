"""What stands in brackets behind a published figure, a closed list: a known note, the year, an interval, counts.

A bracket that unsays the figure (未报, 目标, 上年) or that nobody knows is refused: a figure is evidence only for
what it says.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

import attrs

from prevention_rules.exact_numbers import exact
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.dates import a_month, read_deadline
from prevention_rules.notation.lexeme import Lexeme, Note
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.quantities import Amount, Unit
from prevention_rules.rounding import written_interval
from prevention_rules.statements import Statement, Value
from prevention_rules.targets import About, Bound, Range
from prevention_rules.text import Words

_DATE = re.compile(
    "截[至止]?(?:到)?(?P<year>(?:19|20|21)[0-9]{2})年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|[底末])?"
)
_MONTH = re.compile("(?:19|20|21)[0-9]{2}年[0-9]{1,2}月份?")
_CHANGE = re.compile(
    "(?:同比|[比较](?:上年|去年)(?:同期)?|[比较](?P<year>(?:19|20|21)[0-9]{2})年)?"
    "(?:提高|提升|上升|增长|增加|下降|降低|减少|回落)了?[0-9]+(?:\\.[0-9]+)?(?:个?百分点|[%‰起例个人件次])"
)
"""What a figure changed by: the level is the figure outside, whatever the change is from."""
_BESIDE = re.compile(
    "(?:上年|去年|(?P<year>(?:19|20|21)[0-9]{2})年[末底]?)(?:为|是)?[0-9]+(?:\\.[0-9]+)?(?P<unit>[%‰起例个人件次])"
)
_NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?)"
_INTERVAL = re.compile(
    r"(?:9[059](?:\.[0-9])?% ?(?:ci|置信区间|可信区间)[:：,]? ?)?"
    rf"{_NUMBER}[%‰]?(?:-|--|~|至|到|,| to |, ?){_NUMBER}[%‰]?",
    re.IGNORECASE,
)
_MONTHS = re.compile("\\((?:[1-9]|1[0-2])(?:-|--|~|至|到)(?:[1-9]|1[0-2])\\)")
_MARK = re.compile("注[0-9]{0,2}|[①-⑳*※]")
_COUNTS = re.compile("([0-9]+(?:,[0-9]{3})*)/([0-9]+(?:,[0-9]{3})*)")

_EVENTS = frozenset({"起", "例", "次", "人次", "件", "宗", "场"})
"""Units of what happens and is counted up: a part of the year has only a part of them."""

Meaning = Literal["kept", "change", "beside", "about", "year", "part", "interval", "counts"]


@node(eq=False)
class Remark:
    """A bracket behind a figure and what it means."""

    note: Note
    meaning: Meaning
    year: int | None = None
    numbers: tuple[Fraction, ...] = ()

    @property
    def text(self) -> str:
        """What stands in the brackets."""
        return self.note.said

    def beside(self, made: Statement, context: Context) -> Statement:
        """Return the statement with what the bracket says of it; raises `RefusalError` where the two do not agree."""
        match self.meaning:
            case "kept" | "year":
                return made
            case "change" if isinstance(made, Value | Bound):
                return made
            case "beside" if isinstance(made, Value) and self._is_in_its_unit(made.amount.unit or context.unit):
                return made
            case "part":
                return self._in_the_year(made, context)
            case "about" if isinstance(made, Value):
                return About(made.amount)
            case "interval" if isinstance(made, Value):
                return self._interval(made, made.amount.unit or context.unit)
            case "counts" if isinstance(made, Value):
                return self._counts(made)
        raise _unknown(self.note)

    def _is_in_its_unit(self, unit: Unit | None) -> bool:
        found = _BESIDE.fullmatch(self.note.said)
        return found is not None and unit is not None and unit.text == found["unit"]

    def _in_the_year(self, made: Statement, context: Context) -> Statement:
        """截至6月底: places and beds are counted on a day (时点数); of anything else it is a part of the year."""
        stated = made.amount.unit if isinstance(made, Value | Bound) else None
        unit = stated or context.unit
        if unit is not None and unit.is_count and unit.text not in _EVENTS:
            return made
        found = _DATE.fullmatch(self.note.said)
        assert found is not None  # it was read as a date
        part = f"截至{found['year']}年{int(found['month'])}月底"
        hint = Words(
            f"请把数值放在它自己的时期之下，如“{part}”", f"give the figure under its own period, such as {part}"
        )
        zh, en = f"括号里的“{self.note.said}”只是一年的一部分", f"({self.note.said}) is only a part of the year"
        raise refuse(self.note.span, zh, en, hint)

    def _interval(self, made: Value, unit: Unit | None) -> Statement:
        if (unit is None or unit.is_count) and _MONTHS.fullmatch(self.note.text):  # 5起（1-6）
            zh, en = f"“{self.note.said}”是月份还是区间？", f"is {self.note.said} a stretch of months, or an interval?"
            raise refuse(self.note.span, zh, en)
        lo, hi = self.numbers
        if not lo <= made.amount.value <= hi or lo == hi:
            raise refuse(
                self.note.span, "数值不在括号里的区间内", "the figure does not lie in the interval in brackets"
            )
        least, most = (attrs.evolve(made.amount, value=end, step=None) for end in (lo, hi))
        return Range(least, most)

    def _counts(self, made: Value) -> Statement:
        """85%（153/180）: where the counts round to the rate, they are the rate, exactly."""
        count, of = self.numbers
        unit = made.amount.unit or percent()
        if not unit.is_ratio or not of:
            raise _unknown(self.note)
        share = count / of / unit.factor
        if share not in written_interval(made.amount.value, made.amount.step or Fraction(1)):
            zh = f"括号里的{count}/{of}与“{made.amount}”对不上"
            raise refuse(self.note.span, zh, f"{count}/{of} in brackets does not agree with {made.amount}")
        return Value(Amount(share, made.amount.unit))


def read_remark(note: Note) -> Remark:
    """Return what a bracket behind a figure means; raises `RefusalError` for one that is not known."""
    inside = note.said
    if (year := read_deadline(inside, note.inside)) is not None:
        return Remark(note, "year", year.year)
    if _MONTH.fullmatch(inside):
        raise a_month(note.span, inside)
    if found := _DATE.fullmatch(inside):
        whole = int(found["month"]) == 12 and found["day"] in (None, "31")
        return Remark(note, "kept" if whole else "part", int(found["year"]))
    if found := _COUNTS.fullmatch(inside):
        return Remark(note, "counts", numbers=tuple(Fraction(n.replace(",", "")) for n in found.groups()))
    if found := _INTERVAL.fullmatch(inside):
        return Remark(note, "interval", numbers=tuple(exact(number)[0] for number in found.groups()))
    if _CHANGE.fullmatch(inside):
        return Remark(note, "change")
    if _BESIDE.fullmatch(inside):
        return Remark(note, "beside")
    if _MARK.fullmatch(inside):
        return Remark(note, "kept")
    row = lexicon().remarks.get(inside.lower())
    if row is None:
        raise _unknown(note)
    match row.meaning.split(" ")[0]:
        case "kept":
            return Remark(note, "kept")
        case "about":
            return Remark(note, "about")
    raise _unsays(note, row.meaning)


def year_beside(note: str) -> int | None:
    """Return the earlier year a bracket compares a figure with; None for every other bracket.

    >>> year_beside("2022年84.1%"), year_beside("比2020年提高5个百分点"), year_beside("2022年")
    (2022, 2020, None)
    """
    found = _BESIDE.fullmatch(note) or _CHANGE.fullmatch(note)
    return int(found["year"]) if found and found["year"] else None


_UNSAID = {
    "missing": Words("是缺报，不是数值", "is a missing report, not a figure"),
    "aim": Words("说的是打算或预测，不是完成情况", "states an aim or a forecast, not a figure"),
    "other": Words("是另一时期的数", "is a figure of another period"),
    "elsewhere": Words("是别处的数", "is a figure of another place"),
    "break": Words("表示口径有中断", "marks a break in the series"),
}
_CURES = {
    "missing": Words("缺报请空着", "leave a missing report empty"),
    "break": Words("请在规则中声明 series_break", "declare it in the rule as series_break"),
}


def elsewhere(word: Lexeme, said: str) -> RefusalError:
    """全国平均85%: the figure of another place, in brackets or outside them."""
    zh, en = _UNSAID["elsewhere"].zh, _UNSAID["elsewhere"].en
    return refuse(word.span, f"“{said}”{zh}", f"{said} {en}")


def _unsays(note: Note, meaning: str) -> RefusalError:
    said = _UNSAID[meaning]
    return refuse(note.span, f"括号里的“{note.said}”{said.zh}", f"({note.said}) {said.en}", _CURES.get(meaning))


def _unknown(note: Note) -> RefusalError:
    hint = Words("说明请写在备注栏", "write remarks in a column of their own")
    return refuse(note.span, f"不认识括号里的“{note.said}”", f"({note.said}) behind a figure is not known", hint)
