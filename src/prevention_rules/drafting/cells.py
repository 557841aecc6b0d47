"""The cells of a printed row by the fields they belong to: number, targets by their years, and what has no field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from attrs import frozen

from prevention_rules.drafting.columns import NUMBER, Column
from prevention_rules.drafting.printed import Printed
from prevention_rules.plans.dated import InForce
from prevention_rules.text import Words

NOTHING = frozenset({"", "-", "—", "－", "–", "/", "／", "无"})
"""What stands in a cell where nothing is meant."""

Cell = tuple[Column, str]


@frozen
class Aims:
    """The target of the last year, and those that the table dates where it has several columns of them."""

    text: str = ""
    dated: tuple[InForce, ...] = ()
    told: tuple[Words, ...] = ()
    taken: tuple[Cell, ...] = ()


def cells_of(row: Printed, *meanings: str) -> list[Cell]:
    """Return the cells of a row that mean one of these, by their years; one without a year comes last."""
    found = [one for one in zip(row.columns, row.cells, strict=True) if one[0].meaning in meanings]
    return sorted(found, key=lambda one: one[0].year or _LATEST)


_LATEST = 9999


_NUMBERED = re.compile(r"[（(]?(?P<number>\d+(?=[)）.．、])|[①-⑳])[)）.．、]?\s*(?P<name>.+)")


def with_numbers(rows: Sequence[Printed]) -> list[Printed]:
    """Take the numbers that stand before the names, where each row counts on from the one above: 1.人均预期寿命."""
    found = [one for row in rows if (one := _NUMBERED.fullmatch(row.at("name")))]
    numbers = [int(unicodedata.normalize("NFKC", one["number"])) for one in found]
    in_turn = [at for at, number in enumerate(numbers, numbers[0] if numbers else 0) if at == number]
    if len(in_turn) < len(rows) or any(row.at("number") for row in rows):
        return list(rows)
    named = zip(rows, numbers, found, strict=True)
    return [row.numbered(f"{number}", one["name"]) for row, number, one in named]


def numbers_of(rows: Sequence[Printed]) -> list[tuple[str, bool]]:
    """Return the number of each row, and whether it is printed; where one is missing or stands twice, all are ours."""
    printed = [NUMBER.fullmatch("".join(row.at("number").split())) for row in rows]
    numbers = [found["bare"] if found else "" for found in printed]
    if "" not in numbers and len(set(numbers)) == len(numbers):
        return [(number, True) for number in numbers]
    return [(f"{at}", False) for at in range(1, len(rows) + 1)]


def aims_of(row: Printed, last_year: int | None) -> Aims:
    """Return the targets of a row; of years that do not say what they hold, the last is the target."""
    columns = cells_of(row, "target") or cells_of(row, "dated")[-1:]
    filled = [one for one in columns if one[1] not in NOTHING]
    if not filled:
        return Aims()
    last, text = filled[-1]
    told = [_empty(columns[-1][0], last)] if filled[-1] != columns[-1] else []
    several = len(filled) > 1 or (last.year is not None and last_year not in (None, last.year))
    years = [(column.year or last_year, (column, cell)) for column, cell in filled]
    dated = [InForce(since=year, target=cell) for year, (_, cell) in years if several and year is not None]
    taken = [one for year, one in years if year is not None or one == filled[-1]]
    return Aims(text, tuple(dated), tuple(told), tuple(taken))


def _empty(column: Column, last: Column) -> Words:
    zh = f"“{column.header}”一栏是空的，target 取“{last.header}”一栏"
    return Words(zh, f"{column.header} is empty; target is what stands under {last.header}")


def beside(row: Printed, number: str, aims: Aims) -> Iterator[tuple[str, str]]:
    """Yield the cells that have no field, with their headers: bases, other years, numbers written otherwise."""
    for column, cell in zip(row.columns, row.cells, strict=True):
        match column.meaning:
            case "number":
                without_field = cell != number
            case "unit":
                without_field = cell in NOTHING
            case "target" | "dated":
                without_field = (column, cell) not in aims.taken
            case meaning:
                without_field = meaning in ("base", "other")
        if cell and without_field:
            yield column.header, cell
