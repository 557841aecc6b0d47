"""A table of texts, ready to be written: for a terminal, for Markdown, HTML, CSV; everything escaped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from attrs import field, frozen

from prevention_rules.as_code import in_short
from prevention_rules.text import columns, display_width

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]()<>#+-!|~&"} | {"\n": " ", "\r": " "})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: a spreadsheet would run it."""


def _texts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cells)


def _cells(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


@frozen
class Sheet:
    """Headings and rows of plain text; each row has a cell for every heading.

    >>> print(Sheet(["指标"], [["<b>|</b>"]]).to_markdown())
    | 指标 |
    | --- |
    | \\<b\\>\\|\\</b\\> |
    """

    headings: tuple[str, ...] = field(converter=_texts)
    rows: tuple[tuple[str, ...], ...] = field(converter=_cells)

    __repr__ = in_short

    def to_text(self) -> str:
        """Return the table for a terminal, a rule below its headings and below its rows."""
        first, *lines = columns([self.headings, *self.rows])
        rule = "─" * min(100, max(map(display_width, [first, *lines])))
        return "\n".join([first, rule, *lines, rule])

    def to_markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [self.headings, ["---"] * len(self.headings)]
        drawn = [_line(map(markdown, lines[0])), _line(lines[1])]
        return "\n".join([*drawn, *(_line(map(markdown, row)) for row in self.rows)])

    def to_html(self) -> str:
        """Return the table as HTML."""
        head = "".join(f"<th>{escape(cell)}</th>" for cell in self.headings)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_csv(self) -> str:
        """Return the table as CSV; a cell that a spreadsheet would run as a formula is quoted by a ``'``."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.headings)
        writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in self.rows)
        return out.getvalue()


def markdown(text: str) -> str:
    """Return *text* so that Markdown shows it as it stands, on one line."""
    return text.translate(_MARKDOWN)


def _line(cells: Iterable[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
