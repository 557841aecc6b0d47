"""Conditions asked of every period: the figures of all of them, joined as the scalar path joins findings."""

from __future__ import annotations

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from prevention_rules.assessments.limits import Limit
from prevention_rules.frames.cells import Cells
from prevention_rules.frames.grid import Grid, code_of
from prevention_rules.frames.kernel import Decided
from prevention_rules.judgement.limits import Outcome
from prevention_rules.judgement.verdicts import Verdict

TOGETHER: tuple[Outcome, ...] = (
    (Verdict.NOT_MET, "part_not_met"), (Verdict.MET, "met"), (Verdict.INCONCLUSIVE, "part_undecided"),
    (Verdict.NOT_ASSESSABLE, "nothing_applies"),
)  # fmt: skip
"""What periods decide together: one missed, all met, some not known, none asked; of all silent the first one tells."""
_MISSED, _MET, _UNDECIDED, _NOTHING = range(len(TOGETHER))


def join_periods(grid: Grid, cells: Cells, decided: Decided) -> None:
    """Put in place of what each figure decides alone what those of all periods decide together."""
    asked = np.array([limit.every and limit.steps is not None for limit in grid.limits], bool)
    rows = np.flatnonzero(asked[cells.key]) if asked.any() else np.array([], np.intp)
    for key in np.unique(cells.key[rows]):
        of_key = rows[cells.key[rows] == key]
        decided.needed[of_key] = np.nan  # no change of one figure alone is what is needed
        decided.outcome[of_key] = _together(grid, cells, grid.limits[key], int(key), cells.area[of_key])


def _together(grid: Grid, cells: Cells, limit: Limit, key: int, area: NDArray[np.signedinteger]) -> NDArray[np.uint8]:
    steps, codes = limit.steps, [code_of(outcome) for outcome in TOGETHER]
    assert steps is not None
    if not limit.over:
        return np.full(len(area), codes[_NOTHING], np.uint8)
    verdicts = [outcome[0] for outcome in (*steps.outcomes, steps.missing)]
    met, missed, silent = (np.array([one is kind for one in verdicts])
                           for kind in (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ASSESSABLE))  # fmt: skip
    all_met, some_missed, all_silent = (np.full(len(area), start) for start in (True, False, True))
    for period in limit.over:
        reached = np.full(len(area), len(steps.outcomes))
        if (place := grid.place.get(period)) is not None:
            rows = cells.row_of(area, grid.key(key // len(grid.periods), place))
            x = np.where(rows >= 0, cells.values[rows], np.nan)
            below = sum(((x >= cut.double).astype(np.intp) for cut in steps.cuts), np.zeros(len(area), np.intp))
            reached = np.where(np.isnan(x), reached, below)
        all_met &= met[reached]
        some_missed |= missed[reached]
        all_silent &= silent[reached]
    told = np.where(all_silent, code_of(steps.missing), codes[_UNDECIDED])
    return np.where(some_missed, codes[_MISSED], np.where(all_met, codes[_MET], told)).astype(np.uint8)


def place_of(width: int, height: int) -> nw.Expr:
    """Return where the outcome of counted periods stands among the outcomes that are joined to a waiting table."""
    met, missed, silent = (nw.col(f"pr_{name}") for name in ("met", "missed", "silent"))
    silent_place = nw.col("pr_key") * width + height + 1
    told = nw.when(silent == nw.col("pr_periods")).then(silent_place).otherwise(nw.lit(-1 - _UNDECIDED))
    told = nw.when(met == nw.col("pr_periods")).then(nw.lit(-1 - _MET)).otherwise(told)
    told = nw.when(missed > 0).then(nw.lit(-1 - _MISSED)).otherwise(told)
    return nw.when(nw.col("pr_asked") == 0).then(nw.lit(-1 - _NOTHING)).otherwise(told)
