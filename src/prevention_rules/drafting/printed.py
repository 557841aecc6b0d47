"""The rows of a table as they are printed, before any of their cells is read."""

from __future__ import annotations

import attrs
from attrs import define, field, frozen

from prevention_rules.drafting.broken import joined
from prevention_rules.drafting.columns import Column
from prevention_rules.evidence.figures import Aside
from prevention_rules.text import Words


@define
class Printed:
    """A row as it is printed: a text for each column, the place of its domain, and what became of it on the way."""

    place: str
    columns: tuple[Column, ...]
    cells: list[str]
    domain: int | None = None
    spaced: bool = False
    told: list[Words] = field(factory=list)

    def at(self, meaning: str) -> str:
        """Return the text of the first column that means this."""
        cells = zip(self.columns, self.cells, strict=True)
        return next((cell for column, cell in cells if column.meaning == meaning), "")

    def column(self, *meanings: str) -> int | None:
        """Return the place of the last column that means one of these."""
        return next((at for at in reversed(range(len(self.columns))) if self.columns[at].meaning in meanings), None)

    def numbered(self, number: str, name: str) -> Printed:
        """Return the row with a number of its own beside its name."""
        columns = (*self.columns, Column("number", ""))
        at = next(at for at, one in enumerate(self.columns) if one.meaning == "name")
        return attrs.evolve(self, columns=columns, cells=[*self.cells[:at], name, *self.cells[at + 1 :], number])

    def join(self, at: int, text: str) -> None:
        """Take the rest of a broken cell."""
        self.cells[at] = joined(self.cells[at], text)


@frozen
class Rows:
    """What a table prints: its rows, the domains they stand under, and what is neither, in order."""

    rows: list[Printed] = field(factory=list)
    domains: list[str] = field(factory=list)
    aside: list[Aside] = field(factory=list)
