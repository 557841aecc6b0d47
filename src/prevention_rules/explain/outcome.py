"""What happened: the state, the target as asked, and what the evidence leaves possible."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.numbers import change, counted, difference, values
from prevention_rules.explain.phrases import state
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Finding
from prevention_rules.notation import format_target
from prevention_rules.periods import Period
from prevention_rules.targets import Ambiguous, Qualitative, Reference, Target, Trend
from prevention_rules.text import Words


def in_period(period: Period) -> Words:
    """Name a period in a sentence: 2023年, 2023年上半年, in English 2023 and the first half of 2023."""
    year, month = period.year, period.end.month
    match period.kind:
        case "year":
            return Words(f"{year}年", f"{year}")
        case "half":
            first = month <= 6
            return Words(
                f"{year}年{'上' if first else '下'}半年", f"the {'first' if first else 'second'} half of {year}"
            )
        case "quarter":
            return Words(f"{year}年第{month // 3}季度", f"{period}")
        case "month":
            return Words(f"{year}年{month:02}月", f"{period}")
        case "to_date":
            return Words(f"{period}", f"{year} through month {month}")
        case "months":
            return Words(f"{period}", f"{period.start:%Y-%m} to {period.end:%Y-%m}")
        case "school_year":
            return Words(f"{period}", f"the school year {period.start.year}/{year % 100:02d}")
        case "split_year" | "years":
            return Words(f"{period}年", f"{period}")


def subject_name(finding: Finding) -> Words:
    """Return number and name of the indicator, or 本指标 where the finding has none."""
    about = finding.subject
    if not about.name:
        return Words("本指标", "This indicator")
    number = f"{about.number} " if about.number else ""
    return Words(f"{number}{about.name}", f"{number}{about.name_en or about.name}")


def asked(target: Target) -> Words:
    """Return the target in its author's words, with its canonical meaning in either language.

    What has no meaning of its own to restate (a trend is told by its reading) is quoted as it stands.
    """
    printed = target.text
    match target:
        case Ambiguous():
            return Words(f"“{printed}”（有几种读法）", f"“{printed}” (can be read in several ways)")
        case Qualitative() | Reference():
            return Words(f"“{printed}”", f"“{printed}”")
        case Trend():
            return Words(f"“{printed}”", f"“{printed}” ({format_target(target, 'en')})")
    canonical = str(target)
    zh = f"“{printed}”" if printed == canonical else f"“{printed}”（即{canonical}）"
    return Words(zh, f"“{printed}” ({format_target(target, 'en')})")


def outcome_lines(finding: Finding) -> Iterator[Words]:
    """Yield the state of the finding, the target as asked, and what the evidence says."""
    name, word = subject_name(finding), state(finding)
    said = asked(finding.target)
    yield Words(f"{name.zh}：{word.zh}。", f"{name.en}: {word.en}.")
    when = in_period(finding.at)
    yield Words(f"目标{said.zh}；按{when.zh}的数据判断。", f"Target {said.en}; judged on the figures of {when.en}.")
    if (found := observed(finding)) is not None:
        yield Words(f"{when.zh}：{found.zh}。", f"In {when.en}: {found.en}.")


def observed(finding: Finding) -> Words | None:
    """Say what the evidence leaves possible, with k/n beside a rate; None where nothing is known.

    Of a trend it says the last level and that of the base.
    """
    possible = finding.possible
    if possible is None or finding.demand is None:
        return _ends_of_trend(finding)
    limits = ends(finding.demand.acceptable)
    match finding.demand.question:
        case "level":
            said = values(possible, finding.unit, limits)
            if finding.policy.comparison == "rounded" and finding.level not in (None, possible):
                said = _before_rounding(finding, said)
        case "ratio":
            said = _ratio_words(possible, limits)
        case "difference":
            said = _difference_words(finding, possible, limits)
    counts = [fact.observation.value for fact in finding.used if isinstance(fact.observation.value, Ratio)]
    if counts and finding.demand.question == "level":
        count = counted(counts[-1])
        return Words(f"{said.zh}（{count.zh}）", f"{said.en} ({count.en})")
    if finding.demand.question != "level" and finding.level is not None and finding.base_level is not None:
        wanted = () if finding.needed is None else ends(finding.needed)
        now, then = values(finding.level, finding.unit, wanted), values(finding.base_level, finding.unit)
        base = finding.demand.base
        assert base is not None  # only a level has none
        return Words(
            f"{now.zh}，{in_period(base).zh}为{then.zh}，{said.zh}",
            f"{now.en}, against {then.en} in {base}: {said.en}",
        )
    return said


def _before_rounding(finding: Finding, rounded: Words) -> Words:
    assert finding.level is not None
    full = values(finding.level, finding.unit)
    return Words(f"{full.zh}，修约为{rounded.zh}", f"{full.en}, rounded to {rounded.en}")


def _ends_of_trend(finding: Finding) -> Words | None:
    if finding.level is None or finding.base_level is None or finding.base is None:
        return None
    now, then = values(finding.level, finding.unit), values(finding.base_level, finding.unit)
    return Words(f"{now.zh}，{in_period(finding.base).zh}为{then.zh}", f"{now.en}, against {then.en} in {finding.base}")


def ends(of: ValueSet) -> tuple[Fraction, ...]:
    """Return the finite ends of a set: the limits a number must not be rounded onto."""
    return tuple(end for part in of for end in (part.lo, part.hi) if end is not None)


def _ratio_words(possible: ValueSet, limits: tuple[Fraction, ...]) -> Words:
    point = possible.as_point
    if point is not None:
        return change(point, limits)
    said = values(possible, None, limits)
    return Words(f"与基期之比{said.zh}", f"{said.en} times the base")


def _difference_words(finding: Finding, possible: ValueSet, limits: tuple[Fraction, ...]) -> Words:
    point = possible.as_point
    if point is None:
        said = values(possible, finding.unit, limits)
        return Words(f"与基期之差{said.zh}", f"a difference of {said.en}")
    if point == 0:
        return Words("持平", "no change")
    size = difference(point, finding.unit, limits)
    return Words(f"{'上升' if point > 0 else '下降'}{size.zh}", f"a {'rise' if point > 0 else 'fall'} of {size.en}")
