"""A finding told to people: what happened, why, on what evidence, what would have to change."""

from __future__ import annotations

from prevention_rules.explain.explanation import Explanation, explain
from prevention_rules.explain.phrases import REASONS

__all__ = ["REASONS", "Explanation", "explain"]
