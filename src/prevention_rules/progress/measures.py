"""Progress as others publish it, under the names of their authors: side information that never decides.

Healthy People is exact. Open SDG and the UN chart are defined in floating point by their authors
and are kept so, in the order of their operations, to give the very figures they publish.
"""

from __future__ import annotations

import math
from enum import Enum

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.targets import Better
from prevention_rules.text import Words, shown


class HealthyPeople(Enum):
    """The six progress categories of Healthy People 2020."""

    TARGET_MET = "target_met"
    IMPROVING = "improving"
    LITTLE_OR_NO_CHANGE = "little_or_no_change"
    GETTING_WORSE = "getting_worse"
    BASELINE_ONLY = "baseline_only"
    INFORMATIONAL = "informational"


def healthy_people(
    base: Number,
    current: Number | None,
    target: Number | None,
    *,
    better: Better = "higher",
    base_error: Number | None = None,
    current_error: Number | None = None,
    z: Number = "1.96",
) -> HealthyPeople:
    """Return the Healthy People category of *current*, all values in the indicator's unit.

    A move toward the target counts from 10 % of the targeted change on, a move away from 10 % of
    the baseline on. Where both standard errors are given, significance at *z* (two-sided 5 %, a
    house choice) takes their place. None means no later value, or no target. Raises `FormatError`
    for an unknown *better*. Source: ``HP2020-STATUS``.

    >>> healthy_people(60, "62.5", 85).name, healthy_people(60, "62.4", 85).name
    ('IMPROVING', 'LITTLE_OR_NO_CHANGE')
    """
    if target is None:
        return HealthyPeople.INFORMATIONAL
    if current is None:
        return HealthyPeople.BASELINE_ONLY
    sign = {"higher": 1, "lower": -1}.get(better)
    if sign is None:
        said = f"better is 'higher' or 'lower', not {shown(better)}"
        raise FormatError(Words(f"好的方向不能是 {shown(better)}，可用 'higher'、'lower'", said))
    start, now, goal = exact(base)[0], exact(current)[0], exact(target)[0]
    if (now - goal) * sign >= 0:
        return HealthyPeople.TARGET_MET
    toward = (now - start) * sign > 0
    enough = 10 * abs(now - start) >= (abs(goal - start) if toward else abs(start))
    if base_error is not None and current_error is not None:
        spread = exact(base_error)[0] ** 2 + exact(current_error)[0] ** 2
        enough = (now - start) ** 2 > exact(z)[0] ** 2 * spread
    if now == start or not enough:
        return HealthyPeople.LITTLE_OR_NO_CHANGE
    return HealthyPeople.IMPROVING if toward else HealthyPeople.GETTING_WORSE


@frozen
class OpenSdg:
    """The answer of `open_sdg`: the published ``progress_value`` and ``score`` (-5 to 5), and the ``status``."""

    progress_value: float | None
    score: float | None
    status: str
    citation: str = "OPENSDG-PM"

    __repr__ = in_short


_NEAR_ZERO = 0.001
_LIMIT_POWER = 4.44


def open_sdg(
    base_value: Number | None,
    base_year: Number | None,
    current_value: Number | None,
    current_year: Number | None,
    target: Number | None = None,
    target_year: Number | None = 2030,
    direction: int | None = -1,
    limit: Number | None = None,
) -> OpenSdg:
    """Return the Open SDG progress measure of one series, in its authors' floating point.

    *direction* is 1 where higher is better, -1 where lower is. *limit* is the natural end of the
    scale; it counts only without a target. A base or target of zero is taken as 0.001, as its
    authors do. Missing data gives ``not_available``, or the status ``""`` where not even a base
    year is known. A ratio without a finite value (base equal to target) has no ``progress_value``.
    Raises `FormatError` for any other direction. Source: ``OPENSDG-PM``.

    >>> told = open_sdg(60, 2020, "74.3", 2023, target=85, target_year=2025, direction=1)
    >>> told.status, round(told.progress_value, 3)
    ('substantial_progress', 1.024)
    """
    b, start, c, now = _float(base_value), _float(base_year), _float(current_value), _float(current_year)
    if b is None or c is None or start is None or now is None:
        return OpenSdg(None, None, "" if start is None else "not_available")
    if direction not in (1, -1):
        raise FormatError(
            Words(f"方向只能是 1 或 -1，不能是 {shown(direction)}", f"direction is 1 or -1, not {shown(direction)}")
        )
    goal, end = _float(target), _float(target_year)
    goal = _NEAR_ZERO if goal == 0 else goal
    progress = _progress(b, c, now - start, goal, None if end is None else end - start, direction)
    edge = _float(limit)
    scale = 1.0 if edge is None else _reduction(abs(b), abs(edge))
    value = progress if progress is not None and math.isfinite(progress) else None
    if goal is not None and (c - goal) * direction >= 0:
        return OpenSdg(value, 5.0, "target_achieved")
    if progress is None:
        return OpenSdg(None, None, "not_available")
    if goal is None:
        return OpenSdg(value, _score_without_target(progress, scale), _status(progress, 0.015 * scale, 0.005 * scale))
    return OpenSdg(value, _score_with_target(progress), _status(progress, 0.95, 0.6))


def _float(number: Number | None) -> float | None:
    return None if number is None else float(exact(number)[0])


def _progress(
    b: float, c: float, years: float, goal: float | None, whole: float | None, direction: int
) -> float | None:
    """Return the signed yearly growth, over the growth required where there is a target."""
    b = b or _NEAR_ZERO
    if _apart(b, c) or years < 1:
        return None
    growth = math.copysign(1, b) * direction * _growth(c, b, years)
    if goal is None:
        return growth
    if _apart(goal, b) or not whole:
        return None
    required = abs(_growth(goal, b, whole))
    return growth / required if required else growth * math.inf


def _apart(one: float, other: float) -> bool:
    """True where zero lies between two numbers, of which the product may be too small to show it."""
    return min(one, other) < 0 < max(one, other)


def _growth(later: float, earlier: float, years: float) -> float:
    return float((later / earlier) ** (1 / years)) - 1


def _reduction(base: float, limit: float) -> float:
    """Return how far the thresholds shrink near the end of the scale (1: not at all)."""
    if base >= 2 * limit:
        return 1.0
    near = base / limit if base <= limit else (2 * limit - base) / limit
    return 1.0 - float(near**_LIMIT_POWER)


def _status(progress: float, high: float, medium: float) -> str:
    if progress < 0:
        return "deterioration"
    if progress >= high:
        return "substantial_progress"
    return "moderate_progress" if progress >= medium else "limited_progress"


def _score_without_target(progress: float, scale: float) -> float:
    if progress < 0:
        return max(125 * progress - 2.5, -5.0)
    if scale == 0:  # at the end of the scale, and still there
        return 5.0
    if progress >= 0.015 * scale:
        return min(500 * progress / scale - 5, 5.0)
    if progress >= 0.005 * scale:
        return 250 * progress / scale - 1.25
    return 500 * progress / scale - 2.5


def _score_with_target(progress: float) -> float:
    if progress >= 0.6:
        return min(7.1429 * progress - 4.2857, 5.0)
    return max(4.1667 * progress - 2.5, -5.0)


@frozen
class UnChart:
    """The answer of `un_chart`: the ``ratio`` of extrapolated to targeted change, and its class.

    ``status`` is ``on_track`` from 0.95 on, ``fair`` from 0.10 on, ``limited`` below (short names of ours).
    """

    ratio: float
    status: str
    citation: str = "EUSTAT-UN-2023"


def un_chart(
    base_value: Number,
    base_year: int,
    current_value: Number,
    current_year: int,
    target: Number,
    target_year: int = 2030,
) -> UnChart | None:
    """Extrapolate the compound growth so far to the target year and compare with the targeted change.

    Values in the indicator's unit. None where growth is not defined: a base or value that is not
    above zero, no year between, or a target equal to the base. Source: ``EUSTAT-UN-2023``.

    >>> round(un_chart(60, 2020, "74.3", 2023, 85, 2025).ratio, 3)
    1.027
    """
    b, c, goal = (float(exact(number)[0]) for number in (base_value, current_value, target))
    if b <= 0 or c <= 0 or current_year <= base_year or goal == b:
        return None
    expected = c * (c / b) ** ((target_year - current_year) / (current_year - base_year))
    ratio = (expected - b) / (goal - b)
    return UnChart(ratio, "on_track" if ratio >= 0.95 else "fair" if ratio >= 0.10 else "limited")
