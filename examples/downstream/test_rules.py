"""Beside the tests that `pytest` makes of rules.toml by itself: no slip goes unnoticed, and a law of our own."""

from hypothesis import given

import prevention_rules as pr
from prevention_rules import testing
from prevention_rules.testing import strategies

PLAN = pr.load_plan("rules.toml")


def test_no_slip_goes_unnoticed():
    assert not testing.mutants(PLAN).unnoticed


@given(strategies.evidence(PLAN, "2", "without_base"))
def test_without_2020_nothing_is_said(example):
    assert example.verdict == "NOT_ASSESSABLE"
