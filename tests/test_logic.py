from __future__ import annotations

import pickle
from itertools import product
from typing import Any

import pytest
from vectors import vectors

from prevention_rules.logic import EMPTY, NOT_APPLICABLE, every, negate, some

WRITTEN: dict[str, Any] = {"T": True, "F": False, "U": None, "NA": NOT_APPLICABLE, "NOT_ASSESSABLE": EMPTY}


@pytest.mark.parametrize("case", vectors("kand"))
def test_vector(case: dict[str, Any]) -> None:
    """The worked conjunctions come out as documented."""
    assert every(WRITTEN[item] for item in case["args"]) is WRITTEN[case["expected"]]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        ("T", "T", "T", "T"),
        ("T", "F", "F", "T"),
        ("T", "U", "U", "T"),
        ("F", "F", "F", "F"),
        ("F", "U", "F", "U"),
        ("U", "U", "U", "U"),
    ],
)
def test_tables(left: str, right: str, both: str, either: str) -> None:
    """Both tables of strong Kleene logic hold, in either order of the operands."""
    for pair in ((WRITTEN[left], WRITTEN[right]), (WRITTEN[right], WRITTEN[left])):
        assert every(pair) is WRITTEN[both]
        assert some(pair) is WRITTEN[either]


def test_unknown_stays_unknown() -> None:
    """Denying what is unknown does not make it known."""
    assert [negate(value) for value in (True, False, None)] == [False, True, None]


def test_de_morgan() -> None:
    """Not-every is some-not, for all triples of truth values."""
    for items in product([True, False, None], repeat=3):
        told = every(items)
        assert told is not EMPTY
        assert negate(told) is some(negate(item) for item in items)


def test_nothing_is_not_true() -> None:
    """What is joined from nothing refuses to be used as a condition, so it cannot pass for met."""
    for joined in (every([]), some([NOT_APPLICABLE])):
        assert joined is EMPTY
        with pytest.raises(TypeError, match="EMPTY is neither true nor false"):
            bool(joined)


def test_absent_values_travel() -> None:
    """The two absent values keep their identity through pickling, so `is` stays a safe comparison."""
    assert [pickle.loads(pickle.dumps(value)) for value in (EMPTY, NOT_APPLICABLE)] == [EMPTY, NOT_APPLICABLE]
    assert pickle.loads(pickle.dumps(EMPTY)) is EMPTY
