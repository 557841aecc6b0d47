"""Why the verdict is what it is: the comparison, the parts, rounding, and other readings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.numbers import amount, counted, ends, shown, values
from prevention_rules.explain.phrases import REASONS, ROUNDING, VERDICTS, asked, in_period, sentence
from prevention_rules.explain.what import observed
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.joining import comparison_of, foremost
from prevention_rules.judgement.remedies import Remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.policies import Aggregation
from prevention_rules.readings import Reading, Robustness, named
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Bound, Respectively
from prevention_rules.text import Words


def why_lines(finding: Finding, found: Remedy | None) -> Iterator[Words]:
    """Yield the reasons of the verdict, the main one first."""
    yield sentence(REASONS[finding.reason])
    match finding.ground:
        case Compared() as compared:
            yield from _compared_lines(compared, finding, found)
        case TrendRead() as read:
            yield from _trend_lines(read, finding)
        case Joined(parts=parts, whole=whole):
            yield from () if whole is None else _compared_lines(whole, finding, found)
            yield from (_judged(asked(part.target), part) for part in parts)
        case Repeated() as repeated:
            yield from _repeated_lines(repeated)
            yield from _aggregations(repeated, finding)
        case Refused() as refused:
            yield from _refused_lines(refused, finding)
        case _:
            assert_never(finding.ground)
    yield from _aims(finding)


def _aims(finding: Finding) -> Iterator[Words]:
    """Say whether what is only strived for is reached too: it stands beside the bound, and never decides."""
    origin = finding.target.origin
    if origin is None or not origin.aims:
        return
    compared = comparison_of(finding)
    for aim in origin.aims:
        reached = None
        if isinstance(aim, Bound) and compared is not None and compared.demand.question == "level":
            wanted = aim.values.scale(aim.unit.to(finding.unit)) if aim.unit and finding.unit else aim.values
            reached = True if compared.possible <= wanted else False if compared.possible.disjoint(wanted) else None
        word = _REACHED[reached]
        yield Words(
            f"力争的{asked(aim).zh}{word.zh}，不作判定依据。",
            f"The aim, {asked(aim).en}, {word.en}; it does not decide.",
        )


_REACHED = {
    True: Words("也已达到", "is reached too"),
    False: Words("尚未达到", "is not reached"),
    None: Words("是否达到尚不能判定", "is undecided"),
}


def _compared_lines(found: Compared, finding: Finding, way: Remedy | None) -> Iterator[Words]:
    if found.exactly_on_limit:
        yield _on_the_limit(finding)
    if found.verdict is Verdict.INCONCLUSIVE and not found.above_whole:
        yield _straddling(found)
    point = found.point_verdict
    if point is not None and point is not finding.verdict:
        word = VERDICTS[point]
        yield Words(
            f"若只看样本的点估计，结论会是“{word.zh}”；样本的不确定性使它不能这样定。",
            f"The point estimate alone would say {word.en}; the uncertainty of a sample does not allow that.",
        )
    yield from _settled(found, finding)
    yield from _needed_count(finding, way)
    if found.verdict is finding.verdict:
        yield from _rounding(found, finding)


def _refused_lines(refused: Refused, finding: Finding) -> Iterator[Words]:
    if finding.reason == "other_base":
        yield from _other_bases(refused)
    if finding.reason in ("missing_value", "areas_missing", "not_pooled", "missing_baseline", "series_break"):
        yield from map(sentence, finding.notes)
    if isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous):
        yield from (_judged(asked(part.target), part) for part in refused.parts)


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


def _straddling(found: Compared) -> Words:
    unit, wants = found.frame.unit if found.demand.question != "ratio" else None, found.demand.acceptable
    possible, wanted = values(found.possible, unit, ends(wants)), values(wants, unit, ends(found.possible))
    return Words(
        f"可能的值{possible.zh}；要求{wanted.zh}：有的可能值满足，有的不满足。",
        f"The possible values are {possible.en}; {wanted.en} is asked: some of them satisfy it and some do not.",
    )


def _other_bases(refused: Refused) -> Iterator[Words]:
    wanted = refused.demand.base if refused.demand else None
    for fact in refused.used:
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


def _settled(found: Compared, finding: Finding) -> Iterator[Words]:
    """Say that those who did not report cannot change the verdict."""
    told = [fact.observation.value for fact in found.used]
    missing = sum(value.missing for value in told if isinstance(value, Ratio))
    if missing and finding.verdict.is_decided:
        number = shown(Fraction(missing))
        yield Words(
            f"无论缺报的{number.zh}个如何，结论都是这样。",
            f"Whatever the {number.en} not reported would say, the verdict is the same.",
        )


def _repeated_lines(repeated: Repeated) -> Iterator[Words]:
    for one in repeated.over:
        yield _judged(_place(one), one)
    failed = [one for one in repeated.over if one.verdict is Verdict.NOT_MET]
    if len(failed) > 1 and (worst := foremost(failed)) is not None:
        place = _place(worst)
        yield Words(f"差距最大的是{place.zh}。", f"The largest shortfall is that of {place.en}.")


def _place(one: Finding) -> Words:
    return Words(one.area, one.area) if one.area else in_period(one.at)


def _judged(place: Words, part: Finding) -> Words:
    word, found = VERDICTS[part.verdict], observed(part) or REASONS[part.reason]
    return Words(f"{place.zh}：{word.zh}，{found.zh}。", f"{place.en}: {word.en}, {found.en}.")


_AGGREGATIONS: dict[Aggregation, Words] = {
    "every": Words("每个单位都要达到", "every unit has to meet it"),
    "pooled": Words("各单位合并计算", "all units pooled"),
    "share": Words("达到的单位所占比例", "the share of units that meet it"),
}


def _aggregations(repeated: Repeated, finding: Finding) -> Iterator[Words]:
    offered = dict(repeated.aggregations)
    for name, verdict in offered.items():
        reading, word = _AGGREGATIONS[name], VERDICTS[verdict]
        chosen = name == finding.policy.aggregation
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
    compared = [one for finding in finding.over if (one := comparison_of(finding)) is not None]
    limits = [end for one in compared for end in ends(one.demand.acceptable)]
    share, count = values(whole.shares.scale(1 / unit.factor), unit, limits), counted(whole)
    return Words(f"{share.zh}（{count.zh}）", f"{share.en} ({count.en})")


def _needed_count(finding: Finding, found: Remedy | None) -> Iterator[Words]:
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


def _rounding(found: Compared, finding: Finding) -> Iterator[Words]:
    rounded = found.rounded
    if rounded is None or not found.rounding_sensitive:
        return
    even, up = VERDICTS[rounded.half_even], VERDICTS[rounded.half_up]
    if even == up:
        outcome = Words(f"为“{even.zh}”", f"{even.en}")
    else:
        outcome = Words(
            f"四舍六入五成双为“{even.zh}”，四舍五入为“{up.zh}”", f"{even.en} (half to even) or {up.en} (half up)"
        )
    step = amount(rounded.step, finding.unit)
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


def _trend_lines(read: TrendRead, finding: Finding) -> Iterator[Words]:
    """Yield the reading that decided, what the others say, and whether that matters."""
    chosen, found = read.reading, read.robustness
    if chosen is None:
        return
    yield Words(
        f"按“{chosen.title.zh}”的读法（{chosen.id}）判定：{chosen.rule.zh}。",
        f"Decided by the reading “{chosen.title.en}” ({chosen.id}): {chosen.rule.en}.",
    )
    for key, answer in read.answers:
        other = named(key)
        if other.id != chosen.id and other.decides and isinstance(answer, bool):
            word = VERDICTS[Verdict.MET if answer else Verdict.NOT_MET]
            yield Words(
                f"按“{other.title.zh}”（{key}），{word.zh}：{other.rule.zh}。",
                f"By “{other.title.en}” ({key}), {word.en}: {other.rule.en}.",
            )
    if found is not None:
        yield _robust_words(found)
    if others := _differing(read, finding.verdict):
        zh = "、".join(f"{one.title.zh}（{one.id}）" for one in others)
        en = ", ".join(f"{one.title.en} ({one.id})" for one in others)
        yield Words(
            f"仅供参考的读法中，结论不同的有：{zh}。",
            f"Of the readings given for information only, these say otherwise: {en}.",
        )


def _differing(read: TrendRead, verdict: Verdict) -> tuple[Reading, ...]:
    """Return the readings for information only that contradict a decided verdict."""
    if not verdict.is_decided:
        return ()
    met = verdict is Verdict.MET
    return tuple(named(key) for key, answer in read.answers if not named(key).decides and answer is (not met))


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
