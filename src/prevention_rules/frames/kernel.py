"""The limits of a plan applied to arrays: a few comparisons of doubles for every row, in blocks that fit the cache."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.blocks import in_blocks, looked_up
from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.exact import end_of
from prevention_rules.frames.grid import OF_BASES, TO_GO, VERDICTS, Grid, code_of, demand_of, ends
from prevention_rules.frames.lifting import lifted, lifted_end
from prevention_rules.judgement.limits import Outcome, Staircase

_NORMAL, _NO_BASE, _ZERO, _NEGATIVE = range(4)
"""What the base of a row is."""

Starts = Callable[[Limit], Doubles]
"""Says what each area reported for the base of a limit, NaN where nothing."""


@frozen(eq=False)
class Decided:
    """What is decided of every row: an outcome by its code, and how far the figure is from the limit."""

    outcome: NDArray[np.uint8]
    limit: Doubles
    margin: Doubles
    needed: Doubles
    on_limit: NDArray[np.bool_]
    scalar: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: int) -> Decided:
        """Return room for so many rows."""
        return cls(
            np.empty(rows, np.uint8), np.empty(rows), np.empty(rows), np.empty(rows), np.empty(rows, bool),
            np.empty(rows, bool),
        )  # fmt: skip


@frozen(eq=False)
class Ends:
    """What a figure is held against: the double nearest to an end, and again where it is the end exactly."""

    near: Doubles
    on: Doubles


@frozen(eq=False)
class Entries:
    """What is looked up for rows: the cuts at which steps begin, the first end, the second of two, what the base is."""

    cuts: Sequence[Doubles]
    first: Ends
    second: Ends
    base: NDArray[np.uint8]

    @classmethod
    def joined(cls, several: Sequence[Entries]) -> Entries:
        """Return the entries of several, one behind the other."""
        first, *_ = several
        if len(several) == 1:
            return first

        def ends_of(which: str) -> Ends:
            told = [getattr(one, which) for one in several]
            return Ends(np.concatenate([one.near for one in told]), np.concatenate([one.on for one in told]))

        cuts = [np.concatenate([one.cuts[at] for one in several]) for at in range(len(first.cuts))]
        return cls(cuts, ends_of("first"), ends_of("second"), np.concatenate([one.base for one in several]))


@frozen(eq=False, kw_only=True)
class Kernel:
    """The limits of a plan in arrays.

    A row looks up its outcome by rule and period (``key``), and its cuts by an entry: that of the key, or, where it is
    held against a base, that of the demand and the area, made once for each base that was reported. ``first_entry`` is
    the one of the key, or of the first area; ``by_area`` is 1 where there is one for each.
    """

    steps: int
    outcome: NDArray[np.uint8]
    first_entry: NDArray[np.int64]
    by_area: NDArray[np.int64]
    scalar: NDArray[np.bool_]
    away: Doubles
    two_sided: NDArray[np.bool_]
    entries: Entries

    @classmethod
    def of(cls, grid: Grid, areas: int, starts: Starts) -> Kernel:
        """Make the arrays, given what each area reported for a base; one more area stands for those that did not."""
        steps = max((len(one.steps.outcomes) for one in grid.limits if one.steps), default=1)
        asked = [demand_of(one) for one in grid.limits]
        demands = {demand: at for at, demand in reversed(list(enumerate(asked))) if demand is not None}
        keys = len(grid.limits)
        place = {demand: keys + index * (areas + 1) for index, demand in enumerate(demands)}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            bases = list(pool.map(lambda at: _of_base(grid.limits[at], starts, steps - 1), demands.values()))
        sides = [_sides(one.steps) for one in grid.limits]
        return cls(
            steps=steps, outcome=np.array([_row(one, steps) for one in grid.limits], np.uint8).reshape(-1),
            first_entry=np.array([key if one is None else place[one] for key, one in enumerate(asked)], np.int64),
            by_area=np.array([one is not None for one in asked], np.int64),
            scalar=np.array([one.steps is None for one in grid.limits], bool),
            away=np.array([-1.0 if "low" in side else 1.0 for side in sides]),
            two_sided=np.array([len(side) == 2 for side in sides], bool),
            entries=Entries.joined([_plain(grid.limits, steps - 1), *bases]),
        )  # fmt: skip

    @cached_property
    def exact(self) -> bool:
        """True where each limit has one end, and a double is it exactly: then the limit is also what figures lie on."""
        first = self.entries.first
        return not self.two_sided.any() and np.array_equal(first.near, first.on, equal_nan=True)

    @cached_property
    def held(self) -> bool:
        """True where any limit hangs on a base."""
        return bool(self.by_area.any())

    @cached_property
    def some_scalar(self) -> bool:
        """True where the scalar path is needed at all."""
        return bool(self.scalar.any())

    def decide(self, key: NDArray[Any], area: NDArray[Any], value: Doubles) -> Decided:
        """Decide rows, in blocks, by as many threads as there are processors."""
        decided = Decided.of(len(key))

        def one(block: slice) -> None:
            self._decide(key[block].astype(np.int64), area[block], value[block], decided, block)

        in_blocks(len(key), one)
        return decided

    def _decide(self, key: NDArray[Any], area: NDArray[Any], x: Doubles, decided: Decided, block: slice) -> None:
        entry, entries = looked_up(self.first_entry, key), self.entries
        if self.held:
            entry += looked_up(self.by_area, key) * area
        reached = np.zeros(len(key), np.uint8)
        for cut in entries.cuts:
            reached += x >= looked_up(cut, entry)
        row = key * (self.steps + 1 + len(OF_BASES))
        step, unknown = row + reached, np.flatnonzero(x != x)
        step[unknown] = row[unknown] + self.steps
        if self.held:
            self._without_base(step, row, looked_up(entries.base, entry), x)
        outcome = looked_up(self.outcome, step, out=decided.outcome[block])
        limit, away = looked_up(entries.first.near, entry, out=decided.limit[block]), looked_up(self.away, key)
        on = limit if self.exact else looked_up(entries.first.on, entry)
        if not self.exact:
            self._take_nearer(np.flatnonzero(self.two_sided[key]), x, entry, limit, on, away)
        np.equal(x, on, out=decided.on_limit[block])
        decided.scalar[block] = looked_up(self.scalar, key) if self.some_scalar else False
        short = limit - x
        np.multiply(short, away, out=decided.margin[block])
        needed = np.multiply(short, looked_up(_TO_GO, outcome), out=decided.needed[block])
        needed += 0.0  # -0.0 is no change either

    def _without_base(self, step: NDArray[Any], row: NDArray[Any], base: NDArray[np.uint8], x: Doubles) -> None:
        """Put in place of the step reached what a base says that is missing, zero or below zero."""
        odd = np.flatnonzero(base != _NORMAL)
        state, figure = base[odd], x[odd]
        column = np.choose(state - 1, [
            np.where(figure != figure, 0, 1),
            np.where(figure != figure, 4, np.where(figure == 0, 3, 2)),
            np.full(len(odd), 5),
        ])  # fmt: skip
        step[odd] = row[odd] + self.steps + column

    def _take_nearer(
        self, rows: NDArray[np.intp], x: Doubles, entry: NDArray[Any], limit: Doubles, on: Doubles, away: Doubles
    ) -> None:
        """Of two ends take the one that the figure is nearer to."""
        place = entry[rows]
        high = self.entries.second.near[place]
        with np.errstate(invalid="ignore"):
            upper = np.abs(high - x[rows]) < np.abs(x[rows] - limit[rows])
        rows, place = rows[upper], place[upper]
        limit[rows], on[rows], away[rows] = high[upper], self.entries.second.on[place], 1.0


_TO_GO = np.repeat([TO_GO.get(verdict, np.nan) for verdict in VERDICTS], 1 << 6)
"""How much of the way to the limit has to be gone, by outcome."""


def _sides(steps: Staircase | None) -> tuple[str, ...]:
    """Name the ends of what is asked for."""
    told = (None, None) if steps is None else ends(steps)
    return tuple(name for name, end in zip(("low", "high"), told, strict=True) if end is not None)


def _row(limit: Limit, width: int) -> list[int]:
    """Return the outcomes of a limit by the step reached, then without a figure, then by what the base is."""
    steps = limit.steps
    if steps is None:
        return [0] * (width + 1 + len(OF_BASES))
    told: list[Outcome | None] = [*steps.outcomes, *[steps.outcomes[-1]] * (width - len(steps.outcomes)), steps.missing]
    return [code_of(one) for one in (*told, *(getattr(steps, name) for name in OF_BASES))]


def _plain(limits: Sequence[Limit], count: int) -> Entries:
    """Return the entries of limits that need no base."""
    cuts = np.full((count, len(limits)), np.inf)
    near, on = np.full((2, len(limits)), np.nan), np.full((2, len(limits)), np.nan)
    for at, limit in enumerate(limits):
        if limit.steps is None or limit.base is not None:
            continue
        for i, cut in enumerate(limit.steps.cuts):
            cuts[i, at] = cut.double
        for side, end in enumerate(one for one in ends(limit.steps) if one is not None):
            near[side, at], on[side, at] = end_of(end)
    return Entries(list(cuts), Ends(near[0], on[0]), Ends(near[1], on[1]), np.zeros(len(limits), np.uint8))


def _of_base(limit: Limit, starts: Starts, count: int) -> Entries:
    """Return the entries of one demand, one for each area: its limits there, made of what it reported for the base."""
    steps, start = limit.steps, np.append(starts(limit), np.nan)
    assert steps is not None
    state = np.where(np.isnan(start), _NO_BASE, _NORMAL).astype(np.uint8)
    if steps.question == "ratio":
        state[start == 0] = _ZERO
        state[start < 0] = _NEGATIVE
        start = np.where(start > 0, start, np.nan)
    asked = [end for end in ends(steps) if end is not None]
    level = {end: lifted_end(end, start, steps) for end in dict.fromkeys([*(cut.at for cut in steps.cuts), *asked])}
    cuts = [lifted(cut, start, level[cut.at], steps) for cut in steps.cuts]
    told = [Ends(*level[end]) for end in asked]
    none = np.full(len(start), np.nan)
    never = [np.full(len(start), np.inf)] * (count - len(cuts))
    first, second, *_ = [*told, Ends(none, none), Ends(none, none)]
    return Entries([*cuts, *never], first, second, state)
