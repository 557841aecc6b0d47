"""What a clause keeps beside its meaning: words of intent, ASIDE words, the indicator's name, and brackets."""

from __future__ import annotations

from collections.abc import Sequence

from prevention_rules.notation.brackets import Aim, Also, Aside, opened
from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Name, Note, Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reads import Intent
from prevention_rules.notation.refusals import refuse
from prevention_rules.notation.surface import Between, Body, Items, One, Piece, Several


@node(eq=False)
class Told:
    """What a clause keeps beside its meaning, and the words that are left for it."""

    lot: Lot
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()
    also: tuple[Also, ...] = ()
    brackets: tuple[Note, ...] = ()
    softened: Word | None = None
    intent: Intent = ""

    @property
    def is_weakened(self) -> bool:
        """True for 基本, 总体 and their like before full coverage."""
        return not _WEAKENING.isdisjoint(self.modality)


_WEAKENING = frozenset({"基本", "总体", "总体上", "原则上"})
_NOTHING = Told(Lot(()))


def set_apart(pieces: Sequence[Piece], context: Context, body: Body | None) -> Told:
    """Open the brackets and keep what may stand aside: words of intent, ASIDE words, the indicator's name, notes."""
    if not pieces:
        return _NOTHING
    start = min([piece.span[0] for piece in pieces])
    brackets = tuple([piece for piece in pieces if isinstance(piece, Note)])
    parts: list[Piece | Aside | Aim | Also] = []
    for piece in pieces:
        if isinstance(piece, Note):
            parts += opened(piece, context, first=piece.start == start and _stands_before(piece, body))
        else:
            parts.append(piece)
    left: list[Piece] = []
    intents: list[Word] = []
    notes: list[str] = []
    for part in parts:
        if isinstance(part, Name):
            notes.append(named(part))
        elif isinstance(part, Aside | Aim):
            notes.append(part.note.said)
        elif isinstance(part, Also):
            pass  # a condition, read with the clause
        elif isinstance(part, Word) and part.type == "MODAL":
            intents.append(part)
        elif isinstance(part, Word) and part.type in ("ASIDE", "SCOPE"):
            notes.append(part.text)
        else:
            left.append(part)
    return Told(
        Lot(tuple(left)),
        tuple([word.text for word in intents]),
        tuple(notes),
        tuple([part for part in parts if isinstance(part, Aim)]) if brackets else (),
        tuple([part for part in parts if isinstance(part, Also)]) if brackets else (),
        brackets,
        next((word for word in intents if word.meaning == "basically"), None),
        next((_INTENTS[word.meaning] for word in reversed(intents) if word.meaning in _INTENTS), ""),
    )


_INTENTS: dict[str, Intent] = {"aim": "aim", "ensure": "firm", "must": "firm"}


def _stands_before(note: Note, body: Body | None) -> bool:
    asked = body.items[0].asked if isinstance(body, Items) else body
    return not isinstance(asked, One | Several | Between) or note.end <= asked.span[0]


def named(name: Name) -> str:
    """A name in the cell must be the indicator's own, as far as the caller told it; it is kept as it stands."""
    if name.whose == "other":
        raise refuse(name.span, f"“{name.text}”不是这个指标的名称", f"{name.text!r} is not the name of this indicator")
    return name.text
