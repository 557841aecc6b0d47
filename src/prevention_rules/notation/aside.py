"""What a clause keeps beside its meaning: words of intent, ASIDE words, the indicator's name, and brackets."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from prevention_rules.notation.brackets import Aim, Also, Aside, opened
from prevention_rules.notation.context import Context
from prevention_rules.notation.lexeme import Name, Note, PlanYears, Word
from prevention_rules.notation.lot import Lot
from prevention_rules.notation.nodes import node
from prevention_rules.notation.reads import Intent
from prevention_rules.notation.refusals import not_its_name, refuse
from prevention_rules.notation.surface import Between, Body, Deadline, Items, One, Parties, Piece, Several


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
    parties: tuple[Word, ...] = ()
    years: PlanYears | None = None

    @property
    def weakening(self) -> str:
        """基本, 总体 and their like, which stand before full coverage; nothing where none does."""
        return next((word for word in self.modality if word in _WEAKENING), "")


_WEAKENING = frozenset({"基本", "总体", "总体上", "原则上"})
_NOTHING = Told(Lot(()))


def set_apart(pieces: Sequence[Piece], context: Context, body: Body | None) -> Told:
    """Open the brackets and keep what may stand aside: words of intent, ASIDE words, the indicator's name, notes."""
    if not pieces:
        return _NOTHING
    brackets = tuple([piece for piece in pieces if isinstance(piece, Note)])
    parts = _opened(pieces, context, body) if brackets else pieces
    left: list[Piece] = []
    intents: list[Word] = []
    notes: list[str] = []
    parties: tuple[Word, ...] = ()
    years: PlanYears | None = None
    for part in parts:
        if isinstance(part, Word):
            if part.type == "MODAL":
                intents.append(part)
            elif part.type in ("ASIDE", "SCOPE"):
                if isinstance(part, PlanYears):
                    _of_this_plan(part, context)
                    years = part
                notes.append(part.text)
            else:
                left.append(part)
        elif isinstance(part, Parties):
            parties += part.words
            notes += [word.text for word in part.words]
        elif isinstance(part, Name):
            notes.append(named(part))
        elif isinstance(part, Aside | Aim):
            notes.append(part.note.said)
        elif not isinstance(part, Also):  # a condition, read with the clause
            left.append(part)
    told = Told(
        Lot(tuple(left)), tuple([word.text for word in intents]), tuple(notes), brackets=brackets, parties=parties,
        years=years,
    )  # fmt: skip
    if not (brackets or intents):
        return told
    return attrs.evolve(
        told,
        aims=tuple([part for part in parts if isinstance(part, Aim)]),
        also=tuple([part for part in parts if isinstance(part, Also)]),
        softened=next((word for word in intents if word.meaning == "basically"), None),
        intent=next((_INTENTS[word.meaning] for word in reversed(intents) if word.meaning in _INTENTS), ""),
    )


def _of_this_plan(years: PlanYears, context: Context) -> None:
    """“十三五”期间 in a plan that counts from 2020 is another plan's."""
    base, first = context.baseline, years.first
    fits = base is None or (years.last - 10 < base < years.last if first is None else base in (first - 1, first))
    if not fits:
        zh, en = f"“{years.text}”不是以{base}年为基期的计划", f"{years.text} is no plan that counts from {base}"
        raise refuse(years.span, zh, en)


def _opened(pieces: Sequence[Piece], context: Context, body: Body | None) -> list[Piece | Aside | Aim | Also]:
    """Put what the brackets say in their place."""
    start = min([piece.span[0] for piece in pieces])
    due = min((year.year for piece in pieces if isinstance(piece, Deadline) for year in piece.years), default=None)
    parts: list[Piece | Aside | Aim | Also] = []
    for piece in pieces:
        if isinstance(piece, Note):
            first = piece.start == start and _stands_before(piece, body)
            parts += opened(piece, context, first=first, due=due)
        else:
            parts.append(piece)
    return parts


_INTENTS: dict[str, Intent] = {"aim": "aim", "ensure": "firm", "must": "firm"}


def _stands_before(note: Note, body: Body | None) -> bool:
    asked = body.items[0].asked if isinstance(body, Items) else body
    return not isinstance(asked, One | Several | Between) or note.end <= asked.span[0]


def named(name: Name) -> str:
    """A name in the cell must be the indicator's own, as far as the caller told it; it is kept as it stands."""
    if name.whose == "other":
        raise not_its_name(name.span, name.text)
    return name.text
