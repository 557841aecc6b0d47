"""The pins of the lowest versions are the lower bounds of the package, every one of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_lowest_pins_are_the_lower_bounds() -> None:
    """``tests/lowest.txt`` pins each dependency, and each of the extras frames and test, at its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [
        one for name in ("frames", "test") for one in project["optional-dependencies"][name]
    ]
    bounds = {name: version for one in wanted for name, version in [re.split(">=", one.split(",")[0])]}
    lines = (ROOT / "tests/lowest.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert set(pins) == set(bounds)
    for name, version in bounds.items():
        assert pins[name] == version or re.fullmatch(rf"{re.escape(version)}(\.0)+", pins[name]), name
