"""The hidden sheet of a form: by what its rows are known again, wherever they stand when it comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Self

from attrs import frozen

from prevention_rules.assessments.requests import Request
from prevention_rules.text import Words

SHEET = Words("填报键", "keys")
"""What the sheet is called; it is known by its first cell."""

MARK = "prevention-rules form"
_HEADER = ("plan", "indicator", "year", "area", "version", "until", "definition")


@frozen
class Key:
    """One figure that was asked for: of which plan, rule, period and area, in which version of the request.

    ``until`` is the day up to which the figure counts, ``definition`` names the definition it has to follow.
    """

    plan: str
    indicator: str
    period: str
    area: str
    version: str
    until: str = ""
    definition: str = ""

    @classmethod
    def of_row(cls, cells: Sequence[str]) -> Self:
        """Return the key that a row of the hidden sheet holds."""
        return cls(*cells[: len(_HEADER)])

    @property
    def asks(self) -> tuple[str, str, str]:
        """What tells a row of the form from every other."""
        return self.indicator, self.period, self.area


def version_of(plan: str, rows: Iterable[Request]) -> str:
    """Return a short name of a request: the same for the same plan and figures, another for any other."""
    told = "\n".join([plan, *sorted("\t".join(row.key) for row in rows)])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def sheet_rows(plan: str, version: str, rows: Iterable[Request]) -> list[tuple[Any, ...]]:
    """Return the rows of the hidden sheet."""
    keys = dict.fromkeys((plan, *row.key, version, f"{row.until}", row.need.definition) for row in rows)
    return [(MARK, 1), _HEADER, *keys]


def is_keys(first: object) -> bool:
    """True where the first cell of a sheet says that it holds keys."""
    return first == MARK


FIRST = 3
"""The row of the hidden sheet at which its keys begin."""
