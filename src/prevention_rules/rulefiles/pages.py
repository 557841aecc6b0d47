"""A rule file as lines: where an entry and its keys stand, so that a fault can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from prevention_rules.errors import Fault
from prevention_rules.plans.problems import Path, Problem
from prevention_rules.text import Words

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(?P<open>\[\[?)\s*(?P<name>{_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*(?P<name>{_DOTTED})\s*=")


@frozen
class _Mark:
    """A line that opens a table (``opens``: 1 for ``[…]``, 2 for ``[[…]]``) or sets a key (0)."""

    line: int
    name: tuple[str, ...]
    opens: int = 0


@frozen
class Page:
    """The file as lines, to say where an entry and its keys stand."""

    file: str
    lines: Sequence[str]
    marks: tuple[_Mark, ...] = field(init=False, repr=False)

    @marks.default
    def _read(self) -> tuple[_Mark, ...]:
        return tuple(_marks(self.lines))

    def line_of(self, table: str, index: int | None = None, path: Path = ()) -> int | None:
        """Return the line (from 1) of *path* in the index-th ``[[table]]``, or of the entry's header."""
        block = self._block(table, index)
        if not block:
            return None
        names = tuple(part for part in path if isinstance(part, str))
        which = next((part for part in path if isinstance(part, int)), 0)
        inner = _inner(block, (table, *names[:1]), which)
        found = _key(inner, names[1:]) if inner else _key(block, names)
        return (found or (inner or block)[0]).line

    def top_line(self, key: str) -> int | None:
        """Return the line of a key or header outside every entry."""
        return next((mark.line for mark in self.marks if mark.name[0] == key), None)

    def fault(self, table: str, index: int | None, row: str, path: Path, problem: Words, cure: Words) -> Fault:
        """Build a fault that names its line."""
        said = ".".join(part for part in path if isinstance(part, str))
        return Fault(self.file, self.line_of(table, index, path), row, said, problem, cure)

    def fault_of(self, problem: Problem, kept: Mapping[str, Sequence[int]]) -> Fault:
        """Place a problem found in the plan's meaning; *kept* are the places of the plan's entries in the file."""
        index = None if problem.index is None else kept[problem.table][problem.index]
        return self.fault(problem.table, index, problem.row, problem.path, problem.problem, problem.cure)

    def _block(self, table: str, index: int | None) -> list[_Mark]:
        """Return the marks of one entry, its header first and its sub-tables with it."""
        starts = [at for at, mark in enumerate(self.marks) if mark.opens and mark.name == (table,)]
        if (index or 0) >= len(starts):
            return []
        first, *rest = self.marks[starts[index or 0] :]
        ends = (at for at, mark in enumerate(rest) if mark.opens and (mark.name[0] != table or len(mark.name) == 1))
        return [first, *rest[: next(ends, len(rest))]]


def _inner(block: Sequence[_Mark], name: tuple[str, ...], which: int) -> list[_Mark]:
    """Return the marks of the sub-table of that name, its header first; nothing where it has no header."""
    starts = [at for at, mark in enumerate(block) if mark.opens and mark.name == name and len(name) == 2]
    if which >= len(starts):
        return []
    first, *rest = block[starts[which] :]
    return [first, *rest[: next((at for at, mark in enumerate(rest) if mark.opens), len(rest))]]


def _key(block: Sequence[_Mark], names: tuple[str, ...]) -> _Mark | None:
    """Return the mark that sets the key, or the one that sets what it stands in (``definition = {…}``)."""
    for wanted in (names, names[:1]):
        for mark in block[1:]:
            if mark.opens:
                break
            if wanted and mark.name == wanted:
                return mark
    return None


def _marks(lines: Sequence[str]) -> Iterator[_Mark]:
    closing = ""  # what ends the multi-line string we are in
    for number, line in enumerate(lines, 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if found := _HEADER.match(line):
            yield _Mark(number, _names(found["name"]), len(found["open"]))
        elif found := _KEY.match(line):
            yield _Mark(number, _names(found["name"]))
            closing = next((quotes for quotes in ('"""', "'''") if line.count(quotes) == 1), "")


def _names(written: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, written))
