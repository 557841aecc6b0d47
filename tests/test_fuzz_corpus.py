"""What fuzzing once found new code with, and what it once found, without the fuzzer."""

from contextlib import suppress

import pytest
from fuzz_doors import DOORS, corpus_of

from prevention_rules.errors import PreventionRulesError


@pytest.mark.parametrize("door", DOORS)
def test_every_kept_input_ends_in_a_result_or_a_documented_error(door: str) -> None:
    """Each input of the corpus goes through its door, and so does each that the fuzzer starts from."""
    call, seeds = DOORS[door]
    kept = corpus_of(door)
    assert kept
    for data in [*seeds(), *kept]:
        with suppress(PreventionRulesError):
            call(data)
