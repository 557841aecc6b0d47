"""The suite keeps its own promises: how often a law is tried, and that a skipped test fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
UNDECIDED = {key: value for key, value in os.environ.items() if key not in ("CI", "HYPOTHESIS_PROFILE")}


def python(*arguments: str, at: Path = TESTS, known: Mapping[str, str] = UNDECIDED) -> subprocess.CompletedProcess[str]:
    known = {**known, "PYTHONPATH": str(TESTS)}
    return subprocess.run([sys.executable, *arguments], cwd=at, env=known, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "examples"),
    [
        ({}, 20),
        ({"CI": "true"}, 100),
        ({"HYPOTHESIS_PROFILE": "nightly"}, 10_000),
        ({"CI": "true", "HYPOTHESIS_PROFILE": "dev"}, 20),
    ],
)
def test_the_environment_says_how_often_a_law_is_tried(environment: dict[str, str], examples: int) -> None:
    """A few examples for a person who waits, more in CI, and the profile that is named before both."""
    told = python(
        "-c", "import conftest, speeds; print(speeds.times(3).max_examples)", known={**UNDECIDED, **environment}
    )
    assert told.stdout.split() == [str(3 * examples)]


SKIPPING = """
import pytest
def test_runs(): pass
def test_says_so_itself(): pytest.skip("no reason")
@pytest.mark.skip(reason="none")
def test_is_marked(): pass
@pytest.mark.xfail
def test_is_expected_to_fail(): assert False
"""


def test_a_skipped_test_fails(tmp_path: Path) -> None:
    """Wherever a test or a module skips itself, the run fails and says so; an expected failure is no skip."""
    (tmp_path / "test_functions.py").write_text(SKIPPING)
    (tmp_path / "test_module.py").write_text("import pytest\npytest.importorskip('not_installed')")
    options = ("-q", "-c", os.devnull, "-p", "conftest", "--continue-on-collection-errors")
    told = python("-m", "pytest", *options, at=tmp_path)
    assert told.stdout.splitlines()[-1].startswith("1 failed, 1 passed, 1 xfailed, 2 errors in ")
    assert told.stdout.count("nothing is skipped here") >= 3
    assert told.returncode == 1
