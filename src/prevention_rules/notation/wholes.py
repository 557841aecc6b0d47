"""The whole that a per cent is of, in English, where the name of a share leaves it open.

``25% of agricultural land`` is read for ``organic farmland``, ``10% of final electricity consumption`` for
``electricity from renewable energies``: the text says of what, the name says what. A name that says its own whole
takes no other one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prevention_rules.notation.phrases import denied, phrase_end

_KINDS = (
    "agricultural|arable|farm|urban|forest|land|sea|marine|coastal|ocean|terrestrial|inland|electricity|energy|heat|power"
    "|water|food"
)
_HEADS = "land area|sea area|areas?|land|waters|seas?|consumption|production|generation|supply|demand"
_WHOLE = re.compile(
    rf"of (?:(?:the|its|our|all|total|final|gross|eu|national|domestic) )*"
    rf"(?P<whole>(?:(?:{_KINDS}) (?:and )?)*(?P<head>{_HEADS}))(?![a-z])"
)
_LEADS_TO = re.compile(
    " (?:(?:is|are|to be|being|be) )?"
    "(?:reserved for|used for|devoted to|dedicated to|set aside for|protected as|under)(?= )"
)
_PURPOSE = re.compile(" (?:management|purposes|practices)(?![a-z])")
_USES = frozenset({"consumption", "production", "generation", "supply", "demand"})
_LETTERS = re.compile("[a-z]+")
_ABOUT = re.compile(
    r"(?:(?:the )?(?:share|proportion|percentage) of )?(?P<what>.*?)"
    r"(?: (?:share|proportion|percentage|cover|coverage))?(?: (?:from|under|of|with|for) .*)?"
)
"""What a name is about: without its share, and without what stands behind a preposition."""
_PLACES = re.compile(r"\b(?:in|at|by|on) ([a-z]+)")


def whole_end(text: str, at: int, names: Sequence[str]) -> int | None:
    """Return where the words end that say what a per cent is of, and what part of it the name asks."""
    if not text.startswith("of ", at) or not (found := _WHOLE.match(text, at)):
        return None
    if not all(_is_open(name, found["whole"]) for name in names):
        return None
    if leads := _LEADS_TO.match(text, found.end()):
        part = phrase_end(text, leads.end() + 1, names)
        if part is None:
            return None
        purpose = _PURPOSE.match(text, part[0])
        return purpose.end() if purpose else part[0]
    return found.end() if all(_is_linked(name, found["whole"]) for name in names) else None


def _is_open(name: str, whole: str) -> bool:
    """True for a name that says of no other whole, nowhere in particular, and denies nothing."""
    said = set(_LETTERS.findall(whole))
    words = set(_LETTERS.findall(name))
    if denied(name) or not words & _USES <= said:
        return False
    return all(place in said for place in _PLACES.findall(name))


def _is_linked(name: str, whole: str) -> bool:
    """True where what the name is about is of the kind of the whole: organic farmland of agricultural land."""
    about = _ABOUT.fullmatch(name)
    assert about is not None  # every group may be empty
    last = about["what"].split()[-1:]
    return any(
        word.removesuffix("s").endswith(said.removesuffix("s")) for said in _LETTERS.findall(whole) for word in last
    )
