"""A row as it is printed into an indicator to review: what it prints, and what follows from that, marked as ours."""

from __future__ import annotations

import re
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.drafting.cells import NOTHING, aims_of, beside, cells_of
from prevention_rules.drafting.printed import Printed
from prevention_rules.drafting.stated import better_stated, share_stated, unit_stated
from prevention_rules.drafting.undecided import Undecided, undecided_of, waits_for
from prevention_rules.errors import UnitError
from prevention_rules.notation.describe import Description, describe
from prevention_rules.plans.entries import Indicator
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words


@frozen
class DraftRow:
    """A row of the table as an indicator to review.

    ``place`` is where it stands in the table, ``described`` how its target was read, ``waits`` what keeps it from being
    a rule yet, ``undecided`` what is left to decide, ``beside`` the cells that have no field (header, text), ``told``
    what was joined, merged or left empty.
    """

    place: str
    indicator: Indicator
    described: Description
    waits: tuple[Words, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    told: tuple[Words, ...] = ()

    __repr__ = in_short


def drafted(row: Printed, number: tuple[str, bool], plan: Plan, last_year: int | None) -> DraftRow:
    """Return the indicator that a row prints, its *number* with whether that is printed too."""
    aims = aims_of(row, last_year)
    indicator = Indicator(
        number=number[0],
        domain="" if row.domain is None else f"{row.domain + 1}",
        name=row.at("name"),
        target=aims.text,
        in_force=aims.dated,
        tags=tuple(filter(None, re.split(r"[、,，;；\s]+", row.at("tags")))),
        data_holder=row.at("data_holder"),
        note="；".join(cell for _, cell in cells_of(row, "note") if cell),
        editorial=() if number[1] else ("number",),
    )
    indicator, described = _completed(indicator, _unit(row, indicator))
    return DraftRow(
        row.place,
        indicator,
        described,
        tuple(waits_for(indicator, plan)),
        tuple(undecided_of(indicator, described)),
        tuple(beside(row, number[0], aims)),
        (*aims.told, *row.told),
    )


def _unit(row: Printed, indicator: Indicator) -> str | None:
    """Return the unit of the row's own cell, of the header of its targets, or what its words state."""
    cell = "".join(row.at("unit").split())
    if cell not in NOTHING:
        return cell
    in_header = [column.unit for column, _ in cells_of(row, "target", "dated") if column.unit]
    return in_header[-1] if in_header else unit_stated(indicator.name, indicator.target_text or "")


def _completed(indicator: Indicator, unit: str | None) -> tuple[Indicator, Description]:
    """Return the indicator with what follows from its words, marked as ours, and how its target was then read."""
    share = share_stated(indicator.name, unit)
    described = _described(indicator, unit, share=share)
    better = None if described.target is None else better_stated(described.target)
    ours: dict[str, Any] = {key: value for key, value in (("share", share), ("better", better)) if value}
    return attrs.evolve(indicator, unit=unit, **ours, editorial=(*indicator.editorial, *ours)), described


def _described(indicator: Indicator, unit: str | None, *, share: bool) -> Description:
    try:
        return describe(indicator.target_text or "", unit=unit, name=indicator.name, share=share)
    except UnitError:  # what the row waits for
        return describe(indicator.target_text or "", name=indicator.name)
