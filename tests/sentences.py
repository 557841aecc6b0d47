"""Situations of the sentence templates, read from a file a person can read: tests/data/sentences.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import prevention_rules as pr
from prevention_rules.judgement.verdicts import Subject

FILE = Path(__file__).parent / "data" / "sentences.json"


def situations() -> list[dict[str, Any]]:
    """Return the situations, each with the sentence it has in both languages."""
    told: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def judged(situation: dict[str, Any]) -> pr.Finding:
    """Judge a situation: base 2020, deadline 2025, unless it says otherwise."""
    unit, better, figures = situation.get("unit", "%"), situation.get("better"), situation["figures"]
    target = pr.parse_target(situation["target"], unit=unit, better=better, share=unit == "%")
    subject = Subject(
        name=situation.get("name", ""),
        name_en=situation.get("name_en", ""),
        cumulative=situation.get("cumulative", False),
        holder=situation.get("holder", ""),
    )
    areas = figures.get("areas")
    evidence = _series(figures, unit) if areas is None else {name: _series(one, unit) for name, one in areas.items()}
    return pr.evaluate(
        target, evidence, at=situation["at"], baseline=2020, since=situation.get("since"), deadline=2025, better=better,
        areas=tuple(areas or ()) if "街道" in situation["target"] else (), subject=subject,
        policy=pr.Policy(**situation.get("policy", {})),
    )  # fmt: skip


def _series(figures: dict[str, Any], unit: str) -> pr.Series:
    told = [_observation(period, one) for period, given in figures.items() for one in _listed(given)]
    return pr.Series.of(told, unit=unit, share=unit == "%")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _observation(period: str, given: Any) -> pr.Observation:
    if not isinstance(given, dict):
        return pr.Observation("1", period, given)
    if "ratio" in given:
        kind = "sample" if given.get("sample") else "register"
        k, n = given["ratio"]
        return pr.Observation("1", period, pr.Ratio(k, n, given.get("missing", 0)), kind=kind)  # type: ignore[arg-type]
    return pr.Observation("1", period, given["value"], status=given.get("status"), definition=given.get("definition"))
