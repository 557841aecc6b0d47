"""Periods as people write them: each form read to what the stretch is called, its first month and its length.

A form with two readings is asked back: 2010 - 12 may be a month or three years.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from prevention_rules.errors import PeriodError
from prevention_rules.text import Words, shown

Kind = Literal["year", "half", "quarter", "month", "to_date", "months", "school_year", "split_year", "years"]
"""What a stretch is called; ``split_year`` is 2019/20, whose first month is not said, so both years are its days."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside this calendar are taken for slips of the keyboard and refused (a house rule)."""

LENGTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1, "school_year": 12, "split_year": 24}
"""How many months the stretches have that are always equally long."""


class Stretch(NamedTuple):
    """What a stretch is called, its first month (counted from January of the year 0), and its number of months."""

    kind: Kind
    first: int
    months: int


def part_of(kind: Kind, year: int, nth: int = 1) -> Stretch:
    """Return the *nth* half, quarter or month of a year."""
    length = LENGTHS[kind]
    return Stretch(kind, 12 * year + length * (nth - 1), length)


_FROM_JANUARY: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
"""What the first months of a year are called that have a name: 1—6月 and 截至6月底 are 上半年."""


def _to_date(year: int, month: int) -> Stretch:
    """The year up to the end of a month."""
    return Stretch(_FROM_JANUARY.get(month, "to_date"), 12 * year, month)


_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(0x5E)} | {0x3000: " "}
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile("[〇零○一二三四五六七八九]{4}(?=年)")
_SPACED_DASH = re.compile(r"\s+[-–~]\s*|[-–~]\s+")
_ORDINALS = {"上": 1, "下": 2, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLANS = {"九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

Said = Mapping[str, str]
"""The named pieces of a written period: ``y`` and ``m`` its year and month, ``to`` the year it goes to."""


def _year_of(said: Said) -> Stretch:
    return part_of("year", int(said["y"]))


def _half_of(said: Said) -> Stretch:
    return part_of("half", int(said["y"]), _ORDINALS[said["n"]])


def _quarter_of(said: Said) -> Stretch:
    return part_of("quarter", int(said["y"]), _ORDINALS[said["n"]])


def _first_quarters(said: Said) -> Stretch:
    return _to_date(int(said["y"]), 3 * _ORDINALS[said["n"]])


def _month_of(said: Said) -> Stretch:
    return part_of("month", int(said["y"]), int(said["m"]))


def _up_to(said: Said) -> Stretch:
    return _to_date(int(said["y"]), int(said["m"]))


def _on_a_day(said: Said) -> Stretch:
    """The last day of a year closes it, and 截至 the last day of a month closes that; no other day says a period."""
    year, month, day = int(said["y"]), int(said["m"]), int(said["d"])
    closes = FIRST_YEAR <= year <= LAST_YEAR and day == monthrange(year, month)[1]
    if not closes or not (month == 12 or said["until"]):
        raise _a_day(year, month, day)
    return _to_date(year, month)


def _years_of(said: Said) -> Stretch:
    return _between("years", 12 * int(said["y"]), 12 * int(said["to"]) + 11)


def _short_years(said: Said) -> Stretch:
    """2011—13 is three years; 2010 - 12 may be a month as well."""
    first, short = int(said["y"]), int(said["short"])
    last = first - first % 100 + short
    if short <= 12 and last > first:
        raise _two_readings(first, short, last)
    if 1 <= short <= 12:
        return part_of("month", first, short)
    if last <= first:
        raise unreadable(f"{first}-{short:02d}")
    return _between("years", 12 * first, 12 * last + 11)


def _slashed(said: Said) -> Stretch:
    """2011/12 is a year across two; 2011/11 and 2011/2 are months."""
    first, second = int(said["y"]), said["second"]
    if _follows(second, first):
        return part_of("split_year", first)
    if said.get("fy") or len(second) > 2 or not 1 <= int(second) <= 12:
        raise unreadable(f"{first}/{second}")
    return part_of("month", first, int(second))


def _follows(second: str, first: int) -> bool:
    """True for the next year in two or four digits."""
    return len(second) > 1 and int(second) == (first + 1) % 10 ** len(second)


def _school_year(said: Said) -> Stretch:
    if not _follows(said["second"], int(said["y"])):
        raise _backwards()
    return Stretch("school_year", 12 * int(said["y"]) + 8, 12)


def _months_of(said: Said) -> Stretch:
    """2022年10月—2023年9月 runs across two years; some months of one year are no period."""
    if said["y"] == said["to"]:
        raise unreadable(f"{said['y']}年{said['m']}月—{said['to']}年{said['to_m']}月")
    first, last = (12 * int(said[year]) + int(said[month]) - 1 for year, month in (("y", "m"), ("to", "to_m")))
    return _between("months", first, last)


def _plan_of(said: Said) -> Stretch:
    return Stretch("years", 12 * _PLANS[said["plan"]], 60)


def _financial_year(said: Said) -> Stretch:
    raise _which_months(said["fy"])


def _between(kind: Kind, first: int, last: int) -> Stretch:
    if last // 12 <= first // 12:
        raise _backwards()
    return Stretch(kind, first, last - first + 1)


_Y, _M, _TO = r"(?P<y>\d{1,9})", r"(?P<m>1[0-2]|0?[1-9])", r"(?:-|—{1,2}|–|~|至|到)"
_UNTIL, _LATER = "(?P<until>截至|截止到?|截至到|到|至)", r"(?P<to>\d{4})"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Said], Stretch]], ...] = tuple(
    (re.compile(form, re.ASCII | re.IGNORECASE), read)
    for form, read in (
        (rf"{_Y}(?:年?度?(?:年?[底末])?|年全年)", _year_of),
        (rf"{_UNTIL}{_Y}年[底末]", _year_of),
        (rf"{_Y}年?(?P<n>[上下])半年", _half_of),
        (rf"{_Y}年?-?H(?P<n>[12])", _half_of),
        (rf"{_Y}年?第?(?P<n>[一二三四1-4])季度", _quarter_of),
        (rf"{_Y}年?-?Q(?P<n>[1-4])", _quarter_of),
        (rf"{_Y}年?前(?P<n>[二两三23])个?季度", _first_quarters),
        (rf"{_Y}年前{_M}个月", _up_to),
        (rf"{_Y}年{_M}月份?", _month_of),
        (rf"{_Y}[-.]{_M}", _month_of),
        (rf"{_Y}/(?P<second>\d\d?|\d{{4}})", _slashed),
        (rf"(?P<fy>FY){_Y}/(?P<second>\d\d|\d{{4}})", _slashed),
        (rf"{_Y}年{_M}月[底末]", _up_to),
        (rf"{_Y}年(?:[1一]月?)?{_TO}{_M}月份?", _up_to),
        (rf"{_UNTIL}{_Y}年{_M}月[底末]?", _up_to),
        (rf"{_UNTIL}?{_Y}(?:年|[-/.]){_M}(?:月|[-/.])(?P<d>0?[1-9]|[12]\d|3[01])日?", _on_a_day),
        (rf"{_Y}年?{_TO}{_LATER}年?", _years_of),
        (rf"{_Y}[-—–~](?P<short>\d\d)", _short_years),
        (rf"{_Y}年?(?:{_TO}|/)(?P<second>\d\d|\d{{4}})学年度?", _school_year),
        (rf"{_Y}年{_M}月{_TO}{_LATER}年(?P<to_m>1[0-2]|0?[1-9])月", _months_of),
        (rf"[“\"]?(?P<plan>{'|'.join(_PLANS)})[”\"]?(?:期间|时期)", _plan_of),
        (r"(?P<fy>FY\d\d(?:\d\d)?|\d{4}财政?年度?)", _financial_year),
    )
)


def read_period(written: str) -> Stretch:
    """Read a written period; raises `PeriodError` for what is none, and for what has two readings."""
    if len(written) > _LONGEST:
        raise unreadable(written)
    return _read_period(written)


_LONGEST = 100
"""No period is written longer; each is remembered."""


@lru_cache(maxsize=4096)
def _read_period(written: str) -> Stretch:
    # Only full-width forms are folded: 2023年² has a footnote mark, which is no digit.
    text = "".join(_SPACED_DASH.sub("—", written.translate(_FULL_WIDTH).strip()).split())
    text = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    for form, read in _FORMS:
        if found := form.fullmatch(text):
            return read(found.groupdict())
    raise unreadable(written)


def unreadable(written: object) -> PeriodError:
    """Say that this is no period, and how one is written."""
    return PeriodError(
        Words(
            f"读不出时期 {shown(written)}；可写 2023、2023年上半年、2023Q2、2023-06、截至2023年7月底",
            f"cannot read the period {shown(written)}; write 2023, 2023年上半年, 2023Q2, 2023-06 or 截至2023年7月底",
        )
    )


def _two_readings(year: int, month: int, last: int) -> PeriodError:
    return PeriodError(
        Words(
            f"“{year} - {month:02d}”既像{year}年{month}月，又像{year}年至{last}年；"
            f"请写明 {year}年{month}月 或 {year}—{last}年",
            f"'{year} - {month:02d}' may be month {month} of {year} or the years {year} to {last}; "
            f"write {year}-{month:02d} or {year}-{last}",
        )
    )


def _a_day(year: int, month: int, day: int) -> PeriodError:
    said = f"{year}-{month:02d}-{day:02d}"
    return PeriodError(
        Words(
            f"{said} 是一天，不是时期；月末的数请写 截至{year}年{month}月底，年末的数请写 {year}年底",
            f"{said} is a day, not a period; write 截至{year}年{month}月底 for the state at the end of the month, "
            f"{year} for that at the end of the year",
        )
    )


def _backwards() -> PeriodError:
    return PeriodError(
        Words("几年或学年须先写早的年份，学年跨相邻两年", "write the earlier year first; a school year spans two")
    )


def _which_months(said: str) -> PeriodError:
    return PeriodError(
        Words(
            f"财年“{said}”从哪个月起没有写明；请写跨哪两年，如 2020/21",
            f"the months of the fiscal year {said!r} are not said; write the two years it spans, such as 2020/21",
        )
    )
