"""The limits of a plan applied to arrays: a few comparisons of doubles for every row, in blocks that fit the cache."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.exact import DIGITS, SCALES, decimal_places, end_of, level_of
from prevention_rules.frames.grid import OF_BASES, VERDICTS, Grid, code_of, demand_of, ends
from prevention_rules.judgement.limits import Cut, Outcome, Staircase, decimal, nearest
from prevention_rules.judgement.verdicts import Verdict

_BLOCK = 1 << 16
_MET, _NOT_MET = VERDICTS.index(Verdict.MET), VERDICTS.index(Verdict.NOT_MET)
_NORMAL, _NO_BASE, _ZERO, _NEGATIVE = range(4)
"""What the base of a row is."""


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
            np.zeros(rows, bool),
        )  # fmt: skip


@frozen(eq=False)
class Entries:
    """What is looked up for a row: first an entry for each rule and period, then one for each base that was reported.

    ``cuts`` are the doubles at which the steps begin, ``ends`` the doubles nearest to what is asked for, ``on`` those
    of them that are it exactly; ``base`` says what the base is.
    """

    cuts: list[Doubles]
    ends: tuple[Doubles, Doubles]
    on: tuple[Doubles, Doubles]
    base: NDArray[np.uint8]
    start: Doubles


def decide(grid: Grid, cells: Cells) -> Decided:
    """Decide every row that holds a plain number, or none; the rest is left to others."""
    looked_up = _Tables.of(grid)
    entries, entry_of = _entries(grid, cells, looked_up)
    decided = Decided.of(len(cells))
    blocks = [slice(at, at + _BLOCK) for at in range(0, len(cells), _BLOCK)]

    def one(block: slice) -> None:
        _decide_block(block, cells, looked_up, entries, entry_of(block), decided)

    with ThreadPoolExecutor(min(len(blocks) or 1, os.cpu_count() or 1)) as pool:
        list(pool.map(one, blocks))
    return decided


@frozen(eq=False)
class _Tables:
    """What holds for a rule and period whatever the base is."""

    outcome: NDArray[np.uint8]
    width: int
    steps: int
    demand: NDArray[np.int32]
    demands: Sequence[int]
    scalar: NDArray[np.bool_]
    sides: NDArray[np.int8]
    two_sided: bool

    @classmethod
    def of(cls, grid: Grid) -> _Tables:
        steps = max((len(one.steps.outcomes) for one in grid.limits if one.steps), default=1)
        width = steps + 1 + len(OF_BASES)
        asked = [demand_of(one) for one in grid.limits]
        demands = {demand: at for at, demand in reversed(list(enumerate(asked))) if demand is not None}
        place = {demand: index for index, demand in enumerate(demands)}
        sides = np.array([_sides(one.steps) for one in grid.limits], np.int8)
        return cls(
            np.array([_row(one, steps) for one in grid.limits], np.uint8).reshape(-1), width, steps,
            np.array([-1 if one is None else place[one] for one in asked], np.int32), tuple(demands.values()),
            np.array([one.steps is None for one in grid.limits], bool),
            sides, bool((sides == 2).any()),
        )  # fmt: skip


def _sides(steps: Staircase | None) -> int:
    """1 for a floor, -1 for a ceiling, 2 for both, 0 for neither."""
    lo, hi = (None, None) if steps is None else ends(steps)
    return 2 if lo is not None and hi is not None else (lo is not None) - (hi is not None)


def _row(limit: Limit, width: int) -> list[int]:
    """Return the outcomes of a limit by the step reached, then without a figure, then by what the base is."""
    steps = limit.steps
    if steps is None:
        return [0] * (width + 1 + len(OF_BASES))
    told: list[Outcome | None] = [*steps.outcomes, *[steps.outcomes[-1]] * (width - len(steps.outcomes)), steps.missing]
    return [code_of(one) for one in (*told, *(getattr(steps, name) for name in OF_BASES))]


def _entries(grid: Grid, cells: Cells, tables: _Tables) -> tuple[Entries, Any]:
    count = tables.steps - 1
    bases = [_bases(grid, cells, at, count) for at in tables.demands]
    plain = _plain(grid.limits, count)
    joined = Entries(
        [np.concatenate([plain.cuts[i], *(one.cuts[i] for one in bases)]) for i in range(count)],
        (_joined(plain, bases, 0), _joined(plain, bases, 1)), (_joined_on(plain, bases, 0), _joined_on(plain, bases, 1)),
        np.concatenate([plain.base, *(one.base for one in bases)]),
        np.concatenate([plain.start, *(one.start for one in bases)]),
    )  # fmt: skip
    if not bases:
        return joined, lambda block: cells.key[block]

    def entry_of(block: slice) -> NDArray[Any]:
        key = cells.key[block]
        demand = tables.demand[key]
        at = cells.keys + demand * np.int64(cells.areas) + cells.area[block]
        return np.where(demand >= 0, at, key)

    return joined, entry_of


def _joined(plain: Entries, bases: Sequence[Entries], side: int) -> Doubles:
    return np.concatenate([plain.ends[side], *(one.ends[side] for one in bases)])


def _joined_on(plain: Entries, bases: Sequence[Entries], side: int) -> Doubles:
    return np.concatenate([plain.on[side], *(one.on[side] for one in bases)])


def _plain(limits: Sequence[Limit], count: int) -> Entries:
    """Return the entries of limits that need no base."""
    cuts = np.full((count, len(limits)), np.inf)
    near, on = np.full((2, len(limits)), np.nan), np.full((2, len(limits)), np.nan)
    for at, limit in enumerate(limits):
        if limit.steps is None or limit.base is not None:
            continue
        for i, cut in enumerate(limit.steps.cuts):
            cuts[i, at] = cut.double
        for side, end in enumerate(ends(limit.steps)):
            near[side, at], on[side, at] = end_of(end)
    none = np.zeros(len(limits), np.uint8)
    return Entries(list(cuts), (near[0], near[1]), (on[0], on[1]), none, np.full(len(limits), np.nan))


def _bases(grid: Grid, cells: Cells, at: int, count: int) -> Entries:
    """Return the entries of one demand, one for each area: its limits there, made of what it reported for the base."""
    limit = grid.limits[at]
    steps = limit.steps
    assert steps is not None
    assert steps.base is not None
    start = np.full(cells.areas, np.nan)
    if (place := grid.place.get(steps.base)) is not None and cells.value is not None:
        rows = cells.row_of(np.arange(cells.areas), np.int64(grid.key(at // len(grid.periods), place)))
        start = np.where(rows >= 0, cells.value[rows], np.nan)
    state = np.where(np.isnan(start), _NO_BASE, _NORMAL).astype(np.uint8)
    if steps.question == "ratio":
        state[start == 0] = _ZERO
        state[start < 0] = _NEGATIVE
        start[start <= 0] = np.nan
    cuts = [lifted(cut, start, steps) for cut in steps.cuts]
    told = [lifted_end(end, start, steps) for end in ends(steps)]
    never = [np.full(cells.areas, np.inf)] * (count - len(cuts))
    return Entries([*cuts, *never], (told[0][0], told[1][0]), (told[0][1], told[1][1]), state, start)


def lifted(cut: Cut, start: Doubles, steps: Staircase) -> Doubles:
    """Return the doubles at which a step of a change begins, for the level of each base in *start*."""
    near, exact = lifted_end(cut.at, start, steps)
    reached = near if cut.included else np.nextafter(near, np.inf)
    left = np.flatnonzero(np.isnan(exact) & np.isfinite(start))
    different, which = np.unique(start[left], return_inverse=True)
    told = [Cut(level_of(cut.at, one, steps), included=cut.included).double for one in different]
    reached[left] = np.array(told, dtype=np.float64)[which]
    return reached


def lifted_end(end: Fraction | None, start: Doubles, steps: Staircase) -> tuple[Doubles, Doubles]:
    """Return the doubles nearest to an end of a change, for each base, and again where they are it exactly.

    A base of at most 15 digits times (or plus) a decimal is a quotient of two whole numbers that doubles hold, so one
    division rounds once, and a quotient of at most 15 digits is what its double stands for. The rest goes through
    fractions, once for each base there is.
    """
    if end is None:
        return np.full(len(start), np.nan), np.full(len(start), np.nan)
    near, exact = np.full(len(start), np.nan), np.full(len(start), np.nan)
    factor = decimal_places(end)
    for places in SCALES if factor is not None else ():
        _by_whole_numbers(end, places, factor or 0, start, steps.question == "ratio", near)
    exact[:] = near
    left = np.flatnonzero(np.isnan(near) & np.isfinite(start))
    different, which = np.unique(start[left], return_inverse=True)
    told = np.array([end_of(level_of(end, one, steps)) for one in different], np.float64).reshape(-1, 2)
    near[left], exact[left] = told[which, 0], told[which, 1]
    return near, exact


def _by_whole_numbers(end: Fraction, places: int, more: int, start: Doubles, ratio: bool, near: Doubles) -> None:
    scale, size = 10.0**places, float(end * 10**more)
    with np.errstate(invalid="ignore", over="ignore"):
        whole = np.rint(start * scale)
        product = whole * size if ratio else whole * 10.0**more + size * scale
        sound = (whole / scale == start) & (np.abs(whole) < DIGITS) & (np.abs(product) < DIGITS)
        sound &= (
            np.isnan(near)
            & (abs(size) < DIGITS)
            & (np.abs(whole * 10.0**more) < DIGITS)
            & (abs(size * scale) < DIGITS)
        )
        np.copyto(near, product / (scale * 10.0**more), where=sound)


def _decide_block(
    block: slice, cells: Cells, tables: _Tables, entries: Entries, entry: NDArray[Any], decided: Decided
) -> None:
    key = cells.key[block]
    x = np.full(len(key), np.nan) if cells.value is None else cells.value[block]
    step = np.zeros(len(key), np.intp)
    for cut in entries.cuts:
        step += x >= cut[entry]
    unknown = x != x
    step[unknown] = tables.steps
    if tables.demands:
        _of_bases(step, entries.base[entry], x, unknown, tables.steps)
    step += key * np.intp(tables.width)
    outcome = tables.outcome[step]
    decided.outcome[block] = outcome
    verdict = outcome >> 6
    side = tables.sides[key]
    low = entries.ends[0][entry]
    limit = np.where(side == -1, entries.ends[1][entry], low)
    on = np.where(side == -1, entries.on[1][entry], entries.on[0][entry])
    if tables.two_sided:
        limit, on, side = _nearer(x, entry, entries, limit, on, side)
    with np.errstate(invalid="ignore"):
        short = limit - x
    decided.limit[block] = limit
    np.multiply(short, -side, out=decided.margin[block])
    decided.needed[block] = np.where(verdict == _MET, 0.0, np.where(verdict == _NOT_MET, short, np.nan))
    decided.on_limit[block] = x == on
    decided.scalar[block] = tables.scalar[key]


def _of_bases(step: NDArray[Any], base: NDArray[np.uint8], x: Doubles, unknown: NDArray[np.bool_], steps: int) -> None:
    """Put in place of the step reached what a base says that is missing, zero or below zero."""
    odd = np.flatnonzero(base)
    if not len(odd):
        return
    state, nothing, zero = base[odd], unknown[odd], x[odd] == 0
    column = np.where(state == _NO_BASE, np.where(nothing, 0, 1), np.where(state == _NEGATIVE, 5, 0))
    column = np.where(state == _ZERO, np.where(nothing, 4, np.where(zero, 3, 2)), column)
    step[odd] = steps + column


def _nearer(
    x: Doubles, entry: NDArray[Any], entries: Entries, limit: Doubles, on: Doubles, side: NDArray[np.int8]
) -> tuple[Doubles, Doubles, NDArray[np.int8]]:
    """Of two ends take the one that the figure is nearer to."""
    low, high = entries.ends[0][entry], entries.ends[1][entry]
    with np.errstate(invalid="ignore"):
        upper = (side == 2) & (np.abs(high - x) < np.abs(x - low))
    side = np.where(upper, -1, np.minimum(side, 1)).astype(np.int8)
    return np.where(upper, high, limit), np.where(upper, entries.on[1][entry], on), side
