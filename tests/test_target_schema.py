"""The JSON Schema that is shipped describes exactly what `to_dict` returns."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from prevention_rules.targets import _KINDS, Target
from prevention_rules.testing.strategies import targets

SCHEMA = json.loads(files("prevention_rules").joinpath("schemas/target.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    """It is valid by its own metaschema, and knows every kind of target."""
    VALIDATOR.check_schema(SCHEMA)
    known = {shape["properties"]["t"]["const"] for shape in SCHEMA["$defs"].values() if "properties" in shape}
    assert known == set(_KINDS)


@given(targets())
def test_every_target_fits_the_schema(target: Target) -> None:
    """Whatever can be built is valid, after a journey through JSON."""
    VALIDATOR.validate(json.loads(json.dumps(target.to_dict())))


@pytest.mark.parametrize(
    "data",
    [
        {"t": "bound", "op": ">=", "v": 85, "u": "%"},
        {"t": "bound", "op": "≥", "v": "85"},
        {"t": "bound", "op": ">=", "v": "85", "extra": 1},
        {"t": "change", "dir": "up", "kind": "relative", "op": ">="},
        {"t": "list", "of": [{"t": "nothing"}]},
    ],
)
def test_what_cannot_be_read_does_not_fit(data: Any) -> None:
    """A number that is no text, an unknown word, a missing or an extra field are refused."""
    assert not VALIDATOR.is_valid(data)
