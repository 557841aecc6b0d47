"""The worked answers of ``data/semantics.json``, as parameters for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).parent / "data" / "semantics.json"


def vectors(*functions: str) -> Any:
    """Return the vectors of the *functions* as pytest parameters, one dictionary each, named by their id."""
    cases = json.loads(_FILE.read_text(encoding="utf-8"))
    chosen = [case for case in cases if case["fn"] in functions]
    assert chosen, f"no vector is about {functions}"
    return [pytest.param(case, id=case["id"]) for case in chosen]
