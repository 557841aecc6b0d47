"""The JSON Schemas that come with the library: of rule files, assessments, explanations and targets."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

from prevention_rules.arguments import another_kind
from prevention_rules.shipped import shipped_text

_Name = Literal["rule-file", "assessment", "explanation", "target"]

NAMES: tuple[_Name, ...] = get_args(_Name)
"""What there is a schema of."""


def schema(name: _Name) -> dict[str, Any]:
    """Return a JSON Schema: of a rule file, or of what ``to_dict`` of the others returns.

    Raises `FormatError` for another name. The forms are our own (house).

    >>> schema("assessment")["title"]
    'An assessment of a plan by prevention_rules'
    """
    if name not in NAMES:
        listed = ", ".join(NAMES)
        raise another_kind(name, "name", f"以下之一：{listed}", f"one of {listed}")
    text = shipped_text(__package__, f"{name}.json")
    found: dict[str, Any] = json.loads(text)
    return found
