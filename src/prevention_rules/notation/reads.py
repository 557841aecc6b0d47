"""What reading a clause gives: its target, and what was kept beside it."""

from __future__ import annotations

from typing import Literal

import attrs

from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.nodes import node
from prevention_rules.targets import Target

Intent = Literal["", "aim", "firm"]


@node(eq=False)
class Read:
    """A target, the words of intent, the notes, and what the text only strives for beside it.

    ``intent`` says how firm the words are: an ``aim`` (力争), ``firm`` (确保, 须), or nothing said.
    ``parties`` are the parts of a whole (城市, 农村) that the numbers are of.
    """

    target: Target
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aims: tuple[Target, ...] = ()
    intent: Intent = ""
    parties: tuple[Word, ...] = ()

    def but(self, target: Target) -> Read:
        """Return the same with another target."""
        return self if target is self.target else attrs.evolve(self, target=target)

    def keeping(
        self, *, modality: tuple[str, ...] = (), notes: tuple[str, ...] = (), aims: tuple[Target, ...] = ()
    ) -> Read:
        """Return the read with more kept beside it."""
        if not (modality or notes or aims):
            return self
        return Read(
            self.target, modality + self.modality, notes + self.notes, aims + self.aims, self.intent, self.parties
        )
