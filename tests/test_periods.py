"""Periods as people write them, and their order."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import pytest

from prevention_rules.errors import PeriodError
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
     "2023-2024", "2023.5.1", "2023年中", "二〇二三年", True, 2023.0, None, "截至2023年13月底", "截至"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_period_is_refused(written: Any) -> None:
    """Anything else is refused with the spellings that can be read."""
    with pytest.raises(PeriodError) as caught:
        Period.of(written)
    assert (
        str(caught.value)
        == f"cannot read the period {written!r}; write 2023, 2023年上半年, 2023Q2, 2023-06 or 截至2023年7月底"
    )
    assert (
        caught.value.explain("zh")
        == f"读不出时期 {written!r}；可写 2023、2023年上半年、2023Q2、2023-06、截至2023年7月底"
    )


@pytest.mark.parametrize("written", [1899, 2200, 0, -2023, 20230, "20230", "1023年上半年", "202年", "截至3023年7月底"])
def test_a_year_outside_the_calendar_is_refused(written: Any) -> None:
    """A year outside 1900 to 2199 is taken for a slip of the keyboard."""
    year = (
        written if isinstance(written, int) else int("".join(char for char in written.split("年")[0] if char.isdigit()))
    )
    with pytest.raises(PeriodError) as caught:
        Period.of(written)
    assert str(caught.value) == f"the year {year} lies outside the calendar (1900 to 2199); check the year"
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


def test_the_order_is_total() -> None:
    """Of two different periods one comes first and only one, also where they cover the same days."""
    texts = [
        "2022",
        "2023",
        "2023-01",
        "2023Q1",
        "2023H1",
        "2023H2",
        "截至2023年1月底",
        "截至2023年6月底",
        "截至2023年12月底",
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
    assert str(caught.value) == f"the deadline {deadline} is not after the base 2020"
    assert caught.value.explain("zh") == f"期限 {deadline} 不在基期 2020 之后"


def test_periods_are_values() -> None:
    """Periods hash by what they are and survive pickling."""
    assert len({Period.of(2023), Period.of("2023年"), Period.of("2023H1")}) == 2
    assert pickle.loads(pickle.dumps(Period.of("2023Q2"))) == Period.of("2023Q2")
