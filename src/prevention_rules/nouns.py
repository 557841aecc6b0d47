"""The table of nouns (``nouns.tsv``): what is counted, whether it is people, whole, and never below zero."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from prevention_rules.shipped import shipped_text


@frozen
class Noun:
    """A noun of a unit: ``means`` is the noun it is the same as (名 and 位 are 人), itself as a rule.

    ``one`` and ``many`` are English; ``is_person`` says that people are counted, ``is_whole`` that only
    whole numbers of it exist, ``never_negative`` that nothing below zero can be, ``stands`` that a number
    of it is how things stand on a day.
    """

    text: str
    means: str
    one: str
    many: str
    is_person: bool
    is_whole: bool
    never_negative: bool
    stands: bool

    @property
    def is_counted(self) -> bool:
        """True for what is counted, not measured: such a noun is a unit, and a dimension of its own."""
        return self.never_negative


@cache
def nouns() -> Mapping[str, Noun]:
    """Return every noun of the table by its text.

    >>> nouns()["位"].means, nouns()["例"].many
    ('人', 'cases')
    """
    lines = shipped_text(__package__, "nouns.tsv").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        noun: Noun(noun, same or noun, one, many, person == "person", whole == "whole", sign == "+", stands == "stands")
        for noun, same, one, many, person, whole, sign, stands in rows
    }
