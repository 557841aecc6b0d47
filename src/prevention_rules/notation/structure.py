"""From lexemes to their surface: Lark parses the structure (LALR, strict), the callbacks build the classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

import attrs

from prevention_rules.notation.lalr import Lark, UnexpectedToken, parser
from prevention_rules.notation.lexeme import Lexeme, Name, Number, Part, Quote, UnitSign, Word, Year
from prevention_rules.notation.refusals import not_its_name, refuse
from prevention_rules.notation.stopping import misplaced, too_short
from prevention_rules.notation.surface import (
    Base,
    Between,
    Body,
    Cell,
    Clause,
    Compared,
    Cover,
    Cumulative,
    Deadline,
    Each,
    Fold,
    HeldAgainst,
    HeldTo,
    Item,
    Items,
    Never,
    One,
    Parties,
    Piece,
    Quantity,
    Quoted,
    Readings,
    Said,
    Several,
    Since,
    Size,
    Start,
    TrendWord,
)  # fmt: skip
from prevention_rules.targets import Base as BaseYear
from prevention_rules.text import Words

_T = TypeVar("_T")


class _Build:
    """Grammar rule by grammar rule: the words Lark has found, and what they make on the surface."""

    def target(self, words: Sequence[Clause | list[Clause | Word] | Word]) -> Cell:
        first, *more = words
        assert isinstance(first, Clause)
        if not (more and isinstance(more[0], list)):
            return Cell((first,))
        return Cell((first, *_all(more[0], Clause)), _all(more[0], Word))

    def group(self, words: Sequence[Clause | list[Clause | Word] | Word]) -> Cell:
        return self.target(words[1:])

    def rest(self, words: list[object]) -> list[object]:
        """Let a list grow: what came before, if anything, with the new words behind it."""
        before = words[0]
        if not isinstance(before, list):
            return words
        before += words[1:]
        return before

    leads = tails = sides = posts = rest

    def tail(self, words: Sequence[Piece]) -> Piece:
        word = words[-1]  # 的 leads to the name behind a share: 80%以上的社区
        return Deadline((word,)) if isinstance(word, Year) else word

    def clause(self, words: Sequence[list[Piece] | Body | HeldAgainst]) -> Clause:
        pieces: tuple[Piece, ...] = ()
        body: Body | None = None
        for word in words:
            if isinstance(word, list):
                pieces += tuple(word)
            elif isinstance(word, HeldAgainst):
                pieces, body = (*pieces, *word.pieces), word.quantity
            else:
                body = word
        return Clause(pieces, body)

    bare = clause

    def body(self, words: Sequence[_T]) -> _T:
        return words[0]

    lead = item = when = place = body

    def years(self, words: Sequence[Word | Year]) -> Deadline:
        return Deadline(_all(words, Year))

    def base(self, words: Sequence[Word | Year | Name]) -> Base:
        for word in words:
            if isinstance(word, Name) and word.whose == "other":
                raise not_its_name(word.span, word.text)
        multiple = len(words) > 1 and words[-1].type == "OF"
        return Base(tuple(words), _base_year(words), multiple)

    def compared(self, words: Sequence[Word | Year]) -> Compared:
        word, *base = words
        assert isinstance(word, Word)  # COMPARE comes first
        return Compared(word, self.base(base))

    def start(self, words: Sequence[Word | Year | Size]) -> Start:
        size = words[-1]
        assert isinstance(size, Size)
        return Start(tuple(word for word in words if isinstance(word, Word | Year)), size)

    def since(self, words: Sequence[Word | Year]) -> Since:
        (year,) = _all(words, Year)
        if words[0] is year and not year.text[:1].isdigit():
            raise refuse(year.span, f"“{year.text}”是期限，不是起点", f"{year.text!r} is a date, and no beginning")
        return Since(tuple(words), year.year)

    def each(self, words: Sequence[Word | Quote]) -> Each:
        who = "、".join(_who(word) for word in words if word.type in ("PLACE", "QUOTE"))
        return Each(tuple(words), who, none=words[0].type == "NO")

    def parties(self, words: Sequence[Word]) -> Parties:
        return Parties(tuple(word for word in words if word.type == "PARTY"))

    def of_party(self, words: Sequence[Quantity | Word]) -> Item:
        quantity, party = words
        assert isinstance(party, Word)
        assert not isinstance(quantity, Word)
        return Item((Parties((party,)),), quantity)

    def items(self, words: Sequence[list[Piece] | Quantity | Cell | Item | Word]) -> Items:
        items: list[Item] = []
        pieces: tuple[Piece, ...] = ()
        for word in words:
            if isinstance(word, list):
                pieces = tuple(word)
            elif isinstance(word, Item):
                items.append(Item((*pieces, *word.pieces), word.asked))
                pieces = ()
            elif not isinstance(word, Word):
                items.append(Item(pieces, word))
                pieces = ()
        return Items(tuple(items))

    def cover(self, words: Sequence[Word]) -> Cover:
        return Cover(words[0])

    def trend(self, words: Sequence[Word]) -> TrendWord:
        return TrendWord(words[0])

    def never(self, words: Sequence[Word]) -> Never:
        return Never(words[0])

    def held_to(self, words: Sequence[Word | Year]) -> HeldTo:
        word, *base = words
        assert isinstance(word, Word)  # OP comes first
        return HeldTo(word, self.base(base))

    def held_against(self, words: Sequence[Word | Year | Size | list[Word | Name]]) -> HeldAgainst:
        """不低于2020年的1.2倍 bounds a multiple of the base; 高于上年5个百分点 is a change of so much."""
        word, size = words[0], next(word for word in words if isinstance(word, Size))
        assert isinstance(word, Word)  # OP comes first
        base = self.base([one for one in words[1:] if isinstance(one, Word | Year)])
        posts = _all(words[-1], Word) if isinstance(words[-1], list) else ()
        if base.multiple:
            return HeldAgainst((base,), One((word,), size, posts))
        if word.meaning not in (">", "<"):
            hint = Words("请写“比2020年提高5个百分点以上”", "write a rise of 5 points or more on 2020")
            zh, en = f"“{word.text}”基期多少，读不出", f"{word.text!r} a base by so much cannot be read"
            raise refuse(word.span, zh, en, hint)
        return HeldAgainst((Compared(attrs.evolve(word, type="COMPARE"), base),), One((), size, posts))

    def said(self, words: Sequence[Word]) -> Said:
        return Said(words[0])

    def fold(self, words: Sequence[Word]) -> Fold:
        return Fold(*words)

    def ambiguous(self, words: Sequence[Word | Cell]) -> Readings:
        return Readings(_all(words, Cell))

    def quoted(self, words: Sequence[Word | Quote]) -> Quoted:
        said = "".join(quote.said for quote in _all(words, Quote))
        return Quoted("qualitative" if _all(words, Word)[0].meaning == "qualitative" else "reference", said)

    def cumulative(self, words: Sequence[Word | Quantity | UnitSign]) -> Cumulative:
        quantity = next(word for word in words if isinstance(word, Quantity))
        return Cumulative(_with_unit(quantity, _all(words, UnitSign)))

    def one(self, words: Sequence[list[Word | Name] | Size]) -> One:
        size = words[isinstance(words[0], list)]
        assert isinstance(size, Size)
        if len(words) == 1:
            return One((), size)
        sides, posts = _beside(words)
        return One(_all(sides, Word), size, _all(posts, Word), _all(sides, Name))

    def several(self, words: Sequence[list[Word | Name] | Several]) -> Several:
        sides, posts = _beside(words)
        (span,) = _all(words, Several)
        return Several(_all(sides, Word), span.sizes, span.joints, _all(posts, Word), _all(sides, Name))

    def span(self, words: Sequence[Word | Size | Several]) -> Several:
        first = _all(words, Several)
        sizes = tuple(size for span in first for size in span.sizes) + _all(words, Size)
        return Several((), sizes, tuple(word for span in first for word in span.joints) + _all(words, Word))

    def between(self, words: Sequence[list[Word | Name] | Size | Word]) -> Between:
        sides, _ = _beside(words)
        lo, hi = _all(words, Size)
        return Between((*_all(sides, Word), *_all(words, Word)), (lo, hi), wholes=_all(sides, Name))

    def around(self, words: Sequence[Word | Name | Size]) -> Between:
        lo, hi = _all(words, Size)
        return Between(_all(words, Word), (lo, hi), name=next(iter(_all(words, Name)), None))

    def amount(self, words: Sequence[Word | Number | Part | UnitSign]) -> Size:
        negative = isinstance(words[0], Word)
        number = words[negative]
        assert isinstance(number, Number | Part)
        return Size(number, _all(words, UnitSign) if len(words) > 1 else (), negative)


_Beside = list[Word | Name]


def _beside(words: Sequence[_Beside | Size | Several | Word]) -> tuple[_Beside, _Beside]:
    """Return the words before what is measured, and those behind it."""
    first, last = words[0], words[-1]
    return first if isinstance(first, list) else [], last if isinstance(last, list) else []


def _all(words: Sequence[object], kind: type[_T]) -> tuple[_T, ...]:
    if not words:
        return ()
    return tuple([word for word in words if isinstance(word, kind)])


def _base_year(words: Sequence[Word | Year | Name]) -> BaseYear:
    dated = next(word for word in words if not isinstance(word, Name) and word.type in ("YEAR", "WHEN", "SAME"))
    if isinstance(dated, Year):
        return dated.year
    return "previous" if dated.meaning == "previous" else None


def _who(word: Word | Quote) -> str:
    """The unit as the text names it, an English one by its Chinese name: each street is 每个街道."""
    if isinstance(word, Quote):
        return word.said
    return word.text if word.meaning == "place" else word.meaning


def _with_unit(quantity: Quantity, units: tuple[UnitSign, ...]) -> Quantity:
    """〔5000〕万人: the unit stands behind the bracket."""
    if not units or not isinstance(quantity, One):
        return quantity
    size = quantity.size
    return One(quantity.sides, Size(size.number, (*size.units, *units), size.negative), quantity.posts)


def read_cell(lexemes: Sequence[Lexeme]) -> Cell:
    """Return the surface of a whole text; raises `RefusalError` where its words do not fit together."""
    cell = fed(parser(_Build), lexemes, "target")
    assert isinstance(cell, Cell)
    return cell


def read_clause(lexemes: Sequence[Lexeme]) -> Clause:
    """Return the surface of one clause; raises `RefusalError` where its words do not fit together."""
    clause = fed(parser(_Build), lexemes, "clause")
    assert isinstance(clause, Clause)
    return clause


def fed(lark: Lark, lexemes: Sequence[Lexeme], start: str) -> object:
    """Feed lexemes to a parser one by one, and return what its callbacks made of them all."""
    reading = lark.parse_interactive(start=start)
    feed = cast("Callable[[Lexeme], object]", reading.feed_token)  # Lark takes whatever has a type for a token
    lexeme, made = _END, None
    try:
        for lexeme in (*lexemes, _END):
            made = feed(lexeme)
    except UnexpectedToken as stopped:
        last = lexeme is _END
        raise (too_short(lexemes, stopped.expected) if last else misplaced(lexemes, lexeme, stopped.expected)) from None
    return made


_END = Lexeme("$END", "", 0, 0)
"""What Lark takes for the end of a text."""
