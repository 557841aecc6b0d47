"""Periods as people write them, and their order."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import pytest

from prevention_rules.errors import PeriodError
from prevention_rules.evidence.series import Series
from prevention_rules.periods import Period, elapsed


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "kind", "start", "end", "canonical"),
    [
        (2023, "year", "2023-01-01", "2023-12-31", "2023"),
        ("2023", "year", "2023-01-01", "2023-12-31", "2023"),
        ("2023年", "year", "2023-01-01", "2023-12-31", "2023"),
        ("２０２３年度", "year", "2023-01-01", "2023-12-31", "2023"),
        ("2023 年 底", "year", "2023-01-01", "2023-12-31", "2023"),
        ("截至2023年底", "year", "2023-01-01", "2023-12-31", "2023"),
        ("2023年上半年", "half", "2023-01-01", "2023-06-30", "2023H1"),
        ("2023年下半年", "half", "2023-07-01", "2023-12-31", "2023H2"),
        ("2023H2", "half", "2023-07-01", "2023-12-31", "2023H2"),
        ("2023Q2", "quarter", "2023-04-01", "2023-06-30", "2023Q2"),
        ("2023年第四季度", "quarter", "2023-10-01", "2023-12-31", "2023Q4"),
        ("2023年1季度", "quarter", "2023-01-01", "2023-03-31", "2023Q1"),
        ("2023-06", "month", "2023-06-01", "2023-06-30", "2023-06"),
        ("2024/2", "month", "2024-02-01", "2024-02-29", "2024-02"),
        ("2023年12月份", "month", "2023-12-01", "2023-12-31", "2023-12"),
        ("截至2023年7月底", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("截至2023年7月", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("2023年1-7月", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("2023年1—7月份", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("2023年7月末", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("截至2023年7月31日", "to_date", "2023-01-01", "2023-07-31", "截至2023年7月底"),
        ("2021年前三季度", "to_date", "2021-01-01", "2021-09-30", "截至2021年9月底"),
        ("2021年前11个月", "to_date", "2021-01-01", "2021-11-30", "截至2021年11月底"),
        ("2020/21学年", "school_year", "2020-09-01", "2021-08-31", "2020—2021学年"),
        ("2023年12月底", "year", "2023-01-01", "2023-12-31", "2023"),
        ("截至2023年12月底", "year", "2023-01-01", "2023-12-31", "2023"),
        ("2023-12-31", "year", "2023-01-01", "2023-12-31", "2023"),
        ("2021年全年", "year", "2021-01-01", "2021-12-31", "2021"),
        ("二〇二一年", "year", "2021-01-01", "2021-12-31", "2021"),
        ("2011-12", "month", "2011-12-01", "2011-12-31", "2011-12"),
        ("2011/11", "month", "2011-11-01", "2011-11-30", "2011-11"),
        ("2023 - 06", "month", "2023-06-01", "2023-06-30", "2023-06"),
        ("2011/12", "split_year", "2011-01-01", "2012-12-31", "2011/12"),
        ("2009/10", "split_year", "2009-01-01", "2010-12-31", "2009/10"),
        ("FY2019/20", "split_year", "2019-01-01", "2020-12-31", "2019/20"),
        ("2020-2021学年", "school_year", "2020-09-01", "2021-08-31", "2020—2021学年"),
        ("2018-2020", "years", "2018-01-01", "2020-12-31", "2018—2020"),
        ("2018—2020年", "years", "2018-01-01", "2020-12-31", "2018—2020"),
        ("2011 - 13", "years", "2011-01-01", "2013-12-31", "2011—2013"),
        ("“十四五”期间", "years", "2021-01-01", "2025-12-31", "2021—2025"),
        ("2022年10月—2023年9月", "months", "2022-10-01", "2023-09-30", "2022年10月—2023年9月"),
    ],
)
def test_periods_as_people_write_them(written: Any, kind: str, start: str, end: str, canonical: str) -> None:
    """Each spelling covers its days, and the canonical spelling reads back to the same period."""
    period = Period.of(written)
    assert (period.kind, period.start, period.end, str(period)) == (kind, day(start), day(end), canonical)
    assert Period.of(canonical) == period


@pytest.mark.parametrize(
    "written",
    ["", "abc", "2023年13月", "2023-00", "2023Q5", "2023年第五季度", "2023H3", "23年上", "2023年上旬", "上半年",
     "2023年6", "2023年①", "2023年²", "2023²", "2021-W05", "2023年中", True, 2023.0, None, "截至2023年13月底", "截至"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_period_is_refused(written: Any) -> None:
    """Anything else is refused with the spellings that can be read."""
    with pytest.raises(PeriodError) as caught:
        Period.of(written)
    assert (
        caught.value.explain("en")
        == f"cannot read the period {written!r}; write 2023, 2023年上半年, 2023Q2, 2023-06 or 截至2023年7月底"
    )
    assert (
        caught.value.explain("zh")
        == f"读不出时期 {written!r}；可写 2023、2023年上半年、2023Q2、2023-06、截至2023年7月底"
    )


ASKED_BACK = [
    ("2010 - 12", "'2010 - 12' may be month 12 of 2010 or the years 2010 to 2012; write 2010-12 or 2010-2012"),
    ("2003—05", "'2003 - 05' may be month 5 of 2003 or the years 2003 to 2005; write 2003-05 or 2003-2005"),
    ("2023-06-30", "2023-06-30 is a day, not a period; write 截至2023年6月底 for the state at the end of the month, "
     "2023 for that at the end of the year"),
    ("2020-2018", "write the earlier year first; a school year spans two"),
    ("FY21", "the months of the fiscal year 'FY21' are not said; write the two years it spans, such as 2020/21"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), ASKED_BACK, ids=[row[0] for row in ASKED_BACK])
def test_what_has_two_readings_is_asked_back(written: str, said: str) -> None:
    """What could be a month or several years, a day, or a year of unknown months is refused with the cure."""
    with pytest.raises(PeriodError) as caught:
        Period.of(written)
    assert caught.value.explain("en") == said


@pytest.mark.parametrize("written", ["2018-2020", "2019/20", "2019-2020学年", "2019年10月—2020年9月", "2020H2"])
def test_other_stretches_do_not_answer_for_a_year(written: str) -> None:
    """A figure of several years, a school year or a statistical year is none of the calendar year it ends in."""
    series = Series.of({written: "9.6"}, unit="/10万")
    assert series.level(Period.of(2020)) is None
    assert series.level(Period.of(written)) is not None
    assert Period.of(written).years_back(2).previous() < Period.of(written)


def test_a_period_holds_its_parts() -> None:
    """A year holds its halves and months, a half the months in it, and nothing holds itself."""
    year, half, month = (Period.of(text) for text in ("2024", "2024H1", "2024-06"))
    assert [one.holds(other) for one, other in ((year, half), (half, month), (month, half), (year, year))] == [
        True, True, False, False
    ]  # fmt: skip
    assert not half.holds(Period.of("截至2024年6月底"))


@pytest.mark.parametrize("written", [1899, 2200, 0, -2023, 20230, "20230", "1023年上半年", "202年", "截至3023年7月底"])
def test_a_year_outside_the_calendar_is_refused(written: Any) -> None:
    """A year outside 1900 to 2199 is taken for a slip of the keyboard."""
    year = (
        written if isinstance(written, int) else int("".join(char for char in written.split("年")[0] if char.isdigit()))
    )
    with pytest.raises(PeriodError) as caught:
        Period.of(written)
    assert caught.value.explain("en") == f"the year {year} lies outside the calendar (1900 to 2199); check the year"
    assert caught.value.explain("zh") == f"年份 {year} 不在日历之内（1900—2199）；请核对年份"


def test_the_calendar_ends_belong() -> None:
    """The first and the last year of the calendar are periods."""
    assert (Period.of(1900).year, Period.of("2199年").year) == (1900, 2199)


def test_periods_are_ordered_by_the_day_they_end() -> None:
    """A part of a year comes before the year it belongs to, and two periods that end together the longer one first."""
    texts = [
        "2022",
        "2023-01",
        "2023Q1",
        "2023H1",
        "截至2023年7月底",
        "2023Q3",
        "2023",
        "2023H2",
        "2023Q4",
        "2023-12",
        "2024-01",
    ]
    periods = [Period.of(text) for text in texts]
    assert all(earlier < later for earlier, later in combinations(periods, 2))


@pytest.mark.parametrize(
    ("named", "spellings"),
    [
        ("2023-01", ["截至2023年1月底", "2023年1月末"]),
        ("2023Q1", ["2023年1—3月", "截至2023年3月底", "2023年前3个月", "截至2023年3月31日"]),
        (
            "2023H1",
            ["2023年1-6月", "2023年1月至6月", "2023年6月底", "截至2023年6月", "2023年前两季度", "截至2023年6月30日"],
        ),
        ("2023", ["2023年1—12月", "2023年12月底", "2023年前12个月", "2023年12月31日"]),
    ],
)
def test_the_same_days_under_another_name_are_the_same_period(named: str, spellings: list[str]) -> None:
    """1—6月 and 截至6月底 are 上半年: a figure of the one answers for the other."""
    assert {str(Period.of(one)) for one in spellings} == {named}


def test_the_order_is_total() -> None:
    """Of two different periods one comes first and only one, also where they cover the same days."""
    texts = [
        "2022",
        "2023",
        "2023-01",
        "2023Q1",
        "2023H1",
        "2023H2",
        "截至2023年2月底",
        "截至2023年7月底",
        "2018-2020",
        "2022-2023",
        "2022/23",
        "2022-2023学年",
        "2022年9月—2023年8月",
    ]
    for one, other in permutations(map(Period.of, texts), 2):
        assert (one < other) is not (other < one)
        assert (one <= other, one > other, one >= other) == (one < other, other < one, other < one)
    assert Period.of(2023) <= Period.of("2023年") >= Period.of(2023)


@pytest.mark.parametrize(
    ("written", "previous"),
    [(2023, "2022"), ("2023H1", "2022H2"), ("2023Q1", "2022Q4"), ("2023-01", "2022-12"), ("2024-03", "2024-02"),
     ("截至2023年7月底", "截至2022年7月底"), ("截至2024年2月底", "截至2023年2月底")],
)  # fmt: skip
def test_previous(written: Any, previous: str) -> None:
    """The period before is of the same kind; a running total is compared with that of the year before."""
    assert Period.of(written).previous() == Period.of(previous)


@pytest.mark.parametrize("written", ["2024", "2024H2", "2024Q1", "2024-02", "截至2024年2月底"])
def test_years_back(written: str) -> None:
    """Going back and forth by years ends at the same period, leap days or not."""
    period = Period.of(written)
    assert [period.years_back(back).year for back in range(3)] == [2024, 2023, 2022]
    assert period.years_back(1).years_back(-1) == period
    assert all(later.years_back(1) == earlier for later, earlier in pairwise(period.years_back(b) for b in range(5)))


@pytest.mark.parametrize(
    ("base", "now", "deadline", "share"),
    [(2020, 2023, 2025, "3/5"), (2020, "2023-06", 2025, "1/2"), (2020, 2020, 2025, "0"), (2020, 2026, 2025, "6/5"),
     ("2022H1", "2022H2", "2023H1", "1/2"), (2020, "截至2023年7月底", 2025, "31/60")],
)  # fmt: skip
def test_elapsed(base: Any, now: Any, deadline: Any, share: str) -> None:
    """The share of the time that has passed is counted in whole months, past the deadline too."""
    assert elapsed(Period.of(base), Period.of(now), Period.of(deadline)) == Fraction(share)


@pytest.mark.parametrize("deadline", [2020, 2019, "2020Q4"])
def test_a_deadline_comes_after_its_base(deadline: Any) -> None:
    """A deadline that does not come after its base leaves no time to divide."""
    with pytest.raises(PeriodError) as caught:
        elapsed(Period.of(2020), Period.of(2020), Period.of(deadline))
    assert caught.value.explain("en") == f"the deadline {deadline} is not after the base 2020"
    assert caught.value.explain("zh") == f"期限 {deadline} 不在基期 2020 之后"


def test_periods_are_values() -> None:
    """Periods hash by what they are and survive pickling."""
    assert len({Period.of(2023), Period.of("2023年"), Period.of("2023H1")}) == 2
    assert pickle.loads(pickle.dumps(Period.of("2023Q2"))) == Period.of("2023Q2")
