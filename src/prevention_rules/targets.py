"""The tree: what a target asks, in frozen classes with one union type. It knows nothing about data.

``to_dict`` and ``target_from_dict`` use short field names (``t``, ``op``, ``v``, ``u`` …) and
numbers as exact strings, so a tree travels through JSON unharmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, ClassVar, Literal, Self, get_args

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short, pasted
from prevention_rules.errors import FormatError, PreventionRulesError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.late import write_target
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.shows import Shows
from prevention_rules.target_fields import amount_in, base_in, number_fields, one_of, unit_fields, year_in
from prevention_rules.text import Words, shown

Op = Literal[">=", ">", "<=", "<", "="]
Better = Literal["higher", "lower"]
Direction = Literal["up", "down"]
TrendDirection = Literal["up", "down", "stable", "better", "not_up", "not_down"]
ChangeKind = Literal["relative", "points", "amount"]
Rate = Literal["total", "per_year", "annual_average"]
Over = Literal["total", "average"]
"""What of the years of a plan together a level is: their total (五年累计, 〔n〕) or their average (年均)."""
TrendManner = Literal["plain", "steadily", "markedly", "within_stability"]
"""How a trend is to move: 提高 alone, 稳步/持续/逐步, 显著/明显/大幅 (a size nobody stated), 稳中有升."""
UnitManner = Literal["each", "average", "generally"]
"""What is asked of several units: each of them (各, 每个), their average (平均), or 普遍 (most, unstated)."""
Base = int | Literal["previous"] | None
"""The base of a change: a year, the previous period (同比, 比上年), or None where none is stated."""


@frozen
class Origin:
    """Where a target was read: the author's own text and what was set aside in reading it.

    ``modality`` holds words such as 力争 or 确保, ``notes`` what was kept beside the meaning (brackets,
    the indicator's own name, 全年), ``aims`` what the text only strives for beside a firm bound (力争95%).
    """

    text: str
    span: tuple[int, int] = (0, 0)
    modality: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aims: tuple[Target, ...] = ()

    __repr__ = in_short


@frozen(kw_only=True)
class Node(Shows):
    """What every target carries: its own deadline (``by``, a year) if the cell states one, and its origin."""

    by: int | None = None
    origin: Origin | None = attrs.field(default=None, eq=False, repr=False)
    tag: ClassVar[str]

    _repr_pretty_ = pasted

    @property
    def text(self) -> str:
        """The text the target was read from, exactly; for a target built in code its canonical text."""
        return self.origin.text if self.origin else str(self)

    @property
    def modality(self) -> tuple[str, ...]:
        """Words of intent that do not change what is asked (力争, 确保, at least in effort)."""
        return self.origin.modality if self.origin else ()

    def __str__(self) -> str:
        return write_target(self)

    def __and__(self, other: Target) -> AllOf:
        return AllOf((*_members(self, AllOf), *_members(other, AllOf)))

    def __or__(self, other: Target) -> AnyOf:
        return AnyOf((*_members(self, AnyOf), *_members(other, AnyOf)))

    def accepts(self, value: Number | Amount) -> bool:
        """Say whether a single level satisfies the target; a plain number is in the target's own unit.

        Raises `FormatError` for targets that a single level cannot decide (changes, trends, lists).

        >>> AtLeast("85%").accepts(85), MoreThan("85%").accepts("85.0")
        (True, False)
        """
        values, unit = level_values(self)  # type: ignore[arg-type]
        amount = value if isinstance(value, Amount) else Amount(exact(value)[0], unit)
        return (amount.to(unit).value if unit and amount.unit else amount.value) in values

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain data for JSON; `target_from_dict` reads it back."""
        extra = {} if self.by is None else {"by": self.by}
        return {"t": self.tag, **self._fields(), **extra}

    def _fields(self) -> dict[str, Any]:
        raise NotImplementedError

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        raise NotImplementedError


def _members(target: Any, kind: type[AllOf] | type[AnyOf]) -> tuple[Target, ...]:
    return target.of if type(target) is kind and target.by is None else (target,)


@frozen(kw_only=True)
class _Level(Node):
    """What is asked of a level: of one year, or ``over`` all years of the plan together."""

    over: Over | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain data for JSON; `target_from_dict` reads it back."""
        return {**super().to_dict(), **({} if self.over is None else {"over": self.over})}


@frozen
class Bound(_Level):
    """A threshold: the level is ``op`` the amount (``≥85%``, ``12分钟以内``)."""

    tag: ClassVar[str] = "bound"
    op: Op
    amount: Amount

    __repr__ = in_short

    @property
    def values(self) -> ValueSet:
        """The numbers that satisfy the bound, in its own unit."""
        at = self.amount.value
        match self.op:
            case ">=":
                return ValueSet.of(Interval(at))
            case ">":
                return ValueSet.of(Interval(at, lo_in=False))
            case "<=":
                return ValueSet.of(Interval(None, at))
            case "<":
                return ValueSet.of(Interval(None, at, hi_in=False))
            case "=":
                return ValueSet.point(at)

    @property
    def unit(self) -> Unit | None:
        """The unit the amounts are written in."""
        return self.amount.unit

    def _fields(self) -> dict[str, Any]:
        return {"op": self.op, **number_fields("v", self.amount), **unit_fields(self.amount)}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(one_of(data, "op", Op), amount_in(data, "v"))


@frozen
class Range(_Level):
    """Between two amounts of one unit; ``lo_in`` and ``hi_in`` say whether the ends belong."""

    tag: ClassVar[str] = "range"
    lo: Amount
    hi: Amount
    lo_in: bool = True
    hi_in: bool = True

    __repr__ = in_short

    def __attrs_post_init__(self) -> None:
        if self.lo.unit != self.hi.unit or self.values.is_empty:
            raise FormatError(
                Words(f"区间 {self.lo}—{self.hi} 里没有数", f"there is no number between {self.lo} and {self.hi}")
            )

    @property
    def values(self) -> ValueSet:
        """The numbers in the range, in its own unit."""
        return ValueSet.of(Interval(self.lo.value, self.hi.value, lo_in=self.lo_in, hi_in=self.hi_in))

    @property
    def unit(self) -> Unit | None:
        """The unit the amounts are written in."""
        return self.lo.unit

    def _fields(self) -> dict[str, Any]:
        ends = {**number_fields("lo", self.lo), **number_fields("hi", self.hi)}
        return {**ends, "lo_in": self.lo_in, "hi_in": self.hi_in, **unit_fields(self.lo)}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        lo_in, hi_in = bool(data.get("lo_in", True)), bool(data.get("hi_in", True))
        return cls(amount_in(data, "lo"), amount_in(data, "hi"), lo_in, hi_in)


@frozen
class About(_Level):
    """左右 or 约 without a stated tolerance: undecidable until the author of the rules declares one.

    ``lo`` equals ``hi`` for a single number; ``4.5-5%左右`` has two ends.
    """

    tag: ClassVar[str] = "about"
    lo: Amount
    hi: Amount = attrs.field(default=attrs.Factory(lambda self: self.lo, takes_self=True))

    __repr__ = in_short

    @property
    def unit(self) -> Unit | None:
        """The unit the amounts are written in."""
        return self.lo.unit

    def within(self, tolerance: Fraction) -> ValueSet:
        """The numbers at most *tolerance* (in the target's own unit) outside the stated ones."""
        return ValueSet.of(Interval(self.lo.value - tolerance, self.hi.value + tolerance))

    def _fields(self) -> dict[str, Any]:
        if (self.lo, self.lo.step) == (self.hi, self.hi.step):
            return {**number_fields("v", self.lo), **unit_fields(self.lo)}
        return {**number_fields("lo", self.lo), **number_fields("hi", self.hi), **unit_fields(self.lo)}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(amount_in(data, "v")) if "v" in data else cls(amount_in(data, "lo"), amount_in(data, "hi"))


Size = Bound | Range | About
"""How large a change is asked: a condition on its size, never negative."""


@frozen
class Change(Node):
    """A change against a base: ``比2020年下降20%以上`` is down, relative, size >= 20 %, base 2020.

    ``kind`` is relative (% of the base), points (a difference of two percentages) or amount (a
    difference in the indicator's own unit); ``rate`` says whether the size is the whole change,
    that of every year, or the annual average.
    """

    tag: ClassVar[str] = "change"
    dir: Direction
    kind: ChangeKind
    size: Size
    base: Base = None
    rate: Rate = "total"

    __repr__ = in_short

    def _fields(self) -> dict[str, Any]:
        size = self.size.to_dict()
        op = size.pop("op", size.pop("t"))
        size.pop("t", None)
        base = "unstated" if self.base is None else str(self.base)
        return {"dir": self.dir, "kind": self.kind, "op": op, **size, "base": base, "rate": self.rate}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        size = _read_size({key: value for key, value in data.items() if key != "by"})
        kind, rate = one_of(data, "kind", ChangeKind), one_of(data, "rate", Rate, "total")
        return cls(one_of(data, "dir", Direction), kind, size, base_in(data), rate)


@frozen
class Trend(Node):
    """A direction without a number: 稳步提升, 保持稳定, 持续改善.

    ``better`` says which way is good where the words do not; ``base`` is the base the words name.
    What such words mean is a *reading* (see ``readings``); the tree only keeps what was said.
    ``every_year`` is set where the words ask it of each year (逐年提高), ``manner`` says how it is to
    move (稳步, 明显). 只增不减 is ``not_down``, ``steadily``: no step may go down.
    """

    tag: ClassVar[str] = "trend"
    dir: TrendDirection
    better: Better | None = None
    base: Base = None
    every_year: bool = False
    manner: TrendManner = "plain"

    __repr__ = in_short

    def _fields(self) -> dict[str, Any]:
        extra: dict[str, Any] = {} if self.manner == "plain" else {"manner": self.manner}
        if self.better:
            extra["better"] = self.better
        if self.base is not None:
            extra["base"] = str(self.base)
        if self.every_year:
            extra["every_year"] = True
        return {"dir": self.dir, **extra}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        better = one_of(data, "better", Better) if data.get("better") else None
        direction = one_of(data, "dir", TrendDirection)
        manner = one_of(data, "manner", TrendManner, "plain")
        return cls(direction, better, base_in(data), bool(data.get("every_year", False)), manner)


@frozen
class EveryPeriod(Node):
    """保持在…以上: the condition holds in every period from ``since`` on (default: the plan's first)."""

    tag: ClassVar[str] = "every_period"
    of: Target
    since: int | None = None

    __repr__ = in_short

    def _fields(self) -> dict[str, Any]:
        return {"of": self.of.to_dict(), **({} if self.since is None else {"since": self.since})}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(_from_dict(data["of"]), year_in(data, "since"))


@frozen
class PerUnit(Node):
    """The condition is asked of several units: 每个县至少1所. ``each`` names the unit as the text does.

    ``manner`` says how: of each of them, of their average (平均每个街道2个以上), or generally (普遍达到80%: met
    where every unit meets it, missed where none does, and undecided between).
    """

    tag: ClassVar[str] = "per_unit"
    of: Target
    each: str = ""
    manner: UnitManner = "each"

    __repr__ = in_short

    def _fields(self) -> dict[str, Any]:
        each = {"each": self.each} if self.each else {}
        return {"of": self.of.to_dict(), **each, **({} if self.manner == "each" else {"manner": self.manner})}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(_from_dict(data["of"]), data.get("each", ""), one_of(data, "manner", UnitManner, "each"))


def _as_tuple(members: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(members)


@frozen
class _Many(Node):
    of: tuple[Target, ...] = attrs.field(converter=_as_tuple)

    def _fields(self) -> dict[str, Any]:
        return {"of": [member.to_dict() for member in self.of]}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(_from_dict(member) for member in data["of"]))


@frozen
class Respectively(_Many):
    """A 分别 list: one target per member (indicator, region, group, or year), in the order printed."""

    tag: ClassVar[str] = "list"

    __repr__ = in_short


@frozen
class AllOf(_Many):
    """Several conditions on one indicator, all of them asked."""

    tag: ClassVar[str] = "and"

    __repr__ = in_short


@frozen
class AnyOf(_Many):
    """Several conditions on one indicator, any of which is enough."""

    tag: ClassVar[str] = "or"

    __repr__ = in_short


@frozen
class Ambiguous(Node):
    """A text that can be read in several ways; decided only where all readings agree."""

    tag: ClassVar[str] = "ambiguous"
    readings: tuple[Target, ...] = attrs.field(converter=_as_tuple)

    __repr__ = in_short

    def _fields(self) -> dict[str, Any]:
        return {"readings": [reading.to_dict() for reading in self.readings]}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(_from_dict(reading) for reading in data["readings"]))


@frozen
class _Said(Node):
    """Words that no figure of the indicator decides, kept as printed."""

    said: str = ""

    def _fields(self) -> dict[str, Any]:
        return {"said": self.said} if self.said else {}

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        return cls(data.get("said", ""))


@frozen
class Reference(_Said):
    """Needs something outside the indicator: another indicator, a standard, a ranking."""

    tag: ClassVar[str] = "reference"

    __repr__ = in_short


@frozen
class Qualitative(_Said):
    """Not measurable: 得到控制, 保持在合理区间."""

    tag: ClassVar[str] = "qualitative"

    __repr__ = in_short


Target = (
    Bound | Range | About | Change | Trend | EveryPeriod | PerUnit
    | Respectively | AllOf | AnyOf | Ambiguous | Reference | Qualitative
)  # fmt: skip
"""Any target."""


def parts_of(target: Target) -> tuple[Target, ...]:
    """Return the targets a target is made of, in the order printed; a target without parts is a leaf."""
    match target:
        case EveryPeriod(of=part) | PerUnit(of=part):
            return (part,)
        case Respectively(of=members) | AllOf(of=members) | AnyOf(of=members) | Ambiguous(readings=members):
            return members
        case _:
            return ()


def with_leaves(target: Target, change: Callable[[Target], Target]) -> Target:
    """Return a target in which each part that has no parts of its own is what *change* makes of it.

    >>> str(with_leaves(AllOf((Bound(">=", Amount.of("1")), Trend("up"))), lambda leaf: Trend("down")))
    '「下降」，且「下降」'
    """
    match target:
        case EveryPeriod(of=part) | PerUnit(of=part):
            return attrs.evolve(target, of=with_leaves(part, change))
        case AllOf(of=members) | AnyOf(of=members) | Respectively(of=members):
            return attrs.evolve(target, of=tuple(with_leaves(member, change) for member in members))
        case Ambiguous(readings=readings):
            return attrs.evolve(target, readings=tuple(with_leaves(reading, change) for reading in readings))
        case _:
            return change(target)


def leaves_of(target: Target) -> tuple[Target, ...]:
    """Return the parts of a target that have no parts themselves, in the order printed."""
    parts = parts_of(target)
    return tuple(leaf for part in parts for leaf in leaves_of(part)) if parts else (target,)


_KINDS: dict[str, type[Node]] = {kind.tag: kind for kind in get_args(Target)}


def target_from_dict(data: Mapping[str, Any]) -> Target:
    """Build a target from what ``to_dict`` returned; raises `FormatError` naming what is wrong.

    >>> target_from_dict({"t": "bound", "op": ">=", "v": "85", "u": "%"}) == AtLeast("85%")
    True
    """
    inner: list[Any] = [data]
    for _ in range(DEEPEST + 1):
        inner = [part for one in inner if isinstance(one, Mapping) for part in _inside(one) if part is not None]
    if inner:
        raise FormatError(Words(f"目标套了 {DEEPEST} 层以上", f"targets are nested deeper than {DEEPEST}"))
    return _from_dict(data)


DEEPEST = 20
"""Targets nested deeper are refused: no printed cell is."""


def _inside(data: Mapping[str, Any]) -> list[Any]:
    """Return what may be the targets that a target is made of."""
    parts = data.get("of", data.get("readings"))
    return parts if isinstance(parts, list) else [parts]


def _from_dict(data: Mapping[str, Any]) -> Target:
    if not isinstance(data, Mapping):
        raise FormatError(Words(f"目标须是字典，不能是 {shown(data)}", f"a target is a dictionary, not {shown(data)}"))
    tag = data.get("t")
    kind = _KINDS.get(tag) if isinstance(tag, str) else None
    if kind is None:
        zh, en = "、".join(_KINDS), ", ".join(_KINDS)
        said = f"no kind of target is t={shown(tag)}; use {en}"
        raise FormatError(Words(f"没有 t={shown(tag)} 这种目标；可用 {zh}", said))
    try:
        made = attrs.evolve(kind._read(data), by=year_in(data, "by"))
        if isinstance(made, _Level) and "over" in data:
            made = attrs.evolve(made, over=one_of(data, "over", Over))
        return made  # type: ignore[return-value]
    except KeyError as missing:
        raise FormatError(Words(f"目标缺少字段 {missing}", f"the target lacks the field {missing}")) from None
    except PreventionRulesError:
        raise
    except (AttributeError, TypeError, ValueError, ZeroDivisionError):
        raise FormatError(Words(f"读不懂目标 {shown(data)}", f"cannot read the target {shown(data)}")) from None


def _read_size(data: Mapping[str, Any]) -> Size:
    if data["op"] == "about":
        return About._read(data)
    return Range._read(data) if data["op"] == "range" else Bound._read(data)


def level_values(target: Target) -> tuple[ValueSet, Unit | None]:
    """Return the levels that satisfy a target, and the unit they are in.

    Conditions joined by and/or merge into one set. Raises `FormatError` for a target that a single
    level cannot decide.
    """
    match target:
        case Bound() | Range():
            return target.values, target.unit
        case AllOf(of=members) | AnyOf(of=members) if members:
            return _merged(members, every=isinstance(target, AllOf))
    raise FormatError(Words(f"“{target}”不能由单个数值判断", f"a single level cannot decide {str(target)!r}"))


def _merged(members: Iterable[Target], *, every: bool) -> tuple[ValueSet, Unit | None]:
    first, *rest = (level_values(member) for member in members)
    values, unit = first
    for more, other in rest:
        same = more if unit is None or other is None else more.scale(other.to(unit))
        values = values & same if every else values | same
    return values, unit


def AtLeast(amount: Number | Amount) -> Bound:
    """``≥``: the amount belongs. An amount is written as ``"85%"``."""
    return Bound(">=", Amount.of(amount))


def MoreThan(amount: Number | Amount) -> Bound:
    """``>``: the amount does not belong."""
    return Bound(">", Amount.of(amount))


def AtMost(amount: Number | Amount) -> Bound:
    """``≤``: the amount belongs."""
    return Bound("<=", Amount.of(amount))


def LessThan(amount: Number | Amount) -> Bound:
    """``<``: the amount does not belong."""
    return Bound("<", Amount.of(amount))


def Decline(size: str | Amount, *, since: Base = None) -> Change:
    """A fall of at least *size* against *since*: ``Decline("20%", since=2020)``; 百分点 makes it points."""
    return _change("down", size, since)


def Increase(size: str | Amount, *, since: Base = None) -> Change:
    """A rise of at least *size* against *since*: ``Increase("6个百分点", since=2020)``."""
    return _change("up", size, since)


def _change(direction: Direction, size: str | Amount, since: Base) -> Change:
    amount = Amount.of(size)
    kind: ChangeKind = "amount"
    if amount.unit == unit_of("%"):
        kind = "relative"
    elif amount.unit == unit_of("百分点"):
        kind = "points"
    return Change(direction, kind, Bound(">=", amount), since)
