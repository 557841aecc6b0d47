"""What the caller knows about the indicator: its unit, its names, which way is good, its base year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import attrs
from attrs import frozen

from prevention_rules.notation.names import Names
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.statements import names_average
from prevention_rules.targets import Better, Op

_DECLINE = re.compile(r"(?:下降|降低|减少|削减|降幅|减幅|下降率|降低率|减少率)(?:幅度)?(?:\([^()]*\))?(?: *\S{1,8})?$")
_ENGLISH_DECLINE = re.compile(
    r"^(?:reduc(?:e|es|ing|tions? (?:in|of))|(?:decline|decrease|cut|fall) in|cut|slash) "
    r"|(?: reduced|\((?:slash|reduction|reduce)\))$",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"(?:增长|增速|增长率|增长速度|增幅|涨幅|上升率|提高幅度)(?:\([^()]*\))?$")
_SHARE = re.compile(r"(?:率|比例|比重|占比|百分比)(?:\([^()]*\))?$|%")
_RATE = re.compile("^(?!.*(?:[千万]人|人口|[0-9]万)).*(?:率|比例|比重|占比)$")


@frozen
class Context:
    """The indicator a text is about; ``figure`` says that the text is a published value and no target.

    ``terms`` are the document's own definitions of bound words, which go before the lexicon's.
    """

    unit: Unit | None = None
    better: Better | None = None
    baseline: int | None = None
    name: str = ""
    names: Names = Names()
    share: bool = False
    terms: Mapping[str, Op] = attrs.field(factory=dict)
    figure: bool = False

    @property
    def is_percent(self) -> bool:
        """True when a % in the text could mean points: the indicator is a %, or its name says so."""
        return bool(_SHARE.search(self.name)) if self.unit is None else self.unit == percent()

    @property
    def names_decline(self) -> bool:
        """True when the name itself is the decline: 单位GDP能耗降低（%）."""
        return bool(_DECLINE.search(self.name))

    @property
    def names_fall(self) -> bool:
        """True when an English name is that of a fall (reduction in emissions), though better is that of what falls."""
        return self.better == "lower" and bool(_ENGLISH_DECLINE.search(self.name))

    @property
    def names_growth(self) -> bool:
        """True when the name itself is a growth rate."""
        return bool(_GROWTH.search(self.name))

    @property
    def names_average(self) -> bool:
        """True when the name is a growth rate or a decline on average of several years: 产值年均增速."""
        return (self.names_growth or self.names_decline) and names_average(self.name)

    def adds_up(self, unit: Unit | None) -> bool:
        """True for what the years of a plan add up to: events, things, declines; a rate or a time is a level."""
        return unit is None or unit.adds_up or self.names_growth or self.names_decline

    @property
    def names_rate(self) -> bool:
        """True when the name is a rate whose unit nobody gave."""
        return self.unit is None and bool(_RATE.search(self.name))


@cache
def percent() -> Unit:
    """The unit %."""
    return unit_of("%")


@cache
def points() -> Unit:
    """The unit of a difference of two percentages."""
    return unit_of("百分点")
