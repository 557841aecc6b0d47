"""The two ways in: `parse_target` for what a plan asks, `parse_value` for what was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

from prevention_rules.arguments import another_kind, must_be, texts
from prevention_rules.errors import FormatError
from prevention_rules.quantities import Unit
from prevention_rules.statements import Statement
from prevention_rules.targets import Better, Op, Target
from prevention_rules.text import Words, shown


def parse_target(
    text: str,
    *,
    unit: str | Unit | None = None,
    better: Better | None = None,
    baseline: int | None = None,
    name: str | None = None,
    aliases: Iterable[str] = (),
    share: bool = False,
    term_map: Mapping[str, Op] | None = None,
) -> Target:
    """Read a target as a plan prints it; what the text leaves open comes from the context.

    *unit* is the unit of the indicator, *better* which way is good (``higher``, ``lower``),
    *baseline* the base year where the text names none, *name* the indicator's name and *aliases* other
    names for it (words of the text that stand in one are taken as the indicator's own; another
    indicator's name is refused), *share* that it is part of a whole, and *term_map* a document's
    own definitions (``{"超过": ">="}``). Raises `TargetSyntaxError` for a text that cannot be read
    with certainty, `UnitError` for a *unit* that is none, and `FormatError` for a *better*, *baseline* or text of
    another kind.

    >>> str(parse_target("≥85%"))
    '不低于85%'
    >>> str(parse_target("23.3", unit="%", better="lower"))
    '不高于23.3%'
    >>> parse_target("开展职业教育培训3350人次", unit="人次", name="职业教育培训").origin.notes
    ('职业教育培训', '开展')
    """
    _check(text, better, baseline)
    _check_context(unit, name, share)
    if term_map is not None:
        _check_terms(term_map)
    terms = tuple(sorted(term_map.items())) if term_map else ()
    key = (unit.text if isinstance(unit, Unit) else unit, unit if isinstance(unit, Unit) else None)
    called = (name or "", *(texts(aliases, "aliases") if aliases != () else ()))
    if len(text) > _REMEMBERED or _length(called) > _REMEMBERED:
        return _target.__wrapped__(text, key, better, baseline, called, share, terms)
    return _target(text, key, better, baseline, called, share, terms)


_REMEMBERED = 200
"""Longer texts are read anew each time, so that what is remembered stays small."""


LONGEST_NAME = 2_000
"""More characters of name and aliases are refused."""


def _length(called: tuple[str, ...]) -> int:
    length = sum(map(len, called))
    if length > LONGEST_NAME:
        said = f"name and aliases are longer than {LONGEST_NAME:,} characters"
        raise FormatError(Words(f"名称与别名超过 {LONGEST_NAME:,} 个字符", said))
    return length


@lru_cache(maxsize=2048, typed=True)
def _target(
    text: str,
    unit: tuple[str | None, Unit | None],
    better: Better | None,
    baseline: int | None,
    called: tuple[str, ...],
    share: bool,
    terms: tuple[tuple[str, Op], ...],
) -> Target:
    from prevention_rules.notation.reading import read_target  # noqa: PLC0415 - half of the package waits for a text

    return read_target(text, unit, better, baseline, called, share, terms)


def parse_value(text: str, *, unit: str | Unit | None = None, share: bool = False) -> tuple[Statement, ...]:
    """Read a published figure: everything its text says, in order.

    ``达76.5%`` is a point, ``超75%`` a bound, ``近100%`` only says "below", and
    ``87.5%，同比上升0.5个百分点`` a value and a change. A year that the text names is kept as ``by``. Raises
    `ValueSyntaxError` for a text that cannot be read with certainty, an aim (力争85%) and a missing report (0（未报）)
    among them.

    >>> [said.tag for said in parse_value("87.5%，同比上升0.5个百分点", unit="%")]
    ['value', 'change']
    """
    _check(text, None, None)
    _check_context(unit, None, share)
    key = (unit.text if isinstance(unit, Unit) else unit, unit if isinstance(unit, Unit) else None)
    if len(text) > _REMEMBERED:
        return _value.__wrapped__(text, key, share)
    return _value(text, key, share)


@lru_cache(maxsize=2048, typed=True)
def _value(text: str, unit: tuple[str | None, Unit | None], share: bool) -> tuple[Statement, ...]:
    from prevention_rules.notation.values import read_value  # noqa: PLC0415 - as above

    return read_value(text, unit, share)


_BETTER = get_args(Better)
_OPS = get_args(Op)
_UNIT, _NAME = (str, Unit, type(None)), (str, type(None))


def _check_terms(term_map: object) -> None:
    if not (
        isinstance(term_map, Mapping) and all(isinstance(word, str) and sign in _OPS for word, sign in term_map.items())
    ):
        zh, en = f"词到 {'、'.join(_OPS)} 的映射", f"a mapping of words to {', '.join(_OPS)}"
        raise another_kind(term_map, "term_map", zh, en)


def _check_context(unit: object, name: object, share: object) -> None:
    must_be(unit, _UNIT, "unit", '单位的文字，如 "%"', "a unit as text, such as '%'")
    must_be(name, _NAME, "name", "指标名称的文字", "the indicator's name as text")
    must_be(share, bool, "share", "True 或 False", "True or False")


def _check(text: object, better: object, baseline: object) -> None:
    if not isinstance(text, str):
        raise FormatError(Words(f"要读的须是文字，不能是 {shown(text)}", f"what is read is text, not {shown(text)}"))
    if better is not None and better not in _BETTER:
        raise FormatError(
            Words(
                f"better 只能是 higher 或 lower，不能是 {shown(better)}",
                f"better is 'higher' or 'lower', not {shown(better)}",
            )
        )
    if baseline is not None and type(baseline) is not int:
        raise FormatError(
            Words(f"baseline 应是年份，不能是 {shown(baseline)}", f"baseline is a year, not {shown(baseline)}")
        )
