"""What happened: the state, the target as asked, and what the evidence leaves possible."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.numbers import change, counted, difference, ends, values
from prevention_rules.explain.phrases import REASONS, asked, in_period
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.states import state_words
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.policies import Policy
from prevention_rules.quantities import Unit
from prevention_rules.text import Words


def subject_name(finding: Finding) -> Words:
    """Return number and name of the indicator, or 本指标 where the finding has none."""
    about = finding.subject
    if not about.name:
        return Words("本指标", "This indicator")
    number = f"{about.number} " if about.number else ""
    return Words(f"{number}{about.name}", f"{number}{about.name_en or about.name}")


def what_lines(finding: Finding) -> Iterator[Words]:
    """Yield the state of the finding, the target as asked, and what the evidence says."""
    name, word = subject_name(finding), state_words(finding)
    said = asked(finding.target)
    yield Words(f"{name.zh}：{word.zh}。", f"{name.en}: {word.en}.")
    when = in_period(finding.at)
    yield Words(f"目标{said.zh}；按{when.zh}的数据判断。", f"Target {said.en}; judged on the figures of {when.en}.")
    if (found := observed(finding)) is not None:
        yield Words(f"{when.zh}：{found.zh}。", f"In {when.en}: {found.en}.")
    if finding.later is not None:
        yield _later(finding.later)


def _later(finding: Finding) -> Words:
    """Say how it stands after the date of the target's own, which has decided."""
    when, found = in_period(finding.at), observed(finding) or REASONS[finding.reason]
    if finding.verdict is Verdict.MET:
        return Words(f"{when.zh}：{found.zh}，逾期达到。", f"In {when.en}: {found.en}, reached late.")
    return Words(f"{when.zh}：{found.zh}，仍未见达到。", f"In {when.en}: {found.en}, still not seen to be met.")


def observed(finding: Finding) -> Words | None:
    """Say what the evidence leaves possible, with k/n beside a rate; None where nothing is known.

    Of a trend it says the last level and that of the base.
    """
    match finding.ground:
        case Compared() as compared:
            return _compared(compared, finding.policy)
        case TrendRead(compared=compared):
            return _ends_of_trend(compared)
        case Joined(whole=whole):
            return None if whole is None else _compared(whole, finding.policy)
        case Refused() as refused:
            said = "、".join(f"“{fact.observation.said}”" for fact in refused.used if fact.question == "words")
            return Words(said, said) if said else None
        case Repeated():
            return None
        case _:
            assert_never(finding.ground)


def _compared(found: Compared, policy: Policy) -> Words:
    limits, unit = ends(found.demand.acceptable), found.frame.unit
    match found.demand.question:
        case "level":
            return _counts_beside(_level_words(found, policy, limits), found)
        case "ratio":
            return _with_levels(_ratio_words(found.possible, limits), found)
        case "difference":
            return _with_levels(_difference_words(found.possible, unit, limits), found)


def _level_words(found: Compared, policy: Policy, limits: tuple[Fraction, ...]) -> Words:
    if (found.so_far or found.above_whole) and found.level is not None:
        return values(found.level, found.frame.unit, limits)
    said = values(found.possible, found.frame.unit, limits)
    if policy.comparison != "rounded" or found.level is None or found.level == found.possible:
        return said
    full = values(found.level, found.frame.unit)
    return Words(f"{full.zh}，修约为{said.zh}", f"{full.en}, rounded to {said.en}")


def _counts_beside(said: Words, found: Compared) -> Words:
    counts = [fact.observation.value for fact in found.used if isinstance(fact.observation.value, Ratio)]
    if not counts:
        return said
    count = counted(counts[-1])
    return Words(f"{said.zh}（{count.zh}）", f"{said.en} ({count.en})")


def _with_levels(said: Words, found: Compared) -> Words:
    """Put a change behind the two levels it was made from, where both are known."""
    base, unit = found.demand.base, found.frame.unit
    if found.level is None or found.base_level is None or base is None:
        return said
    wanted = () if found.needed is None else ends(found.needed)
    now, then = values(found.level, unit, wanted), values(found.base_level, unit)
    return Words(
        f"{now.zh}，{in_period(base).zh}为{then.zh}，{said.zh}", f"{now.en}, against {then.en} in {base}: {said.en}"
    )


def _ends_of_trend(found: Compared) -> Words | None:
    base, unit = found.demand.base, found.frame.unit
    if found.level is None or found.base_level is None or base is None:
        return None
    now, then = values(found.level, unit), values(found.base_level, unit)
    return Words(f"{now.zh}，{in_period(base).zh}为{then.zh}", f"{now.en}, against {then.en} in {base}")


def _ratio_words(possible: ValueSet, limits: tuple[Fraction, ...]) -> Words:
    point = possible.as_point
    if point is not None:
        return change(point, limits)
    said = values(possible, None, limits)
    return Words(f"与基期之比{said.zh}", f"{said.en} times the base")


def _difference_words(possible: ValueSet, unit: Unit | None, limits: tuple[Fraction, ...]) -> Words:
    point = possible.as_point
    if point is None:
        said = values(possible, unit, limits)
        return Words(f"与基期之差{said.zh}", f"a difference of {said.en}")
    if point == 0:
        return Words("持平", "no change")
    size = difference(point, unit, limits)
    return Words(f"{'上升' if point > 0 else '下降'}{size.zh}", f"a {'rise' if point > 0 else 'fall'} of {size.en}")
