"""The JSON Schemas that come with the library: of rule files, assessments, explanations and targets."""

from __future__ import annotations

import json
from typing import Any, Literal

from prevention_rules.shipped import shipped_text


def schema(name: Literal["rule-file", "assessment", "explanation", "target"]) -> dict[str, Any]:
    """Return a JSON Schema: of a rule file, or of what ``to_dict`` of the others returns.

    Raises `FileNotFoundError` for another name. The forms are our own (house).

    >>> schema("assessment")["title"]
    'An assessment of a plan by prevention_rules'
    """
    text = shipped_text(__package__, f"{name}.json")
    found: dict[str, Any] = json.loads(text)
    return found
