"""The remark beside a state (说明): the figure of the year, its distance from the target, what is still needed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.plausible import ABOVE_THE_WHOLE
from prevention_rules.explain.asked import Side, in_short, nouns_of
from prevention_rules.explain.changed import changed
from prevention_rules.explain.each import areas, members, years
from prevention_rules.explain.evidence import superseded
from prevention_rules.explain.figures import figure_of
from prevention_rules.explain.inexact import above_the_whole
from prevention_rules.explain.level import level
from prevention_rules.explain.marks import MARK, ROUNDING, marks
from prevention_rules.explain.missing import missing
from prevention_rules.explain.numbers import amount, gap
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import published, settled
from prevention_rules.explain.survey import survey_rate
from prevention_rules.explain.tolerated import misfit
from prevention_rules.explain.trend import trend
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.joining import comparison_of, foremost, is_nearly, is_softened
from prevention_rules.judgement.remedies import Remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Bound, Change, PerUnit, Respectively, Trend
from prevention_rules.text import Words


def remark(finding: Finding, found: Remedy | None = None) -> Words:
    """Return the remark on a finding: one to three clauses, with the numbers as published; ※ where it is marked.

    *found* is its remedy, where that has been worked out already.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2025: "79.3%"}, unit="%", share=True)
    >>> print(remark(evaluate(parse_target("85%以上", unit="%"), figures, at=2025)).zh)
    2025年为79.3%，与“85%以上”的目标仍有差距，低5.7个百分点。
    """
    marked = marks(finding)
    told = [words for words in (*_clauses(finding, found), *_beside(finding, marked)) if words.zh]
    zh, en = "；".join([one.zh for one in told]), "; ".join([one.en for one in told])
    mark = MARK if marked else ""
    return Words(f"{zh}。{mark}", f"{en[:1].upper()}{en[1:]}.{' ' if mark else ''}{mark}")


def says_its_distance(finding: Finding) -> bool:
    """Say whether the remark already tells what would have to change: how far a figure is from the level asked."""
    ground = finding.ground
    if finding.verdict is not Verdict.NOT_MET or not isinstance(ground, Compared) or ground.demand.question != "level":
        return False
    plain = finding.at.kind == "year" and not ground.exactly_on_limit and ground.possible.as_point is not None
    return plain and not any(isinstance(fact.observation.value, Ratio) for fact in ground.used)


def figure(finding: Finding) -> Words | None:
    """Return the figure of the period judged, as published, for the column 完成情况; None where there is none."""
    told = (_figure(one) for one in (finding, *finding.parts))
    return next((words for words in told if words is not None and words.zh), None)


def _figure(finding: Finding) -> Words | None:
    if isinstance(finding.ground, Repeated) and finding.ground.decides is not None:
        return _figure(finding.ground.decides)
    if isinstance(finding.target, PerUnit) and finding.over:
        n, met = len(finding.over), sum(one.verdict is Verdict.MET for one in finding.over)
        noun, one, several = nouns_of(finding.target.each)
        return Words(f"{n}个{noun}中{met}个达到", f"{met} of {n} {several if n > 1 else one}")
    facts = [fact for fact in finding.used if fact.period == finding.at]
    sample, compared = next((fact for fact in facts if fact.point is not None), None), comparison_of(finding)
    if sample is not None and compared is not None:
        rate, span = survey_rate(sample, compared)
        return Words(f"{rate.zh}（{span.zh}）", f"{rate.en} ({span.en})")
    if len(facts) == 1:
        return settled(facts[0], finding.unit) or published(facts[0].observation, finding.unit, _limits(compared))
    if compared is not None and (facts or compared.level is not None):
        return figure_of(finding, compared, Side.of(compared.demand.acceptable))
    return published(facts[0].observation, finding.unit) if facts else None


def _limits(compared: Compared | None) -> tuple[Fraction, ...]:
    side = None if compared is None else Side.of(compared.demand.acceptable)
    return () if side is None else side.ends


def _clauses(finding: Finding, found: Remedy | None = None) -> Iterator[Words]:
    yield from _on_its_ground(finding, found)
    if finding.later is not None:
        yield from _later(finding.later)


def _on_its_ground(finding: Finding, found: Remedy | None) -> Iterator[Words]:
    match finding.ground:
        case Compared() as compared:
            yield from _compared(finding, compared, found)
        case TrendRead() as read:
            assert isinstance(finding.target, Trend)  # what else is read
            yield from trend(finding, read, finding.target)
        case Joined() as joined:
            yield from _joined(finding, joined, found)
        case Repeated() as repeated:
            if isinstance(finding.target, PerUnit):
                yield from _clauses(repeated.decides) if repeated.decides is not None else ()
                yield from areas(finding, repeated, finding.target)
            else:
                yield from years(finding, repeated)
        case Refused() as refused:
            yield from missing(finding, refused)
        case _:
            assert_never(finding.ground)


def _compared(finding: Finding, compared: Compared, found: Remedy | None) -> Iterator[Words]:
    if finding.reason == "held_at_zero":
        yield Words("基期与现期均为零，按声明读作保持零发生", "Zero at the base and zero now, held at zero as declared")
    elif compared.demand.question != "level" and isinstance(finding.target, Change):
        yield from changed(finding, compared, finding.target, found)
    elif compared.frame.share and any(fact.doubt is ABOVE_THE_WHOLE for fact in compared.used):
        yield above_the_whole(finding, compared)
    else:
        yield from level(finding, compared, found)


def _later(later: Finding) -> Iterator[Words]:
    """Tell how it stands after the date of the target, which has decided; of milestones, each that was missed."""
    if isinstance(later.target, Respectively):
        told = [words for part in later.parts if part.later is not None for words in _later(part.later)]
        yield from dict.fromkeys(told)
        return
    if later.verdict is Verdict.NOT_ASSESSABLE:
        return
    compared, when = comparison_of(later), in_period(later.at)
    figure = Words("", "") if compared is None else figure_of(later, compared, None)
    zh, en = (f"{when.zh}为{figure.zh}，", f"{figure.en} in {when.en}, ") if figure.zh else (when.zh, f"in {when.en} ")
    yield Words(f"{zh}{_LATER[later.verdict].zh}", f"{en}{_LATER[later.verdict].en}")


_LATER = {
    Verdict.MET: Words("逾期达到", "reached late"),
    Verdict.NOT_MET: Words("未达到", "not reached"),
    Verdict.INCONCLUSIVE: Words("是否达到尚不能判定", "undecided"),
}


def _joined(finding: Finding, joined: Joined, found: Remedy | None) -> Iterator[Words]:
    match finding.target:
        case Respectively():
            yield from members(finding, joined.parts)
            yield from _worst(joined)
        case PerUnit():
            yield from _on_average(finding, joined, found)
        case Ambiguous():
            yield from _read_in_several_ways(finding, joined)
        case _ if is_nearly(finding.target) and finding.reason == "needs_tolerance" and joined.whole is not None:
            figure, unfit = figure_of(finding, joined.whole, None), misfit(finding)
            yield Words(
                f"“{finding.target.text}”的幅度未作规定{unfit.zh}，{figure.zh}是否达到尚不能判定",
                f"How far “{_basically(finding)}” reaches is not laid down{unfit.en}: {figure.en} is undecided",
            )
        case _ if is_nearly(finding.target) and joined.parts[0].verdict is Verdict.MET:
            yield from _clauses(joined.parts[0])  # what is asked is reached, and nothing has to be tolerated
        case _ if joined.whole is not None:
            yield from _compared(finding, joined.whole, found)
        case _ if is_softened(finding.target):
            yield from _clauses(joined.parts[0])
            if finding.verdict is not Verdict.MET:
                yield Words(
                    f"“{finding.target.text}”的幅度未作规定，尚不能判定",
                    f"how far “{finding.target.text}” reaches is not laid down: undecided",
                )
        case AllOf() | AnyOf():
            yield from members(finding, joined.parts)
            yield from _worst(joined)
        case _:
            yield from ()


def _basically(finding: Finding) -> str:
    first = finding.target.of[0] if isinstance(finding.target, AnyOf) else finding.target
    return f"basically {amount(first.amount.value, first.unit).en}" if isinstance(first, Bound) else in_short(first)


def _worst(joined: Joined) -> Iterator[Words]:
    """Tell of the part that is spoken of first, where it is not reached: of milestones one whose date has come."""
    due = [part for part in joined.parts if part.due == "due" and part.verdict is Verdict.NOT_MET]
    part = foremost(due or joined.parts)
    if part is not None and part.verdict is Verdict.NOT_MET:
        yield from _clauses(part)


def _on_average(finding: Finding, joined: Joined, found: Remedy | None) -> Iterator[Words]:
    compared, text = joined.whole, finding.target.text
    if compared is None:
        yield from (clause for part in joined.parts for clause in _clauses(part))
        return
    point = compared.possible.as_point
    if point is None:
        yield from level(finding, compared, found)
        return
    side = Side.of(compared.demand.acceptable)
    mean = amount(point, compared.frame.unit, () if side is None else side.ends, places=2)
    met = joined.parts[0].verdict is Verdict.MET  # whether the areas agree with it is told beside it
    yield Words(
        f"平均{mean.zh}，{'达到' if met else '未达到'}“{text}”，不要求逐个达到",
        f"{mean.en} on average: {'met' if met else 'not met'}; not asked of each",
    )


def _read_in_several_ways(finding: Finding, joined: Joined) -> Iterator[Words]:
    if finding.reason != "readings_disagree":
        yield from _clauses(joined.parts[0])
        return
    told = [f"“{part.target}”" for part in joined.parts]
    yield Words(
        f"目标有{len(told)}种读法（{'、'.join(told)}），结论不同，请明确",
        f"The target can be read in {len(told)} ways that disagree: declare one",
    )


def _beside(finding: Finding, marked: tuple[Words, ...]) -> Iterator[Words]:
    """Yield what stands beside the verdict: an aim, a figure that was replaced, a whole that differs from its parts."""
    origin, compared = finding.target.origin, comparison_of(finding)
    for aim in () if origin is None else origin.aims:
        if isinstance(aim, Bound) and compared is not None and compared.demand.question == "level":
            yield from _aim(aim, finding, compared)
    for fact in superseded(finding):
        old = published(fact.observation, finding.unit)
        yield Words(f"采用核定数，初步数{old.zh}不再使用", f"the final figure replaces the preliminary {old.en}")
    for mark in marked:
        trend_told = isinstance(finding.ground, TrendRead) and mark.zh.endswith("则达到")
        if mark not in _SAID and not trend_told:
            yield mark


_SAID = (ABOVE_THE_WHOLE, ROUNDING)
"""Marks that have a sentence of their own."""


def _aim(aim: Bound, finding: Finding, compared: Compared) -> Iterator[Words]:
    """Say whether what is only strived for is reached too: it stands beside the bound, and never decides."""
    unit, point = compared.frame.unit, None if compared.level is None else compared.level.as_point
    factor = aim.unit.to(unit) if aim.unit and unit else Fraction(1)
    wanted, limit = aim.values.scale(factor), aim.amount.value * factor
    goal = amount(limit, unit)
    if compared.possible <= wanted:
        yield Words(f"也达到力争值{goal.zh}", f"the aim of {goal.en} is reached too")
    elif not compared.possible.disjoint(wanted):
        yield Words(f"是否达到力争值{goal.zh}尚不能判定", f"whether the aim of {goal.en} is reached is undecided")
    elif point is None:
        yield Words(f"未达到力争值{goal.zh}", f"the aim of {goal.en} is not reached")
    else:
        left, side = gap(point - limit, unit), "above" if point > limit else "below"
        yield Words(f"距力争值{goal.zh}还差{left.zh}", f"{left.en} {side} the aim of {goal.en}")
