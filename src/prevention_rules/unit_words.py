"""What units are called in each language, composed as the units are: 张/千人口 is beds per 1,000 population."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from prevention_rules.nouns import nouns
from prevention_rules.quantities import SCALED, SCALES, Unit, behind_a_number
from prevention_rules.text import Words

_ATTACHED = ("%", "‰")


def unit_words(unit: Unit | None, value: Fraction | int | None = None) -> Words:
    """Return what follows a number of *unit*, with the space English wants before a word; of 1 the singular.

    >>> from prevention_rules.quantities import unit_of
    >>> unit_words(unit_of("张/千人口")).en, unit_words(unit_of("例"), 1).en
    (' beds per 1,000 population', ' case')

    People of a population go without a noun, which is the indicator's: physicians, patients.

    >>> unit_words(unit_of("人/10万人口")).en
    ' per 100,000 population'
    """
    return Words("", "") if unit is None else _words(unit.text, value == 1)


def unit_in_sentence(unit: Unit, *, single: bool) -> Words:
    """Return what follows a number in a sentence: × before a number of the unit's own, quotes where it has no English.

    >>> from prevention_rules.quantities import unit_of
    >>> unit_in_sentence(unit_of("万人"), single=False).en
    ' × 10,000 people'
    """
    return _in_sentence(unit.text, single)


@lru_cache(maxsize=1024)
def _in_sentence(text: str, single: bool) -> Words:
    name = _words(text, single)
    times = " ×" if name.en[1:2].isdigit() else ""
    return Words(name.zh, times + _UNNAMED.sub(r"“\g<0>”", name.en))


_UNNAMED = re.compile("[\u4e00-\u9fff]+")
"""A noun that has no English name."""


@lru_cache(maxsize=1024)
def _words(text: str, single: bool) -> Words:
    zh = "个百分点" if text == "百分点" else behind_a_number(text)
    over, *under = text.split("/")
    of_people = over == "人" and bool(under) and under[0].endswith(("人", "人口"))
    words = [_noun(over, single=single)] if over not in ("", "1") and not of_people else []
    words += [f"per {_noun('人口' if part == '人' else part, single=True, per=True)}" for part in under]
    en = " ".join(word for word in words if word)
    return Words(zh, en if en in _ATTACHED or not en else f" {en}")


def _noun(part: str, *, single: bool, per: bool = False) -> str:
    if part in nouns():
        return _english(part, single=single)
    found = SCALED.fullmatch(part)
    assert found is not None  # every group may be empty
    size = int(found["digits"] or 1) * SCALES.get(found["scale"], 1)
    noun = "人口" if per and found["noun"] == "人" else found["noun"]
    named = _english(noun, single=single and size == 1)
    return f"{size:,} {named}".strip() if size != 1 else named


def _english(noun: str, *, single: bool) -> str:
    row = nouns().get(noun)
    return noun if row is None else row.one if single else row.many
