"""Every exception of the library, with its data as fields and its message in both languages.

``str(error)`` is both, Chinese first; ``error.explain("zh")`` and ``error.explain("en")`` one of them.
Missing data is never an exception (it is a verdict); unreadable text is never a verdict (it is an exception).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import attrs
from attrs import define, frozen

from prevention_rules.as_code import in_short
from prevention_rules.text import Language, Words, underline, visible


class PreventionRulesError(Exception):
    """The base of every error this library raises on purpose."""

    def explain(self, lang: Language = "en") -> str:
        """Return the whole message in *lang*."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"{self.explain('zh')}\n{self.explain('en')}"


def _seen(said: Words, lang: Language) -> str:
    """Return a phrase with what a file or a caller put into it made visible; its own lines stay lines."""
    return "\n".join(map(visible, said.in_language(lang).split("\n")))


Hint = Words | Callable[[], Words | None] | None
"""A guess at what was meant, or what makes one."""


@define(eq=False)
class TextError(PreventionRulesError, ValueError):
    """A text that cannot be read: where it went wrong, what was expected, and a guess.

    ``text`` is the author's own text, ``span`` the place in it (start, end), ``problem`` the
    sentence, ``expected`` what could have stood there.
    """

    text: str
    span: tuple[int, int]
    problem: Words
    expected: tuple[Words, ...] = ()
    _hint: Hint = attrs.field(default=None, alias="hint", repr=False)

    @property
    def hint(self) -> Words | None:
        """A guess at what was meant; one that takes a search is made only when somebody asks."""
        return self._hint() if callable(self._hint) else self._hint

    def explain(self, lang: Language = "en") -> str:
        """Draw the message: the problem, the text with the place underlined, expected, hint."""
        lines = [_seen(self.problem, lang), underline(self.text, self.span)]
        if self.expected:
            joined = ("、" if lang == "zh" else ", ").join(_seen(phrase, lang) for phrase in self.expected)
            lines.append(Words(f"此处应为：{joined}", f"expected: {joined}").in_language(lang))
        if (hint := self.hint) is not None:
            said = _seen(hint, lang)
            lines.append(Words(f"提示：{said}", f"hint: {said}").in_language(lang))
        return "\n".join(lines)


class TargetSyntaxError(TextError):
    """A target that cannot be read with certainty."""


class ValueSyntaxError(TextError):
    """A published value that cannot be read with certainty."""


@define(eq=False)
class StatedError(PreventionRulesError, ValueError):
    """An error that is one sentence in each language."""

    problem: Words

    def explain(self, lang: Language = "en") -> str:
        """Return the sentence in *lang*."""
        return _seen(self.problem, lang)


class UnitError(StatedError):
    """A unit that is neither known nor declared, or two units that cannot be compared."""


class PeriodError(StatedError):
    """A period that cannot be read or lies outside the calendar."""


class ObservationError(StatedError):
    """An observation that cannot be accepted: not a number, a negative rate, an unknown indicator."""


class ContradictionError(ObservationError):
    """Two figures about one indicator that cannot both be true."""


class FormatError(StatedError):
    """A dictionary or a choice that is not one this library understands."""


@frozen
class Fault:
    """One fault in a file: where it stands, what is wrong, and what to do about it.

    ``row`` names the entry a reader looks for (``indicator 7``, in Chinese 指标 7), ``field`` the key in it, ``cell``
    the cell of a workbook (``表1!D7``), whose row is the line.
    """

    file: str
    line: int | None
    row: str
    field: str
    problem: Words
    cure: Words
    cell: str = ""

    __repr__ = in_short

    @classmethod
    def at(cls, place: str, row: str, field: str, problem: Words, cure: Words) -> Fault:
        """Return the fault of a place as observations name it: ``file``, ``file:line`` or ``file:sheet!cell``."""
        file, _, where = place.rpartition(":")
        if file and where.isascii() and where.isdecimal():
            return cls(file, int(where), row, field, problem, cure)
        if file and (found := _CELL.fullmatch(where)):
            return cls(file, int(found["row"]), row, field, problem, cure, where)
        return cls(place, None, row, field, problem, cure)

    def in_language(self, lang: Language) -> str:
        """Write the fault as one line: ``file:line: row, field: problem (cure)``."""
        where_in_file = self.cell or ("" if self.line is None else f"{self.line}")
        place = f"{self.file}:{where_in_file}" if where_in_file else self.file
        where = ", ".join(part for part in (entry_of(self.row).in_language(lang), self.field) if part)
        said, cure = _seen(self.problem, lang), _seen(self.cure, lang)
        drawn = ": ".join(part for part in (visible(place), visible(where), said) if part)
        return drawn + Words(f"\n    改法：{cure}", f"\n    cure: {cure}").in_language(lang)


_ENTRIES = {
    "indicator": "指标", "commitment": "承诺", "domain": "领域", "area": "地区", "department": "单位", "task": "任务",
    "milestone": "节点", "header": "表头",
}  # fmt: skip


def entry_of(row: str) -> Words:
    """Return how people call an entry, where the name of its table comes first.

    >>> entry_of("indicator 7").zh, entry_of("plan").zh
    ('指标 7', 'plan')
    """
    table, space, name = row.partition(" ")
    return Words(f"{_ENTRIES.get(table, table)}{space}{name}", row)


_CELL = re.compile(r"[^!]*!(?P<column>[A-Z]+)(?P<row>[0-9]+)")


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Sort faults by file, sheet (in the order of the workbook), line, and column; each is told once."""
    given = tuple(dict.fromkeys(faults))
    sheets = list(dict.fromkeys(fault.cell.partition("!")[0] for fault in given))

    def place(fault: Fault) -> tuple[str, int, int, int, str]:
        sheet, _, cell = fault.cell.partition("!")
        column = cell.rstrip("0123456789")
        return fault.file, sheets.index(sheet), fault.line or 0, len(column), column

    return tuple(sorted(given, key=place))


@define(eq=False)
class FileError(PreventionRulesError, ValueError):
    """A rule file or a file of observations with faults; all of them at once, in file order."""

    faults: tuple[Fault, ...] = attrs.field(converter=_in_order)

    def explain(self, lang: Language = "en") -> str:
        """List every fault in *lang*."""
        n = len(self.faults)
        head = Words(f"发现 {n} 处错误：", f"{n} fault{'s' if n != 1 else ''}:").in_language(lang)
        return "\n".join([head, *(fault.in_language(lang) for fault in self.faults)])


class RuleFileError(FileError):
    """A rule file that cannot be accepted."""


class ObservationFileError(FileError):
    """A file or batch of observations that cannot be accepted."""


@define(eq=False)
class FrameError(PreventionRulesError, ValueError):
    """A table that cannot be evaluated: the ``column``, what is wrong there, the first ``rows`` where it is, the cure.

    ``rows`` are the keys and the figure of at most five rows, as the table has them.
    """

    column: str
    problem: Words
    cure: Words
    rows: tuple[dict[str, object], ...] = ()

    def explain(self, lang: Language = "en") -> str:
        """Draw the message: column and problem, the cure, and the first rows."""
        column, said, cure = visible(self.column), _seen(self.problem, lang), _seen(self.cure, lang)
        lines = [Words(f"列 {column}：{said}", f"column {column}: {said}").in_language(lang)]
        lines.append(Words(f"    改法：{cure}", f"    cure: {cure}").in_language(lang))
        told = [visible(", ".join(f"{name}={value!r}" for name, value in row.items())) for row in self.rows]
        lines += [Words(f"    如：{row}", f"    as in: {row}").in_language(lang) for row in told]
        return "\n".join(lines)
