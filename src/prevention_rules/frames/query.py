"""A table that waits, beside the limits of what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import narwhals as nw
from attrs import field, frozen

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.columns import Columns
from prevention_rules.frames.grid import OF_BASES, Grid, demand_of, ends
from prevention_rules.frames.lazy import Kinds, LazyEngine, engine_of
from prevention_rules.frames.scalar import Judged
from prevention_rules.judgement.limits import Staircase

Lazy = nw.LazyFrame[Any]
Pair = tuple[Any, Any]
"""An indicator and a period as the cells of a table have them."""

X, KEY, DEMAND, BASE, STEP = "pr_x", "pr_key", "pr_demand", "pr_base", "pr_step"


@frozen(kw_only=True)
class Joining:
    """A table that waits, with the limits of what it speaks of; ``pairs`` lead from its cells to the limits."""

    table: Lazy
    columns: Columns
    grid: Grid
    pairs: Mapping[Pair, int]
    judged: Mapping[tuple[Any, ...], Judged] = field(factory=dict)

    @property
    def engine(self) -> LazyEngine:
        """The engine of the table."""
        return engine_of(self.table)

    @cached_property
    def demands(self) -> dict[Any, tuple[int, Limit]]:
        """The demands on bases: what tells them apart, with a number and a limit that makes them."""
        found: dict[Any, tuple[int, Limit]] = {}
        for limit in self.grid.limits:
            if (demand := demand_of(limit)) is not None:
                found.setdefault(demand, (len(found), limit))
        return found

    @cached_property
    def height(self) -> int:
        """How many cuts there are at most."""
        return max((len(one.steps.cuts) for one in self.grid.limits if one.steps), default=0)

    @cached_property
    def two_sided(self) -> bool:
        """True where some limit has two ends."""
        return any(None not in ends(one.steps) for one in self.grid.limits if one.steps)

    @property
    def width(self) -> int:
        """How many places the outcomes of one limit take: the steps, no figure, and what a base may be."""
        return self.height + 2 + len(OF_BASES)

    @property
    def sides(self) -> tuple[str, ...]:
        """The ends that are looked up: the only one, or the lower and the upper."""
        return ("first", "second") if self.two_sided else ("first",)

    @property
    def key(self) -> list[str]:
        """The columns by which the limits are found."""
        return [self.columns["indicator"], self.columns["period"]]

    @property
    def area(self) -> list[str]:
        """The column of areas, where there is one."""
        return [self.columns["area"]] if "area" in self.columns else []

    def kind(self, name: str) -> type:
        """Return the kind of the cells of a column of the table."""
        return int if self.table.collect_schema()[name].is_integer() else str

    def small(self, kinds: Kinds, rows: Sequence[Sequence[Any]]) -> Lazy:
        """Return a small table beside the one that waits."""
        return self.engine.small(self.table, kinds, rows)

    @property
    def with_x(self) -> Lazy:
        """The table with the figure as a double, null where there is none."""
        x = nw.col(self.columns["value"]) if "value" in self.columns else nw.lit(None)
        return self.table.with_columns(x.cast(nw.Float64).alias(X))

    def own_ends(self, steps: Staircase | None) -> list[Fraction | None]:
        """Return the ends of what is asked for, the only one first."""
        told: list[Fraction | None] = [] if steps is None else [end for end in ends(steps) if end is not None]
        return [*told, None, None][: len(self.sides)]

    def included(self, i: int) -> set[bool]:
        """Say whether the steps of changes begin with their cut, or just beyond it."""
        return {limit.steps.cuts[i].included for _, limit in self.demands.values()
                if limit.steps is not None and i < len(limit.steps.cuts)}  # fmt: skip
