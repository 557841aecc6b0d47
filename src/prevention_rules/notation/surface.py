"""The surface of a text: its clauses as they stand, before anything is decided about them.

Small frozen classes, one for each shape the grammar knows. ``span`` is where a thing stands.
"""

from __future__ import annotations

from typing import Literal

from prevention_rules.notation.lexeme import Lexeme, Name, Number, Part, Quote, UnitSign, Word, Year
from prevention_rules.notation.nodes import node
from prevention_rules.targets import Base as BaseYear

Span = tuple[int, int]


def around(things: tuple[Lexeme | Size | Quantity | Phrase, ...]) -> Span:
    """Where several things stand together."""
    spans = [thing.span for thing in things]
    return min(start for start, _ in spans), max(end for _, end in spans)


@node(eq=False)
class Size:
    """A number with the unit written behind it."""

    number: Number | Part
    units: tuple[UnitSign, ...] = ()
    negative: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.number.start, (self.units[-1] if self.units else self.number).end

    @property
    def text(self) -> str:
        """What was written."""
        return "".join((self.number.text, *(unit.text for unit in self.units)))


@node(eq=False)
class One:
    """One size and the words that bound or soften it; ``wholes`` name what a % is of (职工总数的)."""

    sides: tuple[Word, ...]
    size: Size
    posts: tuple[Word, ...] = ()
    wholes: tuple[Name, ...] = ()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Its only size."""
        return (self.size,)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around((*self.sides, self.size, *self.posts))


@node(eq=False)
class Several:
    """A span of two sizes, or a list of more, with what joins them (``-``, 至, 与)."""

    sides: tuple[Word, ...]
    sizes: tuple[Size, ...]
    joints: tuple[Word, ...]
    posts: tuple[Word, ...] = ()
    wholes: tuple[Name, ...] = ()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around((*self.sides, *self.sizes, *self.posts))


@node(eq=False)
class Between:
    """不低于60%不超过80%, 18.5≤BMI<24: two sizes, each with a bound of its own; ``name`` stands in the middle."""

    sides: tuple[Word, ...]
    sizes: tuple[Size, Size]
    name: Name | None = None
    posts: tuple[Word, ...] = ()
    wholes: tuple[Name, ...] = ()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around((*self.sides, *self.sizes))


Quantity = One | Several | Between


@node(eq=False)
class Deadline:
    """到2025年底, or several years of which each has its own number (2023年、2025年分别…)."""

    years: tuple[Year, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around(self.years)


@node(eq=False)
class Since:
    """自2021年起."""

    words: tuple[Word | Year, ...]
    year: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around(self.words)


@node(eq=False)
class Base:
    """比2020年, 同比, 在现有基础上: the base of a change; None for a base nobody dated. ``multiple`` for 2020年的."""

    words: tuple[Word | Year | Name, ...]
    year: BaseYear
    multiple: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around(self.words)


@node(eq=False)
class Compared:
    """Lower than 2020: the direction and the base in one."""

    word: Word
    base: Base

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around((self.word, self.base))


@node(eq=False)
class Start:
    """从70%, 从2020年的70%: where the way begins, which the target itself does not depend on."""

    words: tuple[Word | Year, ...]
    size: Size

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around((*self.words, self.size))

    @property
    def text(self) -> str:
        """What was written."""
        return "".join((*(word.text for word in self.words), self.size.text))


@node(eq=False)
class Each:
    """每个街道, 以县为单位, 各单位: ``who`` as written, empty where nobody is named; ``none`` for ``no country``."""

    words: tuple[Word | Quote, ...]
    who: str = ""
    none: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around(self.words)


@node(eq=False)
class Parties:
    """城市、农村: the parts of a whole that have numbers of their own."""

    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return around(self.words)


Phrase = Parties | Deadline | Since | Base | Compared | Start | Each
Piece = Lexeme | Phrase
"""What can stand before or behind a body: a word, or words that the grammar has put together."""


@node(eq=False)
class Item:
    """One member of a list: the words before it, and its quantity or its group."""

    pieces: tuple[Piece, ...]
    asked: Quantity | Cell


@node(eq=False)
class Items:
    """A list of what is asked in numbers or groups."""

    items: tuple[Item, ...]


@node(eq=False)
class Cover:
    """全覆盖, 应保尽保."""

    word: Word


@node(eq=False)
class TrendWord:
    """保持稳定, 改善, 零增长."""

    word: Word


@node(eq=False)
class HeldTo:
    """不低于上年, 不高于2020年水平: the figure of another year, in the place of a number."""

    word: Word
    base: Base


@node(eq=False)
class HeldAgainst:
    """不低于2020年的1.2倍, 高于上年5个百分点: the bound and the base before a number."""

    pieces: tuple[Base | Compared, ...]
    quantity: One


@node(eq=False)
class Fold:
    """翻一番以上, 减半."""

    word: Word
    post: Word | None = None


@node(eq=False)
class Cumulative:
    """〔5000〕万人."""

    quantity: Quantity


@node(eq=False)
class Readings:
    """歧义「…」「…」: the readings of an ambiguous text, as the writer writes them."""

    cells: tuple[Cell, ...]


@node(eq=False)
class Quoted:
    """定性“…”, 参照“…”."""

    kind: Literal["qualitative", "reference"]
    said: str


@node(eq=False)
class Said:
    """得到控制: a qualitative phrase."""

    word: Word


@node(eq=False)
class Clause:
    """The words around what is asked, in order, and what is asked; None for words of change alone."""

    pieces: tuple[Piece, ...]
    body: Body | None


@node(eq=False)
class Cell:
    """The clauses of a text and the words that join them."""

    clauses: tuple[Clause, ...]
    joins: tuple[Word, ...] = ()


@node
class Never:
    """不发生, 零发生: none at all."""

    word: Word


Numbers = One | Several | Between | Items | Cell
"""What is asked in numbers: a quantity, a list, or a group."""
Worded = Cover | TrendWord | Fold | Cumulative | Readings | Quoted | Said | Never | HeldTo
"""What is asked in words that carry no number of their own."""
Body = Numbers | Worded
"""What a clause asks."""
