"""The slips a hand makes in a rule, each as the rule with that one thing changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.errors import PreventionRulesError
from prevention_rules.exact_numbers import write_number
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.readings import RISING, STABLE, named
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    Op,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
    leaves_of,
)
from prevention_rules.testing.critical import finer
from prevention_rules.text import Words


def _with(made: Any, **changed: Any) -> Any:
    """Return a rule or a target with fields changed."""
    return attrs.evolve(made, **changed)


@frozen
class Slip:
    """A rule, and the plan it stands in, with one thing changed; ``why_same`` is why that may ask the same."""

    plan: Plan
    rule: Rule
    change: Words
    why_same: Words = Words("在两者的界限上没有数能分开它们", "no figure at the limits of either tells them apart")


def slips(plan: Plan, rule: Rule) -> Iterator[Slip]:
    """Yield *rule* with one thing changed at a time: first its target, then what is declared beside it."""
    target = rule.target
    if target is not None:
        for change, changed in _targets(target, _One.of(rule)):
            if (read := _rewritten(rule, changed)) is not None:
                yield Slip(plan, read, change) if rule.reading is None else Slip(plan, read, change, _READ_AS_DECLARED)
    yield from _declared(plan, rule)


_READ_AS_DECLARED = Words("声明的读法优先于用词", "the declared reading goes before the words")
_READ_SO_ANYWAY = Words("词面本来就这样读", "the words themselves are read so")


def _rewritten(rule: Rule, target: Target) -> Rule | None:
    """Return the rule with another target in words; None where its words would be read otherwise."""
    changed = _with(rule, target=str(target))
    try:
        return changed if changed.target == target else None
    except PreventionRulesError:  # such as a fall by more than 100 %
        return None


# --- the target ------------------------------------------------------------------------------------

_Changed = Iterator[tuple[Words, Any]]
_OTHER: dict[Op, tuple[Op, ...]] = {
    ">=": (">", "<="), ">": (">=", "<"), "<=": ("<", ">="), "<": ("<=", ">"), "=": (">=", "<="),
}  # fmt: skip
_OPPOSITE = {"up": "down", "down": "up", "not_up": "not_down", "not_down": "not_up"}


@frozen
class _One:
    """How far a slip of a number goes: one thing that is counted, else a place finer than is written.

    Of a change of what is counted it goes by the last place, for whole things seldom make a finer per cent.
    """

    unit: Unit | None

    @classmethod
    def of(cls, rule: Rule) -> _One:
        return cls(rule.measured_in)

    def step(self, amount: Amount) -> Fraction:
        if amount.unit is not None and amount.unit.is_count:
            return 1 / amount.unit.factor
        return (amount.step or Fraction(1)) if self.unit is not None and self.unit.is_count else finer(amount.step)


def _targets(target: Any, one: _One) -> _Changed:
    """Yield every target that differs in one thing, each with what was changed."""
    match target:
        case Bound():
            yield from _bounds(target, one)
        case Range():
            yield from _ranges(target, one)
        case About(lo=lo, hi=hi) if lo == hi:
            yield from ((said, About(amount, by=target.by)) for said, amount in _amounts(lo, one))
        case Change():
            yield from _changes(target, one)
        case Trend():
            yield from _trends(target)
        case EveryPeriod() | PerUnit():
            yield from ((said, _with(target, of=part)) for said, part in _targets(target.of, one))
            yield Words("去掉“每期”或“每个”", "asked once, not of each"), target.of
        case AllOf() | AnyOf() | Respectively():
            yield from _members(target, "of", one)
            yield from _joined(target)
        case Ambiguous():
            yield from _members(target, "readings", one)
    if target.by is not None:
        yield _to(target.by, target.by + 1), _with(target, by=target.by + 1)


def _to(before: object, after: object) -> Words:
    return Words(f"{before} 改为 {after}", f"{before} to {after}")


def _bounds(target: Bound, one: _One) -> _Changed:
    for said, amount in _amounts(target.amount, one):
        yield said, _with(target, amount=amount)
    for op in _OTHER[target.op]:
        yield _to(target.op, op), _with(target, op=op)


def _amounts(amount: Amount, one: _One) -> Iterator[tuple[Words, Amount]]:
    step = one.step(amount)
    for value in (amount.value - step, amount.value + step):
        before, after = write_number(amount.value), write_number(value)
        if value >= 0 or amount.value < 0:
            yield Words(f"数 {before} 改为 {after}", f"number {before} to {after}"), Amount(value, amount.unit)


def _ranges(target: Range, one: _One) -> _Changed:
    for end in ("lo", "hi"):
        for said, amount in _amounts(getattr(target, end), one):
            if (target.hi.value - target.lo.value) > one.step(amount):
                yield said, _with(target, **{end: amount})
        inside = getattr(target, f"{end}_in")
        which = Words("下", "lower") if end == "lo" else Words("上", "upper")
        now = Words("不含本数", "left out") if inside else Words("含本数", "counted in")
        yield Words(f"{which.zh}限{now.zh}", f"the {which.en} end {now.en}"), _with(target, **{f"{end}_in": not inside})


def _changes(target: Change, one: _One) -> _Changed:
    for said, size in _targets(target.size, one):
        yield said, _with(target, size=size)
    yield Words("升与降对换", "rise and fall exchanged"), _with(target, dir=_OPPOSITE[target.dir])
    if isinstance(target.base, int):
        for base in (target.base - 1, target.base + 1):
            yield (
                Words(f"基期 {target.base} 改为 {base}", f"base {target.base} to {base}"),
                _with(target, base=base),
            )
    yield from _kinds(target, one)
    for rate in ("total", "per_year", "annual_average"):
        if rate != target.rate:
            yield _to(f"“{_RATES[target.rate]}”", f"“{_RATES[rate]}”"), _with(target, rate=rate)


_RATES = {"total": "共", "per_year": "每年", "annual_average": "年均"}


def _kinds(target: Change, one: _One) -> _Changed:
    """A per cent of the base, points, and the indicator's own unit are easily taken for one another."""
    unit = one.unit
    if unit is None or not isinstance(target.size, Bound):
        return
    other = unit_of("百分点") if unit.is_ratio else unit
    into = ("points" if unit.is_ratio else "amount", other) if target.kind == "relative" else ("relative", unit_of("%"))
    size = _with(target.size, amount=Amount(target.size.amount.value, into[1]))
    change = Words("百分比与" + ("百分点" if unit.is_ratio else f"“{unit}”") + "对换",
                   f"per cent and {'points' if unit.is_ratio else unit} exchanged")  # fmt: skip
    yield change, _with(target, kind=into[0], size=size)


def _trends(target: Trend) -> _Changed:
    if target.dir in _OPPOSITE:
        yield Words("升与降对换", "rise and fall exchanged"), _with(target, dir=_OPPOSITE[target.dir])
    if target.dir == "stable":
        yield Words("“稳定”改为“提升”", "stable to rising"), Trend("up", base=target.base, by=target.by)
    elif target.dir in ("up", "down"):
        yield Words("“提升”改为“稳定”", "rising to stable"), Trend("stable", base=target.base, by=target.by)
        manner = "plain" if target.manner == "steadily" else "steadily"
        yield Words("“稳步”与不写对换", "“steadily” put in or left out"), _with(target, manner=manner)


def _members(target: Any, field: str, one: _One) -> _Changed:
    members = getattr(target, field)
    for at, member in enumerate(members):
        for said, changed in _targets(member, one):
            others = (*members[:at], changed, *members[at + 1 :])
            place = Words(f"第{at + 1}项：{said.zh}", f"member {at + 1}: {said.en}")
            yield place, _with(target, **{field: others})


def _joined(target: AllOf | AnyOf | Respectively) -> _Changed:
    if isinstance(target, Respectively):
        yield Words("各项次序对换", "the members in reverse"), _with(target, of=tuple(reversed(target.of)))
        return
    other = AnyOf if isinstance(target, AllOf) else AllOf
    yield Words("“且”与“或”对换", "“and” and “or” exchanged"), other(target.of, by=target.by)
    for at in range(len(target.of)):
        rest = (*target.of[:at], *target.of[at + 1 :])
        left = rest[0] if len(rest) == 1 else _with(target, of=rest)
        yield Words(f"漏掉第{at + 1}项", f"member {at + 1} left out"), left


# --- what is declared beside it ----------------------------------------------------------------------


def _declared(plan: Plan, rule: Rule) -> Iterator[Slip]:
    leaves = leaves_of(rule.target) if rule.target is not None else ()
    yield from _bases(plan, rule, leaves)
    if any(isinstance(leaf, Trend) for leaf in leaves):
        yield from _readings(plan, rule, leaves)
    if rule.better is not None:
        other = "lower" if rule.better == "higher" else "higher"
        said = Words("越高越好与越低越好对换", "higher and lower is better exchanged")
        yield from _where_it_decides(plan, _with(rule, better=other), rule, said)
    for name in ("tolerance", "size"):
        if (written := getattr(rule, name)) is not None:
            amount = Amount.of(written)
            half = str(Amount(amount.value / 2, amount.unit))
            yield Slip(plan, _with(rule, **{name: half}), Words(f"{name} 减半", f"{name} halved"))
    for name in ("in_force", "amendments", "series_break"):
        if getattr(rule, name):
            init = {"amendments": "amendment"}.get(name, name)
            yield Slip(plan, _with(rule, **{init: ()}), Words(f"漏掉 {init}", f"{init} left out"))


def _bases(plan: Plan, rule: Rule, leaves: tuple[Target, ...]) -> Iterator[Slip]:
    """Change the base year where the rule, or else its plan, declares one and the target is measured from one."""
    measured = [leaf for leaf in leaves if isinstance(leaf, Change | Trend)]
    year = rule.baseline if rule.baseline is not None else plan.baseline_year
    if not measured or year is None:
        return
    said = Words(f"baseline {year} 改为 {year + 1}", f"baseline {year} to {year + 1}")
    same = Words("基期由目标的文字写明", "the words of the target name the base")
    moved = _with(rule, baseline=year + 1)
    yield Slip(plan, moved, said, same) if all(leaf.base for leaf in measured) else Slip(plan, moved, said)


def _where_it_decides(plan: Plan, changed: Rule, rule: Rule, said: Words) -> Iterator[Slip]:
    """A field beside the target is changed where the words are then read otherwise, or leave a trend to it."""
    leaves = leaves_of(rule.target) if rule.target is not None else ()
    left_open = any(isinstance(leaf, Trend) and leaf.dir in ("stable", "better") for leaf in leaves)
    try:
        if changed.target != rule.target or left_open:
            yield Slip(plan, changed, said)
    except PreventionRulesError:  # the words do not read so
        return


def _readings(plan: Plan, rule: Rule, leaves: tuple[Target, ...]) -> Iterator[Slip]:
    """Declare each other reading that decides, of the family that the target needs."""
    stable = any(isinstance(leaf, Trend) and leaf.dir == "stable" for leaf in leaves)
    own = rule.reading and named(rule.reading)
    for reading in (STABLE if stable else RISING).values():
        if reading.decides and reading is not own:
            said = Words(f"读法改为“{reading.title.zh}”", f"reading changed to {reading.name}")
            yield Slip(plan, _with(rule, reading=reading.name), said, _READ_SO_ANYWAY)
