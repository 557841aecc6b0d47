"""Worked examples of a rule: figures, and the verdict that its author expects of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short, pasted
from prevention_rules.as_toml import as_toml
from prevention_rules.evidence.observations import Ratio

Expected = Literal["MET", "NOT_MET", "INCONCLUSIVE", "NOT_ASSESSABLE"]
"""The names of the verdicts."""

Figure = str | int
"""A figure as it is published (``"28"``, ``"超75%"``), or a count out of a whole (``"14/15"``)."""

Figures = Mapping[str | int, Figure | Mapping[str | int, Figure]]
"""Figures by period, or by area and then by period."""

_YEAR = re.compile(r"[0-9]{4}")
_COUNTED = re.compile(r"([0-9]+)/([0-9]+)")


def _keyed(figures: Mapping[str | int, Any]) -> dict[str | int, Any]:
    """Return figures under years as numbers, however they were written; a rule file can only write texts."""
    return {
        int(key) if isinstance(key, str) and _YEAR.fullmatch(key) else key: _keyed(one)
        if isinstance(one, Mapping)
        else one
        for key, one in figures.items()
    }


@frozen(kw_only=True)
class Example:
    """Figures, the period ``at`` which they are judged, the ``verdict`` the author expects, and ``why``.

    ``figures`` stand by period, or by area and then by period. A rule that no longer says what its author meant
    fails its examples: see `prevention_rules.testing.run_examples`.

    >>> Example(figures={"2020": "35", "2025": "28"}, at=2025, verdict="MET").to_toml()
    '{figures = {2020 = "35", 2025 = "28"}, at = 2025, verdict = "MET"}'
    """

    figures: Figures = attrs.field(converter=_keyed, hash=False)
    at: int | str
    verdict: Expected
    why: str = ""

    __repr__ = in_short
    _repr_pretty_ = pasted

    @property
    def given(self) -> dict[str | int, Any]:
        """The figures as an assessment takes them: a count out of a whole as a `Ratio`."""
        return {key: _given(one) for key, one in self.figures.items()}

    def to_toml(self) -> str:
        """Return the example as a rule file writes it, on one line."""
        told: dict[str | int, Any] = {"figures": self.figures, "at": self.at, "verdict": self.verdict}
        return as_toml({**told, "why": self.why} if self.why else told)


def _given(figure: Figure | Mapping[str | int, Figure]) -> Any:
    if isinstance(figure, Mapping):
        return {key: _given(one) for key, one in figure.items()}
    counted = _COUNTED.fullmatch(figure) if isinstance(figure, str) else None
    return Ratio(int(counted[1]), int(counted[2])) if counted else figure
