"""Evidence as it arrived: a figure, for which indicator and period, by whom, how firm."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs
from attrs import frozen

from prevention_rules.arguments import another_kind
from prevention_rules.as_code import in_short, pasted
from prevention_rules.errors import ObservationError
from prevention_rules.evidence.percents import PercentNumbers, declared_percents
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount
from prevention_rules.text import Words, shown

Status = Literal["preliminary", "final"]
_STATUS: dict[str, Status | None] = {
    "初步": "preliminary", "初步数": "preliminary", "快报": "preliminary", "preliminary": "preliminary",
    "核定": "final", "核定数": "final", "最终": "final", "final": "final",
    "": None,
}  # fmt: skip

_FIRMNESS = "|".join(sorted((word for word in _STATUS if not word.isascii()), key=len, reverse=True))
_SAID_STATUS = re.compile(rf"^(?P<before>{_FIRMNESS})(?=[0-9])|[（(](?P<behind>{_FIRMNESS})[）)]$")
"""The status as a figure itself has it: 86%（初步数）, 核定数86%."""


def _whole(written: Any) -> Fraction:
    return exact(written)[0]


@frozen
class Ratio:
    """A count out of a whole: ``Ratio(14, 15)``; ``missing`` are members that did not report.

    With members missing the share lies between the worst case (none of them counts) and the best
    (all of them do). Raises `ObservationError` for a whole that is not above zero, a count below
    zero, or a missing count below zero. A count above the whole is kept: it is doubtful, not wrong.
    """

    numerator: Fraction = attrs.field(converter=_whole)
    denominator: Fraction = attrs.field(converter=_whole)
    missing: Fraction = attrs.field(converter=_whole, default=Fraction(0))

    def __attrs_post_init__(self) -> None:
        if self.denominator + self.missing <= 0 or self.denominator < 0 or self.missing < 0 or self.numerator < 0:
            raise ObservationError(
                Words(
                    f"{self} 不是部分与整体：分母须大于 0，分子和缺报数不能为负",
                    f"{self} is not a part of a whole: the denominator must be above 0, no count below 0",
                )
            )

    @property
    def is_counted(self) -> bool:
        """True for whole numbers: what a sample is."""
        return self.numerator.denominator == self.denominator.denominator == self.missing.denominator == 1

    @property
    def shares(self) -> ValueSet:
        """The possible shares, from worst case to best case."""
        if not self.missing:
            return ValueSet.point(self.numerator / self.denominator)
        whole = self.denominator + self.missing
        return ValueSet.of(Interval(self.numerator / whole, (self.numerator + self.missing) / whole))

    _repr_pretty_ = pasted

    def __repr__(self) -> str:
        return self._as_code()

    def _as_code(self) -> str:
        parts = [self.numerator, self.denominator, *([self.missing] if self.missing else [])]
        return f"Ratio({', '.join(str(part) if part.denominator == 1 else repr(part) for part in parts)})"

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}" + (f"+{self.missing}?" if self.missing else "")


Reported = Number | Ratio | Amount | ValueSet
"""What a figure may be: a number, the text as published, a count out of a whole, an amount, a set."""


def _status(written: str | None) -> Status | None:
    try:
        return _STATUS[(written or "").strip()]
    except (KeyError, AttributeError):
        raise ObservationError(
            Words(
                f"状态 {shown(written)} 不认识；可写 初步 或 核定",
                f"the status {shown(written)} is not known; write 初步 (preliminary) or 核定 (final)",
            )
        ) from None


def _number(written: object) -> str:
    if isinstance(written, str):
        return written
    if type(written) is not int or not 0 <= written < 10**9:
        raise another_kind(written, "indicator", "指标的编号或名称", "the number or the name of an indicator")
    return str(written)


def _as_period(written: Period | int | str) -> Period:
    return Period.of(written)


@frozen
class Observation:
    """One figure as it was reported: for which indicator and period, by whom, how firm.

    ``value`` may be a number, a published text (``超75%``), or a `Ratio`. ``kind="sample"`` with a
    `Ratio` value is a sample survey (``deff`` its design effect): then the possible values are its
    confidence interval. ``status`` is 初步 (preliminary) or 核定 (final), as the ``value`` says it where it is not
    given (``86%（初步数）``); ``name`` is the indicator's name where it was published, ``definition`` the 口径 it
    follows (户籍人口, 常住人口): figures of two definitions are never compared. ``percent_numbers`` says what a bare
    number of a share means (0.873: ``"percent"`` or ``"fraction"``). ``place`` is the file and row the figure was
    read from.
    """

    indicator: str = attrs.field(converter=_number)
    period: Period = attrs.field(converter=_as_period)
    value: Reported
    unit: str | None = None
    area: str | None = None
    status: Status | None = attrs.field(default=None, converter=_status)
    dated: date | None = None
    source: str | None = None
    name: str | None = None
    definition: str | None = None
    kind: Literal["register", "sample"] = "register"
    deff: Fraction = attrs.field(default=Fraction(1), converter=_whole)
    percent_numbers: PercentNumbers | None = attrs.field(default=None, converter=declared_percents)
    place: str | None = attrs.field(default=None, eq=False)

    __repr__ = in_short
    _repr_pretty_ = pasted

    def __attrs_post_init__(self) -> None:
        if self.status is None and isinstance(self.value, str) and (said := _SAID_STATUS.search(self.value.strip())):
            object.__setattr__(self, "status", _STATUS[said["before"] or said["behind"]])
        for name in ("unit", "area", "source", "name", "definition"):
            if (given := getattr(self, name)) is not None and not isinstance(given, str):
                raise another_kind(given, name, "文字", "a text")
        if self.kind not in ("register", "sample"):
            raise ObservationError(
                Words(f"数据类型 {shown(self.kind)} 不认识", f"the kind {shown(self.kind)} is not known")
            )
        if self.kind == "sample" and not (
            isinstance(self.value, Ratio) and self.value.is_counted and self.value.denominator
        ):
            raise ObservationError(
                Words(
                    "抽样调查须给出人数和样本量，都是整数：value=Ratio(855, 1000)",
                    "a sample needs its count and size, whole numbers: value=Ratio(855, 1000)",
                )
            )

    @property
    def said(self) -> str:
        """The figure as it arrived, for people to recognise."""
        return str(self.value) if not isinstance(self.value, float) else repr(self.value)
