from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from vectors import vectors

from prevention_rules.errors import FormatError
from prevention_rules.rounding import round_to, written_interval

HOLDS = {">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b}
SIGNS = {"达到": ">=", "以内": "<="}


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("12.1498", "1", "12"),
        ("12.1498", "0.1", "12.1"),
        ("1268", "100", "1300"),
        ("10.5002", "1", "11"),
        ("1.050", "0.1", "1.0"),
        ("0.35", "0.1", "0.4"),
        ("2500", "1000", "2000"),
        ("3500", "1000", "4000"),
        ("-0.0365", "0.001", "-0.036"),
        ("8.53459", "0.01", "8.53"),
        ("15.4546", "1", "15"),
        ("60.25", "0.5", "60.0"),
        ("60.38", "0.5", "60.5"),
        ("60.28", "0.5", "60.5"),
        ("-60.75", "0.5", "-61.0"),
        ("830", "20", "840"),
        ("842", "20", "840"),
        ("832", "20", "840"),
        ("-930", "20", "-920"),
        ("99.96", "0.01", "99.96"),
    ],
)
def test_standard_examples(value: str, step: str, rounded: str) -> None:
    """The worked examples of GB/T 8170 come out, in steps of 1, 0.5 and 20, below zero too, and in one go."""
    assert round_to(Fraction(value), Fraction(step)) == Fraction(rounded)


@pytest.mark.parametrize(
    ("step", "values", "rounded"),
    [
        ("100", "1349 1351 1400 1402", "1300 1400 1400 1400"),
        ("0.1", "97.01 97.00 96.96 96.94", "97.0 97.0 97.0 96.9"),
        ("0.1", "0.452 0.500 0.549 0.551", "0.5 0.5 0.5 0.6"),
        ("0.1", "1.151 1.200 1.649 1.651", "1.2 1.2 1.6 1.7"),
        ("0.1", "9.89 9.85 10.10 10.16", "9.9 9.8 10.1 10.2"),
        ("0.1", "9.94 9.96 10.06 10.05", "9.9 10.0 10.1 10.0"),
        ("0.1", "9.94 9.86 10.06 10.05", "9.9 9.9 10.1 10.0"),
    ],
)
def test_table_four(step: str, values: str, rounded: str) -> None:
    """Table 4 of the standard gives the same rounded values."""
    assert [round_to(Fraction(v), Fraction(step)) for v in values.split()] == [Fraction(r) for r in rounded.split()]


@pytest.mark.parametrize("case", [param for param in vectors("threshold") if param.id.startswith("2-")])
def test_comparison_vector(case: dict[str, Any]) -> None:
    """The worked verdicts by full value and by rounded value come out, half-even and half-up."""
    op, limit, value = case["args"]
    number = Fraction(value)
    if case["kwargs"].get("compare") == "rounded":
        number = round_to(number, Fraction(case["kwargs"]["step"]), case["kwargs"].get("rounding", "half_even"))
    assert HOLDS[SIGNS.get(op, op)](number, Fraction(limit)) is (case["expected"] == "MET")


def test_half_up_goes_away_from_zero() -> None:
    """四舍五入 takes an exact half away from zero on both sides, and nothing else."""
    halves = [round_to(Fraction(v), Fraction(1), "half_up") for v in ("84.5", "-84.5", "84.49", "-84.49")]
    assert halves == [85, -85, 84, -84]


def test_written_interval() -> None:
    """85 and 85.0 are different statements, and a half on either side may have become 85.0."""
    narrow = written_interval(Fraction(85), Fraction("0.1"))
    assert Fraction("84.95") in narrow
    assert Fraction("85.05") in narrow
    assert Fraction("84.949") not in narrow
    assert narrow <= written_interval(Fraction(85), Fraction(1))


def test_refusals() -> None:
    """A step that is not positive and a rounding nobody knows are refused, with the value in the message."""
    for call in (round_to, written_interval):
        with pytest.raises(FormatError, match="must be above 0, not 0"):
            call(Fraction(1), Fraction(0))
    with pytest.raises(FormatError, match="no rounding is called 'down'"):
        round_to(Fraction(1), Fraction(1), "down")  # type: ignore[arg-type]
