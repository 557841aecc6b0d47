"""Units as people write them, and exact amounts of them.

A unit is known (a measure of ``units.txt``, a counted noun of ``nouns.tsv``), composed of known ones
(``张/千人口``, ``万元/人``), or declared by the caller: then it is a dimension of its own that compares only
with itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache, lru_cache

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.errors import UnitError
from prevention_rules.exact_numbers import Number, exact, not_a_number, write_number
from prevention_rules.nouns import Noun, nouns
from prevention_rules.text import Words, did_you_mean, guessed
from prevention_rules.unit_registry import known_sizes

SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "千万": 10**7, "百万": 10**6, "十万": 10**5,
    "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10,
}  # fmt: skip
"""The words that scale a number or a noun, the longest first: a word of two characters is one scale."""
SCALE = f"(?:{'|'.join(SCALES)})"
"""The pattern of one."""
SCALED = re.compile(rf"(?P<digits>[0-9]*)(?P<scale>{SCALE}?)(?P<noun>.*)", re.DOTALL)
"""A unit, or a part of it, as its number, its scale and its noun."""

LONGEST_UNIT = 100
"""Longer units are refused: none is, and each is remembered."""


@frozen
class Unit:
    """A unit of measurement: ``text`` as written, its ``dimension``, and its size in root units.

    Two units are equal when they measure the same in the same size, however they are written.

    >>> unit_of("张/10万人口").comparable(unit_of("张/千人口"))
    True
    """

    text: str = attrs.field(eq=False)
    dimension: tuple[tuple[str, int], ...]
    factor: Fraction

    __repr__ = in_short

    def comparable(self, other: Unit) -> bool:
        """True when amounts in the two units can be compared."""
        return self.dimension == other.dimension

    def to(self, other: Unit) -> Fraction:
        """Return how many of *other* one of this unit is; raises `UnitError` when they do not compare."""
        if not self.comparable(other):
            raise UnitError(
                Words(
                    f"单位“{self}”与“{other}”不能比较",
                    f"the units {self} and {other} cannot be compared",
                )
            )
        return self.factor / other.factor

    @property
    def is_count(self) -> bool:
        """True for whole things that are counted, however many at a time: 起, 户, 万人."""
        noun = self._counted()
        return noun is not None and noun.is_whole

    @property
    def goes_on(self) -> bool:
        """True for what is counted, waited for or paid: past the far end of a span may lie what is better still."""
        return self.is_count or self.dimension in _PASSED

    @property
    def counts_people(self) -> bool:
        """True where people are counted: 人, 名, 位, 万人."""
        noun = self._counted()
        return noun is not None and noun.is_person

    @property
    def adds_up(self) -> bool:
        """True for what the years of a plan add up to (起, 人, 亿元, 吨); a rate, a time or an age is a level."""
        return len(self.dimension) == 1 and self.dimension[0][0] not in _TIMES

    @property
    def stands(self) -> bool:
        """True where a number of them is how things stand on a day: 所, 张."""
        noun = self._counted()
        return noun is not None and noun.stands

    def _counted(self) -> Noun | None:
        """Return what a number of this unit counts; None for a rate, and for what is measured."""
        if len(self.dimension) != 1:
            return None
        ((name, power),) = self.dimension
        return nouns().get(name) if power == 1 else None

    @property
    def is_per_population(self) -> bool:
        """True for rates of what is counted per head of population: 人/10万人口, 张/千人口, /10万."""
        if (_POPULATION, -1) not in self.dimension:
            return False
        above = [part for part in self.dimension if part != (_POPULATION, -1)]
        whole = all(power == 1 and noun in nouns() and nouns()[noun].is_whole for noun, power in above)
        return whole and len(above) < 2

    @property
    def never_negative(self) -> bool:
        """True for counts, and for rates of what is counted per head: nothing below zero can be."""
        above = [name for name, power in self.dimension if power > 0] or [name for name, _ in self.dimension]
        return bool(above) and all(name in nouns() and nouns()[name].never_negative for name in above)

    @property
    def is_ratio(self) -> bool:
        """True for %, ‰ and the like, where a share may have a ceiling."""
        return not self.dimension

    def __str__(self) -> str:
        return self.text


_TIMES = frozenset({"秒", "年"})
_PASSED = tuple(((root, 1),) for root in ("秒", "工作日", "元"))
_PER_ONE = re.compile("1/(?=10{2,}|[0-9]*[十百千万亿])")


def behind_a_number(unit: str) -> str:
    """Write a unit as it stands behind a number, which a digit of its own must not run into.

    >>> behind_a_number("1/10万"), behind_a_number("10万人"), behind_a_number("万人")
    ('/10万', '（10万人）', '万人')
    """
    text = unit.removeprefix("1") if _PER_ONE.match(unit) else unit
    return f"（{text}）" if text[:1].isdigit() else text


def unit_of(text: str, declared: Collection[str] | None = None) -> Unit:
    """Read a unit as it is written (``%``, ``分钟``, ``张/千人口``, ``/10万``, ``1/10万``, ``万元/人``).

    *declared* are the nouns the caller vouches for; None means that *text* itself is the
    declaration, so that any noun is taken. Raises `UnitError`, with the nearest known unit as a
    guess, for a noun neither known nor declared, for a number in it that is 0 or endless, and for more than 100
    characters.

    >>> unit_of("/10万") == unit_of("1/10万人口")
    True
    """
    must_be(text, str, "text", '单位的文字，如 "%"', "a unit as text, such as '%'")
    if len(text) > LONGEST_UNIT:
        zh, en = f"单位超过 {LONGEST_UNIT} 个字符", f"the unit is longer than {LONGEST_UNIT} characters"
        raise UnitError(Words(zh, en))
    return _unit_of(text, None if declared is None else frozenset(declared))


@lru_cache(maxsize=4096)
def _unit_of(text: str, declared: frozenset[str] | None) -> Unit:
    text = _WORDS.get(text, text)
    written = "".join(text.split()).replace("／", "/").replace("·", "/")
    over, *under = written.split("/")
    if not written or "" in under:
        raise UnitError(Words("单位是空的", "the unit is empty"))
    factor, powers = _noun(over, declared, text) if over not in ("", "1") else (Fraction(1), {})
    for part in under:
        size, below = _noun(part, declared, text, per=True)
        factor /= size
        for name, power in below.items():
            powers[name] = powers.get(name, 0) - power
    return Unit(text, tuple(sorted((name, power) for name, power in powers.items() if power)), factor)


def _noun(
    part: str, declared: frozenset[str] | None, text: str, *, per: bool = False
) -> tuple[Fraction, dict[str, int]]:
    if (known := known_sizes().get(part)) and not (per and part == "人"):
        return known[0], dict(known[1])
    found = SCALED.fullmatch(part)
    assert found is not None  # every group may be empty
    size = Fraction(_count(found["digits"], text) * SCALES.get(found["scale"], 1))
    noun = found["noun"]
    if per and noun in _HEADS:
        noun = "人口"  # /10万 and 张/千人 are rates per head of population; of whom, the text of the unit says
    if known := known_sizes().get(noun):
        return size * known[0], dict(known[1])
    if (stacked := _SCALES.match(noun)) and (stacked[1] in _HEADS | _counted() or stacked[1] in known_sizes()):
        zh, en = f"单位“{text}”里的数读不准", f"the number in the unit {text} cannot be read with certainty"
        raise UnitError(Words(zh, en))
    if noun in _counted():
        return size, {nouns()[noun].means: 1}
    if declared is not None and noun not in declared and part not in declared:
        raise _unknown(noun or part, text)
    return (size, {noun: 1}) if noun else (size, {})


def unit_if_known(text: str) -> Unit | None:
    """Return the unit that a text is; None where it is none that needs no declaration.

    >>> unit_if_known("百分比") == unit_of("%"), unit_if_known("城市")
    (True, None)
    """
    try:
        return unit_of(text, ())
    except UnitError:
        return None


_SCALES = re.compile(rf"{SCALE}+(.*)")
"""A second scale and the noun behind it: the 万 of 百万万, the 万人 of 亿万人."""
_WORDS = {"百分比": "%", "百分数": "%"}
"""What a column of units calls a sign."""
_HEADS = frozenset({"", "人", "人口", "常住人口", "户籍人口", "活产", "儿童", "妇女"})


def _count(digits: str, text: str) -> int:
    """Return the number a unit begins with; none is one."""
    if digits and not int(digits):
        raise UnitError(Words(f"单位“{text}”里的数是 0", f"the number in the unit {text} is 0"))
    return int(digits or 1)


def stands_for(counter: Unit, rate: Unit) -> bool:
    """True where a single counter can be said for a rate per population: 每10万人口…4.4人 is 4.4人/10万人口.

    >>> stands_for(unit_of("名"), unit_of("人/10万人口")), stands_for(unit_of("例"), unit_of("/10万"))
    (True, True)
    """
    if not (counter.is_count and counter.factor == 1 and (_POPULATION, -1) in rate.dimension):
        return False
    return tuple(part for part in rate.dimension if part != (_POPULATION, -1)) in ((), counter.dimension)


_POPULATION = "人口"


@cache
def _in_english() -> Mapping[str, str]:
    """The unit that is meant by an English word for it: minutes are 分钟."""
    named = [(word, noun.means) for noun in nouns().values() for word in (noun.one, noun.many) if word]
    return dict(reversed(named))  # of several, the first of the table


def _unknown(noun: str, text: str) -> UnitError:
    # A slip keeps most of its glyphs, so a one-glyph alias is no guess for a longer word.
    alike = [name for name in known_units() if min(len(name), 2) == min(len(noun), 2)]
    meant = _in_english().get(noun.lower())
    end = guessed(did_you_mean(meant, [meant]) if meant else did_you_mean(noun, alike, cutoff=0.4))
    within_zh, within_en = ("", "") if noun == text else (f"（见“{text}”）", f" (in {text})")
    return UnitError(
        Words(
            f"单位“{noun}”{within_zh}既不认识也未声明{end.zh}",
            f"the unit {noun}{within_en} is neither known nor declared{end.en}",
        )
    )


@cache
def known_units() -> tuple[str, ...]:
    """Return every unit name that needs no declaration: measures, their aliases, and the nouns that are counted."""
    return tuple(sorted({*known_sizes(), *_counted()}))


@cache
def _counted() -> frozenset[str]:
    return frozenset(text for text, noun in nouns().items() if noun.is_counted)


@frozen(eq=False)
class Amount:
    """An exact number of a unit: ``85 %``, ``12 分钟``.

    ``step`` is the written precision (``85.0`` has 1/10, ``1.45万亿`` has 10**10), known only when
    the number came as text or `Decimal`. ``unit`` is None for a bare number. Two amounts are equal
    when they mean the same: 40 张/10万人口 is 0.4 张/千人口, however precisely either was written.
    """

    value: Fraction
    unit: Unit | None = None
    step: Fraction | None = None

    __repr__ = in_short

    def __eq__(self, other: object) -> bool:
        return self._meaning == other._meaning if isinstance(other, Amount) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._meaning)

    @property
    def _meaning(self) -> tuple[Fraction, tuple[tuple[str, int], ...], bool]:
        """What an amount means; a bare number is no percentage, though both measure nothing."""
        return self.root, self.dimension, self.unit is None

    @classmethod
    def of(cls, written: Number | Amount) -> Amount:
        """Read a plain number followed by a unit, the unit being declared by writing it; a number has none.

        Raises `ObservationError` when no plain number comes first.

        >>> Amount.of("85%").unit == unit_of("%")
        True
        """
        if isinstance(written, Amount):
            return written
        if not isinstance(written, str):
            value, step = exact(written)
            return cls(value, None, step)
        found = re.fullmatch(r"(-?[0-9.]+)\s*((?:1/|[^0-9.\s]).*)?", written.strip(), re.DOTALL)
        if found is None:
            raise not_a_number(written)
        value, step = exact(found[1])
        return cls(value, unit_of(found[2]) if found[2] else None, step)

    @property
    def root(self) -> Fraction:
        """The value in root units."""
        return self.value if self.unit is None else self.value * self.unit.factor

    @property
    def dimension(self) -> tuple[tuple[str, int], ...]:
        """What the amount measures; a bare number and a ratio measure nothing."""
        return () if self.unit is None else self.unit.dimension

    def to(self, unit: Unit) -> Amount:
        """Return the same amount in *unit*; raises `UnitError` when the two do not compare.

        >>> str(Amount(Fraction(40), unit_of("张/10万人口")).to(unit_of("张/千人口")))
        '0.4张/千人口'
        """
        factor = Fraction(1) if self.unit is None else self.unit.to(unit)
        return Amount(self.value * factor, unit, None if self.step is None else self.step * factor)

    def __str__(self) -> str:
        return f"{write_number(self.value, self.step)}{behind_a_number(self.unit.text) if self.unit else ''}"
