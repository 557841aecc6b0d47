"""The choices that plans leave open, as one frozen object that is printed with every assessment."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.quantities import Amount
from prevention_rules.readings import RISING, STABLE
from prevention_rules.text import Words, shown


def _optional(number: Number | None) -> Fraction | None:
    return None if number is None else exact(number)[0]


def _fraction(number: Number) -> Fraction:
    return exact(number)[0]


def _amount(written: str | Amount | None) -> Amount | None:
    return None if written is None else Amount.of(written)


Aggregation = Literal["every", "pooled", "share"]


@frozen(kw_only=True)
class Policy:
    """How open questions are decided; every default is the strict or the cautious one.

    ``comparison``: ``exact`` compares full values (全数值比较法), ``rounded`` rounds to the place of the
    target first (修约值比较法), with ``rounding`` half_even (GB/T 8170) or half_up (四舍五入);
    ``target_step`` declares that place where the target as written does not show it (14×10² has 100).
    ``published``: a figure published as 85.0 is the ``point`` 85, or the ``interval`` [84.95, 85.05].
    ``confidence`` and ``interval`` say how a sample becomes an interval. ``rising`` and ``stable``
    declare the reading of 稳步提升 and 保持稳定; None takes the one that the words themselves suggest.
    ``tolerance`` is the declared tolerance of 保持稳定 and 左右 (an amount such as ``"1个百分点"``), ``size``
    how much 显著提高 has to be at least. ``zero_base`` reads 0→0 as held at zero when it is ``held``.
    ``aggregation`` says what 以街道为单位 means: ``every`` unit, all of them ``pooled``, or the ``share``
    of units that satisfy it.
    ``trends`` lets the ``declared`` reading decide a trend, or, by ``supervaluation``, only what all
    admissible readings agree on. ``gaps`` says whether a missing year is ``unknown`` or its ``neighbours``
    are compared.
    ``schedule`` and ``schedule_tolerance`` set what is expected on the way to the deadline.

    >>> Policy(tolerance="1个百分点").tolerance.value
    Fraction(1, 1)
    """

    comparison: Literal["exact", "rounded"] = "exact"
    rounding: Literal["half_even", "half_up"] = "half_even"
    target_step: Fraction | None = attrs.field(default=None, converter=_optional)
    published: Literal["point", "interval"] = "point"
    confidence: Fraction = attrs.field(default=Fraction(95, 100), converter=_fraction)
    interval: Literal["wilson", "clopper_pearson"] = "wilson"
    rising: str | None = None
    stable: str | None = None
    tolerance: Amount | None = attrs.field(default=None, converter=_amount)
    size: Amount | None = attrs.field(default=None, converter=_amount)
    aggregation: Aggregation = "every"
    trends: Literal["declared", "supervaluation"] = "declared"
    gaps: Literal["unknown", "neighbours"] = "unknown"
    zero_base: Literal["refused", "held"] = "refused"
    schedule: Literal["linear", "compound"] = "linear"
    schedule_tolerance: Fraction = attrs.field(default=Fraction(0), converter=_fraction)

    __repr__ = in_short

    def __attrs_post_init__(self) -> None:
        for field, offered in _CHOICES.items():
            undeclared = field in _MAY_BE_LEFT and getattr(self, field) is None
            if not undeclared and getattr(self, field) not in offered:
                said = ", ".join(offered)
                raise FormatError(
                    Words(
                        f"规则选项 {field} 不能是 {shown(getattr(self, field))}；可用 {said}",
                        f"the policy's {field} cannot be {shown(getattr(self, field))}; use {said}",
                    )
                )
        if self.tolerance is not None and self.tolerance.value < 0:
            raise FormatError(Words("容差不能是负数", f"a tolerance cannot be negative, as {self.tolerance} is"))
        if self.size is not None and self.size.value <= 0:
            raise FormatError(Words("幅度须大于零", f"a size is above zero, which {self.size} is not"))

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Every choice with its value, as text, in a fixed order."""
        return tuple((field.name, str(getattr(self, field.name))) for field in attrs.fields(Policy))


_STABLE = tuple(reading for reading in STABLE.values() if reading.needs != "floor")
_CHOICES = {
    "rising": tuple(key for reading in RISING.values() for key in (reading.id, reading.name)),
    "stable": tuple(key for reading in _STABLE for key in (reading.id, reading.name)),
    "comparison": ("exact", "rounded"),
    "rounding": ("half_even", "half_up"),
    "published": ("point", "interval"),
    "interval": ("wilson", "clopper_pearson"),
    "aggregation": ("every", "pooled", "share"),
    "trends": ("declared", "supervaluation"),
    "gaps": ("unknown", "neighbours"),
    "zero_base": ("refused", "held"),
    "schedule": ("linear", "compound"),
}
_MAY_BE_LEFT = ("rising", "stable")

DEFAULT = Policy()
"""The policy where none is declared, made once."""
