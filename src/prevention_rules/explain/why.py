"""Why the verdict is what it is: the comparison, the parts, rounding, and other readings."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.numbers import shown, values
from prevention_rules.explain.outcome import asked, ends, observed
from prevention_rules.explain.phrases import REASONS
from prevention_rules.findings import Finding, Verdict
from prevention_rules.policies import Aggregation
from prevention_rules.readings import Robustness, named
from prevention_rules.remedies import remedy
from prevention_rules.targets import AllOf, AnyOf, Change, EveryPeriod, PerUnit, Respectively
from prevention_rules.text import Words


def reason_lines(finding: Finding) -> Iterator[Words]:
    """Yield the reasons of the verdict, the main one first."""
    gloss = REASONS[finding.reason]
    yield Words(f"{gloss.zh}。", f"{gloss.en.capitalize()}.")
    if finding.exactly_on_limit:
        yield _on_the_limit(finding)
    if finding.verdict is Verdict.INCONCLUSIVE and finding.possible is not None and finding.demand is not None:
        yield _straddling(finding)
    if finding.reason == "other_base":
        yield from _other_bases(finding)
    if finding.reason in ("missing_value", "missing_baseline") and finding.notes:
        yield from finding.notes
    if finding.point_verdict is not None and finding.point_verdict is not finding.verdict:
        word = _verdict_word(finding.point_verdict)
        yield Words(
            f"若只看样本的点估计，结论会是“{word.zh}”；样本的不确定性使它不能这样定。",
            f"The point estimate alone would say {word.en}; the uncertainty of a sample does not allow that.",
        )
    yield from _parts(finding)
    yield from _aggregations(finding)
    yield from _needed_count(finding)
    yield from _rounding(finding)
    yield from _robustness(finding)


def _verdict_word(verdict: Verdict) -> Words:
    return {
        Verdict.MET: Words("达到", "met"),
        Verdict.NOT_MET: Words("未达到", "not met"),
        Verdict.INCONCLUSIVE: Words("不能判定", "undecided"),
        Verdict.NOT_ASSESSABLE: Words("无法评估", "not assessable"),
    }[verdict]


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
    possible, wanted = values(finding.possible, unit, limits), values(finding.demand.acceptable, unit)
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
            Words(f"以 {fact.base} 为基期", f"against {fact.base}")
            if fact.base
            else Words("没有写明基期", "against no stated base")
        )
        yield Words(
            f"公布的“{fact.observation.said}”{against.zh}，而目标以 {wanted} 为基期，不能互相代替。",
            f"The published “{fact.observation.said}” is {against.en}, the target is against {wanted}: "
            "one cannot stand for the other.",
        )


def _parts(finding: Finding) -> Iterator[Words]:
    if isinstance(finding.target, AllOf | AnyOf | Respectively) or finding.reason == "readings_disagree":
        for part in finding.parts:
            word, said = _verdict_word(part.verdict), asked(part.target)
            yield Words(f"{said.zh}：{word.zh}。", f"{said.en}: {word.en}.")
    if isinstance(finding.target, EveryPeriod | PerUnit | Change):
        for one in finding.over:
            word, found = _verdict_word(one.verdict), observed(one) or REASONS[one.reason]
            place = one.area or f"{one.at}"
            yield Words(f"{place}：{word.zh}（{found.zh}）。", f"{place}: {word.en} ({found.en}).")


_AGGREGATIONS: dict[Aggregation, Words] = {
    "every": Words("每个单位都要达到", "every unit has to meet it"),
    "pooled": Words("各单位合并计算", "all units pooled"),
    "share": Words("达到的单位所占比例", "the share of units that meet it"),
}


def _aggregations(finding: Finding) -> Iterator[Words]:
    for name, verdict in finding.aggregations:
        reading, word = _AGGREGATIONS[name], _verdict_word(verdict)
        chosen = name == finding.policy.aggregation
        yield Words(
            f"按“{reading.zh}”：{word.zh}{'（以此判定）' if chosen else ''}。",
            f"By “{reading.en}”: {word.en}{' (this decides)' if chosen else ''}.",
        )


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
    even, up = _verdict_word(finding.rounded.half_even), _verdict_word(finding.rounded.half_up)
    step = shown(finding.rounded.step)
    yield Words(
        f"结论取决于是否修约：按全数值比较；若先修约到 {step.zh}，四舍六入五成双为“{even.zh}”，四舍五入为“{up.zh}”。",
        f"Rounding would matter: full values are compared; rounded to {step.en} first "
        f"it would be {even.en} (half to even) or {up.en} (half up).",
    )


def _robustness(finding: Finding) -> Iterator[Words]:
    if finding.reading is None:
        return
    chosen = named(finding.reading)
    yield Words(
        f"按“{chosen.title.zh}”的读法（{chosen.id}）判定：{chosen.rule.zh}。",
        f"Decided by the reading “{chosen.title.en}” ({chosen.id}): {chosen.rule.en}.",
    )
    for key, answer in finding.answers:
        other = named(key)
        if key != finding.reading and other.decides and isinstance(answer, bool):
            word = _verdict_word(Verdict.MET if answer else Verdict.NOT_MET)
            yield Words(
                f"按“{other.title.zh}”（{key}：{other.rule.zh}）：{word.zh}。",
                f"By “{other.title.en}” ({key}: {other.rule.en}): {word.en}.",
            )
    if finding.robustness is not None:
        yield _robust_words(finding.robustness)


def _robust_words(found: Robustness) -> Words:
    if found.robust is None:
        return Words(
            "换一种读法是否会改变结论，无法检验。", "Whether another reading would change the verdict is untested."
        )
    if found.robust:
        return Words("换一种公认的读法，结论不变。", "No other admissible reading would change the verdict.")
    names = [named(key).title for key in found.dissenters]
    return Words(
        f"换一种读法结论会不同：{'、'.join(name.zh for name in names)}。",
        f"Another reading would change the verdict: {', '.join(name.en for name in names)}.",
    )
