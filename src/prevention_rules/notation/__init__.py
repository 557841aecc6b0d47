"""Words to meanings and back: the door of the target language."""

from __future__ import annotations

from prevention_rules.notation.doors import parse_target, parse_value
from prevention_rules.notation.writer import format_target

__all__ = ["format_target", "parse_target", "parse_value"]
