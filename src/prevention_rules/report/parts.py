"""What a report is made of: signs, counts, lines and tables, each already in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import State
from prevention_rules.report.bullets import Bullet
from prevention_rules.report.looks import tone


@frozen
class Sign:
    """A state as it is shown: the sign and the tone by its code, and its word."""

    state: State
    word: str

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return tone(self.state)


@frozen
class Count:
    """How many there are of a state."""

    sign: Sign
    number: int


@frozen
class Line:
    """One indicator or commitment: its cells by column, its state, why it is marked, its chart."""

    anchor: str
    cells: Mapping[str, str]
    sign: Sign
    marks: tuple[str, ...]
    bullet: Bullet | None
    finding: Finding

    @property
    def name(self) -> str:
        """What it is called."""
        return self.cells["name"]


@frozen
class Table:
    """Lines under a name, worst first, with their counts."""

    name: str
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]


@frozen
class Share:
    """What a department answers for: how many it leads and shares in, by state, and which of them are behind."""

    name: str
    leads: tuple[Count, ...]
    shares: tuple[Count, ...]
    behind: tuple[Line, ...]


@frozen
class AreaCell:
    """The figure of one area for one indicator, and its state."""

    sign: Sign
    figure: str
    finding: Finding


@frozen
class Matrix:
    """Areas down, indicators across."""

    across: tuple[Line, ...]
    down: tuple[tuple[str, tuple[AreaCell, ...]], ...]
    counts: tuple[Count, ...]


@frozen
class Asked:
    """What is still needed of those who hold it."""

    holders: str
    rows: tuple[Mapping[str, str], ...]
