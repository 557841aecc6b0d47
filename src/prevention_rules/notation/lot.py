"""A clause's words as a lot that is used up: every meaning takes what it needs, and nothing may be left.

This is the law "every word has a consumer": a meaning names the words it is made of, one line each, and
ends with `Lot.nothing_left`, which refuses the first word that nobody took, underlined and by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar, assert_never

from prevention_rules.notation.lexeme import Lexeme, Word
from prevention_rules.notation.nodes import node
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.surface import Base, Compared, Deadline, Each, Parties, Piece, Since, Start
from prevention_rules.text import Words

_P = TypeVar("_P", bound=Piece)


@node(eq=False)
class Lot:
    """The words and phrases of a clause that are still unread, in the order they stand."""

    pieces: tuple[Piece, ...]

    def all(self, kind: type[_P]) -> tuple[tuple[_P, ...], Lot]:
        """Take every phrase of a class, and return it with what is left."""
        if not self.pieces:
            return (), self
        found = tuple([piece for piece in self.pieces if isinstance(piece, kind)])
        return found, self._without(found)

    def one(self, kind: type[_P]) -> tuple[_P | None, Lot]:
        """Take the phrase of a class, None where there is none; raises `RefusalError` where there are two."""
        if not self.pieces:
            return None, self
        found, rest = self.all(kind)
        if len(found) > 1:
            raise twice(found[1])
        return (found[0] if found else None), rest

    def words(self, *kinds: str) -> tuple[tuple[Word, ...], Lot]:
        """Take every word of some classes of the lexicon."""
        if not self.pieces:
            return (), self
        found = tuple([piece for piece in self.pieces if isinstance(piece, Word) and piece.type in kinds])
        return found, self._without(found)

    def word(self, *kinds: str) -> tuple[Word | None, Lot]:
        """Take the word of some classes; raises `RefusalError` where two do not mean the same."""
        if not self.pieces:
            return None, self
        found, rest = self.words(*kinds)
        for other in found[1:]:
            if other.meaning != found[0].meaning:
                raise twice(other)
        return (found[0] if found else None), rest

    def meaning(self, kind: str, *meanings: str) -> tuple[tuple[Word, ...], Lot]:
        """Take the words of a class that mean one of some things, and leave the others."""
        if not self.pieces:
            return (), self
        found = tuple(
            [word for word in self.pieces if isinstance(word, Word) and word.type == kind and word.meaning in meanings]
        )
        return found, self._without(found)

    def _without(self, found: Sequence[Piece]) -> Lot:
        if not found:
            return self
        taken = set(found)
        return Lot(tuple([piece for piece in self.pieces if piece not in taken]))

    def also(self, pieces: Iterable[Piece]) -> Lot:
        """Return the lot with more pieces behind it."""
        return Lot((*self.pieces, *pieces))

    def nothing_left(self) -> None:
        """Refuse the first piece that nobody took."""
        if self.pieces:
            raise unread(self.pieces[0])


def said(piece: Piece) -> str:
    """Return a piece as it is written."""
    if isinstance(piece, Lexeme):
        return piece.text
    match piece:
        case Start():
            return piece.text
        case Compared():
            return piece.word.text + said(piece.base)
        case Deadline():
            return "、".join(year.text for year in piece.years)
        case Since() | Base() | Each() | Parties():
            return "".join(word.text for word in piece.words)
        case _:
            assert_never(piece)


def undated(base: Base | None) -> tuple[str, ...]:
    """A base nobody dated (现有水平) is that of the rule; its words are kept."""
    return (said(base),) if base is not None and base.year is None else ()


def unread(piece: Piece) -> RefusalError:
    """A word that no meaning here takes."""
    word = said(piece)
    return RefusalError(piece.span, Words(f"“{word}”在这里没有着落，读不准", f"{word!r} has nothing here to belong to"))


def twice(piece: Piece) -> RefusalError:
    """A word that says another time, or otherwise, what was said before it."""
    return RefusalError(
        piece.span, Words("这里与前面说的不是一回事", "this contradicts or repeats what stands before it")
    )
