"""Reporting periods: years and their parts, "up to the end of July", and stretches longer than a year.

A period is the days it covers and what that stretch is called. Periods are ordered by the day they
end, so a midterm year comes after the month it closes with and before the next year. A stretch of
several years, a school year and a statistical year are periods of their own: their figures never
answer for one calendar year.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache, total_ordering

import attrs
from dateutil.relativedelta import relativedelta

from prevention_rules.as_code import pasted
from prevention_rules.errors import PeriodError
from prevention_rules.period_words import FIRST_YEAR, LAST_YEAR, Kind, part_of, read_period, unreadable
from prevention_rules.text import Words, shown

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Kind", "Period", "elapsed"]


@total_ordering
@attrs.frozen(cache_hash=True)
class Period:
    """A stretch of days: ``kind`` says what it is called, ``start`` and ``end`` belong to it.

    >>> Period.of("2023年上半年") < Period.of("2023Q3") < Period.of(2023)
    True
    >>> Period.of("2018-2020").kind, Period.of("2011/12").kind, Period.of("2011-12").kind
    ('years', 'split_year', 'month')
    """

    kind: Kind
    start: date
    end: date

    @classmethod
    def of(cls, written: Period | int | str) -> Period:
        """Read a period as people write it (``2023``, ``2023年上半年``, ``2023Q2``, ``2023-06``,
        ``截至2023年7月底``, ``2018—2020年``, ``2020—2021学年``, ``2022年10月—2023年9月``); raises `PeriodError`
        for anything else, for what has two readings, and for years before 1900 or after 2199.
        """
        match written:
            case Period():
                return written
            case int() if not isinstance(written, bool):
                return _stretch(*part_of("year", written))
            case str():
                return _stretch(*read_period(written))
        raise unreadable(written)

    @property
    def year(self) -> int:
        """The calendar year the period ends in."""
        return self.end.year

    @property
    def months(self) -> int:
        """How many months it covers."""
        return _months(self.end) - _months(self.start) + 1

    def holds(self, other: Period) -> bool:
        """True when every day of *other* lies in this period, and not the reverse."""
        return (
            self.start <= other.start and other.end <= self.end and (self.start, self.end) != (other.start, other.end)
        )

    def previous(self) -> Period:
        """Return the period of the same kind before this one; 截至 periods and 2019/20 step back a year."""
        if self.kind in ("to_date", "split_year"):
            return self.years_back(1)
        return _stretch(self.kind, _months(self.start) - self.months, self.months)

    def years_back(self, years: int) -> Period:
        """Return the same period *years* years earlier (the base of 同比 for ``years=1``).

        Raises `PeriodError` where that lies outside the calendar.
        """
        return self if years == 0 else _stretch(self.kind, _months(self.start) - 12 * years, self.months)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start, self.kind) < (other.end, other.start, other.kind)

    _repr_pretty_ = pasted

    def __repr__(self) -> str:
        return self._as_code()

    def _as_code(self) -> str:
        return f"Period.of({self.year if self.kind == 'year' else str(self)!r})"

    def __str__(self) -> str:
        first, last = self.start, self.end
        match self.kind:
            case "year":
                return f"{last.year}"
            case "half" | "quarter":
                return f"{last.year}{self.kind[0].upper()}{last.month // self.months}"
            case "month":
                return f"{last.year}-{last.month:02d}"
            case "to_date":
                return f"截至{last.year}年{last.month}月底"
            case "months":
                return f"{first.year}年{first.month}月—{last.year}年{last.month}月"
            case "school_year":
                return f"{first.year}—{last.year}学年"
            case "split_year":
                return f"{first.year}/{last.year % 100:02d}"
            case "years":
                return f"{first.year}—{last.year}"


def elapsed(base: Period, now: Period, deadline: Period) -> Fraction:
    """Return the share of the time from *base* to *deadline* that has passed at the end of *now*.

    Counted in whole months, so 2023 in a plan from 2020 to 2025 is 3/5. Raises `PeriodError` when
    the deadline does not come after the base.

    >>> elapsed(Period.of(2020), Period.of(2023), Period.of(2025))
    Fraction(3, 5)
    """
    whole = _months(deadline.end) - _months(base.end)
    if whole <= 0:
        said = Words(f"期限 {deadline} 不在基期 {base} 之后", f"the deadline {deadline} is not after the base {base}")
        raise PeriodError(said)
    return Fraction(_months(now.end) - _months(base.end), whole)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=4096)
def _stretch(kind: Kind, first: int, length: int) -> Period:
    """Return the period of *length* months from the month *first* on: every period begins and ends with a month."""
    year, month = divmod(first, 12)
    for one in (year, (first + length - 1) // 12):
        if not FIRST_YEAR <= one <= LAST_YEAR:
            raise _outside(one)
    start = date(year, month + 1, 1)
    return Period(kind, start, start + relativedelta(months=length, days=-1))


def _outside(year: int) -> PeriodError:
    return PeriodError(
        Words(
            f"年份 {shown(year)} 不在日历之内（{FIRST_YEAR}—{LAST_YEAR}）；请核对年份",
            f"the year {shown(year)} lies outside the calendar ({FIRST_YEAR} to {LAST_YEAR}); check the year",
        )
    )
