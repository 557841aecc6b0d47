from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest
from vectors import vectors

import prevention_rules as pr
from prevention_rules import readings
from prevention_rules.citations import CITATIONS
from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.kendall import p_value_rising
from prevention_rules.readings import ABSTAINS, RISING, STABLE, named, robustness

EVERY = [*RISING.values(), *STABLE.values()]
DECLARED: dict[str, Any] = {"tolerance": 1, "floor": 0}


def between(lo: str, hi: str) -> ValueSet:
    return ValueSet.of(Interval(Fraction(lo), Fraction(hi)))


@pytest.mark.parametrize("case", vectors("up"))
def test_rising_vector(case: dict[str, Any]) -> None:
    """The eight readings of 稳步提升 answer as documented on the worked series."""
    told = {key: RISING[key.split("_")[0]](case["args"][0]) for key in case["expected"]}
    assert told == case["expected"]


@pytest.mark.parametrize("case", vectors("st"))
def test_stable_vector(case: dict[str, Any]) -> None:
    """The seven readings of 保持稳定 answer as documented on the worked series, with one point of tolerance."""
    told = {key: STABLE[key.split("_")[0]](case["args"][0], tolerance=1) for key in case["expected"]}
    assert told == case["expected"]


@pytest.mark.parametrize(
    ("name", "series", "told"),
    [
        ("strict", [70, None, 74], None),
        ("never_falls", [70, None, 74], None),
        ("net_gain", [70, None, 74], True),
        ("never_falls", [70, 72, None], None),
        ("strict", [70, 75, None, 72, 80], False),
        ("never_falls", [74, None, 70], False),
        ("never_falls_much", [70, None, "69.5", 71], None),
        ("never_falls_much", [72, None, "70.9", 73], False),
        ("moving_mean", [70, None, 71, 72], True),
        ("mann_kendall", [70, None, 71, 72], None),
        ("latest_rise", [None, 71, 70], False),
        ("within_band", [95, None, 97], False),
        ("within_band", [95, None, 96], None),
        ("small_steps", [95, None, 98], False),
        ("small_steps", [95, None, 97], None),
        ("narrow_range", [None, 95, 97], False),
        ("above_floor", [1, None, 2], None),
        ("above_floor", [1, None, -1], False),
    ],
)
def test_missing_period(name: str, series: list[Any], told: bool | None) -> None:
    """A missing period is unknown: it leaves a reading open unless the rest decides it whatever was missing."""
    needed = {key: value for key, value in DECLARED.items() if named(name).needs == key}
    assert named(name)(series, **needed) is told


@pytest.mark.parametrize(
    ("name", "series", "told"),
    [
        ("strict", [70, between("71", "72"), between("73", "74")], True),
        ("strict", [70, between("71", "73"), between("72", "74")], None),
        ("never_falls", [70, between("71", "72"), between("72", "74")], True),
        ("strict", [70, between("71", "72"), between("72", "74")], None),
        ("strict", [between("73", "74"), 72, 75], False),
        ("compound_growth", [between("100", "101"), between("102.01", "103")], True),
        ("compound_growth", [between("100", "102"), between("102.5", "103")], None),
        ("mann_kendall", [70, 71, 72, between("73", "74")], True),
        ("mann_kendall", [70, between("71", "72"), 72, 73], None),
        ("ends_within_share", [100, between("98", "102")], True),
        ("ends_within_share", [100, between("97", "102")], None),
        ("ends_within_share", [between("-1", "1"), 1], None),
        ("compound_growth", [between("-1", "1"), 5], None),
    ],
)
def test_sets(name: str, series: list[Any], told: bool | None) -> None:
    """Sets of possible values decide a reading only where every value in them does; touching ends count."""
    assert named(name)(series) is told


@pytest.mark.parametrize(
    ("name", "series", "told"),
    [
        ("never_falls_much", [70, "69.5", 69, 71], True),
        ("never_falls_much", [70, "69.49", 69, 71], False),
        ("latest_rise", [70, 60, 65], False),
        ("ends_within", [95, 99, 96], True),
        ("ends_within", [95, 95, "96.01"], False),
        ("within_band", [95, 94, 96], True),
        ("narrow_range", [95, 94, 96], False),
        ("small_steps", [95, 96, 97, 96], True),
        ("small_steps", [95, 96, "94.99"], False),
        ("not_worse", [95, 94, 99], True),
        ("not_worse", [95, "93.99", 99], False),
        ("ends_within_share", [100, 103], False),
        ("ends_within_share", [100, "97.001"], True),
        ("above_floor", [0, 1, 0], True),
    ],
)
def test_edge(name: str, series: list[Any], told: bool) -> None:
    """At its edge a reading is as inclusive as its rule says, and two small falls in a row are still small."""
    needed = {key: value for key, value in DECLARED.items() if named(name).needs == key}
    assert named(name)(series, **needed) is told


@pytest.mark.parametrize(
    ("name", "applies_from"),
    [("strict", 3), ("never_falls", 3), ("net_gain", 2), ("mann_kendall", 4), ("moving_mean", 4), ("no_trend", 4)],
)
def test_too_short(name: str, applies_from: int) -> None:
    """A reading abstains on fewer periods than it can speak about, and answers from there on."""
    series = [70, 71, 72, 73, 74]
    assert named(name)(series[: applies_from - 1]) is ABSTAINS
    assert named(name)(series[:applies_from]) is not ABSTAINS


@pytest.mark.parametrize("name", ["compound_growth", "ends_within_share"])
@pytest.mark.parametrize("base", [0, -3])
def test_share_of_nothing(name: str, base: int) -> None:
    """A share of a base that is zero or negative has no meaning, so the reading abstains."""
    assert named(name)([base, 1, 2]) is ABSTAINS


def test_growth_is_exact_and_directed() -> None:
    """One per cent a year is met exactly at the edge, upward and downward, and the edges are not mirror images."""
    grows = named("compound_growth")
    assert grows([100, None, "102.01"]) is True
    assert grows([100, None, "102.00999"]) is False
    assert grows([100, None, "98.01"], better="lower") is True
    assert grows([100, None, "98.011"], better="lower") is False


def test_better_lower() -> None:
    """A falling rate satisfies the readings of improvement when lower is better, and only then."""
    falling = [30, 28, 27, 25]
    assert all(reading(falling, better="lower") is True for reading in RISING.values())
    assert not any(reading(falling) for reading in RISING.values())
    assert named("not_worse")([30, 20, 31], better="lower", tolerance=1) is True
    assert named("above_floor")([30, 31], better="lower", floor=30) is False


@pytest.mark.parametrize("reading", [reading for reading in EVERY if reading.needs], ids=lambda reading: reading.id)
def test_undeclared_parameter(reading: readings.Reading) -> None:
    """A reading that needs a declared parameter refuses to guess it, even where it would abstain."""
    with pytest.raises(FormatError, match=f"needs a declared {reading.needs}"):
        reading([])


@pytest.mark.parametrize(
    ("parameter", "value"), [("tolerance", -1), ("alpha", 0), ("growth", 1), ("share", 3), ("better", "up")]
)
def test_refused_parameter(parameter: str, value: Any) -> None:
    """A parameter outside its range is refused by every reading, used or not."""
    with pytest.raises(FormatError):
        named("net_gain")([1, 2], **{parameter: value})


def test_no_possible_value() -> None:
    """A level without any possible value is an error: the empty set must never be read as met."""
    with pytest.raises(ObservationError, match="no possible value"):
        named("net_gain")([ValueSet(), 2])


def test_names() -> None:
    """Every reading is found by its name and by its id, and no two share either."""
    assert [named(name) for name in readings.names()] == EVERY
    assert [named(reading.id) for reading in EVERY] == EVERY
    assert len({key for reading in EVERY for key in (reading.id, reading.name)}) == 2 * len(EVERY)


def test_unknown_name() -> None:
    """A name that is not one is answered with the nearest that is, in both languages."""
    with pytest.raises(FormatError) as caught:
        named("never_fall")
    assert caught.value.explain("en") == "no reading is called 'never_fall'; did you mean never_falls?"
    assert caught.value.explain("zh") == "没有名为 'never_fall' 的读法；是不是“never_falls”？"


def test_described() -> None:
    """Every reading names a known source, and only readings with a published one cite anything but our own house."""
    assert {reading.citation for reading in EVERY} <= set(CITATIONS)
    assert [reading.id for reading in EVERY if reading.citation == "HOUSE" and not reading.decides] == [
        "U7",
        "U8",
        "T2",
        "T6",
    ]


def test_readings_travel() -> None:
    """A reading can be hashed and pickled, so that findings which hold one can be."""
    assert [pickle.loads(pickle.dumps(reading)) for reading in EVERY] == EVERY
    assert len(set(EVERY)) == len(EVERY)


def answers(series: list[Any]) -> dict[str, Any]:
    return {key: reading(series) for key, reading in RISING.items()}


@pytest.mark.parametrize(
    ("series", "robust", "dissenters", "undecided"),
    [
        ([70, 74, 73, 76], False, ("U3",), ()),
        ([70, 72, 74, 76], True, (), ()),
        ([70, 70, 70, 76], False, ("U1",), ()),
        ([76, 74, 72, 70], True, (), ()),
        ([70, None, 74], None, (), ("U1", "U2", "U4")),
        ([70, 72, 72, None, 74], False, ("U1", "U3"), ("U2", "U4")),
        ([70, 74], None, (), ()),
    ],
)
def test_robustness(series: list[Any], robust: Any, dissenters: Any, undecided: Any) -> None:
    """A verdict stands up when U1 to U4 agree, depends on the reading when one dissents, else it is open."""
    results = answers(series)
    verdict = None if results["U2"] is ABSTAINS else results["U2"]
    assert robustness(verdict, results) == readings.Robustness(robust, dissenters, undecided)


def test_two_points_are_untested() -> None:
    """On two points only one reading can speak, so a verdict by it is neither robust nor contradicted."""
    assert robustness(True, answers([70, 74])) == readings.Robustness(None)


def test_information_does_not_decide() -> None:
    """A reading that is only information can contradict the verdict without making it depend on the reading."""
    results = answers(["70", "70.1", "70.2", "70.3"])
    assert results["U6"] is False
    assert robustness(True, results).robust is True


@pytest.mark.parametrize(("n", "p"), [(3, "1/6"), (4, "1/24"), (5, "1/120")])
def test_exact_tables(n: int, p: str) -> None:
    """A strictly rising series of n has one order in n! on its side: 5 % needs four points at least."""
    assert p_value_rising([Fraction(value) for value in range(n)]) == Fraction(p)


@pytest.mark.parametrize(
    ("n", "falls", "significant"),
    [(5, 1, True), (5, 2, False), (6, 2, True), (6, 3, False), (7, 4, True), (7, 5, False)],
)
def test_critical_values(n: int, falls: int, significant: bool) -> None:
    """The one-sided 5 % limits of S are those of the published tables: 8, 11 and 13 for 5, 6 and 7 points."""
    later = list(range(1, falls + 1))
    series = [*later, 0, *range(falls + 1, n)]  # moving the lowest back by k makes k falling pairs
    assert named("mann_kendall")(series) is significant


def test_a_reading_takes_a_series_as_it_is():
    """A reading called with a series reads its levels year by year, a missing year as unknown."""
    rising = readings.named("never_falls")
    assert rising(pr.Series.of({2020: 70, 2021: 74, 2022: 73, 2023: 76})) is False
    assert rising(pr.Series.of({2020: 70, 2021: 74, 2023: 76})) is None
