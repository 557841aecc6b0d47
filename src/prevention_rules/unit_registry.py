"""The units that are known: what ``units.txt`` says, with the size pint gives each."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

Size = tuple[Fraction, tuple[tuple[str, int], ...]]
"""How large a unit is in root units, and the powers of the root units it is made of."""

# pint takes a superscript for an operator, so units.txt has the plain spelling only.
_SUPERSCRIPTS = str.maketrans("23", "²³")


@cache
def known_sizes() -> Mapping[str, Size]:
    """Return every known unit, aliases included, with its size.

    >>> known_sizes()["m²"] == known_sizes()["m2"] == known_sizes()["平方米"]
    True
    """
    sizes = sizes_by_pint(unit_definitions())
    return sizes | {name.translate(_SUPERSCRIPTS): size for name, size in sizes.items()}


def unit_definitions() -> str:
    """Return the text of ``units.txt``."""
    return files(__package__).joinpath("units.txt").read_text(encoding="utf-8")


def sizes_by_pint(definitions: str) -> dict[str, Size]:
    """Return what pint reads in *definitions*."""
    import pint  # noqa: PLC0415 - slower to import than all the rest, so it waits for the first unit

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(
        definitions.splitlines(), non_int_type=Fraction, cache_folder=None
    )

    def size(name: str) -> Size:
        root = registry.Quantity(Fraction(1), registry.UnitsContainer({name: 1})).to_root_units()
        assert isinstance(root.magnitude, Fraction | int)  # the registry was built to stay exact
        powers = ((str(base), int(str(power))) for base, power in root._units.items())
        return Fraction(root.magnitude), tuple(sorted(powers))

    return {name: size(name) for name in sorted(map(str, registry._units)) if name}
