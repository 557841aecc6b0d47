"""The units that are known: what ``units.txt`` says, with the size pint gives each.

What pint made of the file is shipped (``unit_sizes.py``), so that reading a unit never imports pint. After a row of
``units.txt`` was changed pint reads the file anew, until ``python -m prevention_rules.prepare`` has written the sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from prevention_rules import unit_sizes
from prevention_rules.shipped import checksum, shipped_text

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
    definitions = unit_definitions()
    sizes = shipped_sizes() if checksum(definitions) == unit_sizes.SOURCE else sizes_by_pint(definitions)
    return sizes | {name.translate(_SUPERSCRIPTS): size for name, size in sizes.items()}


def unit_definitions() -> str:
    """Return the text of ``units.txt``."""
    return shipped_text(__package__, "units.txt")


def shipped_sizes() -> dict[str, Size]:
    """Return what was made of ``units.txt`` when the sizes were last written."""
    return {name: (Fraction(above, below), powers) for name, above, below, powers in unit_sizes.SIZES}


def sizes_by_pint(definitions: str) -> dict[str, Size]:
    """Return what pint reads in *definitions*."""
    import pint  # noqa: PLC0415 - slower to import than all the rest, and is asked only after units.txt was changed

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(
        definitions.splitlines(), non_int_type=Fraction, cache_folder=None
    )

    def size(name: str) -> Size:
        root = registry.Quantity(Fraction(1), registry.UnitsContainer({name: 1})).to_root_units()
        assert isinstance(root.magnitude, Fraction | int)  # the registry was built to stay exact
        powers = ((str(base), int(str(power))) for base, power in root._units.items())
        return Fraction(root.magnitude), tuple(sorted(powers))

    return {name: size(name) for name in sorted(map(str, registry._units)) if name}
