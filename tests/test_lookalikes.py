"""Texts that look alike and are not, each read or refused for what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data/lookalikes.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(text: str, unit: str, better: str, name: str, baseline: str) -> str:
    known: dict[str, Any] = {
        key: said for key, said in (("unit", unit), ("better", better), ("name", name)) if said != "-"
    }
    if baseline != "-":
        known["baseline"] = int(baseline)
    try:
        return str(pr.parse_target(text, **known))
    except pr.TargetSyntaxError as refused:
        return f"refused: {refused.explain('en').splitlines()[0]}"


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[3]}" for row in ROWS])
def test_what_looks_alike_is_told_apart(row: tuple[str, ...]) -> None:
    """Each text of the table is read, or refused, as the table says beside it."""
    *cell, expected = row
    assert read(*cell) == expected
