"""Reporting periods: years, half-years, quarters, months, and "up to the end of July".

A period is the days it covers. Periods are ordered by the day they end, so a midterm year comes
after the month it closes with and before the next year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction
from functools import total_ordering
from typing import Literal

from attrs import frozen
from dateutil.relativedelta import relativedelta

from prevention_rules.errors import PeriodError
from prevention_rules.text import Words

Kind = Literal["year", "half", "quarter", "month", "to_date"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside this calendar are taken for slips of the keyboard and refused (a house rule)."""

_MONTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_ORDINALS = {"上": 1, "下": 2, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH = "(?P<n>1[0-2]|0?[1-9])"
_FORMS: tuple[tuple[str, Kind], ...] = (
    (r"年?度?(?:年?[底末])?", "year"),
    (r"年?(?P<n>[上下])半年", "half"),
    (r"年?-?[Hh](?P<n>[12])", "half"),
    (r"年?第?(?P<n>[一二三四1-4])季度", "quarter"),
    (r"年?-?[Qq](?P<n>[1-4])", "quarter"),
    (rf"(?:年|-|/|\.){_MONTH}(?:月份?)?", "month"),
    (rf"年(?:1|一)?[-—–~至到]{_MONTH}月份?", "to_date"),
)
_UP_TO = re.compile(rf"(?:截至|截止|截至到|到|至)(?P<year>[0-9]{{1,9}})年(?:{_MONTH}月[底末]?|[底末])")


@total_ordering
@frozen
class Period:
    """A stretch of days: ``kind`` says what it is called, ``start`` and ``end`` belong to it.

    >>> Period.of("2023年上半年") < Period.of("2023Q3") < Period.of(2023)
    True
    """

    kind: Kind
    start: date
    end: date

    @classmethod
    def of(cls, written: Period | int | str) -> Period:
        """Read a period as people write it (``2023``, ``2023年上半年``, ``2023Q2``, ``2023-06``,
        ``截至2023年7月底``); raises `PeriodError` for anything else and for years before 1900 or after 2199.
        """
        if isinstance(written, Period):
            return written
        if isinstance(written, bool) or not isinstance(written, int | str):
            raise _unreadable(written)
        if isinstance(written, int):
            return _part(written, "year", 1)
        return _parse(written)

    @property
    def year(self) -> int:
        """The calendar year the period ends in."""
        return self.end.year

    def previous(self) -> Period:
        """Return the period of the same kind before this one; 截至 periods step back a year."""
        if self.kind == "to_date":
            return self.years_back(1)
        start = self.start - relativedelta(months=_MONTHS[self.kind])
        return Period(self.kind, start, self.start - relativedelta(days=1))

    def years_back(self, years: int) -> Period:
        """Return the same period *years* years earlier (the base of 同比 for ``years=1``).

        Raises `PeriodError` where that lies outside the calendar.
        """
        if not FIRST_YEAR <= self.year - years <= LAST_YEAR:
            raise _outside(self.year - years)
        start = self.start - relativedelta(years=years)
        last = self.end + relativedelta(days=1) - relativedelta(years=years) - relativedelta(days=1)
        return Period(self.kind, start, last)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start, self.kind) < (other.end, other.start, other.kind)

    def __str__(self) -> str:
        first = (self.start.month - 1) // _MONTHS.get(self.kind, 12) + 1
        match self.kind:
            case "year":
                return f"{self.year}"
            case "half":
                return f"{self.year}H{first}"
            case "quarter":
                return f"{self.year}Q{first}"
            case "month":
                return f"{self.year}-{self.start.month:02d}"
            case "to_date":
                return f"截至{self.year}年{self.end.month}月底"


def elapsed(base: Period, now: Period, deadline: Period) -> Fraction:
    """Return the share of the time from *base* to *deadline* that has passed at the end of *now*.

    Counted in whole months, so 2023 in a plan from 2020 to 2025 is 3/5. Raises `PeriodError` when
    the deadline does not come after the base.

    >>> elapsed(Period.of(2020), Period.of(2023), Period.of(2025))
    Fraction(3, 5)
    """
    whole = _months(deadline) - _months(base)
    if whole <= 0:
        said = Words(f"期限 {deadline} 不在基期 {base} 之后", f"the deadline {deadline} is not after the base {base}")
        raise PeriodError(said)
    return Fraction(_months(now) - _months(base), whole)


def _months(period: Period) -> int:
    return period.end.year * 12 + period.end.month


def _parse(written: str) -> Period:
    text = "".join(unicodedata.normalize("NFKC", written).split())
    if up_to := _UP_TO.fullmatch(text):
        year = int(up_to["year"])
        return _part(year, "to_date", int(up_to["n"])) if up_to["n"] else _part(year, "year", 1)
    if not (found := re.match("[0-9]{1,9}(?![0-9])", text)):
        raise _unreadable(written)
    rest = text[found.end() :]
    for form, kind in _FORMS:
        if part := re.fullmatch(form, rest):
            name = part.groupdict().get("n") or "1"
            return _part(int(found[0]), kind, _ORDINALS.get(name) or int(name))
    raise _unreadable(written)


def _part(year: int, kind: Kind, nth: int) -> Period:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside(year)
    if kind == "to_date":
        return Period(kind, date(year, 1, 1), date(year, 1, 1) + relativedelta(months=nth, days=-1))
    start = date(year, 1, 1) + relativedelta(months=_MONTHS[kind] * (nth - 1))
    return Period(kind, start, start + relativedelta(months=_MONTHS[kind], days=-1))


def _outside(year: int) -> PeriodError:
    return PeriodError(
        Words(
            f"年份 {year} 不在日历之内（{FIRST_YEAR}—{LAST_YEAR}）；请核对年份",
            f"the year {year} lies outside the calendar ({FIRST_YEAR} to {LAST_YEAR}); check the year",
        )
    )


def _unreadable(written: object) -> PeriodError:
    return PeriodError(
        Words(
            f"读不出时期 {written!r}；可写 2023、2023年上半年、2023Q2、2023-06、截至2023年7月底",
            f"cannot read the period {written!r}; write 2023, 2023年上半年, 2023Q2, 2023-06 or 截至2023年7月底",
        )
    )
