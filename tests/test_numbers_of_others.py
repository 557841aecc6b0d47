"""Numbers of other libraries are numbers, read as they print themselves."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module

import pytest

from prevention_rules.errors import ObservationError
from prevention_rules.evidence.series import Series

pytestmark = pytest.mark.extra("dev-frames")


def test_numpy_scalars_are_numbers() -> None:
    """Whole numbers, doubles and singles alike; nan and truth values are none."""
    numpy = import_module("numpy")
    for given, meant in (
        (numpy.int64(28), Fraction(28)),
        (numpy.float64(76.4), Fraction(764, 10)),
        (numpy.float32(76.4), Fraction(764, 10)),
    ):
        assert Series.of({2025: given}, unit="分钟").facts[0].values.as_point == meant
    for given in (numpy.float32("nan"), numpy.bool_(True)):
        with pytest.raises(ObservationError):
            Series.of({2025: given}, unit="分钟")
