"""Figures that cannot be held against one another: two definitions, or a series that breaks between them."""

from __future__ import annotations

from collections.abc import Sequence

from prevention_rules.evidence.facts import Fact
from prevention_rules.judgement.case import Case
from prevention_rules.periods import Period
from prevention_rules.text import Words


def incomparable(facts: Sequence[Fact], case: Case, base: Period | None = None) -> tuple[Words, ...]:
    """Say why *facts* cannot be compared with one another; nothing where they can.

    A declared break in the series does not count where every figure names the same definition: then
    the older ones were worked out anew.
    """
    named = {fact.observation.definition for fact in facts if fact.observation.definition}
    if len(named) > 1:
        told = sorted((fact.period, fact.observation.definition) for fact in facts if fact.observation.definition)
        (then, before), (now, after) = told[0], next(one for one in told[::-1] if one[1] != told[0][1])
        return (
            Words(
                f"{now}年按“{after}”统计，与{then}年（{before}）不可比",
                f"counted as “{after}” in {now}, as “{before}” in {then}: not comparable",
            ),
        )
    if not case.breaks or (named and all(fact.observation.definition for fact in facts)):
        return ()
    first = min([fact.period for fact in facts if fact.period <= case.at] + ([base] if base else []), default=None)
    year = case.break_since(first)
    if year is None:
        return ()
    return (
        Words(
            f"自{year}年起口径改变，{first}年与{case.at}年的数不可比",
            f"counted in another way from {year} on: {first} and {case.at} are not comparable",
        ),
    )
