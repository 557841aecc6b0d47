"""The verdict, the codes of its reason, and what a finding says of the indicator it is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NoReturn

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.text import Words


class Verdict(StrEnum):
    """How the evidence meets the target: inside, apart, straddling, or nothing to compare.

    >>> Verdict.MET == "MET"
    True
    """

    MET = "MET"
    NOT_MET = "NOT_MET"
    INCONCLUSIVE = "INCONCLUSIVE"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"

    def __bool__(self) -> NoReturn:
        raise TypeError("four answers are not two: compare with Verdict.MET, Verdict.NOT_MET, …")

    @property
    def is_decided(self) -> bool:
        """True for MET and NOT_MET."""
        return self in (Verdict.MET, Verdict.NOT_MET)


Reason = Literal[
    "met", "held_at_zero", "below_limit", "above_limit", "outside_range", "change_too_small", "moved_away",
    "trend_not_kept", "part_not_met",
    "straddles_limit", "year_not_over", "baseline_may_be_zero", "trend_undecided", "part_undecided",
    "readings_disagree", "parts_disagree", "needs_size", "needs_share", "above_whole",
    "missing_value", "words_only", "areas_missing", "not_pooled", "missing_baseline", "zero_baseline",
    "negative_baseline", "base_not_stated", "other_base",
    "other_period", "needs_tolerance", "over_years", "needs_direction", "needs_split", "needs_reference", "qualitative",
    "series_break", "nothing_applies",
]  # fmt: skip
"""Every reason a verdict can have; the codes are stable."""

Due = Literal["due", "not_due"]
"""Whether the target's own date has come."""


@frozen
class Subject:
    """What a finding is about: the indicator as its plan prints it, and how far the text was checked.

    ``cumulative`` says that what is reached stays reached (places built, not a yearly rate), ``surveyed`` that counts
    out of a whole are those of a sample, ``commitment``
    that it is a task of the prose and no row of the table; ``holder`` is who keeps the figures;
    ``remarks`` are what the plan lays down besides the target: its definition, its amendments.
    """

    number: str = ""
    name: str = ""
    name_en: str = ""
    plan: str = ""
    plan_en: str = ""
    document: str = ""
    place: str = ""
    verified: bool | str = True
    editorial: tuple[str, ...] = ()
    cumulative: bool = False
    surveyed: bool = False
    commitment: bool = False
    holder: str = ""
    remarks: tuple[Words, ...] = ()

    __repr__ = in_short


UNNAMED = Subject()
"""What a finding is about where nobody says, made once."""
