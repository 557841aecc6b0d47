"""Text whose cells are parted by single spaces, as copied from a PDF: the reader says where a target begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from prevention_rules.drafting.columns import header_of
from prevention_rules.notation.describe import describe
from prevention_rules.notation.lexeme import Name
from prevention_rules.notation.reading import lexemes_of

_YEAR = re.compile(r"(?<=\d) +(?=年)")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_LONGEST = 3
"""How many lines of a page one row may run over."""

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
    page = _Page(lines)
    headers = [at for at, line in enumerate(lines) if _headings(line)]
    at, awaited = 0, 1
    while at < len(lines):
        if headers and at > headers[0] and at not in headers and (found := page.row(at, awaited, headers)):
            cells, taken = found
            awaited += 1
        else:
            cells, taken = page.header(at) if at in headers else ((lines[at].strip(),), 1)
        yield at + 1, cells, "\n".join(lines[at : at + taken])
        at += taken


def _headings(line: str) -> tuple[str, ...]:
    """Return the cells of a header, parted at wide gaps or at every space; none where the line is no header."""
    return next((cells for cells in _parted(_YEAR.sub("", line)) if header_of([cells]) is not None), ())


def _parted(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(_GAP.split(line.strip())), tuple(line.split())


@frozen
class _Page:
    """The lines of a page."""

    lines: Sequence[str]

    def header(self, at: int) -> tuple[tuple[str, ...], int]:
        """Return a header as the cells that its rows will have."""
        words = _headings(self.lines[at])
        if not self._is_plain(at):
            return words, 1
        heads = {column.meaning: column.header for column in header_of([words]) or ()}
        return (heads.get("domain", "领域"), "序号", heads["name"], heads.get("target") or heads["dated"]), 1

    def row(self, at: int, awaited: int, headers: Sequence[int]) -> tuple[tuple[str, ...], int] | None:
        """Return the cells of the row that begins here, and how many lines it takes; None where none does."""
        header = max(one for one in headers if one < at)
        if not self._is_plain(header):
            width = len(_headings(self.lines[header]))
            return next(((cells, 1) for cells in _parted(self.lines[at]) if len(cells) == width), None)
        if self._is_unnumbered(header):
            found = _target_last(self.lines[at].split())
            return None if found is None else (("", "", *found), 1)
        end = min([at + _LONGEST, len(self.lines), *(one for one in headers if one > at)])
        for last in range(at + 1, end + 1):
            if cells := _plain_row(" ".join(self.lines[at:last]).split(), str(awaited)):
                return cells, last - at
            if last < len(self.lines) and str(awaited + 1) in self.lines[last].split()[:1]:
                return None
        return None

    def _is_unnumbered(self, header: int) -> bool:
        return not any("1" in line.split()[:4] for line in self.lines[header + 1 :])

    def _is_plain(self, at: int) -> bool:
        meanings = {column.meaning for column in header_of([_headings(self.lines[at])]) or ()}
        return meanings <= {"domain", "number", "name", "target", "dated"} and len(meanings & {"target", "dated"}) == 1


def _plain_row(words: Sequence[str], number: str) -> tuple[str, ...] | None:
    """Part words into domain, number, name and the longest target that reads."""
    if number not in words[:4]:
        return None
    at = words.index(number)
    found = _target_last(words[at + 1 :])
    return None if found is None else (" ".join(words[:at]), number, *found)


def _target_last(words: Sequence[str]) -> tuple[str, str] | None:
    """Part words into a name and the longest target that reads."""
    for begins in range(1, len(words)):
        if reads(target := " ".join(words[begins:])):
            return " ".join(words[:begins]), target
    return None
