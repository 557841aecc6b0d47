"""The schedule (序时进度): what is expected on the way, and where a level stands against it; exact."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Literal, get_args

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import ValueSet
from prevention_rules.targets import Better
from prevention_rules.text import Words, shown

How = Literal["linear", "compound", "table", "path"]
"""What is expected on the way: equal steps, equal rates, or the value that the plan or the target sets for now."""

_LONGEST_ROOT = 10_000


class ScheduleStatus(Enum):
    """Where an indicator stands against its schedule."""

    EARLY = "early"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    REGRESSED = "regressed"


@frozen
class Schedule:
    """The answer of `schedule`.

    ``status`` is None where the possible values do not agree on one. ``share`` is the part of the
    targeted change that is done (1 is all of it; None without a single value or a change to make),
    ``expected`` the value expected now, ``required_per_year`` the change per year still needed;
    both in the indicator's unit. ``citation`` is the key of the source.
    """

    status: ScheduleStatus | None
    elapsed: Fraction
    how: How
    share: Fraction | None = None
    expected: Fraction | None = None
    required_per_year: Fraction | None = None
    citation: str = "CN-FYP14-MIDTERM"

    __repr__ = in_short


def schedule(
    base: Number | ValueSet,
    current: Number | ValueSet,
    target: Number | ValueSet,
    *,
    elapsed: Number,
    better: Better = "higher",
    tolerance: Number = 0,
    how: How = "linear",
    milestone: Number | None = None,
    years_left: Number | None = None,
) -> Schedule:
    """Compare *current* with what is expected on the way from *base* to *target*.

    *elapsed* is the part of the time that has passed (``"3/5"``); after the deadline all is due.
    EARLY: the target is reached before its time. REGRESSED: worse than the base. Between the two
    the value is ahead of the schedule, on it, or behind. *tolerance* is the part of what is due
    that may be missing (0.05: 95 % will do); it forgives a shortfall and never hides a lead.
    *milestone*, the value that the plan sets for now, wins over interpolation; with ``how="path"`` it
    is what the target itself asks for now (年均). A compound schedule
    has no status where base or target is not above zero; its ``expected`` is rounded, its status not.

    Raises `FormatError` for a parameter outside these limits. Source: ``CN-FYP14-MIDTERM``.

    >>> told = schedule(60, "74.3", 85, elapsed="3/5")
    >>> told.status.name, float(told.share), told.expected
    ('BEHIND', 0.572, Fraction(75, 1))
    """
    start, end, level = _values(base), _values(target), _values(current)
    passed, leeway = _fraction(elapsed), _fraction(tolerance)
    if start.as_point is None or end.as_point is None:
        return Schedule(None, passed, how)
    course = _Course(start.as_point, end.as_point, passed, _sign(better), how, _optional(milestone))
    if course.kind == "compound" and min(course.base, course.target) <= 0:
        return Schedule(None, passed, how, course.share(level.as_point))
    # The status only improves as the value does, so the two ends of what is possible speak for all.
    statuses = {course.status(value, leeway) for value in course.ends(level)}
    return Schedule(
        statuses.pop() if len(statuses) == 1 else None,
        passed,
        course.kind,
        course.share(level.as_point),
        course.expected,
        course.per_year(level.as_point, _optional(years_left)),
    )


@frozen
class _Course:
    """The way from the base to the target; ``sign`` is 1 where higher is better, else -1."""

    base: Fraction
    target: Fraction
    elapsed: Fraction
    sign: int
    how: How
    milestone: Fraction | None

    def __attrs_post_init__(self) -> None:
        if self.how not in get_args(How) or (self.how in ("table", "path") and self.milestone is None):
            said = f"no schedule is called {shown(self.how)}, or its milestone is missing"
            raise FormatError(Words(f"没有序时方法 {shown(self.how)}，或缺少里程碑值", said))

    @property
    def kind(self) -> How:
        return self.how if self.milestone is None or self.how == "path" else "table"

    @property
    def expected(self) -> Fraction:
        now = min(self.elapsed, Fraction(1))
        if self.milestone is not None:
            return self.milestone
        if self.how == "compound":
            return exact(round(float(self.base) * float(self.target / self.base) ** float(now), 9))[0]
        return self.base + (self.target - self.base) * now

    def ends(self, level: ValueSet) -> tuple[Fraction, Fraction]:
        """Return the two ends of what is possible; an infinite one as a number beyond base and target."""
        lo, hi = level.hull.lo, level.hull.hi
        least, most = min(self.base, self.target), max(self.base, self.target)
        return least - 1 if lo is None else lo, most + 1 if hi is None else hi

    def status(self, value: Fraction, leeway: Fraction) -> ScheduleStatus:
        lead = self._lead(value, self.target)
        if lead >= 0:
            on_time = ScheduleStatus.AHEAD if lead else ScheduleStatus.ON_SCHEDULE
            return ScheduleStatus.EARLY if self.elapsed < 1 else on_time
        if self._lead(value, self.base) < 0:
            return ScheduleStatus.REGRESSED
        if self._against(value, Fraction(1)) > 0:
            return ScheduleStatus.AHEAD
        enough = self._against(value, 1 - leeway) >= 0
        return ScheduleStatus.ON_SCHEDULE if enough else ScheduleStatus.BEHIND

    def _lead(self, value: Fraction, other: Fraction) -> Fraction:
        return (value - other) * self.sign

    def _against(self, value: Fraction, part: Fraction) -> Fraction:
        """Return a number with the sign of the lead of *value* over *part* of what is due now."""
        if self.kind != "compound":
            return self._lead(value, self.base + (self.expected - self.base) * part)
        power = min(self.elapsed, Fraction(1)) * part
        root, times = power.denominator, power.numerator
        if root > _LONGEST_ROOT:
            raise FormatError(Words("请按月或按日计算时间进度", "count the elapsed time in months or days"))
        # base · (target / base) ** power is irrational; its power of *root* is not.
        return self._lead(value**root, self.base ** (root - times) * self.target**times)

    def share(self, value: Fraction | None) -> Fraction | None:
        if value is None or self._lead(self.target, self.base) <= 0:
            return None
        return (value - self.base) / (self.target - self.base)

    def per_year(self, value: Fraction | None, years: Fraction | None) -> Fraction | None:
        if value is None or years is None or years <= 0:
            return None
        return Fraction(0) if self._lead(value, self.target) >= 0 else (self.target - value) / years


def _values(level: Number | ValueSet) -> ValueSet:
    return level if isinstance(level, ValueSet) else ValueSet.point(exact(level)[0])


def _optional(number: Number | None) -> Fraction | None:
    return None if number is None else exact(number)[0]


def _fraction(part: Number) -> Fraction:
    """Read a part that may be written as a fraction; it is never negative."""
    over, _, under = part.partition("/") if isinstance(part, str) else (part, "", "")
    divisor = exact(under)[0] if under else Fraction(1)
    if divisor <= 0 or exact(over)[0] < 0:
        raise FormatError(Words(f"{part} 不是时间进度或容差", f"{part} is no part of a whole"))
    return exact(over)[0] / divisor


def _sign(better: Better) -> int:
    if better not in get_args(Better):
        said = f"better is 'higher' or 'lower', not {shown(better)}"
        raise FormatError(Words(f"好的方向不能是 {shown(better)}，可用 'higher'、'lower'", said))
    return 1 if better == "higher" else -1
