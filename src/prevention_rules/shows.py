"""Objects that show themselves in a notebook: in Chinese by themselves, in English when they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_rules.late import card_of

if TYPE_CHECKING:
    from prevention_rules.late import Card
    from prevention_rules.text import Language


class Shows:
    """What shows itself; which language is told by whoever asks, and never by a setting."""

    __slots__ = ()

    def show(self, lang: Language = "zh") -> Card:
        """Return what a reader sees of the object, in *lang*: text by ``print``, a table in notebooks.

        Raises `ValueError` for a language that is not offered.
        """
        return card_of(self, lang)

    def _repr_html_(self) -> str:
        return self.show("zh").to_html()
