"""Figures that are no plain number: counts out of a whole, decided by whole numbers, and spans, by both their ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.cells import Cells, Rows
from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.grid import VERDICTS, Grid, code_of, ends, frame_of
from prevention_rules.frames.kernel import Decided
from prevention_rules.judgement.limits import nearest
from prevention_rules.judgement.probing import Spans
from prevention_rules.judgement.verdicts import Verdict

_MOST = 2**63
Steps = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]
"""The steps that the lower and the upper end of each figure stand on, and whether the two are one number."""
_SCALAR = -1


def decide_forms(grid: Grid, cells: Cells, decided: Decided) -> None:
    """Decide rows of counts or spans; what hangs on a base, or on several periods, is left to the scalar path."""
    for rows, form in ((cells.counted, "counts"), (cells.spanned, "span")):
        decided.limit[rows] = decided.margin[rows] = decided.needed[rows] = np.nan
        for limit, own in _by_limit(grid, cells, rows):
            steps = limit.steps
            if steps is None or steps.base is not None or limit.every:
                decided.scalar[own] = True
                continue
            judge = _counts if form == "counts" else _span
            low, high, sure = judge(grid, limit, cells, own, decided)
            spans = limit.spans()
            outcome = np.where(low < 0, _SCALAR, _codes(limit, spans)[np.maximum(low, 0), np.maximum(high, 0)])
            outcome = outcome if spans is not None else np.where(sure, outcome, _SCALAR)
            decided.scalar[own] = outcome == _SCALAR
            decided.outcome[own] = np.maximum(outcome, 0)
    _finish(cells.counted, decided)


def _by_limit(grid: Grid, cells: Cells, rows: Rows) -> Iterator[tuple[Limit, Rows]]:
    """Yield the rows of each limit."""
    key = cells.key[rows]
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    for own in np.split(rows[order], first[1:]) if rows.size else ():
        yield grid.limits[int(cells.key[own[0]])], own


def _codes(limit: Limit, spans: Spans | None) -> NDArray[np.int64]:
    """Return the outcomes by the steps that a figure's ends stand on; those that the steps do not say are marked."""
    steps = limit.steps
    assert steps is not None
    size = len(steps.outcomes)
    codes = np.full((size, size), _SCALAR, np.int64)
    for at, outcome in enumerate(steps.outcomes):
        codes[at, at] = code_of(outcome)
    for (low, high), outcome in (spans or {}).items():
        codes[low, high] = code_of(outcome)
    return codes


def _counts(grid: Grid, limit: Limit, cells: Cells, rows: Rows, decided: Decided) -> Steps:
    """Return the steps that worst and best case stand on: n/d reaches p/q where n·q reaches d·p."""
    steps, counts = limit.steps, cells.counts
    assert steps is not None
    assert counts is not None
    numerator, denominator, missing = (column[rows] for column in counts)
    one = grid.allowed[grid.row[limit.rule.number]].factor / frame_of(limit.rule).whole  # of the table, as a share
    whole, best = denominator + missing, numerator + missing
    none = np.full(len(rows), _SCALAR, np.int64)
    cuts = [(cut.at * one, cut.included) for cut in steps.cuts]
    told = [end for end in ends(steps) if end is not None]
    integral = all((column == np.rint(column)).all() for column in (numerator, denominator, missing))
    if not integral or not _fits([share for share, _ in cuts] + [end * one for end in told], best, whole):
        return none, none, missing == 0
    n, w, b = (column.astype(np.int64) for column in (numerator, whole, best))

    def reached(count: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.zeros(len(rows), np.int64)
        for share, included in cuts:
            left, right = count * share.denominator, w * share.numerator
            found += left >= right if included else left > right
        return found

    _measure(decided, rows, n, w, missing == 0, told, one)
    return reached(n), reached(b), missing == 0


def _fits(shares: list[Fraction], best: Doubles, whole: Doubles) -> bool:
    most, of = int(best.max(initial=0)), int(whole.max(initial=0))
    return all(most * share.denominator < _MOST and of * abs(share.numerator) < _MOST for share in shares)


def _measure(
    decided: Decided, rows: Rows, n: NDArray[np.int64], w: NDArray[np.int64], sure: NDArray[np.bool_],
    told: list[Fraction], one: Fraction,
) -> None:  # fmt: skip
    """Say how far a share without missing members is from the nearer end; the verdict gives the margin its sign."""
    level = n / w / float(one)
    for end in told:
        near = nearest(end)
        nearer = ~(np.abs(decided.needed[rows]) <= np.abs(near - level))
        on = n * (end * one).denominator == w * (end * one).numerator
        decided.limit[rows] = np.where(nearer, near, decided.limit[rows])
        decided.needed[rows] = np.where(nearer & sure, near - level, decided.needed[rows])
        decided.on_limit[rows] |= sure & on


def _finish(rows: Rows, decided: Decided) -> None:
    """Turn what is short of the limit into margin and needed change, by the verdict."""
    short, verdict = decided.needed[rows], decided.outcome[rows] >> 6
    met, missed = (verdict == VERDICTS.index(one) for one in (Verdict.MET, Verdict.NOT_MET))
    decided.margin[rows] = np.where(met, np.abs(short), np.where(missed, -np.abs(short), np.nan))
    decided.needed[rows] = np.where(met, np.abs(short) * 0, np.where(missed, short, np.nan))


def _span(grid: Grid, limit: Limit, cells: Cells, rows: Rows, decided: Decided) -> Steps:
    """Return the steps that the ends of spans stand on; an end that is missing is as far as figures go."""
    steps = limit.steps
    assert steps is not None
    assert cells.span is not None
    low, high = (column[rows] for column in cells.span)
    lowest = 0.0 if frame_of(limit.rule).never_negative else -np.inf
    told = [np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)]
    for cut in steps.cuts:
        told[0] += np.where(np.isnan(low), lowest, low) >= cut.double
        told[1] += np.where(np.isnan(high), np.inf, high) >= cut.double
    decided.on_limit[rows] = False
    return told[0], told[1], low == high
