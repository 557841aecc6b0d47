"""Cases that once came out wrong, kind by kind, with controls that must go on being read."""

from __future__ import annotations

import cases
import pytest

FILES = ("open.jsonl", "open-verdicts.jsonl")
ROWS = [case for name in FILES for case in cases.load(name)]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case["id"])
def test_every_case_comes_out_right(case: cases.Case) -> None:
    """The answer is one of those that a careful official would give; controls go on being read."""
    assert cases.outcome_of(case)[0] == "right", cases.outcome_of(case)[1]


def test_the_scorer_finds_a_wrong_answer() -> None:
    """A case whose only allowed answer is another one is counted as wrong."""
    case = {"target": "≥85%", "unit": "%", "series": {"2025": "90%"}, "at": 2025, "allow": ["NOT_MET"]}
    assert cases.outcome_of(case)[0] == "wrong"
