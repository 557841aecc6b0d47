"""Cases that once came out wrong, kind by kind, with controls that must go on being read."""

from __future__ import annotations

import cases
import pytest

FILES = ("open.jsonl", "open-verdicts.jsonl")
OPEN: set[str] = set()
"""Kinds that are not closed yet. Their controls hold already."""
ROWS = [case for name in FILES for case in cases.load(name)]


@pytest.mark.parametrize("case", [one for one in ROWS if one["kind"] not in OPEN], ids=lambda case: case["id"])
def test_every_case_comes_out_right(case: cases.Case) -> None:
    """The answer is one of those that a careful official would give."""
    assert cases.outcome_of(case)[0] == "right", cases.outcome_of(case)[1]


@pytest.mark.parametrize("case", [one for one in ROWS if one.get("control")], ids=lambda case: case["id"])
def test_every_control_goes_on_being_read(case: cases.Case) -> None:
    """Nothing is passed by refusing everything."""
    assert cases.outcome_of(case)[0] == "right", cases.outcome_of(case)[1]


def test_the_scorer_finds_a_wrong_answer() -> None:
    """A case whose only allowed answer is another one is counted as wrong."""
    case = {"target": "≥85%", "unit": "%", "series": {"2025": "90%"}, "at": 2025, "allow": ["NOT_MET"]}
    assert cases.outcome_of(case)[0] == "wrong"
