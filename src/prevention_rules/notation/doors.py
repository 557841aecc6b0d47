"""The two ways in: `parse_target` for what a plan asks, `parse_value` for what was published."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import attrs

from prevention_rules.errors import TargetSyntaxError, ValueSyntaxError
from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.fold import Folded, fold
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.resolve import Read, resolve
from prevention_rules.notation.surface import read_surface
from prevention_rules.notation.unit_words import unit_in_name
from prevention_rules.notation.values import read_statements
from prevention_rules.notation.whole_cells import read_whole, whole_target
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.statements import Statement
from prevention_rules.targets import Better, Bound, Origin, Target


def parse_target(
    text: str,
    *,
    unit: str | Unit | None = None,
    better: Better | None = None,
    baseline: int | None = None,
    name: str | None = None,
    share: bool = False,
    term_map: Mapping[str, str] | None = None,
) -> Target:
    """Read a target as a plan prints it; what the text leaves open comes from the context.

    *unit* is the unit of the indicator, *better* which way is good (``higher``, ``lower``),
    *baseline* the base year where the text names none, *name* the indicator's name (which may say
    that the figure is a decline), *share* that it is part of a whole, and *term_map* a document's
    own definitions (``{"超过": ">="}``). Raises `TargetSyntaxError` for a text that cannot be read
    with certainty, and `UnitError` for a *unit* that is none.

    >>> str(parse_target("≥85%"))
    '不低于85%'
    >>> str(parse_target("23.3", unit="%", better="lower"))
    '不高于23.3%'
    """
    folded = fold(text)
    context = _context(unit, better, baseline, name, share)
    if term_map:
        context = attrs.evolve(context, terms=term_map)
    try:
        read = _read(folded, context)
    except RefusalError as fault:
        raise fault.error(TargetSyntaxError, folded) from None
    # The target was made for this call and nobody else has seen it; evolve would build it twice.
    object.__setattr__(read.target, "origin", Origin(text, (0, len(text)), read.modality, read.notes))
    return read.target


def parse_value(text: str, *, unit: str | Unit | None = None, share: bool = False) -> tuple[Statement, ...]:
    """Read a published figure: everything its text says, in order.

    ``达76.5%`` is a point, ``超75%`` a bound, ``近100%`` only says "below", and
    ``87.5%，同比上升0.5个百分点`` a value and a change. Raises `ValueSyntaxError` for a text that
    cannot be read with certainty.

    >>> [said.tag for said in parse_value("87.5%，同比上升0.5个百分点", unit="%")]
    ['value', 'change']
    """
    folded = fold(text)
    context = _context(unit, None, None, None, share, values=True)
    try:
        lexemes = lex(folded, context.unit.text if context.unit else None, signed=True)
        return read_statements(folded.text, lexemes, context)
    except RefusalError as fault:
        raise fault.error(ValueSyntaxError, folded) from None


@lru_cache(maxsize=1024)
def _context(
    unit: str | Unit | None,
    better: Better | None,
    baseline: int | None,
    name: str | None,
    share: bool,
    values: bool = False,
) -> Context:
    said = fold(name).text if name else ""
    own = unit_of(unit) if isinstance(unit, str) else unit
    return Context(own or unit_in_name(said), better, baseline, said, share, values=values)


def _read(folded: Folded, context: Context) -> Read:
    lexemes = lex(folded, context.unit.text if context.unit else None)
    try:
        return resolve(read_surface(lexemes), context)
    except RefusalError:
        whole = read_whole(folded.text, lexemes)
        if whole is None or (whole[0] == "cover" and not (context.unit and context.unit.is_ratio)):
            raise
        if whole[0] == "cover":
            return Read(Bound(">=", Amount(1 / percent().factor, percent())), notes=(whole[1],))
        return Read(whole_target(*whole))
