"""A problem in the meaning of a plan, before it is placed in a file."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from prevention_rules.errors import PeriodError, entry_of
from prevention_rules.periods import Period
from prevention_rules.text import Words

Path = tuple[str | int, ...]
"""The way to a value inside an entry: ``("target",)``, ``("amendment", 1, "date")``."""


@frozen
class Place:
    """An entry of a plan: its table, its index there, and how people call it."""

    table: str
    index: int | None
    row: str

    def problem(self, path: str | Path, problem: Words, cure: Words) -> Problem:
        """Return a problem that stands in this entry."""
        return Problem(self.table, self.index, self.row, (path,) if isinstance(path, str) else path, problem, cure)


@frozen
class Problem:
    """What is wrong in which entry and field, and what to do."""

    table: str
    index: int | None
    row: str
    path: Path
    problem: Words
    cure: Words


def year_problem(year: int | None, place: Place, path: str | Path) -> Iterable[Problem]:
    """Yield a problem for a year outside the calendar."""
    try:
        if year is not None:
            Period.of(year)
    except PeriodError as error:
        cure = Words("年份写四位数，如 2020", "a year has four digits, such as 2020")
        yield place.problem(path, error.problem, cure)


def no_such(table: str, name: str, known: Iterable[str]) -> tuple[Words, Words]:
    """Say that nothing of that name is in the table, and what could be used."""
    listed = list(known)
    problem = Words(f"没有{entry_of(table).zh} {name}", f"there is no {table} {name}")
    return problem, Words(
        f"加上 [[{table}]]，或改用 {'、'.join(listed[:8])}", f"add a [[{table}]], or use {', '.join(listed[:8])}"
    )
