"""Progress against the schedule, while there is still time: how far on the way from the base to the goal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from prevention_rules.explain.changed import moved
from prevention_rules.explain.counting import is_one_thing, share_of_a_few, what_is_counted
from prevention_rules.explain.numbers import amount, bare, shown
from prevention_rules.explain.phrases import PROGRESS
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.progress import How, Pace
from prevention_rules.text import Words


def progress_lines(finding: Finding) -> Iterator[Words]:
    """Yield the way from the base to the goal; nothing once the target is reached or its date has come."""
    pace, end = finding.progress, finding.deadline
    if pace is None or pace.status is None or finding.verdict is Verdict.MET or finding.due != "not_due" or end is None:
        return
    word, told = PROGRESS[pace.status], pace.schedule
    passed, start = shown(pace.elapsed * 100), pace.base_at.year
    yield Words(
        f"{word.zh}：时间已过{passed.zh}%（{start}年底至{end.year}年底）。",
        f"{word.en.capitalize()}: {passed.en}% of the time has passed (end of {start} to end of {end.year}).",
    )
    if told.share is None or told.expected is None:
        return
    way, due, done = *_way(finding, pace, told.expected), _done(told.share)
    if due.zh:
        due = Words(f"；{_HOW[told.how].zh}，现应{due.zh}", f"; {due.en} due by now {_HOW[told.how].en}")
    yield Words(f"{way.zh}，{done.zh}{due.zh}。", f"{done.en} {way.en}{due.en}.")


def _done(share: Fraction) -> Words:
    if share < 0:
        return Words("没有前进", "None of the way")
    if share == 1:  # and not met
        return Words("恰到界限值，不含本数", "At the limit, which is not included, on the way")
    part = shown(share * 100, (Fraction(100),), places=1)
    return Words(f"已完成{part.zh}%", f"{part.en}% of the way")


def _way(finding: Finding, pace: Pace, expected: Fraction) -> tuple[Words, Words]:
    """Return the way from the base to the goal, and what is due by now: a share of a few in things, not in points."""
    if pace.question != "level" and (compared := comparison_of(finding)) is not None:
        goal, due = moved(pace.goal, compared), moved(expected, compared)
        return Words(f"要求{goal.zh}", f"to being {goal.en}"), due
    if (of := _whole(finding)) is not None and finding.unit is not None:
        things = [round(value * finding.unit.factor * of, 6) for value in (pace.base, pace.goal, expected)]
        start, goal, due = (shown(value) for value in (*things[:2], Fraction(ceil(things[2]))))
        noun = what_is_counted(finding)
        least = Words("为", "") if things[2].denominator == 1 else Words("至少有", "at least ")
        return (
            Words(
                f"{of}个{noun.zh}中从{start.zh}个到{goal.zh}个",
                f"from {start.en} of {of}{noun.en} to {'all' if things[1] == of else goal.en}",
            ),
            Words(f"{least.zh}{due.zh}个", f"{least.en}{due.en}"),
        )
    start, goal, due = (amount(value, finding.unit) for value in (pace.base, pace.goal, expected))
    way = Words(f"从{start.zh}到{goal.zh}", f"from {bare(start, finding.unit)} to {goal.en}")
    return way, Words("", "") if is_one_thing(pace, finding.unit) else Words(f"为{due.zh}", due.en)


def _whole(finding: Finding) -> int | None:
    """Return how many a share of a few is counted out of, at the base as now; None for every other level."""
    compared = comparison_of(finding)
    if compared is None:
        return None
    now, then = (share_of_a_few(facts, finding.target) for facts in (compared.used, compared.base_facts))
    if now is None or then is None or now.denominator != then.denominator:
        return None
    return int(now.denominator)


_HOW: dict[How, Words] = {
    "linear": Words("按线性推算", "on a straight line"),
    "compound": Words("按复合速度推算", "at a compound rate"),
    "table": Words("按计划写明的节点值", "by the plan's own milestone"),
    "path": Words("按目标自身路径", "on the target's own path"),
}
