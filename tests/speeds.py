"""How often a law is tried, in terms of the profile that ``conftest.py`` chose."""

from __future__ import annotations

from hypothesis import settings


def times(factor: int) -> settings:
    """Return settings that try *factor* times as many examples as any other law is tried on."""
    return settings(max_examples=factor * settings().max_examples)
