"""A figure that was received and not used, as it is listed."""

from __future__ import annotations

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.evidence.observations import Observation
from prevention_rules.text import Words


@frozen
class Unused:
    """A figure that was received and not used: for which rule, where it stood, as it was written, and why."""

    number: str
    place: str
    text: str
    reason: Words

    __repr__ = in_short


def unused(number: str, one: Observation, reason: Words) -> Unused:
    """List an observation under the rule of that number."""
    named = f" {one.area}" if one.area else ""
    return Unused(number, one.place or "", f"{one.period}{named}：{one.said}", reason)
