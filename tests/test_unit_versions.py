"""Units read the same with every supported version of pint: what is shipped is what the installed one reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prevention_rules.notation import parse_target, parse_value
from prevention_rules.quantities import known_units, unit_of
from prevention_rules.unit_registry import shipped_sizes, sizes_by_pint, unit_definitions

SQUARE, CUBIC = ["平方米", "㎡", "m²", "m2"], ["立方米", "m³", "m3"]


@pytest.mark.parametrize(
    ("spellings", "dimension", "factor"),
    [
        (SQUARE, (("米", 2),), "1"),
        (CUBIC, (("米", 3),), "1"),
        (["平方公里", "平方千米"], (("米", 2),), "1000000"),
        (["公顷", "1万平方米", "万㎡", "万m²", "10000m2"], (("米", 2),), "10000"),
        (["人/平方公里", "人/平方千米", "人/百万m²", "人/百万m2"], (("人", 1), ("米", -2)), "1/1000000"),
        (["微克/立方米", "μg/m³", "μg/m3"], (("克", 1), ("米", -3)), "1/1000000"),
        (["平方米/人", "㎡/人", "m²/人", "m2/人口"], (("人口", -1), ("米", 2)), "1"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else None,
)
def test_spellings_of_one_unit(spellings: list[str], dimension: tuple[tuple[str, int], ...], factor: str) -> None:
    """Every spelling of a unit has the same dimension and size, and gives an equal target and an equal figure."""
    for text in spellings:
        unit = unit_of(text, ())
        assert (unit.dimension, unit.factor, unit.text) == (dimension, Fraction(factor), text)
        assert parse_target("≥2.82", unit=text) == parse_target("≥2.82", unit=spellings[0])
        assert parse_value("2.82", unit=text) == parse_value("2.82", unit=spellings[0])


@pytest.mark.parametrize("spellings", [SQUARE, CUBIC], ids=["square", "cubic"])
def test_spellings_inside_the_text(spellings: list[str]) -> None:
    """A superscript is read where the text itself carries the unit, alone, in brackets and under another unit."""
    for shape in ("不低于2.82{}", "不低于2.82（{}）", "不高于35微克/{}", "由2.5{}提高到2.82{}", "at least 2.82 {}"):
        read = [parse_target(shape.replace("{}", text), better="higher") for text in spellings]
        assert all(target == read[0] for target in read)


def test_every_superscript_is_known() -> None:
    """The names that are known hold each metre to a power in both spellings, and no other superscript."""
    raised = {name for name in known_units() if "²" in name or "³" in name}
    assert raised == {"m²", "m³"}
    assert {"m2", "m3", "㎡"} <= set(known_units())
    assert unit_of("人²").dimension == (("人²", 1),)


def test_the_installed_pint_reads_what_is_shipped() -> None:
    """pint finds the names and sizes in units.txt that are shipped, so that no version of it changes a reading."""
    assert sizes_by_pint(unit_definitions()) == shipped_sizes()
