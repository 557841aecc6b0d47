"""The remark on a survey: its own rate first, its interval, and how many it would take to decide."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.explain.asked import Side, in_short
from prevention_rules.explain.numbers import amount, counted, ends, gap, shown
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.sampling import sample_needed
from prevention_rules.text import Words


def survey(finding: Finding, compared: Compared, sample: Fact, side: Side | None) -> Iterator[Words]:
    """Yield the clauses on a sample."""
    assert sample.point is not None  # what makes it a sample
    assert isinstance(sample.observation.value, Ratio)
    unit, point = compared.frame.unit, sample.point
    rate, span = survey_rate(sample, compared, side)
    zh, en = f"抽样调查为{rate.zh}（{span.zh}）", f"Survey {rate.en} ({span.en})"
    limit = None if side is None else _limit(finding, side, sample)
    if limit is None:
        yield Words(f"{zh}，{_word(finding).zh}", f"{en}: {_word(finding).en}")
        return
    bound, lack, below = amount(limit, unit), gap(point - limit, unit), point < limit
    here = sample.values.hull
    assert here.lo is not None and here.hi is not None  # noqa: PT018 - as of any sample of a share
    if finding.verdict is Verdict.INCONCLUSIVE and not here.lo <= limit <= here.hi:  # something else leaves it open
        yield Words(f"{zh}，{_word(finding).zh}", f"{en}: {_word(finding).en}")
        return
    if finding.verdict is Verdict.INCONCLUSIVE:
        size = enough(finding, sample.observation)
        held = Words("", "") if size is None else if_the_rate_holds(size)
        yield Words(
            f"{zh}，区间跨目标{bound.zh}，尚不能判定{held.zh and '；'}{held.zh}",
            f"{en}: the interval spans {bound.en}{held.en and '; '}{held.en}",
        )
        return
    end = Words("上限", "upper") if below else Words("下限", "lower")
    word = Words("低", "below") if below else Words("高", "above")
    met = finding.verdict is Verdict.MET
    asks = f"{word.en} {bound.en}" if met else f"{'short of' if below else 'above'} {in_short(finding.target)}"
    yield Words(
        f"{zh}，比目标{word.zh}{lack.zh}，区间{end.zh}也{word.zh}于目标",
        f"{en}, {lack.en} {asks}; the {end.en} end is {word.en} it too",
    )


def _limit(finding: Finding, side: Side, sample: Fact) -> Fraction | None:
    """Return the end that a sample is spoken of beside; of a range the one that its interval spans, or lies beyond."""
    if side.low is None or side.high is None:
        return side.high if side.low is None else side.low
    if finding.verdict is Verdict.MET:
        return None
    here, point = sample.values.hull, sample.point
    assert here.lo is not None and here.hi is not None and point is not None  # noqa: PT018 - as of any sample of a share
    spanned = [end for end in (side.low, side.high) if here.lo <= end <= here.hi]
    return spanned[0] if spanned else side.low if point < side.low else side.high


def survey_rate(sample: Fact, compared: Compared, side: Side | None = None) -> tuple[Words, Words]:
    """Return the rate of a survey, and its counts with the interval, whose ends are rounded outward."""
    assert sample.point is not None  # what makes it a sample
    assert isinstance(sample.observation.value, Ratio)
    unit, limits = compared.frame.unit, () if side is None else side.ends
    rate, count = amount(sample.point, unit, limits, places=1), counted(sample.observation.value)
    hull, level = sample.values.hull, shown(compared.frame.confidence * 100)
    assert hull.lo is not None and hull.hi is not None  # noqa: PT018 - an interval of a share has both ends
    low, high = amount(outward(hull.lo, up=False), unit), amount(outward(hull.hi, up=True), unit)
    span = Words(
        f"{count.zh}，{level.zh}%置信区间{low.zh}—{high.zh}",
        f"{count.en}; {level.en}% CI {low.en.removesuffix('%')}–{high.en}",
    )
    return rate, span


def outward(end: Fraction, *, up: bool) -> Fraction:
    """Round an end of an interval to one place, away from its middle."""
    return Fraction(math.ceil(end * 10) if up else math.floor(end * 10), 10)


def enough(finding: Finding, told: Observation) -> int | None:
    """Return how large a sample would decide if its rate held; None where none would, or where no level is asked."""
    ground, unit, share = finding.ground, finding.unit, told.value
    if not isinstance(ground, Compared) or ground.demand.question != "level" or unit is None:
        return None
    assert isinstance(share, Ratio)  # a sample is
    if share.missing:  # a larger sample does not make up for those who did not answer
        return None
    limits = [end * unit.factor for end in ends(ground.demand.acceptable) if 0 < end * unit.factor < 1]
    if not limits:
        return None
    size = sample_needed(
        share.numerator / share.denominator, limits, confidence=finding.policy.confidence, deff=told.deff
    )
    return None if size is None else max(size, int(share.denominator) + 1)  # an exact interval needs a little more


def if_the_rate_holds(size: int) -> Words:
    """Say how many are needed if the rate of a sample holds, rounded up to three digits.

    >>> if_the_rate_holds(19592).zh
    '比例不变约需样本1.96万人'
    """
    step = 10 ** max(0, len(str(size)) - 3)
    rounded = -(-size // step) * step
    zh = f"{shown(Fraction(rounded, 10_000)).zh}万" if rounded >= 10_000 else f"{rounded}"
    return Words(f"比例不变约需样本{zh}人", f"about {rounded:,} needed if the rate holds")


def _word(finding: Finding) -> Words:
    words = {
        Verdict.MET: Words("在目标范围之内", "within the range"),
        Verdict.NOT_MET: Words("不在目标范围之内", "outside the range"),
    }
    return words.get(finding.verdict, Words("对目标尚不能判定", "undecided"))
