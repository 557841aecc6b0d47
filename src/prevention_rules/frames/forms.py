"""Figures that are no plain number: counts out of a whole, decided by whole numbers, and spans, by both their ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.cells import Cells, Rows
from prevention_rules.frames.engines import Doubles
from prevention_rules.frames.exact import end_of
from prevention_rules.frames.grid import VERDICTS, Grid, code_of, ends, frame_of
from prevention_rules.frames.kernel import Decided
from prevention_rules.judgement.limits import Staircase, nearest
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
    for rows in (cells.counted, cells.spanned):
        _finish(rows, decided)


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
    integral = all((column == np.rint(column)).all() for column in (numerator, denominator, missing))
    asked = [end * one for end in ends(steps) if end is not None]
    if not integral or not _fits([share for share, _ in cuts] + asked, best, whole):
        return none, none, missing == 0
    n, w, b = (column.astype(np.int64) for column in (numerator, whole, best))

    def reached(count: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.zeros(len(rows), np.int64)
        for share, included in cuts:
            left, right = count * share.denominator, w * share.numerator
            found += left >= right if included else left > right
        return found

    sure = missing == 0
    _measure(decided, rows, steps, sure, lambda end: _short_of(end * one, n, w, one),
             lambda end: n * (end * one).denominator == w * (end * one).numerator)  # fmt: skip
    return reached(n), reached(b), sure


def _fits(shares: list[Fraction], best: Doubles, whole: Doubles) -> bool:
    most, of = int(best.max(initial=0)), int(whole.max(initial=0))
    return all(most * share.denominator < _MOST and of * abs(share.numerator) < _MOST for share in shares)


def _short_of(share: Fraction, n: NDArray[np.int64], w: NDArray[np.int64], one: Fraction) -> Doubles:
    """Return what n/w lacks to a share, in units of *one*, by one division."""
    lacking = (w * share.numerator - n * share.denominator) * float(one.denominator)
    short: Doubles = np.divide(lacking, w * share.denominator * float(one.numerator), dtype=np.float64)
    return short


def _measure(
    decided: Decided, rows: Rows, steps: Staircase, sure: NDArray[np.bool_],
    short_of: Callable[[Fraction], Doubles], is_on: Callable[[Fraction], NDArray[np.bool_]],
) -> None:  # fmt: skip
    """Say how far figures are from the nearer end; of those that may be several numbers only which end comes first."""
    decided.on_limit[rows] = False
    for end, sign in zip(ends(steps), (-1.0, 1.0), strict=True):
        if end is None:
            continue
        short, limit = short_of(end), decided.limit[rows]
        nearer = np.isnan(limit) | (sure & (np.abs(short) < np.abs(decided.needed[rows])))
        taken, own = rows[nearer], nearer & sure
        decided.limit[taken] = nearest(end)
        decided.on_limit[rows[own]] = is_on(end)[own]
        decided.needed[rows[own]], decided.margin[rows[own]] = short[own], sign * short[own]


def _exactly(end: Fraction) -> float:
    """Return the double that is an end; NaN where none is it exactly."""
    on = end_of(end)[1]
    return np.nan if on is None else on


def _finish(rows: Rows, decided: Decided) -> None:
    """Leave of what is lacking what the verdict asks to be gone."""
    short, verdict = decided.needed[rows], decided.outcome[rows] >> 6
    met, missed = (verdict == VERDICTS.index(one) for one in (Verdict.MET, Verdict.NOT_MET))
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
    sure = low == high
    _measure(decided, rows, steps, sure, lambda end: nearest(end) - low, lambda end: low == _exactly(end))
    return told[0], told[1], sure
