"""Text whose cells are parted by single spaces, as copied from a PDF: the reader says where a target begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from prevention_rules.drafting.columns import header_of
from prevention_rules.notation.describe import describe
from prevention_rules.notation.lexeme import Name
from prevention_rules.notation.reading import lexemes_of

_YEAR = re.compile(r"(?<=\d) +(?=年)")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_LONGEST = 3
"""How many lines of a page one row may run over."""

_MOST = 60
"""How many words a row may have; more are prose."""

Parted = tuple[int, tuple[str, ...], str]
"""The number of a line, its cells, and the line as it was found."""


def reads(text: str) -> bool:
    """True where a text is a target and nothing else: no word of it could be the end of a name.

    >>> reads("比 2020 年 下降 20% 以上"), reads("筛查率 ≥97%"), reads("100%")
    (True, False, True)
    """
    if describe(text, better="higher").target is None:
        return False
    return not any(isinstance(lexeme, Name) for lexeme in lexemes_of(text, None, ("",))[1])


def parted_by_spaces(lines: Sequence[str]) -> Iterator[Parted]:
    """Yield each line with its cells; below a header of 领域, 序号, 指标 and 目标 these four are the cells of a row.

    A row begins with the number that comes next, and may run over some lines until its target reads. Where the header
    has more columns, a line with as many words is a row. Every other line stays one cell.
    """
    headers = {at: _Header(lines, at, cells) for at, line in enumerate(lines) if (cells := _headings(line))}
    header, at, awaited = None, 0, 1
    while at < len(lines):
        found = None
        if at in headers:
            header = headers[at]
            found = header.heads, 1
        elif header is not None:
            end = next((one for one in headers if one > at), len(lines))
            found = header.row(lines[at : min(end, at + _LONGEST)], awaited)
            awaited += found is not None
        cells, taken = found or ((lines[at].strip(),), 1)
        yield at + 1, cells, "\n".join(lines[at : at + taken])
        at += taken


def _headings(line: str) -> tuple[str, ...]:
    """Return the cells of a header, parted at wide gaps or at every space; none where the line is no header."""
    return next((cells for cells in _parted(_YEAR.sub("", line)) if header_of([cells]) is not None), ())


def _parted(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(_GAP.split(line.strip())), tuple(line.split())


@frozen
class _Header:
    """A header, and how the rows below it are parted: a plain one has no more than domain, number, name and target."""

    lines: Sequence[str]
    at: int
    cells: tuple[str, ...]
    heads: tuple[str, ...] = field(init=False)
    is_plain: bool = field(init=False)
    is_numbered: bool = field(init=False)

    @is_plain.default
    def _plain(self) -> bool:
        meanings = {column.meaning for column in header_of([self.cells]) or ()}
        return meanings <= {"domain", "number", "name", "target", "dated"} and len(meanings & {"target", "dated"}) == 1

    @heads.default
    def _heads(self) -> tuple[str, ...]:
        """Return the header as the cells that its rows will have."""
        if not self._plain():
            return self.cells
        heads = {column.meaning: column.header for column in header_of([self.cells]) or ()}
        return heads.get("domain", "领域"), "序号", heads["name"], heads.get("target") or heads["dated"]

    @is_numbered.default
    def _numbered(self) -> bool:
        return any("1" in line.split()[:4] for line in self.lines[self.at + 1 :])

    def row(self, lines: Sequence[str], awaited: int) -> tuple[tuple[str, ...], int] | None:
        """Return the cells of the row that begins *lines*, and how many of them it takes; None where none does."""
        if not self.is_plain:
            width = len(self.cells) - any(column.meaning == "domain" for column in header_of([self.cells]) or ())
            return next(((cells, 1) for cells in _parted(lines[0]) if width <= len(cells) <= len(self.cells)), None)
        if not self.is_numbered:
            named = _target_last(lines[0].split())
            return None if named is None else (("", "", *named), 1)
        for last, line in enumerate(lines):
            if last and str(awaited + 1) in line.split()[:1]:
                return None
            if cells := _plain_row(" ".join(lines[: last + 1]).split(), str(awaited)):
                return cells, last + 1
        return None


def _plain_row(words: Sequence[str], number: str) -> tuple[str, ...] | None:
    """Part words into domain, number, name and the longest target that reads."""
    if number not in words[:4]:
        return None
    at = words.index(number)
    found = _target_last(words[at + 1 :])
    return None if found is None else (" ".join(words[:at]), number, *found)


def _target_last(words: Sequence[str]) -> tuple[str, str] | None:
    """Part words into a name and the longest target that reads."""
    for begins in range(1, len(words) if len(words) <= _MOST else 0):
        if reads(target := " ".join(words[begins:])):
            return " ".join(words[:begins]), target
    return None
