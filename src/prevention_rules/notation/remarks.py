"""What stands in brackets behind a published figure, a closed list: a known note, the year, an interval, counts.

A bracket that unsays the figure (未报, 目标, 上年) or that nobody knows is refused: a figure is evidence only for
what it says.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

import attrs

from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.dates import read_deadline
from prevention_rules.notation.lexeme import Note
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.quantities import Amount, exact
from prevention_rules.rounding import written_interval
from prevention_rules.statements import Statement, Value
from prevention_rules.targets import About, Range
from prevention_rules.text import Words

_DATE = re.compile("截[至止]?(?:到)?(?P<year>(?:19|20|21)[0-9]{2})年[0-9]{1,2}月(?:[0-9]{1,2}日|[底末])?")
_NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?)"
_INTERVAL = re.compile(
    r"(?:9[059](?:\.[0-9])?% ?(?:ci|置信区间|可信区间)[:：,]? ?)?"
    rf"{_NUMBER}[%‰]?(?:-|--|~|至|到|,| to |, ?){_NUMBER}[%‰]?",
    re.IGNORECASE,
)
_MARK = re.compile("注[0-9]{0,2}|[①-⑳*]")
_COUNTS = re.compile("([0-9]+(?:,[0-9]{3})*)/([0-9]+(?:,[0-9]{3})*)")

Meaning = Literal["kept", "about", "year", "interval", "counts"]


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
            case "about" if isinstance(made, Value):
                return About(made.amount)
            case "interval" if isinstance(made, Value):
                return self._interval(made)
            case "counts" if isinstance(made, Value):
                return self._counts(made)
        raise _unknown(self.note)

    def _interval(self, made: Value) -> Statement:
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
    if found := _DATE.fullmatch(inside):
        return Remark(note, "kept", int(found["year"]))
    if found := _COUNTS.fullmatch(inside):
        return Remark(note, "counts", numbers=tuple(Fraction(n.replace(",", "")) for n in found.groups()))
    if found := _INTERVAL.fullmatch(inside):
        return Remark(note, "interval", numbers=tuple(exact(number)[0] for number in found.groups()))
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


_UNSAID = {
    "missing": Words("是缺报，不是数值", "is a missing report, not a figure"),
    "aim": Words("说的是打算或预测，不是完成情况", "states an aim or a forecast, not a figure"),
    "other": Words("是另一时期的数", "is a figure of another period"),
    "break": Words("表示口径有中断", "marks a break in the series"),
}
_CURES = {
    "missing": Words("缺报请空着", "leave a missing report empty"),
    "break": Words("请在规则中声明 series_break", "declare it in the rule as series_break"),
}


def _unsays(note: Note, meaning: str) -> RefusalError:
    said = _UNSAID[meaning]
    return refuse(note.span, f"括号里的“{note.said}”{said.zh}", f"({note.said}) {said.en}", _CURES.get(meaning))


def _unknown(note: Note) -> RefusalError:
    hint = Words("说明请写在备注栏", "write remarks in a column of their own")
    return refuse(note.span, f"不认识括号里的“{note.said}”", f"({note.said}) behind a figure is not known", hint)
