"""Progress against the schedule, while there is still time: how far on the way from the base to the goal."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.numbers import amount, shown
from prevention_rules.explain.phrases import PROGRESS
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.progress import How
from prevention_rules.text import Words


def progress_lines(finding: Finding) -> Iterator[Words]:
    """Yield the way from the base to the goal; nothing once the target is reached or its date has come."""
    pace, end = finding.progress, finding.deadline
    if pace is None or pace.status is None or finding.verdict is Verdict.MET or finding.due != "not_due" or end is None:
        return
    word, told, how = PROGRESS[pace.status], pace.schedule, _HOW[pace.schedule.how]
    passed, start = shown(pace.elapsed * 100), pace.base_at.year
    yield Words(
        f"{word.zh}：时间已过{passed.zh}%（{start}年底至{end.year}年底）。",
        f"{word.en.capitalize()}: {passed.en}% of the time has passed (end of {start} to end of {end.year}).",
    )
    if told.share is None or told.expected is None:
        return
    base, goal, due = (amount(value, finding.unit, places=2) for value in (pace.base, pace.goal, told.expected))
    part = shown(told.share * 100, places=1)
    done = Words(f"已完成{part.zh}%", f"{part.en}% of it is done")
    if told.share < 0:
        done = Words("没有前进", "none of it is done")
    yield Words(
        f"从{base.zh}到{goal.zh}，{done.zh}；{how.zh}，现应为{due.zh}。",
        f"From {base.en} to {goal.en}, {done.en}; {how.en} {due.en} is due by now.",
    )


_HOW: dict[How, Words] = {
    "linear": Words("按线性推算", "on a straight line"),
    "compound": Words("按复合速度推算", "at a compound rate"),
    "table": Words("按计划写明的节点值", "by the plan's own milestone"),
    "path": Words("按目标自身路径", "on the target's own path"),
}
