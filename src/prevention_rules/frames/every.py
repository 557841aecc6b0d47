"""Conditions asked of every period: the figures of all of them, joined as the scalar path joins findings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.grid import Grid, code_of
from prevention_rules.frames.kernel import Decided
from prevention_rules.judgement.limits import Outcome
from prevention_rules.judgement.verdicts import Verdict

NOT_MET: Outcome = (Verdict.NOT_MET, "part_not_met")
MET: Outcome = (Verdict.MET, "met")
UNDECIDED: Outcome = (Verdict.INCONCLUSIVE, "part_undecided")
NOTHING: Outcome = (Verdict.NOT_ASSESSABLE, "nothing_applies")


def join_periods(grid: Grid, cells: Cells, decided: Decided) -> None:
    """Put in place of what each figure decides alone what those of all periods decide together."""
    asked = np.array([limit.every and limit.steps is not None for limit in grid.limits], bool)
    rows = np.flatnonzero(asked[cells.key]) if asked.any() else np.array([], np.intp)
    for key in np.unique(cells.key[rows]):
        of_key = rows[cells.key[rows] == key]
        decided.needed[of_key] = np.nan  # no change of one figure alone is what is needed
        decided.outcome[of_key] = _together(grid, cells, grid.limits[key], int(key), cells.area[of_key])


def _together(grid: Grid, cells: Cells, limit: Limit, key: int, area: NDArray[np.int32]) -> NDArray[np.uint8]:
    steps = limit.steps
    assert steps is not None
    if not limit.over:
        return np.full(len(area), code_of(NOTHING), np.uint8)
    verdicts = [outcome[0] for outcome in (*steps.outcomes, steps.missing)]
    met, missed, silent = (np.array([one is kind for one in verdicts])
                           for kind in (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ASSESSABLE))  # fmt: skip
    all_met, some_missed, all_silent = (np.full(len(area), start) for start in (True, False, True))
    for period in limit.over:
        reached = np.full(len(area), len(steps.outcomes))
        if (place := grid.place.get(period)) is not None:
            rows = cells.row_of(area, np.int64(grid.key(key // len(grid.periods), place)))
            x = np.where(rows >= 0, cells.values[rows], np.nan)
            below = sum(((x >= cut.double).astype(np.intp) for cut in steps.cuts), np.zeros(len(area), np.intp))
            reached = np.where(np.isnan(x), reached, below)
        all_met &= met[reached]
        some_missed |= missed[reached]
        all_silent &= silent[reached]
    told = np.where(all_silent, code_of(steps.missing), code_of(UNDECIDED))
    return np.where(some_missed, code_of(NOT_MET), np.where(all_met, code_of(MET), told)).astype(np.uint8)
