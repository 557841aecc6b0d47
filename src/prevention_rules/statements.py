"""What a published figure says, read from its text: very often a bound, not a number.

``超75%`` states a bound, ``近100%`` less than 100 % and nothing more, ``87.5%，同比上升0.5个百分点`` a
value and a change. Thresholds, ranges and changes are the same classes that targets use; a stated
change has a size that is ``=`` its amount.
"""

from __future__ import annotations

from typing import Any, ClassVar, get_args

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.quantities import Amount
from prevention_rules.targets import About, Ambiguous, Base, Bound, Change, Origin, Range


@frozen(kw_only=True)
class Published:
    """What every statement carries: the year its text names (``by``), and its origin, with the notes it keeps."""

    by: int | None = None
    origin: Origin | None = attrs.field(default=None, eq=False, repr=False)


@frozen
class Value(Published):
    """A number as published: ``76.5%``, ``达4.4人``."""

    tag: ClassVar[str] = "value"
    amount: Amount

    __repr__ = in_short


@frozen
class Near(Published):
    """近100%: below the amount, and nothing said about how far below."""

    tag: ClassVar[str] = "near"
    amount: Amount

    __repr__ = in_short


@frozen
class Multiple(Published):
    """是2017年的4倍: ``times`` the value of the base."""

    tag: ClassVar[str] = "multiple"
    times: Amount
    base: Base = None

    __repr__ = in_short


@frozen
class Stated(Published):
    """A statement without a usable number: 与上年基本持平, 全部达标."""

    tag: ClassVar[str] = "stated"
    said: str = ""

    __repr__ = in_short


Statement = Value | Bound | Range | Near | About | Change | Multiple | Ambiguous | Stated
"""Anything a published text can say about a level or a change; of 增加2倍 both readings, each a `Change`."""


def is_cumulative(statement: Statement) -> bool:
    """Say whether a change is told as the sum of all since a base nobody names: 累计下降18.2%; its notes keep 累计."""
    return statement.origin is not None and any("累计" in note or "累积" in note for note in statement.origin.notes)


def names_average(name: str) -> bool:
    """Say whether the name calls its figure the average of several years: 产值年均增速."""
    return any(word in name for word in ("年均", "年平均", "annual average"))


def statement_to_dict(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain data, with the field names of ``to_dict``; a stated change has no rate.

    Another thing than a statement is refused with `FormatError`.

    >>> statement_to_dict(Value(Amount.of("76.5%")))
    {'t': 'value', 'v': '76.5', 'u': '%'}
    """
    must_be(statement, get_args(Statement), "statement", "parse_value 读出的陈述", "a statement of parse_value")
    by = {} if statement.by is None else {"by": statement.by}
    match statement:
        case Value(amount=amount) | Near(amount=amount):
            return {**_plain(statement.tag, amount), **by}
        case Multiple(times=times, base=base):
            return {"t": "multiple", "v": Bound("=", times).to_dict()["v"], "base": _base(base), **by}
        case Stated(said=said):
            return {"t": "stated", **({"said": said} if said else {}), **by}
        case Ambiguous(readings=readings):
            told = [statement_to_dict(one) for one in readings if isinstance(one, Change)]
            return {"t": statement.tag, "readings": told, **by}
        case Change():
            fields = statement.to_dict()
            if statement.rate == "total":
                del fields["rate"]
            if fields["op"] == "=":
                del fields["op"]
            return fields
        case _:
            return statement.to_dict()


def _plain(tag: str, amount: Amount) -> dict[str, Any]:
    fields = Bound("=", amount).to_dict()
    del fields["op"]
    return {**fields, "t": tag}


def _base(base: Base) -> str:
    return "unstated" if base is None else str(base)
