"""The figure of one row, as its cells have it and as the scalar path takes it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from prevention_rules.evidence.observations import Ratio
from prevention_rules.exact_numbers import exact
from prevention_rules.frames.columns import FIGURES, Columns
from prevention_rules.intervals import Interval, ValueSet


@frozen
class Figure:
    """The figure of one row as its cells have it; None is an empty cell."""

    value: float | int | None = None
    numerator: float | int | None = None
    denominator: float | int | None = None
    missing: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any], columns: Columns) -> Figure:
        """Return the figure of a row of a table; NaN is an empty cell too."""
        cells = {name: row[columns[name]] for name in FIGURES if name in columns}
        return cls(**{name: None if cell is None or cell != cell else cell for name, cell in cells.items()})

    def reported(self, factor: Fraction = Fraction(1)) -> float | int | Ratio | ValueSet | None:
        """Return the figure as observations hold it, None where nothing was reported.

        *factor* is what one of the table's numbers is in the unit of the rule; of a plain number the scalar path knows.
        """
        if self.value is not None:
            return self.value
        if self.denominator is not None:
            return Ratio(self.numerator or 0, self.denominator, self.missing or 0)
        if self.low is not None or self.high is not None:
            return ValueSet.of(Interval(_end(self.low), _end(self.high))).scale(factor)
        return None


def _end(end: float | int | None) -> Fraction | None:
    return None if end is None else exact(end)[0]
