"""Why the verdict is what it is: the comparison, the parts, rounding, and other readings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.asked import Side, asked
from prevention_rules.explain.numbers import amount, counted, ends, shown, values
from prevention_rules.explain.phrases import REASONS, ROUNDING, VERDICTS, in_period, sentence
from prevention_rules.explain.remark import figure
from prevention_rules.explain.survey import survey_rate
from prevention_rules.explain.trend import how_it_was_chosen
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.joining import comparison_of, foremost
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.policies import Aggregation
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.readings import Reading, Robustness, named
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Respectively
from prevention_rules.text import Words, quoted


def why_lines(finding: Finding) -> Iterator[Words]:
    """Yield what the remark rests on: the set a bound stands for, the parts, the readings."""
    match finding.ground:
        case Compared() as compared:
            yield from _compared_lines(compared, finding)
        case TrendRead() as read:
            yield from _trend_lines(read, finding)
        case Joined(parts=parts, whole=whole):
            yield from () if whole is None else _compared_lines(whole, finding)
            yield from (_judged(asked(part.target), part) for part in parts)
        case Repeated() as repeated:
            yield from _repeated_lines(repeated)
            yield from _aggregations(repeated, finding)
        case Refused() as refused:
            yield from _refused_lines(refused, finding)
        case _:
            assert_never(finding.ground)


def _compared_lines(found: Compared, finding: Finding) -> Iterator[Words]:
    point = found.point_verdict if found.demand.question == "level" else None
    if point is not None and point is not finding.verdict:
        yield _of_the_sample(found, point)
    elif point is None and found.verdict is Verdict.INCONCLUSIVE and not (found.above_whole or found.so_far):
        yield _straddling(found)
    yield from _settled(found, finding)
    if found.verdict is finding.verdict and finding.policy.comparison == "rounded":
        yield from _rounding(found, finding)


def _of_the_sample(found: Compared, point: Verdict) -> Words:
    """Say what the rate of a sample alone would give; its interval stands in the remark."""
    sample = next(fact for fact in found.used if fact.point is not None)
    rate, _ = survey_rate(sample, found, Side.of(found.demand.acceptable))
    return Words(
        f"样本比例本身（{rate.zh}）{VERDICTS[point].zh}目标，但与目标之差在抽样误差之内，不能据此判定。",
        f"The sample's own rate, {rate.en}, {_MEETS[point]} the target, but the difference lies within its sampling "
        "error and does not decide.",
    )


_MEETS = {Verdict.MET: "meets", Verdict.NOT_MET: "does not meet"}


def _refused_lines(refused: Refused, finding: Finding) -> Iterator[Words]:
    if finding.reason in ("missing_value", "missing_baseline"):
        yield from map(sentence, finding.notes)
    if isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous):
        yield from (_judged(asked(part.target), part) for part in refused.parts)


def _straddling(found: Compared) -> Words:
    """Name the set that is known and the set that is asked; the ends of a share say nothing."""
    unit, wants = _unit_of(found), found.demand.acceptable
    known = found.possible
    if found.demand.question == "level" and found.frame.share:
        known = _without_ends(known, found.frame.whole)
        if (all_of_it := wants & found.frame.ceiling).as_point is not None:
            wants = all_of_it
    possible, wanted = values(known, unit, ends(wants)), values(wants, unit, ends(found.possible))
    return Words(f"已知{possible.zh}；要求{wanted.zh}。", f"Known: {possible.en}; asked: {wanted.en}.")


def _unit_of(found: Compared) -> Unit | None:
    """What the two are measured in: a ratio in nothing, a difference of percentages in points."""
    unit, question = found.frame.unit, found.demand.question
    if question == "ratio":
        return None
    return unit_of("百分点") if question == "difference" and unit == unit_of("%") else unit


def _without_ends(known: ValueSet, whole: Fraction) -> ValueSet:
    return ValueSet(tuple(
        Interval(
            None if part.lo == 0 and part.hi != 0 else part.lo,
            None if part.hi == whole and part.lo != whole else part.hi, lo_in=part.lo_in, hi_in=part.hi_in,
        )
        for part in known
    ))  # fmt: skip


def _settled(found: Compared, finding: Finding) -> Iterator[Words]:
    """Say that those who did not report cannot change the verdict."""
    told = [fact.observation.value for fact in found.used]
    missing = sum(value.missing for value in told if isinstance(value, Ratio))
    if missing and finding.verdict.is_decided:
        number = shown(Fraction(missing))
        yield Words(
            f"缺报的{number.zh}个无论如何，结论不变。",
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
    return Words(one.area, quoted(one.area)) if one.area else in_period(one.at)


def _judged(place: Words, part: Finding) -> Words:
    word, found = VERDICTS[part.verdict], figure(part) or REASONS[part.reason]
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


def _rounding(found: Compared, finding: Finding) -> Iterator[Words]:
    """Say where the declared way of rounding decides."""
    rounded = found.rounded
    if rounded is None or not found.rounding_sensitive:
        return
    even, up, step = VERDICTS[rounded.half_even], VERDICTS[rounded.half_up], amount(rounded.step, finding.unit)
    chosen = ROUNDING[finding.policy.rounding]
    yield Words(
        f"结论取决于修约方法，声明的是{chosen.zh}；修约到{step.zh}，四舍六入五成双为“{even.zh}”，四舍五入为“{up.zh}”。",
        f"The way of rounding decides, and {chosen.en} is declared; to {step.en} it is {even.en} (half to even) "
        f"or {up.en} (half up).",
    )


def _trend_lines(read: TrendRead, finding: Finding) -> Iterator[Words]:
    """Yield the reading that decided, what the others say, and whether that matters."""
    chosen, found = read.reading, read.robustness
    if chosen is None:
        return
    how = how_it_was_chosen(read, finding)
    yield Words(
        f"{how.zh}“{chosen.title.zh}”（{chosen.id}）判定：{chosen.rule.zh}。",
        f"{how.en} “{chosen.title.en}” ({chosen.id}): {chosen.rule.en}.",
    )
    for key, answer in read.answers:
        other = named(key)
        if other.id != chosen.id and other.decides and isinstance(answer, bool):
            word = VERDICTS[Verdict.MET if answer else Verdict.NOT_MET]
            yield Words(
                f"按“{other.title.zh}”（{key}，{other.rule.zh}），{word.zh}。",
                f"By “{other.title.en}” ({key}: {other.rule.en}), {word.en}.",
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
