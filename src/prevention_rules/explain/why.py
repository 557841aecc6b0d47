"""Why the verdict is what it is: the comparison, the parts, rounding, and other readings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.numbers import amount, counted, shown, values
from prevention_rules.explain.outcome import asked, ends, in_period, observed
from prevention_rules.explain.phrases import REASONS, ROUNDING, VERDICTS, sentence
from prevention_rules.explain.robust import robustness_lines
from prevention_rules.judgement.findings import Finding, Verdict, foremost
from prevention_rules.judgement.remedies import remedy
from prevention_rules.policies import Aggregation
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Change, EveryPeriod, PerUnit, Respectively
from prevention_rules.text import Words


def reason_lines(finding: Finding) -> Iterator[Words]:
    """Yield the reasons of the verdict, the main one first."""
    gloss = REASONS[finding.reason]
    yield sentence(gloss)
    if finding.exactly_on_limit:
        yield _on_the_limit(finding)
    if finding.verdict is Verdict.INCONCLUSIVE and finding.possible is not None and finding.demand is not None:
        yield _straddling(finding)
    if finding.reason == "other_base":
        yield from _other_bases(finding)
    if finding.reason in ("missing_value", "missing_baseline", "series_break"):
        yield from map(sentence, finding.notes)
    if finding.point_verdict is not None and finding.point_verdict is not finding.verdict:
        word = VERDICTS[finding.point_verdict]
        yield Words(
            f"若只看样本的点估计，结论会是“{word.zh}”；样本的不确定性使它不能这样定。",
            f"The point estimate alone would say {word.en}; the uncertainty of a sample does not allow that.",
        )
    yield from _settled(finding)
    yield from _parts(finding)
    yield from _aggregations(finding)
    yield from _needed_count(finding)
    yield from _rounding(finding)
    yield from robustness_lines(finding)


def _on_the_limit(finding: Finding) -> Words:
    if finding.verdict is Verdict.MET:
        return Words(
            "恰好等于界限；界限本身包含在内，所以达到。",
            "Exactly on the limit; the limit itself is included, so it is met.",
        )
    return Words(
        "恰好等于界限；界限本身不包含在内，所以没有达到。",
        "Exactly on the limit; the limit itself is excluded, so it is not met.",
    )


def _straddling(finding: Finding) -> Words:
    assert finding.possible is not None
    assert finding.demand is not None
    unit = finding.unit if finding.demand.question != "ratio" else None
    limits = ends(finding.demand.acceptable)
    possible, wanted = (
        values(finding.possible, unit, limits),
        values(finding.demand.acceptable, unit, ends(finding.possible)),
    )
    return Words(
        f"可能的值{possible.zh}；要求{wanted.zh}：有的可能值满足，有的不满足。",
        f"The possible values are {possible.en}; {wanted.en} is asked: some of them satisfy it and some do not.",
    )


def _other_bases(finding: Finding) -> Iterator[Words]:
    wanted = finding.demand.base if finding.demand else None
    for fact in finding.used:
        if fact.question == "level" or fact.base == wanted:
            continue
        against = (
            Words(f"以 {fact.base} 为基期", f"against {in_period(fact.base).en}")
            if fact.base
            else Words("没有写明基期", "against no stated base")
        )
        yield Words(
            f"公布的“{fact.observation.said}”{against.zh}，而目标以 {wanted} 为基期，不能互相代替。",
            f"The published “{fact.observation.said}” is {against.en}, the target is against {wanted}: "
            "one cannot stand for the other.",
        )


def _settled(finding: Finding) -> Iterator[Words]:
    """Say that those who did not report cannot change the verdict."""
    values = [fact.observation.value for fact in finding.used]
    missing = sum(value.missing for value in values if isinstance(value, Ratio))
    if missing and finding.verdict.is_decided and finding.demand is not None:
        number = shown(Fraction(missing))
        yield Words(
            f"无论缺报的{number.zh}个如何，结论都是这样。",
            f"Whatever the {number.en} not reported would say, the verdict is the same.",
        )


def _parts(finding: Finding) -> Iterator[Words]:
    if isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous):
        for part in finding.parts:
            yield _judged(asked(part.target), part)
    if isinstance(finding.target, EveryPeriod | PerUnit | Change):
        for one in finding.over:
            yield _judged(Words(one.area, one.area) if one.area else in_period(one.at), one)
    failed = [one for one in finding.over if one.verdict is Verdict.NOT_MET]
    if len(failed) > 1 and (worst := foremost(failed)) is not None:
        place = Words(worst.area, worst.area) if worst.area else in_period(worst.at)
        yield Words(f"差距最大的是{place.zh}。", f"The largest shortfall is that of {place.en}.")


def _judged(place: Words, part: Finding) -> Words:
    word, found = VERDICTS[part.verdict], observed(part) or REASONS[part.reason]
    return Words(f"{place.zh}：{word.zh}，{found.zh}。", f"{place.en}: {word.en}, {found.en}.")


_AGGREGATIONS: dict[Aggregation, Words] = {
    "every": Words("每个单位都要达到", "every unit has to meet it"),
    "pooled": Words("各单位合并计算", "all units pooled"),
    "share": Words("达到的单位所占比例", "the share of units that meet it"),
}


def _aggregations(finding: Finding) -> Iterator[Words]:
    offered = dict(finding.aggregations)
    decisive = finding.policy.aggregation if finding.policy.aggregation in offered else "every"
    for name, verdict in offered.items():
        reading, word = _AGGREGATIONS[name], VERDICTS[verdict]
        chosen = name == decisive
        found = _rolled_up(name, finding)
        zh, en = (f"，{found.zh}", f", {found.en}") if found else ("", "")
        yield Words(
            f"按“{reading.zh}”：{word.zh}{zh}{'（以此判定）' if chosen else ''}。",
            f"By “{reading.en}”: {word.en}{en}{' (this decides)' if chosen else ''}.",
        )


def _rolled_up(name: Aggregation, finding: Finding) -> Words | None:
    """Return the figure behind a way of rolling up; None where it has none."""
    if name == "share":
        met = sum(one.verdict is Verdict.MET for one in finding.over)
        undecided = sum(not one.verdict.is_decided for one in finding.over)
        open_zh, open_en = (f"，{undecided}个未定", f", {undecided} undecided") if undecided else ("", "")
        return Words(f"{len(finding.over)}个中{met}个{open_zh}", f"{met} of {len(finding.over)}{open_en}")
    counts = [fact.observation.value for one in finding.over for fact in one.used if fact.period == finding.at]
    ratios = [count for count in counts if isinstance(count, Ratio)]
    unit = finding.over[0].unit if finding.over else None
    if name != "pooled" or unit is None or not unit.is_ratio or not len(ratios) == len(counts) == len(finding.over):
        return None
    whole = Ratio(
        sum(ratio.numerator for ratio in ratios),
        sum(ratio.denominator for ratio in ratios),
        sum(ratio.missing for ratio in ratios),
    )
    limits = [end for one in finding.over if one.demand for end in ends(one.demand.acceptable)]
    share, count = values(whole.shares.scale(1 / unit.factor), unit, limits), counted(whole)
    return Words(f"{share.zh}（{count.zh}）", f"{share.en} ({count.en})")


def _needed_count(finding: Finding) -> Iterator[Words]:
    found = remedy(finding)
    if found is None or found.count is None or found.out_of is None:
        return
    if found.count == found.out_of:
        yield Words(
            f"“{finding.target.text}”用在 {found.out_of} 个上，就是要求全部 {found.out_of} 个。",
            f"“{finding.target.text}” of {found.out_of} means that all {found.out_of} are needed.",
        )
    else:
        yield Words(
            f"“{finding.target.text}”用在 {found.out_of} 个上，至少要 {found.count} 个。",
            f"“{finding.target.text}” of {found.out_of} means at least {found.count}.",
        )


def _rounding(finding: Finding) -> Iterator[Words]:
    if not finding.rounding_sensitive or finding.rounded is None:
        return
    even, up = VERDICTS[finding.rounded.half_even], VERDICTS[finding.rounded.half_up]
    if even == up:
        outcome = Words(f"为“{even.zh}”", f"{even.en}")
    else:
        outcome = Words(
            f"四舍六入五成双为“{even.zh}”，四舍五入为“{up.zh}”", f"{even.en} (half to even) or {up.en} (half up)"
        )
    step = amount(finding.rounded.step, finding.unit)
    if finding.policy.comparison == "rounded":
        chosen = ROUNDING[finding.policy.rounding]
        yield Words(
            f"结论取决于修约方法，声明的是{chosen.zh}；修约到{step.zh}，{outcome.zh}。",
            f"The way of rounding matters, and {chosen.en} is declared; rounded to {step.en} it is {outcome.en}.",
        )
        return
    yield Words(
        f"结论取决于是否修约：按全数值比较；若先修约到{step.zh}，{outcome.zh}。",
        f"Rounding would matter: full values are compared; rounded to {step.en} first it would be {outcome.en}.",
    )
