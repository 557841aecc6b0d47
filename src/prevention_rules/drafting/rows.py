"""Lines of a table into the rows it prints: headers, broken cells, headings, page numbers and notes told apart.

Nothing is dropped: what is no cell of a row is set aside with its place and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs
from attrs import define

from prevention_rules.drafting.broken import closed, joined, unbroken
from prevention_rules.drafting.columns import NUMBER, Column, header_of, settled
from prevention_rules.drafting.lines import Line
from prevention_rules.drafting.merged import unmerged
from prevention_rules.drafting.printed import Printed, Rows
from prevention_rules.drafting.spaces import reads
from prevention_rules.evidence.figures import Aside
from prevention_rules.evidence.headers import squeezed
from prevention_rules.text import Words

_PAGE = re.compile(r"[-—–·第\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-—–·页\s]*|共?\s*\d+\s*页")
_NOTE = re.compile(r"(?:注|说明|备注|数据来源|资料来源|来源)\s*\d*\s*[：:.．、]|(?:note|source)s?:", re.IGNORECASE)
_MARK = re.compile(r"[*※①-⑳]")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]).+|.{2,30}(?:行动|领域|工程)")


def rows_of(sheets: Sequence[Sequence[Line]]) -> Rows:
    """Read every sheet; a sheet without a header of indicators is set aside as a whole."""
    found = Rows()
    for lines in sheets:
        _Reader([line for line in lines if line.own], found).read()
    return found


@define
class _Reader:
    """A sheet being read from top to bottom."""

    lines: list[Line]
    found: Rows
    columns: tuple[Column, ...] | None = None
    header: tuple[str, ...] = ()
    row: Printed | None = None
    domain: int | None = None
    opened: int | None = None
    last: int = -1

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            if taken := self._header(at):
                at += taken
            else:
                self._line(at)
                at += 1

    def _header(self, at: int) -> int:
        """Take a header that begins here; return how many lines it takes."""
        one = [self.lines[at].cells]
        two = [line.cells for line in self.lines[at : at + 2]]
        taken = 2 if len(two) == 2 and header_of(two) is not None else 1 if header_of(one) is not None else 0
        if not taken:
            return 0
        columns = header_of(two[:taken]) or ()
        said = tuple(squeezed(column.header) for column in columns)
        again = said == self.header
        for line in self.lines[at : at + taken]:
            self._aside(line, Words("重复的表头", "the header again") if again else Words("表头", "the header"))
        if not again:
            self.domain = None if self.row is not None else self.domain  # another table, unless a heading opened it
            below = [line.cells for line in self.lines[at + taken :] if len(line.own) > 1]
            self.columns = settled(columns, [cells for cells in below if header_of([cells]) is None])
            self.header, self.row = said, None
            self.lines[at + taken :] = [self._unmerged(line) for line in self.lines[at + taken :]]
            self.last = max((later for later, line in enumerate(self.lines) if self._may_begin(line)), default=-1)
        return taken

    def _unmerged(self, line: Line) -> Line:
        """Give a row of a text back the cell that the page has merged with the row above."""
        alone = len(line.own) < 2 or line.above
        return line if alone else attrs.evolve(line, cells=unmerged(line.cells, self.columns or ()))

    def _aside(self, line: Line, reason: Words) -> None:
        self.found.aside.append(Aside(line.place, line.text.strip(), reason))

    def _line(self, at: int) -> None:
        line = self.lines[at]
        if self.columns is None:
            self._aside(line, Words("表头之上的文字", "stands above the header"))
        elif self._is_beside(line):
            self._aside(line, Words("页码或表注", "a page number or a note of the table"))
        elif line.own[-1] >= len(self.columns):
            self._aside(line, Words("格数多于表头", "more cells than the header has"))
        elif self._begins(line):
            self._begin(line)
        elif len(line.own) == 1 and (len(line.cells) == 1 or line.wide or _HEADING.fullmatch(line.cells[line.own[0]])):
            self._alone(at)
        else:
            self._continue(line)

    def _is_beside(self, line: Line) -> bool:
        """True for a note below the table, and for a number that stands alone on a line."""
        text = line.cells[line.own[0]]
        alone = line.own == (0,) and (_PAGE.fullmatch(text) or _MARK.match(text))
        return bool(_NOTE.match(text) or alone)

    def _place(self, meaning: str) -> int | None:
        return next((at for at, one in enumerate(self.columns or ()) if one.meaning == meaning), None)

    def _targets(self, line: Line) -> list[str]:
        aims = [at for at, one in enumerate(self.columns or ()) if one.meaning in ("target", "dated")]
        return [line.cell(at) for at in aims if line.cell(at)]

    # --- what a line is ---------------------------------------------------------------------------

    def _is_numbered(self, line: Line) -> bool:
        number = self._place("number")
        return number in line.own and NUMBER.fullmatch("".join(line.cell(number).split())) is not None

    def _may_begin(self, line: Line) -> bool:
        named = self._place("name") in line.own and bool(self._targets(line))
        return named or (len(line.own) > 1 and self._is_numbered(line))

    def _begins(self, line: Line) -> bool:
        """True for a line that opens a row: it has a number, or a name and a target that both stand on their own."""
        if not self._may_begin(line):
            return False
        aim = None if self.row is None else self.row.column("target", "dated")
        if self._is_numbered(line) or self._place("number") is None or self.row is None or aim is None:
            return True
        return reads(self.row.cells[aim]) and any(map(reads, self._targets(line)))

    def _begin(self, line: Line) -> None:
        assert self.columns is not None
        self._domain(line)
        cells = [unbroken(line.cell(at)) for at in range(len(self.columns))]
        self.row = Printed(line.place, self.columns, cells, self.domain, line.spaced)
        for at in sorted(line.above):
            if line.cell(at) and self.columns[at].meaning != "domain":
                head = self.columns[at].header
                said = Words(f"“{head}”与上一行是合并的一格", f"{head} is one merged cell with the row above")
                self.row.told.append(said)
        self.found.rows.append(self.row)

    def _domain(self, line: Line) -> None:
        """Take the domain that a line names, or stands in a merged cell of."""
        text = closed(line.cell(self._place("domain")))
        if not text:
            return
        if text not in self.found.domains:
            self.found.domains.append(text)
            self.opened = len(self.found.rows)
        self.domain = self.found.domains.index(text)

    def _alone(self, at: int) -> None:
        """Place a line of one text: a heading, the rest of the target above it, or neither."""
        line = self.lines[at]
        text = line.cells[line.own[0]]
        if at < self.last and (line.wide or _HEADING.fullmatch(text)):
            self._head(closed(text))
            return
        aim = None if self.row is None else self.row.column("target", "dated")
        if self.row is not None and aim is not None and reads(joined(self.row.cells[aim], text)):
            self._join(line, aim, text)
        elif at < self.last:
            self._aside(line, Words("不知属于哪一格", "which cell it belongs to is not known"))
            self._doubt(text)
        else:
            self._aside(line, Words("表后的文字", "stands below the table"))
            self.row = self.domain = None

    def _head(self, text: str) -> None:
        """Take a heading as the domain of the rows below it."""
        if text not in self.found.domains:
            self.found.domains.append(text)
        self.domain, self.row = self.found.domains.index(text), None

    def _continue(self, line: Line) -> None:
        """Take the rest of broken cells, each in its own column."""
        place = self._place("domain")
        if line.own == (place,) and self.opened != len(self.found.rows) - 1:
            self._domain(line)
        elif self.row is None or (self._place("number") is None and line.own == (self._place("name"),)):
            self._aside(line, Words("不知是小标题，还是断开的格", "a heading, or part of a broken cell"))
            self._doubt(line.text)
        else:
            for at in line.own:
                self._join(line, at, line.cells[at])

    def _join(self, line: Line, at: int, text: str) -> None:
        assert self.row is not None
        if self.row.columns[at].meaning == "domain" and self.domain is not None:
            self.found.domains[self.domain] = closed(joined(self.found.domains[self.domain], text))
        else:
            self.row.join(at, unbroken(text))
        said = Words(f"接上了断开的“{text}”（{line.place}）", f"joined with what was broken off: {text} ({line.place})")
        self.row.told.append(said)

    def _doubt(self, text: str) -> None:
        if self.row is not None:
            said = Words(f"其后的“{text}”没有放入任何一格", f"what follows, {text}, was put into no cell")
            self.row.told.append(said)
