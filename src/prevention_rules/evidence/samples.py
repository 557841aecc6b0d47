"""Counts out of a whole that speak for more than they counted: those of a survey, by whatever door they came."""

from __future__ import annotations

import re
from fractions import Fraction

import attrs

from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.rounding import round_to
from prevention_rules.sampling import METHODS

_COUNTS = re.compile(
    r"(?:(?P<rate>[0-9]{1,3}(?:\.(?P<places>[0-9]{1,9}))?)[%％])?[（(]?(?P<k>[0-9]{1,9})/(?P<n>[1-9][0-9]{0,8})[人户个名]?[）)]?"
)
"""86/100, 86%（86/100）."""


def as_sample(told: Observation) -> Observation:
    """Return a figure as that of a sample where it tells whole counts; any other, and more than the whole, as it is."""
    ratio = told.value if isinstance(told.value, Ratio) else _said(told.value) if isinstance(told.value, str) else None
    if ratio is None or not ratio.is_counted or not 0 < ratio.denominator >= ratio.numerator:
        return told
    return attrs.evolve(told, value=ratio, kind="sample")


def _said(text: str) -> Ratio | None:
    """Return the counts that a text tells, alone or beside the rate they make."""
    found = _COUNTS.fullmatch("".join(text.split()))
    if found is None:
        return None
    ratio = Ratio(int(found["k"]), int(found["n"]))
    if found["rate"] is None:
        return ratio
    step = Fraction(1, 10 ** len(found["places"] or ""))
    told = round_to(ratio.numerator / ratio.denominator * 100, step)
    return ratio if told == Fraction(found["rate"]) else None


def interval_of(ratio: Ratio, method: str, confidence: Fraction, deff: Fraction) -> ValueSet:
    """Return the share that a sample speaks for: with members missing, from none of them to all of them counted."""
    n, missing = int(ratio.denominator + ratio.missing), int(ratio.missing)
    counted = {int(ratio.numerator), int(ratio.numerator) + missing}
    ends = [METHODS[method](k, n, confidence=confidence, deff=deff).hull for k in sorted(counted)]
    return ValueSet.of(Interval(ends[0].lo, ends[-1].hi))
