"""A table of texts, ready to be written: for a terminal, for Markdown, HTML, CSV; everything escaped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from attrs import field, frozen

from prevention_rules.as_code import in_short
from prevention_rules.text import display_width, laid_out, visible

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]()<>#+-!|~&"})
FORMULA = tuple("=+-@＝＋－＠")
"""What a cell must not begin with: a spreadsheet would run it, full-width signs too."""


def _texts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(visible, cells))


def _cells(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(_texts, rows))


@frozen
class Sheet:
    """Headings and rows of plain text, as they are seen (`text.visible`); each row has a cell for every heading.

    >>> print(Sheet(["指标"], [["<b>|</b>"]]).to_markdown())
    | 指标 |
    | --- |
    | \\<b\\>\\|\\</b\\> |
    """

    headings: tuple[str, ...] = field(converter=_texts)
    rows: tuple[tuple[str, ...], ...] = field(converter=_cells)

    __repr__ = in_short

    def to_text(self, width: int | None = None) -> str:
        """Return the table for a terminal, a rule below its headings and below its rows.

        In a terminal of *width* cells, long cells go on in the lines below.
        """
        head, *body = laid_out([self.headings, *self.rows], width)
        lines = [line for row in body for line in row]
        rule = "─" * min(100, max(map(display_width, [*head, *lines])))
        return "\n".join([*head, rule, *lines, rule])

    def to_markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [self.headings, ["---"] * len(self.headings)]
        drawn = [_line(map(markdown, lines[0])), _line(lines[1])]
        return "\n".join([*drawn, *(_line(map(markdown, row)) for row in self.rows)])

    def to_html(self, caption: Iterable[str] = ()) -> str:
        """Return the table as HTML, below the lines of a *caption*; cells begin at the left, in a notebook too."""
        above = "<br>".join(map(escape, caption))
        head = _across("th", self.headings)
        body = "".join(f"<tr>{_across('td', row)}</tr>" for row in self.rows)
        above = f"<caption>{above}</caption>" if above else ""
        return f"<table>{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_csv(self) -> str:
        """Return the table as CSV; a cell that a spreadsheet would run as a formula is quoted by a ``'``.

        `unguarded` takes the ``'`` off again, so that what is read back is what was written.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows(map(_guarded, row) for row in (self.headings, *self.rows))
        return out.getvalue()


def _across(tag: str, cells: Iterable[str]) -> str:
    return "".join(f'<{tag} style="text-align:left">{escape(cell)}</{tag}>' for cell in cells)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `Sheet.to_csv` marked it as text.

    >>> unguarded("'-0.5%"), unguarded("'十四五'期间")
    ('-0.5%', "'十四五'期间")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def markdown(text: str) -> str:
    """Return *text* so that Markdown shows it as it stands, on one line."""
    return visible(text).translate(_MARKDOWN)


def _line(cells: Iterable[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
