from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from vectors import vectors

from prevention_rules.citations import CITATIONS
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.progress import Pace, Schedule, ScheduleStatus, Way, healthy_people, open_sdg, schedule, un_chart
from prevention_rules.targets import Better

BETTER: dict[str, Better] = {"up": "higher", "down": "lower"}
RECORDS = Path(__file__).parent / "data" / "open-sdg-gif.csv"


def status(base: Any, current: Any, target: Any, **parameters: Any) -> str:
    """Name the place on the schedule, which is known."""
    told = schedule(base, current, target, **parameters).status
    assert told is not None
    return told.name


@pytest.mark.parametrize("case", vectors("sched"))
def test_schedule_vector(case: dict[str, Any]) -> None:
    """The worked positions against the linear schedule come out, with and without a tolerance."""
    base, current, target, way, elapsed = case["args"]
    tolerance = case["kwargs"].get("tol", 0)
    told = schedule(base, current, target, elapsed=elapsed, better=BETTER[way], tolerance=tolerance)
    assert told.status is ScheduleStatus[case["expected"]]


@pytest.mark.parametrize("case", vectors("hp"))
def test_healthy_people_vector(case: dict[str, Any]) -> None:
    """The worked Healthy People categories come out, the exact 10 % among them."""
    base, current, target, way = case["args"]
    assert healthy_people(base, current, target, better=BETTER[way]).name == case["expected"]


@pytest.mark.parametrize("case", vectors("osdg"))
def test_open_sdg_vector(case: dict[str, Any]) -> None:
    """The worked classes of the Open SDG measure come out."""
    base, current, target, way, first, now, end = case["args"]
    told = open_sdg(base, first, current, now, target, end, {"up": 1, "down": -1}[way])
    assert told.status == case["expected"]


def records() -> list[Any]:
    with RECORDS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [pytest.param(row, id=f"{place}-{row['indicator']}") for place, row in enumerate(rows)]


def test_records_are_all_there() -> None:
    """The published records under test are the 140 of the global framework, and no others."""
    assert [param.values[0]["source"] for param in records()] == ["gif"] * 140


@pytest.mark.parametrize("row", records())
def test_open_sdg_record(row: dict[str, str]) -> None:
    """A published record is reproduced from its inputs: progress value to 1e-9, score and status equal."""
    given = {key: float(row[key]) if row[key] else None for key in row if key.endswith(("_value", "_year", "score"))}
    told = open_sdg(
        given["base_value"],
        given["base_year"],
        given["current_value"],
        given["current_year"],
        float(row["target"]) if row["target"] else None,
        given["target_year"],
        int(row["direction"]),
        float(row["limit"]) if row["limit"] else None,
    )
    assert (told.status, told.score) == (row["status"], given["score"])
    if given["progress_value"] is None:
        assert told.progress_value is None
    else:
        assert told.progress_value == pytest.approx(given["progress_value"], rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("arguments", "status", "score"),
    [
        ((None, None, None, None, None, None, None), "", None),
        ((None, 2015, None, None, 100, 2030, 1), "not_available", None),
        ((100, 2015, 100, 2022, 100, 2030, 1), "target_achieved", 5),
        ((100, 2015, 99, 2022, 100, 2030, 1), "deterioration", -5),
        ((0, 2015, 0, 2022, 0, 2030, -1), "target_achieved", 5),
        ((5, 2020, -1, 2023, None, 2030, 1), "not_available", None),
        ((5, 2023, 6, 2020, None, 2030, 1), "not_available", None),
        ((5, 2020, 4, 2023, -1, 2030, -1), "not_available", None),
        ((5, 2020, 6, 2023, 10, 2020, 1), "not_available", None),
        ((5, 2020, "0.0005", 2023, 0, 2030, -1), "target_achieved", 5),
        ((-5, 2020, -4, 2023, None, 2030, 1), "substantial_progress", 5),
        ((5, 2020, 0, 2023, None, 2030, -1), "substantial_progress", 5),
        ((100, 2015, 100, 2022, None, 2030, 1, 100), "substantial_progress", 5),
        ((300, 2020, 270, 2023, None, 2030, -1, 100), "substantial_progress", 5),
        ((150, 2020, "149.5", 2023, None, 2030, -1, 100), "limited_progress", -1.9170),
    ],
)
def test_open_sdg_edges(arguments: Any, status: str, score: float | None) -> None:
    """The edges are as published: no data, base equal to target, near and beyond the limit, down to zero, below zero."""
    told = open_sdg(*arguments)
    assert told.status == status
    assert told.score == (None if score is None else pytest.approx(score, abs=5e-5))


def test_one_series_five_answers() -> None:
    """60 → 85 by 2025 with 74.3 in 2023 is behind the linear schedule and on track by both compound measures."""
    linear, compound = (schedule(60, "74.3", 85, elapsed="3/5", how=how) for how in ("linear", "compound"))
    assert (linear.status, linear.share) == (ScheduleStatus.BEHIND, Fraction(143, 250))
    assert compound.status is ScheduleStatus.AHEAD
    assert open_sdg(60, 2020, "74.3", 2023, 85, 2025, 1).progress_value == pytest.approx(1.024, abs=5e-4)
    charted = un_chart(60, 2020, "74.3", 2023, 85, 2025)
    assert charted is not None
    assert charted.ratio == pytest.approx(1.027, abs=5e-4)


@pytest.mark.parametrize(
    ("value", "ratio", "status"),
    [
        (75, 1.081, "on_track"),
        ("73.4", 0.958, "on_track"),
        (73, 0.928, "fair"),
        (69, 0.630, "fair"),
        ("61.4", 0.094, "limited"),
    ],
)
def test_un_chart(value: Any, ratio: float, status: str) -> None:
    """The extrapolated ratio has the published values and falls into the published classes."""
    told = un_chart(60, 2020, value, 2023, 85, 2025)
    assert told is not None
    assert (round(told.ratio, 3), told.status) == (ratio, status)


def test_un_chart_undefined() -> None:
    """Where growth is not defined there is no ratio: a zero base, no time between, nothing to change."""
    assert un_chart(0, 2020, 5, 2023, 10, 2030) is None
    assert un_chart(5, 2023, 6, 2023, 10, 2030) is None
    assert un_chart(5, 2020, 6, 2023, 5, 2030) is None


@pytest.mark.parametrize(
    ("base", "current", "target", "better", "share"),
    [
        (0, 1, 1, "higher", "1"),
        (0, 700_000, 1_000_000, "higher", "0.7"),
        (1_000_000, 1_350_000, 1_500_000, "higher", "0.7"),
        (500_000, 420_000, 400_000, "lower", "0.8"),
        (0, 968_000, 1_000_000, "higher", "0.968"),
        (100, 90, 80, "lower", "0.5"),
        (100, 110, 80, "lower", "-0.5"),
    ],
)
def test_share_of_other_systems(base: int, current: int, target: int, better: Any, share: str) -> None:
    """The share done agrees with the worked examples of two other public systems."""
    assert schedule(base, current, target, elapsed=0, better=better).share == Fraction(share)


@pytest.mark.parametrize(("elapsed", "expected"), [("10/15", Fraction(220, 3)), (0, 100), (1, 60), ("25/15", 60)])
def test_expected_now(elapsed: Any, expected: Fraction) -> None:
    """The value expected on the way from 100 to 60 moves in equal steps and stays at the target after the deadline."""
    assert schedule(100, 100, 60, elapsed=elapsed, better="lower").expected == expected


def test_milestone_wins() -> None:
    """A value that the plan sets for now decides, however far from the straight line it lies."""
    straight = schedule(60, 70, 85, elapsed="3/5")
    planned = schedule(60, 70, 85, elapsed="3/5", milestone=70)
    assert (straight.status, planned.status) == (ScheduleStatus.BEHIND, ScheduleStatus.ON_SCHEDULE)
    assert (planned.how, planned.expected) == ("table", Fraction(70))


def test_tolerance_forgives_only_shortfall() -> None:
    """With a tolerance a small shortfall is on schedule, and a small lead is still a lead."""
    told = [status(0, value, 100, elapsed="1/2", tolerance="0.1") for value in ("44.9", 45, 50, "50.1")]
    assert told == ["BEHIND", "ON_SCHEDULE", "ON_SCHEDULE", "AHEAD"]


def test_compound_is_exact() -> None:
    """From 100 to 121 a value of 110 at half time is on the compound schedule exactly, and a hair less is not."""
    told = [status(100, value, 121, elapsed="1/2", how="compound") for value in (110, "109.999999999999")]
    assert told == ["ON_SCHEDULE", "BEHIND"]


def test_compound_after_the_deadline() -> None:
    """Once the time is over the whole target is due, and no more than that: 118.8 is 90 % of the way to 121."""
    told = [status(100, value, 121, elapsed=2, how="compound", tolerance="0.1") for value in ("118.8", "118.7")]
    assert told == ["ON_SCHEDULE", "BEHIND"]


def test_deadline() -> None:
    """At the deadline nothing is early any more, and what is not reached is behind."""
    told = [status(60, value, 85, elapsed=1) for value in (84, 85, 86)]
    assert told == ["BEHIND", "ON_SCHEDULE", "AHEAD"]


def test_nothing_to_gain() -> None:
    """Where the base already satisfies the target there is no share, only kept or lost."""
    kept, lost = (schedule(90, value, 85, elapsed="1/2") for value in (88, 84))
    assert (kept.status, kept.share) == (ScheduleStatus.EARLY, None)
    assert (lost.status, lost.share) == (ScheduleStatus.REGRESSED, None)


def test_required_per_year() -> None:
    """What is still needed is spread over the years left; once the target is reached it is nothing."""
    asked = [schedule(60, value, 85, elapsed="3/5", years_left=2).required_per_year for value in (74, 90)]
    assert asked == [Fraction(11, 2), 0]
    assert schedule(60, 74, 85, elapsed="3/5").required_per_year is None


@pytest.mark.parametrize(
    ("lo", "hi", "status"),
    [
        ("61", "74.9", "BEHIND"),
        ("74", "76", None),
        ("85", None, "EARLY"),
        (None, "59", "REGRESSED"),
        (None, None, None),
    ],
)
def test_sets(lo: str | None, hi: str | None, status: str | None) -> None:
    """A set of possible values has a status only where all of them share it."""
    ends = [None if end is None else Fraction(end) for end in (lo, hi)]
    told = schedule(60, ValueSet.of(Interval(*ends)), 85, elapsed="3/5")
    assert told.status is (None if status is None else ScheduleStatus[status])
    assert told.share is None


def test_unknown_base() -> None:
    """An unknown base leaves every position open: progress is never guessed."""
    known = schedule(ValueSet.of(Interval(Fraction(59), Fraction(61))), 75, 85, elapsed="3/5")
    assert known == Schedule(None, Fraction(3, 5), "linear")


def test_standard_errors_decide() -> None:
    """With both standard errors, significance takes the place of the 10 % rule in either direction."""
    errors: dict[str, Any] = {"base_error": 2, "current_error": 2}
    assert healthy_people(60, 64, 85).name == "IMPROVING"
    assert healthy_people(60, 64, 85, **errors).name == "LITTLE_OR_NO_CHANGE"
    assert healthy_people(60, 66, 85, **errors).name == "IMPROVING"
    assert healthy_people(60, 54, 85, **errors).name == "GETTING_WORSE"


def test_compound_needs_positive_values() -> None:
    """Growth from zero or to zero has no rate, so the compound schedule says nothing, and raises nothing."""
    cases: tuple[tuple[int, int, Better], ...] = ((0, 10, "higher"), (10, 0, "lower"))
    for base, target, better in cases:
        told = schedule(base, 5, target, elapsed="1/2", how="compound", better=better)
        assert told == Schedule(None, Fraction(1, 2), "compound", share=Fraction(1, 2))


def test_healthy_people_at_zero() -> None:
    """Ten per cent of a zero baseline is nothing, so any move away is worse and no move is no change."""
    assert healthy_people(0, 0, 10).name == "LITTLE_OR_NO_CHANGE"
    assert healthy_people(0, 1, -10, better="lower").name == "GETTING_WORSE"


def test_citations() -> None:
    """Every answer about progress names a known source."""
    told = (schedule(1, 2, 3, elapsed=0), open_sdg(1, 2020, 2, 2023), un_chart(1, 2020, 2, 2023, 3))
    assert all(answer is not None and answer.citation in CITATIONS for answer in told)


def test_a_quotient_too_small_to_show_its_sign() -> None:
    """Open SDG has no growth across zero, however near to it the figure is."""
    told = open_sdg(20, 2020, -5e-324, 2023, target=18, target_year=2025, direction=1)
    assert (told.progress_value, told.status) == (None, "not_available")


UP = Way(Fraction(60), Period.of(2020), Fraction(85), Period.of(2025), "higher")
DOWN = Way(Fraction(40), Period.of(2020), Fraction(15), Period.of(2025), "lower")


def pace(way: Way, value: int, at: Any = 2023, *, met: bool = False) -> Pace:
    return way.pace(ValueSet.point(Fraction(value)), Period.of(at), "linear", Fraction(0), met=met)


@pytest.mark.parametrize(("way", "value", "direction"), [(UP, 74, 1), (UP, 58, 1), (DOWN, 26, -1), (DOWN, 41, -1)])
def test_measures_beside_a_pace(way: Way, value: int, direction: int) -> None:
    """Beside a pace stand the published measures of its base, figure, years, goal and direction."""
    told = pace(way, value)
    assert told.open_sdg == open_sdg(way.base, 2020, value, 2023, way.goal, 2025, direction)
    assert told.healthy_people is healthy_people(way.base, value, way.goal, better=way.better)


def test_no_measures_beside_a_range() -> None:
    """The published measures are of one figure, so of a range there are none."""
    told = UP.pace(ValueSet.of(Interval(Fraction(70), Fraction(71))), Period.of(2023), "linear", Fraction(0), met=False)
    assert (told.status, told.open_sdg, told.healthy_people) == (ScheduleStatus.BEHIND, None, None)


def test_a_limit_that_does_not_belong_is_not_early() -> None:
    """Of >85 % the 85 % before its time is ahead of the schedule; of ≥85 % it is early."""
    assert [pace(UP, 85, met=met).status for met in (False, True)] == [ScheduleStatus.AHEAD, ScheduleStatus.EARLY]


def test_months_that_are_left() -> None:
    """Half a year before the deadline five points are ten a year; at the deadline and after it no time is left."""
    told = [pace(UP, 80, at) for at in ("2025-06", 2025, 2026)]
    assert [one.years_left for one in told] == [Fraction(1, 2), 0, 0]
    assert [one.schedule.required_per_year for one in told] == [10, None, None]
