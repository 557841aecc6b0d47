"""Figures as a reader gives them: observations, and beside them what was received and not used."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.evidence.observations import Observation
from prevention_rules.periods import Period
from prevention_rules.text import Language, Words


@frozen
class Aside:
    """Something a reader came upon that is no figure: its place, its text, and what became of it."""

    place: str
    text: str
    reason: Words

    __repr__ = in_short

    def in_language(self, lang: Language) -> str:
        """Write it as one line."""
        return f"{self.place}: {self.text}: {self.reason.in_language(lang)}"

    def __str__(self) -> str:
        return f"{self.in_language('zh')} {self.reason.en}"


@frozen
class Missing:
    """A report that says there is no figure, and why, in the words of whoever reported; ``""`` where nobody said."""

    indicator: str
    period: Period
    area: str
    reason: str
    place: str

    __repr__ = in_short

    def in_language(self, lang: Language) -> str:
        """Write it as one line."""
        about = " ".join(filter(None, (self.indicator, str(self.period), self.area)))
        none = Words("没有数", "no figure").in_language(lang)
        return ": ".join(filter(None, (self.place, about, none, self.reason)))

    def __str__(self) -> str:
        return self.in_language("zh")


@frozen
class Figures:
    """What was read from a table: its observations in order.

    ``unused`` lists what was received and is no figure (titles, columns and rows set aside, marks of
    missing reports); ``told`` what was used and should be known (hidden rows and columns, remarks);
    ``missing`` the reports of a returned form that there is no figure, each with its reason.
    """

    observations: tuple[Observation, ...]
    unused: tuple[Aside, ...] = ()
    told: tuple[Aside, ...] = ()
    missing: tuple[Missing, ...] = ()

    __repr__ = in_short

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)

    def __getitem__(self, at: int) -> Observation:
        return self.observations[at]
